"""What arrives later, as Server-Sent Events."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from bot.channels.web.errors import ApiError
from bot.channels.web.shapes import posting_json
from bot.conversation.conversation import Conversation

HEARTBEAT_SECONDS = 15.0
RECONNECT_MS = 3000
MAX_STREAMS = 2000
STREAM_WAIT_SECONDS = 30
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would keep events to itself
}


class Streams:
    """The streams that are open in this process: at most so many for a session and for an address, 0 for any number."""

    def __init__(
        self,
        conversation: Conversation,
        per_session: int = 0,
        per_address: int = 0,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._conversation, self._heartbeat = conversation, heartbeat
        self._per_session, self._per_address = per_session, per_address
        self._open: set[asyncio.Task[None]] = set()
        self._counts: Counter[tuple[str, str]] = Counter()

    async def serve(self, request: web.Request, session: str, address: str, after: int) -> web.StreamResponse:
        """Write postings as they come, a comment when none did, until the citizen or the server goes.

        Raises busy or too_many_streams.
        """
        with self._place(session, address):
            response = web.StreamResponse(headers=HEADERS)
            await response.prepare(request)
            task = asyncio.create_task(self._write(response, session, after))
            self._open.add(task)
            try:
                await asyncio.wait({task})
            finally:
                self._open.discard(task)
                task.cancel()
            return response

    async def close(self, app: web.Application) -> None:
        """End every stream: a server that stops waits for its requests."""
        for task in self._open:
            task.cancel()

    @contextmanager
    def _place(self, session: str, address: str) -> Iterator[None]:
        if len(self._open) >= MAX_STREAMS:
            raise ApiError("busy", retry_after=STREAM_WAIT_SECONDS)
        most = {("session", session): self._per_session, ("address", address): self._per_address}
        if any(cap and self._counts[key] >= cap for key, cap in most.items()):
            raise ApiError("too_many_streams", retry_after=STREAM_WAIT_SECONDS, seconds=STREAM_WAIT_SECONDS)
        self._counts.update(most.keys())
        try:
            yield
        finally:
            self._counts -= Counter(most.keys())  # what falls to 0 is forgotten

    async def _write(self, response: web.StreamResponse, session: str, after: int) -> None:
        try:
            await response.write(f"retry: {RECONNECT_MS}\n\n".encode())
            while True:
                postings = await self._conversation.wait_for_updates(session, after, timeout=self._heartbeat)
                for posting in postings:
                    data = json.dumps(posting_json(posting), ensure_ascii=False)
                    await response.write(f"id: {posting.id}\ndata: {data}\n\n".encode())
                    after = posting.id
                if not postings:
                    await response.write(b": here\n\n")
        except ConnectionError:
            return  # the citizen went away
