"""Web pages: their text without anything that runs, what their meta elements say, and their attachments.

No HTML is kept: scripts, styles and forms are removed, and of the rest only the words.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.library.intake.encoding import decode
from bot.library.intake.reading import Reading, Upload
from bot.library.texts import Attachment

_DEAD = (
    "script, style, noscript, template, iframe, object, embed, svg, form, nav, header, footer, aside, button, select"
)
# Where the site builders of Chinese governments put the text of a page, then what HTML itself offers.
_BODIES = (
    "#UCAP-CONTENT", ".TRS_Editor", ".TRS_UEDITOR", "#zoom", "#zoomcon", ".pages_content", "#artibody",
    ".article-content",
    ".article_content", ".articleContent", ".xxgk_content", ".conTxt", "article", "main", "#content", ".content",
)  # fmt: skip
_SHORTEST_BODY = 50
_BLOCKS = "p, div, li, tr, h1, h2, h3, h4, h5, h6, section, article, table, ul, ol, blockquote, dt, dd, pre, center"
# GB/T and the State Council's rules for meta elements of government pages → labels.yml.
_META = {
    "articletitle": "title", "pubdate": "published", "contentsource": "source", "indexnumber": "index_number",
    "docnumber": "number", "og:title": "title",
}  # fmt: skip
_FILES = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|pptx?|ofd)$", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.I)
_SPACES = re.compile(r"[ \t\xa0\u3000]+")


def read_html(upload: Upload) -> Reading:
    """The text of the page's body."""
    page = LexborHTMLParser(decode(upload.content))
    labels = _labels(page)
    for node in page.css(_DEAD):
        node.decompose()
    body = _body(page)
    attachments = tuple(_attachments(page))
    return Reading(_text(body) if body else "", labels, attachments)


def _labels(page: LexborHTMLParser) -> dict[str, str]:
    labels: dict[str, str] = {}
    for node in page.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        value = (node.attributes.get("content") or "").strip()
        if name in _META and value:
            labels.setdefault(_META[name], value)
    heading = page.css_first("h1")
    if heading and (title := _SPACES.sub("", heading.text(strip=True))):
        labels.setdefault("title", title)
    return labels


def _body(page: LexborHTMLParser) -> LexborNode | None:
    for selector in _BODIES:
        for node in page.css(selector):
            if len(node.text(strip=True)) >= _SHORTEST_BODY:
                return node
    return page.body


def _text(body: LexborNode) -> str:
    """Line by line as a reader sees it: blocks and <br> end a line, cells stay on it."""
    for node in body.css("br"):
        node.replace_with("\n")
    for node in body.css("td, th"):
        node.insert_child(" ")
    for node in body.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_child("\n")
    lines = (_SPACES.sub(" ", line).strip() for line in body.text().splitlines())
    return "\n".join(line for line in lines if line)


def _attachments(page: LexborHTMLParser) -> list[Attachment]:
    """Links to files, each address once; only web addresses and those beside the page."""
    found: dict[str, Attachment] = {}
    for node in page.css("a[href]"):
        url = (node.attributes.get("href") or "").strip()
        parts = _parts(url)
        if parts and _FILES.search(parts.path):
            name = _SPACES.sub(" ", node.text(strip=True)) or parts.path.rsplit("/", 1)[-1]
            found.setdefault(url, Attachment(name, url if parts.scheme else None))
    return list(found.values())


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https", "") else None
