"""What oversight must find in a claim, a second time: from the stored bytes, by docs/reference/findings.md.

Waits are those of the second ledger (recount_ledger.py). Only what is counted elsewhere and tested there is taken from
the rules: the due day in force and what an extension is worth (domain/term.py), and the tables of the editions.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from domain.calendar import calendar
from domain.ledger import Ledger
from domain.policy import edition
from domain.regions import midnight_after
from domain.term import due, extensions, limit
from domain.vocabulary import RefusalGround
from store.log import Recorded
from store.mapper import event_of
from tests.projections.recount_ledger import Claim, Plain
from tests.projections.recount_waits import read

AS_WHAT: Final = {
    "caseworker": "OFFICE",
    "commission": "COMMISSION",
    "head": "AUTHORISED_BODY",
    "service": "SYSTEM",
}
LIMITS: Final = {
    "file": 3,
    "queue": 1,
    "lookup": 2,
    "retry": 2,
    "gap": 3,
    "state_request": 7,
    "document": 15,
    "commission": 5,
    "assessment": 3,
    "contract": 10,
    "decision": 3,
    "complaint": 20,
    "idle": 3,
}
WORK: Final = (
    "commission.assigned",
    "commission.inspected",
    "commission.concluded",
    "income.assessed",
    "claim.approved",
    "claim.refused",
)
DECISIONS: Final = ("claim.approved", "claim.refused")
ENDS: Final = (*DECISIONS, "claim.withdrawn")
JUSTIFIED: Final = ("GAP", "NO_REGISTRY")
FOLLOW_UP: Final = 10
Party = tuple[str, str]
Again = tuple[str, str, Party, int, int | None]
"""rule, what of the claim, who answers, since, until"""


@dataclass
class Told:
    """An event, its clamped instant, and what was so after it."""

    version: int
    name: str
    body: dict[str, Any]
    said: int
    at: int
    day: date
    office: str
    waits: list[Plain]
    due: date

    @property
    def by(self) -> Party:
        role = self.body["by"]["role"]
        return AS_WHAT[role], "" if role == "service" else self.body["office"]


@dataclass
class Story:
    """A claim up to an instant."""

    claim: Claim
    now: int
    told: list[Told] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    def day(self, at: int) -> date:
        return datetime.fromtimestamp(at, UTC).astimezone(self.claim.zone).date()

    def midnight(self, day: date) -> int:
        return int(midnight_after(day, self.claim.zone).timestamp())

    def of(self, *names: str) -> Iterator[Told]:
        return (each for each in self.told if each.name in names)

    def before(self, version: int, *names: str) -> Told | None:
        return next((each for each in reversed(self.told[: version - 1]) if each.name in names), None)

    @property
    def today(self) -> date:
        return self.day(self.now)

    @property
    def first_end(self) -> Told | None:
        return next(self.of(*ENDS), None)


def found_again(events: Iterable[Recorded], now: datetime) -> list[Again]:
    """Everything that must be found in one claim."""
    story = _story(events, int(now.timestamp()))
    return [(rule, *each) for rule, looks in RULES.items() for each in looks(story)]


def _story(events: Iterable[Recorded], now: int) -> Story:
    story: Story | None = None
    for recorded in events:
        claim, body, said = read(recorded, story.claim if story else None)
        story = story or Story(claim, now)
        claim.take(recorded.version, recorded.name, body, said)
        story.ledger.apply(event_of(recorded))  # type: ignore[arg-type]  # a claim's own
        day = story.day(claim.last)
        in_force = limit(story.ledger.state, day).on(day)
        waits = sorted(claim.open, key=lambda wait: wait.order)
        story.told.append(
            Told(recorded.version, recorded.name, body, said, claim.last, day, claim.office, waits, in_force)
        )
    assert story
    story.now = max(now, story.claim.last)
    return story


Each = tuple[str, Party, int, int | None]
Looks = Callable[[Story], Iterator[Each]]


def _at_once(step: Told, who: Party) -> Each:
    return str(step.version), who, step.at, step.at


def _body(step: Told) -> Party:
    return "AUTHORISED_BODY", step.body["office"]


def _rests_on(story: Story, step: Told) -> Told | None:
    named = step.body["conclusion"]
    return story.told[named - 1] if named else story.before(step.version, "commission.concluded")


def against_conclusion(story: Story) -> Iterator[Each]:
    for step in story.of("claim.approved"):
        concluded = _rests_on(story, step)
        if concluded and concluded.body["result"] in ("NOT_IN_NEED", "INSPECTION_REFUSED"):
            yield _at_once(step, _body(step))


def too_few(story: Story) -> Iterator[Each]:
    for step in story.of("commission.concluded"):
        assigned = story.before(step.version, "commission.assigned")
        signed = step.body["signatures"]
        members = {each["member"] for each in signed}
        one_device = len(signed) > 1 and len({each["device"] for each in signed}) == 1
        if one_device or len(members) < (assigned.body["quorum"] if assigned else 0):
            yield _at_once(step, ("COMMISSION", assigned.body["commission"] if assigned else ""))


def without_conclusion(story: Story) -> Iterator[Each]:
    registered = next(story.of("claim.registered"), None)
    rules = edition((registered or story.told[0]).body["edition"])
    for step in story.of(*DECISIONS):
        ground = RefusalGround(step.body["ground"]) if step.name == "claim.refused" else None
        if rules.needs_conclusion(ground) and not story.before(step.version, "commission.concluded"):
            yield _at_once(step, _body(step))


def _papers(story: Story, wrong: Callable[[dict[str, Any]], bool]) -> Iterator[Each]:
    for step in story.of("document.requested"):
        if wrong(step.body):
            over = (each for each in story.told[step.version :] if _is_over(each, step.body["demand"]))
            ended = next(over, None)
            who = step.body["asked_by"], step.body["office"]
            yield step.body["demand"], who, step.at, ended.at if ended else None


def _is_over(step: Told, demand: str) -> bool:
    return step.name in ENDS or (
        step.name in ("document.received", "document.request_withdrawn") and step.body["demand"] == demand
    )


def over_term(story: Story) -> Iterator[Each]:
    by = date.fromisoformat(story.told[0].body["register_by"])
    registered, end = next(story.of("claim.registered"), None), story.first_end
    done = registered or end
    if (done.day if done else story.today) > by:
        until = done.at if done else story.now
        office = [step.office for step in story.told if step.at <= until][-1]
        yield "registration", ("OFFICE", office), story.midnight(by), done.at if done else None
    in_force = due(story.ledger.state, story.today)
    if in_force and in_force.is_over(end.day if end else story.today, story.today):
        who = "AUTHORISED_BODY", story.told[0].body["authorised_body"]
        yield "term", who, story.midnight(in_force.on(story.today)), end.at if end else None


def unlawful(story: Story) -> Iterator[Each]:
    if next(story.of("claim.registered"), None):
        for each in extensions(story.ledger.state, story.today):
            if each.counts in ("LATE", "NO_NOTICE", "TOO_LONG"):
                step = story.told[each.extension.version - 1]
                yield _at_once(step, step.by)


def silence(story: Story) -> Iterator[Each]:
    moved = [step for step in story.told if step.name not in ("claim.assigned", "claim.handed_back")]
    days = calendar(story.told[0].body["calendar"])
    for n, step in enumerate(moved):
        following = moved[n + 1] if n + 1 < len(moved) else None
        limits = [(days.count(step.day, LIMITS[w.kind]).due_on, w) for w in step.waits if w.kind in LIMITS]
        if not limits:
            continue
        last, wait = min(limits, key=lambda each: each[0])
        if (following.day if following else story.today) > last:
            holder = ("OFFICE", step.office) if wait.key[1] == "APPLICANT" else (wait.key[1], wait.key[2])
            yield str(step.version), holder, story.midnight(last), following.at if following else None


def _pauses(story: Story) -> list[tuple[Plain, Told]]:
    waits = [wait for wait in (*story.claim.over, *story.claim.open) if wait.pause]
    made = {step.body["demand"]: step for step in story.of("document.requested")}
    return [(wait, made[wait.thing]) for wait in sorted(waits, key=lambda wait: wait.version)]


def _pause(story: Story, wait: Plain, made: Told) -> Each:
    until = story.told[wait.closed_by - 1].at if wait.closed else None
    who = made.body["asked_by"], made.body["office"]
    return f"document/{wait.thing}/{wait.version}", who, story.told[wait.version - 1].at, until


def on_last_day(story: Story) -> Iterator[Each]:
    yield from (_pause(story, *each) for each in _pauses(story) if each[1].day >= each[1].due)


def repeated(story: Story) -> Iterator[Each]:
    seen = set[tuple[str, str]]()
    for wait, made in _pauses(story):
        about = made.body["subject"], made.body["fact"]
        if about in seen:
            yield _pause(story, wait, made)
        seen.add(about)


def with_work(story: Story) -> Iterator[Each]:
    for wait, made in _pauses(story):
        last = wait.closed_by or len(story.told)
        if any(made.version < step.version <= last for step in story.of(*WORK)):
            yield _pause(story, wait, made)


def not_followed_up(story: Story) -> Iterator[Each]:
    told = {step.body["what"] for step in story.of("notice.sent")}
    days = calendar(story.told[0].body["calendar"])
    for wait, made in _pauses(story):
        ended = story.told[wait.closed_by - 1].day if wait.closed else story.today
        if made.version not in told and ended > days.count(made.day, FOLLOW_UP).due_on:
            yield _pause(story, wait, made)


def contradiction(story: Story) -> Iterator[Each]:
    for step in story.of("payment.started"):
        decided = story.before(step.version, *DECISIONS)
        if not decided or decided.name != "claim.approved":
            yield _at_once(step, step.by)
    for step in story.of("claim.refused"):
        concluded = _rests_on(story, step)
        if step.body["ground"] == "NOT_IN_NEED" and concluded and concluded.body["result"] == "NEEDS":
            yield _at_once(step, step.by)


def clamped(story: Story) -> Iterator[Each]:
    for before, step in zip(story.told, story.told[1:], strict=False):
        if step.said < before.at:
            yield str(step.version), step.by, step.said, before.at


def answered_twice(story: Story) -> Iterator[Each]:
    seen = set[tuple[str, int]]()
    for step in story.of("lookup.completed"):
        attempt = step.body["lookup"], step.body["attempt"]
        if attempt in seen:
            yield _at_once(step, ("REGISTRY", story.claim.questions[step.body["lookup"]]["registry"]))
        seen.add(attempt)


RULES: Final[dict[str, Looks]] = {
    "APPROVED_AGAINST_CONCLUSION": against_conclusion,
    "TOO_FEW_SIGNATURES": too_few,
    "DECIDED_WITHOUT_CONCLUSION": without_conclusion,
    "UNJUSTIFIED_DEMAND": lambda story: _papers(story, lambda body: body["verdict"] not in JUSTIFIED),
    "OVER_TERM": over_term,
    "STATE_NOT_ASKED": lambda story: _papers(story, lambda body: bool(body["state_not_asked"])),
    "UNLAWFUL_EXTENSION": unlawful,
    "SILENCE": silence,
    "PAUSE_ON_LAST_DAY": on_last_day,
    "PAUSE_REPEATED": repeated,
    "PAUSE_WITH_WORK": with_work,
    "PAUSE_NOT_FOLLOWED_UP": not_followed_up,
    "CONTRADICTION": contradiction,
    "CLAMPED": clamped,
    "ANSWERED_TWICE": answered_twice,
}
