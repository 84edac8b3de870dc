"""The process is killed under load, at random moments, and started again: real processes, a real file, real seconds."""

from __future__ import annotations

from bench.wechat import measure
from tests.channels.wechat.conftest import free_port


async def test_every_message_is_answered_and_none_twice() -> None:
    port = free_port()
    report = await measure(8, 15, citizens=40, kills=2, port=port)
    assert (report["sent"], report["lost"], report["twice"]) == (120, 0, 0)
    assert any("Disconnected" in ended or "Connector" in ended for ended in report["tries"])  # it was killed
