"""Everything that the API's description says is tried by a machine: what is allowed, and what is just not."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from config import Settings
from tests.api.client import NAMED
from tests.api.usual import USUAL, Json
from tests.api.walked import Running, running

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

EXAMPLES: Final = 2
"""of each operation in each mode; to look further, say more"""
HELD: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)
"""what must hold of every answer"""
MISUNDERSTOOD: Final = frozenset({"unreadable", "key-unusable", "header-unusable", "not-json", "not-json-type"})
"""how a request is never answered that is as it was described, but for what no description can say"""
REFUSED: Final = 400
WORDLESS: Final = frozenset({"GET /inquiries/templates"})
"""what takes no words: it cannot be asked wrongly"""
UNSENT: Final[tuple[Any, ...]] = (None, [], {})
"""what a query has no way to say: the name is not sent either"""
UNSAYABLE: Final = (
    "that day has not begun",
    "the last day is before",
    "compared are a day that is over",
    "the store ends at",
)
IDS: Final[Json] = {"lookup": "L1", "attempt": 1, "demand": "D1", "state_request": "S1", "complaint": "K1"}
"""of things that claims have which are ready for a command on one"""


@pytest.fixture(scope="module")
def api(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("walked")
    with running(Settings(folder=folder, development=True, database_url=module_database_url)) as found:
        yield found


@pytest.fixture(scope="module")
def described(api: Running) -> Any:
    schema = schemathesis.openapi.from_url(f"{api.url}/openapi.json")
    schema.config.generation.update(with_security_parameters=False)  # the token is ours to give
    return schema


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_said_is_answered_as_described(api: Running, described: Any, mode: GenerationMode) -> None:
    """Every operation, with words that fit and words that do not; of claims in every stage, and of none."""
    operations = [result.ok() for result in described.get_all_operations()]
    assert {each.definition.raw["operationId"] for each in operations} > set(USUAL)
    failed: dict[str, str] = {}
    for operation in operations:
        try:
            walk(api, operation, mode)
        except Unsatisfiable:
            assert operation.tags == ["health"] or operation.label in WORDLESS, "with words it can be asked wrongly"
        except Exception as error:
            failed[operation.label] = "; ".join(map(str, (error, *getattr(error, "exceptions", ()))))[:2000]
    assert not failed, "\n\n".join(f"{label}: {why}" for label, why in failed.items())


def walk(api: Running, operation: Any, mode: GenerationMode) -> None:
    """So many cases of one operation, the same in every run."""
    raw = operation.definition.raw
    who = api.asker(raw["operationId"], raw.get("x-roles", []))
    token = {"Authorization": f"Bearer {api.tokens[who]}"}
    unready = "not_a_server_error" if "health" in operation.tags else ""  # it says 503: no relay, no projector here
    checks = CHECKS.get_by_names([check for check in HELD if check != unready])
    fits = mode is GenerationMode.POSITIVE

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # nothing is made smaller: what failed is told as it was said
    )
    @given(case=operation.as_strategy(generation_mode=mode), meant=st.data())
    def tried(case: Any, meant: st.DataObject) -> None:
        if fits:
            place(api, raw["operationId"], case, meant)
        assume(all(value not in UNSENT for value in (case.query or {}).values()))
        answer = case.call(headers=token)
        case.validate_response(answer, checks=checks)
        if fits and answer.status_code >= REFUSED:
            assert_understood(answer.json())
        if answer.status_code == 201:
            body = answer.json()
            api.versions[next(body[each] for each in NAMED if each in body)] = answer.headers["etag"][0]

    tried()


def place(api: Running, operation: str, case: Any, meant: st.DataObject) -> None:
    """Mostly at a claim that there is, at its version, about what it has; sometimes in the usual words."""
    said = case.path_parameters
    pools = {"claim": [*pool(api, operation), ""], "finding": [*api.findings, ""]}
    of = next((name for name in pools if name in said), "")
    if of and (there := meant.draw(st.sampled_from(pools[of]), label=of)):
        said[of] = there
        if meant.draw(st.booleans(), label="at its version"):
            case.headers["If-Match"] = api.versions[there]
    for name in IDS.keys() & said.keys():
        if meant.draw(st.booleans(), label=name):
            said[name] = IDS[name]
    if operation in USUAL:
        usual = meant.draw(st.booleans(), label="usual words")
        case.body = USUAL[operation].body if usual else pointless(case.body)


def pool(api: Running, operation: str) -> list[str]:
    """Claims to try the operation on: mostly the one that is ready for it, else one of every kind."""
    return [*([api.ready[operation]] * len(api.ready) if operation in api.ready else []), *api.ready.values()]


def pointless(value: Any) -> Any:
    """A whole number is written without a point: JSON Schema has no words for that."""
    if isinstance(value, dict):
        return {name: pointless(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [pointless(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def assert_understood(body: Json) -> None:
    """What was said as the description says it may be refused by a rule, but it is never not understood."""
    if body.get("type", "").removeprefix("/problems/") in MISUNDERSTOOD:
        whys = [each["why"] for each in body.get("errors", [{"why": body["detail"]}])]
        assert all(why.startswith(UNSAYABLE) for why in whys), str(body)
