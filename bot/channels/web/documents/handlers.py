"""`/d/` and everything under it, and what tells programs of it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.beijing import today
from bot.channels.web.documents import feeds, qr
from bot.channels.web.documents.address import base_of, keep, link
from bot.channels.web.documents.contents import blocks_of, contents, parts_of_gists
from bot.channels.web.documents.linked_data import linked_data
from bot.channels.web.documents.listing import Filters, Nearest, issued_on, listed, options
from bot.channels.web.documents.related import basis, related, successors
from bot.channels.web.limits import Limits
from bot.channels.web.look import LOOK, Look
from bot.channels.web.plain_form import new_nonce
from bot.library.entry import FACETS, Entry
from bot.library.library import PAGED, Library
from bot.library.texts import Texts

SCRIPT = "document.js"
A_DAY = 24 * 3600
IMAGES = {"svg": (qr.svg, "image/svg+xml"), "png": (qr.png, "image/png")}


@dataclass(frozen=True)
class DocumentPages:
    """Handlers. `library()` is the snapshot in use; `facets` says how the parts of a guide are called."""

    look: Look
    library: Callable[[], Library]
    texts: Texts
    facets: Mapping[str, Mapping[str, str]]
    nearest: Nearest
    limits: Limits
    public_url: str

    async def show(self, request: web.Request) -> web.Response:
        """GET /d/{id}."""
        entry, library, day = self._entry(request), self.library(), today()
        text = await self.texts.get(entry.id) if entry.document else None
        blocks = blocks_of(text.parts if text else parts_of_gists(entry.document.articles if entry.document else ()))
        url = link(base_of(request, self.public_url), entry)
        parts = [(name, entry.facets[name]) for name in FACETS if name in entry.facets]
        return self.look.page(
            request,
            "document.html",
            entry=entry,
            document=entry.document,
            text=text,
            blocks=blocks,
            contents=contents(blocks),
            expired=not entry.valid_on(day),
            successors=successors(entry, library, day),
            related=related(entry, library),
            facets=[
                (self.facets[name]["label"], part, basis(library.sources(entry, day, name), entry))
                for name, part in parts
            ],
            sources=basis(library.sources(entry, day), entry),
            url=url,
            linked_data=linked_data(entry, url, self.look.names),
            session=secrets.token_urlsafe(18),
            nonce=new_nonce(),
            script=SCRIPT,
            modules=self.look.static.modules(SCRIPT),
        )

    async def list(self, request: web.Request) -> web.Response:
        """GET /d/?q=&kind=&year=&issuer=&status=&page=."""
        filters = Filters.read(request.query)
        if filters.q:
            self.limits.check_address(request)  # looking for what is near costs as much as a message
        entries = self.library().entries()
        found = await asyncio.to_thread(listed, entries, filters, self.nearest)
        return self.look.page(
            request, "documents.html", found=found, filters=found.filters, options=options(entries),
            issued_on=issued_on, url=base_of(request, self.public_url) + found.filters.address(), script=SCRIPT,
            modules=self.look.static.modules(SCRIPT),
        )  # fmt: skip

    async def code(self, request: web.Request) -> web.Response:
        """GET /d/{id}/qr.svg and /d/{id}/qr.png."""
        draw, content_type = IMAGES[request.match_info["kind"]]
        body = draw(link(base_of(request, self.public_url), self._entry(request)))
        headers = {"Cache-Control": keep(self.public_url, A_DAY)}
        return web.Response(body=body, content_type=content_type, headers=headers)

    async def sitemap(self, request: web.Request) -> web.Response:
        """GET /sitemap.xml (sitemaps.org 0.9)."""
        base = base_of(request, self.public_url)
        return self._for_programs(
            "sitemap.xml", "application/xml", base=base, items=feeds.pages(self.library().entries(), base)
        )

    async def feed(self, request: web.Request) -> web.Response:
        """GET /feed.xml (Atom, RFC 4287)."""
        base = base_of(request, self.public_url)
        items = feeds.newest(self.library().entries(), base)
        return self._for_programs("feed.xml", "application/atom+xml", base=base, items=items)

    async def robots(self, request: web.Request) -> web.Response:
        """GET /robots.txt (RFC 9309)."""
        return self._for_programs("robots.txt", "text/plain", base=base_of(request, self.public_url))

    def _entry(self, request: web.Request) -> Entry:
        """The entry that the address names; an id it had once leads on to the one it has."""
        id_ = request.match_info["id"]
        library = self.library()
        entry = library.get(id_)
        if entry and entry.kind in PAGED:
            return entry
        if moved := library.moved(id_):
            raise web.HTTPMovedPermanently(request.path.replace(f"/d/{id_}", f"/d/{moved}", 1))
        raise web.HTTPNotFound

    def _for_programs(self, template: str, content_type: str, **values: object) -> web.Response:
        text = self.look.templates.get_template(template).render(names=self.look.names, **values)
        headers = {"Cache-Control": keep(self.public_url, A_DAY // 24)}
        response = web.Response(text=text, content_type=content_type, headers=headers)
        response.enable_compression()
        return response


def add_document_routes(
    app: web.Application,
    library: Callable[[], Library],
    texts: Texts,
    facets: Mapping[str, Mapping[str, str]],
    nearest: Nearest,
    *,
    limits: Limits | None = None,
    public_url: str = "",
) -> None:
    """After `add_page_routes`, whose look they share.

    `nearest` may take as long as a search does: it is called in a thread.
    """
    pages = DocumentPages(app[LOOK], library, texts, facets, nearest, limits or Limits(0, ()), public_url)
    get = app.router.add_get
    get("/d", _to_the_list)
    get("/d/", pages.list)
    get("/d/{id}", pages.show)
    get("/d/{id}/qr.{kind:svg|png}", pages.code)
    get("/sitemap.xml", pages.sitemap)
    get("/feed.xml", pages.feed)
    get("/robots.txt", pages.robots)


async def _to_the_list(request: web.Request) -> web.Response:
    raise web.HTTPMovedPermanently("/d/")
