"""The regions of a day and the names of places, for anybody with a token."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import psycopg
import pytest

from domain.units import units_of
from store.units import load
from tests.api.client import Api, asked, refused
from tests.api.usual import AUDITOR, DEPUTY, EVERYBODY, SERVICE, Who
from tests.domain.classifier import HAMLET, OKRUG, ORDABASY, PLACES, SARYARKA, TURKISTAN, VILLAGE, rows

pytestmark = pytest.mark.servers

SEMEY: Final = "632810000"
UNITS: Final = units_of(rows())


@pytest.fixture
def loaded(api: Api) -> Iterator[None]:
    with psycopg.connect(api.settings.database_url, autocommit=True) as connection:
        load(connection, UNITS, "a" * 64)
        load(connection, [unit for unit in UNITS if unit.kato != HAMLET], "b" * 64)
        yield
        connection.execute("TRUNCATE units, classifier_loads")


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.role)
@pytest.mark.asyncio(loop_scope="module")
async def test_everybody_with_a_token_sees_the_regions_of_today(api: Api, who: Who) -> None:
    answer = await asked(api, who, "/regions")
    assert (answer["on"], len(answer["regions"]), answer["classifier"]) == ("2019-04-01", 17, None)
    refused(await api.get(None, "/regions"), 401, "no-token")
    refused(await api.get(None, f"/regions/{SEMEY}"), 401, "no-token")


@pytest.mark.asyncio(loop_scope="module")
async def test_regions_are_those_of_the_day_under_its_names(api: Api) -> None:
    answer = await asked(api, DEPUTY, "/regions", on="2024-01-01")
    regions = {region["prefix"]: region for region in answer["regions"]}
    assert len(regions) == 20
    assert regions["10"] == {
        "prefix": "10",
        "kato": "100000000",
        "names": {"kk": "Абай облысы", "ru": "область Абай", "en": "Abai Region"},
        "zone": "Asia/Almaty",
        "exists_from": "2022-06-08",
        "exists_to": None,
        "formed_from": "63",
        "land_today": [],
    }
    assert regions["71"]["names"]["en"] == "Astana"
    then = await asked(api, DEPUTY, "/regions", on="2019-04-18")
    assert next(region for region in then["regions"] if region["prefix"] == "71")["names"]["en"] == "Nur-Sultan"


@pytest.mark.asyncio(loop_scope="module")
async def test_a_region_of_2019_says_in_which_of_today_its_land_lies(fresh: Api) -> None:
    fresh.move_clock(datetime.fromisoformat("2024-05-06T10:00:00+05:00"))
    answer = await asked(fresh, DEPUTY, "/regions", on="2019-04-18")
    land = {region["prefix"]: region["land_today"] for region in answer["regions"]}
    assert {prefix: now for prefix, now in land.items() if now != [prefix]} == {
        "19": ["19", "33"],
        "35": ["35", "62"],
        "63": ["10", "63"],
    }


@pytest.mark.asyncio(loop_scope="module")
async def test_without_a_classifier_a_place_is_shown_by_its_code(api: Api) -> None:
    answer = await asked(api, SERVICE, f"/regions/{SEMEY}")
    assert (answer["kato"], answer["names"], answer["is_current"], answer["parents"]) == (SEMEY, None, False, [])
    assert (answer["region"]["prefix"], answer["classifier"]) == ("63", None)


@pytest.mark.usefixtures("loaded")
@pytest.mark.asyncio(loop_scope="module")
async def test_a_place_is_told_with_those_above_it(api: Api) -> None:
    answer = await asked(api, DEPUTY, f"/regions/{VILLAGE}")
    assert answer["names"] == dict(zip(("kk", "ru"), PLACES[VILLAGE], strict=True))
    assert [each["kato"] for each in answer["parents"]] == [TURKISTAN, ORDABASY, OKRUG]
    assert answer["is_current"] is True
    assert answer["region"]["names"]["en"] == "Turkistan Region"
    newest = answer["classifier"]
    assert (newest["load"], newest["sha256"], newest["units"]) == (2, "b" * 64, len(UNITS) - 1)
    assert (await asked(api, DEPUTY, "/regions"))["classifier"] == newest


@pytest.mark.usefixtures("loaded")
@pytest.mark.asyncio(loop_scope="module")
async def test_a_place_that_only_an_earlier_file_named_says_so(api: Api) -> None:
    answer = await asked(api, DEPUTY, f"/regions/{HAMLET}")
    assert (answer["is_current"], answer["names"]["ru"]) == (False, PLACES[HAMLET][1])


@pytest.mark.usefixtures("loaded")
@pytest.mark.asyncio(loop_scope="module")
async def test_the_capitals_district_lies_in_the_region_as_it_was_called(api: Api) -> None:
    then = await asked(api, DEPUTY, f"/regions/{SARYARKA}", on="2019-03-22")
    now = await asked(api, DEPUTY, f"/regions/{SARYARKA}", on="2019-03-23")
    assert [answer["region"]["names"]["en"] for answer in (then, now)] == ["Astana", "Nur-Sultan"]


@pytest.mark.parametrize("kato", ["100000000", "990000000", "510000000"])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_code_whose_region_did_not_exist_on_the_day_is_refused(api: Api, kato: str) -> None:
    problem = refused(await api.get(DEPUTY, f"/regions/{kato}"), 422, "unknown-region")
    assert "63" in problem["known"]
    assert "10" not in problem["known"]


@pytest.mark.parametrize("kato", ["63", "6328100000", "63281000a", "٦32810000"])
@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_no_code_is_unreadable(api: Api, kato: str) -> None:
    refused(await api.get(DEPUTY, f"/regions/{kato}"), 422, "unreadable")


@pytest.mark.asyncio(loop_scope="module")
async def test_what_may_be_a_persons_number_is_not_repeated(api: Api) -> None:
    answer = await api.get(DEPUTY, "/regions/850312100109")
    refused(answer, 422, "unreadable")
    assert "850312100109" not in answer.text


@pytest.mark.asyncio(loop_scope="module")
async def test_a_map_of_which_a_region_is_not_known_is_refused(api: Api) -> None:
    api.project()
    for path, word in (("/regions", "on"), ("/statistics", "map")):
        assert (await api.get(AUDITOR, path, **{word: "2018-06-19"})).status_code == 200
        problem = refused(await api.get(AUDITOR, path, **{word: "2018-06-18"}), 422, "unreadable")
        assert problem["errors"] == [
            {"where": f"query.{word}", "why": "the table of regions is whole since 2018-06-19"}
        ]


@pytest.mark.parametrize("query", [{"on": "today"}, {"on": "2019-02-30"}, {"day": "2019-04-01"}])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_day_is_written_as_a_day_and_under_its_name(api: Api, query: dict[str, str]) -> None:
    refused(await api.get(DEPUTY, "/regions", **query), 422, "unreadable")
    refused(await api.get(DEPUTY, f"/regions/{SEMEY}", **query), 422, "unreadable")
