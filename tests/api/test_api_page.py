"""The command in docs/reference/api.md is answered as the page says."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.api.client import Api
from tests.api.usual import CASEWORKER

pytestmark = [pytest.mark.servers, pytest.mark.asyncio(loop_scope="module")]

PAGE: Final = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")


def fenced(kind: str) -> str:
    (block,) = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert isinstance(block, str)
    return block


async def test_the_whole_command_of_the_page_has_the_answer_of_the_page(api: Api) -> None:
    said, (head, _, told) = fenced("bash"), fenced("http").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in re.findall(r"""-H ["'](.+)["'] \\""", said))
    path, body = re.findall(r'\$API(\S+)"', said)[0], re.findall(r"-d '(.+)'", said)[0]
    claim, token = await api.claim("submit", "register"), api.token(CASEWORKER)
    headers["Authorization"] = headers["Authorization"].replace("$TOKEN", token)
    answer = await api.http.post(path.replace("$CLAIM", claim), headers=headers, content=body)
    status, *shown = head.splitlines()
    assert f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}" == status
    assert dict(line.split(": ", 1) for line in shown).items() <= answer.headers.items()
    assert answer.json() == json.loads(told) | {"claim": claim}
