"""Commands as plain functions of an aggregate, each under a request key of its own."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from domain.act import Act
from domain.applicant import Applicant
from domain.claim import Claim
from domain.vocabulary import Role
from tests.domain.examples import DIGEST, OFFICE
from tests.domain.scenario import BEGIN
from tests.domain.usual import USUAL


def act(now: datetime = BEGIN) -> Act:
    return Act("aigul", Role.CASEWORKER, OFFICE, now, now, {"key": uuid4().hex, "digest": DIGEST})


def submit(claim: Claim) -> int:
    claim.submit(**USUAL["submit"], act=act())
    return claim.version


def register(claim: Claim) -> int:
    claim.register(**USUAL["register"], act=act())
    return claim.version


def request_checks(claim: Claim) -> int:
    claim.request_checks(**USUAL["request_checks"], act=act())
    return claim.version


def withdraw(claim: Claim) -> int:
    claim.withdraw(**USUAL["withdraw"], act=act())
    return claim.version


def apply_with(claim: str) -> Callable[[Applicant], int]:
    def command(applicant: Applicant) -> int:
        applicant.apply(claim=claim, act=act())
        return applicant.version

    return command


def submit_once(claim: Claim, applicant: Applicant) -> str:
    """Let in, or counted as a repetition: the claim that is open now."""
    if applicant.last_claim is not None:
        applicant.apply_again(claim=applicant.last_claim, channel="AKIM", region="750000000", act=act())
        return applicant.last_claim
    submit(claim)
    applicant.apply(claim=str(claim.id), act=act())
    return str(claim.id)
