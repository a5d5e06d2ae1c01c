"""Why a claim's deadline is the day that it is, and whether counting it again gives the same. From the event store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from fastapi import APIRouter
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import READERS
from api.authenticate import AskerDep
from api.documented import CLAIM, question, router
from api.headers import etag
from api.history import FRESH_STORE, AcceptLanguage, History, Lang, answered_in, history, in_language
from api.house import HouseDep
from api.queries.clocks import EXAMPLE as CLOCKS
from api.queries.clocks import clocks_of
from api.refusals import NoSuchClaim, NotYourQuestion, TooOld, Unreadable
from api.words import ClaimId
from domain import term
from domain.errors import UnknownCode
from domain.events import ClaimRegistered, ClaimSubmitted, DeadlineRecomputed
from domain.ledger import Ledger, Pause
from domain.regions import time_zone
from domain.replay import AnyReason, Replay, replay
from domain.term import Due, Standing
from domain.vocabulary import Language
from words import deadlines
from words.cast import Cast, akim_of

routes: Final[APIRouter] = router("deadline")

SAID: Final = Language.EN
"""the language of the example, whose words are those of the catalogue too"""
DUE: Final = Due(date(2019, 4, 10))
AGAIN: Final = Replay(DUE.day, (), DUE.day, "2019-04", "kz-1", agrees=True)
EXAMPLE: Final = {
    "claim": CLAIM,
    "version": 10,
    "language": SAID,
    "due_on": DUE.day,
    "words": deadlines.due(DUE, registered=True, lang=SAID),
    "provisional": None,
    "over": False,
    "over_words": deadlines.kept(over=False, lang=SAID),
    "register_by": "2019-04-02",
    "registered_on": "2019-04-01",
    "counted": [{"version": 2, "due_on": "2019-04-10", "calendar": "kz-1"}],
    "reasons": [
        {
            "kind": "SKIPPED",
            "day": "2019-04-06",
            "why": "WEEKEND",
            "words": deadlines.reason({"kind": "SKIPPED", "day": "2019-04-06", "why": "WEEKEND"}, SAID),
        }
    ],
    "extensions": [],
    "pauses": [],
    "replayed": {
        "due_on": DUE.day,
        "edition": "2019-04",
        "calendar": "kz-1",
        "agrees": True,
        "words": deadlines.replayed(AGAIN, SAID),
    },
    "clocks": CLOCKS,
    "freshness": FRESH_STORE,
}


@routes.get("/{claim}/deadline", **question(EXAMPLE, NotYourQuestion, NoSuchClaim, UnknownCode, Unreadable, TooOld))
def read_deadline(
    claim: ClaimId, asker: AskerDep, house: HouseDep, lang: Lang = None, accept_language: AcceptLanguage = None
) -> Response:
    """The last day in force, everything it follows from in words, and the same day counted again from the rules.

    Three clocks stand beside it: the time the applicant lived through, the working time of it, and what was paused.
    """
    asker.require_role(READERS)
    found = history(house, asker, claim)
    said = answered_in(lang, accept_language, found.state)
    told = Explained.of(found, house.clock.now(), said).told()
    body = {"claim": claim, "version": found.version, "language": said, **told, "freshness": found.freshness}
    return shown(body, headers=in_language(said) | {"ETag": etag(found.version)})


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim's deadline as its events have left it, judged at an instant (epoch seconds)."""

    history: History
    ledger: Ledger
    who: Cast
    now: int

    @classmethod
    def of(cls, found: History, now: datetime, lang: Language) -> "Explained":
        ledger, first = Ledger(), found.events[0]
        assert isinstance(first, ClaimSubmitted)
        for event in found.events:
            ledger.apply(event)
        today = now.astimezone(time_zone(ledger.zone)).date()
        who = Cast(lang, today, first.members, akim_of(first.channel, first.office))
        return cls(found, ledger, who, int(now.timestamp()))

    def told(self) -> dict[str, Any]:
        state, lang, today = self.ledger.state, self.who.lang, self.who.on
        day = term.limit(state, today)
        return {
            "due_on": day.day,
            "words": deadlines.due(day, state.due_on is not None, lang),
            "provisional": {"notice_by": day.notice_by, "without": day.without} if day.without else None,
            **self._kept(day),
            "register_by": state.register_by,
            "registered_on": state.registered_on,
            "counted": list(self._counted()),
            **self._replayed(),
            "extensions": [_extension(each, lang) for each in term.extensions(state, today)],
            "pauses": [self._pause(each) for each in self.ledger.pauses],
            "clocks": clocks_of(self.ledger, self.now),
        }

    def _kept(self, day: Due) -> dict[str, Any]:
        """The first decision, the withdrawal or today, held against the day in force."""
        ended, today = self.ledger.first_ended_at, self.who.on
        until = today if ended is None else datetime.fromtimestamp(ended, time_zone(self.ledger.zone)).date()
        over = day.is_over(until, today)
        return {"over": over, "over_words": deadlines.kept(over, self.who.lang)}

    def _counted(self) -> Iterator[dict[str, Any]]:
        """Every count on record: the registration's, and those by later calendars."""
        for event in self.history.events:
            if isinstance(event, ClaimRegistered | DeadlineRecomputed):
                yield {"version": event.originator_version, "due_on": event.due_on, "calendar": event.calendar}

    def _replayed(self) -> dict[str, Any]:
        """The reasons on record; those of the last day of registering are on no record, but counted."""
        again, lang = replay(self.ledger.state), self.who.lang
        reasons = cast(list[AnyReason], self.ledger.state.due_reasons) or again.reasons
        return {
            "reasons": [{**each, "words": deadlines.reason(each, lang)} for each in reasons],
            "replayed": {
                "due_on": again.due_on,
                "edition": again.edition,
                "calendar": again.calendar,
                "agrees": again.agrees,
                "words": deadlines.replayed(again, lang),
            },
        }

    def _pause(self, pause: Pause) -> dict[str, Any]:
        ledger = self.ledger
        return {
            "demand": pause.demand,
            "from": at_second(pause.opened_at),
            "until": None if pause.closed_at is None else at_second(pause.closed_at),
            "seconds": max((pause.closed_at or self.now) - pause.opened_at, 0),
            "words": deadlines.pause(pause, ledger.state, self.who, ledger.zone, self.now),
        }


def _extension(standing: Standing, lang: Language) -> dict[str, Any]:
    it = standing.extension
    return {
        "version": it.version,
        "due_on": it.due_on,
        "reason": it.reason,
        "recorded_on": it.recorded_on,
        "notice_on": it.notice_on,
        "notice_by": standing.notice_by,
        "standing": standing.counts,
        "words": deadlines.extension(standing, lang),
    }
