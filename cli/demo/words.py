"""The codes in plain words, for somebody who has never seen them."""

from collections.abc import Mapping, Sequence
from typing import Final

WHO: Final[Mapping[str, str]] = {
    "OFFICE": "office",
    "COMMISSION": "commission",
    "AUTHORISED_BODY": "deciding body",
    "AKIMAT": "akimat",
    "REGISTRY": "registry owner",
    "STATE_BODY": "other state body",
    "REVIEWING_BODY": "reviewing body",
    "MINISTRY": "ministry",
    "BUS": "gateway",
    "SYSTEM": "this system",
    "LAW": "the law",
    "APPLICANT": "applicant",
}
"""Parties that may answer for a wait, in the order of the table's columns."""

COLUMN: Final[Mapping[str, str]] = {
    "OFFICE": "office",
    "COMMISSION": "commis-\nsion",
    "AUTHORISED_BODY": "deciding\nbody",
    "AKIMAT": "akimat",
    "REGISTRY": "registry\nowner",
    "STATE_BODY": "other\nstate\nbody",
    "REVIEWING_BODY": "re-\nviewing\nbody",
    "MINISTRY": "minis-\ntry",
    "BUS": "gate-\nway",
    "SYSTEM": "this\nsystem",
    "LAW": "the\nlaw",
    "APPLICANT": "appli-\ncant",
}
"""The same as headings of narrow columns."""

WAITED_FOR: Final[Mapping[str, str]] = {
    "DOCUMENT": "a paper from the mother",
    "STATE_REQUEST": "another state body",
    "UNATTENDED_GAP": "somebody to act on a missing fact",
    "LOOKUP": "a registry's answer",
    "RETRY": "a silent registry, to ask it again",
    "QUEUE": "the questions to be sent",
    "REGISTRATION": "registration",
    "IDLE": "nothing: the file lay untouched",
    "INSPECTION": "the commission",
    "ASSESSMENT": "the income assessment",
    "DECISION": "the decision",
    "CONTRACT": "her signature under a contract",
    "TRANSFER": "a file on its way",
    "COMPLAINT": "the answer to a complaint",
}
"""Causes of waiting, those that April 2019 was about first."""

CAME_OF: Final[Mapping[str, str]] = {
    "PRESENT_BUT_ASKED": "a registry had given it",
    "GAP": "it was really missing",
    "NO_REGISTRY": "no registry could give it",
    "NEVER_LOOKED_UP": "no registry had been asked",
    "ASKED_TOO_EARLY": "an answer was awaited",
    "NO_BASIS": "no rule was named",
    "ASKED_AGAIN": "it was asked before",
    "FOUND_COMPLETE": "everything found",
    "FOUND_INCOMPLETE": "fields left empty",
    "NOT_FOUND": "nothing found",
    "OUTSIDE_COVERAGE": "older than the register",
    "CONFLICT": "entries contradict",
    "STALE": "out of date",
    "ACCESS_DENIED": "access refused",
    "CONSENT_REQUIRED": "consent needed",
    "TIMEOUT": "no answer in time",
    "UNAVAILABLE": "not available",
    "PROVIDER_ERROR": "an error",
    "": "",
}
"""A demand's verdict or a registry's answer."""

REGISTRY: Final[Mapping[str, str]] = {
    "ADDRESS_REGISTER": "addresses",
    "CIVIL_STATUS": "civil status",
    "PERSONS": "persons",
    "REAL_ESTATE": "real estate",
    "EGOV_BASE": "e-gov base",
    "PENSION": "pension fund",
    "": "",
}

PAPER: Final[Mapping[str, str]] = {
    "BIRTH_CERTIFICATE": "a birth certificate",
    "RESIDENCE_CERTIFICATE": "a certificate of residence",
    "INCOME_CERTIFICATE": "a certificate of income",
    "PROPERTY_CERTIFICATE": "a certificate of property",
}

_TENTH_OF_DAY_S: Final = 8640


def days(seconds: int) -> str:
    """Whole seconds as days with one decimal, rounded half up; a dash where there are none."""
    if not seconds:
        return "–"
    tenths = (seconds + _TENTH_OF_DAY_S // 2) // _TENTH_OF_DAY_S
    return f"{tenths // 10}.{tenths % 10}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def kind(party: str) -> str:
    """The word for KIND or KIND:CODE."""
    return WHO[party.partition(":")[0]]
