"""The `qadam` command: one table says what there is; a command's module is imported when the command is called."""

from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup
from typer.main import get_command

from cli.mendable import in_one_line
from config import WrongSettings, settings, unknown

if TYPE_CHECKING:
    from typer._click.core import Command, Context

COMMANDS: dict[str, str] = {
    "stack": "cli.stack.command:stack",
    "api": "cli.api:run",
    "token": "cli.token:token",
    "migrate": "cli.migrate:run",
    "relay": "cli.relay:run",
    "projector": "cli.projector:run",
    "watch": "cli.watch:run",
    "rebuild": "cli.rebuild:rebuild",
    "parked": "cli.parked:app",
    "foreign": "cli.foreign:app",
    "regions": "cli.regions.command:app",
    "export": "cli.export:export",
    "demo": "cli.demo.command:demo",
    "bench": "cli.bench.command:bench",
}
"""The command's name, and where it is: a function, or a typer app where the command has parts."""


class Table(TyperGroup):
    """Looks commands up in the table, so that the relay does not carry the web framework with it."""

    def list_commands(self, ctx: "Context") -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        return load(cmd_name) if cmd_name in COMMANDS else None


def load(name: str) -> "Command":
    """Import one command."""
    module, _, attribute = COMMANDS[name].partition(":")
    offered = getattr(import_module(module), attribute)
    if not isinstance(offered, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name)(offered)
        offered = alone
    command = get_command(offered)
    command.name = name
    return command


app = typer.Typer(cls=Table, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def qadam() -> None:
    """Qadam: where does a claim wait, and who answers for it."""
    with in_one_line("not begun", WrongSettings):
        settings()
    for name in unknown():
        typer.echo(f"{name} is no setting, and changes nothing (docs/reference/settings.md)", err=True)


if __name__ == "__main__":
    app()
