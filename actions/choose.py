"""The citizen picks one of the choices offered."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.answer import reply_to
from actions.decision import Candidate
from actions.memory import Events, give
from actions.runtime import knowledge
from actions.understanding import understand

_ORDINALS = (
    re.compile("第?[一1]|头一个|最?前面|上面|首"),
    re.compile("第?[二两2]|中间"),
    re.compile("第?[三3]"),
    re.compile("第?[四4]"),
    re.compile("第?[五5]"),
)
_LAST = re.compile("最后|末|下面")


class ActionChoose(Action):
    """A choice by number or place; without choices on the table it is a question like any other."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_choose"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        known, understanding = knowledge(), understand(tracker)
        choices = tracker.get_slot("choices") or []
        position = position_of(understanding.text, len(choices))
        if position is None:
            return give(reply_to(understanding, tracker, known, domain), dispatcher, tracker)
        chosen = choices[position]
        candidate = Candidate(chosen["entry"], chosen["facet"], 1.0)
        answered = reply.answer(candidate, known, domain)
        return give(answered, dispatcher, tracker, asked=chosen["label"])


def position_of(text: str, count: int) -> int | None:
    """Which of `count` choices the words name, from 0; None when they name none of them."""
    if count and _LAST.search(text):
        return count - 1
    for position, pattern in enumerate(_ORDINALS[:count]):
        if pattern.search(text):
            return position
    return None
