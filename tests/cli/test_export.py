"""`qadam export`: the file and its stamp, whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from config import settings
from exports.export import Export
from tests.projections.claims import log_of
from tests.projections.journeys import keep

pytestmark = pytest.mark.servers
Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    events = log_of(5, 30)
    keep(database_url, events)
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()

    def said(*words: object) -> Result:
        return CliRunner().invoke(app, ["export", *map(str, words)])

    yield said
    settings.cache_clear()


def test_the_stamp_beside_the_file_is_that_of_the_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    answer = run("csv", file, "--table", "claims", "--semicolon", "--json")
    assert answer.exit_code == 0, answer.output
    stamp = json.loads((tmp_path / "claims.csv.stamp.json").read_text())
    assert json.loads(answer.stdout) == {"file": str(file), **stamp}
    assert stamp["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert file.read_text(encoding="utf-8-sig").startswith("claim;version;position;")
    assert len(file.read_text().splitlines()) == stamp["claims"] + 1 > 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.csv", "claims.csv.stamp.json"]


@pytest.mark.parametrize(
    ("format", "words", "why"),
    [
        ("csv", ["--region", "7x"], "region: the first digits of a KATO code, which begins with one of 10, 11,"),
        ("csv", ["--region", "99"], "region: the first digits of a KATO code"),
        ("csv", ["--from", "2019-05-01", "--to", "2019-04-01"], "submitted_to: the last day is before submitted_from"),
        ("xes", ["--table", "waits"], "--table: xes holds all of them; a table is of csv and parquet"),
    ],
)
def test_what_no_claim_can_fit_is_not_exported(
    run: Run, tmp_path: Path, format: str, words: list[str], why: str
) -> None:
    answer = run(format, tmp_path / "none", *words)
    assert answer.exit_code == 1
    assert f"not exported: {why}" in answer.output
    assert list(tmp_path.iterdir()) == []


def test_the_same_position_is_the_same_file(run: Run, tmp_path: Path) -> None:
    run("xes", tmp_path / "one.xes")
    position = json.loads((tmp_path / "one.xes.stamp.json").read_text())["position"]
    answer = run("xes", tmp_path / "other.xes", "--until-position", position)
    assert f"position {position}, sha256" in answer.output
    assert (tmp_path / "one.xes").read_bytes() == (tmp_path / "other.xes").read_bytes()


def test_claims_that_cannot_be_read_are_named_and_the_exit_code_says_so(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    last = log_of(5, 30)[-1]
    broken = type(last)(10**6, last.stream, last.version + 1, last.name, last.recorded_at, b"{}")
    keep(database_url, [broken])
    answer = run("ocel-sqlite", tmp_path / "log.sqlite")
    assert answer.exit_code == 3
    assert f"not in it: claim {last.stream}, which cannot be read from version {last.version + 1} on" in answer.output
    (unread,) = json.loads((tmp_path / "log.sqlite.stamp.json").read_text())["unread"]
    assert unread["claim"] == str(last.stream)


def test_what_fails_half_way_leaves_no_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Export, progress: object) -> Any:
        yield b"begun"
        raise OSError("no space left")

    monkeypatch.setattr(Export, "chunks", broken)
    answer = run("csv", tmp_path / "events.csv")
    assert answer.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_position_beyond_the_store_is_one_sentence(run: Run, tmp_path: Path) -> None:
    answer = run("csv", tmp_path / "events.csv", "--until-position", 10**9)
    assert answer.exit_code == 1
    assert "not exported: the store ends at position" in str(answer.exception) + answer.output
    assert list(tmp_path.iterdir()) == []
