"""A handful of claims, each told in the words of its own timeline and of its deadline, and whose days it took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cli.demo.caller import Caller
from cli.demo.places import AUDITOR
from cli.demo.play import Course, Played
from cli.demo.stories import afterwards, gaps, papers, plain, terms
from cli.demo.words import WHO, days, kind, listed

REGISTERED: Final = "claim.registered"
APPROVED: Final = "claim.approved"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a claim of a story answers, and which of its events say so."""

    question: str
    story: str
    events: Sequence[str]


TOLD: Final = (
    Telling(
        "Did a commission demand papers that registries had given?",
        papers.commission_demands.__name__,
        ("document.requested", "document.received"),
    ),
    Telling(
        "Is there no data on children born before 13 August 2007?",
        gaps.born_before_state_asked.__name__,
        ("gap.detected", "state_request.answered", "document.requested", "document.received"),
    ),
    Telling("Is an identity card enough?", plain.card_only.__name__, (REGISTERED,)),
    Telling("Where was the file?", plain.through_an_akim.__name__, ("file.sent", "file.received", REGISTERED)),
    Telling("Is a term longer because an office says so?", terms.extended_without_notice.__name__, ("term.extended",)),
    Telling(
        "And if the mother is told in time?", terms.extended_with_notice.__name__, ("term.extended", "notice.sent")
    ),
    Telling(
        "What becomes of a term when a day off is moved?",
        terms.deadline_recomputed.__name__,
        (REGISTERED, "deadline.recomputed"),
    ),
    Telling(
        "What if the reviewing body sees it otherwise?",
        afterwards.complaint_upheld.__name__,
        ("claim.refused", "complaint.filed", "complaint.resolved"),
    ),
    Telling(
        "Does it end with the decision?",
        afterwards.payment_ended.__name__,
        ("payment.started", "payment.suspended", "payment.resumed", "payment.terminated"),
    ),
)


def tell(caller: Caller, played: Played) -> Iterator[tuple[str, str, list[str]]]:
    """Question, claim and lines."""
    for telling in TOLD:
        course = example(played, telling.story)
        yield telling.question, course.claim, list(_lines(caller, course.claim, telling))


def example(played: Played, cause: str) -> Course:
    """The first claim of that cause."""
    courses = (course for course in played.courses.values() if course.script.cause == cause)
    return min(courses, key=lambda course: course.script.steps[0].at)


def _lines(caller: Caller, claim: str, telling: Telling) -> Iterator[str]:
    """The first event of each name, and that it was approved; then the term, and who answers for the days."""
    events = caller.read(AUDITOR, f"/claims/{claim}/timeline?language=en")["events"]
    told: set[str] = set()
    for event in events:
        name = event["type"]
        if name in (*telling.events, APPROVED) and name not in told:
            told.add(name)
            yield f"{event['local'][:10]}  {event['title'] if name == APPROVED else event['words']}"
    deadline = caller.read(AUDITOR, f"/claims/{claim}/deadline?language=en")
    yield " ".join([*(each["words"] for each in deadline["extensions"]), deadline["words"], deadline["over_words"]])
    yield _days(caller.read(AUDITOR, f"/audit/claims/{claim}/delays"))


def _days(delays: dict[str, Any]) -> str:
    """Whose days they were, the longest first."""
    seconds = dict.fromkeys(WHO, 0)
    for wait in delays["waits"]:
        seconds[wait["liable"]["kind"]] += wait["share_s"]
    parts = [f"{kind(who)} {days(seconds[who])}" for who in sorted(seconds, key=lambda who: -seconds[who])]
    shown = [part for part in parts if not part.endswith((" 0.0", " –"))]
    return f"For its {days(delays['total_s'])} days answer: {listed(shown)}."
