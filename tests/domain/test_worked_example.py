"""The worked example of docs/explanation/delay-ledger.md, to the second: Almaty, April 2019.

A mother applies; the registry knows no birth from before its first day, the akimat left her flat number empty, and the
commission demands a paper for what a registry has given.
"""

from pathlib import Path
from typing import Final

import pytest

from domain import events as e
from domain.wait import ClosedWait, Wait
from tests.domain.examples import MOTHER
from tests.domain.history import (
    ADDRESS,
    AKIMAT,
    CIVIL,
    LAW,
    OF_BODY,
    OF_COMMISSION,
    OF_OFFICE,
    History,
    Step,
    named,
    question,
    who,
)

PAGE: Final = Path(__file__).parents[2] / "docs" / "explanation" / "delay-ledger.md"
BIRTH_ASKED = question("L1", "BIRTH")
ADDRESS_ASKED = question("L2", "RESIDENCE", "FLAT", subject=MOTHER, registry=ADDRESS)
TO_THE_COMMISSION = {"asked_by": "COMMISSION", "office": "ALMATY-C1", "subject": MOTHER, "fact": "RESIDENCE"}


def flat_is_missing(h: History) -> History:
    h.answered("L2", "FOUND_INCOMPLETE", "RESIDENCE")
    return h.gap("G2", "FLAT", subject=MOTHER, owner=AKIMAT, lookup="L2")


STORY: Final[list[tuple[str, Step, str, str]]] = [  # when, what, opens, closes
    ("04-01 10:00", lambda h: h.add(e.ClaimSubmitted), "registration/claim", ""),
    ("04-01 11:00", lambda h: h.add(e.ClaimRegistered), "idle/claim", "registration/claim"),
    (
        "04-01 11:00:30",
        lambda h: h.asked(BIRTH_ASKED, ADDRESS_ASKED).sent("L1").sent("L2"),
        "queue/3 lookup/L1 lookup/L2",
        "idle/claim queue/3",
    ),
    (
        "04-01 11:00:41",
        lambda h: h.answered("L1", "OUTSIDE_COVERAGE").gap("G1", owner=LAW, cause="OUTSIDE_COVERAGE"),
        "gap/G1",
        "lookup/L1",
    ),
    ("04-01 12:00", lambda h: h.demanded("D1", state_not_asked=True), "document/D1", "gap/G1"),
    ("04-02 09:30", flat_is_missing, "gap/G2", "lookup/L2"),
    ("04-03 10:00", lambda h: h.state_asked("S2", "G2", AKIMAT), "state_request/S2", "gap/G2"),
    ("04-08 15:00", lambda h: h.received("D1").gap_closed("G1"), "", "document/D1"),
    ("04-09 10:00", lambda h: h.state_answered("PROVIDED", "S2").gap_closed("G2"), "idle/claim", "state_request/S2"),
    ("04-09 11:00", lambda h: h.add(e.CommissionAssigned), "commission/ALMATY-C1", "idle/claim"),
    (
        "04-09 16:00",
        lambda h: h.demanded("D2", "PRESENT_BUT_ASKED", None, **TO_THE_COMMISSION),
        "document/D2",
        "",
    ),
    ("04-11 16:00", lambda h: h.received("D2"), "", "document/D2"),
    ("04-12 12:00", lambda h: h.add(e.CommissionConcluded), "assessment/claim", "commission/ALMATY-C1"),
    ("04-12 12:00", lambda h: h.add(e.IncomeAssessed), "decision/claim", "assessment/claim"),
    ("04-15 17:00", lambda h: h.add(e.ClaimApproved), "", "decision/claim"),
]

FIGURES: Final = {  # open, share, sole; the same in working seconds
    "registration/claim/1": ((3600, 3600, 3600), (3600, 3600, 3600)),
    "idle/claim/2": ((30, 30, 30), (30, 30, 30)),
    "queue/3/3": ((0, 0, 0), (0, 0, 0)),
    "lookup/L1/4": ((11, 6, 0), (11, 6, 0)),
    "lookup/L2/5": ((80970, 40485, 0), (23370, 11685, 0)),
    "gap/G1/7": ((3559, 1779, 0), (3559, 1779, 0)),
    "document/D1/8": ((615600, 307800, 0), (151200, 75600, 0)),
    "gap/G2/10": ((88200, 44100, 0), (30600, 15300, 0)),
    "state_request/S2/11": ((518400, 293400, 68400), (115200, 64800, 14400)),
    "idle/claim/14": ((3600, 3600, 3600), (3600, 3600, 3600)),
    "commission/ALMATY-C1/16": ((262800, 176400, 90000), (90000, 61200, 32400)),
    "document/D2/17": ((172800, 86400, 0), (57600, 28800, 0)),
    "assessment/claim/19": ((0, 0, 0), (0, 0, 0)),
    "decision/claim/20": ((277200, 277200, 277200), (43200, 43200, 43200)),
}
TOTAL: Final = 1_234_800, 309_600

OF_AKIMAT = who(AKIMAT)
PARTIES: Final = {  # stage, holder, liable, cause, registry, what came of it
    "registration/claim/1": ("INTAKE", OF_OFFICE, OF_OFFICE, "REGISTRATION", None, None),
    "idle/claim/2": ("CHECKS", OF_OFFICE, OF_OFFICE, "IDLE", None, None),
    "queue/3/3": ("CHECKS", "SYSTEM", "SYSTEM", "QUEUE", None, None),
    "lookup/L1/4": ("CHECKS", f"REGISTRY:{CIVIL}", f"REGISTRY:{CIVIL}", "LOOKUP", CIVIL, "OUTSIDE_COVERAGE"),
    "lookup/L2/5": ("CHECKS", f"REGISTRY:{ADDRESS}", f"REGISTRY:{ADDRESS}", "LOOKUP", ADDRESS, "FOUND_INCOMPLETE"),
    "gap/G1/7": ("CHECKS", OF_OFFICE, OF_OFFICE, "UNATTENDED_GAP", CIVIL, None),
    "document/D1/8": ("CHECKS", "APPLICANT", OF_OFFICE, "DOCUMENT", CIVIL, "GAP"),
    "gap/G2/10": ("CHECKS", OF_OFFICE, OF_OFFICE, "UNATTENDED_GAP", ADDRESS, None),
    "state_request/S2/11": ("CHECKS", OF_AKIMAT, OF_AKIMAT, "STATE_REQUEST", ADDRESS, None),
    "idle/claim/14": ("CHECKS", OF_OFFICE, OF_OFFICE, "IDLE", None, None),
    "commission/ALMATY-C1/16": ("COMMISSION", OF_COMMISSION, OF_COMMISSION, "INSPECTION", None, None),
    "document/D2/17": ("COMMISSION", "APPLICANT", OF_COMMISSION, "DOCUMENT", None, "PRESENT_BUT_ASKED"),
    "assessment/claim/19": ("ASSESSMENT", OF_OFFICE, OF_OFFICE, "ASSESSMENT", None, None),
    "decision/claim/20": ("DECISION", OF_BODY, OF_BODY, "DECISION", None, None),
}


def tell(h: History, rows: int = len(STORY)) -> History:
    for when, happens, _, _ in STORY[:rows]:
        happens(h.at(when))
    return h


def told(rows: int = len(STORY)) -> History:
    return tell(History(), rows)


def figures(wait: Wait) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    wall = wait.open_s, wait.share_s, wait.sole_s
    return wall, (wait.open_working_s, wait.share_working_s, wait.sole_working_s)


def answerable(wait: ClosedWait) -> tuple[str | None, ...]:
    return wait.stage, who(wait.holder), who(wait.liable), wait.cause, wait.registry, wait.came_of


@pytest.mark.parametrize(
    "row", range(len(STORY)), ids=[f"{when} {opens or closes}" for when, _, opens, closes in STORY]
)
def test_every_step_opens_and_closes_what_the_table_says(row: int) -> None:
    before, after = len(told(row).events), told(row + 1)
    opened = [w for w in (*after.ledger.open, *after.closed) if w.version > before]
    closed = [w for w in after.closed if w.closed_by > before]
    assert sorted(named(opened)) == sorted(STORY[row][2].split())
    assert sorted(named(closed)) == sorted(STORY[row][3].split())


def test_every_wait_has_its_seconds_in_both_clocks() -> None:
    assert {wait.id: figures(wait) for wait in told().closed} == FIGURES


def test_every_wait_has_its_holder_who_answers_its_cause_and_its_registry() -> None:
    assert {wait.id: answerable(wait) for wait in told().closed} == PARTIES


def test_the_shares_add_up_to_the_time_from_submission_to_approval() -> None:
    h = told()
    assert (h.ledger.total_s, h.ledger.total_working_s) == TOTAL
    assert sum(wait.share_s for wait in h.closed) == TOTAL[0] == h.ledger.last_at - h.ledger.started_at
    assert sum(wait.share_working_s for wait in h.closed) == TOTAL[1]


def test_after_the_approval_nothing_is_open_and_time_stands_still() -> None:
    ledger = told().ledger
    assert ledger.open == []
    assert ledger.ended_at == ledger.last_at
    assert ledger.totals(ledger.last_at + 10**6) == TOTAL


def test_the_page_tells_the_same_figures() -> None:
    told_there = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        name, *cells = (cell.strip(" *") for cell in line.strip("|").split("|"))
        if name in FIGURES or name == "total":
            told_there[name] = [int(cell) for cell in cells if cell]
    expected = {name: [*wall, *working] for name, (wall, working) in FIGURES.items()}
    assert told_there == expected | {"total": list(TOTAL)}
