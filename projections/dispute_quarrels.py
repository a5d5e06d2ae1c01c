"""The eight quarrels of April 2019, each with its figures and the rule that decides it: docs/explanation/dispute.md.

Who said what, and when, is worded in the catalogues; the numbers C1 to C8 are those of that page.
"""

from collections.abc import Sequence
from typing import Final

from domain.regions import all_regions
from domain.vocabulary import (
    JUSTIFIED,
    TECHNICAL,
    Coverage,
    DocumentType,
    Fact,
    GapCause,
    LookupOutcome,
    Party,
    Registry,
    StateBody,
    Verdict,
)
from projections.dispute import Figure, Figures, Quarrel, Rate, Standing, exists, extent
from projections.needs import CARD, Asked, Data, First


def _facts(*facts: Fact, **where: Sequence[str]) -> Figure:
    """Facts of members, as the needs stand."""
    return Figure("needs", "facts", {"fact": facts, **where})


def _claims(**where: Sequence[str]) -> Figure:
    return Figure("needs", "claims", where)


def _missing(*facts: Fact, causes: Sequence[GapCause] = (), **where: Sequence[str]) -> Figure:
    because = {"cause": causes} if causes else {}
    return _facts(*facts, data=(Data.GAP,), **because, **where)


def _calls(measure: str, **where: Sequence[str]) -> Figure:
    return Figure("answers", measure, where)


def _of(registry: Registry) -> Sequence[str]:
    return (f"{Party.REGISTRY}:{registry}",)


ADDRESS: Final = (Fact.RESIDENCE, Fact.STREET, Fact.HOUSE, Fact.FLAT)
DECIDED: Final = (Data.GIVEN, Data.GAP)
"""a registry has given the fact, or it is known to be missing"""
OTHER_CAUSES: Final = (GapCause.CONTRADICTION, GapCause.CONSENT, GapCause.OUTSIDE_COVERAGE)
NAMED_REGIONS: Final = ("61", "79")
"""Turkistan region and the city of Shymkent: the regions that the vice-minister named on 12 April 2019"""
OTHER_REGIONS: Final = tuple(region.prefix for region in all_regions() if region.prefix not in NAMED_REGIONS)
NAMED_REGISTRIES: Final = {
    "address_register_answers": Registry.ADDRESS_REGISTER,
    "civil_status_answers": Registry.CIVIL_STATUS,
    "persons_answers": Registry.PERSONS,
    "real_estate_answers": Registry.REAL_ESTATE,
}
"""the systems that the ministry's answer of 18 April 2019 named as integrated"""
REFUSED: Final = (LookupOutcome.ACCESS_DENIED, LookupOutcome.VALIDATION_REJECTED)
SPOKE: Final = tuple(each for each in LookupOutcome if each not in TECHNICAL and each not in REFUSED)
"""outcomes in which a registry said something about the data"""
PAPERS: Final = tuple(each for each in DocumentType if each not in CARD)
UNJUSTIFIED: Final = tuple(each for each in Verdict if each not in JUSTIFIED)
TO_FILL: Final = tuple(First)
"""facts that another state body can fill"""


def _integrated(of: Figures) -> Standing:
    """The four named systems answered, and no call failed and no fact had no source."""
    if not of["answers"]:
        return Standing.FAILS if of["attempts"] or of["no_source"] else Standing.UNDECIDED
    named = sum(of[name] > 0 for name in NAMED_REGISTRIES)
    faultless = not (of["failed"] or of["refused"] or of["no_source"])
    return Standing.HOLDS if faultless and named == len(NAMED_REGISTRIES) else Standing.IN_PART


def _receives_nothing(of: Figures) -> Standing:
    if not of["answers"]:
        return Standing.HOLDS if of["attempts"] or of["no_source"] else Standing.UNDECIDED
    return Standing.IN_PART if of["failed"] or of["refused"] or of["no_source"] else Standing.FAILS


def _confirmed(of: Figures) -> Standing:
    """The denial of 11 April if no commission demanded a paper; else what was confirmed on 12 April."""
    if not of["by_commission"]:
        return Standing.HOLDS if of["claims"] else Standing.UNDECIDED
    return extent(of["in_named_regions"], of["by_commission"])


QUARRELS: Final = (
    Quarrel(
        "C1",
        {
            "needed": _facts(*ADDRESS, data=DECIDED),
            "missing": _missing(*ADDRESS),
            "not_filled": _missing(*ADDRESS, causes=(GapCause.NOT_FILLED,)),
            "integration": _missing(*ADDRESS, causes=(GapCause.INTEGRATION,)),
            "no_source": _missing(*ADDRESS, causes=(GapCause.NO_SOURCE,)),
            "other": _missing(*ADDRESS, causes=OTHER_CAUSES),
        },
        {
            "missing": Rate("missing", "needed"),
            "not_filled": Rate("not_filled", "missing"),
            "integration": Rate("integration", "missing"),
        },
        claim=lambda of: exists(of["missing"]) if of["needed"] else Standing.UNDECIDED,
        counter_claim=lambda of: extent(of["not_filled"], of["missing"]),
        splits=(("fact",), ("cause",)),
    ),
    Quarrel(
        "C2",
        {
            "father_needed": _facts(Fact.FATHER, data=DECIDED),
            "father_missing": _missing(Fact.FATHER),
            "father_not_filled": _missing(Fact.FATHER, causes=(GapCause.NOT_FILLED,)),
            "father_integration": _missing(Fact.FATHER, causes=(GapCause.INTEGRATION,)),
            "father_outside_coverage": _missing(Fact.FATHER, causes=(GapCause.OUTSIDE_COVERAGE,)),
            "alimony_needed": _facts(Fact.ALIMONY, data=DECIDED),
            "alimony_missing": _missing(Fact.ALIMONY),
            "alimony_no_source": _missing(Fact.ALIMONY, causes=(GapCause.NO_SOURCE,)),
        },
        {
            "father_missing": Rate("father_missing", "father_needed"),
            "alimony_missing": Rate("alimony_missing", "alimony_needed"),
            "alimony_no_source": Rate("alimony_no_source", "alimony_missing"),
        },
        claim=lambda of: extent(
            (of["father_missing"] > 0) + (of["alimony_missing"] > 0),
            2 if of["father_needed"] or of["alimony_needed"] else 0,
        ),
        counter_claim=None,
        splits=(("fact", "cause"),),
    ),
    Quarrel(
        "C3",
        {
            "before_needed": _facts(Fact.BIRTH, data=DECIDED, coverage=(Coverage.OUTSIDE,)),
            "before_missing": _missing(Fact.BIRTH, coverage=(Coverage.OUTSIDE,)),
            "before_outside_coverage": _missing(
                Fact.BIRTH, causes=(GapCause.OUTSIDE_COVERAGE,), coverage=(Coverage.OUTSIDE,)
            ),
            "before_integration": _missing(Fact.BIRTH, causes=(GapCause.INTEGRATION,), coverage=(Coverage.OUTSIDE,)),
            "since_needed": _facts(Fact.BIRTH, data=DECIDED, coverage=(Coverage.INSIDE,)),
            "since_missing": _missing(Fact.BIRTH, coverage=(Coverage.INSIDE,)),
        },
        {
            "before_missing": Rate("before_missing", "before_needed"),
            "before_outside_coverage": Rate("before_outside_coverage", "before_missing"),
            "since_missing": Rate("since_missing", "since_needed"),
        },
        claim=lambda of: extent(of["before_missing"], of["before_needed"]),
        counter_claim=lambda of: extent(of["before_outside_coverage"], of["before_missing"]),
        splits=(("coverage",),),
    ),
    Quarrel(
        "C4",
        {
            "attempts": _calls("attempts", asked_of=(Party.REGISTRY,)),
            "answers": _calls("answered", asked_of=(Party.REGISTRY,), outcome=SPOKE),
            "failed": _calls("failed", asked_of=(Party.REGISTRY,)),
            "refused": _calls("answered", asked_of=(Party.REGISTRY,), outcome=REFUSED),
            "no_source": Figure("needs", "facts", {"data": (Data.GAP,), "cause": (GapCause.NO_SOURCE,)}),
            **{
                name: _calls("answered", asked_of=_of(registry), outcome=SPOKE)
                for name, registry in NAMED_REGISTRIES.items()
            },
        },
        {"answers": Rate("answers", "attempts"), "failed": Rate("failed", "attempts")},
        claim=_receives_nothing,
        counter_claim=_integrated,
        splits=(("asked_of",), ("asked_of", "outcome")),
    ),
    Quarrel(
        "C5",
        {
            "claims": _claims(),
            "by_commission": Figure("demands", "demands", {"asked_by": (Party.COMMISSION,), "type": PAPERS}),
            "unjustified": Figure(
                "demands", "demands", {"asked_by": (Party.COMMISSION,), "type": PAPERS, "verdict": UNJUSTIFIED}
            ),
            "in_named_regions": Figure(
                "demands", "demands", {"asked_by": (Party.COMMISSION,), "type": PAPERS, "region": NAMED_REGIONS}
            ),
            "elsewhere": Figure(
                "demands", "demands", {"asked_by": (Party.COMMISSION,), "type": PAPERS, "region": OTHER_REGIONS}
            ),
        },
        {
            "unjustified": Rate("unjustified", "by_commission"),
            "in_named_regions": Rate("in_named_regions", "by_commission"),
        },
        claim=lambda of: exists(of["by_commission"]) if of["claims"] else Standing.UNDECIDED,
        counter_claim=_confirmed,
        splits=(("region",), ("verdict",)),
    ),
    Quarrel(
        "C6",
        {
            "given": _claims(data=(Data.GIVEN,)),
            "given_card_only": _claims(data=(Data.GIVEN,), asked=(Asked.NOT_ASKED,)),
            "given_asked": _claims(data=(Data.GIVEN,), asked=(Asked.JUSTIFIED, Asked.UNJUSTIFIED)),
            "given_asked_unjustified": _claims(data=(Data.GIVEN,), asked=(Asked.UNJUSTIFIED,)),
            "gap": _claims(data=(Data.GAP,)),
            "gap_card_only": _claims(data=(Data.GAP,), asked=(Asked.NOT_ASKED,)),
            "gap_asked": _claims(data=(Data.GAP,), asked=(Asked.JUSTIFIED, Asked.UNJUSTIFIED)),
            "gap_asked_unjustified": _claims(data=(Data.GAP,), asked=(Asked.UNJUSTIFIED,)),
        },
        {
            "given_card_only": Rate("given_card_only", "given"),
            "given_asked_unjustified": Rate("given_asked_unjustified", "given"),
            "gap_card_only": Rate("gap_card_only", "gap"),
            "gap_asked_unjustified": Rate("gap_asked_unjustified", "gap"),
        },
        claim=lambda of: extent(of["given_card_only"] + of["gap_card_only"], of["given"] + of["gap"]),
        counter_claim=lambda of: extent(of["given_card_only"], of["given"]),
        splits=(("region",),),
    ),
    Quarrel(
        "C7",
        {
            "to_fill": Figure("needs", "facts", {"data": (Data.GAP,), "first": TO_FILL}),
            "state_first": Figure("needs", "facts", {"data": (Data.GAP,), "first": (First.STATE,)}),
            "applicant_first": Figure("needs", "facts", {"data": (Data.GAP,), "first": (First.APPLICANT,)}),
            "nobody_yet": Figure("needs", "facts", {"data": (Data.GAP,), "first": (First.NOBODY,)}),
            "state_not_asked": Figure("demands", "demands", {"state_not_asked": ("true",)}),
            "justice_requests": _calls("requests", asked_of=(f"{Party.STATE_BODY}:{StateBody.MINISTRY_OF_JUSTICE}",)),
            "justice_replies": _calls("replies", asked_of=(f"{Party.STATE_BODY}:{StateBody.MINISTRY_OF_JUSTICE}",)),
        },
        {
            "state_first": Rate("state_first", "to_fill"),
            "applicant_first": Rate("applicant_first", "to_fill"),
        },
        claim=lambda of: extent(of["applicant_first"], of["applicant_first"] + of["state_first"]),
        counter_claim=lambda of: extent(of["state_first"], of["applicant_first"] + of["state_first"]),
        splits=(("cause",),),
    ),
    Quarrel(
        "C8",
        {
            "needed": _facts(Fact.PARENT, data=DECIDED),
            "missing": _missing(Fact.PARENT),
            "not_filled": _missing(Fact.PARENT, causes=(GapCause.NOT_FILLED,)),
            "integration": _missing(Fact.PARENT, causes=(GapCause.INTEGRATION,)),
            "other": _missing(Fact.PARENT, causes=(GapCause.NO_SOURCE, *OTHER_CAUSES)),
        },
        {"not_filled": Rate("not_filled", "needed"), "integration": Rate("integration", "needed")},
        claim=None,
        counter_claim=lambda of: exists(of["not_filled"]) if of["needed"] else Standing.UNDECIDED,
        splits=(("cause",),),
    ),
)
