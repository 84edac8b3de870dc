"""What the store of full texts promises, whichever database it is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.library.ports import Change
from bot.library.structure import Part
from bot.library.texts import Attachment, DocumentText
from bot.store.database import Database
from bot.store.document_texts import DocumentTextRepository
from bot.store.entries import EntryRepository
from tests.store.samples import NOW

TEXT = DocumentText(
    "doc.a",
    (Part(("第一章 总则", "第一条"), 1, "为了测试。"), Part(("一、（一）甲",), None, "第一行\n第二行 😀")),
    "甲.docx",
    "0" * 64,
    (Attachment("附件1：表", "https://e.cn/1.xlsx"), Attachment("附件2", None)),
    date(2026, 11, 24),
)


@pytest.fixture
async def texts(database: Database) -> DocumentTextRepository:
    changes = [Change(id_, "document", "draft", {"id": id_}, "h", "h", 0) for id_ in ("doc.a", "doc.b")]
    await EntryRepository(database).save(changes, author="test", at=NOW)
    return DocumentTextRepository(database)


async def test_a_text_comes_back_whole(texts: DocumentTextRepository) -> None:
    await texts.save([TEXT], at=NOW)
    assert await texts.get("doc.a") == TEXT
    assert await texts.get("doc.b") is None


async def test_a_text_takes_the_place_of_the_one_before(texts: DocumentTextRepository) -> None:
    other, later = replace(TEXT, id="doc.b", published_on=None, attachments=()), replace(TEXT, origin="乙.pdf")
    await texts.save([other, TEXT], at=NOW)
    await texts.save([later], at=NOW)
    assert await texts.all() == [later, other]


async def test_without_its_entry_no_text_is_kept_and_none_beside_it(texts: DocumentTextRepository) -> None:
    with pytest.raises(IntegrityError):
        await texts.save([TEXT, replace(TEXT, id="doc.none")], at=NOW)
    assert await texts.all() == []
