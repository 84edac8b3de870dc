"""How our pages look: templates, styles and scripts, the bureau's names, large text, and the headers of every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.channels.web.static_files import A_YEAR, StaticFiles, load_static_files

HERE = Path(__file__).parent
BIG_TEXT_COOKIE = "big"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}
LOOK: web.AppKey[Look] = web.AppKey("look")


@dataclass(frozen=True)
class Look:
    """`names` holds the bureau's `name`, `short` and `hotline`, as in bureau.yml."""

    templates: Environment
    static: StaticFiles
    names: Mapping[str, str]

    def page(
        self, request: web.Request, template: str, *, status: int = 200, big: bool = False, **values: object
    ) -> web.Response:
        """A template as an answer; `big`: large from now on, whatever this device wanted before."""
        wanted = big or _wants_big(request)
        html = self.templates.get_template(template).render(
            names=self.names, static=self.static.address, big=wanted, **values
        )
        response = web.Response(text=html, content_type="text/html", headers=HEADERS, status=status)
        if big or "big" in request.query:
            response.set_cookie(BIG_TEXT_COOKIE, str(int(wanted)), max_age=A_YEAR, samesite="Lax")
        response.enable_compression()
        return response


def load_look(names: Mapping[str, str]) -> Look:
    """Read the templates and static files that lie beside this module."""
    loader = FileSystemLoader(HERE / "templates")
    templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    return Look(templates, load_static_files(HERE / "static"), names)


def _wants_big(request: web.Request) -> bool:
    return request.query.get("big", request.cookies.get(BIG_TEXT_COOKIE)) == "1"
