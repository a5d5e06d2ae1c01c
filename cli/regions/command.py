"""`qadam regions load` and `list`: the state's classifier of places, and what is there of it."""

import hashlib
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import psycopg
import typer
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)

from cli.mendable import in_one_line
from cli.regions.file import rows_of
from cli.regions.tables import as_table
from config import settings
from domain.errors import UnknownRegion
from domain.regions import Region, local_day, region_with, regions_on
from domain.units import BadClassifier, units_of
from domain.vocabulary import Language
from projections import units as known
from projections.base import RECORDED_DAYS
from projections.connect import connect
from store.migrate import wait_for_schema
from store.units import Loaded, load

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The regions, and the classifier of places.")

FAULTS_SHOWN: Final = 20
CHANGES_SHOWN: Final = 20

FileArgument = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="the official file: csv, xlsx, xls or ods")
]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON, with everything and not only the first lines")]
DayOption = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="the day; today without it")]
RegionOption = Annotated[str | None, typer.Option("--region", help="its places: the first two digits of a KATO code")]


@app.command(name="load")
def load_file(file: FileArgument, as_json: JsonOption = False) -> None:
    """Load the classifier, whole or not at all; print what it changed. Exit code 1 and every fault if it cannot be."""
    content = file.read_bytes()
    try:
        units = units_of(rows_of(content))
    except BadClassifier as refused:
        raise SystemExit(_faults(refused)) from None
    url = settings().database_url
    with in_one_line("not loaded"):
        wait_for_schema(url, 0)
        with psycopg.connect(url, autocommit=True, application_name="qadam regions") as connection:
            loaded = load(connection, units, hashlib.sha256(content).hexdigest())
    typer.echo(orjson.dumps(asdict(loaded)) if as_json else "\n".join(_changes(loaded)))


@app.command(name="list")
def listed(region: RegionOption = None, on: DayOption = None, as_json: JsonOption = False) -> None:
    """Print the regions of a day, or the places of one of them."""
    day = on.date() if on else local_day(datetime.now(UTC), RECORDED_DAYS)
    with in_one_line("not listed", UnknownRegion):
        wanted = region_with(region, day) if region else None
        wait_for_schema(settings().database_url, 0)
        with closing(connect(settings().database_url, "qadam regions")) as connection:
            rows = _regions(known.counted(connection), day) if wanted is None else _places(connection, wanted)
            newest = known.classifier(connection)
    if as_json:
        typer.echo(orjson.dumps({"on": day, "classifier": newest, "rows": rows}))
        return
    typer.echo("\n".join(as_table(rows)) if rows else f"no places of region {region} are loaded")
    typer.echo(_version(newest))


def _regions(places: dict[str, int], day: date) -> list[dict[str, Any]]:
    return [
        {
            "region": each.prefix,
            **{language.value: each.name(language, day) for language in Language},
            "zone": each.zone.key,
            "formed_from": each.formed_from,
            "places": places.get(each.prefix, 0),
        }
        for each in regions_on(day)
    ]


def _places(connection: Connection, region: Region) -> list[dict[str, Any]]:
    return [
        {"kato": unit.kato, "kk": unit.name_kk, "ru": unit.name_ru, "kind": unit.kind, "parent": unit.parent}
        for unit in known.in_region(connection, region.prefix)
    ]


def _version(newest: known.Classifier | None) -> str:
    if newest is None:
        return "no classifier is loaded: places are shown by code (qadam regions load FILE)"
    on = local_day(newest.loaded_at, RECORDED_DAYS)
    return f"classifier {newest.load} of {on}: {newest.units} places, sha256 {newest.sha256}"


def _changes(loaded: Loaded) -> list[str]:
    """The counts, and the first places of each kind of change."""
    added = [f"added {unit.kato} {unit.name_kk} / {unit.name_ru}" for unit in loaded.added]
    renamed = [
        f"renamed {now.kato} {was.name_kk} / {was.name_ru} -> {now.name_kk} / {now.name_ru}"
        for was, now in loaded.renamed
    ]
    gone = [f"gone {unit.kato} {unit.name_kk} / {unit.name_ru}" for unit in loaded.gone]
    counts = f"{len(added)} added, {len(renamed)} renamed, {len(gone)} gone"
    head = f"classifier {loaded.load}: {loaded.units} places, {counts}; sha256 {loaded.sha256}"
    return [head, *(line for lines in (added, renamed, gone) for line in _first(lines, CHANGES_SHOWN))]


def _faults(refused: BadClassifier) -> str:
    return "\n".join(
        ["not loaded, nothing was changed:", *_first([str(fault) for fault in refused.faults], FAULTS_SHOWN)]
    )


def _first(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"and {len(lines) - most} more"]
