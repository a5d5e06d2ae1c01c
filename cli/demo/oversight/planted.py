"""The findings that the demo plants: how many of which rule, in which region, for which kind of party to answer."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from cli.demo.decree import DAYS, IN_FORCE
from cli.demo.dispute.history import JUSTIFIED, history
from cli.demo.oversight.standing import WORKING_DAYS, standings
from cli.demo.plan import END, Plan
from cli.demo.script import DONE, Script, Step
from domain.calendar import LATEST, Calendar, calendar
from domain.vocabulary import Channel, Conclusion, FindingRule, Party, RefusalGround, Role, Verdict

Key = tuple[str, str, str]
"""region (two digits), rule, kind of party that answers"""
Findings = Counter[Key]
TERM: Final = {Channel.CENTRE.value: 7, Channel.AKIM.value: 22}
REGISTER_BY, NOTICE_BY, FOLLOW_UP, LONGEST = 1, 2, 10, 30
QUORUM: Final = 3
PARTY: Final = {
    Role.CASEWORKER: Party.OFFICE,
    Role.COMMISSION: Party.COMMISSION,
    Role.HEAD: Party.AUTHORISED_BODY,
    Role.SERVICE: Party.SYSTEM,
}
WORK: Final = frozenset({"commission", "inspection", "conclusion", "assessment", "approval", "refusal"})
DECIDES: Final = frozenset({"approval", "refusal"})
HEADER: Final = ("region", "rule", "who", "findings")


@dataclass(frozen=True, slots=True)
class Pause:
    """A paper that was rightly asked for, the state first, and the days from and to; `work`: went on meanwhile."""

    about: tuple[str, str]
    made: Step
    until: date
    work: bool
    told: bool


def planted(plan: Plan) -> Findings:
    """From the scripts alone, before the first request."""
    return Counter((script.place.prefix, rule.value, who.value) for script in plan.scripts for rule, who in _of(script))


def found(rows: Iterable[Mapping[str, Any]]) -> Findings:
    """The same from the rows of /audit/findings?by=region,rule,who."""
    counted: Findings = Counter()
    for row in rows:
        counted[row["region"], row["rule"], row["who"]["kind"]] += row["findings"]
    return counted


def differing(planted: Findings, found: Findings) -> list[tuple[Key, int, int]]:
    """Where they differ: planted, found."""
    return [(key, planted[key], found[key]) for key in sorted({*planted, *found}) if planted[key] != found[key]]


def write(findings: Findings, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADER)
        sheet.writerows([*key, count] for key, count in sorted(findings.items()))


def _of(script: Script) -> Iterator[tuple[FindingRule, Party]]:
    account = Account(script)
    yield from account.demands()
    yield from account.terms()
    yield from account.silence()
    yield from account.pauses()
    yield from account.decisions()
    yield from account.records()


class Account:
    """One claim's script, read for what should not have happened."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._steps = [step for step in script.steps if step.answer == DONE]
        self._zone = script.place.zone
        self._days = _days(self._steps[0].at)  # the claim's own, for life

    def demands(self) -> Iterator[tuple[FindingRule, Party]]:
        for demand in history(self._script).demands:
            if demand.verdict not in JUSTIFIED:
                yield FindingRule.UNJUSTIFIED_DEMAND, PARTY[demand.by]
            if demand.state_not_asked:
                yield FindingRule.STATE_NOT_ASKED, PARTY[demand.by]

    def terms(self) -> Iterator[tuple[FindingRule, Party]]:
        submitted, registered = self._day(self._steps[0]), self._first("registration")
        by = self._days.count(submitted, REGISTER_BY).due_on
        if (self._day(registered) if registered else self._end()) > by:
            yield FindingRule.OVER_TERM, Party.OFFICE
        if registered is None:
            return
        due, first = self._due(registered, self._steps, self._at(END))
        if self._end() > due:
            yield FindingRule.OVER_TERM, Party.AUTHORISED_BODY
        for step in self._all("extensions"):
            if not self._counts(step, first, self._at(END)):
                yield FindingRule.UNLAWFUL_EXTENSION, PARTY[step.actor.role]

    def silence(self) -> Iterator[tuple[FindingRule, Party]]:
        """After each step: did the next one come before everything that is waited for had its days?"""
        followers = iter([*self._steps[1:], None])
        for step, standing in standings(self._script):
            follower = next(followers)
            until = self._day(follower) if follower else self._at(END)
            limits = [
                (self._days.count(self._day(step), WORKING_DAYS[what]).due_on, who) for what, who in standing.pending()
            ]
            if limits and until > (first := min(limits, key=lambda each: each[0]))[0]:
                yield FindingRule.SILENCE, Party(first[1])

    def pauses(self) -> Iterator[tuple[FindingRule, Party]]:
        seen = set[tuple[str, str]]()
        for pause in self._pauses():
            who = PARTY[pause.made.actor.role]
            day = self._day(pause.made)
            due, _ = self._due(self._the_first("registration"), self._until(pause.made), day)
            if day >= due:
                yield FindingRule.PAUSE_ON_LAST_DAY, who
            if pause.about in seen:
                yield FindingRule.PAUSE_REPEATED, who
            if pause.work:
                yield FindingRule.PAUSE_WITH_WORK, who
            if not pause.told and pause.until > self._days.count(day, FOLLOW_UP).due_on:
                yield FindingRule.PAUSE_NOT_FOLLOWED_UP, who
            seen.add(pause.about)

    def decisions(self) -> Iterator[tuple[FindingRule, Party]]:
        result = None
        for step in self._steps:
            if step.path == "conclusion":
                result = str(step.body["result"])
                signatures = step.body["signatures"]
                assert isinstance(signatures, list)
                if len(signatures) < QUORUM:
                    yield FindingRule.TOO_FEW_SIGNATURES, Party.COMMISSION
            if step.path == "approval" and result is None:
                yield FindingRule.DECIDED_WITHOUT_CONCLUSION, Party.AUTHORISED_BODY
            if step.path == "approval" and result in (Conclusion.NOT_IN_NEED, Conclusion.INSPECTION_REFUSED):
                yield FindingRule.APPROVED_AGAINST_CONCLUSION, Party.AUTHORISED_BODY
            if step.path == "refusal" and step.body["ground"] == RefusalGround.NOT_IN_NEED and result == "NEEDS":
                yield FindingRule.CONTRADICTION, Party.AUTHORISED_BODY

    def records(self) -> Iterator[tuple[FindingRule, Party]]:
        decided = ""
        paths = Counter(step.path for step in self._steps if step.path.endswith("/answer") and "lookups" in step.path)
        yield from ((FindingRule.ANSWERED_TWICE, Party.REGISTRY) for path, count in paths.items() if count > 1)
        for before, step in pairwise(self._steps):
            decided = step.path if step.path in DECIDES else decided
            if step.path == "payment" and decided != "approval":
                yield FindingRule.CONTRADICTION, PARTY[step.actor.role]
            if _said(step) < before.at:
                yield FindingRule.CLAMPED, PARTY[step.actor.role]

    # the script's own words

    def _pauses(self) -> Iterator[Pause]:
        demands, number = history(self._script).demands, 0
        for at, step in enumerate(self._steps):
            if step.path != "document-requests":
                continue
            demand, number = demands[number], number + 1
            if demand.verdict != Verdict.GAP or demand.state_not_asked:
                continue
            ends = (f"document-requests/D{number}/receipt", f"document-requests/D{number}/withdrawal", *DECIDES)
            later = self._steps[at + 1 :]
            end = next((n for n, each in enumerate(later) if each.path in (*ends, "withdrawal")), None)
            during = later if end is None else later[: end + 1]
            yield Pause(
                about=(str(step.body["subject"]), str(step.body["fact"])),
                made=step,
                until=self._at(END) if end is None else self._day(later[end]),
                work=any(each.path in WORK for each in during),
                told=any(("what", "document-requests") in each.versions for each in later),
            )

    def _due(self, registered: Step, steps: Sequence[Step], on: date) -> tuple[date, date]:
        """The day in force on a day, after these steps, and the one without extensions."""
        channel = str(self._steps[0].body["channel"])
        start = self._day(registered) if channel == Channel.CENTRE else self._day(self._steps[0])
        counted = [step for step in steps if step.path == "deadline"]
        days = _days(counted[-1].at if counted else registered.at)
        first = days.count(start, TERM[channel]).due_on
        due = max([first, *(self._until_day(step) for step in steps if self._is_lawful(step, first, on))])
        return due, first

    def _is_lawful(self, step: Step, first: date, on: date) -> bool:
        return step.path == "extensions" and self._counts(step, first, on)

    def _counts(self, step: Step, first: date, on: date) -> bool:
        """In time, not too long, and she was told by the second working day (or may still be on that day)."""
        day = self._day(step)
        notice_by = _days(step.at).count(day, NOTICE_BY).due_on
        told = [self._day(each) for each in self._all("notices") if ("what", "extensions") in each.versions]
        in_time = any(each <= min(notice_by, on) for each in told) or on <= notice_by
        return day <= first and self._until_day(step) <= first + timedelta(days=LONGEST) and in_time

    def _until_day(self, step: Step) -> date:
        return date.fromisoformat(str(step.body["due_on"]))

    def _until(self, step: Step) -> list[Step]:
        return self._steps[: self._steps.index(step) + 1]

    def _end(self) -> date:
        """The local day of the first decision or of the withdrawal; the demo's last where there is none."""
        ends = (step for step in self._steps if step.path in {*DECIDES, "withdrawal"})
        return self._day(step) if (step := next(ends, None)) else self._at(END)

    def _first(self, path: str) -> Step | None:
        return next(self._all(path), None)

    def _the_first(self, path: str) -> Step:
        return next(self._all(path))

    def _all(self, path: str) -> Iterator[Step]:
        return (step for step in self._steps if step.path == path)

    def _day(self, step: Step) -> date:
        return self._at(step.at)

    def _at(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _days(at: datetime) -> Calendar:
    """What the house counted by then: the decree's day off is known from the day it came."""
    return DAYS if at >= IN_FORCE else calendar(LATEST)


def _said(step: Step) -> datetime:
    said = step.body.get("occurred_at")
    return datetime.fromisoformat(str(said)) if said else step.at
