"""`qadam stack`: the local servers in the foreground, for tests and processes in other terminals."""

import typer

from cli.printed import JsonOption, printed
from cli.stack import StackError, local_stack
from cli.stopping import until_stopped
from config import settings


def stack(as_json: JsonOption = False) -> None:
    """Run PostgreSQL and Apache Kafka until Ctrl-C, and print the exports that others need."""
    try:
        _run(as_json)
    except StackError as reason:
        typer.echo(f"no stack: {reason}", err=True)
        raise typer.Exit(1) from None


def _run(as_json: bool) -> None:
    with until_stopped() as wait, local_stack(settings().folder / "stack", durable=True) as running:
        exports = running.environment()
        printed("\n".join(f"export {name}={value}" for name, value in exports.items()), dict(exports), as_json)
        typer.echo("# ready; Ctrl-C ends both, their data stays", err=True)
        wait(running.require_own)
