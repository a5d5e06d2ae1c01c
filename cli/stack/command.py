"""`qadam stack`: the local servers in the foreground, for tests and processes in other terminals."""

import typer

from cli.stack import StackError, local_stack
from cli.stopping import until_stopped
from config import settings


def stack() -> None:
    """Run PostgreSQL and Apache Kafka until Ctrl-C, and print the exports that others need."""
    try:
        _run()
    except StackError as reason:
        typer.echo(f"no stack: {reason}", err=True)
        raise typer.Exit(1) from None


def _run() -> None:
    with until_stopped() as wait, local_stack(settings().folder / "stack", durable=True) as running:
        for name, value in running.environment().items():
            typer.echo(f"export {name}={value}")
        typer.echo("# ready; Ctrl-C ends both, their data stays", err=True)
        wait()
