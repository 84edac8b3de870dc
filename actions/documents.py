"""Replies about published documents: one of their particulars, one article, or a list of what was found."""

from __future__ import annotations

import re
from datetime import date

from actions.deixis import points_at_document
from actions.runtime import Knowledge
from actions.versions import former_text
from actions.words import Domain, say
from bot.beijing import today
from bot.conversation.messages import Message, Reply
from bot.library.citation import articles_cited, numeral
from bot.library.entry import NOT_YET_IN_FORCE, Document, Entry
from bot.library.library import page_of
from bot.text.normalise import normalise

# What is asked about a document, told by the words for it; the first that matches counts.
_ASPECTS = (
    ("effective", re.compile("生效|施行|实施|执行起|开始实行|几号开始")),
    ("status", re.compile("有效|失效|作废|废止|过期|还能用|还用|现行|修改过|修订过|改过|修正|最新")),
    ("issued", re.compile("什么时候|哪年|哪一年|几时|何时|日期|哪天|几号发|多久前|年份")),
    ("issuer", re.compile("谁[发定出制]|哪个(?:部门|单位)|哪[里儿]发|哪级|机关|国务院|政府的|[省市区]里的|人大")),
    ("number", re.compile("文号|几号文|多少号|几号令|什么号|第几号")),
    ("link", re.compile("原文|全文|链接|网址|下载|哪里看|在哪看|哪能看|发我|发一份|发给我|word|pdf")),
    ("replaces", re.compile("以前|旧版|老版|取代|代替|替代|之前的")),
)  # fmt: skip
_LISTED = 5
# An act named with one of its articles: 刑法第二十条.
_ACT = re.compile(r"([\u4e00-\u9fff]{1,24}?(?:法典|条例|办法|规定|法))》?的?第[0-9零〇一二两三四五六七八九十百千]+条")
# What may stand before a short name; before 处罚法 anything else makes another act of it (治安管理处罚法).
_LEAD_IN = re.compile(
    "(?:请问|麻烦|我?想?问一?下?|想?看看?|查一?下?|帮我|按照?|根据|依据|中华人民共和国|国家的?|国务院的?|新的?|那个?|这个?|关于|说一?下?)*"
)
_LONG_NAME = 5
_YEAR = re.compile(r"(?:19|20)\d{2}")
# Whose number, year and running number: 榕晋政办〔2018〕153号, 2018年第153号.
_NUMBER = re.compile(r"([\u4e00-\u9fff]*)\W{0,2}((?:19|20)\d{2})年?\W{0,2}第?\s?(\d{1,4})\s?号")
_ISSUER_ENDS = frozenset("政办委府局函发字")
_ORDER = re.compile(r"(\d{1,4})号")


def about(entry: Entry, text: str, knowledge: Knowledge, domain: Domain) -> Reply:
    """One document: the article named, the particular asked for, or the summary."""
    document = entry.document
    assert document is not None
    if names_another(entry, normalise(text), knowledge):
        return Reply("documents", "doc.search", messages=[Message("text", say(domain, "utter_no_document"))])
    cited = articles_cited(normalise(text))
    if cited:
        return _article(entry, document, cited[0], text, knowledge, domain)
    aspect = aspect_of(normalise(text))
    body = _particular(entry, document, aspect, domain) or entry.answer
    notice = [] if aspect == "status" and not document.in_force else _notice(entry, document, text, domain)
    return _reply(entry, [*notice, Message("text", body)], knowledge)


def names_another(entry: Entry, text: str, knowledge: Knowledge) -> bool:
    """Whether the text names an act that is not this document, or a number that none of ours bears: then this one must
    not speak for it, however like it sounds."""
    if _NUMBER.search(text) and not any(_has_number(other, text) for other in _documents(knowledge)):
        return True
    act = _ACT.search(text)
    return act is not None and not points_at_document(act[1]) and not _is_called(entry, act[1])


def _is_called(entry: Entry, said: str) -> bool:
    aliases = entry.document.aliases if entry.document else ()
    for name in map(normalise, (entry.title, entry.label, *aliases)):
        if said.endswith(name) and (len(name) >= _LONG_NAME or _LEAD_IN.fullmatch(said.removesuffix(name))):
            return True
    return False


def _documents(knowledge: Knowledge) -> list[Entry]:
    return [entry for entry in knowledge.library.entries() if entry.document]


def _notice(entry: Entry, document: Document, text: str, domain: Domain) -> list[Message]:
    """What must be said first of a document that is not in force, or of an earlier text of one that is."""
    if document.in_force:
        former = former_text(entry, normalise(text), domain)
        return [Message("text", former)] if former else []
    when = "not_yet" if document.status == NOT_YET_IN_FORCE else "not"
    note = document.status_note or ""
    return [Message("text", say(domain, f"utter_document_{when}_in_force", title=entry.title, note=note))]


def _article(entry: Entry, document: Document, no: int, text: str, knowledge: Knowledge, domain: Domain) -> Reply:
    """What an article says; of one we hold no gist of, where to read it."""
    article, name = document.article(no), say(domain, "utter_article_name", no=numeral(no))
    if article:
        body = say(domain, "utter_article", title=entry.title, article=name, gist=article.gist)
    else:
        body = say(domain, "utter_article_unknown", title=entry.title, article=name, link=document.link or "")
    reply = _reply(entry, [*_notice(entry, document, text, domain), Message("text", body)], knowledge)
    return Reply(**{**vars(reply), "sources": [knowledge.library.own_source(entry, name if article else None)]})


def _reply(entry: Entry, messages: list[Message], knowledge: Knowledge) -> Reply:
    return Reply(
        kind="document",
        entry=entry.id,
        messages=messages,
        sources=knowledge.library.sources(entry, today()),
        suggestions=[label for id_ in entry.related if (label := knowledge.library.label_of(id_))][:3],
    )


def aspect_of(text: str) -> str | None:
    """Which particular of a document is asked for, by its name in domain.yml (utter_document_<aspect>)."""
    return next((name for name, pattern in _ASPECTS if pattern.search(text)), None)


def _particular(entry: Entry, document: Document, aspect: str | None, domain: Domain) -> str | None:
    """The sentence for the particular asked for; None when it is not asked for or not known."""
    issued = document.issued_on or document.first_issued_on
    values = {
        "effective": document.effective_on and _day(document.effective_on, domain),
        "status": document.status,
        "issued": issued and _day(issued, domain),
        "issuer": document.issuer,
        "number": document.number,
        "link": entry.answer,
        "replaces": document.replaces and document.replaces.title,
    }
    if aspect is None or not values[aspect]:
        return None
    note = document.status_note or (document.replaces.note if document.replaces else None) or ""
    if aspect == "link" and document.link:
        return say(domain, "utter_document_link_known", title=entry.title, value=document.link)
    first = document.first_issued_on
    history = say(domain, "utter_document_first_issued", value=_day(first, domain)) if first and first != issued else ""
    return say(domain, f"utter_document_{aspect}", title=entry.title, value=values[aspect], note=note, history=history)


def _day(day: date, domain: Domain) -> str:
    return say(domain, "utter_day", year=day.year, month=day.month, day=day.day)


def find(text: str, knowledge: Knowledge) -> list[Entry]:
    """Documents for a question by number, year or subject, best first."""
    text = normalise(text)
    documents = _documents(knowledge)
    if numbered := [entry for entry in documents if _has_number(entry, text)]:
        return numbered[:_LISTED]
    if _NUMBER.search(text):
        return []
    by_id = {entry.id: entry for entry in documents}
    found = [by_id[hit.entry] for hit in knowledge.search.find(text, 40) if hit.entry in by_id]
    years = _YEAR.findall(text)
    return [entry for entry in found if not years or _year(entry) in years][:_LISTED]


def latest(knowledge: Knowledge) -> list[Entry]:
    """Documents, the newest first."""
    in_force = [entry for entry in _documents(knowledge) if entry.document and entry.document.in_force]
    return sorted(in_force, key=_issued, reverse=True)[:_LISTED]


def _issued(entry: Entry) -> date:
    return (entry.document and entry.document.issued_on) or date.min


def listing(topic: Entry, found: list[Entry], knowledge: Knowledge, domain: Domain) -> Reply:
    """The documents found, or a sentence that says what to add."""
    if not found:
        return Reply("documents", topic.id, messages=[Message("text", say(domain, "utter_no_document"))])
    cards = [Message("card", _card(entry, domain), title=entry.title, url=page_of(entry)) for entry in found]
    return Reply(
        "documents",
        topic.id,
        messages=[Message("text", topic.answer), *cards],
        sources=[knowledge.library.own_source(entry) for entry in found],
        suggestions=[entry.label for entry in found[:3]],
    )


def _card(entry: Entry, domain: Domain) -> str:
    document = entry.document
    assert document is not None
    issued = document.issued_on or document.first_issued_on
    parts = (document.issuer, document.number, issued and _day(issued, domain), document.status)
    return " · ".join(str(part) for part in parts if part)


def _year(entry: Entry) -> str:
    document = entry.document
    issued = document and (document.issued_on or document.first_issued_on)
    in_number = _YEAR.search((document.number if document else None) or entry.title)
    return str(issued.year) if issued else (in_number[0] if in_number else "")


def _has_number(entry: Entry, text: str) -> bool:
    """Whether the text names this document's number: year and number agree, or the number of an order (711号令)."""
    number = normalise((entry.document.number if entry.document else None) or "")
    wanted, own = _NUMBER.search(text), _NUMBER.search(number)
    if wanted or own:
        same = wanted and own and wanted.groups()[1:] == own.groups()[1:]
        return bool(wanted and own and same and _may_be_of(own[1], wanted[1]))
    asked, ordered = _ORDER.search(text), _ORDER.search(number)
    return bool(asked and ordered and asked[1] == ordered[1] and "令" in text)


def _may_be_of(issuer: str, said: str) -> bool:
    """榕政办 is not 榕晋政办; words that name nobody (帮我找〔2018〕153号) may mean anybody."""
    return said.endswith(issuer) or said[-1:] not in _ISSUER_ENDS
