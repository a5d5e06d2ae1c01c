"""The seven questions: of which figures each is answered, and what of it nothing here records.

A table of an answer is drawn from one view (projections/lookback.py), by some of what that can be asked by, and tells
some of its figures. Titles, figures and codes in words: words/<language>/inquiries.ftl.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from domain.vocabulary import FindingRule, InquiryTemplate, NotRecorded, RefusalGround, WaitCause
from projections import findings, statistics_figures
from projections.lookback import View, views

CLAIMS: Final = ("received", "registered", "open", "decided", "approved", "refused", "withdrawn")
AGAINST_RULES: Final = (
    FindingRule.APPROVED_AGAINST_CONCLUSION,
    FindingRule.TOO_FEW_SIGNATURES,
    FindingRule.DECIDED_WITHOUT_CONCLUSION,
)
"""of approvals, what makes a payment one that should not have been"""
OF_REGISTRIES: Final = (WaitCause.LOOKUP, WaitCause.RETRY)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: whose figures, by what, which of them, narrowed by what."""

    of: str
    by: tuple[str, ...]
    figures: tuple[str, ...]
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def view(self) -> View:
        return findings.VIEW if self.of == findings.VIEW.of else views()[self.of]


@dataclass(frozen=True, slots=True)
class Template:
    """`tables`: name -> how it is drawn."""

    tables: Mapping[str, Drawn]
    not_recorded: tuple[NotRecorded, ...] = ()

    @property
    def definitions(self) -> list[str]:
        """The read models that it is answered from, with their versions."""
        return sorted({drawn.view.projection.name for drawn in self.tables.values()})


TEMPLATES: Final[Mapping[InquiryTemplate, Template]] = {
    InquiryTemplate.CLAIMS: Template(
        {
            "claims": Drawn("cohort", ("region",), CLAIMS),
            "grounds": Drawn(
                "statistics",
                ("region",),
                ("refused", *(statistics_figures.GROUNDS[ground] for ground in RefusalGround)),
            ),
        }
    ),
    InquiryTemplate.FAMILIES: Template(
        {"families": Drawn("families", ("region", "first_end"), ("families", "persons", "children"))},
        (NotRecorded.TENGE_PAID,),
    ),
    InquiryTemplate.PAPERS: Template(
        {
            "papers": Drawn("demands", ("region", "verdict"), ("demands", "received", "withdrawn")),
            "papers_by_asker": Drawn("demands", ("asked_by", "verdict"), ("demands",)),
        }
    ),
    InquiryTemplate.MISSING_DATA: Template(
        {
            "missing": Drawn(
                "gaps",
                ("region", "registry", "cause"),
                ("detected", "closed_by_registry", "closed_by_state_body", "closed_by_paper"),
            ),
            "missing_by_owner": Drawn("gaps", ("owner", "cause"), ("detected",)),
        }
    ),
    InquiryTemplate.BACKLOG: Template(
        {
            "backlog": Drawn("cohort", ("region",), ("received", "open", "open_over_term", "ended_over_term")),
            "waiting": Drawn("cohort", ("region",), ("open", "total_s"), {"first_end": ("OPEN",)}),
            "registries": Drawn("answers", ("asked_of",), ("attempts", "answered", "failed")),
            "lost": Drawn("delays", ("registry", "cause"), ("share_s",), {"cause": OF_REGISTRIES}),
        },
        (NotRecorded.SYSTEM_DOWNTIME,),
    ),
    InquiryTemplate.COVERAGE: Template(
        {"assigned": Drawn("statistics", ("region", "district"), ("received", "approved"))},
        (NotRecorded.ENTITLED_POPULATION,),
    ),
    InquiryTemplate.UNJUSTIFIED: Template(
        {"unjustified": Drawn("findings", ("region", "rule"), ("findings",), {"rule": AGAINST_RULES})},
        (NotRecorded.TENGE_PAID, NotRecorded.SUMS_TO_RETURN),
    ),
}
