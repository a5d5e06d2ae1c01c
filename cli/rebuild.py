"""`qadam rebuild NAME...`: read models made anew from the store, compared with the live ones, put in their place."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Annotated, Final

import psycopg
import typer
from rich.console import Console
from rich.progress import Progress

from cli.mendable import in_one_line
from cli.override import adopt_override
from cli.printed import JsonOption, printed
from cli.projector import seldom_collected
from config import settings
from projections import rebuild as rebuilding
from projections.base import AnyProjection
from projections.build import Alone, Builders, Several
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.rebuild import Rebuilt
from projections.registry import UnknownProjection, alike, declared, named

EVERY: Final = "all"
PROCESSES: Final = 2


def rebuild(
    names: Annotated[
        list[str], typer.Argument(help="projections, with their numbers or without: delays_4, delays; or all")
    ],
    accept: Annotated[bool, typer.Option("--accept", help="switch even if live and rebuilt differ")] = False,
    processes: Annotated[int, typer.Option(min=1, help="processes that share the work")] = PROCESSES,
    as_json: JsonOption = False,
) -> None:
    """Rebuild read models from the store; exit code 1 if one differs from the live one, which then stays."""
    projections = _named(names)
    prepare()
    url = settings().database_url
    batch = settings().rebuild_batch
    builders: Builders = Alone(batch) if processes == 1 else Several(batch, processes, url, prepare)
    with (
        in_one_line("not rebuilt"),
        closing(connect(url, "qadam rebuild")) as connection,
        psycopg.connect(url, autocommit=True, application_name="qadam rebuild, reading") as reader,
        Progress(transient=True, console=Console(stderr=True)) as progress,
    ):
        task = progress.add_task(", ".join(of.name for of in projections), total=None)
        ensure_heartbeats(connection)
        try:
            rebuilt: dict[str, Rebuilt] = {}
            for together in alike(projections):
                rebuilt |= rebuilding.rebuild_together(
                    connection,
                    reader,
                    together,
                    builders,
                    accept=accept,
                    progress=lambda done, total: progress.update(task, completed=done, total=total),
                )
        except rebuilding.RebuildRuns as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
    told = "\n".join(line for name, each in rebuilt.items() for line in _told(name, each))
    listed = [{"projection": name, **asdict(each)} for name, each in rebuilt.items()]
    printed(told, listed[0] if len(listed) == 1 else {"rebuilt": listed}, as_json)
    raise typer.Exit(0 if all(each.switched for each in rebuilt.values()) else 1)


def prepare() -> None:
    """What every process that folds does first."""
    seldom_collected()
    adopt_override(settings())


def _named(names: Sequence[str]) -> list[AnyProjection]:
    """Each once."""
    if EVERY in names:
        return list(declared().values())
    try:
        return list({of.name: of for of in map(named, names)}.values())
    except UnknownProjection as error:
        raise typer.BadParameter(str(error)) from error


def _told(name: str, rebuilt: Rebuilt) -> Iterator[str]:
    yield f"{name}: {rebuilt.events} events folded"
    if rebuilt.differences is None:
        yield "there was no live one to compare with; the rebuilt one is live now"
        return
    yield from map(str, rebuilt.differences)
    if rebuilt.switched:
        outcome = "differences accepted" if rebuilt.differences else "rebuilt equals live, row for row"
        yield f"{outcome}; switched"
    else:
        yield f"nothing switched; the rebuilt one stays beside as {name}__rebuilt: look, then --accept"
