"""The demo's parts that need no servers: words, tables, and a caller that does not give up."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

from cli.demo.caller import Caller, Unexpected, expected
from cli.demo.causes import LEAST_CLAIMS
from cli.demo.places import AUDITOR, SERVICE, short
from cli.demo.plan import BEGIN, END, plan
from cli.demo.planted import Count, Key, Line, planted
from cli.demo.play import _tick
from cli.demo.tables import comparison, days_by_region, differences
from cli.demo.words import CAME_OF, COLUMN, REGISTRY, WAITED_FOR, WHO, counted, days
from cli.main import app
from domain.vocabulary import LookupOutcome, Party, Verdict, WaitCause

PAPER = Key("79", "COMMISSION:79-COMMISSION", "DOCUMENT", "", "PRESENT_BUT_ASKED")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "–"), (1, "0.0"), (4319, "0.0"), (4320, "0.1"), (86_400, "1.0"), (129_599, "1.5"), (125_279, "1.4")],
)
def test_days_are_rounded_from_whole_seconds(seconds: int, shown: str) -> None:
    assert days(seconds) == shown


def test_numbers_are_followed_by_the_right_word() -> None:
    assert [counted(1, "claim"), counted(1200, "claim")] == ["1 claim", "1,200 claims"]


def test_every_code_that_may_be_shown_has_plain_words() -> None:
    assert set(WHO) == set(COLUMN) == set(Party)
    assert set(WAITED_FOR) == set(WaitCause)
    assert set(Verdict) | set(LookupOutcome) - {LookupOutcome.VALIDATION_REJECTED, LookupOutcome.NOT_INTEGRATED} <= set(
        CAME_OF
    )
    assert {wait.registry for _, wait in plan(LEAST_CLAIMS, 1).waits()} <= set(REGISTRY)


def test_almaty_the_city_and_almaty_the_region_keep_different_names() -> None:
    assert [short("Almaty city"), short("Almaty Region"), short("Turkistan Region")] == [
        "Almaty",
        "Almaty Region",
        "Turkistan",
    ]


def test_a_row_of_days_adds_up_in_seconds_and_not_in_rounded_days() -> None:
    said = printed(days_by_region({"79": {"OFFICE": 3888, "COMMISSION": 3888}}))
    assert "Shymkent" in said
    assert said.splitlines()[-2].split() == ["all", "regions", "0.0", "0.0", "0.1"]


def test_a_cause_is_right_only_if_every_count_under_it_is() -> None:
    other = Key("61", "COMMISSION:61-COMMISSION", "DOCUMENT", "", "PRESENT_BUT_ASKED")
    right, more, less = Count(2, 1), Count(3, 1), Count(1, 1)
    assert "4 = 4" in printed(comparison([Line(PAPER, right, right), Line(other, right, right)]))
    evened_out = [Line(PAPER, right, more), Line(other, right, less)]
    assert "4 ≠ 4" in printed(comparison(evened_out))
    assert printed(differences(evened_out)).count("≠") == 4


def test_the_tables_fit_into_their_width() -> None:
    counts = planted(plan(500, 2019))
    said = printed(comparison([Line(key, count, count) for key, count in counts.items()]))
    assert "…" not in said


def test_the_clock_is_never_behind_a_command_and_ends_with_the_demo() -> None:
    for _, _, step in plan(LEAST_CLAIMS, 1).steps():
        assert BEGIN < step.at <= _tick(step.at) <= END


def test_too_few_claims_are_told_in_a_sentence() -> None:
    said = CliRunner().invoke(app, ["demo", "--claims", "10"])
    assert said.exit_code == 2
    assert "10 claims are too few to show every cause; take 60 at least" in said.output


class Moody(BaseHTTPRequestHandler):
    """Hangs up on the first request, is busy at the second, and answers the third."""

    protocol_version = "HTTP/1.1"
    keys: list[str | None]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers["Idempotency-Key"])
        if len(self.keys) == 1:
            self.close_connection = True
            return
        body = json.dumps({"version": 3}).encode()
        self.send_response(503 if len(self.keys) == 2 else 201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def moody() -> Iterator[Caller]:
    Moody.keys = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Moody)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with closing(Caller("127.0.0.1", server.server_port, {AUDITOR: "a", SERVICE: "s"})) as caller:
        yield caller
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_command_without_an_answer_is_sent_again_under_its_key(moody: Caller) -> None:
    answer = moody.post(SERVICE, "/claims/1/lookups/L1/attempts", {}, key="one-and-the-same", version="*")
    assert (answer.status, answer.body) == (201, {"version": 3})
    assert Moody.keys == ["one-and-the-same"] * 3


def test_an_answer_that_nobody_expected_says_what_was_asked(moody: Caller) -> None:
    answer = moody.post(SERVICE, "/claims", {}, key="one-and-the-same", version=None)
    with pytest.raises(Unexpected, match=r'POST /claims: 201, not 409: \{"version": 3\}'):
        expected(409, answer, "POST /claims")


def printed(table: Table) -> str:
    console = Console(width=116, record=True, file=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()
