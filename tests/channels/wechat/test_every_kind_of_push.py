"""What each kind of message and event asks for."""

from __future__ import annotations

import pytest

from bot.channels.wechat.envelope import flat
from bot.channels.wechat.intake import Intake, take
from bot.channels.wechat.push import read
from tests.channels.wechat.payloads import EVENTS, MESSAGES, xml

TITLES = {"doc.road": "城市道路管理条例"}
EXPECTED = {
    "text": Intake(say="路灯坏了", trigger="message"),
    "choice": Intake(say="1", trigger="message"),
    "voice": Intake(tell="voice", trigger="message"),
    "heard": Intake(say="路灯坏了", trigger="message"),
    "image": Intake(tell="picture", trigger="message"),
    "video": Intake(tell="picture", trigger="message"),
    "shortvideo": Intake(tell="picture", trigger="message"),
    "location": Intake(say="晋安区福新路1号", trigger="message"),
    "bare location": Intake(say="26.08,119.32", trigger="message"),
    "link": Intake(tell="link", trigger="message"),
    "new kind": Intake(tell="unknown", trigger="message"),
    "blank": Intake(tell="empty", trigger="message"),
    "subscribe": Intake(tell="welcome", trigger="subscribe"),
    "subscribe with page": Intake(tell="page", title="城市道路管理条例", page="doc.road", trigger="subscribe"),
    "subscribe with other scene": Intake(tell="welcome", trigger="subscribe"),
    "unsubscribe": Intake(),
    "scan": Intake(tell="page", title="城市道路管理条例", page="doc.road", trigger="scan"),
    "scan of no page": Intake(trigger="scan"),
    "click": Intake(say="怎么申请公开", trigger="menu"),
    "view": Intake(),
    "scancode": Intake(trigger="menu"),
    "location event": Intake(),
    "modified": Intake(),
    "revoke": Intake(forget=True),
    "cancellation": Intake(forget=True),
    "sent": Intake(),
    "new event": Intake(),
}


@pytest.mark.parametrize("name", [*MESSAGES, *EVENTS])
def test_it_is_read_as(name: str) -> None:
    assert take(read(flat(xml((MESSAGES | EVENTS)[name]))), TITLES.get, 2000) == EXPECTED[name]


def test_tries_are_told_by_message_id_and_of_events_by_sender_and_time() -> None:
    assert read(flat(xml(MESSAGES["text"]))).key == "24000000000000001"
    first, second = (read(flat(xml(EVENTS["click"], at))).key for at in (1_780_000_000, 1_780_000_001))
    assert first == "oCitizen_1:1780000000:click" != second


def test_a_long_message_is_cut_to_what_may_be_said() -> None:
    push = read(flat(xml(MESSAGES["text"])))
    assert take(push, TITLES.get, 2).say == "路灯"
