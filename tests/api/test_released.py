"""Deputies over HTTP: published tables, hidden cells marked, the same for ever; and nothing by any other way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

import psycopg
import pytest
import pytest_asyncio

from api.queries import released
from config import Settings
from disclosure.cube import Cell
from disclosure.ledger import Release, Why
from disclosure.stored import from_json
from projections.connect import connect, transaction
from projections.registry import declared
from projections.tables import compared, live
from releases.catalogue import CLAIMS
from tests.api.client import Api, asked, refused, serving
from tests.api.test_reference import ASKED_BY, OF_NO_ROLE
from tests.api.usual import AUDITOR, DEPUTY, Who
from tests.projections.claims import log_of
from tests.projections.conftest import shared_database_url as shared_database_url
from tests.projections.journeys import keep
from tests.releases.attack import Attack

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

K: Final = 3
PATIENCE: Final = 12
DAYS: Final = ("2019-04-30", "2019-05-10", "2019-05-20")
"""at the end of which April is told until then"""
APRIL: Final = {"submitted_from": "2019-04-01", "submitted_to": "2019-04-30"}
ASKED: Final[tuple[dict[str, str], ...]] = (
    {"by": "region"},
    {"by": "region", "region": "75,79"},
    {"by": "channel"},
    {"by": "region,channel", "channel": "EGOV,AKIM"},
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def april(shared_database_url: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """Random histories of some hundred claims, most of them of April 2019; k is small, as they are few."""
    url = shared_database_url()
    keep(url, log_of(1, 60, walks=16))
    settings = Settings(database_url=url, folder=tmp_path_factory.mktemp("api"), development=True, disclosure_k=K)
    async with serving(settings) as running:
        running.house.clock.move_to(at("2019-05-21"))
        running.project()
        running.stand_at(running.end())
        yield running


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+06:00")


def ledger(api: Api, family: str = CLAIMS.name) -> list[Release]:
    with psycopg.connect(api.settings.database_url) as connection:
        rows = connection.execute(
            "SELECT release FROM released_tables WHERE family = %s AND release IS NOT NULL ORDER BY number", (family,)
        ).fetchall()
    return [from_json(row[0]) for row in rows]


async def given(api: Api, **words: str) -> dict[str, Any]:
    """What a deputy is given, who comes again where that takes long; nothing where nothing can be given."""
    for _ in range(PATIENCE):
        answer = await api.get(DEPUTY, "/statistics", **words)
        if answer.status_code != 503:
            break
        assert answer.json()["type"] == "/problems/being-released", answer.text
        assert answer.headers["Retry-After"] == "5"
    if answer.status_code == 403 and "without telling of few people" in answer.text:
        return {}
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_what_deputies_are_given_on_several_days_tells_no_hidden_cell(april: Api) -> None:
    for day in ("2019-04-30", "2019-05-10", None):
        for words in ASKED:
            told = await given(april, **words, **APRIL, **({"as_known": day} if day else {}))
            assert not told or (told["as_known"] == day if day else told["as_known"] in DAYS)
    releases = ledger(april)
    assert {*DAYS[:2]} <= {each.table.day for each in releases} <= {*DAYS}
    attack = Attack(releases)
    assert len(attack.hidden) > 100
    assert list(attack.narrowed()) == []


async def test_the_attack_succeeds_where_only_small_cells_are_hidden(april: Api) -> None:
    """As careless offices publish: figures that were hidden for others' sake are told."""
    releases = [each for each in ledger(april) if each.table.day == "2019-04-30"]
    exact = await asked(april, AUDITOR, "/statistics", **APRIL, as_known="2019-04-30")
    true = {each["region"]: each for each in exact["rows"]}
    careless = [_careless(each, true) if each.table.name == "outcomes" else each for each in releases]
    assert list(Attack(careless).narrowed())


def _careless(release: Release, true: dict[str, Any]) -> Release:
    names = {"": "received", "OPEN": "open", "APPROVED": "approved", "REFUSED": "refused", "WITHDRAWN": "withdrawn"}
    told: dict[Cell, int] = {
        (place, end): true[place][names[end]]
        for (place, end), hidden in release.hidden.items()
        if place and hidden.why is Why.COMPLEMENT
    }
    kept = {cell: hidden for cell, hidden in release.hidden.items() if cell not in told}
    return replace(release, hidden=kept, shown={**release.shown, **told})


async def test_what_is_shown_is_what_auditors_read(april: Api) -> None:
    mine = await given(april, **APRIL, as_known="2019-04-30")
    exact = await asked(april, AUDITOR, "/statistics", **APRIL, as_known="2019-04-30")
    theirs = {row["region"]: row for row in exact["rows"]}
    shown = 0
    for row in mine["rows"]:
        for name in ("received", "repeated", "registered", "open", "approved", "refused", "withdrawn"):
            if row[name] is None:  # told of the country only, or not at all
                assert name == "repeated" or "registered" in mine["withheld"], name
            elif row[name] != released.MARK:
                assert row[name] == (theirs[row["region"]][name] if row["region"] in theirs else 0)
                shown += row[name] > 0
    assert shown > 2
    assert mine["total"]["received"] == exact["total"]["received"]
    assert mine["hidden"]["k"] == K
    assert any(row["approved"] == released.MARK for row in mine["rows"])


async def test_a_region_is_named_by_its_prefix_or_its_code_and_the_total_says_of_what_it_is(april: Api) -> None:
    words = {"by": "region", **APRIL, "as_known": "2019-04-30"}
    every, one = await given(april, **words), await given(april, **words, region="750000000")
    assert one == await given(april, **words, region="75")
    assert one["rows"] == [row for row in every["rows"] if row["region"] == "75"]
    assert (one["total"], one["total_of"]) == (every["total"], released.TOTAL_OF)
    problem = refused(await april.get(DEPUTY, "/statistics", **words, region="751110000"), 403, "not-released")
    assert "by" in problem


@pytest.mark.parametrize("who", [DEPUTY, AUDITOR], ids=["deputy", "auditor"])
@pytest.mark.parametrize("code", ["10", "100000000"])
async def test_a_region_that_did_not_exist_in_the_month_is_refused_with_those_that_did(
    april: Api, who: Who, code: str
) -> None:
    answer = await april.get(who, "/statistics", by="region", **APRIL, region=f"75,{code}")
    problem = refused(answer, 422, "unknown-region")
    assert len(problem["known"]) == 17
    assert "prefix 10 exists from 2022-06-08, before that its land had 63" in problem["detail"]


async def test_the_same_question_is_answered_with_the_same_bytes_after_late_events_and_a_rebuild(april: Api) -> None:
    words = {"by": "region", **APRIL, "as_known": "2019-05-10"}
    before = (await april.get(DEPUTY, "/statistics", **words)).content
    known = await asked(april, AUDITOR, "/statistics", **APRIL)
    late = log_of(77, 20, walks=4)
    moved = [replace(each, stream=another(each.stream), position=each.position + 10**6) for each in late]
    moved = [replace(each, recorded_at=at("2019-05-21")) for each in moved]
    keep(april.settings.database_url, moved)
    with closing(connect(april.settings.database_url, "test")) as connection, transaction(connection) as cursor:
        for projection in declared().values():
            for table in compared(projection):
                cursor.execute(f"TRUNCATE {live(projection).schema}.{table}")
    april.project()
    april.stand_at(april.end())
    more = await asked(april, AUDITOR, "/statistics", **APRIL)
    assert more["total"]["received"] > known["total"]["received"], "claims of April came late"
    assert (await april.get(DEPUTY, "/statistics", **words)).content == before


def another(stream: UUID) -> UUID:
    """Walks name their claims alike, and these are other claims."""
    return UUID(int=stream.int ^ 77 << 100)


async def test_nobody_who_asks_chooses_on_which_days_a_month_is_told(april: Api) -> None:
    problem = refused(await april.get(DEPUTY, "/statistics", **APRIL, as_known="2019-05-11"), 403, "not-released")
    assert problem["days"] == [*DAYS]
    assert {each.table.day for each in ledger(april)} <= {*DAYS}


async def test_two_processes_at_once_give_the_same(april: Api) -> None:
    words = {"by": "region,channel", "submitted_from": "2019-05-01", "submitted_to": "2019-05-31"}
    april.house.clock.move_to(at("2019-06-20"))
    async with serving(april.settings) as other:
        one, two = await asyncio.gather(
            april.get(DEPUTY, "/statistics", **words), other.get(DEPUTY, "/statistics", **words)
        )
    assert one.status_code == 200, one.text
    assert one.content == two.content


@pytest.mark.parametrize(
    "words",
    [
        {"by": "office"},
        {"by": "district"},
        {"by": "edition"},
        {"by": "colour"},
        {"by": "region", "channel": "EGOV"},
        {"by": "region", "office": "75-OFFICE"},
        {"by": "region", "map": "2024-01-01"},
        {"by": "region", "submitted_from": "2019-04-02", "submitted_to": "2019-04-30"},
        {"by": "region", "submitted_from": "2019-04-01", "submitted_to": "2019-05-31"},
        {"by": "region", "submitted_from": "2019-04-01"},
        {"by": "region", "submitted_to": "2019-04-30"},
        {"by": "region", "submitted_from": "2018-04-01", "submitted_to": "2018-04-30"},
        {"by": "region", **APRIL, "as_known": "2019-04-29"},
        {"by": "region", **APRIL, "as_known": "2019-06-20"},
    ],
)
async def test_what_is_not_published_is_refused_in_words_that_say_what_is(april: Api, words: dict[str, str]) -> None:
    april.house.clock.move_to(at("2019-06-20"))
    problem = refused(await april.get(DEPUTY, "/statistics", **words), 403, "not-released")
    assert problem["see"] == "docs/explanation/statistics.md#for-whom"
    assert {"by", "last_day", "first_month"} & problem.keys()


INQUIRIES: Final = ("list_templates", "list_inquiries", "read_inquiry", "read_answer")
"""what they ask by letter is answered from the same tables (test_deputies_inquiries.py)"""


async def test_no_other_way_leads_to_exact_figures(april: Api) -> None:
    theirs = {name for name, who in ASKED_BY.items() if who not in OF_NO_ROLE and "deputy" in who.split(", ")}
    assert theirs == {"compare_regions", *INQUIRIES}
    words = {"by": "region", **APRIL, "as_known": "2019-05-10"}
    plain = await april.get(DEPUTY, "/statistics", **words)
    token = {"Authorization": f"Bearer {april.token(DEPUTY)}"}
    for headers in ({"Accept": "text/csv"}, {"Accept": "*/*;q=0"}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}):
        again = await april.http.get("/statistics", params=words, headers={**token, **headers})
        assert again.content == plain.content, headers
    for method in ("HEAD", "POST", "OPTIONS", "QUERY"):
        other = await april.http.request(method, "/statistics", params=words, headers=token)
        assert other.status_code == 405, method
    for path in (
        "/statistics/claims",
        "/statistics/changes?from=2019-05-02",
        "/audit/cohort",
        "/STATISTICS",
        "//statistics",
    ):
        assert (await april.http.get(path, headers=token)).status_code in (403, 404), path
    twice = await april.http.get(f"/statistics?by=region&by=office&{urlencode(APRIL)}", headers=token)
    refused(twice, 422, "unreadable")


async def test_figures_that_are_not_whole_are_not_given_out(fresh: Api) -> None:
    await fresh.claim("submit", "register")
    fresh.house.clock.move_to(at("2019-05-20"))
    fresh.project()
    problem = refused(await fresh.get(DEPUTY, "/statistics"), 403, "not-released")
    assert "a read model lacks events of that day" in problem["detail"]
    fresh.stand_at(fresh.end())
    told = await asked(fresh, DEPUTY, "/statistics")
    assert (
        "of 2019-04 cannot be given as known on 2019-05-10 without telling of few people"
        in told["withheld"]["outcomes"]
    )
    assert (told["total"]["received"], told["total"]["repeated"]) == (None, 0), "one claim tells of one family"
