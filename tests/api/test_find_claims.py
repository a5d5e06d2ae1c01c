"""Finding claims: by number, office, stage, due day, term and whose move it is; and what to do next."""

from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.api.client import Api, made, refused
from tests.api.usual import AUDITOR, CASEWORKER, HEAD, RECEIVER, Json

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

EXTENDED = "extend_term"


async def found(api: Api, who: Any = CASEWORKER, **query: Any) -> list[Json]:
    """The whole list, page by page."""
    claims: list[Json] = []
    path, asked = "/claims", {"limit": 3, **query}
    while True:
        answer = await api.get(who, path, **asked)
        assert answer.status_code == 200, answer.text
        claims += answer.json()["claims"]
        if "next" not in answer.links:
            return claims
        path, asked = answer.links["next"]["url"], {}


async def ids(api: Api, who: Any = CASEWORKER, **query: Any) -> list[str]:
    return [claim["claim"] for claim in await found(api, who, **query)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made_claims(api: Api) -> dict[str, str]:
    """What the tests look for: claims of every kind."""
    made = {
        "handed in": await api.claim("submit"),
        "registered": await api.claim("submit", "register"),
        "extended": await api.claim("submit", "register", EXTENDED),
        "at the commission": await api.claim("submit", "register", "assign_commission"),
        "to be decided": await api.claim("submit", "register", "assign_commission", "conclude", "assess_income"),
        "with a gap": await api.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup"),
        "decided": await api.claim("submit", "register", "approve"),
    }
    api.project()
    return made


async def test_every_claim_of_ones_office_is_in_the_list(api: Api, made_claims: dict[str, str]) -> None:
    assert set(await ids(api)) >= set(made_claims.values())


@pytest.mark.parametrize("sort", ["submitted", "due"])
async def test_pages_hold_everything_once_and_in_order(api: Api, sort: str, made_claims: dict[str, str]) -> None:
    claims = await found(api, sort=sort, limit=2)
    assert len({claim["claim"] for claim in claims}) == len(claims) >= len(made_claims)
    key = {"submitted": "submitted_at", "due": "due_on"}[sort]
    order = [(claim[key], claim["claim"]) for claim in claims]
    assert order == sorted(order)


async def test_a_number_is_found_whole_or_by_its_beginning(api: Api, made_claims: dict[str, str]) -> None:
    (claim,) = [each for each in await found(api) if each["claim"] == made_claims["registered"]]
    number = claim["number"]
    assert await ids(api, number=number) == [claim["claim"]]
    assert claim["claim"] in await ids(api, number=number[:12])
    assert await ids(api, number="NO-SUCH") == []
    assert await ids(api, AUDITOR, number=number) == [claim["claim"]]
    assert await ids(api, CASEWORKER.next_door(), number=number) == []


async def test_a_due_day_is_the_one_in_force(api: Api, made_claims: dict[str, str]) -> None:
    days = {each["claim"]: (each["due_on"], each["notice_by"]) for each in await found(api)}
    assert days[made_claims["handed in"]] == ("2019-04-02", None), "an unregistered claim is due to be registered"
    assert days[made_claims["registered"]] == ("2019-04-10", None)
    assert days[made_claims["extended"]] == ("2019-05-08", "2019-04-03"), "as long as its notice may come"
    assert made_claims["extended"] in await ids(api, due_from="2019-05-08", due_to="2019-05-08")
    assert made_claims["registered"] not in await ids(api, due_from="2019-04-11")
    assert set(await ids(api, due_to="2019-04-02")) >= {made_claims["handed in"]}


async def test_over_term_follows_the_clock_and_the_notice(api: Api, made_claims: dict[str, str]) -> None:
    late = ("handed in", "registered", "extended")
    assert await ids(api, over_term=True) == []
    api.move_clock(datetime.fromisoformat("2019-04-03T23:59:59+06:00"))
    over = await ids(api, over_term="true")
    assert [made_claims[name] in over for name in late] == [True, False, False]
    api.move_clock(datetime.fromisoformat("2019-04-11T00:00:00+06:00"))
    over = await ids(api, over_term="true")
    assert [made_claims[name] in over for name in late] == [True, True, True], "no notice came: it moved nothing"
    assert made_claims["decided"] in await ids(api, over_term="false"), "it was decided in time"
    days = {each["claim"]: (each["due_on"], each["notice_by"]) for each in await found(api)}
    assert days[made_claims["extended"]] == ("2019-04-10", None)


async def test_a_caseworkers_list_of_what_to_do_next(api: Api, made_claims: dict[str, str]) -> None:
    claims = await found(api, move="office", sort="due")
    assert [claim["due_on"] for claim in claims] == sorted(claim["due_on"] for claim in claims)
    mine = {name for name, claim in made_claims.items() if claim in [each["claim"] for each in claims]}
    assert mine == {"handed in", "registered", "extended", "with a gap"}
    for claim in claims:
        assert claim["moves"][0]["holder"]["kind"] == "OFFICE"
        assert claim["allowed"], "what may be done now"
    (gap,) = [each for each in claims if each["claim"] == made_claims["with a gap"]]
    assert [missing["fact"] for missing in gap["missing"]] == ["BIRTH"]
    assert await ids(api, move="commission") == [made_claims["at the commission"]]
    assert await ids(api, HEAD, move="authorised_body", sort="due") == [made_claims["to be decided"]]


async def test_what_to_do_next_names_what_ends_the_wait(api: Api, made_claims: dict[str, str]) -> None:
    moves = {claim["claim"]: claim["moves"][0] for claim in await found(api, move="office")}
    assert moves[made_claims["handed in"]]["next"] == ["register"]
    idle = moves[made_claims["registered"]]
    assert (idle["kind"], idle["next"]) == ("idle", ["assess_income", "assign_commission", "request_checks"])
    (deciding,) = [c for c in await found(api, HEAD) if c["claim"] == made_claims["to be decided"]]
    assert deciding["moves"][0]["next"] == ["approve", "refuse"]


async def test_a_file_under_way_is_the_senders_to_do_until_it_is_received(api: Api) -> None:
    claim = await api.claim("submit", "send_file")
    api.project()
    assert claim in await ids(api, move="office")
    assert claim in await ids(api, RECEIVER), "it is in sight of whoever shall have it"
    assert claim not in await ids(api, RECEIVER, move="office")
    made(await api.say("receive_file", claim))
    api.project()
    assert claim in await ids(api, RECEIVER, move="office")


async def test_a_list_writes_a_region_as_the_file_does(api: Api, made_claims: dict[str, str]) -> None:
    for claim in await found(api):
        assert claim["region"] == (await api.get(CASEWORKER, f"/claims/{claim['claim']}")).json()["region"]


@pytest.mark.parametrize(
    "query", [{"move": "mother"}, {"sort": "colour"}, {"over_term": "perhaps"}, {"due_from": "soon"}, {"number": "%"}]
)
async def test_a_list_says_which_word_it_does_not_know(api: Api, query: Json) -> None:
    problem = refused(await api.get(CASEWORKER, "/claims", **query), 422, "unreadable")
    assert problem["errors"][0]["where"] == f"query.{next(iter(query))}"


async def test_a_period_that_ends_before_it_begins_is_refused(api: Api) -> None:
    said = {"due_from": "2019-05-01", "due_to": "2019-04-01"}
    problem = refused(await api.get(CASEWORKER, "/claims", **said), 422, "unreadable")
    assert problem["errors"] == [{"where": "query.due_to", "why": "the last day is before due_from, the first"}]


async def test_a_cursor_of_another_order_is_refused(api: Api, made_claims: dict[str, str]) -> None:
    first = await api.get(CASEWORKER, "/claims", limit=1, sort="due")
    cursor = first.links["next"]["url"].split("cursor=")[1].split("&")[0]
    refused(await api.get(CASEWORKER, "/claims", cursor=cursor), 400, "bad-cursor")


async def test_a_decided_claim_stays_with_its_term(api: Api, made_claims: dict[str, str]) -> None:
    made(await api.say("complain", made_claims["decided"]))
    api.project()
    assert made_claims["decided"] in await ids(api, move="reviewing_body")
    assert made_claims["decided"] not in await ids(api, over_term="true")


def begins_with(claim: Json, value: str) -> bool:
    return bool(claim["number"]) and claim["number"].startswith(value)


FITS: Final[dict[str, Callable[[Json, str], bool]]] = {
    "number": begins_with,
    "office": lambda claim, value: claim["office"] == value,
    "stage": lambda claim, value: claim["stage"] == value,
    "due_from": lambda claim, value: claim["due_on"] >= value,
    "due_to": lambda claim, value: claim["due_on"] <= value,
    "over_term": lambda claim, value: claim["over_term"] is (value == "true"),
    "move": lambda claim, value: value.upper() in [move["holder"]["kind"] for move in claim["moves"]],
}
"""word -> whether a claim is what it asks for: the same once more, over the whole list"""
SORTED: Final = {"submitted": "submitted_at", "due": "due_on"}


def values_of(everything: list[Json]) -> list[tuple[str, str]]:
    """Words with values that some of the claims have, and one that none has."""
    numbers = sorted(claim["number"] for claim in everything if claim["number"])
    days = sorted({claim["due_on"] for claim in everything})
    return [
        *(("number", value) for value in (numbers[0], numbers[0][:-1], numbers[0][:4])),
        ("office", everything[0]["office"]),
        ("office", "NOWHERE"),
        *(("stage", value) for value in ("INTAKE", "CHECKS", "DECIDED")),
        *((word, value) for word in ("due_from", "due_to") for value in (days[0], days[-1])),
        *(("over_term", value) for value in ("true", "false")),
        *(("move", value) for value in ("office", "commission", "reviewing_body")),
    ]


@pytest.mark.parametrize("sort", SORTED)
async def test_any_words_together_page_without_loss_or_repetition(
    api: Api, sort: str, made_claims: dict[str, str]
) -> None:
    everything = await found(api, AUDITOR, limit=100)
    tried = 0
    for pair in combinations(values_of(everything), 2):
        query = dict(pair)
        if len(query) == len(pair) and query.get("due_from", "") <= query.get("due_to", "9"):
            fitting = [each for each in everything if all(FITS[word](each, value) for word, value in pair)]
            expected = [each["claim"] for each in sorted(fitting, key=lambda each: (each[SORTED[sort]], each["claim"]))]
            assert await ids(api, AUDITOR, sort=sort, limit=2, **query) == expected, query
            tried += bool(expected)
    assert tried > len(FITS)
