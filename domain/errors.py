"""Every refusal, as a tree. A refusal says what is wrong, names the values and says what would be right.

How a refusal is answered over HTTP stands in one table, `api/problems.py`; nothing here knows of it.
"""

from collections.abc import Iterable
from typing import ClassVar


class Refusal(Exception):
    """Something was asked that cannot be. `facts` are what a client's program needs to go on."""

    TYPE: ClassVar[str] = "refusal"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
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
        super().__init__(f"{what} {id} is none of this claim's; it has: {', '.join(has) or 'none'}", known=has)


class AlreadyDone(Refusal):
    """It was answered, received, withdrawn or asked before."""

    TYPE = "already-done"


class NothingToAsk(Refusal):
    """Every fact named has its gap already and no registry to ask."""

    TYPE = "nothing-to-ask"


class NotYourFile(Refusal):
    """The file is another office's to send or to receive."""

    TYPE = "not-your-file"


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
            f"the claim is at version {current}, not {given}; read it again and decide anew", version=current
        )


class KeyReused(Refusal):
    """The Idempotency-Key was used with another body."""

    TYPE = "key-reused"

    def __init__(self, key: str) -> None:
        super().__init__(f"key {key} was used with another body; repeat the same body or take a new key")


# the command itself is wrong


class Unusable(Refusal):
    """What was said cannot be meant."""

    TYPE = "unusable"


class UnknownCode(Unusable, LookupError):
    """A code that no closed list has."""

    TYPE = "unknown-code"

    def __init__(self, what: str, code: object, known: Iterable[str]) -> None:
        codes = sorted(known)
        super().__init__(f"unknown {what} {code}; known: {', '.join(codes)}", known=codes)


class Contradiction(Unusable):
    """The parts of an answer contradict each other."""

    TYPE = "contradiction"


class InTheFuture(Unusable):
    """Nothing is recorded before it happened."""

    TYPE = "in-the-future"

    def __init__(self, occurred_at: str, now: str) -> None:
        super().__init__(f"occurred_at {occurred_at} is later than now, {now}", now=now)


class DatedBackTooFar(Unusable):
    """The edition limits how far back a caseworker may date."""

    TYPE = "dated-back-too-far"

    def __init__(self, day: str, earliest: str) -> None:
        super().__init__(
            f"{day} is too far back; the earliest day that may be recorded now is {earliest}", earliest=earliest
        )


class PersonalNumber(Unusable):
    """A value of exactly twelve digits: an IIN has no place in a claim."""

    TYPE = "personal-number"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds twelve digits, the shape of an IIN; persons are named by person_ref, a random UUID"
        )


class NotARandomReference(Unusable):
    """A person_ref that is not a random UUID."""

    TYPE = "not-a-random-reference"

    def __init__(self) -> None:
        super().__init__("person_ref must be a random UUID (version 4) and nothing else")


# what the rules do not know


class UnknownRegion(UnknownCode):
    TYPE = "unknown-region"


class UnknownEdition(UnknownCode):
    TYPE = "unknown-edition"


class UnknownCalendar(UnknownCode):
    TYPE = "unknown-calendar"


class UnknownBasis(UnknownCode):
    TYPE = "unknown-basis"
