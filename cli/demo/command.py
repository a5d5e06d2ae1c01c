"""`qadam demo`: plays April 2019, asks who was right, compares the answers with what was planted, and tells."""

from typing import Annotated, Final

import typer
from rich.console import Console

from cli.demo.caller import Unanswered, Unexpected
from cli.demo.causes import USUAL_CLAIMS
from cli.demo.document import document
from cli.demo.evening import Evening
from cli.demo.plan import TooFewClaims, plan
from cli.demo.progress import progress
from cli.demo.run import play, truth_of, write_down
from cli.demo.world import demo_folder, world
from cli.printed import JsonOption, printed
from cli.stack import StackError
from cli.stopping import until_stopped

SEED: Final = 2019
LEAST_COLUMNS: Final = 116
"""so wide are the tables; in a narrower window they wrap"""
SAME, DIFFERENT, NOT_PLAYED, STOPPED = 0, 1, 2, 130


def demo(
    claims: Annotated[int, typer.Option(help="how many claims are handed in")] = USUAL_CLAIMS,
    once: Annotated[bool, typer.Option("--once", help="end after the tables instead of serving on")] = False,
    seed: Annotated[int, typer.Option(help="another seed is another April")] = SEED,
    alter: Annotated[bool, typer.Option("--alter", help="one demand that nobody planted: see it found")] = False,
    as_json: JsonOption = False,
) -> None:
    """Play April 2019 through the API: who waited for whom, who was right, and is it found as it was planted?"""
    console = Console(highlight=False, stderr=as_json)
    console.width = max(console.width, LEAST_COLUMNS)
    code = STOPPED
    with until_stopped() as wait:
        try:
            made = plan(claims, seed)
            evening, truth = Evening(console, made, demo_folder()), truth_of(made)
            evening.opens(truth)
            with world(made.actors()) as ours:
                write_down(truth, ours.folder)
                evening.ready(ours)
                with progress(console) as show:
                    result = play(made, truth, ours, show, altered=alter)
                code = SAME if result.same else DIFFERENT
                if as_json:
                    printed("", document(made, result, ours), as_json)
                else:
                    evening.tells(result, ours)
                if not once:
                    evening.goes_on(result, ours)
                    evening.serves()
                    wait()
        except (StackError, TooFewClaims, Unanswered, Unexpected) as reason:
            typer.echo(f"the demo could not be played: {reason}", err=True)
            code = NOT_PLAYED
    raise typer.Exit(code)
