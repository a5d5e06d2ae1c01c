"""`qadam foreign`: messages of the topic that no relay has sent, and that were skipped."""

from contextlib import closing
from dataclasses import asdict

import typer

from cli.mendable import in_one_line
from cli.printed import JsonOption, printed
from config import settings
from projections import foreign
from projections.connect import connect

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Messages of the topic that no relay has sent.")


@app.command(name="list")
def listed(as_json: JsonOption = False) -> None:
    """Print how many were skipped in which partition, the last of them and why; exit code 1 if there are any."""
    with in_one_line("not listed"), closing(connect(settings().database_url, "qadam foreign")) as connection:
        found = foreign.foreign(connection)
    said = "\n".join(map(_told, found)) or "the topic holds only what the relay has sent"
    printed(said, {"foreign": [asdict(each) for each in found]}, as_json)
    raise typer.Exit(1 if found else 0)


@app.command()
def dismiss(as_json: JsonOption = False) -> None:
    """Once you know who it was and the broker lets them no more: forget what was counted."""
    with in_one_line("not dismissed"), closing(connect(settings().database_url, "qadam foreign")) as connection:
        found = foreign.foreign(connection)
        if found:
            foreign.dismiss(connection)
    messages = sum(each.messages for each in found)
    printed(f"{messages} messages dismissed", {"dismissed": messages}, as_json)


def _told(found: foreign.ForeignMessages) -> str:
    at = found.last_at.isoformat(timespec="seconds")
    return (
        f"{found.messages} messages in partition {found.partition},"
        f" the last at offset {found.last_offset}, {at}: {found.reason}"
    )
