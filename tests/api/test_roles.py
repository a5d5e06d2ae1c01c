"""Every role at every route: the table of who may is the one that the page and the description are written from."""

from collections.abc import Iterator
from typing import Final

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from domain import finding, inquiry
from domain.allowed import MAY
from domain.vocabulary import Role
from tests.api.client import Api
from tests.api.test_promises import NEEDED
from tests.api.test_reference import ASKED_BY, OF_NO_ROLE, said_to_findings
from tests.api.usual import EVERYBODY, USUAL, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

NOBODYS: Final = "0c1a1c1a-0000-4000-8000-000000000001"
PLACES: Final = {
    "claim": NOBODYS,
    "finding": NOBODYS,
    "inquiry": NOBODYS,
    "kato": "750000000",
    "kind": "stale-version",
    "format": "csv",
}
COMMANDS: Final = frozenset[str]().union(*MAY.values()) | said_to_findings() | set(inquiry.MAY)
FORBIDDEN: Final = 403
CLOSED: Final = ("/problems/not-your-question", "/problems/not-your-command")
OF_DEPUTIES: Final = {
    "compare_regions",
    "list_templates",
    "list_inquiries",
    "read_inquiry",
    "read_answer",
    "inquire",
    "rerun_inquiry",
}
"""what deputies are answered that not everybody is; nothing about single claims can be among it"""


def routes(app: FastAPI) -> Iterator[APIRoute]:
    return (route for route in app.routes if isinstance(route, APIRoute))


def may(route: APIRoute, who: Who) -> bool:
    if route.name in COMMANDS:
        others = {**finding.MAY, **inquiry.MAY}
        return route.name in MAY[who.role] or who.role in others.get(route.name, ())
    named = ASKED_BY[route.name]
    return named in OF_NO_ROLE or who.role.value in named.split(", ")


async def status(api: Api, route: APIRoute, who: Who) -> tuple[int, str]:
    """The status of the answer, and the type of the problem if it is one."""
    if route.name in USUAL:
        answer = await api.say(route.name, "" if route.name == "submit" else NOBODYS, who=who, version='"1"')
    elif route.name in COMMANDS:
        answer = await api.post(who, route.path.format(**PLACES), {}, version='"1"')
    else:
        answer = await api.get(who, route.path.format(**PLACES), **NEEDED.get(route.path, {}))
    told = answer.json() if "json" in answer.headers["Content-Type"] else {}
    return answer.status_code, told.get("type", "")


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.role)
async def test_a_role_reaches_its_routes_and_no_others(api: Api, who: Who) -> None:
    api.project()
    for route in routes(api.app):
        code, kind = await status(api, route, who)
        closed = code == FORBIDDEN and kind in CLOSED
        assert closed is not may(route, who), (route.methods, route.path, code, kind)


async def test_everybody_is_everybody() -> None:
    assert {who.role for who in EVERYBODY} == set(Role)


async def test_a_deputy_reaches_statistics_and_nothing_of_a_claim(api: Api) -> None:
    public = {name for name, who in ASKED_BY.items() if who in OF_NO_ROLE}
    (deputy,) = (who for who in EVERYBODY if who.role is Role.DEPUTY)
    assert {route.name for route in routes(api.app) if may(route, deputy)} == public | OF_DEPUTIES
