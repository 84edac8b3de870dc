"""Bytes to text: UTF-8 and UTF-16, else GB18030, of which GBK and GB2312 are part."""

from __future__ import annotations

import codecs
import re

from bot.library.intake.refusal import Refused

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufffd]")
_WRITTEN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\s《》“”‘’·—…〔〕]")
# Big5 and other encodings read as GB18030 without an error, and give rare characters and private ones.
_PLAUSIBLE = 0.9


def decode(content: bytes) -> str:
    """The text, line ends as newlines; raises Refused("encoding")."""
    text = _decoded(content)
    if _CONTROL.search(text):
        raise Refused("encoding" if b"\x00" not in content else "unknown_type")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    try:
        for mark, name in _MARKED:
            if content.startswith(mark):
                return content.decode(name)
        if b"\x00" in content[:2000]:
            return _unmarked_utf16(content)
        return _utf8_or_gb(content)
    except UnicodeDecodeError as error:
        raise Refused("encoding") from error


def _utf8_or_gb(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    if len(_WRITTEN.findall(text)) < _PLAUSIBLE * len(text) or _is_rare(text):
        raise Refused("encoding")
    return text


def _is_rare(text: str) -> bool:
    """Whether it is not written as Chinese is: of any hundred characters several are 的, 一, 不, 和, 在 or marks."""
    common = sum(text.count(char) for char in "的一是在不了有和人这中大为上个国我以要公政、，。")
    return common < len(text) // 100


def _unmarked_utf16(content: bytes) -> str:
    """Nothing but the place of its zero bytes says it: the high byte of ASCII characters (digits, line ends)."""
    low, high = content[0:2000:2].count(0), content[1:2000:2].count(0)
    if not low and not high:
        raise Refused("unknown_type")
    return content.decode("utf-16-be" if low > high else "utf-16-le")
