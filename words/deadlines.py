"""Why a deadline is the day that it is: each reason, extension and pause in a sentence, and what a replay says."""

from datetime import date, datetime
from typing import Final

from domain.ledger import Pause
from domain.policy import edition
from domain.regions import time_zone
from domain.replay import AnyReason, Replay
from domain.state import ClaimState
from domain.term import Due, Standing
from domain.vocabulary import Language
from words.cast import Cast
from words.catalogue import NoWords, Said, code, say
from words.lengths import length

NAMED: Final = frozenset({"HOLIDAY", "MOVED_HOLIDAY"})
"""reasons of the calendar that name a holiday after a colon"""


def due(day: Due, registered: bool, lang: Language) -> str:
    """By when the claim's next duty has to be done."""
    if not registered:
        return say("deadline-register_by", lang, day=day.day)
    if day.notice_by is None or day.without is None:
        return say("deadline-due", lang, day=day.day)
    return say("deadline-due-provisional", lang, day=day.day, notice_by=day.notice_by, without=day.without)


def kept(over: bool, lang: Language) -> str:
    """Whether the term was or is kept."""
    return say("term-state", lang, state="over" if over else "kept")


def reason(it: AnyReason, lang: Language) -> str:
    """Where the deadline begins and how long it is, or why a day did not count."""
    if it["kind"] == "SKIPPED":
        return say("reason-SKIPPED", lang, day=date.fromisoformat(it["day"]), why=_why(it["why"], lang))
    term, start_on = say("working-days", lang, count=it["working_days"]), date.fromisoformat(it["start_on"])
    by = {"term": term, "edition": it["edition"], "calendar": it["calendar"]}
    if it["kind"] == "REGISTER_BY":
        return say("reason-REGISTER_BY", lang, start_on=start_on, **by)
    channel = code("Channel", it["channel"], lang)
    return say("reason-TERM", lang, start_on=start_on, starts=it["starts"], channel=channel, **by)


def _why(off: str, lang: Language) -> str:
    """The calendar's code for a day off. An override may name what no catalogue knows: then it is told as it stands."""
    kind, _, name = off.partition(":")
    if kind in NAMED:
        return say(f"why-{kind}", lang, holiday=_holiday(name, lang))
    if kind != "TRANSFER":
        return say("why-WEEKEND", lang)
    try:
        return say("why-TRANSFER", lang, day=date.fromisoformat(name))
    except ValueError:
        return say("why-OTHER", lang)


def _holiday(name: str, lang: Language) -> str:
    try:
        return code("Holiday", name, lang)
    except NoWords:
        return name


def extension(standing: Standing, lang: Language) -> str:
    """An extension, and what it is worth."""
    it = standing.extension
    return say(
        "extension",
        lang,
        day=date.fromisoformat(it.due_on),
        version=str(it.version),
        reason=code("ExtensionReason", it.reason, lang),
        notice_by=standing.notice_by,
        standing=code("Counts", standing.counts, lang),
    )


def pause(it: Pause, state: ClaimState, who: Cast, zone: str, now: int) -> str:
    """A lawful pause, and whether the edition lets the term stand still meanwhile. `now`: epoch seconds."""
    demand, rules = state.demands[it.demand], edition(state.term_edition or state.edition)
    said: dict[str, Said] = {
        "type": code("DocumentType", demand.type, who.lang),
        "subject": who.member(demand.subject),
        "from": _local(it.opened_at, zone),
        "until": _local(it.closed_at or now, zone),
        "length": length(max((it.closed_at or now) - it.opened_at, 0), who.lang),
        "closed": "no" if it.closed_at is None else "yes",
        "stops": "yes" if rules.pauses_stop_term else "no",
    }
    return say("pause", who.lang, **said)


def replayed(again: Replay, lang: Language) -> str:
    """What counting again gives, and whether it is what was recorded."""
    return say(
        "replayed",
        lang,
        day=again.due_on,
        recorded=again.recorded,
        edition=again.edition,
        calendar=again.calendar,
        agrees="yes" if again.agrees else "no",
    )


def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at, time_zone(zone))
