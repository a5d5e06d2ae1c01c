"""The worked example over HTTP, and out of the tables of `delays`: the same figures as the pure fold, to the second."""

from contextlib import closing
from datetime import datetime
from typing import Any, Final

import psycopg2
import pytest

from tests.api.client import Api, asked, made
from tests.api.usual import AUDITOR, BABY, CASEWORKER, CHILD, COMMISSION, DIGEST, HEAD, SERVICE, Who
from tests.domain.history import who
from tests.domain.test_worked_example import FIGURES, PARTIES, TOTAL

pytestmark = pytest.mark.servers

UNIT: Final = "750000000"
BIRTH: Final = {"type": "BIRTH_CERTIFICATE", "subject": CHILD, "fact": "BIRTH", "basis": "ORDER_320_PAPER_BEFORE_2007"}
RESIDENCE: Final = {"type": "RESIDENCE_CERTIFICATE", "subject": BABY, "fact": "RESIDENCE"}
NEEDS: Final = [{"subject": s, "fact": f} for s, f in ((CHILD, "BIRTH"), (BABY, "RESIDENCE"), (BABY, "FLAT"))]
NO_FLAT: Final = {
    "outcome": "FOUND_INCOMPLETE",
    "given": ["RESIDENCE"],
    "missing": [{"fact": "FLAT", "fields": ["flat"]}],
    "unit": UNIT,
    "latency_ms": 9,
}
SIGNED: Final = [{"member": "bolat", "at": "2019-04-12T12:00:00+06:00", "device": "tablet-1"}]
STORY: Final[list[tuple[str, Who, str, dict[str, Any]]]] = [
    ("01T11:00:00", CASEWORKER, "registration", {}),
    ("01T11:00:30", CASEWORKER, "checks", {"needs": NEEDS}),
    ("01T11:00:30", SERVICE, "lookups/L1/attempts", {"message": "m-1"}),
    ("01T11:00:30", SERVICE, "lookups/L2/attempts", {"message": "m-2"}),
    ("01T11:00:41", SERVICE, "lookups/L1/attempts/1/answer", {"outcome": "NOT_FOUND", "latency_ms": 9}),
    ("01T12:00:00", CASEWORKER, "document-requests", BIRTH),
    ("02T09:30:00", SERVICE, "lookups/L2/attempts/1/answer", NO_FLAT),
    ("03T10:00:00", CASEWORKER, "state-requests", {"gap": "G2", "body": "AKIMAT"}),
    ("08T15:00:00", CASEWORKER, "document-requests/D1/receipt", {"digest": DIGEST}),
    ("09T10:00:00", CASEWORKER, "state-requests/S1/answer", {"answer": "PROVIDED"}),
    ("09T11:00:00", CASEWORKER, "commission", {"commission": COMMISSION.office, "quorum": 3}),
    ("09T16:00:00", COMMISSION, "document-requests", RESIDENCE),
    ("11T16:00:00", CASEWORKER, "document-requests/D2/receipt", {"digest": DIGEST}),
    ("12T12:00:00", COMMISSION, "conclusion", {"result": "NEEDS", "signatures": SIGNED}),
    ("12T12:00:00", CASEWORKER, "assessment", {"quarter": "2019-Q2", "line": 20_789, "band": "BELOW"}),
    ("15T17:00:00", HEAD, "approval", {"number": "AB-7", "kind": "UNCONDITIONAL", "months": 3}),
]
COUNTERS: Final = ("open_s", "share_s", "sole_s", "open_working_s", "share_working_s", "sole_working_s")


async def played(api: Api) -> str:
    claim = await api.claim()
    for when, by, path, body in STORY:
        api.move_clock(datetime.fromisoformat(f"2019-04-{when}+06:00"))
        made(await api.post(by, f"/claims/{claim}/{path}", body))
    api.project()
    return claim


def renamed(wait: str) -> str:
    """The pure example calls its only state request S2, after its gap."""
    return wait.replace("state_request/S2", "state_request/S1")


EXPECTED: Final = {renamed(wait): wall + working for wait, (wall, working) in FIGURES.items()}


@pytest.mark.asyncio(loop_scope="module")
async def test_the_worked_example_over_http(fresh: Api) -> None:
    claim = await played(fresh)
    told = await asked(fresh, AUDITOR, f"/audit/claims/{claim}/delays")
    assert {w["wait"]: tuple(w[c] for c in COUNTERS) for w in told["waits"]} == EXPECTED
    assert {w["wait"]: parties(w) for w in told["waits"]} == {
        renamed(wait): (stage, plain(holder), plain(liable), *rest)
        for wait, (stage, holder, liable, *rest) in PARTIES.items()
    }
    assert (told["total_s"], told["total_working_s"]) == TOTAL


@pytest.mark.asyncio(loop_scope="module")
async def test_the_worked_example_out_of_the_tables(fresh: Api) -> None:
    claim = await played(fresh)
    lines = rows(fresh, f"SELECT wait, {', '.join(COUNTERS)} FROM delays_4.lines WHERE stream = '{claim}'")
    assert {wait: tuple(counted) for wait, *counted in lines} == EXPECTED
    for table in ("cells", "months"):
        sums = "sum(share_s)::bigint, sum(share_working_s)::bigint, sum(waits)::bigint"
        assert rows(fresh, f"SELECT {sums} FROM delays_4.{table}") == [(*TOTAL, len(EXPECTED))]


def parties(wait: dict[str, Any]) -> tuple[Any, ...]:
    named = plain(who(wait["holder"])), plain(who(wait["liable"]))
    return (wait["stage"], *named, wait["cause"], wait["registry"], wait["came_of"])


def plain(party: str) -> str:
    """An akimat without its unit, which the two tellings choose differently."""
    return party.partition(":")[0] if party.startswith("AKIMAT") else party


def rows(api: Api, question: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(api.settings.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
