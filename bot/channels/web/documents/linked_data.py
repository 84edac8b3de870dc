"""What search engines read of a page (schema.org, as JSON-LD)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.library.entry import Document, Entry

IN_FORCE = "https://schema.org/InForce"
NOT_IN_FORCE = "https://schema.org/NotInForce"


def linked_data(entry: Entry, url: str, names: Mapping[str, str]) -> dict[str, Any]:
    """The page as one thing: a Legislation, a GovernmentService or a FAQPage."""
    bureau = {"@type": "GovernmentOrganization", "name": names.get("name", "")}
    data = {"@context": "https://schema.org", "url": url, "name": entry.title, "inLanguage": "zh-CN"}
    if entry.document:
        return data | _legislation(entry, entry.document)
    if entry.kind == "guide":
        return data | {"@type": "GovernmentService", "description": entry.answer, "provider": bureau}
    answer = {"@type": "Answer", "text": entry.answer}
    question = {"@type": "Question", "name": entry.title, "acceptedAnswer": answer}
    return data | {"@type": "FAQPage", "publisher": bureau, "mainEntity": [question]}


def _legislation(entry: Entry, document: Document) -> dict[str, Any]:
    days = {
        "legislationDate": document.first_issued_on or document.issued_on,
        "legislationDateVersion": document.issued_on,
        "temporalCoverage": document.effective_on,
    }
    data: dict[str, Any] = {"@type": "Legislation", "abstract": entry.answer}
    data |= {name: day.isoformat() for name, day in days.items() if day}
    if "temporalCoverage" in data:
        data["temporalCoverage"] += "/.."
    if document.number:
        data["legislationIdentifier"] = document.number
    if document.issuer:
        data["legislationPassedBy"] = {"@type": "GovernmentOrganization", "name": document.issuer}
    data["legislationLegalForce"] = IN_FORCE if document.in_force else NOT_IN_FORCE
    return data
