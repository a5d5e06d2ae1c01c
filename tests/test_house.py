"""The house: what holds for every room, read from the files themselves."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from cli.main import COMMANDS, app
from config import Settings

ROOT = Path(__file__).parent.parent
ROOMS = (
    *("api", "cli", "consumers", "disclosure", "domain", "exports", "figures", "inquiries"),
    *("projections", "releases", "store"),
    "words",
)
LONGEST_FILE = 400
"""lines; 250 is what we aim at"""
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "qadam"}


def code() -> list[Path]:
    return [ROOT / "config.py", *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]


def names(file: Path) -> set[str]:
    """Every name and attribute that a file uses, and what it imports by name."""
    used: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                used.add(name)
    return used


@pytest.mark.long
def test_only_config_reads_the_environment() -> None:
    readers = [file for file in code() if names(file) & {"environ", "environb", "getenv", "getenvb", "BaseSettings"}]
    assert readers == [ROOT / "config.py"]


def imported(room: str) -> set[str]:
    """The other rooms that a room's files import."""
    found: set[str] = set()
    for file in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.ImportFrom(module=str(module)):
                    found.add(module.partition(".")[0])
                case ast.Import(names=modules):
                    found |= {each.name.partition(".")[0] for each in modules}
    return found & {*ROOMS} - {room}


def test_the_readme_says_what_each_room_imports() -> None:
    rows = re.findall(r"^\| \[`(\w+)/`\]\(\w+\) \|.*\| ([a-z, ]+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    told = {room: set() if said == "nothing of ours" else set(said.split(", ")) for room, said in rows}
    assert told == {room: imported(room) for room in ROOMS}


def test_a_file_fits_a_head() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in code()}
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_no_lock_names_a_host_and_every_line_is_pinned_by_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pinned = re.findall(r"^[a-z]\S*==.*(?:\n +--hash=sha256:.*)?", text, re.MULTILINE)
        assert pinned
        assert all("--hash=sha256:" in requirement for requirement in pinned)
        assert "://" not in text


def test_the_image_has_the_versions_that_were_tested() -> None:
    pinned = re.compile(r"^([a-z][\w.-]*==\S+)", re.MULTILINE)
    tested = set(pinned.findall((ROOT / "requirements" / "development.txt").read_text()))
    assert set(pinned.findall((ROOT / "requirements" / "runtime.txt").read_text())) <= tested


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists_and_explains_itself(command: str) -> None:
    module, _, attribute = COMMANDS[command].where.partition(":")
    assert hasattr(import_module(module), attribute)
    answer = CliRunner().invoke(app, [command, "--help"])
    assert answer.exit_code == 0, answer.output


def test_a_list_of_the_commands_imports_none_of_them() -> None:
    look = "import sys\nfrom cli.main import COMMANDS, app\napp(['--help'], standalone_mode=False)\n"
    look += "print({each.where.partition(':')[0] for each in COMMANDS.values()} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said.splitlines()[-1] == "set()"
    assert set(re.findall(r"^│ (\w+) ", said, re.MULTILINE)) == set(COMMANDS)


def test_make_alone_prints_help_and_names_every_target_that_is_meant_for_people() -> None:
    text = (ROOT / "Makefile").read_text()
    explained = set(re.findall(r"^([a-z.-]+):.*## ", text, re.MULTILINE))
    assert ".DEFAULT_GOAL := help" in text
    assert {"demo", "test", "test-fast", "lint", "bench", "stack"} <= explained


class TestCompose:
    """docker-compose.yml is only documentation where nobody runs it: so it is held against the code."""

    def test_its_commands_exist(self) -> None:
        assert {service["command"][0] for service in OURS.values()} <= set(COMMANDS)

    def test_every_process_is_there(self) -> None:
        assert set(OURS) == {"migrate", "api", "relay", "projector", "watch"}

    def test_everything_that_serves_restarts(self) -> None:
        policies = {name: service["restart"] for name, service in SERVICES.items()}
        assert policies.pop("migrate") == "on-failure"
        assert set(policies.values()) == {"unless-stopped"}

    def test_nothing_listens_beyond_this_machine(self) -> None:
        ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
        assert ports
        assert all(port.startswith("127.0.0.1:") for port in ports)

    def test_its_settings_exist(self) -> None:
        known = {f"QADAM_{name.upper()}" for name in Settings.model_fields} | {"DATABASE_URL", "KAFKA_BOOTSTRAP"}
        assert {name for service in OURS.values() for name in service["environment"]} <= known

    def test_the_broker_is_the_one_that_was_tested(self) -> None:
        lock = (ROOT / "cli" / "stack" / "kafka.lock").read_text()
        version = SERVICES["kafka"]["image"].partition(":")[2]
        assert f"org.apache.kafka:kafka_2.13:{version}" in lock

    def test_services_wait_for_the_schema_and_servers_are_asked_whether_they_are_well(self) -> None:
        waiting = {name for name, service in OURS.items() if "migrate" in service["depends_on"]}
        assert waiting == set(OURS) - {"migrate"}
        assert {name for name, service in SERVICES.items() if "healthcheck" in service} == {"postgres", "kafka", "api"}

    def test_the_image_is_built_from_every_room(self) -> None:
        dockerfile = (ROOT / "Dockerfile").read_text()
        assert all(f"COPY {room} {room}\n" in dockerfile for room in ROOMS)
        assert {f"!{room}" for room in ROOMS} <= set((ROOT / ".dockerignore").read_text().splitlines())
