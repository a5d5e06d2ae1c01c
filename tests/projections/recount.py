"""The statistics counted a second time: claim by claim, in plain Python, over the stored bytes and nothing else.

It knows the rules as docs/explanation/statistics.md tells them, and none of the code that counts. Only what is counted
elsewhere and tested there is taken from it: clamped times (each event not before the one before it), the term in force,
and each claim's own ledger.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.calendar import calendar
from domain.ledger import Ledger
from domain.policy import Edition, Starts, editions
from domain.regions import region_at
from domain.term import extensions, limit
from domain.vocabulary import Channel
from store.log import Recorded
from store.mapper import event_of

ALMATY: Final = ZoneInfo("Asia/Almaty")
FIRST_ENDS: Final = ("claim.approved", "claim.refused", "claim.withdrawn")
ASIDE: Final = ("IDENTITY_CARD", "CONSENT")
BATCH: Final = 10


@dataclass(slots=True)
class Plain:
    """A claim as its stored events tell it: each a name, its body, and when it was recorded; clamped times beside."""

    names: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    recorded: list[datetime] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    def take(self, event: Recorded) -> None:
        body = json.loads(event.body)
        said = int(datetime.fromisoformat(body["occurred_at"]).timestamp())
        self.names.append(event.name)
        self.bodies.append(body)
        self.recorded.append(event.recorded_at)
        self.at.append(max(said, *self.at[-1:]) if self.at else said)
        self.ledger.apply(event_of(event))  # type: ignore[arg-type]  # a claim's own

    @property
    def zone(self) -> ZoneInfo:
        return region_at(self.bodies[0]["region"], datetime.fromisoformat(self.bodies[0]["occurred_at"])).zone

    @property
    def first_end(self) -> int | None:
        """Which event it was."""
        return next((n for n, name in enumerate(self.names) if name in FIRST_ENDS), None)

    @property
    def key(self) -> dict[str, str]:
        first = self.bodies[0]
        return {
            "region": first["region"][:2],
            "district": first["region"][:4],
            "office": first["office"],
            "channel": first["channel"],
            "edition": first["edition"],
        }

    @property
    def submitted_on(self) -> date:
        return datetime.fromtimestamp(self.at[0], UTC).astimezone(self.zone).date()


NO_CLAIMS: Final = ("applicant", "finding", "inquiry", "queue")
"""how the names of events of other streams begin"""


def plain(log: Iterable[Recorded], before: datetime | None = None) -> list[Plain]:
    """The claims of what was recorded before an instant."""
    found: dict[UUID, Plain] = defaultdict(Plain)
    for event in log:
        if (before is None or event.recorded_at < before) and event.name.partition(".")[0] not in NO_CLAIMS:
            found[event.stream].take(event)
    return list(found.values())


def repeated(log: Iterable[Recorded], before: datetime | None = None) -> Iterator[tuple[dict[str, str], date]]:
    """Applications beside an open claim: their keys and days."""
    for event in log:
        if event.name == "applicant.applied_again" and (before is None or event.recorded_at < before):
            body = json.loads(event.body)
            happened = datetime.fromisoformat(body["occurred_at"])
            on = happened.astimezone(region_at(body["region"], happened).zone).date()
            edition = max((each for each in editions() if each.valid_from <= on), key=lambda each: each.valid_from)
            yield (
                {
                    "region": body["region"][:2],
                    "district": body["region"][:4],
                    "office": body["office"],
                    "channel": body["channel"],
                    "edition": edition.code,
                },
                on,
            )


def counted(claim: Plain, at: int) -> Counter[str]:
    """What one claim adds to the figures at an instant."""
    found = Counter[str](received=1)
    end = claim.first_end
    if end is None:
        found["open"] += 1
    else:
        name = claim.names[end].removeprefix("claim.")
        found[name] += 1
        found["decided"] += name != "withdrawn"
        if name == "refused":
            found[f"refused_{claim.bodies[end]['ground'].lower()}"] += 1
    papers = [body for name, body in zip(claim.names, claim.bodies, strict=True) if name == "document.requested"]
    found["papers"] += len(papers)
    for paper in papers:
        found[f"papers_{paper['verdict'].lower()}"] += 1
    gap = "with_gap" if "gap.detected" in claim.names else "without_gap"
    found[gap] += 1
    found[f"{gap}_card_only"] += all(paper["type"] in ASIDE for paper in papers)
    found.update(_term(claim, at))
    found.update(_under(claim, at))
    return +found


def _under(claim: Plain, at: int) -> Iterator[str]:
    """The editions under which the claim is over its term, or was when it ended: no extension counts."""
    end = claim.first_end
    until = claim.at[end] if end is not None else at
    day = datetime.fromtimestamp(until, UTC).astimezone(claim.zone).date()
    for each in editions():
        if day > _last_day(claim, each):
            yield f"over_term_under_{each.code.replace('-', '_')}"


def _last_day(claim: Plain, rules: Edition) -> date:
    """As the events before the first end say it."""
    told = list(zip(claim.names, claim.bodies, strict=True))[: claim.first_end]
    registered = next((body for name, body in told if name == "claim.registered"), None)
    if registered is None:
        days = calendar(claim.bodies[0]["calendar"])
        return days.count(claim.submitted_on, rules.register_by_days).due_on
    counted_by = [body["calendar"] for name, body in told if name in ("claim.registered", "deadline.recomputed")]
    term = rules.terms[Channel(claim.bodies[0]["channel"])]
    begun = date.fromisoformat(registered["registered_on"])
    start = begun if term.starts is Starts.REGISTRATION else claim.submitted_on
    return calendar(counted_by[-1]).count(start, term.working_days).due_on


def _term(claim: Plain, at: int) -> Counter[str]:
    found, state = Counter[str](), claim.ledger.state
    today = datetime.fromtimestamp(at, UTC).astimezone(claim.zone).date()
    for each in extensions(state, today):
        lawful = {"COUNTS": "lawful", "PROVISIONAL": "provisional"}.get(each.counts.value, "unlawful")
        found.update(["extensions", f"extensions_{lawful}"])
    found["registered"] += "claim.registered" in claim.names
    found["in_review"] += state.stage == "REVIEW"
    end = claim.first_end
    until = claim.at[end] if end is not None else at
    day = datetime.fromtimestamp(until, UTC).astimezone(claim.zone).date()
    over = day > limit(state, today).on(today)
    found["open_over_term" if end is None else "ended_over_term"] += over
    return found


def lasted(claim: Plain, at: int) -> tuple[str, int]:
    """How long from submission to the first end, or until now: the seconds, and which it is."""
    end = claim.first_end
    if end is None:
        return "open", at - claim.at[0]
    return claim.names[end].removeprefix("claim."), claim.at[end] - claim.at[0]


def in_batches(claims: Iterable[Plain], least: int = BATCH) -> list[Plain]:
    """The claims whose first decision was recorded in a minute in which that body recorded so many or more."""
    minutes: dict[tuple[str, str], list[Plain]] = defaultdict(list)
    for claim in claims:
        end = claim.first_end
        if end is not None and claim.names[end] != "claim.withdrawn":
            minute = claim.recorded[end].astimezone(UTC).isoformat()[:16]
            minutes[claim.bodies[end]["office"], minute].append(claim)
    return [claim for alike in minutes.values() if len(alike) >= least for claim in alike]


def end_of(day: date) -> datetime:
    """The instant at which a recorded day is over."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), ALMATY)
