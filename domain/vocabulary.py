"""The closed lists. Every code that an event may carry stands here; anything else is refused.

The values are data for ever: they are stored in events. Names follow the field's glossary (docs/reference/glossary.md).
"""

from enum import StrEnum
from typing import Final

from domain.vocabulary_of_findings import FindingAnswer as FindingAnswer
from domain.vocabulary_of_findings import FindingClosure as FindingClosure
from domain.vocabulary_of_findings import FindingRule as FindingRule
from domain.vocabulary_of_findings import FindingStatus as FindingStatus
from domain.vocabulary_of_inquiries import InquiryStatus as InquiryStatus
from domain.vocabulary_of_inquiries import InquiryTemplate as InquiryTemplate
from domain.vocabulary_of_inquiries import KeptBack as KeptBack
from domain.vocabulary_of_inquiries import NotRecorded as NotRecorded
from domain.vocabulary_of_waits import WaitCause as WaitCause
from domain.vocabulary_of_waits import WaitKind as WaitKind


class Stage(StrEnum):
    """Where a claim is between submission and decision."""

    INTAKE = "INTAKE"
    CHECKS = "CHECKS"
    COMMISSION = "COMMISSION"
    ASSESSMENT = "ASSESSMENT"
    DECISION = "DECISION"
    DECIDED = "DECIDED"
    REVIEW = "REVIEW"  # decided, and a complaint about it is open
    WITHDRAWN = "WITHDRAWN"


class Role(StrEnum):
    """What a token lets its bearer do; the party a person acts as follows from it."""

    CASEWORKER = "caseworker"
    HEAD = "head"
    COMMISSION = "commission"
    AUDITOR = "auditor"
    DEPUTY = "deputy"
    OPERATOR = "operator"
    SERVICE = "service"


class Party(StrEnum):
    """Who may hold a move or answer for a wait. A party is a kind and, except the last five, a code."""

    OFFICE = "OFFICE"
    COMMISSION = "COMMISSION"
    AUTHORISED_BODY = "AUTHORISED_BODY"
    STATE_BODY = "STATE_BODY"
    REVIEWING_BODY = "REVIEWING_BODY"
    REGISTRY = "REGISTRY"  # the registry's owner, under the registry's code
    AKIMAT = "AKIMAT"  # code: KATO of the unit
    APPLICANT = "APPLICANT"
    MINISTRY = "MINISTRY"  # owner of the claim system, which connects registries
    SYSTEM = "SYSTEM"  # this software and whoever runs it
    BUS = "BUS"  # the gateway between the registries
    LAW = "LAW"  # nobody: the law wants it so


class AssignmentWay(StrEnum):
    """How a claim came into somebody's hands."""

    NEXT = "NEXT"  # as the next one of the queue
    BY_HAND = "BY_HAND"  # a head chose who


class HandBack(StrEnum):
    """Why a claim is handed back to the queue."""

    CONFLICT_OF_INTEREST = "CONFLICT_OF_INTEREST"
    LANGUAGE = "LANGUAGE"
    NEEDS_EXPERIENCE = "NEEDS_EXPERIENCE"
    WORKLOAD = "WORKLOAD"
    ABSENCE = "ABSENCE"
    GIVEN_IN_ERROR = "GIVEN_IN_ERROR"
    OTHER = "OTHER"


class Channel(StrEnum):
    """Through which door a claim came in."""

    CENTRE = "CENTRE"
    AKIM = "AKIM"
    PUBLIC_SERVICE_CENTRE = "PUBLIC_SERVICE_CENTRE"
    EGOV = "EGOV"


class Language(StrEnum):
    """The language the applicant is answered in."""

    KK = "kk"
    RU = "ru"
    EN = "en"


class MemberRole(StrEnum):
    """What a member of the family is to the claim."""

    APPLICANT = "APPLICANT"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    FATHER = "FATHER"
    MOTHER = "MOTHER"
    OTHER = "OTHER"


class Registry(StrEnum):
    """The state's information systems, each meaning its owner where a party is named."""

    ADDRESS_REGISTER = "ADDRESS_REGISTER"
    CIVIL_STATUS = "CIVIL_STATUS"
    PERSONS = "PERSONS"
    REAL_ESTATE = "REAL_ESTATE"
    EGOV_BASE = "EGOV_BASE"
    LEGAL_ENTITIES = "LEGAL_ENTITIES"
    ENFORCEMENT = "ENFORCEMENT"
    LABOUR_MARKET = "LABOUR_MARKET"
    SOCIAL_STATUS = "SOCIAL_STATUS"
    PENSION = "PENSION"
    VEHICLES = "VEHICLES"
    LIVESTOCK = "LIVESTOCK"
    TAX = "TAX"
    EDUCATION = "EDUCATION"


class Fact(StrEnum):
    """What a claim may need to know about a member."""

    IDENTITY = "IDENTITY"
    RESIDENCE = "RESIDENCE"
    STREET = "STREET"
    HOUSE = "HOUSE"
    FLAT = "FLAT"
    BIRTH = "BIRTH"
    FATHER = "FATHER"
    DEATH = "DEATH"
    MARRIAGE = "MARRIAGE"
    DIVORCE = "DIVORCE"
    PARENT = "PARENT"
    PROPERTY = "PROPERTY"
    ALIMONY = "ALIMONY"
    INCOME = "INCOME"
    DISABILITY = "DISABILITY"
    STUDY = "STUDY"
    VEHICLES = "VEHICLES"
    LIVESTOCK = "LIVESTOCK"
    OTHER = "OTHER"  # papers that prove no listed fact


class Coverage(StrEnum):
    """Whether a registry can know a fact about a member, decided once, at submission."""

    INSIDE = "INSIDE"
    OUTSIDE = "OUTSIDE"
    ABROAD = "ABROAD"


class LookupOutcome(StrEnum):
    """How a registry answered. "No data", an incomplete record, an error and silence are never merged."""

    FOUND_COMPLETE = "FOUND_COMPLETE"
    FOUND_INCOMPLETE = "FOUND_INCOMPLETE"
    NOT_FOUND = "NOT_FOUND"
    OUTSIDE_COVERAGE = "OUTSIDE_COVERAGE"
    CONFLICT = "CONFLICT"
    STALE = "STALE"
    ACCESS_DENIED = "ACCESS_DENIED"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    VALIDATION_REJECTED = "VALIDATION_REJECTED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    PROVIDER_ERROR = "PROVIDER_ERROR"
    NOT_INTEGRATED = "NOT_INTEGRATED"


TECHNICAL: Final = frozenset({LookupOutcome.TIMEOUT, LookupOutcome.UNAVAILABLE, LookupOutcome.PROVIDER_ERROR})
NEVER_TYPED: Final = frozenset({LookupOutcome.OUTSIDE_COVERAGE, LookupOutcome.NOT_INTEGRATED})


class GapCause(StrEnum):
    """Why a fact is missing: the column that decides the dispute of 2019."""

    NOT_FILLED = "NOT_FILLED"
    OUTSIDE_COVERAGE = "OUTSIDE_COVERAGE"
    INTEGRATION = "INTEGRATION"
    NO_SOURCE = "NO_SOURCE"
    CONSENT = "CONSENT"
    CONTRADICTION = "CONTRADICTION"


class StateBody(StrEnum):
    """A state body that can be asked for a fact instead of the applicant."""

    AKIMAT = "AKIMAT"
    MINISTRY_OF_JUSTICE = "MINISTRY_OF_JUSTICE"
    MINISTRY_OF_INTERIOR = "MINISTRY_OF_INTERIOR"
    STATE_REVENUE_COMMITTEE = "STATE_REVENUE_COMMITTEE"
    STATE_CORPORATION = "STATE_CORPORATION"


class StateAnswer(StrEnum):
    """What a state body answered to a request."""

    PROVIDED = "PROVIDED"
    NO_DATA = "NO_DATA"
    REFUSED = "REFUSED"


class DocumentType(StrEnum):
    """Papers that are demanded of applicants."""

    IDENTITY_CARD = "IDENTITY_CARD"
    RESIDENCE_CERTIFICATE = "RESIDENCE_CERTIFICATE"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE"
    PATERNITY_CERTIFICATE = "PATERNITY_CERTIFICATE"
    DEATH_CERTIFICATE = "DEATH_CERTIFICATE"
    MARRIAGE_CERTIFICATE = "MARRIAGE_CERTIFICATE"
    DIVORCE_CERTIFICATE = "DIVORCE_CERTIFICATE"
    ALIMONY_CERTIFICATE = "ALIMONY_CERTIFICATE"
    INCOME_CERTIFICATE = "INCOME_CERTIFICATE"
    PROPERTY_CERTIFICATE = "PROPERTY_CERTIFICATE"
    DISABILITY_CERTIFICATE = "DISABILITY_CERTIFICATE"
    STUDY_CERTIFICATE = "STUDY_CERTIFICATE"
    VEHICLE_CERTIFICATE = "VEHICLE_CERTIFICATE"
    LIVESTOCK_CERTIFICATE = "LIVESTOCK_CERTIFICATE"
    CONSENT = "CONSENT"
    OTHER = "OTHER"


class Verdict(StrEnum):
    """What a demand for a paper was worth, by the claim's own history when it was made."""

    ASKED_AGAIN = "ASKED_AGAIN"
    ASKED_TOO_EARLY = "ASKED_TOO_EARLY"
    PRESENT_BUT_ASKED = "PRESENT_BUT_ASKED"
    NO_BASIS = "NO_BASIS"
    GAP = "GAP"
    NO_REGISTRY = "NO_REGISTRY"
    NEVER_LOOKED_UP = "NEVER_LOOKED_UP"


JUSTIFIED: Final = frozenset({Verdict.GAP, Verdict.NO_REGISTRY})


class DemandWithdrawal(StrEnum):
    """Why a demand for a paper ended without the paper."""

    NOT_NEEDED = "NOT_NEEDED"
    ASKED_IN_ERROR = "ASKED_IN_ERROR"
    GAP_CLOSED = "GAP_CLOSED"  # an answer gave what the paper would have shown


class Conclusion(StrEnum):
    """What the precinct commission concluded (Social Code art. 124; in 2019 art. 5 of Law 246-II)."""

    NEEDS = "NEEDS"
    NOT_IN_NEED = "NOT_IN_NEED"
    INSPECTION_REFUSED = "INSPECTION_REFUSED"


class IncomeBand(StrEnum):
    """The family's per-capita income against the poverty line; never an amount."""

    BELOW = "BELOW"
    ABOVE = "ABOVE"


class AidKind(StrEnum):
    """What is assigned."""

    UNCONDITIONAL = "UNCONDITIONAL"
    CONDITIONAL = "CONDITIONAL"


class RefusalGround(StrEnum):
    """The closed list of grounds (Social Code art. 128). Missing data is none of them."""

    INCOME_ABOVE_LINE = "INCOME_ABOVE_LINE"
    INSPECTION_REFUSED = "INSPECTION_REFUSED"
    NOT_IN_NEED = "NOT_IN_NEED"
    EMPLOYMENT_REFUSED = "EMPLOYMENT_REFUSED"
    CONTRACT_BREACHED = "CONTRACT_BREACHED"
    FALSE_INFORMATION = "FALSE_INFORMATION"


class Withdrawal(StrEnum):
    """Why the applicant took the claim back."""

    APPLICANT_REQUEST = "APPLICANT_REQUEST"
    MOVED_AWAY = "MOVED_AWAY"
    DEATH = "DEATH"
    SUBMITTED_IN_ERROR = "SUBMITTED_IN_ERROR"


class ContractKind(StrEnum):
    """What an applicant signs before conditional aid (Social Code, chapter on targeted social assistance)."""

    SOCIAL_CONTRACT = "SOCIAL_CONTRACT"
    INDIVIDUAL_PLAN = "INDIVIDUAL_PLAN"


class ExtensionReason(StrEnum):
    """Why the term is extended. Only requests to other bodies make an extension lawful (service page of the state)."""

    AWAITING_STATE_BODY = "AWAITING_STATE_BODY"
    AWAITING_ORGANISATION = "AWAITING_ORGANISATION"
    OTHER = "OTHER"


class NoticeChannel(StrEnum):
    """How the applicant was told."""

    LETTER = "LETTER"
    SMS = "SMS"
    EGOV = "EGOV"
    IN_PERSON = "IN_PERSON"


class PaymentGround(StrEnum):
    """Why a payment is suspended, resumed or ended; whether each is a ground of law stands in no text that was read."""

    CONTRACT_BREACHED = "CONTRACT_BREACHED"
    CIRCUMSTANCES_CHANGED = "CIRCUMSTANCES_CHANGED"
    FALSE_INFORMATION = "FALSE_INFORMATION"
    MOVED_AWAY = "MOVED_AWAY"
    DEATH = "DEATH"
    RECIPIENT_REQUEST = "RECIPIENT_REQUEST"
    PERIOD_ENDED = "PERIOD_ENDED"
    DECISION_CHANGED = "DECISION_CHANGED"
    GROUND_CEASED = "GROUND_CEASED"  # what it was suspended for is over


class ComplaintResult(StrEnum):
    """What the reviewing body decided about a complaint."""

    DISMISSED = "DISMISSED"
    UPHELD = "UPHELD"
