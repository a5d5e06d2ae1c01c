"""What to do next, as an auditor, a caseworker or the operator: blocks of lines to paste."""

from collections.abc import Iterator
from shlex import quote
from typing import Final

from cli.demo.places import AUDITOR
from cli.demo.play import Course
from cli.demo.world import World
from domain.vocabulary import Role, Stage

ASK: Final = 'curl -sS -H "Authorization: Bearer $TOKEN"'
OPERATOR: Final = ("DATABASE_URL", "KAFKA_BOOTSTRAP", "QADAM_KAFKA_TOPIC", "QADAM_FOLDER", "QADAM_DEVELOPMENT")


def auditor(world: World, claim: str) -> Iterator[str]:
    """An address, a token and three questions; `claim`: one that is worth a look."""
    yield f"export API={world.caller.address}"
    yield f"export TOKEN={world.tokens[AUDITOR]}"
    for path in (
        "/audit/delays?by=liable,cause&count=claims",
        f"/audit/claims/{claim}/delays",
        f"/claims/{claim}/events",
    ):
        yield f'{ASK} "$API{path}" | python3 -m json.tool'


def caseworker(world: World, course: Course) -> Iterator[str]:
    """The claims that the course's office has seen decided; the course's own is one of them."""
    actor = course.script.place.actor(Role.CASEWORKER, course.script.office)
    ask = ASK.replace("$TOKEN", "$CASEWORKER")
    yield f"export CASEWORKER={world.tokens[actor]}"
    yield f'{ask} "{world.caller.address}/claims?stage={Stage.DECIDED}" | python3 -m json.tool'


def operator(world: World) -> Iterator[str]:
    """The settings with which the other commands meet this demo, and a first command."""
    for name in OPERATOR:
        yield f"export {name}={quote(world.environment[name])}"
    yield ".venv/bin/qadam parked list"
