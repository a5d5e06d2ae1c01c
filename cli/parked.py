"""`qadam parked`: streams that a read model could not go on with."""

from contextlib import closing
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import psycopg
import typer

from cli.mendable import in_one_line
from cli.override import adopt_override
from cli.printed import JsonOption, printed
from config import settings
from projections import parked as parking
from projections.connect import connect
from projections.registry import declared
from projections.tables import live

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Streams that a read model could not go on with.")


@app.command(name="list")
def listed(as_json: JsonOption = False) -> None:
    """Print model, stream, version, since when and why."""
    with in_one_line("not listed"), closing(connect(settings().database_url, "qadam parked")) as connection:
        parked = parking.listed(connection, [live(projection) for projection in declared().values()])
    printed(
        "\n".join(map(_told, parked)) or "nothing is parked", {"parked": [asdict(each) for each in parked]}, as_json
    )


@app.command()
def retry(
    stream: Annotated[UUID | None, typer.Argument(help="only this stream; all of them without it")] = None,
    as_json: JsonOption = False,
) -> None:
    """Fold parked streams on from the store; exit code 1 if one is parked again, or the one named is not parked."""
    adopt_override(settings())
    url = settings().database_url
    models = {projection.name: live(projection) for projection in declared().values()}
    with (
        in_one_line("not retried"),
        closing(connect(url, "qadam parked")) as connection,
        psycopg.connect(url, autocommit=True, application_name="qadam parked, reading") as reader,
    ):
        wanted = [f for f in parking.listed(connection, list(models.values())) if stream in (None, f.stream)]
        done = {f: parking.retry(connection, reader, models[f.model], f.stream) for f in wanted}
    if stream is not None and not wanted:
        raise SystemExit(f"stream {stream} is not parked")
    outcomes = {True: "taken up again", False: "parked again"}
    said = [f"{found.model} {found.stream}: {outcomes[folded]}" for found, folded in done.items()]
    facts = [{"model": found.model, "stream": found.stream, "folded": folded} for found, folded in done.items()]
    printed("\n".join(said) or "nothing to retry", {"retried": facts}, as_json)
    raise typer.Exit(0 if all(done.values()) else 1)


def _told(found: parking.ParkedStream) -> str:
    since = found.parked_at.isoformat(timespec="seconds")
    return f"{found.model} {found.stream} version {found.version} since {since}: {found.reason}"
