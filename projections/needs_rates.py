"""How often papers were demanded, with a gap and without: numerators, denominators, and the rates they make."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from projections.columns import Plain
from projections.lookback import Asked as Question
from projections.lookback import rolled_up
from projections.needs import VIEW, Asked
from projections.tally import rate

RATED: Final = ("region", "office", "fact")
"""by what rates are told"""


def rates(connection: Connection, by: Sequence[str], among: Question) -> dict[str, list[dict[str, object]]]:
    """How often a paper was demanded of claims and for facts, by what registries gave: with a gap and without.

    By region, office and fact where that is asked; narrowed by these and the period, and by nothing else.
    """
    where = {name: values for name, values in among.where.items() if name in RATED}
    ofs = {"claims": ("region", "office"), "facts": RATED}
    return {
        what: _rates(connection, what, [n for n in names if n in by], replace(among, where=_only(where, names)))
        for what, names in ofs.items()
    }


def _only(where: Mapping[str, Sequence[str]], names: Sequence[str]) -> dict[str, Sequence[str]]:
    return {name: values for name, values in where.items() if name in names}


def _rates(connection: Connection, what: str, by: Sequence[str], among: Question) -> list[dict[str, object]]:
    counted: dict[tuple[Plain, ...], Counter[str]] = {}
    for row in rolled_up(connection, VIEW, replace(among, by=(*by, "data", "asked")), at=0):
        *key, asked = row.values
        if number := row.figures[what]:
            counted.setdefault(tuple(key), Counter())[str(asked)] += number
    return [{**dict(zip([*by, "data"], key, strict=True)), **_rated(asked)} for key, asked in counted.items()]


def _rated(asked: Counter[str]) -> dict[str, object]:
    every, not_asked, unjustified = asked.total(), asked[Asked.NOT_ASKED], asked[Asked.UNJUSTIFIED]
    return {
        "counted": every,
        "asked": every - not_asked,
        "asked_unjustified": unjustified,
        "asked_rate": rate(every - not_asked, every),
        "asked_unjustified_rate": rate(unjustified, every),
    }
