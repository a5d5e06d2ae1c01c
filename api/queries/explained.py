"""What a problem means: its `type` is an address, and this is what is there."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.answers import shown
from api.documented import question, router
from api.problems import PROBLEMS, members, type_of
from api.refusals import NoSuchPath, Unreadable
from domain.errors import NotAllowed, Refusal

routes: Final[APIRouter] = router("problems", prefix="/problems")

KINDS: Final[dict[str, type[Refusal]]] = {kind.TYPE: kind for kind in reversed(PROBLEMS)}
"""of those that are told alike, the first"""
ADDRESSES: Final = frozenset(map(type_of, KINDS.values()))


def explained(kind: type[Refusal]) -> dict[str, Any]:
    """Its title and status, what it means, one of its kind, and where to read on."""
    example = members(PROBLEMS[kind].example)
    meaning = " ".join((kind.__doc__ or "").split())
    told = {name: example[name] for name in ("type", "title", "status")}
    return {**told, "meaning": meaning, "example": example, "see": example["see"]}


@routes.get("/{kind}", **question(explained(NotAllowed), NoSuchPath, Unreadable))
def read_problem(
    kind: Annotated[
        str,
        Path(
            pattern="^[a-z-]{1,40}$",
            description="the last part of a problem's `type`",
            examples=[NotAllowed.TYPE],
            json_schema_extra={"enum": sorted(KINDS)},
        ),
    ],
) -> Response:
    """What a problem means: the `type` of every refusal leads here. Open to everybody in development."""
    if kind not in KINDS:
        raise NoSuchPath
    return shown(explained(KINDS[kind]))
