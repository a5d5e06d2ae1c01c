"""The projections there are: every `Projection` that a module of this folder declares."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import projections
from domain.event import Event
from domain.events import ClaimEvent
from projections.base import AnyProjection, Projection


class UnknownProjection(LookupError):
    """No module of this folder declares a projection of that name."""


@cache
def declared() -> dict[str, AnyProjection]:
    """Name -> projection, in the order of the names."""
    found: dict[str, AnyProjection] = {}
    for module in iter_modules(projections.__path__, "projections."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Projection) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"two projections are named {value.name}")
    return dict(sorted(found.items()))


def of_claims() -> dict[str, AnyProjection]:
    """Those whose streams are claims."""
    return {name: each for name, each in declared().items() if each.takes is ClaimEvent}


def alike(projections: Iterable[AnyProjection]) -> list[list[AnyProjection]]:
    """Those that take the same events side by side: what can be rebuilt together."""
    found: dict[type[Event], list[AnyProjection]] = {}
    for each in projections:
        found.setdefault(each.takes, []).append(each)
    return list(found.values())


def named(name: str) -> AnyProjection:
    """The projection of that name, with its number or without."""
    fitting = [p for full, p in declared().items() if name in (full, full.rpartition("_")[0])]
    if len(fitting) != 1:
        raise UnknownProjection(f"no projection is named {name}; there are: {', '.join(declared())}")
    return fitting[0]
