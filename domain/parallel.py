"""Editions side by side: by when a claim would have had to be registered or decided under the rules of another edition.

A question of how it could be, over the same events: nothing is rewritten, and the claim keeps its own edition for life.
No extension counts here, because whether one does is a matter of the edition under which it was made.
"""

from datetime import date

from domain.calendar import calendar
from domain.policy import Edition
from domain.state import ClaimState
from domain.vocabulary import Channel


def last_day(rules: Edition, state: ClaimState, submitted_on: date) -> date:
    """The last day of the term; before the registration, of registering. By the calendar that the claim's own was
    counted by."""
    if state.registered_on is None or state.term_calendar is None:
        return rules.register_by(submitted_on, calendar(state.calendar))
    return rules.due(
        Channel(state.channel),
        submitted_on=submitted_on,
        registered_on=date.fromisoformat(state.registered_on),
        calendar=calendar(state.term_calendar),
    ).due_on
