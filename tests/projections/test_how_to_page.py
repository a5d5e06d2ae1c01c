"""The example of docs/how-to/add-a-projection.md does what the page says: its files are taken out of it and run."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from fastapi import FastAPI

from projections.lookback import View

PAGE: Final = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-projection.md"
FILE: Final = re.compile(r"^## \d\. [^\n]*`([\w/]+)\.py`\n\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILES: Final = dict(FILE.findall(PAGE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def pasted() -> Iterator[dict[str, ModuleType]]:
    """The page's files as modules of their names, in its order, for as long as this module's tests run."""
    made = {path: ModuleType(path.replace("/", ".")) for path in FILES}
    with pytest.MonkeyPatch.context() as patch:
        for path, module in made.items():
            patch.setitem(sys.modules, module.__name__, module)
            exec(compile(FILES[path], f"{PAGE.name}: {path}.py", "exec"), vars(module))
        yield made


def test_the_page_has_a_projection_its_routes_and_its_test() -> None:
    assert list(FILES) == ["projections/notices", "api/queries/notices", "tests/projections/test_notices"]


def test_the_pages_test_passes(pasted: dict[str, ModuleType]) -> None:
    pasted["tests/projections/test_notices"].test_cells_and_lines_say_what_the_events_say()


def test_the_pages_routes_are_described(pasted: dict[str, ModuleType]) -> None:
    app = FastAPI()
    app.include_router(pasted["api/queries/notices"].routes)
    assert list(app.openapi()["paths"]) == ["/audit/notices", "/audit/notices/claims"]


def test_the_pages_rows_are_those_that_other_tests_would_ask_for(pasted: dict[str, ModuleType]) -> None:
    page, view = PAGE.read_text(encoding="utf-8"), pasted["projections/notices"].VIEW
    assert isinstance(view, View)
    assert f"| `{view.of}` | {', '.join(view.by)} |" in page
    for route in pasted["api/queries/notices"].routes.routes:
        assert f'`"{route.name}": "auditor",`' in page
