"""The planted causes: which story is played how often, where, and what it shows. The demo's design in one table.

Who is right in April 2019 is decided here and nowhere else, so that what the audit finds can be compared with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from cli.demo.stories import afterwards, gaps, oversight, papers, plain, rounds, systems, terms
from cli.demo.teller import Teller

USUAL_CLAIMS: Final = 500
"""the number of claims that `of_500` speaks of"""
FIRST_DAY_OF_OUTAGE: Final = date(2019, 4, 16)
BEFORE_THE_DECREE: Final = date(2019, 4, 26)
"""a term that begins on that day ends on the day that the decree takes off"""


@dataclass(frozen=True, slots=True)
class Cause:
    """`of_500`: in how many of 500 claims, and in one at least. `regions`: KATO prefixes; none = everywhere."""

    says: str
    story: Callable[[Teller], None]
    of_500: int
    regions: tuple[str, ...] = ()
    born_before: bool = False
    father: bool = False
    through_akim: bool = False
    handed_in: date | None = None

    @property
    def name(self) -> str:
        return self.story.__name__


EMPTY_REGISTERS: Final = ("19", "35", "43", "47", "63")
OLD_ACTS_ENTERED: Final = ("71", "75")
BAD_LINES: Final = ("11", "31")
RURAL: Final = ("11", "19", "31", "43", "61", "63")

# everything else: everything found, nothing demanded
PLAIN: Final = Cause("everything was found, an identity card was enough", plain.card_only, 0)

CAUSES: Final = (
    Cause("commission of Shymkent demands papers that registries gave", papers.commission_demands, 24, ("79",)),
    Cause("commission of Turkistan demands papers that registries gave", papers.commission_demands, 30, ("61",)),
    Cause("deciding body demands a paper that a registry gave", papers.body_demands, 4),
    Cause("papers demanded before registering", papers.demanded_before_registering, 12),
    Cause("paper demanded while the registry's answer was awaited", papers.demanded_too_early, 10),
    Cause("paper demanded while the akimat had days left", papers.demanded_beside_the_akimat, 5, EMPTY_REGISTERS),
    Cause("paper demanded without a legal basis", papers.demanded_without_basis, 10),
    Cause("paper demanded a second time", papers.demanded_again, 6),
    Cause("akimat left house or flat number empty, and was asked", gaps.akimat_left_empty, 30, EMPTY_REGISTERS),
    Cause("akimat left the flat number empty, and was not asked", gaps.akimat_not_asked, 14, EMPTY_REGISTERS),
    Cause("born before 13.08.2007, the state was asked first", gaps.born_before_state_asked, 22, born_before=True),
    Cause("born before 13.08.2007, the state was not asked", gaps.born_before_paper_at_once, 20, born_before=True),
    Cause("born before 13.08.2007, and found", gaps.born_before_but_entered, 4, OLD_ACTS_ENTERED, born_before=True),
    Cause("no system knows of alimony", gaps.alimony_without_source, 24),
    Cause("alimony paper demanded without looking", gaps.alimony_not_looked_for, 4),
    Cause("no father in the act of birth", gaps.father_left_empty, 10),
    Cause("parent not in the base of the e-gov site", gaps.parent_not_in_base, 12, father=True),
    Cause("father and parents found", gaps.parents_found, 14, father=True),
    Cause("gateway lost the address", systems.address_lost_by_the_gateway, 8, BAD_LINES),
    Cause("civil status system silent, waited for", plain.card_only, 16, handed_in=FIRST_DAY_OF_OUTAGE),
    Cause("civil status system silent, given up", systems.given_up, 8, handed_in=FIRST_DAY_OF_OUTAGE),
    Cause("gateway lost the question", systems.given_up_for_the_gateway, 6, handed_in=FIRST_DAY_OF_OUTAGE),
    Cause("this system's access was refused", systems.access_denied, 4),
    Cause("consent needed", systems.consent_needed, 6),
    Cause("entries contradict each other", systems.contradicted, 6),
    Cause("a paper that belongs to the application", systems.other_paper, 6),
    Cause("through a rural akim: 22 working days", plain.through_an_akim, 16, RURAL, through_akim=True),
    Cause("file lost between akim and office", plain.file_lost, 3, RURAL, through_akim=True),
    Cause("applied a second time", plain.applied_again, 10),
    Cause("refused: income above the line", plain.income_above_line, 14),
    Cause("refused: not in need", plain.not_in_need, 8),
    Cause("refused: no inspection let in", plain.inspection_refused, 4),
    Cause("taken back", plain.taken_back, 12),
    Cause("commission never came", plain.commission_silent, 8),
    Cause("file forgotten", plain.forgotten, 8),
    Cause("term extended, and she was told", terms.extended_with_notice, 6, born_before=True),
    Cause("term extended, and nobody told her", terms.extended_without_notice, 5, born_before=True),
    Cause("term extended when it was over", terms.extended_too_late, 4),
    Cause("a decree moved a day off", terms.deadline_recomputed, 8, handed_in=BEFORE_THE_DECREE),
    Cause("contract signed", afterwards.contract_signed, 8),
    Cause("contract declined", afterwards.contract_declined, 3),
    Cause("paid", afterwards.paid, 10),
    Cause("payment suspended, resumed, ended", afterwards.payment_ended, 5),
    Cause("an assessment corrected", afterwards.corrected, 4),
    Cause("complaint dismissed", afterwards.complaint_dismissed, 5),
    Cause("complaint upheld, decided a second time", afterwards.complaint_upheld, 6),
    Cause("approved against the commission's conclusion", oversight.approved_against_conclusion, 3),
    Cause("conclusion with two of three signatures", oversight.too_few_signatures, 4),
    Cause("approved before any commission had looked", oversight.decided_without_conclusion, 2),
    Cause("refused for want of need that was found", oversight.refused_though_in_need, 2),
    Cause("refused, and paid", oversight.paid_without_approval, 2),
    Cause("paused twice for one paper", oversight.paused_twice, 3, born_before=True),
    Cause("paused on the last day of the term", oversight.paused_on_last_day, 3, born_before=True),
    Cause("work went on during a pause", oversight.worked_during_pause, 3, born_before=True),
    Cause("paused, and never spoken of again", oversight.never_followed_up, 2, born_before=True),
    Cause("a conclusion dated before its commission", oversight.dated_before, 2),
    Cause("a registry's answer came twice", oversight.answered_twice, 2),
    Cause("two papers demanded one after the other", rounds.asked_one_by_one, 6),
    Cause("three papers, three errands", rounds.sent_three_times, 3),
)
LEAST_CLAIMS: Final = 60
"""with fewer there is not one claim for every cause and some to spare"""
