"""Inquiries: asked in ready-made questions, answered with frozen figures, asked again, and replied to in writing."""

import hashlib
import json
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest
import pytest_asyncio

from domain.events import InquiryState
from domain.vocabulary import InquiryTemplate, Language, Role
from inquiries.page import Printed, page
from tests.api.client import Api, asked, made, new_key, refused
from tests.api.usual import AUDITOR, DEPUTY, HEAD, Json, Who

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

NEXT_DAY: Final = datetime.fromisoformat("2019-04-02T12:00:00+06:00")
LATER: Final = datetime.fromisoformat("2019-04-10T12:00:00+06:00")
MONTH_LATER: Final = datetime.fromisoformat("2019-05-11T00:00:01+06:00")
TODAY: Final = date(2019, 5, 11)
MINISTRY: Final = Who(Role.HEAD, "MLSPP", "71", "madina")


def inquiry(**other: Any) -> Json:
    return {"number": "DZ-127/2019", "addressee": "MLSPP", "template": "CLAIMS", **other}


def settle(api: Api) -> None:
    api.project()
    api.stand_at(api.end())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(api: Api) -> Api:
    """Two claims of one morning, one of them approved; the next day."""
    await api.claim("submit", "register", "request_checks", "request_lookup", "complete_lookup", "request_document")
    await api.claim("submit", "register", "approve")
    settle(api)
    api.move_clock(NEXT_DAY)
    return api


def canonical(answer: Json) -> bytes:
    """RFC 8785 for texts and whole numbers, by the standard library."""
    return json.dumps(answer, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


async def test_the_digest_is_of_the_answer_as_anybody_writes_it_down(lived: Api) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry()))
    received, answered = told["recorded"]
    assert (received["due_on"], answered["as_known"]) == ("2019-05-02", "2019-04-01")
    read = await asked(lived, AUDITOR, f"/inquiries/{told['inquiry']}")
    assert hashlib.sha256(canonical(read["answer"])).hexdigest() == read["digest"] == answered["digest"]
    claims = read["answer"]["tables"][0]
    counted = {"approved": 1, "decided": 1, "open": 1, "received": 2, "refused": 0, "registered": 2, "withdrawn": 0}
    assert claims["rows"] == [{"key": {"region": key}, "figures": counted} for key in ("*", "75")]


@pytest.mark.parametrize("who", [AUDITOR, DEPUTY], ids=["auditor", "deputy"])
async def test_a_region_that_did_not_exist_in_the_period_is_refused_with_those_that_did(lived: Api, who: Who) -> None:
    april = {"submitted_from": "2019-04-01", "submitted_to": "2019-04-30"}
    problem = refused(await lived.post(who, "/inquiries", inquiry(region="33", **april)), 422, "unknown-region")
    assert ("19" in problem["known"], len(problem["known"])) == (True, 17)
    assert "before that its land had 19" in problem["detail"]


async def test_what_was_answered_stays_as_it_is_whatever_is_recorded_later(lived: Api) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry()))
    path = f"/inquiries/{told['inquiry']}"
    before = await lived.get(AUDITOR, f"{path}/answer", format="json")
    late = await lived.claim("submit", "register", "refuse")
    settle(lived)
    lived.move_clock(LATER)
    after = await lived.get(AUDITOR, f"{path}/answer", format="json")
    assert after.content == before.content
    (same,) = made(await lived.post(AUDITOR, f"{path}/rerun", {}))["recorded"]
    assert (same["same"], same["digest"], same["differences"]) == (True, told["recorded"][1]["digest"], [])
    (other,) = made(await lived.post(AUDITOR, f"{path}/rerun", {"as_known": "2019-04-09"}))["recorded"]
    assert not other["same"]
    moved = {
        (each["table"], each["figure"]): each["after"] - (each["before"] or 0)
        for each in other["differences"]
        if each["key"] == {"region": "75"}
    }
    ground = "refused_income_above_line"
    of_claims = dict.fromkeys([("claims", name) for name in ("received", "registered", "decided", "refused")], 1)
    assert moved == of_claims | {("grounds", "refused"): 1, ("grounds", ground): 1}
    recorded = [each.name for each in lived.recorded() if str(each.stream) == late]
    assert recorded == ["claim.submitted", "claim.registered", "claim.refused"]
    assert other["recorded_since"] == {"applicant.applied": 1, **dict.fromkeys(recorded, 1)}
    read = await asked(lived, AUDITOR, path)
    events = [
        event["type"]
        for address in read["explained_by"]
        for event in (await asked(lived, AUDITOR, f"{address}&to=2019-04-09"))["events"]
        if event["claim"] == late
    ]
    assert set(events) == set(recorded)
    assert [each["same"] for each in read["rerun"]] == [True, False]


async def test_a_repetition_is_the_same_inquiry_and_no_other(lived: Api) -> None:
    key, end = new_key(), lived.end()
    first = await lived.post(AUDITOR, "/inquiries", inquiry(template="PAPERS"), key=key)
    again = await lived.post(AUDITOR, "/inquiries", inquiry(template="PAPERS"), key=key)
    assert made(first) == made(again)
    assert first.headers["Location"] == f"/inquiries/{first.json()['inquiry']}"
    path, key = f"/inquiries/{first.json()['inquiry']}/rerun", new_key()
    reruns = [made(await lived.post(AUDITOR, path, {}, key=key, version='"2"')) for _ in range(2)]
    assert reruns[0] == reruns[1]
    assert lived.names(end) == ["inquiry.received", "inquiry.answered", "inquiry.rerun"]
    refused(await lived.post(AUDITOR, path, {}, version='"2"'), 412, "stale-version")


@pytest.mark.parametrize("template", InquiryTemplate)
async def test_every_ready_made_question_is_answered_and_told_in_three_languages(
    lived: Api, template: InquiryTemplate
) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry(template=template)))
    path = f"/inquiries/{told['inquiry']}/answer"
    for lang in ("kk", "ru", "en"):
        answer = await lived.get(AUDITOR, path, format="html", language=lang)
        seen = Page.of(answer.text)
        assert seen.lang == lang
        assert told["recorded"][1]["digest"] in seen.text
        assert not seen.loads
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_what_is_not_recorded_is_said_and_no_figure_made_up(lived: Api) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry(template="UNJUSTIFIED")))
    answer = json.loads(told["recorded"][1]["answer"])
    assert answer["not_recorded"] == ["TENGE_PAID", "SUMS_TO_RETURN"]
    address = f"/inquiries/{told['inquiry']}/answer"
    seen = Page.of((await lived.get(AUDITOR, address, format="html", language="en")).text)
    assert "amounts are not recorded" in seen.text


async def test_what_explains_a_figure_has_the_filters_of_its_table(lived: Api) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry(template="BACKLOG", as_known="2019-04-02")))
    addresses = (await asked(lived, AUDITOR, f"/inquiries/{told['inquiry']}"))["explained_by"]
    said = [dict(parse_qsl(urlsplit(each).query)) for each in addresses]
    assert [each["of"] for each in said] == ["cohort", "answers", "delays"]
    assert [each.get("cause") for each in said] == [None, None, "LOOKUP,RETRY"]
    for address in addresses:
        await asked(lived, AUDITOR, f"{address}&to=2019-04-09")


async def test_what_moved_a_figure_of_findings_is_explained_by_the_events_of_findings(fresh: Api) -> None:
    claim = await fresh.claim("submit", "register", "approve")
    settle(fresh)
    fresh.move_clock(NEXT_DAY)
    told = made(await fresh.post(AUDITOR, "/inquiries", inquiry(template="UNJUSTIFIED")))
    await fresh.examine(claim)
    settle(fresh)
    fresh.move_clock(LATER)
    path = f"/inquiries/{told['inquiry']}"
    (rerun,) = made(await fresh.post(AUDITOR, f"{path}/rerun", {"as_known": "2019-04-09"}))["recorded"]
    moved = {each["key"]["rule"]: each["after"] - each["before"] for each in rerun["differences"]}
    (address,) = (await asked(fresh, AUDITOR, path))["explained_by"]
    events = (await asked(fresh, AUDITOR, f"{address}&to=2019-04-09"))["events"]
    raised = [(each["rule"], each["type"], each["claim"]) for each in events]
    assert raised == [(rule, "finding.raised", claim) for rule in moved if rule != "*"]
    assert moved["*"] == len(raised) > 0


class Page(HTMLParser):
    """What a reader's browser would find on a page: its text and language, and whatever would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.lang, self.loads, self.tags = "", "", list[str](), list[str]()

    @classmethod
    def of(cls, text: str) -> "Page":
        page = cls()
        page.feed(text)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.lang = given.get("lang") or self.lang
        acts = {"src", "href", "action", "style"} | {name for name in given if name.startswith("on")}
        if tag in ("script", "link", "iframe", "img", "form", "object") or acts & given.keys():
            self.loads.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


async def test_a_page_shows_text_and_never_runs_it(lived: Api) -> None:
    """The words of an inquiry cannot hold markup; and if one did, the page would show it as text."""
    hostile = "<script>alert(1)</script>"
    for word in ("addressee", "number", "region", "template"):
        problem = refused(await lived.post(AUDITOR, "/inquiries", inquiry(**{word: hostile})), 422, "unreadable")
        assert problem["errors"][0]["where"] == f"body.{word}"
    state = InquiryState(addressee=hostile, number=hostile, template="CLAIMS", due_on="2019-05-01", reply=hostile)
    state.received_at, state.status, state.digest = "2019-04-01T04:00:00Z", "REPLIED", hostile
    answer = {"region": None, "submitted_from": None, "submitted_to": None, "as_known": "2019-04-01", "policy": hostile}
    row = {"key": {"region": hostile}, "figures": {"received": hostile}}
    table = {"name": "claims", "by": ["region"], "figures": ["received"], "rows": [row]}
    tables = [{**table, "month": None, "as_known": "2019-04-01"}]
    written = page(
        Printed(state, {**answer, "tables": tables, "not_recorded": [], "kept_back": []}, Language.RU, TODAY)
    )
    seen = Page.of(written.decode())
    assert seen.text.count(hostile) == 7
    assert not seen.loads


async def test_an_answer_as_csv_holds_what_the_json_holds(lived: Api, tmp_path: Path) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry(template="MISSING_DATA")))
    address = f"/inquiries/{told['inquiry']}/answer"
    answer = json.loads((await lived.get(AUDITOR, address)).content)
    meant = {
        (
            *(table["name"], *(row["key"].get(axis) for axis in ("region", "registry", "cause", "owner"))),
            *(figure, value, table["as_known"]),
        )
        for table in answer["tables"]
        for row in table["rows"]
        for figure, value in row["figures"].items()
    }
    day = answer["as_known"]
    assert ("missing", "75", "CIVIL_STATUS", "OUTSIDE_COVERAGE", None, "detected", 1, day) in meant
    for separator, character in (("comma", ","), ("semicolon", ";")):
        found = await lived.get(AUDITOR, address, format="csv", separator=separator)
        assert found.content.startswith("\ufeff".encode())
        (tmp_path / "answer.csv").write_bytes(found.content)
        columns = '"table", region, registry, cause, owner, figure, value::bigint, as_known'
        statement = f"SELECT {columns} FROM read_csv(?, delim=?, header=true, all_varchar=true)"
        assert set(duckdb.execute(statement, [str(tmp_path / "answer.csv"), character]).fetchall()) == meant


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/csv", "text/csv"),
        ("text/html;q=0.1, application/json", "application/json"),
        ("image/png", "application/json"),
        ("text/html;q=x", "application/json"),
    ],
)
async def test_the_form_of_an_answer_is_what_the_reader_prefers(lived: Api, accept: str, kind: str) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry()))
    headers = {"Authorization": f"Bearer {lived.token(AUDITOR)}", "Accept": accept}
    found = await lived.http.get(f"/inquiries/{told['inquiry']}/answer", headers=headers)
    assert found.headers["Content-Type"].partition(";")[0] == kind


async def test_an_addressee_owes_a_letter_for_a_month(lived: Api) -> None:
    told = made(await lived.post(AUDITOR, "/inquiries", inquiry(addressee=MINISTRY.office)))
    path = f"/inquiries/{told['inquiry']}"
    assert told["recorded"][0]["due_on"] == "2019-05-10"
    settle(lived)
    assert await overdue(lived) == set()
    lived.move_clock(MONTH_LATER)
    assert told["inquiry"] in await overdue(lived)
    assert (await asked(lived, MINISTRY, path))["overdue"]
    refused(await lived.get(HEAD, path), 404, "no-such-inquiry")
    refused(await lived.post(HEAD, f"{path}/reply", {"reply": "01-7/4521"}, version='"2"'), 404, "no-such-inquiry")
    assert made(await lived.post(MINISTRY, f"{path}/reply", {"reply": "01-7/4521"}))["status"] == "REPLIED"
    refused(await lived.post(MINISTRY, f"{path}/reply", {"reply": "01-7/4522"}), 409, "already-done")
    settle(lived)
    assert told["inquiry"] not in await overdue(lived)
    told_to_head = await asked(lived, MINISTRY, path)
    assert (told_to_head["reply"], told_to_head["answer"]) == ("01-7/4521", None)
    refused(await lived.get(MINISTRY, f"{path}/answer"), 403, "not-released")


async def overdue(api: Api) -> set[str]:
    listed = (await asked(api, AUDITOR, "/inquiries", overdue="true"))["inquiries"]
    return {each["inquiry"] for each in listed}


async def test_a_list_goes_on_where_a_page_ended(lived: Api) -> None:
    settle(lived)
    whole = (await asked(lived, AUDITOR, "/inquiries"))["inquiries"]
    found, path = list[Json](), "/inquiries?limit=3"
    while path:
        answer = await lived.get(AUDITOR, path)
        found += answer.json()["inquiries"]
        path = answer.links.get("next", {}).get("url", "")
    assert found == whole
    assert len(whole) > 6


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ({"as_known": "2019-05-11"}, "in-the-future"),
        ({"submitted_from": "2019-04-02", "submitted_to": "2019-04-01"}, "contradiction"),
        ({"region": "99"}, "unknown-region"),
        ({"template": "TENGE"}, "unreadable"),
        ({"number": "850505300127"}, "personal-number"),
    ],
)
async def test_what_cannot_be_asked_is_refused_and_nothing_kept(lived: Api, word: Json, slug: str) -> None:
    end = lived.end()
    refused(await lived.post(AUDITOR, "/inquiries", inquiry(**word)), 422, slug)
    assert lived.names(end) == []


async def test_figures_that_may_still_move_are_not_frozen(fresh: Api) -> None:
    await fresh.claim()
    fresh.project()
    fresh.move_clock(NEXT_DAY)
    problem = refused(await fresh.post(AUDITOR, "/inquiries", inquiry()), 409, "not-settled")
    assert problem["day"] == "2019-04-01"
    fresh.stand_at(fresh.end())
    made(await fresh.post(AUDITOR, "/inquiries", inquiry()))
