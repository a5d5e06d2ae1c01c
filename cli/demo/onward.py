"""What to do next: an address, a token and three lines to paste."""

from collections.abc import Iterator
from typing import Final

from cli.demo.world import World

TOKEN_LINE: Final = "export TOKEN="


def onward(world: World, claim: str) -> Iterator[str]:
    """Lines as they are to be pasted; `claim`: one that is worth a look."""
    address = world.caller.address
    yield f"{TOKEN_LINE}{world.auditor_token}"
    for path in (
        "/audit/delays?by=liable,cause&count=claims",
        f"/audit/claims/{claim}/delays",
        f"/claims/{claim}/events",
    ):
        yield f"curl -sS -H \"Authorization: Bearer $TOKEN\" '{address}{path}' | python3 -m json.tool"
