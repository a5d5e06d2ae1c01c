"""What was found: counted for auditors, as known on any day; listed and shown to whoever may see the claim."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from psycopg2.extensions import connection as Connection  # noqa: N812  (a class, by its library a lower-case one)
from starlette.responses import Response

from api.answers import at_second, shown
from api.asker import AUDITORS, READERS, Asker
from api.authenticate import AskerDep
from api.documented import CLAIM, FINDING, question, router
from api.headers import etag
from api.house import HouseDep
from api.pages import Cursor, Limit, link, place
from api.queries import found_history
from api.queries.claims import FRESH
from api.queries.counted import by_of, claim_after, groups, words_of
from api.queries.lookback import Question, question_of, told
from api.reading import AtLeast, ask, ask_for_version, waited
from api.refusals import BadCursor, NoSuchFinding, NotYourQuestion, TooOld, Unreadable
from api.words import FindingId
from domain.errors import UnknownCode
from domain.finding import ALLOWED, MAY
from domain.vocabulary import FindingStatus
from projections import claim_file, findings_questions, lookback
from projections.findings import VIEW, findings
from projections.findings_questions import ClaimWith, FindingAt, FindingIn

routes: Final[APIRouter] = router("findings", prefix="/findings")
audit_routes: Final[APIRouter] = router("audit", prefix="/audit")

WORDS: Final = words_of(VIEW)
FRESH_FINDINGS: Final = FRESH | {"projection": findings.name}
STAMP: Final = {
    "now": "2019-05-15T12:00:00Z",
    "as_known": "2019-05-15",
    "provisional": True,
    "freshness": FRESH_FINDINGS,
}
COMMISSION: Final = {"kind": "COMMISSION", "code": "79-COMMISSION"}
SHOWN: Final = {
    "finding": FINDING,
    "rule": "UNJUSTIFIED_DEMAND",
    "rule_version": 1,
    "thing": "D2",
    "status": "OPEN",
    "answer": None,
    "closure": None,
    "who": COMMISSION,
    "events": [18],
    "since": "2019-04-09T10:00:00Z",
    "until": "2019-04-11T10:00:00Z",
    "seconds_at_stake": 172_800,
}


Said = list[str | int] | None
"""where the next page begins, as its cursor says it"""


@audit_routes.get(
    "/findings",
    **question(
        {
            "by": ["region", "rule"],
            "rows": [
                {
                    "region": "79",
                    "rule": "UNJUSTIFIED_DEMAND",
                    "findings": 3,
                    "going_on": 1,
                    "seconds_at_stake": 518_400,
                }
            ],
            "unexamined": 0,
            **STAMP,
        },
        NotYourQuestion,
        UnknownCode,
        Unreadable,
    ),
)
def roll_up_findings(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    by: Annotated[str, by_of(VIEW)] = "rule",
) -> Response:
    """What was found in the claims submitted in a period, by rule, status, who answers for it, region and office.

    `going_on`: what has not come to an end; its seconds are counted up to now or that day's end. `unexamined`: claims
    that could not be examined.
    """
    asker.require_role(AUDITORS)
    names, meant = groups(VIEW, by), question_of(VIEW, words, house)
    asked = replace(meant.asked, by=tuple(names))

    def rows(reader: Connection) -> dict[str, Any]:
        found = lookback.rolled_up(reader, VIEW, asked, meant.known.second)
        counted = [{**row.key, **row.figures} for row in found]
        return {"by": names, "rows": counted, "unexamined": findings_questions.unexamined(reader)}

    return shown(told(house, meant, rows))


@audit_routes.get(
    "/findings/claims",
    **question(
        {
            "rule": "UNJUSTIFIED_DEMAND",
            "claims": [
                {
                    "claim": CLAIM,
                    "submitted_on": "2019-04-01",
                    "region": "790000000",
                    "office": "79-OFFICE",
                    "findings": [SHOWN],
                }
            ],
            **STAMP,
        },
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def list_claims_with_findings(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """The claims behind a count of findings, a page at a time in the order of submission, each with what was found."""
    asker.require_role(AUDITORS)
    meant = question_of(VIEW, words, house)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = claim_after(cursor) if cursor else None

    def claims(reader: Connection) -> dict[str, Any]:
        return {"found": findings_questions.claims_with(reader, meant.asked, after=after, limit=most)}

    answer = told(house, meant, claims)
    found: Sequence[ClaimWith] = answer.pop("found")
    last = found[-1] if len(found) == most else None
    following: Said = [last.submitted_on.isoformat(), str(last.claim)] if last else None
    headers = link("/audit/findings/claims", following, {**meant.said, "limit": limit})
    return shown({"claims": [_claim(each, meant) for each in found], **answer}, headers=headers)


@routes.get(
    "",
    **question(
        {"findings": [{"claim": CLAIM, "version": 1, **SHOWN}], "freshness": FRESH_FINDINGS},
        NotYourQuestion,
        UnknownCode,
        BadCursor,
        Unreadable,
    ),
)
def list_findings(
    asker: AskerDep,
    house: HouseDep,
    words: Annotated[Any, Depends(WORDS)],
    cursor: Cursor = None,
    limit: Limit = None,
) -> Response:
    """What was found in the claims of your scope: `status=OPEN` is what waits for an answer."""
    asker.require_role(READERS)
    meant = question_of(VIEW, words, house)
    most = min(limit or house.settings.api_page, house.settings.api_page)
    after = _finding_place(cursor)
    found, fresh = ask(
        house,
        findings.name,
        lambda reader: findings_questions.in_scope(reader, asker.scope, meant.asked, after=after, limit=most),
    )
    following: Said = [str(found[-1][2].finding)] if len(found) == most else None
    listed = [{"claim": claim, "version": version, **_shown(each, meant)} for claim, version, each in found]
    headers = link("/findings", following, {**meant.said, "limit": limit})
    return shown({"findings": listed, "freshness": fresh}, headers=headers)


@routes.get(
    "/{finding}",
    **question(
        {
            **{name: value for name, value in SHOWN.items() if name != "seconds_at_stake"},
            "claim": CLAIM,
            "version": 1,
            "region": "790000000",
            "office": "79-OFFICE",
            "submitted_on": "2019-04-01",
            "allowed": ["acknowledge_finding", "answer_finding"],
            "history": [found_history.EXAMPLE],
            "freshness": FRESH_FINDINGS,
        },
        NotYourQuestion,
        NoSuchFinding,
        Unreadable,
        TooOld,
    ),
)
def read_finding(finding: FindingId, asker: AskerDep, house: HouseDep, at_least: AtLeast = None) -> Response:
    """One finding: the rule, the events it rests on, who answers for it, how far it has come, what you may do now.

    `history`: who raised, acknowledged, answered and closed it, when and with which words, as far as `version`.
    """
    asker.require_role(READERS)
    found, fresh = ask_for_version(
        house, findings.name, lambda reader: _visible(asker, finding, reader), _version, at_least
    )
    if found is None:
        raise NoSuchFinding
    allowed = sorted(each for each in ALLOWED[FindingStatus(found.state.status)] if asker.role in MAY[each])
    body = {
        "finding": finding,
        "version": found.version,
        **waited(at_least, found.version),
        **asdict(found.state),
        "allowed": allowed,
        "history": found_history.history(house, finding, found.version),
        "freshness": fresh,
    }
    return shown(body, headers={"ETag": etag(found.version)})


def _visible(asker: Asker, finding: UUID, reader: Connection) -> FindingAt | None:
    """The finding, if the asker may see its claim; if not, it is missed like one that does not exist."""
    found = findings_questions.one(reader, finding)
    claim = claim_file.one(reader, UUID(found.state.claim)) if found else None
    return found if claim and asker.sees(claim[1].state) else None


def _version(found: FindingAt | None) -> int:
    return found.version if found else 0


def _claim(found: ClaimWith, meant: Question) -> dict[str, Any]:
    return {**asdict(found), "findings": [_shown(each, meant) for each in found.findings]}


def _shown(found: FindingIn, meant: Question) -> dict[str, Any]:
    until = meant.known.second if found.until is None else found.until
    return {
        **asdict(found),
        "since": at_second(found.since),
        "until": None if found.until is None else at_second(found.until),
        "seconds_at_stake": until - found.since,
    }


def _finding_place(cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    match place(cursor):
        case [str(finding)]:
            try:
                return UUID(finding)
            except ValueError:
                raise BadCursor from None
    raise BadCursor
