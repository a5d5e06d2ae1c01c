"""What the audit routes answer, in the shape of the planted counts and of the table of days."""

import time
from collections.abc import Mapping
from typing import Any, Final

from cli.demo.caller import Caller, Unexpected
from cli.demo.oversight.planted import Findings
from cli.demo.oversight.planted import found as in_shape
from cli.demo.places import AUDITOR
from cli.demo.planted import Count, Key
from cli.demo.play import Played

LOOK_SECONDS: Final = 0.01
SHOWN_SECONDS: Final = 60
"""how long the read models may need for what is still on its way"""
BY_EVERYTHING: Final = "/audit/delays?by=region,liable,cause,registry,came_of&count=claims"
DISPUTE: Final = "/audit/dispute?by=region"
FINDINGS: Final = "/audit/findings?by=region,rule,who"
LOOK_AGAIN_SECONDS: Final = 0.2
UNCHANGED_SECONDS: Final = 8
"""so long nothing may change before what was found is all that is found; the watch looks around more often"""
BY_WHO_ANSWERS: Final = "/audit/delays?by=region,liable"


def counts(caller: Caller) -> dict[Key, Count]:
    """How many waits the audit finds, in how many claims."""
    rows = caller.read(AUDITOR, BY_EVERYTHING)["rows"]
    return {_key(row): Count(row["waits"], row["claims"]) for row in rows}


def disputes(caller: Caller) -> list[dict[str, Any]]:
    """How the quarrels are decided, in the country and in each region."""
    told: list[dict[str, Any]] = caller.read(AUDITOR, DISPUTE)["disputes"]
    return told


def findings(caller: Caller, planted: Findings) -> Findings:
    """What the watch has found, as soon as that is what was planted, or when nothing more is found for a while."""
    found, changed_at = Findings(), time.monotonic()
    while found != planted and time.monotonic() - changed_at < UNCHANGED_SECONDS:
        now = in_shape(caller.read(AUDITOR, FINDINGS)["rows"])
        if now != found:
            found, changed_at = now, time.monotonic()
        time.sleep(LOOK_AGAIN_SECONDS)
    return found


def seconds_by_region(caller: Caller) -> dict[str, dict[str, int]]:
    """Region -> kind of party that answers -> seconds of waiting."""
    found: dict[str, dict[str, int]] = {}
    for row in caller.read(AUDITOR, BY_WHO_ANSWERS)["rows"]:
        kinds = found.setdefault(row["region"], {})
        kind = row["liable"]["kind"]
        kinds[kind] = kinds.get(kind, 0) + row["share_s"]
    return found


def wait_until_shown(caller: Caller, played: Played) -> float:
    """Wait until everything played stands in the read models; gives the seconds since the first request."""
    deadline = time.monotonic() + SHOWN_SECONDS
    while (lag := caller.read(AUDITOR, BY_WHO_ANSWERS)["freshness"]["lag_seconds"]) != 0:
        if time.monotonic() > deadline:
            raise Unexpected(f"the read models did not catch up within {SHOWN_SECONDS} s; their lag is {lag} s")
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - played.began


def _key(row: Mapping[str, Any]) -> Key:
    return Key(row["region"], party(row["liable"]), row["cause"], row["registry"] or "", row["came_of"] or "")


def party(ref: Mapping[str, str | None]) -> str:
    """KIND:CODE, or KIND where the party has no code."""
    return f"{ref['kind']}:{ref['code']}" if ref["code"] else str(ref["kind"])
