"""Plays a plan through the domain alone, without servers: what its commands record, and how its claims waited."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import EnumType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from cli.demo import decree
from cli.demo.plan import END, Plan
from cli.demo.planted import Count, Key
from cli.demo.script import Script, Step
from domain import calendar
from domain.act import Act
from domain.checks import Need
from domain.claim import Claim
from domain.events import ClaimEvent
from domain.ledger import Ledger
from domain.submission import MemberGiven
from domain.vocabulary import Fact, MemberRole
from domain.wait import Wait

Body = Mapping[str, Any]
Command = Callable[[Claim, Act, Body, list[str]], None]
REFUSED = 400


def counted(plan: Plan) -> dict[Key, Count]:
    """How the ledger counts the plan's claims."""
    waits: dict[Key, int] = {}
    claims: dict[Key, set[int]] = {}
    for script in plan.scripts:
        claim = play(script)
        with days_of(END):
            found = list(waits_of(claim))
        for wait, came_of in found:
            code = f":{wait.liable['code']}" if wait.liable["code"] else ""
            key = Key(script.place.prefix, wait.liable["kind"] + code, wait.cause, wait.registry or "", came_of or "")
            waits[key] = waits.get(key, 0) + 1
            claims.setdefault(key, set()).add(script.number)
    return {key: Count(waits[key], len(claims[key])) for key in waits}


def play(script: Script) -> Claim:
    """One claim, from its steps."""
    claim, last = Claim.blank(UUID(int=script.number)), dict[str, int]()
    for step in script.steps:
        if step.answer < REFUSED:
            with days_of(step.at):
                _do(claim, step, last)
    return claim


@contextmanager
def days_of(at: datetime) -> Iterator[None]:
    """The calendar that the API counts by then; it is not for other tests."""
    if at >= decree.IN_FORCE:
        calendar.adopt(decree.DAYS)
    try:
        yield
    finally:
        calendar._adopted.pop(decree.DAYS.version, None)


def waits_of(claim: Claim) -> Iterator[tuple[Wait, str | None]]:
    """The claim's waits and what came of them, closed ones first."""
    ledger = Ledger()
    for event in claim.collect_events():
        assert isinstance(event, ClaimEvent)
        for closed in ledger.apply(event):
            yield closed, closed.came_of
    for wait in ledger.open:
        demand = ledger.state.demands.get(wait.object)
        yield wait, demand.verdict if demand else None


def _do(claim: Claim, step: Step, last: dict[str, int]) -> None:
    """`last`: path -> version of what the last step of that path recorded first."""
    body = dict(step.body)
    said = body.pop("occurred_at", None)
    happened = datetime.fromisoformat(str(said)) if said else step.at
    act = Act("a", step.actor.role, step.actor.office, happened, step.at)
    words = [word for word in step.path.split("/") if word]
    body |= {word: last[path] for word, path in step.versions}
    last[step.path] = claim.version + 1
    COMMANDS[" ".join(word for word in words if not _is_id(word))](claim, act, body, [w for w in words if _is_id(w)])


def _is_id(word: str) -> bool:
    return word[0].isupper() or word.isdigit()


def _submit(c: Claim, act: Act, body: Body, ids: list[str]) -> None:
    members = [
        MemberGiven(
            m["person_ref"], MemberRole(m["role"]), date.fromisoformat(m["birth_date"]) if "birth_date" in m else None
        )
        for m in body["members"]
    ]
    c.submit(**{**_coded(Claim.submit, body), "members": members}, act=act)


def _request_checks(c: Claim, act: Act, body: Body, ids: list[str]) -> None:
    c.request_checks(needs=[Need(need["subject"], Fact(need["fact"])) for need in body["needs"]], act=act)


def _fail(c: Claim, act: Act, body: Body, ids: list[str]) -> None:
    c.fail_lookup(
        lookup=ids[0],
        attempt=int(ids[1]),
        raw_status={"bus": None, "service": None},
        **_coded(Claim.fail_lookup, body),
        act=act,
    )


def _complete(c: Claim, act: Act, body: Body, ids: list[str]) -> None:
    c.complete_lookup(
        lookup=ids[0], attempt=int(ids[1]), unit=None, source_as_of=None, **_coded(Claim.complete_lookup, body), act=act
    )


def _plain(command: Callable[..., None], *names: str) -> Command:
    """A command whose body is its arguments; the path's ids go by these names."""
    return lambda c, act, body, ids: command(
        c, **_coded(command, {**dict(zip(names, ids, strict=True)), **body}), act=act
    )


def _coded(command: Callable[..., None], body: Body) -> Body:
    """Words become the codes of the closed lists that the command expects."""
    hints = get_type_hints(command)
    return {name: _code(hints[name], value) for name, value in body.items()}


def _code(hint: Any, value: Any) -> Any:
    if hint is date:
        return date.fromisoformat(value)
    inner = next(iter(get_args(hint)), None)
    if isinstance(inner, EnumType) and isinstance(value, list):
        return [inner(each) for each in value]
    return hint(value) if isinstance(hint, EnumType) else value


COMMANDS: Mapping[str, Command] = {
    "": _submit,
    "registration": lambda c, act, body, ids: c.register(number="1", act=act),
    "checks": _request_checks,
    "lookups attempts": _plain(Claim.request_lookup, "lookup"),
    "lookups attempts failure": _fail,
    "lookups attempts answer": _complete,
    "state-requests": _plain(Claim.send_state_request),
    "state-requests answer": _plain(Claim.answer_state_request, "state_request"),
    "document-requests": lambda c, act, body, ids: _plain(Claim.request_document)(c, act, {"basis": None, **body}, ids),
    "document-requests receipt": _plain(Claim.receive_document, "demand"),
    "document-requests withdrawal": _plain(Claim.withdraw_document_request, "demand"),
    "commission": _plain(Claim.assign_commission),
    "conclusion": _plain(Claim.conclude),
    "assessment": _plain(Claim.assess_income),
    "approval": lambda c, act, body, ids: _plain(Claim.approve)(c, act, {"conclusion": None, **body}, ids),
    "refusal": lambda c, act, body, ids: _plain(Claim.refuse)(c, act, {"conclusion": None, **body}, ids),
    "withdrawal": _plain(Claim.withdraw),
    "file-transfers": _plain(Claim.send_file),
    "file-transfers receipt": _plain(Claim.receive_file),
    "extensions": _plain(Claim.extend_term),
    "deadline": _plain(Claim.recompute_deadline),
    "inspection": _plain(Claim.inspect),
    "contracts": _plain(Claim.offer_contract),
    "contracts signature": _plain(Claim.sign_contract, "kind"),
    "contracts refusal": _plain(Claim.decline_contract, "kind"),
    "notices": _plain(Claim.send_notice),
    "payment": _plain(Claim.start_payment),
    "payment suspension": _plain(Claim.suspend_payment),
    "payment resumption": _plain(Claim.resume_payment),
    "payment termination": _plain(Claim.terminate_payment),
    "complaints": _plain(Claim.complain),
    "complaints resolution": _plain(Claim.resolve_complaint, "complaint"),
    "corrections": _plain(Claim.correct),
}
