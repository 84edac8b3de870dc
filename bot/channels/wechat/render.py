"""A reply, as one message of WeChat: what it says, what to choose from, where it comes from, in 2048 bytes."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.channels.wechat.cut import TEXT_BYTES, cut, size
from bot.conversation.delivery import Delivery
from bot.conversation.messages import Message, Reply, Source

IN_FORCE = "现行"
CARDS = ("guide", "document")
DESCRIPTION_BYTES = 600


@dataclass(frozen=True)
class Text:
    """A text message."""

    content: str


@dataclass(frozen=True)
class Article:
    """A card: title, a few lines, and where it leads."""

    title: str
    description: str
    url: str


Rendered = Text | Article


@dataclass(frozen=True)
class Renderer:
    """`links`: clickable choices work on this account. `base`: scheme and host of our own pages, "" when not known:
    an address without them leads nowhere from a message, and is left out."""

    words: Mapping[str, str]
    links: bool = False
    base: str = ""

    def passive(self, reply: Reply, before: str = "") -> Rendered:
        """For the slot that is free: guides and documents as a card, unless there is something to say before."""
        card = self._card(reply) if not before and reply.kind in CARDS and not reply.choices else None
        return card or self.text(reply, before)

    def text(self, reply: Reply, before: str = "", limit: int = TEXT_BYTES) -> Text:
        """Of a text that is too long the middle goes: choices and source stay, then as much as fits."""
        tail = "\n\n".join(filter(None, (self._choices(reply), self._source(reply.sources))))
        tail = cut(tail, limit)
        said = "\n\n".join(filter(None, (before, *(self._said(message) for message in reply.messages))))
        room = limit - size(tail) - (2 if tail else 0)
        return Text("\n\n".join(filter(None, (cut(said, room), tail))))

    def owed(self, delivery: Delivery, limit: int = TEXT_BYTES) -> Text:
        """What comes later: a slow reply, or what staff answered."""
        if delivery.posting is None:
            return self.text(delivery.reply or Reply("chat"), limit=limit)
        number, said = delivery.posting.ticket, delivery.posting.text or ""
        sentence = self.words["staff"] if number else self.words["staff_unnumbered"]
        return Text(cut(sentence.format(number=number.number if number else "", text=said), limit))

    def earlier(self, waiting: Sequence[Delivery], limit: int = TEXT_BYTES) -> str:
        """What waited for this message of the citizen, in at most `limit` bytes."""
        said = [
            self.words["maybe_earlier" if each.state == "uncertain" else "earlier"].format(text=self.owed(each).content)
            for each in waiting
        ]
        return cut("\n\n".join(said), limit)

    def _choices(self, reply: Reply) -> str:
        if not reply.choices:
            return ""
        lines = [self._choice(number, choice.label) for number, choice in enumerate(reply.choices, 1)]
        return "\n".join((self.words["choose"], *lines))

    def _choice(self, number: int, label: str) -> str:
        line = self.words["choice"].format(n=number, label=label)
        if not self.links:
            return line
        return f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(str(number))}&msgmenuid={number}">{html.escape(line)}</a>'

    def _source(self, sources: Sequence[Source]) -> str:
        if not sources:
            return ""
        first = sources[0]
        parts = (f"《{first.title}》" if first.number else first.title, first.number, first.article)
        said = " ".join(filter(None, parts))
        if first.status and first.status != IN_FORCE:
            said += self.words["source_status"].format(status=first.status)
        if len(sources) > 1:
            said += self.words["more_sources"].format(count=len(sources))
        line = self.words["source"].format(text=said)
        url = self._address(first.url)
        return f"{line}\n{url}" if url else line

    def _card(self, reply: Reply) -> Article | None:
        """Only one that leaves nothing unsaid: a single card with a link."""
        card = reply.messages[0] if len(reply.messages) == 1 else None
        url = self._address(card.url) if card and card.type == "card" else None
        if card is None or not card.title or not url:
            return None
        source = self._source([Source(None, each.title, each.number, each.article, None, each.status)
                               for each in reply.sources])  # fmt: skip
        room = DESCRIPTION_BYTES - size(source) - 1
        return Article(card.title, f"{cut(card.text, room)}\n{source}".strip(), url)

    def _said(self, message: Message) -> str:
        title = f"【{message.title}】\n" if message.type == "card" and message.title else ""
        url = self._address(message.url)
        return f"{title}{message.text}\n{url}" if url else f"{title}{message.text}"

    def _address(self, url: str | None) -> str | None:
        if url and url.startswith("/"):
            return f"{self.base}{url}" if self.base else None
        return url
