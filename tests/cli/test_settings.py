"""A setting that cannot be read, or that is none, is said in a line, by the name under which it was set."""

import os
import subprocess
import sys

import pytest

from config import unknown


def qadam(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KAFKA_BOOTSTRAP")}
    command = [sys.executable, "-m", "cli.main", *words]
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("name", "value"), [("QADAM_DEVELOPMENT", "perhaps"), ("QADAM_API_PAGE", "many")])
def test_a_setting_that_cannot_be_read_is_named_and_its_value_is_not_repeated(name: str, value: str) -> None:
    said = qadam("parked", "list", **{name: value})
    (line,) = said.stderr.splitlines()
    assert said.returncode == 1
    assert line.startswith(f"not begun: {name}: ")
    assert value not in line


def test_a_mistyped_name_is_told_and_a_database_that_nobody_named_too() -> None:
    said = qadam("parked", "list", QADAM_API_PAG="5", PGCONNECT_TIMEOUT="5")
    first, second = said.stderr.splitlines()
    assert said.returncode == 1
    assert first.startswith("QADAM_API_PAG is no setting")
    assert second.startswith("not listed: ")
    assert second.endswith("(DATABASE_URL is not set)")


def test_only_what_begins_like_a_setting_can_be_a_mistyped_one() -> None:
    assert unknown({"QADAM_API_PAGE": "1", "QADAM_API_PAG": "1", "PATH": "x", "DATABASE_URL": "x"}) == ["QADAM_API_PAG"]
