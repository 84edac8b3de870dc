"""Yes, no, useful, not useful: what follows from it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.answer import reply_to
from actions.decision import Candidate
from actions.forms.start import give_topic
from actions.memory import Events, give
from actions.patience import PATIENCE, offer, patient
from actions.runtime import knowledge
from actions.understanding import understand
from actions.words import say
from bot.conversation.messages import Message, Reply

_TALK = "chat.what-can-you-do"


class ActionAffirm(Action):
    """Yes to the first of the choices offered; otherwise a short acknowledgement."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_affirm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        choices = tracker.get_slot("choices")
        if not choices:
            said = Reply("chat", "chat.thanks", messages=[Message("text", say(domain, "utter_go_on"))])
            return give(said, dispatcher, tracker)
        candidate = Candidate(choices[0]["entry"], choices[0]["facet"], 1.0)
        said = reply.answer(candidate, knowledge(), domain)
        return give_topic(said, dispatcher, tracker, domain, asked=choices[0]["label"], told=False)


class ActionDeny(Action):
    """Not what was meant: ask to say it differently, the second time bring in a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_deny"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply; what a correction puts in its place (不要地址，我要电话) is a question."""
        understanding = understand(tracker)
        if understanding.reading("corrected"):
            said = patient(reply_to(understanding, tracker, knowledge(), domain), tracker, domain)
            return give_topic(said, dispatcher, tracker, domain, asked=understanding.text)
        return _missed("utter_say_it_differently", dispatcher, tracker, domain)


class ActionFeedback(Action):
    """Useful or not; not useful counts as a miss."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        topics = understand(tracker).topics
        if topics and topics[0].name == "not_useful":
            return _missed("utter_sorry_not_useful", dispatcher, tracker, domain)
        said = Reply("chat", "chat.thanks", messages=[Message("text", say(domain, "utter_glad"))])
        return give(said, dispatcher, tracker)


def _missed(response: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
    """Once: the sentence of `response`. A second miss in a row brings a person in, instead of asking once more."""
    misses = int(tracker.get_slot("misses") or 0) + 1
    if misses >= PATIENCE:
        said = reply.hand_over("not_helped", knowledge(), domain, response="utter_bring_a_person")
    else:
        said = offer(Reply("chat", _TALK), domain, response)
    return [*give(said, dispatcher, tracker), SlotSet("misses", 0 if said.kind == "handoff" else misses)]
