"""What a command found, for people or, with `--json`, for programs: one JSON object on standard output."""

from typing import Annotated, Any

import orjson
import typer

JsonOption = Annotated[bool, typer.Option("--json", help="print one JSON object instead of sentences")]
JsonLines = Annotated[bool, typer.Option("--json", help="log one JSON object a line")]
"""of a command that serves until it is ended"""


def printed(sentences: str, facts: dict[str, Any], as_json: bool) -> None:
    """Print one of the two: the same facts."""
    typer.echo(orjson.dumps(facts, option=orjson.OPT_UTC_Z) if as_json else sentences)
