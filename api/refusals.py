"""What the API itself refuses, before the domain is asked or because of who asks. The domain: domain/errors.py."""

from typing import Final
from uuid import UUID

from domain.calendar import latest
from domain.errors import OpenClaim, Refusal

# who asks


class NoToken(Refusal):
    """The request carries no bearer token."""

    TYPE = "no-token"

    def __init__(self) -> None:
        super().__init__("this needs a bearer token: Authorization: Bearer ...; in development, qadam token issues one")


class BadToken(Refusal):
    """The token is not one of ours, not valid now, or lacks what is needed."""

    TYPE = "bad-token"


class NotYourQuestion(Refusal):
    """The role does not ask this."""

    TYPE = "not-your-question"

    def __init__(self, role: str, roles: list[str]) -> None:
        super().__init__(f"role {role} may not ask this; it is for: {', '.join(roles)}", roles=roles)


class NoSuchClaim(Refusal):
    """No such claim, or one outside the token's scope: nobody can tell which."""

    TYPE = "no-such-claim"

    def __init__(self) -> None:
        super().__init__(
            "there is no such claim, or none that you may see; one that was just submitted is shown a moment later"
        )


class NoSuchFinding(Refusal):
    """No such finding, or one about a claim outside the token's scope: nobody can tell which."""

    TYPE = "no-such-finding"

    def __init__(self) -> None:
        super().__init__("there is no such finding, or none about a claim that you may see")


class NoSuchInquiry(Refusal):
    """No such inquiry, or somebody else's: nobody can tell which."""

    TYPE = "no-such-inquiry"

    def __init__(self) -> None:
        super().__init__("there is no such inquiry, or none that you asked or that was addressed to your office")


class NotSettled(Refusal):
    """Figures of a day that are not complete here yet: what was given now could not be given again."""

    TYPE = "not-settled"

    def __init__(self, models: str, day: str) -> None:
        super().__init__(
            f"not everything recorded by the end of {day} has come to {models} yet; repeat the request in a moment,"
            " with the same key, or name an earlier day as as_known",
            day=day,
        )


class NothingToHandOut(Refusal):
    """The queue has no claim that nobody has. `in_hands`: those of the same queue that somebody has."""

    TYPE = "nothing-to-hand-out"

    def __init__(self, in_hands: int, incoming: int) -> None:
        super().__init__(
            f"nothing waits for you that nobody has; claims in somebody's hands: {in_hands}; files on their way that"
            f" still have to be received: {incoming}; repeat the request later",
            in_hands=in_hands,
            incoming=incoming,
        )


class NoSuchRegion(Refusal):
    """A submission for a region outside the token's."""

    TYPE = "no-such-region"

    def __init__(self, own: str) -> None:
        super().__init__(f"you act in region {own} only: the KATO code begins with these digits", region=own)


class OpenClaimElsewhere(OpenClaim):
    """The applicant has an open claim where the asker may not look."""

    def __init__(self) -> None:
        Refusal.__init__(self, "the applicant already has an open claim, with another office")


def open_claim(claim: UUID) -> OpenClaim:
    """The refusal with a link to the open claim."""
    refusal = OpenClaim(str(claim))
    refusal.facts["href"] = f"/claims/{claim}"
    return refusal


# headers


class KeyMissing(Refusal):
    """A command without an Idempotency-Key could not be repeated safely."""

    TYPE = "key-missing"

    def __init__(self) -> None:
        super().__init__("a command needs the header Idempotency-Key: a new key for each, the same to repeat it")


class KeyUnusable(Refusal):
    """An Idempotency-Key of another shape; it is kept with the event, so it cannot be just anything."""

    TYPE = "key-unusable"

    def __init__(self) -> None:
        super().__init__("an Idempotency-Key is 16 to 64 of A-Z a-z 0-9 _ -, and not digits only")


class VersionMissing(Refusal):
    """A command on a claim names the version it was decided on."""

    TYPE = "version-missing"

    def __init__(self) -> None:
        super().__init__(
            'this needs the header If-Match with the version decided on, as "5": the ETag of GET /claims/{claim} and of'
            " the command before; only service says *"
        )


class HeaderUnusable(Refusal):
    """A header that cannot be understood, or comes twice."""

    TYPE = "header-unusable"


# the body

TOLD: Final = 3
"""so many errors of a request are told in its detail, all of them as its `errors`"""


class TooLong(Refusal):
    """A longer body than any command needs."""

    TYPE = "too-long"

    def __init__(self, limit: int) -> None:
        super().__init__(f"a body has at most {limit} bytes", bytes=limit)


class TooSlow(Refusal):
    """The body did not come in time."""

    TYPE = "too-slow"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the body did not come within {seconds:g} seconds")


class NotJsonType(Refusal):
    """Only JSON is spoken here."""

    TYPE = "not-json-type"

    def __init__(self) -> None:
        super().__init__("a body is JSON: Content-Type: application/json, and no Content-Encoding")


class NotJson(Refusal):
    """Bytes that are no JSON, or JSON that two readers could read differently."""

    TYPE = "not-json"


class BadCursor(Refusal):
    """A cursor that no page of this list gave."""

    TYPE = "bad-cursor"

    def __init__(self) -> None:
        super().__init__("this cursor is from no page of this list: follow the Link of the page before, or begin anew")


class Unreadable(Refusal):
    """The request is not what the route takes. `errors` say where and why, never what was sent."""

    TYPE = "unreadable"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        told = "; ".join(f"{error['where']}: {error['why']}" for error in errors[:TOLD])
        more = f"; and {len(errors) - TOLD} more" if len(errors) > TOLD else ""
        super().__init__(f"not what this route takes: {told}{more}", errors=errors)


class NoSuchPath(Refusal):
    """No route has this path."""

    TYPE = "no-such-path"

    def __init__(self) -> None:
        super().__init__("nothing is at this path; what there is stands on the API's page")


class NoSuchMethod(Refusal):
    """The path has other methods."""

    TYPE = "no-such-method"

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(f"this path takes {', '.join(allowed)}", allowed=allowed)


# nobody's fault, or ours


class Unavailable(Refusal):
    """The database is away or too busy."""

    TYPE = "unavailable"

    def __init__(self) -> None:
        super().__init__("the database is away or too busy; repeat the request, a command with the same key")


class Overtaken(Refusal):
    """Other processes changed the claim first, every time it was tried."""

    TYPE = "overtaken"

    def __init__(self) -> None:
        super().__init__("others changed the claim first, several times; repeat the request with the same key")


class TooOld(Refusal):
    """Newer code wrote to the claim than this process runs."""

    TYPE = "too-old"

    def __init__(self) -> None:
        super().__init__(
            "newer code wrote here than this process runs; repeat the request, a command with the same key"
        )


class CalendarEnds(Refusal):
    """A day is needed that the calendar's table does not reach, and nobody guesses."""

    TYPE = "calendar-ends"

    def __init__(self) -> None:
        last_day = latest().table.last_day
        super().__init__(
            f"this needs a day outside the calendar's table, which ends on {last_day}; the operator installs a Qadam"
            " whose table goes on, then repeat the request, a command with the same key",
            last_day=last_day.isoformat(),
        )


class Fault(Refusal):
    """A mistake of ours. It is logged; nothing about it is told."""

    TYPE = "fault"

    def __init__(self) -> None:
        super().__init__("this is a mistake of ours; the log has it under this answer's X-Request-Id")
