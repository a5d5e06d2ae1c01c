"""Three claims told in five lines each, from what the routes say of them: each decides a quarrel of April 2019."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from cli.demo.caller import Caller
from cli.demo.places import AUDITOR, Place
from cli.demo.play import Course, Played
from cli.demo.stories.gaps import born_before_state_asked
from cli.demo.stories.papers import commission_demands
from cli.demo.stories.plain import card_only
from cli.demo.words import CAME_OF, PAPER, WHO, counted, days, listed
from domain.calendar import latest
from domain.vocabulary import Verdict

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """What the routes say of one claim."""

    events: Sequence[Event]
    delays: dict[str, Any]
    place: Place

    def of(self, name: str) -> list[Event]:
        """The events of that name."""
        return [event for event in self.events if event["type"] == name]

    def one(self, name: str) -> Event:
        """The only event of that name."""
        (event,) = self.of(name)
        return event

    def day(self, event: Event) -> str:
        return _day(_at(event).astimezone(self.place.zone))

    def share(self, kind: str) -> int:
        """Seconds of the claim's time for which that kind of party answers."""
        return sum(wait["share_s"] for wait in self.delays["waits"] if wait["liable"]["kind"] == kind)


Telling = Callable[[File], Iterator[str]]


def tell(caller: Caller, played: Played) -> Iterator[tuple[str, str, list[str]]]:
    """Question, claim and five lines, for each of the three."""
    for question, story, telling in TOLD:
        course = example(played, story.__name__)
        yield question, course.claim, list(telling(_file(caller, course)))


def example(played: Played, cause: str) -> Course:
    """The first claim of that cause that was decided."""
    courses = (course for course in played.courses.values() if course.script.cause == cause)
    return min(
        (course for course in courses if course.script.steps[-1].path == "approval"),
        key=lambda course: course.script.steps[0].at,
    )


def _file(caller: Caller, course: Course) -> File:
    claim = course.claim
    return File(
        events=[_event(entry) for entry in caller.read(AUDITOR, f"/claims/{claim}/events")["events"]],
        delays=caller.read(AUDITOR, f"/audit/claims/{claim}/delays"),
        place=course.script.place,
    )


def _event(entry: dict[str, Any]) -> Event:
    """The stored bytes and what stands beside them; a paper's type must not hide the event's."""
    stored = json.loads(entry["text"])
    return {**stored, "document_type": stored.get("type"), "type": entry["type"], "version": entry["version"]}


# Did commissions demand papers that registries had given?


def _commission(file: File) -> Iterator[str]:
    asked, brought = file.of("document.requested"), file.of("document.received")
    needless = {event["verdict"] for event in asked} == {Verdict.PRESENT_BUT_ASKED}
    yield _handed_in(file)
    yield f"{_questions(file)}; {_given(file)}."
    yield (
        f"On {file.day(asked[0])} commission {asked[0]['office']} demanded"
        f" {listed([PAPER[event['document_type']] for event in asked])}; verdict: {CAME_OF[asked[0]['verdict']]}."
    )
    yield (
        f"The last paper came on {file.day(brought[-1])}: of the {days(file.delays['total_s'])} days this claim took,"
        f" the commission answers for {days(file.share('COMMISSION'))}."
    )
    yield f"{_approved(file)} {'The mothers were right about this one.' if needless else ''}"


# Is there no data on children born before 13 August 2007?


def _born_before(file: File) -> Iterator[str]:
    gap, sent, answered = (file.one(name) for name in ("gap.detected", "state_request.sent", "state_request.answered"))
    asked, brought = file.one("document.requested"), file.one("document.received")
    yield _handed_in(file)
    yield (
        f"{_questions(file)}; the civil status system has no birth of one child: it was born before the system's"
        f" records begin (13.08.2007), so the gap is put down to {WHO[gap['owner']['kind']]}."
    )
    yield (
        f"The Ministry of Justice was asked on {file.day(sent)} and had nothing on {file.day(answered)};"
        f" it answers for {days(file.share('STATE_BODY'))} days."
    )
    yield (
        f"Only then the birth certificate was demanded, under {asked['basis']}, and brought on {file.day(brought)}:"
        f" {days(file.share('LAW'))} days that nobody but the law answers for."
    )
    yield f"{_approved(file)} The data is missing, as both sides said, and it is no fault of integration."


# Is an identity card enough, if the information is there?


def _card_only(file: File) -> Iterator[str]:
    papers = len(file.of("document.requested"))
    shares = [days(file.share(kind)) for kind in ("OFFICE", "COMMISSION", "AUTHORISED_BODY", "REGISTRY")]
    yield _handed_in(file)
    yield f"{_questions(file)}; {_given(file)}."
    yield f"Papers demanded: {papers}. An identity card was {'not ' if papers else ''}enough."
    yield (
        f"Of its {days(file.delays['total_s'])} days the office answers for {shares[0]}, the commission for"
        f" {shares[1]}, the deciding body for {shares[2]}, registries for {shares[3]}."
    )
    yield f"{_approved(file)} {'' if papers else 'The ministry was right about this one.'}"


TOLD: Final[Sequence[tuple[str, Callable[..., None], Telling]]] = (
    ("Did a commission demand papers that registries had given?", commission_demands, _commission),
    ("Is there no data on children born before 13 August 2007?", born_before_state_asked, _born_before),
    ("Is an identity card enough?", card_only, _card_only),
)


# words that all three use


def _handed_in(file: File) -> str:
    submitted, registered = file.one("claim.submitted"), file.one("claim.registered")
    return (
        f"Handed in on {file.day(submitted)} at {submitted['office']} ({file.place.name}), registered on"
        f" {file.day(registered)}, due on {_day(date.fromisoformat(registered['due_on']))}."
    )


def _questions(file: File) -> str:
    asked = file.of("lookup.requested")
    registries = counted(len({event["registry"] for event in asked}), "registry", "registries")
    return f"{counted(len(asked), 'question')} went to {registries} on {file.day(asked[0])}"


def _given(file: File) -> str:
    """What the registries' answers lacked."""
    missing = sum(len(event["missing"]) for event in file.of("lookup.completed"))
    return f"{counted(missing, 'fact')} they did not give" if missing else "they gave every fact they were asked for"


def _approved(file: File) -> str:
    """When, and whether that was in time: the term's last day still is."""
    approved, registered = file.one("claim.approved"), file.one("claim.registered")
    on, due = _local(approved, file.place.zone), date.fromisoformat(registered["due_on"])
    if on <= due:
        return f"Approved on {_day(on)}, in time."
    late = latest().working_days(after=due, until=on)
    return f"Approved on {_day(on)}, {counted(late, 'working day')} late."


def _local(event: Event, zone: tzinfo) -> date:
    return _at(event).astimezone(zone).date()


def _at(event: Event) -> datetime:
    return datetime.fromisoformat(event["occurred_at"])


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
