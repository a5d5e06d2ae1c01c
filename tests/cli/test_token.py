"""`qadam token` says what it made, and refuses a region that cannot be meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from config import settings


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("QADAM_FOLDER", str(tmp_path))
    monkeypatch.setenv("QADAM_DEVELOPMENT", "1")
    settings.cache_clear()
    yield
    settings.cache_clear()


def token(role: str, *words: str) -> Result:
    return CliRunner().invoke(app, ["token", "--role", role, "--office", "79-OFFICE", *words])


def test_a_new_key_pair_is_told_once_and_beside_the_token(tmp_path: Path) -> None:
    first, second = token("auditor"), token("auditor")
    assert first.stderr == f"made a new key pair: {tmp_path / 'token.key'}, {tmp_path / 'token.pub'}\n"
    assert second.stderr == ""
    assert len(first.stdout.splitlines()) == len(second.stdout.splitlines()) == 1


@pytest.mark.parametrize("role", ["service", "auditor"])
def test_a_region_is_not_for_those_who_see_everything(role: str) -> None:
    said = token(role, "--region", "79")
    assert said.exit_code == 1
    assert said.output == f"--region is not for {role}: its token is for the whole country\n"


def test_an_unknown_region_is_refused_with_those_there_are() -> None:
    said = token("caseworker", "--region", "99")
    assert said.exit_code == 1
    assert said.output.startswith("no region 99; known are 10, 11, ")
    assert token("caseworker", "--region", "79").exit_code == 0
