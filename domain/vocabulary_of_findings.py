"""The closed lists of what oversight looks for and of what becomes of it: part of the vocabulary (vocabulary.py)."""

from enum import StrEnum


class FindingRule(StrEnum):
    """What oversight looks for (docs/reference/findings.md)."""

    APPROVED_AGAINST_CONCLUSION = "APPROVED_AGAINST_CONCLUSION"
    TOO_FEW_SIGNATURES = "TOO_FEW_SIGNATURES"
    DECIDED_WITHOUT_CONCLUSION = "DECIDED_WITHOUT_CONCLUSION"
    UNJUSTIFIED_DEMAND = "UNJUSTIFIED_DEMAND"
    OVER_TERM = "OVER_TERM"
    STATE_NOT_ASKED = "STATE_NOT_ASKED"
    UNLAWFUL_EXTENSION = "UNLAWFUL_EXTENSION"
    SILENCE = "SILENCE"
    PAUSE_ON_LAST_DAY = "PAUSE_ON_LAST_DAY"
    PAUSE_REPEATED = "PAUSE_REPEATED"
    PAUSE_WITH_WORK = "PAUSE_WITH_WORK"
    PAUSE_NOT_FOLLOWED_UP = "PAUSE_NOT_FOLLOWED_UP"
    CONTRADICTION = "CONTRADICTION"
    CLAMPED = "CLAMPED"
    ANSWERED_TWICE = "ANSWERED_TWICE"


class FindingStatus(StrEnum):
    """How far people have come with a finding."""

    OPEN = "OPEN"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class FindingAnswer(StrEnum):
    """What those who answer for a finding say to it."""

    MENDED = "MENDED"
    LAWFUL_REASON = "LAWFUL_REASON"
    RECORD_WRONG = "RECORD_WRONG"
    DISPUTED = "DISPUTED"


class FindingClosure(StrEnum):
    """Why a finding is closed."""

    ANSWER_ACCEPTED = "ANSWER_ACCEPTED"
    MEASURES_TAKEN = "MEASURES_TAKEN"
    NO_VIOLATION = "NO_VIOLATION"
    REFERRED = "REFERRED"
    NO_LONGER_HOLDS = "NO_LONGER_HOLDS"  # what was recorded since takes its ground away; recorded by the system
