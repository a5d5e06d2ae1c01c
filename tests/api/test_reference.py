"""docs/reference/api.md and problems.md, and the OpenAPI document, say what the application does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from openapi_spec_validator import validate
from pydantic import BaseModel

from api.answers import ENVELOPE, RENAMED
from api.app import create_app
from api.openapi import roles
from api.problems import PROBLEMS, members, type_of
from config import Settings
from domain import finding, inquiry
from domain.allowed import ALLOWED, MAY
from domain.errors import Refusal
from domain.event import EVENTS
from domain.vocabulary import Role
from projections.lookback import views
from projections.registry import declared
from tests.api.usual import USUAL
from tests.domain.stored_examples import fits, shape_of

PAGES: Final = Path(__file__).parents[2] / "docs" / "reference"
ASKED_BY: Final = {
    "list_claims": "caseworker, commission, head, service, auditor",
    "read_claim": "caseworker, commission, head, service, auditor",
    "read_events": "caseworker, commission, head, service, auditor",
    "read_queue": "caseworker, commission, head, auditor",
    "read_timeline": "caseworker, commission, head, service, auditor",
    "read_deadline": "caseworker, commission, head, service, auditor",
    "read_delays": "auditor",
    "roll_up_delays": "auditor",
    "list_delays": "auditor",
    "read_changes": "auditor",
    "read_cohort": "auditor",
    "list_cohort": "auditor",
    "read_flow": "auditor",
    "list_flow": "auditor",
    "roll_up_demands": "auditor",
    "list_demands": "auditor",
    "roll_up_gaps": "auditor",
    "list_gaps": "auditor",
    "roll_up_answers": "auditor",
    "list_answers": "auditor",
    "roll_up_needs": "auditor",
    "list_needs": "auditor",
    "roll_up_steps": "auditor",
    "list_steps": "auditor",
    "roll_up_rounds": "auditor",
    "list_rounds": "auditor",
    "compare_clerks": "head, auditor",
    "roll_up_assignments": "auditor",
    "list_assignments": "auditor",
    "decide_dispute": "auditor",
    "roll_up_findings": "auditor",
    "list_claims_with_findings": "auditor",
    "explain_findings": "auditor",
    "list_findings": "caseworker, commission, head, service, auditor",
    "read_finding": "caseworker, commission, head, service, auditor",
    "read_export": "caseworker, commission, head, auditor",
    "read_stamp": "caseworker, commission, head, auditor",
    "compare_regions": "auditor, deputy",
    "list_compared": "auditor",
    "explain_changes": "auditor",
    "list_templates": "head, auditor, deputy",
    "list_inquiries": "head, auditor, deputy",
    "read_inquiry": "head, auditor, deputy",
    "read_answer": "head, auditor, deputy",
    "list_regions": "anybody with a token",
    "read_region": "anybody with a token",
    "read_problem": "anybody with a token",
    "live": "everybody",
    "ready": "everybody",
}
OF_ONE: Final = {
    "/claims": "claim_file_4",
    "/claims/{claim}": "claim_file_4",
    "/queue": "claim_file_4",
    "/audit/claims/{claim}/delays": "delays_4",
}
"""what is answered from another read model than the path names"""
ACROSS: Final = frozenset({*OF_ONE, "/audit/changes", "/audit/dispute"})
UNUSUAL: Final = {"recompute_deadline", "take"}
"""commands that are not said to a claim that is named: a decree that moves a day comes before (test_whole_life.py),
or the queue chooses the claim (test_queue.py)"""
LONGEST_SUMMARY: Final = 130
OF_NO_ROLE: Final = {"everybody", "anybody with a token"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(Settings(folder=tmp_path_factory.mktemp("api"), development=True))


@pytest.fixture(scope="module")
def schema(app: FastAPI) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(app.openapi()))
    return described


def routes(app: FastAPI) -> Iterator[APIRoute]:
    return (route for route in app.routes if isinstance(route, APIRoute))


def commands(app: FastAPI) -> Iterator[APIRoute]:
    return (route for route in routes(app) if route.methods == {"POST"})


def body_of(route: APIRoute) -> type[BaseModel]:
    assert route.body_field
    model = route.body_field.field_info.annotation
    assert isinstance(model, type)
    assert issubclass(model, BaseModel)
    return model


def said_to_findings() -> set[str]:
    """What people say; what the rules find, the watch says without a route."""
    return set(finding.MAY) - {"observe_finding"}


# OpenAPI


def test_the_document_is_valid_openapi(schema: dict[str, Any]) -> None:
    validate(schema)
    assert schema["openapi"].startswith("3.1")


def test_every_command_has_one_route_of_its_name(app: FastAPI) -> None:
    assert sorted(route.name for route in commands(app)) == sorted(
        frozenset[str]().union(*MAY.values()) | said_to_findings() | set(inquiry.MAY)
    )


def test_every_command_is_said_in_the_usual_way_by_the_tests() -> None:
    """All that test_commands.py asks of a command, it asks of these."""
    assert set(USUAL) | UNUSUAL == frozenset[str]().union(*MAY.values(), *ALLOWED.values())


def test_every_operation_shows_requests_answers_and_problems_by_example(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            where = (path, operation["operationId"])
            assert operation["description"], where
            (good,) = (answer for status, answer in operation["responses"].items() if status.startswith("2"))
            assert good["content"]["application/json"]["example"], where
            for status, answer in operation["responses"].items():
                examples = answer["content"].get("application/problem+json", {}).get("examples", {})
                assert all(example["value"]["status"] == int(status) for example in examples.values()), where
            if not path.startswith("/health"):
                for_some = set() if path.startswith(("/regions", "/problems")) else {"403"}
                assert {"401", "422", "503"} | for_some <= set(operation["responses"]), where


def test_every_example_of_an_answer_names_the_projection_that_it_comes_from(schema: dict[str, Any]) -> None:
    shown = {}
    for path, operations in schema["paths"].items():
        if "get" in operations:
            example = operations["get"]["responses"]["200"]["content"]["application/json"]["example"]
            shown[path] = example.get("freshness", {}).get("projection")
    models = {each.rpartition("_")[0]: each for each in declared()}
    for path, name in shown.items():
        if path.startswith("/audit/") and path not in ACROSS:
            assert name == models[path.split("/")[2]], path
    assert {path: name for path, name in shown.items() if path in OF_ONE} == OF_ONE


def test_every_example_of_what_a_command_records_is_an_event(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        answers = operations.get("post", {}).get("responses", {})
        for told in answers["201"]["content"]["application/json"]["example"]["recorded"] if answers else ():
            kind = EVENTS[told["type"]]
            shape = {name: each for name, each in shape_of(kind).items() if name not in ENVELOPE}
            assert fits(
                told, {"version": "int", "type": "str"} | {RENAMED.get(n, n): each for n, each in shape.items()}
            ), path


def test_every_example_of_a_body_is_one(app: FastAPI) -> None:
    for route in commands(app):
        model = body_of(route)
        (example,) = model.model_json_schema()["examples"]
        model.model_validate(example)


def test_everything_has_words_for_whoever_reads_it_first(schema: dict[str, Any]) -> None:
    about = {tag["name"] for tag in schema["tags"] if tag["description"]}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            where = (method, path)
            assert set(operation["tags"]) <= about, where
            assert 3 < len(operation["summary"]) < LONGEST_SUMMARY, (where, operation["summary"])
            assert all(each.get("description") for each in operation.get("parameters", [])), where
    for name, part in schema["components"]["schemas"].items():
        for word, field in part.get("properties", {}).items():
            assert field.get("description") or name == "Problem", (name, word)


def test_who_may_ask_stands_in_the_description(schema: dict[str, Any]) -> None:
    for operations in schema["paths"].values():
        if "get" in operations:
            who = ASKED_BY[operations["get"]["operationId"]]
            said = operations["get"].get("x-roles", [])
            assert sorted(said) == ([] if who in OF_NO_ROLE else sorted(who.split(", "))), operations["get"]


def test_an_answer_to_a_command_leads_to_the_claim(schema: dict[str, Any]) -> None:
    questions = {each["get"]["operationId"]: each["get"] for each in schema["paths"].values() if "get" in each}
    for operations in schema["paths"].values():
        for link in operations.get("post", {"responses": {"201": {"links": {}}}})["responses"]["201"]["links"].values():
            names = {each["name"] for each in questions[link["operationId"]]["parameters"]}
            assert set(link["parameters"]) <= names, link


def test_every_command_asks_for_its_headers(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        if "post" in operations:
            named = {each["name"] for each in operations["post"]["parameters"] if each["in"] == "header"}
            on_one = {"If-Match"} if "{" in path else set()
            assert named == {"Idempotency-Key"} | on_one, path


def test_every_text_and_list_of_a_body_is_bounded(app: FastAPI) -> None:
    for route in commands(app):
        schema = body_of(route).model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            for name, field in part.get("properties", {}).items():
                for alternative in field.get("anyOf", [field]):
                    assert is_bounded(alternative), (route.name, name, alternative)


def is_bounded(field: dict[str, Any]) -> bool:
    kind = field.get("type")
    bounds = {
        "string": {"pattern", "maxLength", "enum", "const", "format"},
        "array": {"maxItems"},
        "integer": {"maximum"},
        "object": {"maxProperties"},
    }
    return kind not in bounds or bool(bounds[kind] & set(field))


def test_there_are_no_docs_outside_development(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path, development=True)
    create_app(settings)  # makes the keys
    production = create_app(settings.model_copy(update={"development": False}))
    paths = {getattr(route, "path", "") for route in production.routes}
    assert not {"/docs", "/openapi.json", "/redoc"} & paths


# the pages


def rows_of_routes(app: FastAPI) -> list[str]:
    rows = []
    for route in routes(app):
        method = next(iter(route.methods or ()))
        who = ASKED_BY.get(route.name) or ", ".join(roles(route.name))
        rows.append(f"| `{method} {route.path}` | `{route.name}` | {who} |")
    return rows


def rows_of_words(app: FastAPI) -> list[str]:
    """A row per word of every body, in the order of the routes."""
    rows = []
    for route in commands(app):
        for name, field in body_of(route).model_fields.items():
            if name != "occurred_at":
                rows.append(f"| `{route.name}` | `{name}` | {'yes' if field.is_required() else 'no'} |")
    return rows


def rows_of_problems() -> list[str]:
    rows = {row_of_problem(kind): None for kind in PROBLEMS}
    return list(rows)


def row_of_problem(kind: type[Refusal]) -> str:
    return f"| `{type_of(kind)}` | {PROBLEMS[kind].status} | {PROBLEMS[kind].title} |"


def beginnings(page: str) -> list[str]:
    """The first three cells of every row whose first is code; what follows is prose."""
    rows = (line.split(" | ") for line in (PAGES / page).read_text().splitlines() if line.startswith("| `"))
    return [" | ".join(cells[:3]).removesuffix(" |") + " |" for cells in rows]


def test_the_page_of_the_api_has_every_route_and_every_word(app: FastAPI) -> None:
    assert sorted(beginnings("api.md")) == sorted(rows_of_routes(app) + rows_of_words(app))


def test_the_page_of_problems_has_every_problem() -> None:
    assert sorted(beginnings("problems.md")) == sorted(rows_of_problems())


def test_every_problem_in_the_page_lists_the_members_it_adds() -> None:
    page = (PAGES / "problems.md").read_text()
    standard = {"type", "title", "status", "detail", "see"}
    for kind, answer in PROBLEMS.items():
        line = next(line for line in page.splitlines() if line.startswith(f"| `{type_of(kind)}`"))
        for member in members(answer.example).keys() - standard:
            assert f"`{member}`" in line, (kind, member)


@pytest.mark.parametrize("of", views())
def test_the_page_names_what_figures_are_rolled_up_by(of: str) -> None:
    assert f"| `{of}` | {', '.join(views()[of].by)} |" in (PAGES / "looking-back.md").read_text()


def test_who_may_ask_is_what_the_page_says() -> None:
    named = {name for who in ASKED_BY.values() if who not in OF_NO_ROLE for name in who.split(", ")}
    assert named <= {role.value for role in Role}
