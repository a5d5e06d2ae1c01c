"""What to do next, as an oversight body, a caseworker or the operator: blocks of lines to paste.

Every line stands for a question of theirs. A test pastes them all.
"""

from collections.abc import Iterator
from shlex import quote
from typing import Final

from cli.demo.inquired import Inquired
from cli.demo.places import AUDITOR, DEPUTY, Actor
from cli.demo.play import Course, Played
from cli.demo.stories.papers import commission_demands
from cli.demo.stories.plain import forgotten
from cli.demo.told import example
from cli.demo.world import DECREE, World
from domain.vocabulary import Role

ASK: Final = 'ask() { curl -sS -H "Authorization: Bearer $TOKEN" "$API$1"; }'
EACH: Final = 'each() { python3 -c "import json, sys; [print($2) for it in json.load(sys.stdin)$1]"; }'
"""one line for each thing in a list of the answer: where the list is, and what to print of it"""
WHOLE: Final = "python3 -m json.tool --no-ensure-ascii"
LINE_OF_CLAIM: Final = (
    """each '["claims"]' 'it["due_on"], it["number"] or it["claim"], it["stage"],"""
    """ *(move["cause"] for move in it["moves"])'"""
)
OPERATOR: Final = ("DATABASE_URL", "KAFKA_BOOTSTRAP", "QADAM_KAFKA_TOPIC", "QADAM_FOLDER", "QADAM_DEVELOPMENT", DECREE)


def blocks(world: World, played: Played, inquired: Inquired | None) -> Iterator[tuple[str, Iterator[str]]]:
    """Who asks, and the lines."""
    course = example(played, commission_demands.__name__)
    yield (
        "As an oversight body: who was right here, who demands what the state has, and what came of one claim",
        _auditor(world, course),
    )
    if inquired:
        yield "As a deputy: the answer, its digest, and what differed when it was asked again", _deputy(world, inquired)
    waiting = example(played, forgotten.__name__)
    office = waiting.script.office
    yield (
        f"As a caseworker of {office}: what must be done next, what is forgotten, and what may be done about it",
        (_caseworker(world, waiting)),
    )
    yield "As the operator: is anything parked, does a rebuilt read model equal the live one", _operator(world)


def _auditor(world: World, course: Course) -> Iterator[str]:
    region, claim = course.script.place.prefix, course.claim
    yield from _asking(world, AUDITOR)
    quarrel = """'it["id"], it["finding"], it["sentence"]["en"]'"""
    yield f"""ask "/audit/dispute?region={region}" | each '["disputes"][0]["quarrels"]' {quarrel}"""
    demanded = """'it["region"], it["asked_by"]["code"], it["demands"]'"""
    yield f"""ask "/audit/demands?verdict=PRESENT_BUT_ASKED&by=region,asked_by" | each '["rows"]' {demanded}"""
    papers = """'it["claim"], it["submitted_on"], *(thing["type"] for thing in it["things"])'"""
    yield f"""ask "/audit/demands/claims?verdict=PRESENT_BUT_ASKED&region={region}" | each '["claims"]' {papers}"""
    yield f"""ask "/claims/{claim}/timeline?language=en" | each '["events"]' 'it["local"][:16], it["words"]'"""
    waited = """'it["cause"], it["liable"]["kind"], it["share_s"], "seconds"'"""
    yield f"""ask "/audit/claims/{claim}/delays" | each '["waits"]' {waited}"""


def _deputy(world: World, inquired: Inquired) -> Iterator[str]:
    """The digest is that of the very bytes."""
    path = f"/inquiries/{inquired.inquiry}"
    yield from _asking(world, DEPUTY)
    yield f'ask "{path}/answer" | sha256sum'
    differing = """'*it["key"].values(), it["before"], "->", it["after"]'"""
    yield f"""ask "{path}" | each '["rerun"][-1]["differences"]' {differing}"""
    yield f'ask "{path}/answer?format=csv&separator=semicolon" | sed -n 1,5p'


def _caseworker(world: World, course: Course) -> Iterator[str]:
    """The last question opens the file of a claim that nobody has touched."""
    yield from _asking(world, course.script.place.actor(Role.CASEWORKER, course.script.office))
    yield f'ask "/claims?move=office&sort=due" | {LINE_OF_CLAIM}'
    yield f'ask "/claims?over_term=true&sort=due" | {LINE_OF_CLAIM}'
    yield f'ask "/claims/{course.claim}" | {WHOLE}'


def _asking(world: World, actor: Actor) -> Iterator[str]:
    yield f"export API={world.caller.address}"
    yield f"export TOKEN={world.tokens[actor]}"
    yield ASK
    yield EACH


def _operator(world: World) -> Iterator[str]:
    """The settings with which the other commands meet this demo, and two commands."""
    for name in OPERATOR:
        yield f"export {name}={quote(world.environment[name])}"
    yield ".venv/bin/qadam parked list"
    yield ".venv/bin/qadam rebuild delays"
