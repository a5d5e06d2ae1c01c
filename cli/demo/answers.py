"""Who was right in April 2019, in five sentences: every figure in them comes from an audit route."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cli.demo.caller import Caller
from cli.demo.places import AUDITOR, places, short
from cli.demo.planted import Count, Counts, Key
from cli.demo.words import counted, days, kind, listed

CLAIMS_BY_CAUSE: Final = "/audit/delays?by=cause&count=claims"


def who_was_right(caller: Caller, counts: Counts, seconds: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """From the counts and the days that the audit found."""
    unneeded = _where(counts, lambda key: key.came_of == "PRESENT_BUT_ASKED")
    needless = _where(unneeded, lambda key: key.liable.startswith("COMMISSION"))
    others = {key: count for key, count in unneeded.items() if key not in needless}
    empty = _where(counts, lambda key: key.cause == "STATE_REQUEST" and key.liable.startswith("AKIMAT"))
    unknown = _where(counts, lambda key: key.cause == "DOCUMENT" and key.liable == "MINISTRY")
    lawful = _where(counts, lambda key: key.liable == "LAW" and key.registry == "CIVIL_STATUS")
    yield (
        f"The mothers: commissions demanded {_papers(needless)} that a registry had given, in {_claims(needless)},"
        f" all of them in {_regions(needless)}.{_so_did(others)}"
    )
    claims, with_papers = _claims_by_cause(caller)
    yield f"The ministry: in {claims - with_papers:,} of {counted(claims, 'claim')} nobody demanded any paper."
    yield (
        f"And the ministry again: in {_claims(empty)} an akimat had left house or flat number empty, in"
        f" {_regions(empty)}; akimats answer for {days(_total(seconds, 'AKIMAT'))} days."
    )
    yield (
        f"The deputy: of alimony no connected system knows. That cost {_papers(unknown)} in {_claims(unknown)};"
        f" the ministry, which connects systems, answers for {days(_total(seconds, 'MINISTRY'))} days."
    )
    yield (
        f"Both: for {_papers(lawful)} about children born before 13 August 2007 nobody answers but the law; the state"
        " had been asked first and had nothing."
    )


Found = Mapping[Key, Count]


def _where(counts: Counts, wanted: Callable[[Key], bool]) -> Found:
    return {key: count for key, count in counts.items() if wanted(key)}


def _so_did(others: Found) -> str:
    """What parties that are no commission demanded without need."""
    who = listed(sorted({kind(key.liable) for key in others}))
    return f" So did others ({who}): {_papers(others)} in {_claims(others)}." if others else ""


def _papers(found: Found) -> str:
    return counted(sum(count.waits for count in found.values()), "paper")


def _claims(found: Found) -> str:
    return counted(sum(count.claims for count in found.values()), "claim")


def _regions(found: Found) -> str:
    here = {key.region for key in found}
    return listed([short(place.name) for place in places() if place.prefix in here])


def _total(seconds: Mapping[str, Mapping[str, int]], of: str) -> int:
    return sum(kinds.get(of, 0) for kinds in seconds.values())


def _claims_by_cause(caller: Caller) -> tuple[int, int]:
    """How many claims there are (each was once to be registered), and in how many a paper was demanded."""
    claims = {row["cause"]: row["claims"] for row in caller.read(AUDITOR, CLAIMS_BY_CAUSE)["rows"]}
    return claims["REGISTRATION"], claims["DOCUMENT"]
