"""The citizen picks one of the choices offered."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.answer import reply_to
from actions.choices import position_of
from actions.decision import Candidate
from actions.forms.start import give_topic
from actions.memory import Events, give
from actions.next_page import turned_page
from actions.patience import patient
from actions.runtime import knowledge
from actions.understanding import understand


class ActionChoose(Action):
    """A choice by number or place; without choices on the table it is a question like any other."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_choose"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        known, understanding = knowledge(), understand(tracker)
        if page := turned_page(understanding.text, tracker, known, domain):
            return give(page, dispatcher, tracker)
        choices = tracker.get_slot("choices") or []
        position = position_of(understanding.text, len(choices))
        if position is None:
            said = patient(reply_to(understanding, tracker, known, domain), tracker, domain)
            return give_topic(said, dispatcher, tracker, domain)
        chosen = choices[position]
        candidate = Candidate(chosen["entry"], chosen["facet"], 1.0)
        answered = reply.answer(candidate, known, domain)
        return give_topic(answered, dispatcher, tracker, domain, asked=chosen["label"], told=False)
