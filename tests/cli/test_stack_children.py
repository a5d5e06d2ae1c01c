"""Children end with their parent, and Qadam's own processes are started again."""

import os
import signal
import sys
from pathlib import Path

import pytest

from cli.stack import StackError, children
from cli.stack.processes import Process, supervised
from tests.waiting import eventually

LIVES_ON = "import time; print('started', flush=True); time.sleep(600)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LIVES_ON}"
PARENT = """
import sys, threading, time
from pathlib import Path
from cli.stack import children

def start():
    child = children.start([sys.executable, "-c", {program!r}], log=Path({log!r}))
    print(child.pid, flush=True)

thread = threading.Thread(target=start)
thread.start()
thread.join()
time.sleep(600)
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def test_a_child_lives_on_after_the_thread_that_asked_for_it_and_ends_with_its_killed_parent(log: Path) -> None:
    program = PARENT.format(program=LIVES_ON, log=str(log.with_name("child.log")))
    parent = children.start(python(program), log=log)
    child = int(eventually(lambda: log.exists() and log.read_text().strip()))
    eventually(lambda: "started" in log.with_name("child.log").read_text())
    assert children.lives(child, LIVES_ON)
    parent.kill()
    parent.wait()
    eventually(lambda: not children.lives(child))


def test_a_child_that_does_not_listen_is_killed_after_the_limit(log: Path) -> None:
    child = children.start(python(DEAF), log=log)
    eventually(lambda: "started" in log.read_text())
    assert children.stop(child, limit_seconds=0.2) == -signal.SIGKILL


def test_a_child_that_ends_before_it_is_ready_is_told_with_its_last_words(log: Path) -> None:
    child = children.start(python("raise SystemExit('no such disk')"), log=log)
    with pytest.raises(StackError, match=r"server ended with code 1\n.*\n.*no such disk"):
        children.wait_until(lambda: False, child, name="server", log=log, limit_seconds=30)


def test_waiting_for_a_child_has_a_limit(log: Path) -> None:
    child = children.start(python(LIVES_ON), log=log)
    with pytest.raises(StackError, match=r"not ready after 0\.1 s"):
        children.wait_until(lambda: False, child, name="server", log=log, limit_seconds=0.1)
    children.stop(child)


def test_a_leftover_is_ended_and_a_stranger_with_its_number_is_not(log: Path) -> None:
    child = children.start(python(LIVES_ON), log=log)
    eventually(lambda: "started" in log.read_text())
    children.end_leftover(child.pid, "a folder of ours")
    assert child.poll() is None
    children.end_leftover(child.pid, LIVES_ON)
    assert child.wait() != 0


def test_an_ended_process_starts_again_and_a_stopped_one_does_not(tmp_path: Path) -> None:
    with supervised(tmp_path / "logs", {}, python(LIVES_ON)) as processes:
        processes.start("relay", "relay")
        first = processes.pid("relay")
        os.kill(first, signal.SIGKILL)
        eventually(lambda: processes.starts("relay") == 2 and processes.lives("relay"))
        assert processes.pid("relay") != first
        assert processes.stop("relay") == -signal.SIGTERM
        assert processes.names() == []


def test_all_processes_are_ended_after_the_block(tmp_path: Path) -> None:
    with supervised(tmp_path / "logs", {}, python(LIVES_ON)) as processes:
        processes.start("relay")
        processes.start("projector")
        pids = [processes.pid(name) for name in processes.names()]
    assert not any(children.lives(pid) for pid in pids)


def test_processes_share_an_environment_and_may_have_their_own(tmp_path: Path) -> None:
    program = python("import os; print(os.environ['SHARED'], os.environ['OWN'], flush=True)")
    with supervised(tmp_path / "logs", {"SHARED": "both", "OWN": "none"}, program) as processes:
        processes.start("relay", environment={"OWN": "mine"})
        eventually(lambda: "both mine\n" in processes.log("relay").read_text())


def test_a_process_that_keeps_ending_is_started_ever_more_seldom(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("cli.stack.processes.time.monotonic", lambda: now[0])
    process = Process(python("pass"), {}, log)
    pauses = []
    for turn in range(2, 10):
        process.child.wait()
        before = now[0]
        while process.starts < turn:
            process.look()
            now[0] += 0.05
        pauses.append(now[0] - before)
    assert pauses == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0], abs=0.11)
    process.child.wait()
