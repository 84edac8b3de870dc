"""Earlier texts of a document: who asks for one is told what took its place, and since when."""

from __future__ import annotations

import re
from datetime import date

from actions.words import Domain, say
from bot.library.entry import Document, Entry

# 2017年的行政复议法, 行政复议法（2017年修正）, 17年版; a year with a month is a day on which something happened.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年(?![前后]|\d{1,2}月)|版|修[正订])")
_OLDER = re.compile(
    "(?:旧|老|原|修[订正改]前|以前|过去|之前)的?(?:版本?|文本|条文|法条|规定|那[版部])|旧的?[^，。]{0,10}(?:法|条例)"
)
_IN_YEAR = re.compile(r"(?:19|20)\d{2}")


def former_text(entry: Entry, text: str, domain: Domain) -> str | None:
    """The sentence for somebody who asks for a text that no longer applies; None for the text in force."""
    document = entry.document
    assert document is not None
    year = next((int(year) for year in _YEAR.findall(text) if int(year) in _former_years(document)), None)
    replaced = document.replaces
    if replaced and ((year and str(year) in replaced.title) or (year is None and _OLDER.search(text))):
        note = replaced.note or ""
        return say(domain, "utter_document_former_replaced", old=replaced.title, title=entry.title, note=note)
    if year is None or not document.issued_on:
        return None
    issued, since = _day(document.issued_on, domain), _in_force_since(document, domain)
    return say(domain, "utter_document_former", title=entry.title, year=year, issued=issued, since=since)


def _former_years(document: Document) -> set[int]:
    """Years in which a text was made that has been changed since."""
    told = [document.first_issued_on.isoformat() if document.first_issued_on else "", *document.amendments]
    told.append(document.replaces.title if document.replaces else "")
    current = {day.year for day in (document.issued_on, document.effective_on) if day}
    return {int(year) for text in told for year in _IN_YEAR.findall(text)} - current


def _in_force_since(document: Document, domain: Domain) -> str:
    """Empty when the act as such came into force before its present text was made."""
    issued, effective = document.issued_on, document.effective_on
    if issued is None or effective is None or effective < issued:
        return ""
    return say(domain, "utter_document_since", day=_day(effective, domain))


def _day(day: date, domain: Domain) -> str:
    return say(domain, "utter_day", year=day.year, month=day.month, day=day.day)
