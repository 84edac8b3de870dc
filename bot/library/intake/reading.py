"""What goes into the intake (a file) and what comes out of a reader (its words)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bot.library.structure import Part
from bot.library.texts import Attachment


@dataclass(frozen=True)
class Upload:
    """A file as it came. `name` may have folders before it (in an archive, an export): only shown, never opened."""

    name: str
    content: bytes

    @property
    def file_name(self) -> str:
        """Without folders."""
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        """Without folders and ending."""
        return PurePosixPath(self.name).stem

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Reading:
    """The words of a file, line by line. `labels`: what the file says of itself beside its text (a page's meta
    elements, a table of particulars), by the names of labels.yml; `parts`: set where the format knows its own passages
    (rows of a table), else the text is cut by its structure."""

    text: str
    labels: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    parts: tuple[Part, ...] = ()
