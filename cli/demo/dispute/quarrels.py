"""The eight quarrels, counted and judged over the scripts by what docs/explanation/dispute.md says of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cli.demo.dispute.history import ADDRESS, JUSTIFIED, NAMED_BODY, SILENT, Demanded, History, Needed
from domain.vocabulary import Fact, GapCause, LookupOutcome, Registry, Role, StateBody

HOLDS, IN_PART, FAILS, UNDECIDED = "HOLDS", "IN_PART", "FAILS", "UNDECIDED"
NAMED_REGIONS: Final = frozenset({"61", "79"})
"""Turkistan and Shymkent: what was confirmed on 12 April"""
NAMED_SYSTEMS: Final = {
    "address_register_answers": Registry.ADDRESS_REGISTER,
    "civil_status_answers": Registry.CIVIL_STATUS,
    "persons_answers": Registry.PERSONS,
    "real_estate_answers": Registry.REAL_ESTATE,
}
TURNED_AWAY: Final = frozenset({LookupOutcome.ACCESS_DENIED, LookupOutcome.VALIDATION_REJECTED})

Figures = dict[str, int]
Histories = Sequence[History]


@dataclass(frozen=True, slots=True)
class Judged:
    """`claim`, `counter_claim`: None where nobody said one."""

    figures: Figures
    claim: str | None
    counter_claim: str | None

    @property
    def finding(self) -> str:
        said = [each for each in (self.claim, self.counter_claim) if each]
        if set(said) == {UNDECIDED}:
            return "NO_DATA"
        in_part = "_IN_PART" if IN_PART in said else ""
        match (self.claim in (HOLDS, IN_PART), self.counter_claim in (HOLDS, IN_PART)):
            case (True, True):
                return f"BOTH_HOLD{in_part}"
            case (True, False):
                return f"CLAIM_HOLDS{in_part}"
            case (False, True):
                return f"COUNTER_CLAIM_HOLDS{in_part}"
        return "NEITHER_HOLDS"


def occurs(number: int, among: int) -> str:
    """Something was missing or demanded."""
    return UNDECIDED if not among else HOLDS if number else FAILS


def always(part: int, whole: int) -> str:
    """It was so in every case."""
    return UNDECIDED if not whole else HOLDS if part == whole else IN_PART if part else FAILS


def _needs(of: Histories, *facts: Fact) -> list[Needed]:
    """What registries gave or lacked of those facts."""
    return [need for one in of for need in one.needs.values() if need.is_decided and (not facts or need.fact in facts)]


def _missing(needs: Iterable[Needed], *causes: GapCause) -> int:
    return sum(1 for need in needs if need.missing and (not causes or need.missing in causes))


def addresses(of: Histories) -> Judged:
    needs = _needs(of, *ADDRESS)
    figures = {
        "needed": len(needs),
        "missing": _missing(needs),
        "not_filled": _missing(needs, GapCause.NOT_FILLED),
        "integration": _missing(needs, GapCause.INTEGRATION),
        "no_source": _missing(needs, GapCause.NO_SOURCE),
    }
    figures["other"] = figures["missing"] - figures["not_filled"] - figures["integration"] - figures["no_source"]
    claim = occurs(figures["missing"], figures["needed"])
    return Judged(figures, claim, always(figures["not_filled"], figures["missing"]))


def father_and_alimony(of: Histories) -> Judged:
    fathers, alimony = _needs(of, Fact.FATHER), _needs(of, Fact.ALIMONY)
    figures = {
        "father_needed": len(fathers),
        "father_missing": _missing(fathers),
        "father_not_filled": _missing(fathers, GapCause.NOT_FILLED),
        "father_integration": _missing(fathers, GapCause.INTEGRATION),
        "father_outside_coverage": _missing(fathers, GapCause.OUTSIDE_COVERAGE),
        "alimony_needed": len(alimony),
        "alimony_missing": _missing(alimony),
        "alimony_no_source": _missing(alimony, GapCause.NO_SOURCE),
    }
    kinds = (figures["father_missing"] > 0) + (figures["alimony_missing"] > 0)
    return Judged(figures, always(kinds, 2 if fathers or alimony else 0), None)


def births_before_2007(of: Histories) -> Judged:
    births = _needs(of, Fact.BIRTH)
    before, since = ([birth for birth in births if birth.is_outside is old] for old in (True, False))
    figures = {
        "before_needed": len(before),
        "before_missing": _missing(before),
        "before_outside_coverage": _missing(before, GapCause.OUTSIDE_COVERAGE),
        "before_integration": _missing(before, GapCause.INTEGRATION),
        "since_needed": len(since),
        "since_missing": _missing(since),
    }
    claim = always(figures["before_missing"], figures["before_needed"])
    return Judged(figures, claim, always(figures["before_outside_coverage"], figures["before_missing"]))


def data_of_other_bodies(of: Histories) -> Judged:
    ends = [end for one in of for end in one.ends]
    spoke = [end for end in ends if end.outcome not in SILENT | TURNED_AWAY]
    figures = {
        "attempts": sum(one.attempts for one in of),
        "answers": len(spoke),
        "failed": sum(1 for end in ends if end.outcome in SILENT),
        "refused": sum(1 for end in ends if end.outcome in TURNED_AWAY),
        "no_source": _missing(_needs(of), GapCause.NO_SOURCE),
        **{name: sum(1 for end in spoke if end.registry == system) for name, system in NAMED_SYSTEMS.items()},
    }
    asked = figures["attempts"] + figures["no_source"]
    trouble = figures["failed"] + figures["refused"] + figures["no_source"]
    all_four = all(figures[name] for name in NAMED_SYSTEMS)
    if not spoke:
        return Judged(figures, *((HOLDS, FAILS) if asked else (UNDECIDED, UNDECIDED)))
    return Judged(figures, IN_PART if trouble else FAILS, HOLDS if all_four and not trouble else IN_PART)


def papers_of_commissions(of: Histories) -> Judged:
    demanded = [(one.region, demand) for one in of for demand in one.papers() if demand.by is Role.COMMISSION]
    figures = {
        "claims": len(of),
        "by_commission": len(demanded),
        "unjustified": sum(1 for _, demand in demanded if demand.verdict not in JUSTIFIED),
        "in_named_regions": sum(1 for region, _ in demanded if region in NAMED_REGIONS),
    }
    figures["elsewhere"] = figures["by_commission"] - figures["in_named_regions"]
    confirmed = always(figures["in_named_regions"], len(demanded)) if demanded else HOLDS
    return Judged(figures, occurs(len(demanded), len(of)), confirmed if of else UNDECIDED)


def card_only(of: Histories) -> Judged:
    figures: Figures = {}
    for name, claims in (("given", [one for one in of if one.is_given]), ("gap", [one for one in of if one.has_gap])):
        asked = [list(one.papers()) for one in claims]
        figures |= {
            name: len(claims),
            f"{name}_card_only": sum(1 for papers in asked if not papers),
            f"{name}_asked": sum(1 for papers in asked if papers),
            f"{name}_asked_unjustified": sum(1 for papers in asked if any(map(_is_unjustified, papers))),
        }
    cards, claims_in_all = figures["given_card_only"] + figures["gap_card_only"], figures["given"] + figures["gap"]
    return Judged(figures, always(cards, claims_in_all), always(figures["given_card_only"], figures["given"]))


def _is_unjustified(demand: Demanded) -> bool:
    return demand.verdict not in JUSTIFIED


def who_asks_whom(of: Histories) -> Judged:
    missing = [need for need in _needs(of, *NAMED_BODY) if need.missing]
    first = {who: sum(1 for need in missing if need.asked_first == who) for who in ("STATE", "APPLICANT", "")}
    justice = StateBody.MINISTRY_OF_JUSTICE
    figures = {
        "to_fill": len(missing),
        "state_first": first["STATE"],
        "applicant_first": first["APPLICANT"],
        "nobody_yet": first[""],
        "state_not_asked": sum(1 for one in of for demand in one.demands if demand.state_not_asked),
        "justice_requests": sum(one.requests.count(justice) for one in of),
        "justice_replies": sum(one.replies.count(justice) for one in of),
    }
    sent = first["STATE"] + first["APPLICANT"]
    return Judged(figures, always(first["APPLICANT"], sent), always(first["STATE"], sent))


def parents(of: Histories) -> Judged:
    needs = _needs(of, Fact.PARENT)
    figures = {
        "needed": len(needs),
        "missing": _missing(needs),
        "not_filled": _missing(needs, GapCause.NOT_FILLED),
        "integration": _missing(needs, GapCause.INTEGRATION),
    }
    figures["other"] = figures["missing"] - figures["not_filled"] - figures["integration"]
    return Judged(figures, None, occurs(figures["not_filled"], figures["needed"]))


QUARRELS: Final[Mapping[str, Callable[[Histories], Judged]]] = {
    "C1": addresses,
    "C2": father_and_alimony,
    "C3": births_before_2007,
    "C4": data_of_other_bodies,
    "C5": papers_of_commissions,
    "C6": card_only,
    "C7": who_asks_whom,
    "C8": parents,
}


def judged(of: Histories) -> Iterator[tuple[str, Judged]]:
    for quarrel, judge in QUARRELS.items():
        yield quarrel, judge(of)
