"""A hand-written assistant: it counts, remembers message ids, and misbehaves when a text says so."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.conversation.messages import Message, Reply, TicketRequest, Utterance


@dataclass
class FakeAssistant:
    """`asked` holds every text it was given, `pages` where each was said. `release` lets a "slow" text go on; `replies`
    are given as they are."""

    asked: list[str] = field(default_factory=list)
    pages: list[str | None] = field(default_factory=list)
    active: dict[str, int] = field(default_factory=dict)
    overlaps: int = 0
    ready: bool = True
    release: asyncio.Event = field(default_factory=asyncio.Event)
    replies: dict[str, Reply] = field(default_factory=dict)

    async def respond(self, utterance: Utterance, *, explain: bool = False, seen: bool = False) -> Reply:
        self.asked.append(utterance.text)
        self.pages.append(utterance.page)
        self.overlaps += self.active.get(utterance.session, 0)
        self.active[utterance.session] = self.active.get(utterance.session, 0) + 1
        try:
            return await self._reply(utterance.text, explain)
        finally:
            self.active[utterance.session] -= 1

    def is_ready(self) -> bool:
        return self.ready

    async def is_awake(self) -> bool:
        return True

    async def _reply(self, text: str, explain: bool) -> Reply:
        await asyncio.sleep(0.001)
        if text.startswith("slow"):
            await self.release.wait()
        if text in self.replies:
            return self.replies[text]
        if text == "crash":
            raise RuntimeError(f"secret: {text}")
        if text.startswith("ticket"):
            said = "已转人工，编号 [[ticket.number]]，[[ticket.due]]答复。"
            request = TicketRequest("question", "no_source")
            return Reply("handoff", messages=[Message("text", said)], open_ticket=request)
        thoughts = {"normalised": text} if explain else None
        return Reply("answer", "echo", None, 0.9, [Message("text", f"您说：{text}")], explain=thoughts)
