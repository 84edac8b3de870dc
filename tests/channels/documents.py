"""A small library with everything a page of a document can show, and the real application on it."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from bot.channels.web.documents.handlers import add_document_routes
from bot.channels.web.errors import one_shape
from bot.channels.web.limits import Limits
from bot.channels.web.page import Ask, add_page_routes
from bot.library.bureau import Bureau
from bot.library.entry import FACETS, Article, Document, Entry, Facet, Review, SourceRef
from bot.library.library import Library
from bot.library.structure import Part
from bot.library.texts import Attachment, DocumentText

NAMES = {"name": "福州市晋安区城市管理局", "short": "晋安区城管局", "hotline": "12345"}
LABELS = {name: {"label": f"要素{number}"} for number, name in enumerate(FACETS)}
HOSTILE = "</script><script>document.title='owned'</script>\"><img src=x onerror=alert(1)>"
REVIEW = Review("审核人", date(2026, 11, 24))


def document(id_: str, title: str, status: str = "现行", **fields: object) -> Entry:
    """A published document; fields of Document and of Entry by name."""
    own = {name: fields.pop(name) for name in list(fields) if name in Document.__dataclass_fields__}
    entry = {"answer": f"{title}讲的是什么。", "review": REVIEW, **fields}
    return Entry(id_, "document", title, title[:16], document=Document(status, **own), **entry)  # type: ignore[arg-type]


def guide() -> Entry:
    """All facets; the materials are a sample and rest twice on one document."""
    facets = {name: Facet(f"{name} 的内容。") for name in FACETS}
    cited = (SourceRef("doc.road", "第二条"), SourceRef("doc.road", "第十二条"))
    facets["materials"] = Facet("带身份证。", cited, sample=True)
    return Entry("guide.dig-road", "guide", "挖掘城市道路", "挖路", "先批后挖。", facets=facets, review=REVIEW)


def library() -> Library:
    """Documents in force, replaced, not yet in force and hostile; a guide, a question, and what has no page."""
    road = document(
        "doc.road", "道路条例", number="国务院令第198号", index_number="JA-001", issuer="国务院",
        first_issued_on=date(1996, 6, 4), issued_on=date(2019, 3, 24), effective_on=date(1996, 10, 1),
        link="https://example.gov.cn/road", related=("guide.dig-road", "apply.fee"), formerly=("doc.roads",),
    )  # fmt: skip
    old = document(
        "doc.old", "旧条例", "已废止", status_note="2019年起不用。", issued_on=date(2007, 4, 5), issuer="市政府",
        sources=(SourceRef("doc.road", "第一条"),), articles=(Article(1, "为什么立法。", "第一章 总则"),),
    )  # fmt: skip
    future = document("doc.future", "明年的办法", "尚未施行", number="榕政〔2026〕3号", issued_on=date(2026, 11, 1))
    hostile = document(
        "doc.hostile", HOSTILE, answer=HOSTILE, number=HOSTILE, issuer=HOSTILE, link="javascript:alert(1)",
        status_note=HOSTILE,
    )  # fmt: skip
    fee = Entry(
        "apply.fee",
        "faq",
        "申请公开要钱吗",
        "要钱吗",
        "不收费。",
        sources=(SourceRef("doc.road", "第三条"),),
        review=REVIEW,
    )
    hello = Entry("chat.greet", "chat", "问好", "问好", "您好。", review=REVIEW)
    draft = document("doc.draft", "草稿", review=None)
    many = [document(f"doc.many-{n:02}", f"通知{n}", issued_on=date(2001, 1, 1 + n)) for n in range(25)]
    return Library([road, old, future, hostile, guide(), fee, hello, draft, *many], Bureau())


def long_text() -> DocumentText:
    """Four chapters of ten articles, an article between two, an act attached, and attachments good and bad."""
    parts = [Part((), None, "为了测试，写下这些话。")]
    for chapter in range(4):
        for number in range(chapter * 10 + 1, chapter * 10 + 11):
            path = (f"第{'一二三四'[chapter]}章 事项{chapter}", f"第{number}条")
            parts.append(Part(path, number, f"这是第{number}条要说的话。\n（一）一项；\n（二）又一项。" + "字" * 60))
    parts.append(Part(("附件",), None, "附件"))
    parts.append(Part(("附件", "第1条"), 1, "附件里的第一条。"))
    parts.append(Part(("附件", "一、说明"), None, "一、说明"))
    parts.append(Part(("附件", "二、"), None, "二、这一句很长，接在编号后面。\n另起一段。"))
    attachments = (Attachment("申请表", "https://example.gov.cn/form.docx"), Attachment("坏的", "javascript:alert(1)"))
    return DocumentText("doc.road", tuple(parts), "road.txt", "0", attachments, date(2019, 4, 15))


TEXTS = {
    "doc.road": long_text(),
    "doc.hostile": DocumentText("doc.hostile", (Part((HOSTILE,), None, f"{HOSTILE}。\n{HOSTILE}"),), HOSTILE, "0",
                                (Attachment(HOSTILE, "JavaScript:alert(1)"),)),
}  # fmt: skip


class MemoryTexts:
    """The port Texts, as far as a page asks it."""

    async def get(self, id_: str) -> DocumentText | None:
        return TEXTS.get(id_)


def nearest(text: str) -> list[str]:
    """A search that finds one thing."""
    return ["guide.dig-road", "doc.road"]


def build_pages(
    ask: Ask | None = None, *, public_url: str = "", limits: Limits | None = None, app: web.Application | None = None
) -> web.Application:
    """Chat page and document pages, without a conversation."""
    app = app or web.Application(middlewares=[one_shape])
    shown = library()
    add_page_routes(app, shown.title_of, ask=ask, names=NAMES, limits=limits)
    add_document_routes(
        app,
        lambda: shown,
        MemoryTexts(),
        LABELS,
        nearest,
        limits=limits,
        public_url=public_url,  # type: ignore[arg-type]
    )
    return app
