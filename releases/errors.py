"""Why a table is not given out. Each says what can be had instead."""

from collections.abc import Sequence
from datetime import date

from domain.errors import Refusal


class NotReleased(Refusal):
    """Figures that may be given only under disclosure control, and cannot be given so. Made by the functions below."""

    TYPE = "not-released"
    for_good = False
    """nothing of the table can be given on that day: it stays so, and to say so is an answer"""


class UnderWay(Refusal):
    """The first question of a day is worked on; the answer will be there for the next."""

    TYPE = "being-released"

    def __init__(self) -> None:
        super().__init__("these tables are being worked out for the first time; repeat the request in a few seconds")


def no_such_table(name: str, tables: Sequence[str]) -> NotReleased:
    """What is published is a closed list: another cut through the same claims would tell what these hide."""
    return NotReleased(
        f"no table of that name is published; published are: {', '.join(tables)}", table=name, tables=list(tables)
    )


def not_over(last: date) -> NotReleased:
    """Within a day figures would move one claim at a time."""
    return NotReleased(
        f"figures are given as known at the end of a day that is over in Almaty, {last} at the latest",
        last_day=last.isoformat(),
    )


def no_such_month(first: date, last: date) -> NotReleased:
    """Claims are counted by whole calendar months that are over, from that of the first rules on."""
    which = f"of {first:%Y-%m} to {last:%Y-%m}" if last > first else f"and {first:%Y-%m}, the earliest, is not over"
    return NotReleased(
        f"under disclosure control figures are of one calendar month, from its first day to its last, {which}",
        first_month=first.isoformat(),
        last_month=last.isoformat(),
    )


def behind(as_known: date, why: str) -> NotReleased:
    """What is given out is never given otherwise: so not before it is whole."""
    return NotReleased(
        f"the figures of {as_known} are not whole ({why}); repeat the request later, or ask for an earlier as_known",
        as_known=as_known.isoformat(),
    )


def no_cut_off(as_known: date, days: Sequence[date]) -> NotReleased:
    """Every day on which a month is told is one more equation for whoever would work out what is hidden."""
    told = [each.isoformat() for each in days]
    return NotReleased(
        f"figures are told as known on the last days of months, and on the 10th and 20th of the month after; {as_known}"
        f" is none of these: {', '.join(told)}",
        days=told,
    )


def not_told_then(name: str, month: date, as_known: date, days: Sequence[date]) -> NotReleased:
    """Nobody asked for it as known on that day, or it came to be published after the day was told."""
    before = f"; it was told as known on {_listed(days)}" if days else ""
    return _for_good(
        f"table {name} of {month:%Y-%m} was not told as known on {as_known}{before}. Name that day as as_known:"
        " nobody may have asked for it yet. A table that came to be published later is told of later days only",
        days,
    )


def cannot_be_protected(name: str, month: date, as_known: date, days: Sequence[date]) -> NotReleased:
    """No choice of hidden cells keeps every promise, beside what was released before."""
    before = f", beside what was told as known on {_listed(days)}" if days else ""
    return _for_good(
        f"table {name} of {month:%Y-%m} cannot be given as known on {as_known} without telling of few people{before};"
        " ask for another month, or as known on another day",
        days,
    )


def _for_good(why: str, days: Sequence[date]) -> NotReleased:
    """`days`: those as known on which it was told."""
    refusal = NotReleased(why, days=[each.isoformat() for each in days])
    refusal.for_good = True
    return refusal


def _listed(days: Sequence[date]) -> str:
    return ", ".join(map(str, days))
