"""However long a citizen talks, Rasa keeps the last turns and the slots: real store, real domain."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.replies import reply_to_message
from bot.assistant.short_memory import KEPT_TURNS, MOST_EVENTS, ShortTrackerStore
from bot.assistant.tracker_store import open_tracker_store
from bot.conversation.messages import Message, Reply

ROOT = Path(__file__).resolve().parents[2]
SENDER = "web:s1"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain: Domain, tmp_path: Path) -> ShortTrackerStore:
    return open_tracker_store(domain, f"sqlite:///{tmp_path / 'rasa.db'}")


def turn(count: int) -> list[Event]:
    """What Rasa writes of one message."""
    reply = Reply("answer", "apply.fee", messages=[Message("text", f"第{count}答")])
    return [
        UserUttered(f"第{count}句", {"name": "apply"}, message_id=f"m{count}"),
        ActionExecuted("action_answer"),
        BotUttered(data={"custom": {"reply": reply.to_dict()}}),
        SlotSet("misses", count),
        SlotSet("asked", None if count % 2 else f"第{count}句"),
        ActionExecuted("action_listen"),
    ]


async def talk(store: ShortTrackerStore, turns: range, first: list[Event] | None = None) -> None:
    for count in turns:
        tracker = await store.get_or_create_tracker(SENDER, append_action_listen=False)
        tracker.update_with_events([*(first or []), *turn(count)], store.domain)
        first = None
        await store.save(tracker)


def rows(store: ShortTrackerStore) -> int:
    with store.session_scope() as session:
        return session.query(store.SQLEvent).count()


async def remembered(store: ShortTrackerStore) -> DialogueStateTracker:
    tracker = await store.retrieve(SENDER)
    assert tracker is not None
    return tracker


async def test_the_store_never_holds_more_than_the_last_turns(store: ShortTrackerStore) -> None:
    for start in range(0, 60, 7):
        await talk(store, range(start, start + 7))
        assert rows(store) == len((await remembered(store)).events) <= MOST_EVENTS


async def test_what_was_set_long_ago_is_still_known(store: ShortTrackerStore) -> None:
    await talk(store, range(40), first=[SlotSet("guide", "guide.dig-road"), SlotSet("document", "doc.road")])
    tracker = await remembered(store)
    assert {name: tracker.get_slot(name) for name in ("guide", "document", "misses", "asked")} == {
        "guide": "guide.dig-road", "document": "doc.road", "misses": 39, "asked": None,
    }  # fmt: skip


async def test_every_turn_leaves_at_least_the_last_turns_whole(store: ShortTrackerStore) -> None:
    for count in range(45):
        await talk(store, range(count, count + 1))
        tracker = await remembered(store)
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        expected = [f"第{number}句" for number in range(count + 1)]
        assert said == expected[-len(said) :] and len(said) >= min(count + 1, KEPT_TURNS)
        reply = reply_to_message(tracker.events, f"m{count}")
        assert reply is not None and reply.messages[0].text == f"第{count}答"


async def test_many_short_sessions_do_not_pile_up(store: ShortTrackerStore) -> None:
    """After two quiet hours Rasa begins a session and carries every SlotSet over: they would grow with each visit."""
    for count in range(40):
        tracker = await store.get_or_create_tracker(SENDER, append_action_listen=False)
        carried = [SlotSet(event.key, event.value) for event in tracker.applied_events() if isinstance(event, SlotSet)]
        begin = [ActionExecuted("action_session_start"), SessionStarted(), *carried, ActionExecuted("action_listen")]
        tracker.update_with_events([*begin, *turn(count)], store.domain)
        await store.save(tracker)
    assert rows(store) <= MOST_EVENTS
    assert (await remembered(store)).get_slot("misses") == 39


async def test_a_shortened_conversation_does_not_touch_another(store: ShortTrackerStore) -> None:
    other = DialogueStateTracker.from_events("web:s2", turn(1), store.domain.slots)
    await store.save(other)
    await talk(store, range(40))
    kept = await store.retrieve("web:s2")
    assert kept is not None and len(kept.events) == len(turn(1))


@pytest.mark.parametrize("turns", [0, 1])
async def test_a_tracker_that_only_grew_without_words_is_kept(store: ShortTrackerStore, turns: int) -> None:
    await talk(store, range(turns), first=None)
    tracker = await store.get_or_create_tracker(SENDER, append_action_listen=False)
    tracker.update_with_events([SlotSet("guide", f"guide.{number}") for number in range(MOST_EVENTS + 1)], store.domain)
    await store.save(tracker)
    assert (await remembered(store)).get_slot("guide") == f"guide.{MOST_EVENTS}"
