"""The closed lists of what deputies ask and of what becomes of it: part of the vocabulary (vocabulary.py)."""

from enum import StrEnum


class InquiryTemplate(StrEnum):
    """The seven things that deputies ask (docs/how-to/answer-an-inquiry.md)."""

    CLAIMS = "CLAIMS"
    FAMILIES = "FAMILIES"
    PAPERS = "PAPERS"
    MISSING_DATA = "MISSING_DATA"
    BACKLOG = "BACKLOG"
    COVERAGE = "COVERAGE"
    UNJUSTIFIED = "UNJUSTIFIED"


class NotRecorded(StrEnum):
    """What is asked and no event holds: an answer says so instead of making up a figure."""

    TENGE_PAID = "TENGE_PAID"
    ENTITLED_POPULATION = "ENTITLED_POPULATION"
    SUMS_TO_RETURN = "SUMS_TO_RETURN"
    SYSTEM_DOWNTIME = "SYSTEM_DOWNTIME"


class KeptBack(StrEnum):
    """What only auditors are told, exact: it is not among the tables published under disclosure control."""

    PERSONS = "PERSONS"
    ASKERS = "ASKERS"
    ATTEMPTS = "ATTEMPTS"
    DISTRICTS = "DISTRICTS"
    REGIONS = "REGIONS"
    GROUNDS_BY_REGION = "GROUNDS_BY_REGION"
    RECEIPTS = "RECEIPTS"  # of papers that were demanded
    CLOSINGS = "CLOSINGS"  # of gaps
    WAITED = "WAITED"
    LOST = "LOST"


class InquiryStatus(StrEnum):
    """How far an inquiry has come."""

    ANSWERED = "ANSWERED"  # with figures; the addressee's letter is awaited
    REPLIED = "REPLIED"  # the addressee's letter is there
