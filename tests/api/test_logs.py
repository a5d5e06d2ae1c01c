"""When lines of the log are written: together, and at once where something is wrong."""

from io import BufferedWriter, RawIOBase
from typing import Any

import pytest
import structlog

from api.logs import Lines, set_up
from tests.waiting import eventually


class File(RawIOBase):
    """Notes each system call."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.writes.append(bytes(data))
        return len(data)


def test_held_lines_are_written_with_the_warning_after_them() -> None:
    file = File()
    lines = Lines(BufferedWriter(file), held=True)
    lines.info(b"one")
    lines.debug(b"two")
    assert file.writes == []
    lines.warning(b"three")
    lines.error(b"four")
    assert file.writes == [b"one\ntwo\nthree\n", b"four\n"]


def test_where_nothing_is_held_each_line_is_written() -> None:
    file = File()
    lines = Lines(BufferedWriter(file), held=False)
    lines.info(b"one")
    lines.debug(b"two")
    assert file.writes == [b"one\n", b"two\n"]


def test_a_line_does_not_wait_for_others_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    file = File()
    buffered = BufferedWriter(file)
    monkeypatch.setattr("sys.stderr", type("Stderr", (), {"buffer": buffered}))
    set_up("INFO")
    structlog.get_logger().info("alone")
    eventually(lambda: any(b"alone" in written for written in file.writes))
    structlog.reset_defaults()
