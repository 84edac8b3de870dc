"""Says the last reply again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Events, give
from actions.words import say
from bot.conversation.messages import CaseRequest, Message, Reply


class ActionRepeat(Action):
    """The same reply, without opening a second row in the queue."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        last = tracker.get_slot("last_reply")
        if last and _tells_of_a_case(last):  # how far it is is looked up, not remembered
            again = replace(Reply.from_dict(last), look_up=CaseRequest(tracker.get_slot("progress_number")))
            return give(again, dispatcher, tracker)
        if not last:
            nothing = Message("text", say(domain, "utter_nothing_to_repeat"))
            return give(Reply("chat", "chat.what-can-you-do", messages=[nothing]), dispatcher, tracker)
        again = Reply.from_dict(last)
        kept = [message for message in again.messages if "[[ticket." not in message.text]
        events = give(replace(again.without_requests(), messages=kept), dispatcher, tracker)
        return [*events, SlotSet("misses", tracker.get_slot("misses") or 0)]


def _tells_of_a_case(last: dict[str, Any]) -> bool:
    return any("[[ticket.status]]" in message["text"] for message in last["messages"])
