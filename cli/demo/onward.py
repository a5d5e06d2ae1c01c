"""What to do next, as an oversight body, a caseworker or the operator: blocks of lines to paste.

Every line stands for a question of theirs. A test pastes them all.
"""

from collections.abc import Iterator
from shlex import quote
from typing import Final

from cli.demo.places import AUDITOR
from cli.demo.play import Course, Played
from cli.demo.stories.papers import commission_demands
from cli.demo.stories.plain import forgotten
from cli.demo.told import example
from cli.demo.world import DECREE, World
from domain.vocabulary import Role

ASK: Final = 'ask() { curl -sS -H "Authorization: Bearer $TOKEN" "$API$1"; }'
READ: Final = "python3 -m json.tool --no-ensure-ascii"
SENTENCES: Final = (
    'python3 -c \'import json, sys; [print(q["id"], q["finding"], q["sentence"]["en"], sep=" | ")'
    ' for q in json.load(sys.stdin)["disputes"][0]["quarrels"]]\''
)
OPERATOR: Final = ("DATABASE_URL", "KAFKA_BOOTSTRAP", "QADAM_KAFKA_TOPIC", "QADAM_FOLDER", "QADAM_DEVELOPMENT", DECREE)


def blocks(world: World, played: Played) -> Iterator[tuple[str, Iterator[str]]]:
    """Who asks, and the lines."""
    course = example(played, commission_demands.__name__)
    yield (
        "As an oversight body: who was right here, who demands what the state has, and what came of one claim",
        _auditor(world, course),
    )
    waiting = example(played, forgotten.__name__)
    office = waiting.script.office
    yield (
        f"As a caseworker of {office}: what must be done next, what is forgotten, and what may be done about it",
        (_caseworker(world, waiting)),
    )
    yield "As the operator: is anything parked, does a rebuilt read model equal the live one", _operator(world)


def _auditor(world: World, course: Course) -> Iterator[str]:
    region = course.script.place.prefix
    yield f"export API={world.caller.address}"
    yield f"export TOKEN={world.tokens[AUDITOR]}"
    yield ASK
    yield f'ask "/audit/dispute?region={region}" | {SENTENCES}'
    yield f'ask "/audit/demands?verdict=PRESENT_BUT_ASKED&by=region,asked_by" | {READ}'
    yield f'ask "/audit/demands/claims?verdict=PRESENT_BUT_ASKED&region={region}&limit=2" | {READ}'
    yield f'ask "/claims/{course.claim}/timeline?lang=en" | {READ}'
    yield f'ask "/audit/claims/{course.claim}/delays" | {READ}'


def _caseworker(world: World, course: Course) -> Iterator[str]:
    actor = course.script.place.actor(Role.CASEWORKER, course.script.office)
    yield f"export API={world.caller.address}"
    yield f"export TOKEN={world.tokens[actor]}"
    yield ASK
    yield f'ask "/claims?move=office&sort=due&limit=5" | {READ}'
    yield f'ask "/claims?over_term=true&sort=due&limit=5" | {READ}'
    yield f'ask "/claims/{course.claim}" | {READ}'


def _operator(world: World) -> Iterator[str]:
    """The settings with which the other commands meet this demo, and two commands."""
    for name in OPERATOR:
        yield f"export {name}={quote(world.environment[name])}"
    yield ".venv/bin/qadam parked list"
    yield ".venv/bin/qadam rebuild delays"
