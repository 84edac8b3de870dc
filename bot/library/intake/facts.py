"""What an official text says of itself: who issued it and when, whether and how long it holds, what it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.library.citation import number_of
from bot.library.days import date_written
from bot.library.intake.numbers import numbers_within
from bot.library.texts import Attachment

_ORGAN = "国务院|政府|厅|办公室|委员会|委|会|局|部|院|办|署|银行|军委|中央|中心|支队|大队"
_ISSUES = re.compile(rf"([\u4e00-\u9fff、 ]{{1,50}}?(?:{_ORGAN}))(?:关于|印发|转发|批转|对|发布|公布)")
_SIGNED = re.compile(rf"[\u4e00-\u9fff、 ]{{1,50}}(?:{_ORGAN})")
_ADOPTED = re.compile(
    r"(全国人民代表大会常务委员会|全国人民代表大会|中共中央、国务院|国务院|[\u4e00-\u9fff]{2,12}人民政府|"
    r"[\u4e00-\u9fff]{2,12}人民代表大会常务委员会)"
)
_CONGRESS = re.compile("第[零〇一二三四五六七八九十]+届")
_DAY = r"((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)"
_EFFECTIVE = re.compile(
    rf"(?:本[\u4e00-\u9fff]{{1,10}}|公布，?|发布，?|印发，?|》，)自{_DAY}起(?:正式)?(?:施行|实施|执行|生效)"
)
_AT_ONCE = re.compile("本[\u4e00-\u9fff]{1,10}自(?:公布|发布|印发)之日起(?:施行|实施|执行|生效)")
_LASTS_UNTIL = re.compile(rf"本[\u4e00-\u9fff]{{1,10}}(?:.{{0,30}}?)有效期(?:限)?(?:截止|延长)?[至到为]{{1,2}}{_DAY}")
_LASTS = re.compile(r"本[\u4e00-\u9fff]{1,10}(?:.{0,30}?)有效期(?:限)?为?([0-9一二三四五六七八九十]+)年")
_ENDED = (("已废止", re.compile("废止")), ("失效", re.compile("失效|无效")), ("已修改", re.compile("修改|修订")))
_MARKED = re.compile(
    r"[（(\[【](?:本文(?:件)?)?(?:全文)?已?经?(废止|失效|修改|修订)[)）\]】]|^本(?:文件|文|规定|办法|通知)已(?:经)?(废止|失效)"
)
_REPEALS = re.compile("同时废止|即行废止|停止执行|停止施行|同时停止|代替|取代")
_NAMED = re.compile(r"《([^《》]{2,80}(?:《[^《》]*》[^《》]*)*)》(?:\s*[（(]([^（()）]{0,40})[)）])?")
_INTERPRETS = re.compile("解读|图解|一图读懂|图说|政策问答|答记者问")
_ATTACHED = re.compile(r"附(?:件|表|图)?\s*[0-9一二三四五]?\s*[:：.．]\s*(.{2,80})")
_LISTED = re.compile(r"(?:附件)?\s*\d{1,2}\s*[.．、]\s*(.{2,80})")
_HEAD = 6


def issuer_of(title: str, body: Sequence[str], history: Sequence[str]) -> str | None:
    """Who issued it: as the title says, else who adopted or ordered it, else who signed."""
    found = _ISSUES.match(title)
    if found:
        return found[1].strip()
    for line in reversed(history):
        if adopted := _ADOPTED.search(_CONGRESS.sub("", line.replace("中华人民共和国", ""))):
            return adopted[1]
    return _signatory(body)


def _signatory(body: Sequence[str]) -> str | None:
    for place, line in enumerate(body[1:], 1):
        above = body[place - 1]
        if date_written(line, alone=True) and _SIGNED.fullmatch(above):
            return "、".join(above.split())
    return None


def written_on(body: Sequence[str]) -> date | None:
    """The day it is signed with: the first line that is nothing but a day, brackets around it or not."""
    return next((day for line in body if (day := date_written(line.strip("（()） "), alone=True))), None)


def effective_on(text: str, written: date | None) -> date | None:
    """The day it takes effect, where it says so."""
    found = _EFFECTIVE.search(text)
    if found:
        return date_written(found[1])
    return written if _AT_ONCE.search(text) else None


def lasts_until(text: str, since: date | None) -> date | None:
    """The last day it holds, where it sets itself a term (有效期5年)."""
    until, years = _LASTS_UNTIL.search(text), _LASTS.search(text)
    if until:
        return date_written(until[1])
    if not years or not since:
        return None
    count = since.year + number_of(years[1])
    try:
        return since.replace(year=count) - timedelta(days=1)
    except ValueError:  # from 29 February on
        return date(count, 2, 28)


def status_in(title: str, body: Sequence[str], validity: str | None) -> str | None:
    """已废止, 失效 or 已修改, where a label, the title or a line at the head says so."""
    if validity and not re.search("有效", validity.replace("无效", "")):
        return next((status for status, word in _ENDED if word.search(validity)), None)
    for line in (title, *body[:_HEAD]):
        if found := _MARKED.search(line):
            return next(status for status, word in _ENDED if word.search(found[0]))
    return None


def replaced_by_it(text: str) -> Iterator[tuple[str, str | None]]:
    """Titles, with numbers where given, of the documents it repeals as a whole."""
    for sentence in re.split("[。；\n]", text):
        end = _REPEALS.search(sentence)
        for found in _NAMED.finditer(sentence) if end else ():
            # 《…》第三条同时废止 repeals an article, not the document.
            if not sentence[found.end() :].startswith(("第", "中", "有关", "规定")) and _is_object(
                sentence, found, end
            ):
                yield found[1], next(iter(numbers_within(found[2] or "")), None)


def _is_object(sentence: str, found: re.Match[str], end: re.Match[str] | None) -> bool:
    """《…》同时废止, 代替《…》: what stands at the right side of the word, and is not what the repeal rests on."""
    assert end is not None
    behind = end[0] in ("代替", "取代")
    ground = sentence[: found.start()].endswith(("根据", "依据", "按照", "依照"))
    return not ground and (found.start() > end.start() if behind else found.end() <= end.start())


def interpreted_in(title: str, body: Sequence[str]) -> tuple[str | None, str | None] | None:
    """Title and number of what an interpretation (解读) interprets; None for anything else."""
    if not _INTERPRETS.search(title):
        return None
    named = _NAMED.search(title) or next((found for line in body[:_HEAD] if (found := _NAMED.search(line))), None)
    number = next((number for line in body[:_HEAD] for number in numbers_within(line)), None)
    return named[1] if named else None, number


def attachments_named(body: Sequence[str]) -> tuple[Attachment, ...]:
    """The names of its attachments, as listed above the signature."""
    names: list[str] = []
    listing = False
    for line in body:
        if date_written(line, alone=True):
            break
        found = _ATTACHED.match(line) or (_LISTED.match(line) if listing else None)
        listing = bool(found)
        if found:
            first = _LISTED.match(found[1])
            names.append((first[1] if first else found[1]).rstrip("。；"))
    return tuple(map(Attachment, dict.fromkeys(names)))
