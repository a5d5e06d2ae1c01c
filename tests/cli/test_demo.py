"""The demo as a person meets it: played by real processes, compared, told, served, ended."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from cli.demo.causes import LEAST_CLAIMS
from cli.stack import Stack
from config import environment
from tests.waiting import eventually

pytestmark = [pytest.mark.servers, pytest.mark.timeout(400)]

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "README.md"
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAY_SECONDS = 300.0
END_SECONDS = 60.0
SHELL_SECONDS = 60.0


@dataclass
class Demo:
    """A demo that plays or serves, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path
    folder: Path

    def said(self) -> str:
        return self.output.read_text()

    def ended(self) -> int:
        return self.process.wait(PLAY_SECONDS)

    def serves(self) -> bool:
        assert self.process.poll() is None or "serves on" in self.said(), self.said()
        return "It serves on until Ctrl-C." in self.said()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all runs: the demo can be played again where it was played before."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def serving(stack: Stack, folder: Path) -> Iterator[Demo]:
    """A demo that has played and serves on."""
    demo = play(stack, folder, "serving")
    try:
        eventually(demo.serves, PLAY_SECONDS)
        yield demo
    finally:
        demo.process.send_signal(signal.SIGINT)
        demo.process.wait(END_SECONDS)


def test_everything_is_found_as_it_was_planted(serving: Demo) -> None:
    assert re.search(r"Planted = found: \d+ counts by .* every one the same", serving.said())
    planted, found = (serving.folder / "demo" / name for name in ("planted.csv", "found.csv"))
    assert planted.read_bytes() == found.read_bytes()


def test_it_ends_with_days_figures_and_three_claims(serving: Demo) -> None:
    said = serving.said()
    assert re.search(r"^ all regions( +[0-9]+\.[0-9])+ *$", said, re.MULTILINE)
    assert re.search(r"\d+ events of \d+ commands in [0-9.]+ s", said)
    assert re.search(r"within \d+ ms in half of the cases \(p50\)", said)
    assert len(re.findall(r"^[A-Z].*\?  claim [0-9a-f-]{36}$", said, re.MULTILINE)) == 3


def test_the_lines_to_paste_work_as_they_are_printed(serving: Demo) -> None:
    lines = pasted(serving)
    questions = [line for line in lines if line.startswith("curl")]
    assert len(questions) == 3
    for question in questions:
        answer = json.loads(bash([*exports(serving), question]))
        assert answer.get("rows") or answer.get("waits") or answer.get("events"), answer


def test_a_caseworker_sees_the_claims_of_the_office(serving: Demo) -> None:
    listed = json.loads(bash(block(serving, "export CASEWORKER=", 2)))["claims"]
    assert {claim["stage"] for claim in listed} == {"DECIDED"}
    assert len({claim["office"] for claim in listed}) == 1


def test_the_operators_commands_meet_the_demo(serving: Demo) -> None:
    lines = block(serving, "export DATABASE_URL=", 6)
    assert bash(lines) == "nothing is parked\n"
    token = ".venv/bin/qadam token --role caseworker --office 79-OFFICE --region 79"
    ask = f'curl -sS -H "Authorization: Bearer $({token})" "$API/claims"'
    assert json.loads(bash([*exports(serving), *lines[:-1], ask]))["claims"]
    assert "rebuilt equals live, row for row; switched" in bash([*lines[:-1], ".venv/bin/qadam rebuild delays"])


def test_the_docs_are_where_it_says(serving: Demo) -> None:
    address = re.search(r"http://\S+/docs", serving.said())
    assert address
    with urlopen(address[0], timeout=10) as answer:
        assert answer.status == 200


def test_the_tutorial_finds_the_claim_that_waited_for_what_the_registry_had_given(serving: Demo) -> None:
    make, *blocks = BLOCK.findall(TUTORIAL.read_text())
    assert make == "make demo\n"
    said = bash([*exports(serving), *blocks])
    assert re.search(r"^79 79-COMMISSION claims: \d+ papers: \d+$", said, re.MULTILINE)
    assert re.search(r"79-COMMISSION demands: BIRTH_CERTIFICATE - PRESENT_BUT_ASKED", said)
    assert re.search(r"days for DOCUMENT \| move: APPLICANT \| answers: COMMISSION 79-COMMISSION", said)
    assert "every digest is right" in said


@pytest.mark.parametrize(("given", "called"), [([], "demo"), (["N=40", "ONCE=1"], "demo --claims=40 --once")])
def test_make_hands_its_words_on(given: Sequence[str], called: str) -> None:
    command = ["make", "-n", "demo", *given]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=TUTORIAL.parents[2]).stdout
    assert said.split("qadam ")[-1].split() == called.split()


def test_ctrl_c_ends_everything_in_good_order_and_a_demand_nobody_planted_ends_in_exit_1(
    serving: Demo, stack: Stack, folder: Path
) -> None:
    left = children_of(serving.process.pid)
    assert left
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(END_SECONDS) == 0, serving.said()
    assert [pid for pid in left if Path(f"/proc/{pid}").exists()] == []

    altered = play(stack, folder, "altered", "--once", "--alter")
    assert altered.ended() == 1, altered.said()
    assert re.search(r"^1 of \d+ counts by .* differ:$", altered.said(), re.MULTILINE)
    assert re.search(r"OFFICE:\S+ +DOCUMENT +PRESENT_BUT_ASKED +0 ≠ 1", altered.said())


def play(stack: Stack, folder: Path, name: str, *options: str) -> Demo:
    """Begin a demo of as few claims as there can be."""
    output = folder / f"{name}.txt"
    values = environment({**stack.environment(), "QADAM_FOLDER": str(folder), "COLUMNS": "80"})
    command = [sys.executable, "-m", "cli.main", "demo", "--claims", str(LEAST_CLAIMS), *options]
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=values)
    return Demo(process, output, folder)


def pasted(demo: Demo) -> list[str]:
    """The auditor's lines."""
    return block(demo, "export API=", 5)


def block(demo: Demo, begins: str, count: int) -> list[str]:
    """So many lines from the one that begins like this."""
    lines = demo.said().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(begins))
    return lines[first : first + count]


def exports(demo: Demo) -> list[str]:
    return [line for line in pasted(demo) if line.startswith("export")]


def bash(lines: Sequence[str]) -> str:
    """What the lines print; they fail if one of them does."""
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SHELL_SECONDS, cwd=TUTORIAL.parents[2])
    assert done.returncode == 0, done.stderr
    return done.stdout


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that live."""
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [int(stat.split()[0]) for stat in stats if int(stat.rpartition(")")[2].split()[1]) == pid]
