"""One PostgreSQL and one Apache Kafka for a whole test run, started when the first process of the run wants them.

Only the controller's process starts and ends them; workers ask by a file in a folder that both know, and read the
answer from another.
"""

import json
import tempfile
import threading
import time
from pathlib import Path

from cli.stack import Stack, local_stack
from cli.stack.places import remove

LOOK_SECONDS = 0.05
LIMIT_SECONDS = 900.0
"""The first run on a machine fetches the broker's jars."""


class RunStack:
    """The controller's side."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qadam-test-"))
        self.folder.chmod(0o711)  # the user that PostgreSQL runs as must get through
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="stack of the run", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not (self.folder / "wanted").exists():
            if self._ending.wait(LOOK_SECONDS):
                return
        try:
            with local_stack(self.folder / "stack", durable=False) as stack:
                _tell(self.folder, stack.environment())
                self._ending.wait()
        except Exception as reason:  # it is told to whoever waits, and raised there
            _tell(self.folder, {"error": str(reason)})

    def end(self) -> None:
        self._ending.set()
        self._thread.join()
        remove(self.folder / "stack")
        remove(self.folder)


def want(folder: Path) -> None:
    """Ask for the stack without waiting."""
    (folder / "wanted").touch()


def wait_for(folder: Path) -> Stack:
    """Ask for the stack and wait until it runs."""
    want(folder)
    deadline = time.monotonic() + LIMIT_SECONDS
    while not (folder / "answer").exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"no stack after {LIMIT_SECONDS:g} s")
        time.sleep(LOOK_SECONDS)
    answer = json.loads((folder / "answer").read_text())
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return Stack(answer["DATABASE_URL"], answer["KAFKA_BOOTSTRAP"])


def _tell(folder: Path, answer: dict[str, str]) -> None:
    """By a rename: nobody reads half an answer."""
    draft = folder / "answer.new"
    draft.write_text(json.dumps(answer))
    draft.rename(folder / "answer")
