"""Every command speaks JSON as well: one object on standard output, or in its log, and nothing beside it."""

import json
import logging
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import printed
from cli.main import COMMANDS, app, load
from config import Settings
from consumers.logs import JsonLine

RUNNER = CliRunner()


def commands(name: str) -> list[str]:
    """The command, or its parts."""
    return [f"{name} {part}" for part in getattr(load(name), "commands", {})] or [name]


@pytest.mark.parametrize("command", [part for name in COMMANDS for part in commands(name)])
def test_a_command_has_a_json_option(command: str) -> None:
    said = RUNNER.invoke(app, [*command.split(), "--help"], env={"COLUMNS": "200"})
    assert said.exit_code == 0
    assert "--json" in said.output


def test_both_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    printed.printed("two of them", {"count": 2}, as_json=False)
    printed.printed("two of them", {"count": 2}, as_json=True)
    plain, as_json = capsys.readouterr().out.splitlines()
    assert (plain, json.loads(as_json)) == ("two of them", {"count": 2})


def test_a_token_comes_with_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Settings(folder=tmp_path, development=True)
    monkeypatch.setattr("cli.token.settings", lambda: ours)
    said = RUNNER.invoke(app, ["token", "--role", "auditor", "--office", "AUDIT", "--json"])
    facts = json.loads(said.stdout)
    assert (facts["role"], facts["office"], facts["token"].count(".")) == ("auditor", "AUDIT", 2)


def test_a_line_of_a_log_is_one_object() -> None:
    record = logging.LogRecord("consumers.relay", logging.WARNING, "", 1, "sent %d events", (7,), None)
    line = json.loads(JsonLine().format(record))
    assert (line["level"], line["logger"], line["event"]) == ("WARNING", "consumers.relay", "sent 7 events")
