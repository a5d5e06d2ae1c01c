"""The application: which routes there are, what stands before them, and how every no is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Match, Route

from api import docs
from api.authenticate import Authenticate
from api.commands import (
    afterwards,
    checks,
    contracts,
    decision,
    findings,
    inquiries,
    intake,
    papers,
    payments,
    state_requests,
    term,
    work,
)
from api.house import opened
from api.journal import REQUEST_ID, Journal
from api.keys import ensure_keys
from api.logs import log
from api.openapi import described
from api.problems import FAILURES, PROBLEMS, refusal_of, response
from api.queries import (
    assignments,
    audit,
    changes,
    claim_lists,
    claims,
    deadline,
    demands,
    dispute,
    evidence,
    explained,
    exports,
    figures,
    found,
    found_changes,
    gaps,
    health,
    queue,
    regions,
    rounds,
    statistics,
    steps,
    timeline,
)
from api.queries import inquiries as inquired
from api.refusals import NoSuchMethod, NoSuchPath, Unreadable
from api.shortcut import Shortcut
from api.tokens import Tokens
from api.unreadable import known_names, unreadable
from config import Settings
from domain.calendar import ending
from domain.errors import Refusal
from projections.base import recorded_day

ROUTES: Final[tuple[APIRouter, ...]] = (
    checks.routes,
    intake.routes,
    state_requests.routes,
    papers.routes,
    decision.routes,
    term.routes,
    contracts.routes,
    payments.routes,
    afterwards.routes,
    findings.routes,
    inquiries.routes,
    work.routes,
    claim_lists.routes,
    claims.routes,
    queue.routes,
    timeline.routes,
    deadline.routes,
    evidence.routes,
    audit.routes,
    changes.routes,
    figures.routes,
    demands.routes,
    gaps.routes,
    found.routes,
    found.audit_routes,
    found_changes.routes,
    steps.routes,
    rounds.routes,
    assignments.routes,
    dispute.routes,
    exports.routes,
    statistics.routes,
    inquired.routes,
    regions.routes,
    explained.routes,
    health.routes,
)
"""the most used first: they are tried in this order"""
OPEN: Final = frozenset({"/health/live", "/health/ready"})
"""what needs no token"""
DOCS: Final = docs.ADDRESSES | {"/openapi.json"}
"""what is there in development only"""
READ: Final = DOCS | explained.ADDRESSES
"""what needs no token in development"""
NO_TELEMETRY: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False}
"""the framework's own would tell the words of errors, and costs something even while nobody listens"""
NOT_FOUND, NO_METHOD, OURS = 404, 405, 500


def create_app(settings: Settings) -> FastAPI:
    """The application under these settings. Raises `MissingSetting` if it could not answer anybody."""
    if settings.development:
        ensure_keys(settings)
    tokens, development = Tokens(settings), settings.development
    app = FastAPI(
        title="Qadam",
        version="0.1.0",
        lifespan=partial(_lifespan, settings),
        middleware=[
            Middleware(Journal),
            Middleware(Authenticate, tokens=tokens, open_paths=OPEN | READ if development else OPEN),
            Middleware(Shortcut, routes=[route for router in ROUTES for route in router.routes]),
        ],
        telemetry=NO_TELEMETRY,
        docs_url=None,
        openapi_url="/openapi.json" if development else None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for router in ROUTES:
        app.router.routes.extend(router.routes)  # as they are: an included router is searched twice per request
    app.openapi = partial(described, app)  # type: ignore[method-assign]
    if development:
        docs.show(app)
    _tell_every_no(app)
    return app


@asynccontextmanager
async def _lifespan(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    async with opened(settings) as house:
        app.state.house = house
        if said := ending(recorded_day(await house.clock.now_async())):
            log.warning("calendar", said=said)
        yield


def _tell_every_no(app: FastAPI) -> None:
    """Every refusal and failure in the one shape; what is not named here the journal answers and writes down."""
    names = known_names(app.routes)

    async def refused(request: Request, refusal: Exception) -> Response:
        return response(refusal_of(refusal))

    async def failed(request: Request, failure: Exception) -> Response:
        refusal = refusal_of(failure)
        if PROBLEMS[type(refusal)].status >= OURS:
            log.warning("failed", request=request.scope[REQUEST_ID], exc_info=failure)
        return response(refusal)

    async def not_taken(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return response(unreadable(error, names, request.scope.get("route")))

    async def not_there(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return response(_refusal_of_path(request, error.status_code))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, not_taken)
    app.add_exception_handler(HTTPException, not_there)
    for kind in FAILURES:
        app.add_exception_handler(kind, failed)


def _refusal_of_path(request: Request, status: int) -> Refusal:
    if status == NOT_FOUND:
        return NoSuchPath()
    if status == NO_METHOD:
        return NoSuchMethod(_methods(request))
    return Unreadable([])


def _methods(request: Request) -> list[str]:
    """What the path takes, over all routes: the framework names those of the first only."""
    routes = (route for route in request.app.routes if isinstance(route, Route))
    fitting = (route.methods or set() for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted(set().union(*fitting))
