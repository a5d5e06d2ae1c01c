"""The dispute over HTTP: decided, opened down to claims, and told in three languages."""

from datetime import UTC, date, datetime

import pytest

from api.queries.counted import Meant
from api.queries.dispute_told import region_names, said, sentence
from domain.vocabulary import Fact, Language, Role
from projections.dispute import Standing
from projections.dispute_quarrels import QUARRELS
from projections.lookback import Asked
from projections.lookback_days import Known
from tests.api.client import Api, asked, refused
from tests.api.test_demands import a_claim, number
from tests.api.usual import AUDITOR
from tests.projections.quarrels import SHYMKENT, decided, demanded, story
from tests.projections.test_dispute import CASES

NOW = datetime(2019, 5, 15, tzinfo=UTC)
APRIL = Asked(first=date(2019, 4, 1), last=date(2019, 4, 30))
LANGUAGES = {language.value for language in Language}


def meant(of: Asked = APRIL, *, past: bool = False) -> Meant:
    return Meant(of, Known(date(2019, 5, 15), NOW, past), {})


# in words


@pytest.mark.parametrize("id", CASES)
def test_every_finding_has_its_sentence_in_every_language_and_tells_every_figure(id: str) -> None:
    for _, stories, *_ in CASES[id]:
        of = decided(*stories)[id]
        told = sentence(of, None, meant())
        assert told.keys() == LANGUAGES
        for lang, text in told.items():
            assert all(str(number) in text for number in of.figures.values()), (lang, text)
            assert "{" not in text
        assert len(set(told.values())) == len(LANGUAGES)


def test_a_sentence_says_where_when_and_what_the_figures_bear_out() -> None:
    of = decided(*CASES["C8"][1][1])["C8"]
    assert sentence(of, "79", meant())["en"] == (
        "Shymkent city; days of submission: 1 April 2019 – 30 April 2019."
        " Facts about parents given by the e-gov database or missing: 1; of these missing: 1."
        " Reasons: not in the database – 1; fault of the data exchange – 0; other – 0."
        " These figures bear out the counter-claim."
    )


@pytest.mark.parametrize(
    ("asked_of", "words"),
    [
        (Asked(), "Kazakhstan; all days of submission."),
        (Asked(first=date(2019, 4, 1)), "Kazakhstan; days of submission: 1 April 2019 and later."),
        (Asked(last=date(2019, 4, 1)), "Kazakhstan; days of submission: 1 April 2019 and earlier."),
        (APRIL, "Kazakhstan; days of submission: 1 April 2019 – 30 April 2019."),
    ],
)
def test_the_period_is_said_as_it_was_asked(asked_of: Asked, words: str) -> None:
    assert sentence(decided()["C1"], None, meant(asked_of))["en"].startswith(words)


def test_the_day_of_knowledge_is_said_where_it_is_past() -> None:
    told = sentence(decided()["C1"], None, meant(past=True))
    assert "As known at the end of 15 May 2019." in told["en"]
    assert "As known" not in sentence(decided()["C1"], None, meant())["en"]


def test_regions_are_named_with_their_counts() -> None:
    of = decided(story(demanded(Fact.BIRTH, by=Role.COMMISSION), region=SHYMKENT), story())["C5"]
    told = sentence(of, None, meant())
    assert "By region: Shymkent city – 1." in told["en"]
    assert "Шымкент" in told["kk"]
    assert "By region: none." in sentence(decided(story())["C5"], None, meant())["en"]


def test_a_region_has_the_name_of_the_day() -> None:
    assert region_names("71", date(2019, 4, 30))["en"] != region_names("71", date(2023, 4, 30))["en"]
    assert region_names("10", date(2019, 4, 30)) == region_names("10", date(2022, 6, 8))


def test_every_quarrel_says_who_said_it_and_when_in_every_language() -> None:
    for quarrel in QUARRELS:
        sides = {"claim": quarrel.claim, "counter_claim": quarrel.counter_claim}
        for side, judge in sides.items():
            told = said(quarrel, side)
            assert (told is None) == (judge is None)
            assert told is None or told.keys() == LANGUAGES
            assert told is None or (quarrel.id, side) == ("C7", "claim") or all("2019" in t for t in told.values())


# over HTTP


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_only_the_quarrels_that_are_named_are_told(api: Api) -> None:
    await a_claim(api)
    for named, told in (("C5", ["C5"]), (["C8", "C1"], ["C1", "C8"])):
        answer = await asked(api, AUDITOR, "/audit/dispute", quarrel=named)
        assert [each["id"] for each in answer["disputes"][0]["quarrels"]] == told
    refused(await api.get(AUDITOR, "/audit/dispute", quarrel="C9"), 422, "unreadable")


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_dispute_is_told_and_every_figure_opens_to_what_it_counts(api: Api) -> None:
    await a_claim(api)
    query = {"region": "75", "submitted_from": "2019-04-01", "submitted_to": "2019-04-30"}
    answer = await asked(api, AUDITOR, "/audit/dispute", **query)
    (dispute,) = answer["disputes"]
    assert (dispute["region"], dispute["name"].keys()) == ("75", LANGUAGES)
    assert [quarrel["id"] for quarrel in dispute["quarrels"]] == [quarrel.id for quarrel in QUARRELS]
    assert set(answer["freshness"]) == {"answers_2", "demands_2", "needs_2"}
    for quarrel in dispute["quarrels"]:
        assert quarrel["sentence"].keys() == LANGUAGES
        for name, path in quarrel["behind"].items():
            assert await number(api, path) == quarrel["figures"][name], (quarrel["id"], name, path)
    c3, c5 = dispute["quarrels"][2], dispute["quarrels"][4]
    assert (c3["finding"], c3["standing"]) == ("BOTH_HOLD", {"claim": "HOLDS", "counter_claim": "HOLDS"})
    assert (c5["finding"], c5["standing"]["counter_claim"]) == ("CLAIM_HOLDS", Standing.FAILS)


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_dispute_is_told_for_the_country_and_for_each_region(api: Api) -> None:
    await a_claim(api)
    answer = await asked(api, AUDITOR, "/audit/dispute", by="region")
    assert [dispute["region"] for dispute in answer["disputes"]] == [None, "75"]
    country, region = answer["disputes"]
    assert [q["figures"] for q in country["quarrels"]] == [q["figures"] for q in region["quarrels"]]
    assert "region=75" in region["quarrels"][0]["behind"]["missing"]


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_dispute_is_told_as_it_was_known(api: Api) -> None:
    await a_claim(api)
    answer = await asked(api, AUDITOR, "/audit/dispute", as_known="2019-03-31")
    (dispute,) = answer["disputes"]
    assert {quarrel["finding"] for quarrel in dispute["quarrels"]} == {"NO_DATA"}
    assert "31 March 2019" in dispute["quarrels"][0]["sentence"]["en"]
    assert "as_known=2019-03-31" in dispute["quarrels"][0]["behind"]["missing"]
