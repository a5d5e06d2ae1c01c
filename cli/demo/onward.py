"""What to do next: an address, a token and three questions to paste."""

from collections.abc import Iterator
from typing import Final

from cli.demo.world import World

ASK: Final = 'curl -sS -H "Authorization: Bearer $TOKEN"'


def onward(world: World, claim: str) -> Iterator[str]:
    """Lines as they are to be pasted; `claim`: one that is worth a look."""
    yield f"export API={world.caller.address}"
    yield f"export TOKEN={world.auditor_token}"
    for path in (
        "/audit/delays?by=liable,cause&count=claims",
        f"/audit/claims/{claim}/delays",
        f"/claims/{claim}/events",
    ):
        yield f'{ASK} "$API{path}" | python3 -m json.tool'
