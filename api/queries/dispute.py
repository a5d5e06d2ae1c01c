"""The quarrels of April 2019, decided by the figures: docs/explanation/dispute.md."""

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import shown
from api.asker import AUDITORS
from api.authenticate import AskerDep
from api.documented import question, router
from api.house import HouseDep
from api.queries.claims import FRESH
from api.queries.counted import Meant, asked, things_at, words_of
from api.queries.dispute_told import day_of, region_names, said, sentence
from api.reading import ask
from api.refusals import NotYourQuestion, Unreadable
from domain.errors import UnknownCode
from projections import needs
from projections.dispute_quarrels import QUARRELS
from projections.dispute_questions import READ, TALLIES, Decided, Dispute, behind, decide, decide_by_region
from projections.freshness import freshness
from projections.lookback_days import is_provisional

routes: Final[APIRouter] = router("audit", prefix="/audit")

MODELS: Final = tuple(TALLIES[name].name for name in READ)
QuarrelId = StrEnum("QuarrelId", {each.id: each.id for each in QUARRELS})  # type: ignore[misc]
ONE_REGION: Final = "^[0-9]{2}$"
SENTENCE: Final = (
    "Shymkent; days of submission: 1 April 2019 – 30 April 2019. Facts about parents given by the e-gov database or"
    " missing: 8; of these missing: 3. Reasons: not in the database – 3; fault of the data exchange – 0; other – 0."
    " These figures bear out the counter-claim."
)
EXAMPLE: Final = {
    "region": "79",
    "submitted_from": "2019-04-01",
    "submitted_to": "2019-04-30",
    "as_known": "2019-05-15",
    "provisional": True,
    "disputes": [
        {
            "region": "79",
            "name": {"kk": "Шымкент қаласы", "ru": "город Шымкент", "en": "Shymkent"},
            "quarrels": [
                {
                    "id": "C8",
                    "claim": None,
                    "counter_claim": {"kk": "…", "ru": "…", "en": "The vice-minister …, 12 April 2019: …"},
                    "figures": {"needed": 8, "missing": 3, "not_filled": 3, "integration": 0, "other": 0},
                    "rates": {"not_filled": "0.3750", "integration": "0.0000"},
                    "standing": {"claim": None, "counter_claim": "HOLDS"},
                    "finding": "COUNTER_CLAIM_HOLDS",
                    "sentence": {"kk": "…", "ru": "…", "en": SENTENCE},
                    "splits": {"cause": [{"cause": "NOT_FILLED", "figures": {"missing": 3, "not_filled": 3}}]},
                    "behind": {"missing": "/audit/needs/claims?what=facts&fact=PARENT&data=GAP&region=79"},
                }
            ],
        }
    ],
    "freshness": {name: FRESH | {"projection": name} for name in MODELS},
}


@routes.get("/dispute", **question(EXAMPLE, NotYourQuestion, UnknownCode, Unreadable))
def decide_dispute(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(words_of(needs.VIEW, "region", pattern=ONE_REGION))],
    quarrel: Annotated[list[QuarrelId] | None, Query(description="only these; all eight where none is named")] = None,
    by: Annotated[
        Literal["region"] | None, Query(description="region: the same once more for each region with claims")
    ] = None,
) -> Response:
    """What was said in April 2019, what was said against it, and what the claims' own history says of both.

    For each quarrel the figures, each with the list of claims behind it; rates of one figure among another, null where
    there is nothing to be a part of; and a sentence in three languages that tells no more than the figures allow.
    """
    asker.require_role(AUDITORS)
    meant, now = asked(words, house), house.clock.now()

    def found(reader: Connection) -> tuple[list[Dispute], dict[str, Any], bool]:
        disputes = [decide(reader, meant.among), *(decide_by_region(reader, meant.among) if by else [])]
        fresh = {model: freshness(reader, model) for model in MODELS}
        return disputes, fresh, any(is_provisional(reader, model, meant.known, now) for model in MODELS)

    (disputes, fresh, provisional), _ = ask(house, needs.TALLY.name, found)
    body = {"as_known": meant.known.day, "provisional": provisional}
    wanted = frozenset(quarrel or QuarrelId)
    told = [_dispute(each, meant, wanted) for each in disputes]
    return shown({**meant.said, **body, "disputes": told, "freshness": fresh})


def _dispute(of: Dispute, asked: Meant, wanted: Collection[str]) -> dict[str, Any]:
    name = {"name": region_names(of.region, day_of(asked))} if of.region else {}
    quarrels = [_quarrel(each, of.region, asked) for each in of.decided if each.quarrel.id in wanted]
    return {"region": of.region, **name, "quarrels": quarrels}


def _quarrel(decided: Decided, region: str | None, asked: Meant) -> dict[str, Any]:
    return {
        "id": decided.quarrel.id,
        "claim": said(decided.quarrel, "claim"),
        "counter_claim": said(decided.quarrel, "counter_claim"),
        "figures": decided.figures,
        "rates": decided.rates,
        "standing": {"claim": decided.claim, "counter_claim": decided.counter_claim},
        "finding": decided.finding,
        "sentence": sentence(decided, region, asked),
        "splits": {
            name: [{**split.key, "figures": split.figures} for split in splits]
            for name, splits in decided.splits.items()
        },
        "behind": _behind(decided, region, asked),
    }


def _behind(decided: Decided, region: str | None, asked: Meant) -> dict[str, str]:
    """Figure -> the address of the list of claims behind it, for those that have one."""
    among = replace(asked.among, where={"region": [region]}) if region else asked.among
    lists = {name: behind(decided.quarrel, name, among) for name in decided.figures}
    return {name: things_at(*found) for name, found in lists.items() if found}
