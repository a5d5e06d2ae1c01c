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
from cli.demo.command import SEED
from cli.demo.plan import plan
from cli.demo.rounds import planted as rounds
from cli.demo.told import TOLD
from cli.stack import Stack
from config import environment
from tests.waiting import eventually

pytestmark = [pytest.mark.servers, pytest.mark.timeout(400)]

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "README.md"
EXPORT = TUTORIAL.parents[1] / "how-to" / "export.md"
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAY_SECONDS = 300.0
END_SECONDS = 60.0
SHELL_SECONDS = 60.0


@dataclass
class Demo:
    """A demo that plays or serves, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path
    errors: Path
    folder: Path

    def said(self) -> str:
        return self.output.read_text()

    def told(self) -> str:
        """What went to the other stream."""
        return self.errors.read_text()

    def ended(self) -> int:
        return self.process.wait(PLAY_SECONDS)

    def serves(self) -> bool:
        assert self.process.poll() is None or "serves on" in self.said(), self.said() + self.told()
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
    assert re.search(r"Planted = found: [\d,]+ answers about the eight quarrels, every one the same", serving.said())
    for name in ("", "_dispute"):
        planted, found = (serving.folder / "demo" / f"{which}{name}.csv" for which in ("planted", "found"))
        assert planted.read_bytes() == found.read_bytes()


def test_it_tells_days_quarrels_claims_and_figures(serving: Demo) -> None:
    said = serving.said()
    assert re.search(r"^ all regions( +[0-9]+\.[0-9])+ *$", said, re.MULTILINE)
    assert re.findall(r"^(C\d) +.*: [A-Z_]+ *$", said, re.MULTILINE) == [f"C{number}" for number in range(1, 9)]
    assert "Kazakhstan; all days of submission." in said
    assert re.search(r"(Shymkent|Turkistan): the claim holds, the counter-claim holds \(papers \d+, claims \d+", said)
    assert len(re.findall(r"^[A-Z].*\?  claim [0-9a-f-]{36}$", said, re.MULTILINE)) == len(TOLD)
    for word in ("not notified in time", "notified in time", "upheld. Reviewed by", "counted anew by calendar"):
        assert word in " ".join(said.split()), word
    assert re.search(r"[\d,]+ events of [\d,]+ commands in [0-9.]+ s", said)
    assert re.search(r"within \d+ ms in half of the cases \(p50\)", said)


def test_an_oversight_body_gets_from_the_quarrels_to_one_claim(serving: Demo) -> None:
    *setting, dispute, demands, behind, timeline, delays = block(serving, "As an oversight body")
    told = bash([*setting, dispute]).splitlines()
    assert [line[:2] for line in told] == [f"C{number}" for number in range(1, 9)]
    assert all(re.search(r"(Shymkent city|Turkistan Region); all days of submission", line) for line in told)
    assert re.search(r"^79 79-COMMISSION \d+$", bash([*setting, demands]), re.MULTILINE)
    assert re.search(r"^[0-9a-f-]{36} 2019-04-\d\d BIRTH_CERTIFICATE", bash([*setting, behind]), re.MULTILINE)
    assert "not justified — the state had given this information" in bash([*setting, timeline])
    assert re.search(r"^DOCUMENT COMMISSION \d+ seconds$", bash([*setting, delays]), re.MULTILINE)


def test_a_caseworker_sees_what_must_be_done_next(serving: Demo) -> None:
    *setting, move, late, claim = block(serving, "As a caseworker")
    todo = [line.split() for line in bash([*setting, move]).splitlines()]
    assert todo == sorted(todo, key=lambda words: words[0])
    forgotten = json.loads(bash([*setting, claim]))
    assert [forgotten["deadline"]["due_on"], forgotten["number"], "CHECKS", "IDLE"] in todo
    assert forgotten["number"] in bash([*setting, late])
    assert "assign_commission" in forgotten["allowed"]


def test_a_deputy_can_check_the_digest_and_is_told_what_differs(serving: Demo) -> None:
    *setting, digest, _, table = block(serving, "As a deputy")
    assert bash([*setting, digest]).split()[0] in serving.said()
    assert bash([*setting, table]).startswith("\ufefftable;month;country;end;")
    said = " ".join(serving.said().split())
    assert "Asked again as known on that day: the same digest." in said
    late = re.search(r"Then (\d+) families took their claims back", said)
    assert late
    assert f"claim.withdrawn {late[1]}" in said


def test_the_operators_commands_meet_the_demo(serving: Demo) -> None:
    *setting, parked, rebuild = block(serving, "As the operator")
    assert bash([*setting, parked]) == "nothing is parked\n"
    assert "rebuilt equals live, row for row; switched" in bash([*setting, rebuild])
    token = ".venv/bin/qadam token --role caseworker --office 79-OFFICE --region 79"
    ask = f'curl -sS -H "Authorization: Bearer $({token})" "$API/claims"'
    assert json.loads(bash([*exports(serving), *setting, ask]))["claims"]


def test_rounds_of_papers_are_found_as_they_were_planted(serving: Demo) -> None:
    """The demo's own account of its scripts, beside what the route says of what was played."""
    ask = 'curl -sS -H "Authorization: Bearer $TOKEN" "$API/audit/rounds?by=region,round"'
    told = rounds.found(json.loads(bash([*exports(serving), ask]))["rows"])
    assert told == rounds.planted(plan(LEAST_CLAIMS, SEED))
    assert {what for _, _, what in told} == {*rounds.COUNTED}


def test_the_docs_are_where_it_says(serving: Demo) -> None:
    address = re.search(r"http://\S+/docs", serving.said())
    assert address
    with urlopen(address[0], timeout=10) as answer:
        assert answer.status == 200


@pytest.mark.timeout(2 * PLAY_SECONDS)
def test_claims_are_taken_away_as_the_page_says(serving: Demo) -> None:
    """Every command of the page, the last of which compares the file with the one that was made again."""
    setting = [line for line in block(serving, "As the operator") if line.startswith("export")]
    blocks = re.findall(r"^```\n(.*?)^```$", EXPORT.read_text(), re.MULTILINE | re.DOTALL)
    commands = [each for each in blocks if "qadam export" in each]
    assert len(commands) == 2
    said = bash([*setting, *commands], seconds=PLAY_SECONDS)
    counts = re.findall(r"(\d+) claims, [\d,]+ events", said)
    assert len(counts) == 7
    assert "not in it" not in said
    claims = [
        line.split()[1] for line in bash([*setting, "wc -l $QADAM_FOLDER/claims.csv | sed 's/^/lines /'"]).splitlines()
    ]
    assert claims == [str(int(counts[0]) + 1)]


def test_the_tutorial_finds_the_claim_that_waited_for_what_the_registry_had_given(serving: Demo) -> None:
    make, *blocks = BLOCK.findall(TUTORIAL.read_text())
    assert make == "make demo\n"
    said = bash([*exports(serving), *blocks])
    assert re.search(r"^C5 BOTH_HOLD\n  claim: HOLDS - Mothers .*\n  counter-claim: HOLDS - ", said, re.MULTILINE)
    assert re.search(r"^C6 BOTH_HOLD_IN_PART\n.*\n.*\n  found: Shymkent city; .* of these without", said, re.MULTILINE)
    assert re.search(r"^79 79-COMMISSION demanded \d+ papers; \d+ were brought$", said, re.MULTILINE)
    claim = re.search(r"^found: ([0-9a-f-]{36})$", said, re.MULTILINE)
    assert claim
    gave = said.index("Given: birth.", claim.end())
    assert "demanded of the applicant: birth certificate" in said[gave:]
    assert "not justified — the state had given this information" in said[gave:]
    assert re.search(r"days for DOCUMENT \| move: APPLICANT \| answers: COMMISSION 79-COMMISSION", said)
    assert "every digest is right" in said
    known = [int(papers) for papers in re.findall(r"^known on 2019-\d\d-\d\d: (\d+) papers$", said, re.MULTILINE)]
    assert known[0] == 0 < known[1] <= known[2]
    assert f"0 papers, then {known[1]}" in said
    assert re.search(r"^2019-0[45]-\d\d [0-9a-f-]{36} entry \d+ document\.\w+ \{", said, re.MULTILINE)


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

    altered = play(stack, folder, "altered", "--once", "--alter", "--json")
    assert altered.ended() == 1, altered.told()
    found = json.loads(altered.said())
    assert (found["same"], found["claims"], len(found["waits"]["differing"])) == (False, LEAST_CLAIMS, 1)
    assert found["waits"]["differing"][0]["came_of"] == "PRESENT_BUT_ASKED"
    assert re.fullmatch(r"[0-9a-f-]{36}", found["altered"])
    said = {(each["region"], each["quarrel"], each["what"]) for each in found["dispute"]["differing"]}
    assert {("", "C6", "given_card_only"), ("", "C6", "given_asked_unjustified")} <= said
    assert [quarrel["id"] for quarrel in found["dispute"]["answered"][0]["quarrels"]][-1] == "C8"
    assert sum(found["seconds_by_region"]["79"].values()) > 0
    assert found["speed"]["events"] > found["speed"]["commands"] > 0
    assert "Starting PostgreSQL" in altered.told()


def play(stack: Stack, folder: Path, name: str, *options: str) -> Demo:
    """Begin a demo of as few claims as there can be."""
    output, errors = folder / f"{name}.txt", folder / f"{name}-errors.txt"
    values = environment({**stack.environment(), "QADAM_FOLDER": str(folder), "COLUMNS": "80"})
    command = [sys.executable, "-m", "cli.main", "demo", "--claims", str(LEAST_CLAIMS), *options]
    with output.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, env=values)
    return Demo(process, output, errors, folder)


def block(demo: Demo, who: str) -> list[str]:
    """The lines to paste below the line that begins like this."""
    _, _, after = demo.said().partition(f"\n{who}")
    return after.partition("\n\n")[2].partition("\n\n")[0].splitlines()


def exports(demo: Demo) -> list[str]:
    """An auditor's address and token."""
    return [line for line in block(demo, "As an oversight body") if line.startswith("export")]


def bash(lines: Sequence[str], seconds: float = SHELL_SECONDS) -> str:
    """What the lines print; they fail if one of them does."""
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, cwd=TUTORIAL.parents[2])
    assert done.returncode == 0, done.stderr
    return done.stdout


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that live."""
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [int(stat.split()[0]) for stat in stats if int(stat.rpartition(")")[2].split()[1]) == pid]
