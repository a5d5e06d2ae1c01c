"""`qadam rebuild` and `qadam parked` as an operator meets them; relay and projector end as they are asked to."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest
from typer.testing import CliRunner

import config
from cli.main import app
from cli.stack.processes import Processes
from projections.connect import connect, transaction
from projections.foreign import Skipped, note_foreign
from projections.freshness import ensure_heartbeats
from projections.registry import declared, of_claims
from tests.chain.claims import EVENTS, claim, recorded, versions, wait_until_fresh
from tests.chain.forcing import ask
from tests.projections.journeys import keep

pytestmark = pytest.mark.servers
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process has the settings of the others."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    config.settings.cache_clear()
    yield
    config.settings.cache_clear()


@pytest.fixture
def qadam(here: None) -> Run:
    """Run a command in this process; its exit code and all that it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments)
        return done.exit_code, done.output

    return run


@pytest.fixture
def process(environment: dict[str, str]) -> Run:
    """The same in a process of its own, which a rebuild takes for itself."""

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "cli.main", *arguments]
        done = subprocess.run(command, env=config.environment(environment), capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    return run


def change(database_url: str, statement: str) -> None:
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        connection.commit()


def test_a_rebuild_says_what_it_found_and_ends_with_1_if_it_switched_nothing(process: Run, database_url: str) -> None:
    keep(database_url, recorded(1, range(5)))
    code, said = process("rebuild", "delays")
    assert (code, f"delays_4: {5 * EVENTS} events folded" in said) == (0, True), said
    assert "there was no live one to compare with" in said
    code, said = process("rebuild", "delays_4")
    assert (code, "rebuilt equals live, row for row; switched" in said) == (0, True), said
    change(database_url, f"UPDATE delays_4.rows SET office = 'NOWHERE' WHERE stream = '{claim(3)}'")
    code, said = process("rebuild", "delays")
    assert code == 1, said
    assert f"rows: 1 only in the live one, 1 only in the rebuilt one: {claim(3)}" in said
    assert "nothing switched" in said
    code, said = process("rebuild", "delays", "--accept")
    assert (code, "differences accepted; switched" in said) == (0, True), said
    assert ask(database_url, "SELECT count(*) FROM delays_4.rows WHERE office = 'NOWHERE'") == [(0,)]


def test_two_processes_make_of_every_read_model_what_one_makes(process: Run, database_url: str) -> None:
    keep(database_url, recorded(1, range(8)))
    code, said = process("rebuild", "all", "--processes", "2")
    assert code == 0, said
    code, said = process("rebuild", "all", "--processes", "1")
    assert code == 0, said
    assert said.count("rebuilt equals live, row for row; switched") == len(declared())
    assert said.count(f": {8 * EVENTS} events folded") == len(of_claims())


def test_a_name_that_is_not_there_is_refused_with_those_that_are(qadam: Run) -> None:
    code, said = qadam("rebuild", "deals")
    assert code == 2
    assert "claim_file_4" in said
    assert "delays_4" in said


def test_what_no_relay_has_sent_is_listed_until_it_is_dismissed(qadam: Run, database_url: str) -> None:
    nothing = (0, "the topic holds only what the relay has sent\n")
    assert qadam("foreign", "list") == nothing, "no projector was ever here"
    with closing(connect(database_url, "test")) as connection:
        ensure_heartbeats(connection)
        assert qadam("foreign", "list") == nothing
        with transaction(connection) as cursor:
            note_foreign(cursor, [Skipped("T", 3, offset, "where the store has nothing") for offset in (7, 9)])
    code, said = qadam("foreign", "list")
    assert code == 1
    assert said.startswith("2 messages in partition 3, the last at offset 9, ")
    assert said.endswith(": where the store has nothing\n")
    assert qadam("foreign", "dismiss") == (0, "2 messages dismissed\n")
    assert qadam("foreign", "list") == nothing


def test_parked_streams_are_listed_and_taken_up_again(qadam: Run, process: Run, database_url: str) -> None:
    keep(database_url, recorded(1, range(3)))
    assert qadam("parked", "list") == (0, "nothing is parked\n")
    assert process("rebuild", "claim_file")[0] == 0
    change(database_url, "DELETE FROM claim_file_4.rows")
    change(database_url, f"INSERT INTO claim_file_4.parked VALUES ('{claim(1)}', 1, 'ValueError: odd')")
    code, said = qadam("parked", "list")
    assert code == 0
    assert f"claim_file_4 {claim(1)} version 1 since " in said
    assert said.endswith(": ValueError: odd\n")
    assert qadam("parked", "retry", str(claim(2))) == (1, f"stream {claim(2)} is not parked\n")
    assert qadam("parked", "retry") == (0, f"claim_file_4 {claim(1)}: taken up again\n")
    assert versions(database_url, "claim_file_4") == {claim(1): EVENTS}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("parked list", "not listed"),
        ("parked retry", "not retried"),
        ("foreign list", "not listed"),
        ("foreign dismiss", "not dismissed"),
        ("rebuild delays", "not rebuilt"),
    ],
)
def test_without_a_database_they_say_so_in_a_line(
    here: None, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://qadam@127.0.0.1:1/qadam")
    done = CliRunner().invoke(app, words.split())
    assert done.exit_code == 1
    assert done.output.startswith(f"{said}: connection to server")
    assert len(done.output.splitlines()) == 1


def test_relay_and_projector_end_well_when_asked(processes: Processes, database_url: str) -> None:
    processes.start("relay", "relay")
    processes.start("projector", "projector")
    keep(database_url, recorded(1, range(3)))
    wait_until_fresh(database_url)
    assert (processes.stop("projector"), processes.stop("relay")) == (0, 0)
