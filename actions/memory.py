"""What a turn leaves behind for the next one: Rasa slots."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.decision import Context
from actions.patience import helps_not
from bot.conversation.messages import Reply

Events = list[dict[str, Any]]

# Talk about the talk, and asking for a person, do not change what the conversation is about.
_PASSING = ("chat.", "hotline.human")
# Replies of these kinds have a subject that a short follow-up may lean on.
_LEANED_ON = frozenset({"answer", "guide", "document", "documents"})


def context(tracker: Tracker) -> Context:
    """What the conversation is about so far."""
    return Context(tracker.get_slot("entry"), tracker.get_slot("facet"))


def give(
    reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str | None = None, missed: bool = False
) -> Events:
    """Send the reply and remember it; `asked` is the question when it was a topic of its own, `missed` tells that it
    does not help although it is no question back."""
    # The text is for Rasa's own channels (rasa shell); ours take the whole reply.
    text = "\n".join(message.text for message in reply.messages)
    dispatcher.utter_message(text=text, json_message={"reply": reply.to_dict()})
    events: Events = [
        SlotSet("choices", _on_the_table(reply) or None),
        SlotSet("last_reply", reply.without_requests().to_dict()),
        SlotSet("misses", _misses(reply, tracker, missed)),
    ]
    if reply.entry == "chat.restart":
        events += [SlotSet(name, None) for name in ("entry", "facet", "asked", "guide", "document")]
    if reply.entry and not reply.entry.startswith(_PASSING):
        events += [SlotSet("entry", reply.entry), SlotSet("facet", reply.facet)]
        events += [SlotSet(kind, reply.entry) for kind in ("document", "guide") if reply.kind == kind]
    if reply.kind == "form" and reply.requests:
        events.append(SlotSet("filed", reply.entry))
    if asked and reply.kind in _LEANED_ON:
        events.append(SlotSet("asked", asked))
    return events


def _on_the_table(reply: Reply) -> list[dict[str, Any]]:
    """What "第二个" may mean next: the choices offered, or the documents listed."""
    if reply.kind == "documents":
        return [{"entry": source.id, "facet": None, "label": source.title} for source in reply.sources]
    return [vars(choice) for choice in reply.choices]


def _misses(reply: Reply, tracker: Tracker, missed: bool) -> int:
    before = int(tracker.get_slot("misses") or 0)
    return before + 1 if missed or helps_not(reply) else 0
