"""What is told of an inquiry, to whom: in lists and beside its answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from api.answers import recorded
from api.asker import Asker
from domain.events import InquiryRerun, InquiryState
from domain.vocabulary import InquiryStatus, InquiryTemplate, Language, Role
from inquiries.released import COUNT, GIVEN
from inquiries.templates import TEMPLATES, Drawn
from projections.freshness import Freshness
from releases.catalogue import TABLES
from words import code, say

POSITIONS: Final = frozenset({"position", "store_position"})


def listed(asker: Asker, inquiry: UUID, version: int, state: InquiryState, today: date) -> dict[str, Any]:
    """Without the digest where the answer is not shown: of few small numbers whoever tries them all would find it."""
    hidden = {"asked_by", "office", "answered_in"}
    told = {name: value for name, value in asdict(state).items() if name not in hidden}
    told |= {} if is_shown(asker, state) else dict.fromkeys(("digest", "position"))
    is_late = state.status != InquiryStatus.REPLIED and date.fromisoformat(state.due_on) < today
    return {"inquiry": inquiry, "version": version, **told, "overdue": is_late}


def is_shown(asker: Asker, state: InquiryState) -> bool:
    """Exact figures are for auditors; the head of the addressee sees that there is an answer."""
    return asker.role is not Role.HEAD or state.policy is not None


def fresh(asker: Asker, fresh: Freshness) -> dict[str, Any]:
    """Deputies are told no position of now: one event more, and it moves."""
    told = asdict(fresh)
    return told | (dict.fromkeys(POSITIONS & told.keys()) if asker.role is Role.DEPUTY else {})


def rerun(event: InquiryRerun) -> dict[str, Any]:
    return {name: value for name, value in recorded(event).items() if name != "type"}


def explained(state: InquiryState) -> list[str]:
    """Where an auditor reads which events have moved the figures since: those of claims, or of findings."""
    said = {"region": state.region, "submitted_from": state.submitted_from, "submitted_to": state.submitted_to}
    named = {name: value for name, value in said.items() if value} | {"from": state.as_known}
    drawn = TEMPLATES[InquiryTemplate(state.template)].tables.values()
    whole = {each.of for each in drawn if not each.where}
    addresses = [_changes(each, named) for each in drawn if not each.where or each.of not in whole]
    return list(dict.fromkeys(addresses))


def _changes(table: Drawn, named: Mapping[str, str]) -> str:
    where = {name: ",".join(values) for name, values in table.where.items()}
    of = {"of": table.of} if table.view.of_claims else {}
    route = "/audit/changes" if of else f"/audit/{table.of}/changes"
    return f"{route}?{urlencode({**of, **where, **named}, safe=',')}"


def template(asker: Asker, template: InquiryTemplate) -> dict[str, Any]:
    """The tables that the asker's answer has, or that a head reads: auditors' are exact, deputies' are published."""
    exact = asker.role is Role.AUDITOR
    kept_back = () if exact else GIVEN[template].kept_back
    return {
        "template": template,
        "title": _in_all(lambda lang: code("InquiryTemplate", template.value, lang)),
        "about": _in_all(lambda lang: say(f"inquiry-about-{template.value}", lang)),
        "tables": list(_exact(template) if exact else _published(template)),
        "not_recorded": [_coded("NotRecorded", each) for each in TEMPLATES[template].not_recorded],
        "kept_back": [_coded("KeptBack", each) for each in kept_back],
    }


def _exact(template: InquiryTemplate) -> Iterator[dict[str, Any]]:
    for name, drawn in TEMPLATES[template].tables.items():
        yield {"name": name, "by": drawn.by, "figures": drawn.figures, "of": drawn.view.projection.name}


def _published(template: InquiryTemplate) -> Iterator[dict[str, Any]]:
    """One of each month that is asked about."""
    for name in GIVEN[template].tables:
        table = TABLES[name]
        figures = [COUNT, *sorted(table.attribute.sums)]
        yield {"name": name, "by": table.axes, "figures": figures, "of": table.attribute.view.projection.name}


def _coded(kind: str, of: StrEnum) -> dict[str, Any]:
    return {"code": of, "words": _in_all(lambda lang: code(kind, of.value, lang))}


def _in_all(words: Callable[..., str]) -> dict[str, str]:
    return {lang.value: words(lang) for lang in Language}
