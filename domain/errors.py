"""Every refusal, as a tree. A refusal says what is wrong, names the values and says what would be right.

A value that somebody typed may be a name or a date of birth: `told` is the same message without it, for whoever is not
the sender. How a refusal is answered over HTTP stands in one table, `api/problems.py`; nothing here knows of it.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar


class Refusal(Exception):
    """Something was asked that cannot be. `facts` are what a client's program needs to go on, in the house's words.

    `told`: the message without what the sender typed; the message itself, where it holds nothing of the sender's.
    """

    TYPE: ClassVar[str] = "refusal"

    def __init__(self, message: str, *, told: str = "", **facts: object) -> None:
        super().__init__(message)
        self.told = told or message
        self.facts = facts


# the command does not fit the claim as it stands


class NotAllowed(Refusal):
    """The stage does not allow the command."""

    TYPE = "not-allowed-now"

    def __init__(self, command: str, stage: str, allowed: Iterable[str]) -> None:
        now = sorted(allowed)
        super().__init__(
            f"{command} is not allowed in stage {stage}; allowed now: {', '.join(now) or 'nothing'}",
            allowed=now,
            stage=stage,
        )


class NotAllowedOnFinding(NotAllowed):
    """The finding has come too far for the command."""

    def __init__(self, command: str, status: str, allowed: Iterable[str]) -> None:
        now = sorted(allowed)
        Refusal.__init__(
            self,
            f"{command} is not allowed on a finding that is {status}; allowed now: {', '.join(now) or 'nothing'}",
            allowed=now,
            finding_status=status,
        )


class NotYours(Refusal):
    """The role does not act so."""

    TYPE = "not-your-command"

    def __init__(self, command: str, role: str, roles: Iterable[str]) -> None:
        who = sorted(roles)
        super().__init__(f"role {role} may not {command}; it is for: {', '.join(who)}", roles=who)


class NeverAsked(Refusal):
    """An answer to something that was never asked, or a reference to what the claim does not have."""

    TYPE = "never-asked"

    def __init__(self, what: str, id: object, known: Iterable[str]) -> None:
        has = list(known)
        rest = f"is none of this claim's; it has: {', '.join(has) or 'none'}"
        super().__init__(f"{what} {id} {rest}", told=f"this {what} {rest}", known=has)


class AlreadyDone(Refusal):
    """It was answered, received, withdrawn or asked before."""

    TYPE = "already-done"


class NothingToAsk(Refusal):
    """Every fact named has its gap already and no registry to ask."""

    TYPE = "nothing-to-ask"


class NotYourFile(Refusal):
    """The file is another office's to send or to receive."""

    TYPE = "not-your-file"


class NotTheirMove(Refusal):
    """A claim is worked on by those whose move it is. `move`: role -> office that has its turn now."""

    TYPE = "not-their-move"

    def __init__(self, role: str, move: Mapping[str, str]) -> None:
        now = ", ".join(f"{each} of {office}" for each, office in sorted(move.items()))
        rest = f"it is for: {now or 'nobody who works here'}"
        super().__init__(f"it is not the move of that {role}; {rest}", move=dict(move))


class InOtherHands(Refusal):
    """Somebody else has the claim to work on, or nobody."""

    TYPE = "in-other-hands"


class OpenClaim(Refusal):
    """The applicant has an open claim; the repetition is counted."""

    TYPE = "open-claim"

    def __init__(self, claim: str) -> None:
        super().__init__(f"the applicant already has an open claim, {claim}", claim=claim)


class StaleVersion(Refusal):
    """The claim has moved on since the version the command was decided on."""

    TYPE = "stale-version"

    def __init__(self, given: int, current: int) -> None:
        super().__init__(
            f"the claim is at version {current}, not {given}; read it again and decide anew",
            told=f"the claim is at version {current} now, and the command was decided on another; read it again and"
            " decide anew",
            version=current,
        )


class KeyReused(Refusal):
    """The Idempotency-Key was used with another body."""

    TYPE = "key-reused"

    def __init__(self, key: str) -> None:
        rest = "was used with another body; repeat the same body or take a new key"
        super().__init__(f"key {key} {rest}", told=f"this Idempotency-Key {rest}")


# the command itself is wrong


class Unusable(Refusal):
    """What was said cannot be meant."""

    TYPE = "unusable"


class UnknownCode(Unusable, LookupError):
    """A code that no closed list has."""

    TYPE = "unknown-code"
    TOLD: ClassVar[str] = "unknown {what}; known: {known}"

    def __init__(self, what: str, code: object, known: Iterable[str]) -> None:
        codes = sorted(known)
        listed = ", ".join(codes)
        told = self.TOLD.format(what=what, known=listed)
        super().__init__(f"unknown {what} {code}; known: {listed}", told=told, known=codes)


class UnknownGrouping(UnknownCode):
    """Figures that are not asked by this group, filter or count; `known` are those of the figures asked for."""


class Contradiction(Unusable):
    """The parts of an answer contradict each other."""

    TYPE = "contradiction"


class InTheFuture(Unusable):
    """Nothing is recorded before it happened."""

    TYPE = "in-the-future"

    def __init__(self, at: str, now: str, *, what: str = "occurred_at", limit: str = "now") -> None:
        rest = f"is later than {limit}, {now}"
        super().__init__(f"{what} {at} {rest}", told=f"{what} {rest}", now=now)


class DatedBackTooFar(Unusable):
    """How far back a caseworker may date, the edition limits; for inquiries it is a month."""

    TYPE = "dated-back-too-far"

    def __init__(self, day: str, earliest: str) -> None:
        rest = f"is too far back; the earliest day that may be recorded now is {earliest}"
        super().__init__(f"{day} {rest}", told=f"that {rest}", earliest=earliest)


class PersonalNumber(Unusable):
    """Exactly twelve digits in a row: an IIN has no place in a claim."""

    TYPE = "personal-number"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds twelve digits in a row, the shape of an IIN; persons are named by person_ref, a random UUID"
        )


class NotARandomReference(Unusable):
    """A person_ref that is not a random UUID."""

    TYPE = "not-a-random-reference"

    def __init__(self) -> None:
        super().__init__("person_ref must be a random UUID (version 4) and nothing else")


# what the rules do not know


class UnknownRegion(UnknownCode):
    """A KATO code of no region of that day or time. `life`: when a region of that prefix existed, if any ever did."""

    TYPE = "unknown-region"
    TOLD = "no region had this KATO code then; known: {known}"

    def __init__(self, what: str, code: object, known: Iterable[str], life: str = "") -> None:
        super().__init__(what, code, known)
        self.told += f"; {life}" if life else ""


class UnknownEdition(UnknownCode):
    """No edition of the rules was in force."""

    TYPE = "unknown-edition"
    TOLD = "no edition of the rules was in force on that day; known: {known}"


class UnknownCalendar(UnknownCode):
    """A calendar that this process does not have. Nobody types its version: an event names it."""

    TYPE = "unknown-calendar"
    TOLD = (
        "a claim names a calendar that this process does not have; the operator starts it with the file of that"
        " calendar in QADAM_CALENDAR_OVERRIDE, then repeat the request, a command with the same key; known: {known}"
    )


class UnknownBasis(UnknownCode):
    """A legal basis that the claim's edition does not have."""

    TYPE = "unknown-basis"
