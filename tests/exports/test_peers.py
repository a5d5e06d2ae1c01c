"""What others read out of the files is what the events say: counts, what follows what, and how long it took."""

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import duckdb
import orjson
import pytest

from exports.formats import KINDS, FormatName
from exports.tables import TableName
from store.log import Recorded
from tests.exports.conftest import Kept, file_of

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

LIMIT_SECONDS: Final = 250
PEER: Final = Path(__file__).with_name("peer.py")
SQL_LOG: Final = """
    CREATE VIEW log AS SELECT claim, version, event, counted_at,
        lead(event) OVER (PARTITION BY claim ORDER BY version) AS next FROM events
"""


@pytest.fixture(scope="session")
def peer(filled: Kept, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What pm4py finds in the three kinds of logs, by kind: in a process of its own, begun once."""
    folder = tmp_path_factory.mktemp("peer")
    kinds = (FormatName.XES, FormatName.OCEL_JSON, FormatName.OCEL_SQLITE)
    files = [f"{kind}={file_of(folder, f'log.{KINDS[kind].suffix}', filled.taken(kind)[0])}" for kind in kinds]
    command = [sys.executable, "-W", "ignore", str(PEER), *files]
    said = subprocess.run(command, capture_output=True, check=False, text=True, timeout=LIMIT_SECONDS)
    assert said.returncode == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def follows(claims: dict[str, list[Recorded]]) -> dict[tuple[str, str], int]:
    return Counter((one.name, other.name) for events in claims.values() for one, other in pairwise(events))


def seconds(events: list[Recorded]) -> int:
    """From the submission to what happened last; what says that it was earlier counts as just after."""
    said = [int(datetime.fromisoformat(orjson.loads(event.body)["occurred_at"]).timestamp()) for event in events]
    return max(said) - said[0]


def expected(kept: Kept) -> dict[str, Any]:
    claims = kept.claims()
    return {
        "events": sum(map(len, claims.values())),
        "cases": len(claims),
        "follows": sorted([one, other, count] for (one, other), count in follows(claims).items()),
        "starts": {"claim.submitted": len(claims)},
        "ends": dict(Counter(events[-1].name for events in claims.values())),
        "seconds": {claim: seconds(events) for claim, events in claims.items()},
        "library_seconds": sorted(seconds(events) for events in claims.values()),
    }


@pytest.mark.parametrize("name", [FormatName.CSV, FormatName.PARQUET])
def test_duckdb_reads_the_log_that_the_events_are(filled: Kept, tmp_path: Path, name: FormatName) -> None:
    content, _ = filled.taken(name)
    file, wanted = file_of(tmp_path, f"events.{name}", content), expected(filled)
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"CREATE VIEW events AS SELECT * FROM '{file}'")
        database.execute(SQL_LOG)
        counts = database.execute("SELECT count(*), count(DISTINCT claim) FROM events").fetchone()
        pairs = database.execute("SELECT event, next, count(*) FROM log WHERE next IS NOT NULL GROUP BY ALL").fetchall()
        took = database.execute(
            "SELECT claim, epoch(max(counted_at) - min(counted_at))::bigint FROM log GROUP BY claim"
        ).fetchall()
    assert counts == (wanted["events"], wanted["cases"])
    assert sorted(map(list, pairs)) == wanted["follows"]
    assert {str(claim): length for claim, length in took} == wanted["seconds"]


@pytest.mark.parametrize("table", TableName)
def test_both_kinds_of_a_table_have_the_same_rows(filled: Kept, tmp_path: Path, table: TableName) -> None:
    csv = file_of(tmp_path, "table.csv", filled.taken(FormatName.CSV, table)[0])
    parquet = file_of(tmp_path, "table.parquet", filled.taken(FormatName.PARQUET, table)[0])
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        typed = database.execute(f"DESCRIBE SELECT * FROM '{parquet}'").fetchall()
        types = orjson.dumps({name: kind for name, kind, *_ in typed}).decode().replace('"', "'")
        plain = f"read_csv('{csv}', columns = {types}, header = true, nullstr = '')"
        for one, other in ((f"'{parquet}'", plain), (plain, f"'{parquet}'")):
            assert database.execute(f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other}").fetchall() == []
        counted = database.execute(f"SELECT count(*) FROM '{parquet}'").fetchone()
    assert counted
    assert counted[0] > 0


def test_shares_of_waits_add_up_to_the_claims_totals(filled: Kept, tmp_path: Path) -> None:
    waits = file_of(tmp_path, "waits.parquet", filled.taken(FormatName.PARQUET, TableName.WAITS)[0])
    claims = file_of(tmp_path, "claims.parquet", filled.taken(FormatName.PARQUET, TableName.CLAIMS)[0])
    with duckdb.connect() as database:
        found = database.execute(
            f"""SELECT claim, total_s, total_working_s, sum(share_s)::bigint, sum(share_working_s)::bigint
                FROM '{claims}' LEFT JOIN '{waits}' USING (claim) GROUP BY ALL"""
        ).fetchall()
    assert len(found) == len(filled.claims())
    assert [row for row in found if (row[1], row[2]) != (row[3] or 0, row[4] or 0)] == []


def test_pm4py_reads_the_same_log_out_of_xes(filled: Kept, peer: dict[str, Any]) -> None:
    assert peer["xes"] == expected(filled)


def test_pm4py_reads_the_same_log_out_of_both_kinds_of_ocel(filled: Kept, peer: dict[str, Any]) -> None:
    """The claims as a log, and the objects and links as the events name them."""
    of_json, of_sqlite = peer["ocel-json"], dict(peer["ocel-sqlite"])
    assert of_sqlite.pop("unsatisfied") == [], "pm4py's own check of the layout"
    assert of_json["of_claims"] == expected(filled)
    for same in ("of_claims", "objects", "between"):
        assert of_json[same] == of_sqlite[same], same
    said = [(e.name, orjson.loads(e.body)) for events in filled.claims().values() for e in events]
    assert of_json["objects"] == objects(said)
    assert of_sqlite["links"]["of"] == of_sqlite["links"]["by"] == len(said)
    told = json.loads(filled.taken(FormatName.OCEL_JSON)[0])
    # pm4py keeps one link of an event to an object where JSON has two of different kinds: so they are counted here
    links = Counter(link["qualifier"] for each in told["events"] for link in each["relationships"])
    assert links == of_sqlite["links"]
    changes = [each for one in told["objects"] for each in one["attributes"] if not each["time"].startswith("1970")]
    counted, names = Counter(each["name"] for each in changes), Counter(name for name, _ in said)
    assert (counted["outcome"], counted["answer"]) == (names["lookup.completed"], names["state_request.answered"])


def objects(said: list[tuple[str, Any]]) -> dict[str, int]:
    """How many of each type the events name."""
    names = Counter(name for name, _ in said)
    people = {member["person_ref"] for _, body in said for member in body.get("members", ())}
    offices = {body["office"] for _, body in said}
    offices |= {body[word] for _, body in said for word in ("from_office", "to_office", "commission") if word in body}
    counts = {
        "claim": names["claim.submitted"],
        "person_ref": len(people),
        "office": len(offices),
        "registry_request": sum(len(body.get("questions", ())) for _, body in said),
        "document": names["document.requested"],
        "state_request": names["state_request.sent"],
    }
    return {kind: count for kind, count in counts.items() if count}
