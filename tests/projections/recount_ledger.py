"""The delay ledger a second time: from the stored bytes, by docs/explanation/delay-ledger.md, without any code of its.

What is missing or owed is asked of the claim as it stands after each event, not of the event: a gap waits while it is
open and nobody is asked for its fact, whichever event brought that about. Of Qadam's own code only the tables of
working days, of time zones and of the rules' editions are used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from domain.calendar import calendar
from domain.policy import edition
from domain.vocabulary import Fact
from tests.projections.recount_standing import ENDED, Body, Need, Standing
from tests.projections.working_days import worked

Party = tuple[str, str]
Parties = tuple[Party, Party, str]
"""holder, liable, registry"""
CAUSES: Final = {
    "registration": "REGISTRATION",
    "file": "TRANSFER",
    "queue": "QUEUE",
    "lookup": "LOOKUP",
    "retry": "RETRY",
    "gap": "UNATTENDED_GAP",
    "state_request": "STATE_REQUEST",
    "document": "DOCUMENT",
    "commission": "INSPECTION",
    "assessment": "ASSESSMENT",
    "contract": "CONTRACT",
    "decision": "DECISION",
    "complaint": "COMPLAINT",
    "idle": "IDLE",
}
BEGINS: Final = {
    "claim.submitted": ("registration", ""),
    "file.sent": ("file", ""),
    "lookup.requested": ("lookup", "lookup"),
    "state_request.sent": ("state_request", "state_request"),
    "commission.assigned": ("commission", "commission"),
    "contract.offered": ("contract", "kind"),
}
"""event -> the wait that it begins whatever else is, and the word that names what is waited for"""
ENDED_BY: Final = {
    "registration": ("claim.registered", "file.received"),
    "file": ("file.sent", "file.received"),
    "lookup": ("lookup.failed", "lookup.completed"),
    "retry": ("lookup.requested", "lookup.completed"),
    "gap": ("file.received",),
    "commission": ("commission.concluded", "commission.assigned"),
    "assessment": ("file.received",),
    "contract": ("contract.signed", "contract.declined"),
    "complaint": ("complaint.resolved",),
}
NAMED: Final = {"lookup": "lookup", "retry": "lookup", "contract": "kind", "complaint": "complaint"}
"""kind -> the word of an ending event that says which one it ends"""
FOLLOWS: Final = ("registration", "gap", "assessment")
"""what goes on with the office that receives the file"""
FAILED_BY: Final = {"TIMEOUT": "BUS", "UNAVAILABLE": "REGISTRY", "PROVIDER_ERROR": "REGISTRY"}
SECONDS: Final = 6
"""open, share, sole, and the same of working time"""


@dataclass
class Plain:
    """A wait. `key`: stage, holder, liable, cause and registry, by which waits form groups."""

    kind: str
    thing: str
    version: int
    key: tuple[str, ...]
    pause: bool = False
    came_of: str = ""
    seconds: list[int] = field(default_factory=lambda: [0] * SECONDS)
    closed_by: int = 0

    @property
    def closed(self) -> bool:
        return self.closed_by > 0

    @property
    def order(self) -> tuple[int, str]:
        return self.version, f"{self.kind}/{self.thing}/{self.version}"


@dataclass(kw_only=True)
class Claim(Standing):
    """One claim, what it waits for and what it waited for. Instants in epoch seconds."""

    first: Body
    zone: ZoneInfo
    started: int
    last: int
    open: list[Plain] = field(default_factory=list)
    over: list[Plain] = field(default_factory=list)
    total: list[int] = field(default_factory=lambda: [0, 0])
    paused: list[int] = field(default_factory=lambda: [0, 0])

    def pass_until(self, at: int) -> None:
        """The interval is divided over the groups, and each group's part over its waits; the first get one more."""
        if at > self.last and self.open:
            both = at - self.last, worked(self.last, at, self.zone, calendar(self.first["calendar"]))
            for clock, seconds in enumerate(both):
                self.total[clock] += seconds
                self.paused[clock] += seconds * any(wait.pause for wait in self.open)
                self._divide(seconds, 3 * clock)
        self.last = max(at, self.last)

    def _divide(self, seconds: int, first: int) -> None:
        groups: dict[object, list[Plain]] = {}
        for wait in sorted(self.open, key=lambda wait: wait.order):
            groups.setdefault(wait.key, []).append(wait)
        for g, group in enumerate(groups.values()):
            part = (seconds + len(groups) - 1 - g) // len(groups)
            for m, wait in enumerate(group):
                share = (part + len(group) - 1 - m) // len(group)
                wait.seconds[first] += seconds
                wait.seconds[first + 1] += share
                wait.seconds[first + 2] += share * (len(groups) == 1)

    def take(self, version: int, name: str, body: Body, at: int) -> None:
        self.pass_until(at)
        before = self.stage
        self.change(version, name, body)
        moved = self.stage != before
        ending = [wait for wait in self.open if self._ends(wait, name, body, moved)]
        beginning = [*self._begins(version, name, body, moved), *self._goes_on(version, name, ending)]
        left = [wait for wait in self.open if wait not in ending]
        beginning += self._missing(version, name, body, [*left, *beginning])
        if beginning or moved:
            ending += [wait for wait in left if wait.kind == "idle"]
        self._close(version, ending, name, body)
        self.open = [wait for wait in self.open if not wait.closed] + beginning
        if not self.open and self.stage not in ENDED:
            self.open = [self._wait(version, "idle", "claim")]

    def _close(self, version: int, waits: Iterable[Plain], name: str, body: Body) -> None:
        """Idle for no time is no wait."""
        for wait in waits:
            wait.closed_by = version
            if wait.kind == "lookup" and name in ENDED_BY["lookup"]:
                wait.came_of = body["outcome"]
            if wait.kind != "idle" or wait.seconds[0]:
                self.over.append(wait)

    # what ends and begins

    def _ends(self, wait: Plain, name: str, body: Body, moved: bool) -> bool:
        if self.stage in ENDED and wait.kind != "complaint":
            return True
        if moved and wait.kind in ("assessment", "decision"):
            return True
        if name in ENDED_BY.get(wait.kind, ()):
            return wait.kind not in NAMED or body[NAMED[wait.kind]] == wait.thing
        replaced = name == "gap.closed" and body["replaced_by"] is not None
        return wait.kind in NEEDED and not replaced and not NEEDED[wait.kind](self, wait.thing)

    def _begins(self, version: int, name: str, body: Body, moved: bool) -> Iterator[Plain]:
        """What an event begins by itself; after the end only a complaint about it."""
        if name == "complaint.filed" and self.complaints[body["complaint"]]["about"]:
            yield self._wait(version, "complaint", body["complaint"])
        if self.stage in ENDED:
            return
        if name in BEGINS:
            kind, word = BEGINS[name]
            yield self._wait(version, kind, body[word] if word else "claim")
        if name == "checks.requested" and body["questions"]:
            yield self._wait(version, "queue", str(version))
        if name == "lookup.failed" and self.questions[body["lookup"]]["state"] == "RETRY":
            yield self._wait(version, "retry", body["lookup"], failed_by=FAILED_BY[body["outcome"]])
        if name == "document.requested" and not self.papers[body["demand"]]["beside"]:
            yield self._wait(version, "document", body["demand"])
        if moved and self.stage in ("ASSESSMENT", "DECISION"):
            yield self._wait(version, self.stage.lower(), "claim")

    def _goes_on(self, version: int, name: str, ending: Iterable[Plain]) -> Iterator[Plain]:
        if name == "file.received":
            yield from (self._wait(version, wait.kind, wait.thing) for wait in ending if wait.kind in FOLLOWS)

    def _missing(self, version: int, name: str, body: Body, waits: Iterable[Plain]) -> Iterator[Plain]:
        """What is missing, is not shown by this event and not waited for: the oldest paper owed for it waits, or the
        office that asks nobody."""
        if self.stage in ENDED or name == "gap.closed":
            return
        waited = {(wait.kind, self._about(wait)) for wait in waits}
        for gap in [each for each in self.gaps.values() if each["open"] and not self._shows(name, body, each)]:
            if (owed := self.owed(gap["need"])) and ("document", gap["need"]) not in waited:
                yield self._wait(version, "document", min(owed, key=lambda paper: int(paper["version"]))["demand"])
            elif not self.is_asked(gap["need"]) and ("gap", gap["need"]) not in waited:
                yield self._wait(version, "gap", gap["gap"])

    def _about(self, wait: Plain) -> Need | None:
        things = {"gap": self.gaps, "document": self.papers}.get(wait.kind)
        need: Need | None = things[wait.thing]["need"] if things else None
        return need

    def _shows(self, name: str, body: Body, gap: Body) -> bool:
        """The event itself shows what is missing, so that it is closed in the same save."""
        if name == "lookup.completed":
            return self.questions[body["lookup"]]["subject"] == gap["subject"] and gap["fact"] in body["given"]
        if name == "state_request.answered":
            return body["answer"] == "PROVIDED" and bool(self.requests[body["state_request"]]["need"] == gap["need"])
        if name == "document.received":
            paper = self.papers[body["demand"]]
            is_consent = paper["type"] == "CONSENT"
            return bool(paper["need"] == gap["need"]) and (not is_consent or bool(gap["cause"] == "CONSENT"))
        return False

    # whose move, who answers

    def _wait(self, version: int, kind: str, thing: str, failed_by: str = "") -> Plain:
        if kind == "retry":
            registry = self.questions[thing]["registry"]
            parties = ("SYSTEM", ""), (failed_by, registry if failed_by == "REGISTRY" else ""), registry
        else:
            parties = PARTIES[kind](self, thing)
        holder, liable, registry = parties
        paper = self.papers[thing] if kind == "document" else {}
        pause = paper.get("verdict") == "GAP" and not paper["state_not_asked"]
        key = self.stage, *holder, *liable, CAUSES[kind], registry
        return Plain(kind, thing, version, key, pause, paper.get("verdict", ""))

    def of_office(self, thing: str) -> Parties:
        return ("OFFICE", self.office), ("OFFICE", self.office), ""

    def of_gap(self, thing: str) -> Parties:
        return (*self.of_office(thing)[:2], self.gaps[thing]["at"])

    def of_registry(self, thing: str) -> Parties:
        owner = "REGISTRY", self.questions[thing]["registry"]
        return owner, owner, owner[1]

    def of_body_asked(self, thing: str) -> Parties:
        request = self.requests[thing]
        gap, asked = self.gaps[request["gap"]], party(request["body"])
        owner = party(gap["owner"])
        return asked, asked if owner[0] == "LAW" else owner, gap["at"]

    def of_paper(self, thing: str) -> Parties:
        paper = self.papers[thing]
        gap = self.gaps[paper["gap"]] if paper["gap"] else None
        liable = paper["asked_by"], paper["office"]
        if gap and paper["verdict"] == "GAP" and not paper["state_not_asked"]:
            liable = party(gap["owner"])
        if paper["verdict"] == "NO_REGISTRY":
            listed = edition(self.first["edition"]).lists(Fact(paper["fact"]))
            liable = "MINISTRY" if listed else "LAW", ""
        return ("APPLICANT", ""), liable, gap["at"] if gap else ""


def _alone(kind: str) -> Callable[[Claim, str], Parties]:
    return lambda claim, thing: ((kind, ""), (kind, ""), "")


def _coded(kind: str, code: Callable[[Claim, str], str]) -> Callable[[Claim, str], Parties]:
    return lambda claim, thing: ((kind, code(claim, thing)), (kind, code(claim, thing)), "")


PARTIES: Final[Mapping[str, Callable[[Claim, str], Parties]]] = {
    **dict.fromkeys(("registration", "file", "assessment", "idle"), Claim.of_office),
    "queue": _alone("SYSTEM"),
    "lookup": Claim.of_registry,
    "gap": Claim.of_gap,
    "state_request": Claim.of_body_asked,
    "document": Claim.of_paper,
    "commission": _coded("COMMISSION", lambda claim, thing: thing),
    "contract": _alone("APPLICANT"),
    "decision": _coded("AUTHORISED_BODY", lambda claim, thing: str(claim.first["authorised_body"])),
    "complaint": _coded("REVIEWING_BODY", lambda claim, thing: str(claim.complaints[thing]["body"])),
}
NEEDED: Final[Mapping[str, Callable[[Claim, str], bool]]] = {
    "queue": lambda claim, thing: any(
        not (q["sent"] or claim.is_moot(q)) for q in claim.questions.values() if q["version"] == int(thing)
    ),
    "gap": lambda claim, thing: (
        bool(claim.gap(claim.gaps[thing]["need"])) and not claim.is_asked(claim.gaps[thing]["need"])
    ),
    "state_request": lambda claim, thing: bool(claim.requests[thing]["out"]),
    "document": lambda claim, thing: bool(claim.papers[thing]["out"]),
}
"""kind -> whether it is still waited for, as the claim stands"""


def party(ref: Mapping[str, str | None]) -> Party:
    return str(ref["kind"]), ref["code"] or ""
