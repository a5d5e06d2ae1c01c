"""What deputies are answered: published tables only, the same for ever, and nothing of others or of any person."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import pytest
import pytest_asyncio

from domain.vocabulary import InquiryTemplate
from inquiries.released import GIVEN
from tests.api.client import Api, asked, made, refused
from tests.api.usual import AUDITOR, DEPUTY, HEAD, Json, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

APRIL: Final = {"submitted_from": "2019-04-01", "submitted_to": "2019-04-30"}
IN_MAY: Final = datetime.fromisoformat("2019-05-02T12:00:00+06:00")
LATER: Final = datetime.fromisoformat("2019-05-11T12:00:00+06:00")
CLAIMS: Final = 12
OPEN: Final[list[str]] = []
"""claims of April that nobody has decided when it is over"""
OTHER: Final = replace(DEPUTY, actor="other")


def inquiry(**other: Any) -> Json:
    return {"number": "DZ-127/2019", "addressee": "MLSPP", "template": "CLAIMS", **APRIL, **other}


def settle(api: Api) -> None:
    api.project()
    api.stand_at(api.end())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(api: Api) -> Api:
    """Twelve claims of one morning that were approved, three that were refused, twelve that are open in May."""
    for _ in range(CLAIMS):
        await api.claim("submit", "register", "approve")
    for _ in range(3):
        await api.claim("submit", "register", "refuse")
    OPEN.extend([await api.claim("submit", "register") for _ in range(CLAIMS)])
    settle(api)
    api.move_clock(IN_MAY)
    return api


async def test_a_deputy_asks_all_seven_questions_and_gets_an_answer_with_its_digest(lived: Api) -> None:
    for template in InquiryTemplate:
        told = made(await lived.post(DEPUTY, "/inquiries", inquiry(template=template)))
        answered = told["recorded"][1]
        assert answered["policy"] == "k=10", template
        assert hashlib.sha256(answered["answer"].encode()).hexdigest() == answered["digest"], template
        for form in ("csv", "html"):
            assert (await lived.get(DEPUTY, f"/inquiries/{told['inquiry']}/answer", format=form)).status_code == 200


@pytest.mark.parametrize("who", [DEPUTY, AUDITOR], ids=["deputy", "auditor"])
async def test_the_templates_tell_each_role_which_tables_it_is_answered_with(lived: Api, who: Who) -> None:
    for template in (await asked(lived, who, "/inquiries/templates"))["templates"]:
        told = made(await lived.post(who, "/inquiries", inquiry(template=template["template"])))
        answer = json.loads(told["recorded"][1]["answer"])
        promised = {each["name"]: (each["by"], each["figures"]) for each in template["tables"]}
        given = {each["name"]: (each["by"], each["figures"]) for each in answer["tables"] if each["as_known"]}
        assert promised.keys() == {each["name"] for each in answer["tables"]}
        assert given.items() <= promised.items()
        assert [each["code"] for each in template["kept_back"]] == answer["kept_back"]
        assert [each["code"] for each in template["not_recorded"]] == answer["not_recorded"]
        assert {each["of"] for each in template["tables"] if each["name"] in given} <= {
            *told["recorded"][1]["definitions"]
        }
    assert (await asked(lived, HEAD, "/inquiries/templates")) == (await asked(lived, DEPUTY, "/inquiries/templates"))


async def test_what_is_kept_back_today_changes_no_digest_of_before(lived: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry()))
    monkeypatch.setitem(GIVEN, InquiryTemplate.CLAIMS, replace(GIVEN[InquiryTemplate.CLAIMS], kept_back=()))
    (same,) = made(await lived.post(DEPUTY, f"/inquiries/{told['inquiry']}/rerun", {}))["recorded"]
    assert (same["same"], same["digest"]) == (True, told["recorded"][1]["digest"])


async def test_small_figures_are_hidden_and_marked_and_large_ones_given(lived: Api) -> None:
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry()))
    country, outcomes, grounds = json.loads(told["recorded"][1]["answer"])["tables"]
    figures = {row["key"]["end"]: row["figures"]["count"] for row in outcomes["rows"] if row["key"]["region"] == "75"}
    assert (figures["*"], figures["OPEN"]) == (2 * CLAIMS + 3, CLAIMS)
    of_all = {row["key"]["end"]: row["figures"]["count"] for row in country["rows"]}
    whole = {row["key"]["end"]: row["figures"]["count"] for row in outcomes["rows"] if row["key"]["region"] == "*"}
    assert (of_all["*"], of_all) == (2 * CLAIMS + 3, whole)
    counts = {row["key"]["end"]: row["figures"]["count"] for row in grounds["rows"]}
    assert counts["REFUSED"] == counts["INCOME_ABOVE_LINE"] == "HIDDEN"


async def test_the_same_day_gives_the_same_digest_and_a_later_one_what_differs(lived: Api) -> None:
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry(region="75")))
    path, digest = f"/inquiries/{told['inquiry']}", told["recorded"][1]["digest"]
    for claim in OPEN:
        made(await lived.say("approve", claim))
    settle(lived)
    lived.move_clock(LATER)
    for who in (DEPUTY, AUDITOR):
        (same,) = made(await lived.post(who, f"{path}/rerun", {}))["recorded"]
        assert (same["same"], same["digest"], same["differences"]) == (True, digest, [])
    (other,) = made(await lived.post(DEPUTY, f"{path}/rerun", {"as_known": "2019-05-10"}))["recorded"]
    moved = {
        each["key"]["end"]: (each["before"], each["after"]) for each in other["differences"] if "region" in each["key"]
    }
    assert not other["same"]
    assert moved["OPEN"] == (CLAIMS, 0)
    assert other["recorded_since"] == {"claim.approved": 10}
    assert not [claim for claim in OPEN if claim in json.dumps(await asked(lived, DEPUTY, path))]


async def test_what_was_recorded_since_is_told_in_steps_that_hide_single_events(lived: Api) -> None:
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry(as_known="2019-04-30")))
    (other,) = made(await lived.post(DEPUTY, f"/inquiries/{told['inquiry']}/rerun", {"as_known": "2019-05-10"}))[
        "recorded"
    ]
    assert all(count % 10 == 0 and count for count in other["recorded_since"].values())
    assert "claim.refused" not in other["recorded_since"]


async def test_events_of_several_days_are_not_added_up_before_they_are_rounded(lived: Api) -> None:
    """Else the steps of two overlapping periods would tell of days on which few events were recorded."""
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry(as_known="2019-05-10")))
    for day, count in (("13", 7), ("14", 8), ("15", 13)):
        lived.move_clock(datetime.fromisoformat(f"2019-05-{day}T12:00:00+06:00"))
        for _ in range(count):
            await lived.claim("submit", *(["register"] if count < 10 else []))
    settle(lived)
    lived.move_clock(datetime.fromisoformat("2019-05-21T12:00:00+06:00"))
    (other,) = made(await lived.post(DEPUTY, f"/inquiries/{told['inquiry']}/rerun", {"as_known": "2019-05-20"}))[
        "recorded"
    ]
    assert other["recorded_since"] == {"applicant.applied": 10, "claim.submitted": 10}


async def test_another_deputys_inquiry_is_missed_like_one_that_is_not_there(lived: Api) -> None:
    told = made(await lived.post(DEPUTY, "/inquiries", inquiry()))
    settle(lived)
    path = f"/inquiries/{told['inquiry']}"
    refused(await lived.get(OTHER, path), 404, "no-such-inquiry")
    refused(await lived.get(OTHER, f"{path}/answer"), 404, "no-such-inquiry")
    refused(await lived.post(OTHER, f"{path}/rerun", {}, version='"2"'), 404, "no-such-inquiry")
    assert (await asked(lived, OTHER, "/inquiries"))["inquiries"] == []
    assert told["inquiry"] in {each["inquiry"] for each in (await asked(lived, DEPUTY, "/inquiries"))["inquiries"]}
    exact = made(await lived.post(AUDITOR, "/inquiries", inquiry()))
    refused(await lived.get(DEPUTY, f"/inquiries/{exact['inquiry']}"), 404, "no-such-inquiry")


@pytest.mark.parametrize(
    "period",
    [
        {"submitted_from": None, "submitted_to": None},
        {"submitted_from": "2019-04-02"},
        {"submitted_to": "2019-04-29"},
        {"submitted_from": "2018-04-01"},
    ],
)
async def test_a_deputy_asks_about_whole_months(lived: Api, period: Json) -> None:
    problem = refused(await lived.post(DEPUTY, "/inquiries", inquiry(**period)), 422, "unusable")
    assert "month" in problem["detail"]
