"""What a command's headers say: under which key it is repeated, and which version it was decided on."""

import re
from typing import Final

from starlette.requests import Request
from starlette.types import Scope

from api.refusals import HeaderUnusable, KeyMissing, KeyUnusable, VersionMissing
from domain.errors import StaleVersion
from domain.vocabulary import Role

KEY: Final = re.compile(r"(?![0-9]+$)[A-Za-z0-9_-]{16,64}")
ETAG: Final = re.compile(r'"([1-9][0-9]{0,8})"')
ANY: Final = "*"
MAY_SAY_ANY: Final = frozenset({Role.SERVICE})
"""who records what came back from elsewhere, whatever the claim has become meanwhile"""


def only(scope: Scope, name: str) -> str | None:
    """The header's one value. Raises `HeaderUnusable` if it comes twice: nobody could say which one was meant."""
    wanted = name.lower().encode()
    values = [value for said, value in scope["headers"] if said == wanted]
    if len(values) > 1:
        raise HeaderUnusable(f"{name} comes twice")
    return values[0].decode("latin-1").strip() if values else None


def key(request: Request) -> str:
    """The Idempotency-Key. Raises `KeyMissing` or `KeyUnusable`."""
    given = only(request.scope, "Idempotency-Key")
    if not given:
        raise KeyMissing
    if not KEY.fullmatch(given):
        raise KeyUnusable
    return given


def expected_version(request: Request, role: Role) -> int | None:
    """The version in If-Match; None for `*`, which only `service` may say. Raises `VersionMissing`."""
    given = only(request.scope, "If-Match")
    if not given or (given == ANY and role not in MAY_SAY_ANY):
        raise VersionMissing
    if given == ANY:
        return None
    named = ETAG.fullmatch(given)
    if named is None:
        raise HeaderUnusable('If-Match names one version, in quotation marks, as the ETag did: "5"')
    return int(named[1])


def require_version(expected: int | None, current: int) -> None:
    """Raises `StaleVersion` if the claim is not as the sender saw it."""
    if expected is not None and expected != current:
        raise StaleVersion(expected, current)


def etag(version: int) -> str:
    return f'"{version}"'
