"""The table `claims`: a row a claim, as it stands at the position."""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.vocabulary import JUSTIFIED, MemberRole
from exports.columns import Column, Row, Table, day, instant
from exports.reading import Story

COLUMNS: Final = (
    Column("claim", "text", "the claim's id"),
    Column("version", "integer", "how many events it has"),
    Column("position", "integer", "place of the last of them in the store's log"),
    Column("region", "text", "KATO code of the submission"),
    Column("office", "text", "the office of the submission"),
    Column("office_in_charge", "text", "where the file is"),
    Column("authorised_body", "text", "the body that decides"),
    Column("channel", "text", "the door through which it came in"),
    Column("language", "text", "in which the applicant is answered"),
    Column("applicant", "text", "person_ref of the applicant"),
    Column("members", "integer", "of the family"),
    Column("submitted_on", "day", "local day of the submission"),
    Column("submitted_at", "instant", "the submission"),
    Column("registered_on", "day", "local day of the registration; empty before it"),
    Column("due_on", "day", "the due day in force; before the registration the last day to register"),
    Column("over_term", "boolean", "whether the first end came, or is still waited for, after that day"),
    Column("stage", "text", "where it stands"),
    Column("first_end", "text", "APPROVED, REFUSED or WITHDRAWN, whichever came first; empty while it is open"),
    Column("first_ended_at", "instant", "when that was"),
    Column("ended_at", "instant", "the last end; empty while something is waited for"),
    Column("decision", "text", "the last decision"),
    Column("edition", "text", "of the policy, at submission: facts, verdicts, bases"),
    Column("term_edition", "text", "of the policy, at registration: terms, grounds"),
    Column("calendar", "text", "by which working time is counted"),
    Column("lookups", "integer", "questions asked of registries"),
    Column("gaps", "integer", "facts that were missing"),
    Column("gaps_open", "integer", "of them still missing"),
    Column("state_requests", "integer", "requests to other state bodies"),
    Column("demands", "integer", "papers demanded"),
    Column("demands_unjustified", "integer", "of them by a verdict that justifies none"),
    Column("complaints", "integer", "complaints"),
    Column("extensions", "integer", "extensions of the term, lawful or not"),
    Column("corrections", "integer", "versions that were said to be wrong"),
    Column("clamped", "integer", "events that said that they happened before the event before them"),
    Column("total_s", "integer", "seconds from the submission to the end, or to the position's instant"),
    Column("total_working_s", "integer", "working seconds of the same"),
    Column("paused_s", "integer", "of the total, in lawful pauses"),
    Column("paused_working_s", "integer", "working seconds of the same"),
)


def _rows(story: Story) -> Iterator[Row]:
    ledger, state, last = story.ledger, story.ledger.state, story.steps[-1].recorded
    demands, term = state.demands.values(), story.account.term
    yield (
        str(story.claim),
        last.version,
        last.position,
        state.region,
        ledger.cohort.office,
        state.office,
        state.authorised_body,
        state.channel,
        state.language,
        _applicant(story),
        len(state.members),
        day(ledger.cohort.day),
        instant(ledger.started_at),
        day(state.registered_on),
        term.due_on,
        term.over_term,
        state.stage,
        state.first_end,
        instant(ledger.first_ended_at),
        instant(ledger.ended_at),
        state.decision,
        state.edition,
        state.term_edition,
        state.calendar,
        len(state.questions),
        len(state.gaps),
        _count(gap.open for gap in state.gaps.values()),
        len(state.state_requests),
        len(demands),
        _count(demand.verdict not in JUSTIFIED for demand in demands),
        len(state.complaints),
        len(state.extensions),
        state.corrections,
        ledger.clamped,
        *story.account.total,
        *story.account.paused,
    )


def _applicant(story: Story) -> str | None:
    members = story.submitted.members
    return next((each["person_ref"] for each in members if each["role"] == MemberRole.APPLICANT), None)


def _count(found: Iterable[bool]) -> int:
    return sum(1 for each in found if each)


CLAIMS: Final = Table("claims", COLUMNS, _rows)
