"""A deputy asks about April, families take claims back afterwards, and it is asked again: what differs, and why.

Beside the deputy an auditor asks the same, exact: a deputy's figures are given under disclosure control, and may be
withheld where they would tell of few people.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from cli.demo.caller import Answer, Caller, Unanswered, Unexpected, expected
from cli.demo.found import wait_until_shown
from cli.demo.places import AUDITOR, DEPUTY, Actor
from cli.demo.plan import END
from cli.demo.play import Clock, Course, Played
from cli.demo.script import DONE
from cli.demo.stories.plain import forgotten
from cli.demo.told import TOLD
from domain.vocabulary import Role, Stage, Withdrawal

QUESTION: Final = {
    "number": "DZ-127/2019",
    "addressee": "MLSPP",
    "template": "CLAIMS",
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
}
FIRST_DAY: Final = "2019-04-30"
"""the deputy asks how April's claims stood at its end; the auditor how they stand now"""
KEYS: Final = {DEPUTY: "demo-a-deputys-inquiry", AUDITOR: "demo-an-auditors-inquiry"}
APRIL: Final = 4
LATE: Final = 24
"""claims that are taken back after the answer"""
OPEN: Final = (Stage.CHECKS, Stage.COMMISSION)
WITHDRAWN_AT: Final = END + timedelta(days=1)
LAST_DAY: Final = "2019-05-20"
"""a day at the end of which deputies are told figures of April"""
ASKED_AGAIN_AT: Final = END.replace(day=21)
PATIENCE_SECONDS: Final = 75.0
LOOK_SECONDS: Final = 0.2
NOT_SETTLED: Final = 409
NOT_WHOLE: Final = "are not whole"
WITHHELD: Final = 403
WHOLE: Final = "*"
COUNTRY: Final = "country"
"""the published table that tells of later days what those of regions hide"""


@dataclass(frozen=True, slots=True)
class Inquired:
    """Two inquiries, their answers, and what asking again gave. `late`: claims taken back in between.

    `later`: what the deputy was told of a later day; None where that is withheld, and `withheld` says why. `moved`:
    name of the event -> how many moved the auditor's figures, as the changes list them.
    """

    inquiry: str
    answered: Mapping[str, Any]
    same: Mapping[str, Any]
    later: Mapping[str, Any] | None
    withheld: str
    exact: Mapping[str, Any]
    exact_later: Mapping[str, Any]
    moved: Mapping[str, int]
    late: int


def inquire(caller: Caller, clock: Clock, played: Played) -> Inquired:
    """Ask, let something happen, and ask again: as known on the same day, and on a later one. Raises `Unexpected`."""
    first = _recorded(_ask(caller, DEPUTY, "/inquiries", {**QUESTION, "as_known": FIRST_DAY}, 1))
    exact = _recorded(_ask(caller, AUDITOR, "/inquiries", QUESTION, 1))
    late = _take_back(caller, clock, played)
    clock.move_to(ASKED_AGAIN_AT)
    wait_until_shown(caller, played)
    path = f"/inquiries/{first['inquiry']}/rerun"
    same = _recorded(_ask(caller, DEPUTY, path, {}, 2))
    later = _of_a_later_day(caller, path)
    exact_later = _recorded(_ask(caller, AUDITOR, f"/inquiries/{exact['inquiry']}/rerun", {"as_known": LAST_DAY}, 2))
    return Inquired(
        inquiry=first["inquiry"],
        answered=first["recorded"][1],
        same=same["recorded"][0],
        later=None if later.status == WITHHELD else _recorded(later)["recorded"][0],
        withheld=str(later.body.get("detail", "")),
        exact=exact["recorded"][1],
        exact_later=exact_later["recorded"][0],
        moved=_moved(caller, exact["inquiry"]),
        late=late,
    )


def differing(rerun: Mapping[str, Any], word: str) -> Iterator[str]:
    """What differs in the country, in words. `word`: what a row of the table is by, beside the region."""
    whole = [e for e in rerun["differences"] if WHOLE in (e["key"].get("region"), e["key"].get("country"))]
    for each in [e for e in whole if e["table"] == COUNTRY] or whole:
        before, after = ((str(n) if isinstance(n, int) else "hidden") for n in (each["before"], each["after"]))
        yield f"{each['key'].get(word, each['figure'])}: {before} → {after}"


def _ask(caller: Caller, actor: Actor, path: str, body: Mapping[str, object], number: int) -> Answer:
    """The answer, as soon as the day is whole in the read models. `number`: of the actor's commands."""
    deadline, version = time.monotonic() + PATIENCE_SECONDS, None if number == 1 else f'"{number}"'
    key = f"{KEYS[actor]}-{number}"
    while _is_early(answer := caller.post(actor, path, body, key=key, version=version)):
        if time.monotonic() > deadline:
            raise Unexpected(f"POST {path}: {answer.body}")
        time.sleep(LOOK_SECONDS)
    return answer


def _of_a_later_day(caller: Caller, path: str) -> Answer:
    """Protecting two days at once is work: where it takes too long, the demo goes on without it and says so."""
    try:
        return _ask(caller, DEPUTY, path, {"as_known": LAST_DAY}, 3)
    except Unanswered:
        return Answer(WITHHELD, {"detail": "which figures of that day can be shown is still being worked out"})


def _is_early(answer: Answer) -> bool:
    """Not everything of that day has come to the read models."""
    return answer.status == NOT_SETTLED or NOT_WHOLE in str(answer.body.get("detail"))


def _recorded(answer: Answer) -> dict[str, Any]:
    return expected(DONE, answer, "an inquiry").body


def _moved(caller: Caller, inquiry: str) -> dict[str, int]:
    """The events that moved the auditor's figures, each once."""
    found: dict[tuple[str, int], str] = {}
    for address in caller.read(AUDITOR, f"/inquiries/{inquiry}")["explained_by"]:
        for event in caller.read(AUDITOR, f"{address}&to={LAST_DAY}&limit=1000")["events"]:
            found[event["claim"], event["version"]] = event["type"]
    return dict(Counter(found.values()))


def _take_back(caller: Caller, clock: Clock, played: Played) -> int:
    """Families take back claims that nobody has decided, a day after the answer."""
    courses = {course.claim: course for course in played.courses.values() if _is_of_april(course)}
    clock.move_to(WITHDRAWN_AT)
    done = 0
    for claim in _open(caller):
        course = courses.get(claim["claim"])
        if course and done < LATE and claim["office"] == course.script.office:
            _withdraw(caller, course, claim["version"])
            done += 1
    return done


def _is_of_april(course: Course) -> bool:
    return course.script.steps[0].at.month == APRIL and course.script.cause not in _shown()


def _shown() -> set[str]:
    """Stories whose claims are told elsewhere as they stood in May."""
    return {*(each.story for each in TOLD), forgotten.__name__}


def _open(caller: Caller) -> Iterator[dict[str, Any]]:
    for stage in OPEN:
        yield from caller.read(AUDITOR, f"/claims?stage={stage}&limit=1000")["claims"]


def _withdraw(caller: Caller, course: Course, version: int) -> None:
    actor = course.script.place.actor(Role.CASEWORKER, course.script.office)
    path, body = f"/claims/{course.claim}/withdrawal", {"reason": Withdrawal.APPLICANT_REQUEST}
    answer = caller.post(actor, path, body, key=f"demo-late-{course.script.number:06d}", version=f'"{version}"')
    expected(DONE, answer, f"POST {path} ({course.script.cause})")
