"""The description of the API to look at: Swagger UI, from files of our own, so that it works without internet.

FastAPI's page loads its script from a third party, who so learns who reads. Only in development (api/app.py).
"""

from functools import partial
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import FileResponse, Response

PATH: Final = "/docs"
FILES: Final = ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png")
SCRIPT, STYLE, ICON = (f"{PATH}/{name}" for name in FILES)
FOLDER: Final = files("fastapi_offline") / "static"
ADDRESSES: Final = frozenset({PATH, SCRIPT, STYLE, ICON})


def show(app: FastAPI) -> None:
    """Serve the page and its files."""
    app.add_route(PATH, partial(_page, app), include_in_schema=False)
    for name in FILES:
        app.add_route(f"{PATH}/{name}", partial(_file, name), include_in_schema=False)


async def _page(app: FastAPI, request: Request) -> Response:
    assert app.openapi_url, "without a description there is nothing to look at"
    return get_swagger_ui_html(
        openapi_url=app.openapi_url,
        title=app.title,
        swagger_js_url=SCRIPT,
        swagger_css_url=STYLE,
        swagger_favicon_url=ICON,
        swagger_ui_parameters={"validatorUrl": None},  # else a badge asks yet another third party
    )


async def _file(name: str, request: Request) -> Response:
    return FileResponse(str(FOLDER / name))
