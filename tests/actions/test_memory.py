"""What a turn leaves behind for the next one."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import picked, position_of
from actions.memory import context, give
from bot.conversation.messages import CaseRequest, Choice, Message, Reply, Source, TicketRequest

SAID = [Message("text", "好的")]
CHOICES = [Choice("apply.fee", None, "申请收费"), Choice("guide.dig-road", "fee", "挖掘道路：收费")]


def tracker(**slots: Any) -> Tracker:
    return Tracker("s", slots, {}, [], False, None, {}, "action_listen")


def after(reply: Reply, question: str | None = None, **slots: Any) -> dict[str, Any]:
    """Slots after a reply."""
    dispatcher = CollectingDispatcher()
    events = give(reply, dispatcher, tracker(**slots), question)
    assert [message["custom"]["reply"] for message in dispatcher.messages] == [reply.to_dict()]
    return slots | {event["name"]: event["value"] for event in events}


def test_an_answer_becomes_what_the_conversation_is_about() -> None:
    slots = after(Reply("guide", "guide.dig-road", "fee", messages=SAID), question="挖路收费吗")
    assert context(tracker(**slots)) == context(tracker(entry="guide.dig-road", facet="fee"))
    assert slots["guide"] == "guide.dig-road"
    assert slots["asked"] == "挖路收费吗"


def test_the_last_guide_and_document_are_kept_to_come_back_to() -> None:
    slots = after(Reply("guide", "guide.dig-road", "fee", messages=SAID))
    slots = after(Reply("document", "doc.road", messages=SAID), **slots)
    slots = after(Reply("answer", "apply.fee", messages=SAID), **slots)
    assert (slots["guide"], slots["document"], slots["entry"]) == ("guide.dig-road", "doc.road", "apply.fee")


@pytest.mark.parametrize("entry", ["chat.thanks", "chat.greet"])
def test_small_talk_does_not_change_the_subject(entry: str) -> None:
    slots = after(Reply("guide", "guide.dig-road", "fee", messages=SAID), question="挖路收费吗")
    slots = after(Reply("chat", entry, messages=SAID), question="谢谢", **slots)
    assert (slots["entry"], slots["facet"], slots["asked"]) == ("guide.dig-road", "fee", "挖路收费吗")


def test_choices_lie_on_the_table_for_one_turn() -> None:
    slots = after(Reply("clarify", messages=SAID, choices=CHOICES))
    assert [choice["entry"] for choice in slots["choices"]] == ["apply.fee", "guide.dig-road"]
    assert after(Reply("answer", "apply.fee", messages=SAID), **slots)["choices"] is None


@pytest.mark.parametrize("tapped", ["挖掘道路：收费", "挖掘道路:收费", " 挖掘道路：收费 "])
def test_a_tapped_choice_is_known_by_its_label(tapped: str) -> None:
    slots = after(Reply("clarify", messages=SAID, choices=CHOICES))
    choice = picked(tracker(**slots), tapped)
    assert choice is not None
    assert (choice["entry"], choice["facet"]) == ("guide.dig-road", "fee")


def test_other_words_pick_nothing() -> None:
    slots = after(Reply("clarify", messages=SAID, choices=CHOICES))
    assert picked(tracker(**slots), "别的事") is None
    assert picked(tracker(), "申请收费") is None


def test_unhelpful_turns_are_counted_until_one_helps() -> None:
    slots = after(Reply("clarify", messages=SAID, choices=CHOICES))
    slots = after(Reply("handoff", messages=SAID, open_ticket=TicketRequest("question", "no_source")), **slots)
    assert slots["misses"] == 2
    assert after(Reply("answer", "apply.fee", messages=SAID), **slots)["misses"] == 0


def test_the_last_reply_can_be_said_again() -> None:
    reply = Reply("answer", "apply.fee", messages=SAID)
    assert Reply.from_dict(after(reply)["last_reply"]) == reply


def test_saying_it_again_opens_no_ticket_and_the_memory_holds_nothing_private() -> None:
    request = TicketRequest("report", "report", {"what": "井盖没了"}, {"name": "张三"})
    reply = Reply(
        "form",
        "report.problem",
        messages=SAID,
        open_ticket=request,
        further_tickets=[request],
        look_up=CaseRequest("JA1"),
    )
    kept = Reply.from_dict(after(reply)["last_reply"])
    assert (kept.requests, kept.look_up, kept.messages) == ([], None, SAID)
    assert "张三" not in str(after(reply)["last_reply"])


def test_an_older_memory_without_the_newer_fields_is_read() -> None:
    data = Reply("answer", "apply.fee", messages=SAID, open_ticket=TicketRequest("question", "no_source")).to_dict()
    for name in ("further_tickets", "look_up"):
        del data[name]
    for name in ("fields", "private"):
        del data["open_ticket"][name]
    assert Reply.from_dict(data).open_ticket == TicketRequest("question", "no_source")


@pytest.mark.parametrize(
    ("text", "count", "position"),
    [
        ("第一个", 3, 0), ("1", 3, 0), ("第1个", 2, 0), ("头一个", 3, 0), ("第二个", 3, 1), ("2", 2, 1),
        ("中间那个", 3, 1),
        ("第三个", 3, 2), ("最后一个", 3, 2), ("最后一个", 2, 1), ("下面那个", 2, 1), ("第三个", 2, None),
        ("别的", 3, None),
        ("第一个", 0, None), ("最后一个", 0, None), ("", 3, None),
    ],
)  # fmt: skip
def test_which_choice_is_named(text: str, count: int, position: int | None) -> None:
    assert position_of(text, count) == position


@pytest.mark.parametrize("said", ["2", "２", "第二个", "第二", "二", "挖掘道路的那个", "我要挖掘道路那个"])
def test_a_choice_is_named_by_number_or_in_part(said: str) -> None:
    slots = after(Reply("clarify", messages=SAID, choices=CHOICES))
    assert picked(tracker(**slots), said)["entry"] == "guide.dig-road"


@pytest.mark.parametrize("said", ["3", "第二十条讲什么", "收费的那个", "申请要几个人", "2018年的报告"])
def test_what_names_no_choice_is_a_question(said: str) -> None:
    slots = after(Reply("clarify", messages=SAID, choices=[*CHOICES, Choice("guide.banners", None, "横幅收费")][:2]))
    assert picked(tracker(**slots), said) is None


def test_the_second_of_the_documents_listed_may_be_picked() -> None:
    listed = [Source("doc.road", "城市道路管理条例"), Source("doc.greening", "城市绿化条例")]
    slots = after(Reply("documents", "doc.search", messages=SAID, sources=listed))
    assert picked(tracker(**slots), "第二个")["entry"] == "doc.greening"


@pytest.mark.parametrize(
    ("said", "place"),
    [("第二个，麻烦说详细一点", 1), ("我选第二个，看一下", 1), ("第三个吧，先看一看", None), ("最后一个", 1)],
)
def test_the_place_named_counts_not_a_number_in_passing(said: str, place: int | None) -> None:
    assert position_of(said, 2) == place


def test_starting_over_forgets_what_was_talked_about() -> None:
    slots = after(Reply("guide", "guide.dig-road", "fee", messages=SAID), question="挖路收费吗")
    slots = after(Reply("chat", "chat.restart", messages=SAID), **slots)
    assert [slots[name] for name in ("entry", "facet", "asked", "guide")] == [None] * 4
