"""Contracts, payments, complaints, corrections: what a claim still lives through when the registries have answered."""

from cli.demo.stories.common import (
    assessed_and_approved,
    found,
    granted,
    inspected,
    taken_in,
    visited,
)
from cli.demo.teller import Teller
from domain.vocabulary import AidKind, ComplaintResult, Conclusion, IncomeBand, PaymentGround, RefusalGround


def contract_signed(t: Teller) -> None:
    """Conditional aid: the contract is laid before her, and the days until she signs are hers."""
    _contract_offered(t)
    t.diary.days(1, 3)
    t.sign_contract()
    t.diary.minutes(30, 300)
    t.approve(AidKind.CONDITIONAL)


def contract_declined(t: Teller) -> None:
    """She does not want it, and the aid is refused for that."""
    _contract_offered(t)
    t.diary.days(2, 4)
    t.decline_contract()
    t.diary.days(1, 2)
    t.refuse(RefusalGround.EMPLOYMENT_REFUSED, on_conclusion=True)


def _contract_offered(t: Teller) -> None:
    taken_in(t)
    found(t)
    inspected(t)
    t.diary.minutes(30, 300)
    t.assess(IncomeBand.BELOW)
    t.diary.minutes(20, 200)
    t.offer_contract()


def paid(t: Teller) -> None:
    """Approved, told, and paid from April on."""
    taken_in(t)
    found(t)
    granted(t)
    t.diary.minutes(20, 200)
    t.notify("approval")
    t.diary.days(1, 2)
    t.pay()


def payment_ended(t: Teller) -> None:
    """Paid, suspended by mistake, paid again, and ended when the family moved away."""
    paid(t)
    t.diary.days(1, 2)
    t.change_payment("suspension", PaymentGround.CIRCUMSTANCES_CHANGED)
    t.diary.minutes(20, 100)
    t.notify("payment/suspension")
    t.diary.days(1, 2)
    t.change_payment("resumption", PaymentGround.GROUND_CEASED)
    t.diary.days(2, 4)
    t.change_payment("termination", PaymentGround.MOVED_AWAY)


def corrected(t: Teller) -> None:
    """The assessment named the wrong quarter. What was recorded stays; the correction stands beside it."""
    taken_in(t)
    found(t)
    granted(t)
    t.diary.minutes(20, 200)
    t.correct("assessment", "quarter", "2019-Q1")


def complaint_dismissed(t: Teller) -> None:
    """Refused, contested, and the reviewing body finds nothing wrong: the decision stands."""
    taken_in(t)
    found(t)
    t.diary.days(1, 2)
    t.assess(IncomeBand.ABOVE)
    t.diary.days(1, 2)
    t.refuse(RefusalGround.INCOME_ABOVE_LINE, on_conclusion=False)
    complaint = _contested(t, "refusal")
    t.resolve(complaint, ComplaintResult.DISMISSED)


def complaint_upheld(t: Teller) -> None:
    """The commission saw no need, the reviewing body sees it: another visit, and a second decision."""
    taken_in(t)
    found(t)
    visited(t, Conclusion.NOT_IN_NEED)
    t.diary.days(1, 2)
    t.refuse(RefusalGround.NOT_IN_NEED, on_conclusion=True)
    complaint = _contested(t, "refusal")
    t.resolve(complaint, ComplaintResult.UPHELD)
    visited(t, Conclusion.NEEDS)
    assessed_and_approved(t)


def _contested(t: Teller, decision: str) -> str:
    """She is told, and complains; the reviewing body takes its days."""
    t.diary.minutes(20, 200)
    t.notify(decision)
    t.diary.days(1, 2)
    complaint = t.complain()
    t.diary.days(3, 6)
    return complaint
