"""What was inquired: the ready-made questions, one's inquiries, and their answers as data, as a table, as a page."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.answers import MEDIA_TYPE, shown
from api.asker import INQUIRERS, Asker
from api.authenticate import AskerDep
from api.commands.inquiries import DIGEST, RERUN
from api.documented import INQUIRY, question, router
from api.headers import etag
from api.history import FRESH_STORE, AcceptLanguage, Lang, in_language, stream_of
from api.house import House, HouseDep
from api.inquiry_command import sees
from api.pages import Cursor, Limit, link
from api.queries import inquiries_told
from api.queries.claims import FRESH
from api.queries.counted import claim_after
from api.reading import ask
from api.refusals import BadCursor, NoSuchInquiry, NotYourQuestion, Unreadable
from api.words import InquiryId
from domain.errors import UnknownCode
from domain.event import Event
from domain.events import InquiryAnswered, InquiryReceived, InquiryRerun, InquiryState
from domain.inquiry import Inquiry
from domain.vocabulary import InquiryStatus, InquiryTemplate, Language, Role
from exports.formats import COMMA, SEMICOLON
from inquiries import delimited, page
from inquiries.answers import read
from projections import inquiries as model
from projections.base import recorded_day
from projections.freshness import Freshness
from releases.errors import NotReleased
from store.mapper import event_of
from words import language, preferred

routes: Final[APIRouter] = router("inquiries", prefix="/inquiries")

FRESH_INQUIRIES: Final = FRESH | {"projection": model.inquiries.name}
SEPARATORS: Final = {"comma": COMMA, "semicolon": SEMICOLON}
FormatWord = Literal["json", "csv", "html"]
MEDIA_TYPES: Final[Mapping[str, str]] = {"json": MEDIA_TYPE, "csv": "text/csv", "html": "text/html"}
JSON: Final = "json"

LISTED: Final[dict[str, Any]] = {
    "inquiry": INQUIRY,
    "version": 3,
    "number": "DZ-127/2019",
    "addressee": "MLSPP",
    "template": "CLAIMS",
    "region": "75",
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
    "asked_as": "deputy",
    "received_at": "2019-05-15T04:00:00Z",
    "due_on": "2019-06-15",
    "overdue": False,
    "as_known": "2019-05-14",
    "position": 8123,
    "definitions": ["cohort_2", "statistics_1"],
    "policy": None,
    "digest": DIGEST,
    "status": "ANSWERED",
    "reply": None,
    "replied_at": None,
    "reruns": 1,
}
KEPT: Final = {
    "template": "CLAIMS",
    "region": "75",
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
    "as_known": "2019-05-14",
    "position": 8123,
    "policy": None,
    "not_recorded": [],
    "kept_back": [],
    "tables": [
        {
            "name": "claims",
            "by": ["region"],
            "figures": ["received", "approved"],
            "month": None,
            "as_known": "2019-05-14",
            "rows": [{"key": {"region": "*"}, "figures": {"received": 30, "approved": 22}}],
        }
    ],
}


@routes.get(
    "/templates",
    **question(
        {
            "templates": [
                {
                    "template": "CLAIMS",
                    "title": {"kk": "…", "ru": "…", "en": "claims received, approved, refused and open"},
                    "about": {"kk": "…", "ru": "…", "en": "How many claims were received, by region."},
                    "tables": [{"name": "claims", "by": ["region"], "figures": ["received"], "of": "cohort_2"}],
                    "not_recorded": [{"code": "TENGE_PAID", "words": {"kk": "…", "ru": "…", "en": "tenge paid"}}],
                    "kept_back": [],
                }
            ]
        },
        NotYourQuestion,
        Unreadable,
    ),
)
def list_templates(asker: AskerDep) -> Response:
    """The seven things that deputies ask, in three languages: which figures answer each, and what is not recorded.

    Each role is told of its own answers: auditors of exact tables, deputies (and heads, who read theirs) of the
    published ones that they are given, a table a month, with what is `kept_back` of them.
    """
    asker.require_role(INQUIRERS)
    return shown({"templates": [inquiries_told.template(asker, each) for each in InquiryTemplate]})


@routes.get(
    "",
    **question(
        {"inquiries": [LISTED], "freshness": FRESH_INQUIRIES}, NotYourQuestion, UnknownCode, BadCursor, Unreadable
    ),
)
def list_inquiries(
    asker: AskerDep,
    house: HouseDep,
    template: Annotated[InquiryTemplate | None, Query(description="which of the ready-made questions")] = None,
    status: Annotated[InquiryStatus | None, Query(description="ANSWERED or REPLIED")] = None,
    overdue: Annotated[
        bool | None, Query(description="true: only those without the addressee's letter whose month is over")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """Your inquiries (a head: those to the office; an auditor: all), the soonest due first, without the answers."""
    asker.require_role(INQUIRERS)
    today = recorded_day(house.clock.now())
    said = {"template": template, "status": status}
    where = _scope(asker) | {name: value.value for name, value in said.items() if value}
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = claim_after(cursor) if cursor else None
    found, fresh = ask(
        house,
        model.inquiries.name,
        lambda reader: model.listed(reader, where, overdue_on=today if overdue else None, after=after, limit=most),
    )
    following: list[str | int] | None = None
    if len(found) == most:
        following = [found[-1].state.due_on, str(found[-1].inquiry)]
    asked = {**said, "overdue": "true" if overdue else None, "limit": limit}
    listed = [inquiries_told.listed(asker, each.inquiry, each.version, each.state, today) for each in found]
    return shown(
        {"inquiries": listed, "freshness": inquiries_told.fresh(asker, fresh)},
        headers=link("/inquiries", following, asked),
    )


@routes.get(
    "/{inquiry}",
    **question(
        {
            **LISTED,
            "answer": KEPT,
            "rerun": [{name: value for name, value in RERUN.items() if name != "type"}],
            "explained_by": ["/audit/changes?of=cohort&region=75&from=2019-05-14"],
            "freshness": FRESH_STORE,
        },
        NotYourQuestion,
        NoSuchInquiry,
        Unreadable,
    ),
)
def read_inquiry(inquiry: InquiryId, asker: AskerDep, house: HouseDep) -> Response:
    """One inquiry with its answer as it was kept, what asking again gave, and where its differences are explained."""
    kept = _kept(house, asker, inquiry)
    told = inquiries_told.listed(asker, inquiry, kept.version, kept.state, recorded_day(house.clock.now()))
    body = {
        **told,
        "answer": read(kept.answer) if kept.is_shown else None,
        "rerun": [inquiries_told.rerun(each) for each in kept.events if isinstance(each, InquiryRerun)]
        if kept.is_shown
        else [],
        "explained_by": inquiries_told.explained(kept.state) if asker.role is Role.AUDITOR else None,
        "freshness": inquiries_told.fresh(asker, kept.freshness),
    }
    return shown(body, headers={"ETag": etag(kept.version)})


def _answer_documented() -> dict[str, Any]:
    documented = question(KEPT, NotYourQuestion, NoSuchInquiry, NotReleased, UnknownCode, Unreadable)
    content = documented["responses"][200]["content"]
    content["text/csv"] = {
        "example": "\ufefftable,month,region,figure,value,hidden,as_known\r\nclaims,,*,received,30,,2019-05-14\r\n"
    }
    content["text/html"] = {"example": "<!DOCTYPE html>"}
    return documented


@routes.get("/{inquiry}/answer", **_answer_documented())
def read_answer(
    inquiry: InquiryId,
    asker: AskerDep,
    house: HouseDep,
    request: Request,
    format: Annotated[
        FormatWord | None, Query(description="json, csv or html; without it what `Accept` prefers, else json")
    ] = None,
    separator: Annotated[Literal["comma", "semicolon"], Query(description="of csv: what stands between cells")] = (
        "comma"
    ),
    lang: Lang = None,
    accept_language: AcceptLanguage = None,
) -> Response:
    """The answer as it was kept: as JSON the very bytes of the digest; as CSV a line a figure; as a page to print.

    The page is in the language asked for; it loads nothing and runs nothing.
    """
    kept = _kept(house, asker, inquiry)
    if not kept.is_shown:
        raise NotReleased("this answer holds exact figures, which are told to auditors only")
    spoken = language(lang) if lang is not None else preferred(accept_language, Language.KK)
    chosen = format or _accepted(request.headers.get("Accept"))
    today = recorded_day(house.clock.now())
    writes: dict[str, Callable[[], bytes]] = {
        "json": kept.answer.encode,
        "csv": lambda: delimited.delimited(read(kept.answer), SEPARATORS[separator]),
        "html": lambda: page.page(page.Printed(kept.state, read(kept.answer), spoken, today)),
    }
    headers = _headers(kept.state, chosen, spoken)
    return Response(writes[chosen](), 200, headers, MEDIA_TYPES[chosen])


@dataclass(frozen=True, slots=True)
class Kept:
    """An inquiry as the store has it. `is_shown`: the asker may see the answer."""

    state: InquiryState
    events: list[Event]
    answer: str
    is_shown: bool
    freshness: Freshness

    @property
    def version(self) -> int:
        return self.events[-1].originator_version


def _kept(house: House, asker: Asker, inquiry: UUID) -> Kept:
    """Raises `NoSuchInquiry` unless the asker may see it."""
    asker.require_role(INQUIRERS)
    found, fresh = stream_of(house, inquiry)
    if not found or found[0].name != InquiryReceived.TOPIC:
        raise NoSuchInquiry
    folded, events = Inquiry.blank(inquiry), [event_of(each) for each in found]
    for event in events:
        event.mutate(folded)
    if not sees(asker, folded.state):
        raise NoSuchInquiry
    (answer,) = (event.answer for event in events if isinstance(event, InquiryAnswered))
    return Kept(folded.state, events, answer, inquiries_told.is_shown(asker, folded.state), fresh)


def _scope(asker: Asker) -> dict[str, str]:
    scopes = {
        Role.DEPUTY: {"asked_by": asker.actor, "asked_as": Role.DEPUTY.value},
        Role.HEAD: {"addressee": asker.office},
    }
    return scopes.get(asker.role, {})


def _headers(state: InquiryState, chosen: str, lang: Language) -> dict[str, str]:
    headers = {
        "Content-Disposition": f'inline; filename="inquiry-{state.digest[:12]}.{chosen}"',
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if chosen == JSON:
        digest = base64.b64encode(bytes.fromhex(state.digest)).decode()
        headers |= {"Repr-Digest": f"sha-256=:{digest}:"}  # RFC 9530
    if chosen == "html":
        headers |= {"Content-Security-Policy": page.POLICY, **in_language(lang)}
    return headers | {"Vary": "Accept, Accept-Language"}


def _accepted(header: str | None) -> str:
    """What the header Accept (RFC 9110) likes best of ours; json where it names none."""
    ranked = sorted(map(_ranked, enumerate((header or "").split(","))))
    named = {media: name for name, media in MEDIA_TYPES.items()}
    return next((named[media] for weight, _, media in ranked if weight < 0 and media in named), JSON)


def _ranked(part: tuple[int, str]) -> tuple[float, int, str]:
    place, said = part
    media, _, rest = said.partition(";")
    weights = [each.strip()[2:] for each in rest.split(";") if each.strip().startswith("q=")]
    try:
        return -float(weights[0] if weights else 1), place, media.strip().lower()
    except ValueError:
        return 0.0, place, media
