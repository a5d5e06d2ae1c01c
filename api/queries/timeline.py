"""What happened to a claim, in words, straight from the event store. The words: words/timeline.py."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import shown
from api.asker import READERS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.headers import etag
from api.history import FRESH_STORE, AcceptLanguage, Lang, answered_in, history, in_language
from api.house import HouseDep
from api.pages import Cursor, Limit, cursor, link, place
from api.refusals import BadCursor, NoSuchClaim, NotYourQuestion, TooOld, Unreadable
from api.words import ClaimId
from domain.errors import UnknownCode
from domain.vocabulary import Language, Role
from store.log import Recorded
from words import code, say
from words.events import title
from words.timeline import DATED_BACK, Noted, Told, timeline

routes: Final[APIRouter] = router("timeline")

SAID: Final = Language.EN
"""the language of the example, whose words are those of the catalogue too"""
PAPER: Final = code("DocumentType", "BIRTH_CERTIFICATE", SAID)
EXAMPLE: Final = {
    "claim": CLAIM,
    "version": 12,
    "language": SAID,
    "events": [
        {
            "version": 8,
            "type": "document.received",
            "title": title("document.received", SAID),
            "words": say("document.received", SAID, type=PAPER, subject=code("MemberRole", "CHILD", SAID)),
            "occurred_at": "2019-04-08T09:00:00Z",
            "recorded_at": "2019-04-09T05:00:00.120000Z",
            "local": "2019-04-08T15:00:00+06:00",
            "by": {"role": Role.CASEWORKER, "office": "75-OFFICE", "words": code("Role", Role.CASEWORKER, SAID)},
            "opened": [],
            "closed": [{"wait": "document/D1/8", "words": code("WaitKind", "document", SAID)}],
            "marks": [{"mark": DATED_BACK, "words": say(f"mark-{DATED_BACK}", SAID)}],
            "corrections": [],
            "evidence": {
                "sha256": "cdcfd5e17a2b49fd1a3f2c8b4a7f9c2f0f0a3c5b9b14d4a5b1f9d7f3d2a1c0e4",
                "href": f"/claims/{CLAIM}/events?limit=1&cursor={cursor([7])}",
            },
        }
    ],
    "freshness": FRESH_STORE,
}


@routes.get(
    "/{claim}/timeline",
    **question(EXAMPLE, NotYourQuestion, NoSuchClaim, BadCursor, UnknownCode, Unreadable, TooOld),
)
def read_timeline(
    claim: ClaimId,
    asker: AskerDep,
    house: HouseDep,
    lang: Lang = None,
    cursor: Cursor = None,
    limit: Limit = None,
    accept_language: AcceptLanguage = None,
) -> Response:
    """Everything that happened, in order and in words: who did it, which waits it opened and closed, what was wrong.

    Members are told by their role. Each entry leads to the stored bytes that it is told from.
    """
    asker.require_role(READERS)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = _after(cursor) if cursor else 0
    found = history(house, asker, claim)
    said = answered_in(lang, accept_language, found.state)
    told = timeline(found.events, said, after, most)
    last: list[str | int] | None = [told[-1].version] if told and told[-1].version < found.version else None
    headers = link(f"/claims/{claim}/timeline", last, {"language": lang, "limit": limit})
    about = {"claim": claim, "version": found.version, "language": said}
    body = {**about, "events": _entries(told, found.recorded), "freshness": found.freshness}
    return shown(body, headers=headers | in_language(said) | {"ETag": etag(found.version)})


def _entries(told: Sequence[Told], recorded: Sequence[Recorded]) -> list[dict[str, Any]]:
    """Versions are 1..n, so the event of a version stands at its place."""
    return [_entry(each, recorded[each.version - 1]) for each in told]


def _entry(told: Told, recorded: Recorded) -> dict[str, Any]:
    event = told.event
    return {
        "version": told.version,
        "type": event.TOPIC,
        "title": told.title,
        "words": told.words,
        "occurred_at": event.occurred_at,
        "recorded_at": recorded.recorded_at,
        "local": told.local,
        "by": {"role": event.by["role"], "office": event.office, "words": told.by},
        "opened": [_noted("wait", note) for note in told.opened],
        "closed": [_noted("wait", note) for note in told.closed],
        "marks": [_noted("mark", note) for note in told.marks],
        "corrections": [_noted("field", note) | {"version": note.version} for note in told.corrections],
        "evidence": _evidence(recorded),
    }


def _noted(name: str, note: Noted) -> dict[str, Any]:
    return {name: note.about, "words": note.words}


def _evidence(recorded: Recorded) -> dict[str, str]:
    """The digest of the stored bytes, and where they are shown."""
    at = cursor([recorded.version - 1])
    return {
        "sha256": hashlib.sha256(recorded.body).hexdigest(),
        "href": f"/claims/{recorded.stream}/events?limit=1&cursor={at}",
    }


def _after(given: str) -> int:
    match place(given):
        case [int(version)]:
            return version
    raise BadCursor
