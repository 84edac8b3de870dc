"""Plain text and Markdown."""

from __future__ import annotations

import re

from bot.library.intake.encoding import decode
from bot.library.intake.reading import Reading, Upload

# What Markdown writes around words. The marks before headings are left: structure.cut knows them.
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# An HTML comment is a mark of Markdown; the one that ends the history of an act is kept for structure.cut.
_COMMENT = re.compile(r"<!--(?! INFO END -->).*?-->", re.S)


def read_text(upload: Upload) -> Reading:
    """The text without Markdown's marks."""
    text = _COMMENT.sub("", decode(upload.content))
    return Reading(_STRONG.sub(r"\2", _LINK.sub(r"\1", text)))
