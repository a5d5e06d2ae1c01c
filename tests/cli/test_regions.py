"""`qadam regions` as an operator meets it: what a load says, why a file is refused, and what is there."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

import config
from domain.units import COLUMNS
from store.units import current
from tests.domain.classifier import HAMLET, PLACES, VILLAGE, row

pytestmark = pytest.mark.servers
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def qadam(environment: dict[str, str]) -> Run:
    """Run `qadam regions`; its exit code and all that it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "cli.main", "regions", *arguments]
        done = subprocess.run(command, env=config.environment(environment), capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    return run


def written(folder: Path, places: dict[str, tuple[str, str]]) -> str:
    """A file with these places."""
    file = folder / "kato.csv"
    lines = [";".join(row(kato, *names).values()) for kato, names in places.items()]
    file.write_text("\n".join([";".join(COLUMNS), *lines]), "utf-8")
    return str(file)


def test_a_load_says_what_it_changed(qadam: Run, tmp_path: Path) -> None:
    file = written(tmp_path, {kato: names for kato, names in PLACES.items() if kato != HAMLET})
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    code, said = qadam("load", file)
    assert (code, said.splitlines()[0]) == (
        0, f"classifier 1: 6 places, 6 added, 0 renamed, 0 gone; sha256 {digest}"
    )  # fmt: skip
    renamed = {kato: names for kato, names in PLACES.items() if kato != "711310000"} | {VILLAGE: ("Жаңа а.", "с.Жана")}
    code, said = qadam("load", written(tmp_path, renamed))
    assert code == 0, said
    assert said.splitlines()[0].startswith("classifier 2: 6 places, 1 added, 1 renamed, 1 gone; ")
    assert said.splitlines()[1:] == [
        "added 614030105 Ақбұлақ а. / с.Акбулак",
        "renamed 614030100 Темірлан а. / с.Темирлан -> Жаңа а. / с.Жана",
        "gone 711310000 Сарыарқа ауданы / район Сарыарка",
    ]


def test_a_load_can_be_told_to_a_program(qadam: Run, tmp_path: Path) -> None:
    code, said = qadam("load", written(tmp_path, PLACES), "--json")
    told = json.loads(said)
    assert (code, told["load"], told["units"], len(told["added"])) == (0, 1, len(PLACES), len(PLACES))
    assert told["added"][0]["name_kk"] == "Түркістан облысы"


def test_a_refused_file_changes_nothing_and_every_fault_is_told(qadam: Run, tmp_path: Path, database_url: str) -> None:
    qadam("load", written(tmp_path, PLACES))
    bad = {"994000000": ("", "а")} | {f"6140{n:05}": ("а", "") for n in range(1, 31)}
    code, said = qadam("load", written(tmp_path, PLACES | bad))
    assert code == 1
    first, region, name, *_ = said.splitlines()
    assert first == "not loaded, nothing was changed:"
    assert region.startswith("line 9, column ab: no region 99; known: 10, 11, 15")
    assert name == "line 9, column name_kaz: a unit has a name in both languages"
    assert said.splitlines()[-1] == "and 12 more"
    with psycopg.connect(database_url) as store:
        assert len(current(store)) == len(PLACES)


def test_the_regions_of_a_day_and_the_places_of_one_are_listed(qadam: Run, tmp_path: Path) -> None:
    code, said = qadam("list", "--on", "2019-04-18")
    head, *lines = said.splitlines()
    assert (code, len(lines)) == (0, 17 + 1)
    assert head.split() == ["region", "kk", "ru", "en", "zone", "formed_from", "places"]
    assert any("Nur-Sultan" in line for line in lines)
    assert lines[-1] == "no classifier is loaded: places are shown by code (qadam regions load FILE)"
    assert qadam("list", "--region", "61")[1].startswith("no places of region 61 are loaded\n")
    qadam("load", written(tmp_path, PLACES))
    head, *lines = qadam("list", "--region", "61")[1].splitlines()
    assert [line[:9] for line in lines[:-1]] == [kato for kato in PLACES if kato.startswith("61")]
    assert lines[0].endswith("  -")
    assert lines[-1].startswith("classifier 1 of 20")


def test_lists_can_be_told_to_a_program(qadam: Run, tmp_path: Path) -> None:
    qadam("load", written(tmp_path, PLACES))
    told = json.loads(qadam("list", "--json")[1])
    assert (len(told["rows"]), told["classifier"]["units"]) == (20, len(PLACES))
    assert {row["region"]: row["places"] for row in told["rows"] if row["places"]} == {"61": 5, "71": 2}
    assert [row["formed_from"] for row in told["rows"] if row["region"] == "10"] == ["63"]
    told = json.loads(qadam("list", "--region", "71", "--json")[1])
    assert [row["parent"] for row in told["rows"]] == [None, "710000000"]


def test_a_region_that_the_day_does_not_have_is_refused(qadam: Run) -> None:
    code, said = qadam("list", "--region", "10", "--on", "2019-04-18")
    assert (code, len(said.splitlines())) == (1, 1)
    assert said.startswith("not listed: unknown KATO code 100000000 on 2019-04-18 (prefix 10 exists from 2022-06-08")
