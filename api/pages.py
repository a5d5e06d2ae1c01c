"""Pages of a list: an opaque cursor for where the last one ended, and a Link to the next."""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import urlencode

import orjson
from fastapi import Query

from api.refusals import BadCursor

LONGEST_CURSOR: Final = 200
LARGEST_PAGE: Final = 1000

Cursor = Annotated[
    str | None,
    Query(max_length=LONGEST_CURSOR, pattern="^[A-Za-z0-9_-]+$", description="from the Link of the page before"),
]
Limit = Annotated[int | None, Query(ge=1, le=LARGEST_PAGE, description="most entries of the page")]
ClaimsLimit = Annotated[
    int | None,
    Query(ge=1, le=LARGEST_PAGE, description="most claims that a page looks at, whatever it tells of each"),
]


def cursor(place: list[str | int]) -> str:
    """The place as text that nobody should read."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).rstrip(b"=").decode()


def place(given: str) -> list[object]:
    """What `cursor` was made of. Raises `BadCursor`."""
    try:
        found = orjson.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (binascii.Error, orjson.JSONDecodeError):
        raise BadCursor from None
    if not isinstance(found, list):
        raise BadCursor
    return found


def link(path: str, next_place: list[str | int] | None, query: Mapping[str, object]) -> dict[str, str]:
    """The header that leads to the next page, with the same question; none after the last page."""
    if next_place is None:
        return {}
    asked = {name: str(value) for name, value in query.items() if value is not None}
    return {"Link": f'<{path}?{urlencode(asked | {"cursor": cursor(next_place)})}>; rel="next"'}
