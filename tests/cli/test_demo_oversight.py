"""The findings that the demo plants, worked out from its scripts, are those that the rules find; two accounts of them.

Without servers: the scripts are played through the domain alone, and the claims examined as on the demo's last evening.
"""

from collections import Counter

import pytest

from cli.demo.causes import LEAST_CLAIMS
from cli.demo.oversight.planted import Findings, differing, planted
from cli.demo.plan import END, Plan, plan
from domain.events import ClaimEvent
from domain.findings import examine
from domain.vocabulary import FindingRule
from tests.cli.played import days_of, play

pytestmark = pytest.mark.long


def examined(plan: Plan) -> Findings:
    """What the rules find, by region, rule and who answers."""
    found: Findings = Counter()
    for script in plan.scripts:
        claim = play(script)
        with days_of(END):
            events = [event for event in claim.collect_events() if isinstance(event, ClaimEvent)]
            for rule, each in examine(events, END):
                found[script.place.prefix, rule.value, each.who["kind"]] += 1
    return found


@pytest.mark.parametrize(("claims", "seed"), [(LEAST_CLAIMS, 1), (500, 2019), (500, 7), (300, 11)])
def test_what_is_planted_is_what_the_rules_find(claims: int, seed: int) -> None:
    made = plan(claims, seed)
    assert differing(planted(made), examined(made)) == []


def test_every_rule_is_planted() -> None:
    assert {rule for _, rule, _ in planted(plan(500, 2019))} == {rule.value for rule in FindingRule}


def test_a_difference_is_told() -> None:
    made = planted(plan(LEAST_CLAIMS, 3))
    (key, *_) = made
    assert differing(made, made - Counter([key])) == [(key, made[key], made[key] - 1)]
