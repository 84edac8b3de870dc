"""Replies about one published document: a particular of it, one of its articles, or what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from actions.deixis import points_at_document
from actions.document_numbers import has_number, names_number
from actions.passages import from_named
from actions.runtime import Knowledge
from actions.versions import former_text
from actions.words import Domain, say
from bot.beijing import today
from bot.conversation.messages import Message, Reply
from bot.library.citation import articles_cited, numeral
from bot.library.entry import NOT_YET_IN_FORCE, Document, Entry
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
# An act named with one of its articles: 刑法第二十条.
_ACT = re.compile(r"([\u4e00-\u9fff]{1,24}?(?:法典|条例|办法|规定|法))》?的?第[0-9零〇一二两三四五六七八九十百千]+条")
# What may stand before a short name; before 处罚法 anything else makes another act of it (治安管理处罚法).
_LEAD_IN = re.compile(
    "(?:请问|麻烦|我?想?问一?下?|想?看看?|查一?下?|帮我|按照?|根据|依据|中华人民共和国|国家的?|国务院的?|新的?|那个?|这个?|关于|说一?下?)*"
)
_LONG_NAME = 5


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
    quote = from_named(entry, text, knowledge, domain) if aspect is None and document.in_force else None
    if quote:
        return replace(quote, messages=[*_notice(entry, document, text, domain), *quote.messages])
    body = _particular(entry, document, aspect, domain) or entry.answer
    notice = [] if aspect == "status" and not document.in_force else _notice(entry, document, text, domain)
    return _reply(entry, [*notice, Message("text", body)], knowledge)


def names_another(entry: Entry, text: str, knowledge: Knowledge) -> bool:
    """Whether the text names an act that is not this document, or a number that none of ours bears: then this one must
    not speak for it, however like it sounds."""
    others = (other for other in knowledge.library.entries() if other.document)
    if names_number(text) and not any(has_number(other, text) for other in others):
        return True
    act = _ACT.search(text)
    return act is not None and not points_at_document(act[1]) and not _is_called(entry, act[1])


def _is_called(entry: Entry, said: str) -> bool:
    aliases = entry.document.aliases if entry.document else ()
    for name in map(normalise, (entry.title, entry.label, *aliases)):
        if said.endswith(name) and (len(name) >= _LONG_NAME or _LEAD_IN.fullmatch(said.removesuffix(name))):
            return True
    return False


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
    written = knowledge.documents.article(entry.id, no) if knowledge.documents else None
    own = [Message("text", body)] if article or not written else []
    if written:
        own.append(Message("text", say(domain, "utter_passage", title=entry.title, place=name, text=written.text)))
    reply = _reply(entry, [*_notice(entry, document, text, domain), *own], knowledge)
    return replace(reply, sources=[knowledge.library.own_source(entry, name if article or written else None)])


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
        "effective": document.effective_on and day(document.effective_on, domain),
        "status": document.status,
        "issued": issued and day(issued, domain),
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
    history = say(domain, "utter_document_first_issued", value=day(first, domain)) if first and first != issued else ""
    return say(domain, f"utter_document_{aspect}", title=entry.title, value=values[aspect], note=note, history=history)


def day(date_: date, domain: Domain) -> str:
    """2019年3月24日."""
    return say(domain, "utter_day", year=date_.year, month=date_.month, day=date_.day)
