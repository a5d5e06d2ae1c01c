"""What of an event somebody may correct, and what may stand in its place: only what its command would have taken.

What people said is theirs to correct. What the house named, counted or judged itself (ids, due days, editions,
verdicts, causes) follows from it; who, where and when are the token's and the store's; another family is another claim.
None of that is in the table.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from domain import events as e
from domain import shapes
from domain import vocabulary as v
from domain.errors import UnknownCode, Unusable

Right = str | int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field takes. `words`: how that is said to whoever wrote something else; `codes`: the whole closed list."""

    words: str
    fits: Callable[[Any], bool]
    codes: tuple[str, ...] = ()
    may_be_none: bool = False

    def check(self, field: str, right: Right) -> None:
        """Raises `UnknownCode` or `Unusable`, neither of which repeats a text that is no code."""
        if right is None and self.may_be_none:
            return
        if isinstance(right, str | int) and not isinstance(right, bool) and self.fits(right):
            return
        if self.codes:
            raise UnknownCode(f"{field} in right", right, self.codes)
        words = f"{self.words}, or null" if self.may_be_none else self.words
        raise Unusable(f"right for {field} is {words}, not {right!r}", told=f"right for {field} is {words}")


def _listed(codes: Iterable[StrEnum]) -> Shape:
    known = tuple(code.value for code in codes)
    return Shape("a code of the closed list", known.__contains__, known)


def _text(pattern: str, words: str, longest: int = 64) -> Shape:
    whole = re.compile(pattern.removesuffix("$"))
    return Shape(words, lambda said: isinstance(said, str) and len(said) <= longest and bool(whole.fullmatch(said)))


def _whole(least: int, most: int) -> Shape:
    return Shape(f"a whole number from {least} to {most}", lambda said: isinstance(said, int) and least <= said <= most)


def _or_none(shape: Shape) -> Shape:
    return Shape(shape.words, shape.fits, shape.codes, may_be_none=True)


DAY: Final = Shape("a day, as 2019-04-01", lambda said: shapes.day(said) is not None)
INSTANT: Final = Shape("an instant in UTC, as 2019-04-01T10:00:00Z", lambda said: bool(shapes.at(said)))
AGE: Final = Shape("a day or an instant, as 2019-04-01", lambda said: bool(shapes.day(said) or shapes.at(said)))
KATO: Final = _text(shapes.KATO, "a KATO code of nine digits, as 750000000")
CODE: Final = _text(shapes.CODE, "a code, as ALMATY-1")
BASIS: Final = _text(shapes.BASIS, "a legal basis of the edition")
NUMBER: Final = _text(shapes.NUMBER, "the number of a paper, as AB-7/2019", shapes.NUMBER_CHARACTERS)
SHA256: Final = _text(shapes.SHA256, "a SHA-256, 64 of 0-9 a-f")
VERSION: Final = _whole(1, shapes.VERSIONS)
GROUND: Final = _listed(v.PaymentGround)
CONTRACT: Final = _listed(v.ContractKind)
OUTCOME: Final = _listed(v.LookupOutcome)
LATENCY: Final = _whole(0, shapes.LONGEST_LATENCY_MS)

CORRECTABLE: Final[Mapping[type[e.ClaimEvent], Mapping[str, Shape]]] = {
    e.ClaimSubmitted: {
        "channel": _listed(v.Channel),
        "region": KATO,
        "authorised_body": CODE,
        "language": _listed(v.Language),
    },
    e.ClaimRegistered: {"number": _text(shapes.CODE, "a number of claims, as ALMATY-1-2019-000001", 100)},
    e.FileSent: {"to_office": CODE},
    e.TermExtended: {"due_on": DAY, "reason": _listed(v.ExtensionReason)},
    e.LookupRequested: {"message": CODE},
    e.LookupFailed: {"outcome": OUTCOME, "latency_ms": LATENCY, "retry_at": INSTANT},
    e.LookupCompleted: {
        "outcome": OUTCOME,
        "unit": _or_none(KATO),
        "source_as_of": _or_none(AGE),
        "latency_ms": LATENCY,
        "evidence": _or_none(SHA256),
    },
    e.StateRequestAnswered: {"answer": _listed(v.StateAnswer)},
    e.DocumentRequested: {"type": _listed(v.DocumentType), "fact": _listed(v.Fact), "basis": _or_none(BASIS)},
    e.DocumentReceived: {"digest": SHA256},
    e.DocumentRequestWithdrawn: {"reason": _listed(v.DemandWithdrawal)},
    e.CommissionAssigned: {"commission": CODE, "quorum": _whole(1, shapes.SIGNATURES)},
    e.CommissionInspected: {"on": DAY},
    e.CommissionConcluded: {"result": _listed(v.Conclusion)},
    e.IncomeAssessed: {
        "quarter": _text(shapes.QUARTER, "a quarter, as 2019-Q1"),
        "line": _whole(1, shapes.LARGEST_LINE),
        "band": _listed(v.IncomeBand),
    },
    e.ClaimApproved: {
        "number": NUMBER,
        "kind": _listed(v.AidKind),
        "months": _whole(1, shapes.MONTHS),
        "conclusion": _or_none(VERSION),
    },
    e.ClaimRefused: {"number": NUMBER, "ground": _listed(v.RefusalGround), "conclusion": _or_none(VERSION)},
    e.ClaimWithdrawn: {"reason": _listed(v.Withdrawal)},
    e.ContractOffered: {"kind": CONTRACT},
    e.ContractSigned: {"kind": CONTRACT},
    e.ContractDeclined: {"kind": CONTRACT},
    e.NoticeSent: {"what": VERSION, "channel": _listed(v.NoticeChannel)},
    e.PaymentStarted: {"first_month": _text(shapes.MONTH, "a month, as 2019-04")},
    e.PaymentSuspended: {"ground": GROUND},
    e.PaymentResumed: {"ground": GROUND},
    e.PaymentTerminated: {"ground": GROUND},
    e.ComplaintFiled: {"body": CODE, "external_number": NUMBER},
    e.ComplaintResolved: {"external_number": NUMBER, "result": _listed(v.ComplaintResult)},
}
"""Event -> its fields that can be corrected, and what each takes."""
UNCORRECTABLE: Final[Mapping[type[e.ClaimEvent], str]] = {
    e.ChecksRequested: "questions were asked; others are asked by another one",
    e.GapDetected: "the rules' own conclusion from an answer, which can be corrected",
    e.GapClosed: "the rules' own conclusion from an answer or a paper",
    e.StateRequestSent: "what was sent to that body stays sent; another request can follow",
    e.DeadlineRecomputed: "counted again by the calendar, and not said by anybody",
    e.FileReceived: "says nothing but that it came, and when",
    e.CorrectionRecorded: "another correction of the same field follows it",
    e.ClaimAssigned: "handed back and given to another instead",
    e.ClaimHandedBack: "taken up again instead",
}
"""Event of which nothing can be corrected -> why"""
