"""The `qadam` command: one table says what there is; a command's module is imported when the command is called."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cli.mendable import in_one_line
from config import WrongSettings, settings, unknown

if TYPE_CHECKING:
    from typer._click.core import Command, Context


@dataclass(frozen=True, slots=True)
class Offered:
    """Where a command is: a function, or a typer app where the command has parts. `says`: in one line, what it does."""

    where: str
    says: str


COMMANDS: Final[dict[str, Offered]] = {
    "stack": Offered("cli.stack.command:stack", "run PostgreSQL and Apache Kafka until Ctrl-C"),
    "api": Offered("cli.api:run", "answer HTTP requests until SIGTERM"),
    "token": Offered("cli.token:token", "print a token, in development"),
    "migrate": Offered("cli.migrate:run", "bring the store to the newest schema and make the topic"),
    "relay": Offered("cli.relay:run", "send the store's events to Kafka until SIGTERM"),
    "projector": Offered("cli.projector:run", "keep the read models equal to the log until SIGTERM"),
    "watch": Offered("cli.watch:run", "examine claims by the rules of findings until SIGTERM"),
    "rebuild": Offered("cli.rebuild:rebuild", "rebuild read models from the store, and compare them"),
    "parked": Offered("cli.parked:app", "streams that a read model could not go on with"),
    "foreign": Offered("cli.foreign:app", "messages of the topic that no relay has sent"),
    "regions": Offered("cli.regions.command:app", "the regions, and the classifier of places"),
    "export": Offered("cli.export:export", "write what the store holds of claims, without names"),
    "demo": Offered("cli.demo.command:demo", "play April 2019 through the API and print the answers"),
    "bench": Offered("cli.bench.command:bench", "measure Qadam beside what this machine can do at best"),
}


class Table(TyperGroup):
    """Looks commands up in the table, so that the relay does not carry the web framework with it, and a list of the
    commands imports none of them."""

    def list_commands(self, ctx: "Context") -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """What a list tells of it."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name].says) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        """The command itself."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else None, rest


def load(name: str) -> "Command":
    """Import one command."""
    module, _, attribute = COMMANDS[name].where.partition(":")
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
