"""How a claim stands, from the bodies of its events and by nothing else: what was asked, what is missing, what is owed.

The second account beside domain/state.py, for the second ledger (recount_ledger.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Need = tuple[str, str]
"""person and fact"""
Body = dict[str, Any]
UNDER_WAY: Final = ("QUEUED", "ASKED", "RETRY")
ENDED: Final = ("DECIDED", "REVIEW", "WITHDRAWN")
ENDS: Final = ("claim.approved", "claim.refused", "claim.withdrawn")
STAGES: Final = {
    "claim.registered": "CHECKS",
    "commission.assigned": "COMMISSION",
    "income.assessed": "DECISION",
    "claim.approved": "DECIDED",
    "claim.refused": "DECIDED",
    "claim.withdrawn": "WITHDRAWN",
}


@dataclass
class Standing:
    """One claim. Whatever is asked for or owed is a dictionary of its event's own words, and a few of ours."""

    stage: str = "INTAKE"
    office: str = ""
    questions: dict[str, Body] = field(default_factory=dict)
    gaps: dict[str, Body] = field(default_factory=dict)
    papers: dict[str, Body] = field(default_factory=dict)
    requests: dict[str, Body] = field(default_factory=dict)
    complaints: dict[str, Body] = field(default_factory=dict)

    # how it stands

    def gap(self, need: Need) -> Body | None:
        return next((gap for gap in self.gaps.values() if gap["open"] and gap["need"] == need), None)

    def owed(self, need: Need) -> list[Body]:
        return [paper for paper in self.papers.values() if paper["out"] and paper["need"] == need]

    def is_moot(self, question: Body) -> bool:
        """Never sent, and asked only for what is not missing any more."""
        needs = [(question["subject"], fact) for fact in question["facts"]]
        return not question["sent"] and question["gaps"] == len(needs) and not any(map(self.gap, needs))

    def is_asked(self, need: Need) -> bool:
        """Somebody is: the applicant, another body, or a registry."""
        return (
            bool(self.owed(need))
            or any(request["out"] and request["need"] == need for request in self.requests.values())
            or any(self._asks(question, need) for question in self.questions.values())
        )

    def _asks(self, question: Body, need: Need) -> bool:
        about = question["subject"] == need[0] and need[1] in question["facts"]
        return about and question["state"] in UNDER_WAY and not self.is_moot(question)

    # what events change

    def change(self, version: int, name: str, body: Body) -> None:
        self.stage = STAGES.get(name, self.stage)
        if happened := CHANGES.get(name):
            happened(self, version, body)

    def submitted(self, version: int, body: Body) -> None:
        self.office = body["office"]

    def file_received(self, version: int, body: Body) -> None:
        self.office = body["to_office"]

    def questions_named(self, version: int, body: Body) -> None:
        for each in body["questions"]:
            missing = [fact for fact in each["facts"] if self.gap((each["subject"], fact))]
            more = {"version": version, "state": "QUEUED", "sent": False, "answers": set(), "gaps": len(missing)}
            self.questions[each["lookup"]] = {**each, **more}

    def lookup_sent(self, version: int, body: Body) -> None:
        self.questions[body["lookup"]] |= {"state": "ASKED", "sent": True}

    def lookup_failed(self, version: int, body: Body) -> None:
        question = self.questions[body["lookup"]]
        question["state"] = "RETRY" if question["state"] in UNDER_WAY else "OVER"

    def lookup_answered(self, version: int, body: Body) -> None:
        question = self.questions[body["lookup"]]
        if body["attempt"] not in question["answers"]:
            question["answers"].add(body["attempt"])
            question["state"] = "DONE"

    def gap_detected(self, version: int, body: Body) -> None:
        registry = self.questions[body["lookup"]]["registry"] if body["lookup"] else ""
        self.gaps[body["gap"]] = {**body, "need": (body["subject"], body["fact"]), "at": registry, "open": True}

    def gap_closed(self, version: int, body: Body) -> None:
        gap = self.gaps[body["gap"]]
        gap["open"] = False
        for request in self.requests.values():
            request["out"] = request["out"] and (request["need"] != gap["need"] or body["replaced_by"] is not None)

    def body_asked(self, version: int, body: Body) -> None:
        self.requests[body["state_request"]] = {**body, "need": self.gaps[body["gap"]]["need"], "out": True}

    def body_answered(self, version: int, body: Body) -> None:
        self.requests[body["state_request"]]["out"] = False

    def paper_demanded(self, version: int, body: Body) -> None:
        need = body["subject"], body["fact"]
        beside = body["verdict"] == "ASKED_AGAIN" and bool(self.owed(need))
        self.papers[body["demand"]] = {**body, "need": need, "out": True, "version": version, "beside": beside}

    def paper_over(self, version: int, body: Body) -> None:
        self.papers[body["demand"]]["out"] = False

    def concluded(self, version: int, body: Body) -> None:
        self.stage = body["next"]

    def ended(self, version: int, body: Body) -> None:
        """What is outstanding lapses."""
        for one in (*self.papers.values(), *self.requests.values()):
            one["out"] = False
        for question in self.questions.values():
            question["state"] = "LAPSED" if question["state"] in UNDER_WAY else question["state"]

    def complained(self, version: int, body: Body) -> None:
        self.stage = "REVIEW" if self.stage == "DECIDED" else self.stage
        self.complaints[body["complaint"]] = {**body, "about": self.stage == "REVIEW", "result": ""}

    def resolved(self, version: int, body: Body) -> None:
        """With the last one the review ends; if any was upheld another decision is due."""
        self.complaints[body["complaint"]]["result"] = body["result"]
        about = [each for each in self.complaints.values() if each["about"]]
        if self.stage == "REVIEW" and all(each["result"] for each in about):
            self.stage = "DECISION" if any(each["result"] == "UPHELD" for each in about) else "DECIDED"
            for each in about:
                each["about"] = False


CHANGES: Final[Mapping[str, Callable[[Standing, int, Body], None]]] = {
    "claim.submitted": Standing.submitted,
    "file.received": Standing.file_received,
    "checks.requested": Standing.questions_named,
    "lookup.requested": Standing.lookup_sent,
    "lookup.failed": Standing.lookup_failed,
    "lookup.completed": Standing.lookup_answered,
    "gap.detected": Standing.gap_detected,
    "gap.closed": Standing.gap_closed,
    "state_request.sent": Standing.body_asked,
    "state_request.answered": Standing.body_answered,
    "document.requested": Standing.paper_demanded,
    "document.received": Standing.paper_over,
    "document.request_withdrawn": Standing.paper_over,
    "commission.concluded": Standing.concluded,
    "complaint.filed": Standing.complained,
    "complaint.resolved": Standing.resolved,
    **dict.fromkeys(ENDS, Standing.ended),
}
