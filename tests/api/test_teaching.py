"""Whoever is refused learns what was wrong, what is allowed instead and where to read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from pydantic import SecretStr

from api.keys import issue
from api.problems import PROBLEMS, members, type_of
from api.queries.explained import KINDS
from api.see import SEE
from config import Settings
from domain.allowed import AGAIN, ALLOWED
from domain.errors import Refusal
from tests.api.client import Api, refused, serving
from tests.api.usual import AUDITOR, CASEWORKER, HEAD, USUAL, Json, submission

ROOT: Final = Path(__file__).parents[2]
NOTHING_INSTEAD: Final = {
    "no-such-claim": "may see",
    "no-such-finding": "may see",
    "no-such-inquiry": "addressed to your office",
    "no-such-path": "the API's page",
    "already-done": "is RECEIVED",
    "open-claim": "already has an open claim",
    "fault": "X-Request-Id",
    "refusal": "refused",
}
"""problems in which nothing else is right -> what they say of how it stands"""
INSTEAD: Final = re.compile(
    r"allowed now|known:|it has:|it is for:|needs? |this path takes|at most|at least|within|earliest|latest|later than"
    r"|only|must|are named by|is JSON|not what this route takes|repeat|read it again|follow|begin anew|comes twice"
    r"|expired|is closed by|same member twice|exactly one|it already|16 to 64"
)
"""how a detail says what would be right"""


def anchors(page: Path) -> set[str]:
    """The headings of a page, as addresses name them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("kind", PROBLEMS, ids=lambda kind: kind.__name__)
def test_a_refusal_says_what_would_be_right_and_where_to_read(kind: type[Refusal]) -> None:
    told = members(PROBLEMS[kind].example)
    detail, name = str(told["detail"]), kind.TYPE
    assert NOTHING_INSTEAD[name] in detail if name in NOTHING_INSTEAD else INSTEAD.search(detail), detail
    page, _, anchor = str(told["see"]).partition("#")
    assert (ROOT / page).is_file(), page
    assert not anchor or anchor in anchors(ROOT / page), told["see"]


def test_every_refusal_has_its_page_and_its_meaning() -> None:
    assert set(SEE) == set(PROBLEMS)
    assert all(kind.__doc__ and kind.__doc__ != Refusal.__doc__ for kind in set(PROBLEMS) - {Refusal})


def test_the_page_says_what_a_stage_allows() -> None:
    page = (ROOT / "docs/reference/api.md").read_text()
    for stage, commands in (*ALLOWED.items(), *AGAIN.items()):
        assert f"| {stage} | {', '.join(sorted(commands))} |" in page


# over HTTP


def said_wrongly(api: Api, claim: str) -> Iterator[tuple[str, Json, tuple[int, str], str]]:
    """What newcomers get wrong: command, how it is said, the status and type of the problem, and what it teaches."""
    yield "withdraw", {"version": None}, (428, "version-missing"), "the ETag of GET /claims/{claim}"
    yield "withdraw", {"version": '"9"'}, (412, "stale-version"), "at version 2 now"
    yield "withdraw", {"version": "2"}, (400, "header-unusable"), 'in quotation marks, as the ETag did: "5"'
    yield "withdraw", {"key": None}, (400, "key-missing"), "a new key for each, the same to repeat it"
    yield "withdraw", {"key": "1" * 20}, (400, "key-unusable"), "16 to 64 of A-Z a-z 0-9 _ -, and not digits only"
    yield "register", {}, (409, "not-allowed-now"), "not allowed in stage CHECKS; allowed now: answer_state_request, "
    yield "approve", {"who": CASEWORKER}, (403, "not-your-command"), "it is for: head"
    yield "receive_document", {}, (409, "never-asked"), "this demand is none of this claim's; it has: none"
    yield "withdraw", {"body": {"reason": "TIRED"}}, (422, "unreadable"), "'APPLICANT_REQUEST', 'MOVED_AWAY', 'DEATH'"
    yield "withdraw", {"body": {"why": 1}}, (422, "unreadable"), "unknown name; known: occurred_at, reason"
    yield "assign_commission", {"body": {"commission": "8" * 12}}, (422, "personal-number"), "commission holds twelve"
    yield (
        "assign_commission",
        {"body": {"kommission": "8" * 12}},
        (422, "personal-number"),
        "a member of an object",
    )
    yield "assign_commission", {"body": {"quorum": "3"}}, (422, "unreadable"), "a whole number, as 3"
    yield "assign_commission", {"body": {"quorum": 0}}, (422, "unreadable"), "body.quorum: at least 1"
    yield "assign_commission", {"body": {"commission": 3}}, (422, "unreadable"), "a text, in JSON in double quotes"
    yield "request_checks", {"body": {"needs": []}}, (422, "unreadable"), "body.needs: a list of at least 1"
    yield "request_checks", {"body": {"needs": {}}}, (422, "unreadable"), "a list, in square brackets"
    yield "assign_commission", {"body": {"commission": "two words"}}, (422, "unreadable"), "as ALMATY-1, and begins"
    yield "extend_term", {"body": {"due_on": "10.05.2019"}}, (422, "unreadable"), "a day is written 2019-04-01"
    yield "withdraw", {"body": {"occurred_at": "2019-05-01T09:00:00+06:00"}}, (422, "in-the-future"), "later than now"
    yield "withdraw", {"body": {"occurred_at": "2019-04-01"}}, (422, "unreadable"), "2019-04-01T10:00:00+06:00, with"
    yield "withdraw", {"content": b"{'reason': 'DEATH'}"}, (400, "not-json"), "in double quotes at character 1"
    yield "withdraw", {"content": b""}, (422, "unreadable"), "a JSON object, {} if it has no words of its own"
    yield "withdraw", {"headers": {"Content-Type": "text/plain"}, "content": b"{}"}, (415, "not-json-type"), "a body is"
    yield "request_document", {"body": {"basis": "ORDER_1"}}, (422, "unknown-basis"), "known: "


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_command_said_wrongly_is_refused_in_words_that_mend_it(api: Api) -> None:
    claim = await api.claim("submit", "register")
    for command, how, (status, kind), taught in said_wrongly(api, claim):
        usual = USUAL[command]
        body = {**usual.body, **how.get("body", {})}
        said = {name: value for name, value in how.items() if name not in ("body", "who")}
        answer = await api.post(how.get("who", usual.who), f"/claims/{claim}{usual.path}", body, **said)
        assert taught in refused(answer, status, kind)["detail"], (command, how, answer.text)


ASKED_WRONGLY: Final[tuple[tuple[Any, str, Json, tuple[int, str], str], ...]] = (
    (None, "/claims", {}, (401, "no-token"), "Authorization: Bearer"),
    (CASEWORKER, f"/claims/{uuid4()}", {}, (404, "no-such-claim"), "none that you may see"),
    (CASEWORKER, "/claims/75-OFFICE-2019-000001", {}, (422, "unreadable"), "GET /claims?number= finds a claim by its"),
    (CASEWORKER, "/claims", {"cursor": "abc"}, (400, "bad-cursor"), "follow the Link of the page before"),
    (
        CASEWORKER,
        "/claims",
        {"ofice": "x"},
        (422, "unreadable"),
        "unknown name, perhaps office; known: cursor, due_from, ",
    ),
    (CASEWORKER, "/claims", {"Ivanova": "x"}, (422, "unreadable"), "query.?: unknown name; known: cursor, due_from, "),
    (CASEWORKER, "/claims", {"stage": "intake"}, (422, "unreadable"), "'INTAKE', 'CHECKS', 'COMMISSION'"),
    (CASEWORKER, "/claims", {"over_term": "perhaps"}, (422, "unreadable"), "query.over_term: true or false"),
    (CASEWORKER, "/claims", {"limit": "many"}, (422, "unreadable"), "a whole number, as 3"),
    (CASEWORKER, "/claims", {"office": "8" * 12}, (422, "personal-number"), "office holds twelve digits"),
    (CASEWORKER, "/claims", {"due_to": "10.04.2019"}, (422, "unreadable"), "a day is written 2019-04-01"),
    (CASEWORKER, "/claim", {}, (404, "no-such-path"), "the API's page"),
    (CASEWORKER, "/audit/delays", {}, (403, "not-your-question"), "it is for: auditor"),
    (AUDITOR, "/audit/delays", {"stage": "intake"}, (422, "unknown-code"), "unknown stage; known: ASSESSMENT, CHECKS"),
    (AUDITOR, "/audit/delays", {"by": "colour"}, (422, "unknown-code"), "known: came_of, cause, holder"),
    (
        AUDITOR,
        "/audit/delays",
        {"as_known": "2119-01-01"},
        (422, "unreadable"),
        "that day has not begun; today is 2019",
    ),
    (AUDITOR, "/regions/990000000", {}, (422, "unknown-region"), "no region had this KATO code then; known: "),
)


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_question_asked_wrongly_is_refused_in_words_that_mend_it(api: Api) -> None:
    api.project()
    for who, path, query, (status, kind), taught in ASKED_WRONGLY:
        answer = await api.get(who, path, **query)
        assert taught in refused(answer, status, kind)["detail"], (path, query, answer.text)


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_token_that_has_expired_is_told_so(api: Api) -> None:
    old = issue(api.settings, actor="aigul", role=HEAD.role, office="A", region="75", lifetime_seconds=-60)
    answer = await api.http.get("/claims", headers={"Authorization": f"Bearer {old}"})
    assert refused(answer, 401, "bad-token")["detail"] == "the token has expired"


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_a_reused_key_and_an_open_claim_say_what_to_do_instead(api: Api) -> None:
    mother, key = str(uuid4()), f"key-{uuid4()}"
    first = await api.post(CASEWORKER, "/claims", submission(mother), key=key)
    assert first.status_code == 201
    other = await api.post(CASEWORKER, "/claims", submission(mother, channel="EGOV"), key=key)
    assert "repeat the same body or take a new key" in refused(other, 422, "key-reused")["detail"]
    again = refused(await api.post(CASEWORKER, "/claims", submission(mother)), 409, "open-claim")
    assert again["href"] == f"/claims/{first.json()['claim']}"


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", KINDS)
async def test_the_type_of_a_problem_is_the_address_of_its_explanation(api: Api, kind: str) -> None:
    """Without a token too: who has none yet reads why."""
    answer = await api.get(None, type_of(KINDS[kind]))
    told = answer.json()
    assert (answer.status_code, told["type"], told["status"]) == (200, f"/problems/{kind}", told["example"]["status"])
    assert told["meaning"]
    assert (ROOT / told["see"].partition("#")[0]).is_file()


@pytest.mark.servers
@pytest.mark.asyncio(loop_scope="module")
async def test_in_production_explanations_need_a_token(settings: Settings) -> None:
    async with serving(settings) as first:
        token = first.token(AUDITOR)
    production = settings.model_copy(
        update={"development": False, "request_key_secret": SecretStr("of this test only")}
    )
    async with serving(production) as api:
        refused(await api.get(None, "/problems/no-token"), 401, "no-token")
        headers = {"Authorization": f"Bearer {token}"}
        assert (await api.http.get("/problems/no-token", headers=headers)).status_code == 200
        refused(await api.http.get("/problems/no-such", headers=headers), 404, "no-such-path")
