"""`qadam rebuild NAME`: a read model made anew from the store, compared with the live one, and put in its place."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

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
from projections.connect import connect
from projections.freshness import ensure_heartbeats
from projections.registry import UnknownProjection, named


def rebuild(
    name: Annotated[str, typer.Argument(help="the projection, with its number or without: delays_3, delays")],
    accept: Annotated[bool, typer.Option("--accept", help="switch even if live and rebuilt differ")] = False,
    as_json: JsonOption = False,
) -> None:
    """Rebuild a read model from the store; exit code 1 and nothing switched if it differs from the live one."""
    try:
        projection = named(name)
    except UnknownProjection as error:
        raise typer.BadParameter(str(error)) from error
    seldom_collected()
    adopt_override(settings())
    url = settings().database_url
    with (
        in_one_line("not rebuilt"),
        closing(connect(url, "qadam rebuild")) as connection,
        psycopg.connect(url, autocommit=True, application_name="qadam rebuild, reading") as reader,
        Progress(transient=True, console=Console(stderr=True)) as progress,
    ):
        task = progress.add_task(projection.name, total=None)
        ensure_heartbeats(connection)
        try:
            rebuilt = rebuilding.rebuild(
                connection,
                reader,
                projection,
                batch=settings().rebuild_batch,
                accept=accept,
                progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
        except rebuilding.RebuildRuns as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
    printed("\n".join(_told(projection.name, rebuilt)), {"projection": projection.name, **asdict(rebuilt)}, as_json)
    raise typer.Exit(0 if rebuilt.switched else 1)


def _told(name: str, rebuilt: rebuilding.Rebuilt) -> Iterator[str]:
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
