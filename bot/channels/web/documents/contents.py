"""A text as its page shows it: headings with anchors and levels, paragraphs, and a table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.library.citation import anchor, numeral
from bot.library.entry import Article
from bot.library.structure import Part

# A text with fewer headings is read from top to bottom.
FEWEST_LISTED = 3
# Headings this deep stand in the table of contents, while they are not too many.
LISTED_DEPTH, MOST_LISTED = 2, 60


@dataclass(frozen=True)
class Block:
    """One heading and what stands under it until the next.

    `depth` is 0 for the outermost heading; `heading` is "" for words before the first; `run_in`: the first paragraph
    goes on in the line of the heading (一、 and a long sentence). `article` is the number where it is one.
    """

    anchor: str
    depth: int
    heading: str
    article: int | None = None
    run_in: bool = False
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of the table of contents: a heading with the articles under it, `first` to `last`."""

    block: Block
    first: int | None
    last: int | None


def parts_of_gists(articles: Iterable[Article]) -> list[Part]:
    """What the bureau says of each article, cut as a text would be."""
    return [
        Part((*([item.chapter] if item.chapter else []), f"第{numeral(item.no)}条"), item.no, item.gist)
        for item in articles
    ]


def blocks_of(parts: Iterable[Part]) -> list[Block]:
    """Every heading once, in the order of the text, each with an anchor of its own (an article's is a30)."""
    used: Counter[str] = Counter()
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for part in parts:
        for depth in range(_common(path, part.path), len(part.path) - 1):
            blocks.append(Block(_unique(f"s{len(blocks) + 1}", used), depth, part.path[depth]))
        name = f"s{len(blocks) + 1}" if part.article is None else anchor(part.article)
        blocks.append(_block(part, _unique(name, used)))
        path = part.path
    return blocks


def contents(blocks: Sequence[Block]) -> list[Line]:
    """The table of contents; empty when the text is short or has no headings above its articles."""
    headings = [index for index, block in enumerate(blocks) if block.heading and block.article is None]
    listed = [index for index in headings if blocks[index].depth < LISTED_DEPTH]
    if len(listed) > MOST_LISTED:
        listed = [index for index in listed if blocks[index].depth == 0]
    return [_line(blocks, index) for index in listed] if len(listed) >= FEWEST_LISTED else []


def _line(blocks: Sequence[Block], index: int) -> Line:
    under = [block.article for block in _under(blocks, index) if block.article is not None]
    return Line(blocks[index], min(under, default=None), max(under, default=None))


def _under(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    for block in blocks[index + 1 :]:
        if block.depth <= blocks[index].depth:
            return
        yield block


def _block(part: Part, name: str) -> Block:
    lines = part.text.split("\n")
    heading = part.path[-1] if part.path else ""
    depth = max(len(part.path) - 1, 0)
    if part.article is not None or not lines[0].startswith(heading) or not heading:
        return Block(name, depth, heading, part.article, False, tuple(lines))
    rest = lines[0][len(heading) :]
    if not rest.strip("。：:"):
        return Block(name, depth, heading, None, False, tuple(lines[1:]))
    return Block(name, depth, heading, None, True, (rest, *lines[1:]))


def _common(before: tuple[str, ...], path: tuple[str, ...]) -> int:
    """How many outer headings stay as they were."""
    return next((i for i, pair in enumerate(zip(before, path)) if pair[0] != pair[1]), min(len(before), len(path)))


def _unique(name: str, used: Counter[str]) -> str:
    """a1, and for the first article of an act attached to the first, a1-2."""
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name]}"
