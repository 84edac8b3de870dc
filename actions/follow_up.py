"""A follow-up that names no topic: "收费吗" after a guide, "谁发的" after a document."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.answer import reply_to
from actions.choices import picked
from actions.decision import Candidate
from actions.facets import asked_next
from actions.forms.start import give_topic
from actions.memory import Events, give
from actions.next_page import turned_page
from actions.patience import patient
from actions.runtime import Knowledge, knowledge
from actions.understanding import Understanding, understand
from actions.words import say
from bot.conversation.messages import Message, Reply


class ActionFollowUp(Action):
    """Takes the topic from the conversation (or the page) and the facet or aspect from the words."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_follow_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        known, understanding = knowledge(), understand(tracker)
        if page := turned_page(understanding.text, tracker, known, domain):
            return give(page, dispatcher, tracker)
        tapped = picked(tracker, understanding.text, known.library.questions_of)
        candidate = None if tapped else topic_meant(understanding, tracker, known)
        if candidate:
            return give_topic(reply.answer(candidate, known, domain, understanding.text), dispatcher, tracker, domain)
        said = patient(reply_to(understanding, tracker, known, domain), tracker, domain)
        if said.kind != "handoff":  # the words mean a topic of their own
            return give_topic(said, dispatcher, tracker, domain, told=tapped is None)
        unclear = Reply("chat", "chat.what-can-you-do", messages=[Message("text", say(domain, "utter_about_what"))])
        return give(patient(unclear, tracker, domain, missed=True), dispatcher, tracker, missed=True)


def topic_meant(understanding: Understanding, tracker: Tracker, known: Knowledge) -> Candidate | None:
    """The entry talked about, turned to what is asked now; None when nothing fits."""
    about_document = understanding.topics[0].name == "ask_document" if understanding.topics else False
    sure = understanding.topics[0].probability if understanding.topics else 0.5
    facet = asked_next(understanding.text, understanding.facets[0].name if understanding.facets else "overview")
    for id_ in (
        _only_guide_offered(tracker),
        tracker.get_slot("entry"),
        understanding.page,
        *_earlier(tracker, about_document),
    ):
        entry = known.library.get(id_) if id_ else None
        if entry and entry.facets and not about_document:
            return Candidate(entry.id, facet, sure)
        if entry and entry.document and about_document:
            return Candidate(entry.id, None, sure)
        if entry and facet in entry.followups and not about_document:
            return Candidate(entry.followups[facet], None, sure)
    return None


def _only_guide_offered(tracker: Tracker) -> str | None:
    """占道 has been asked back, and 怎么办理 fits one of the choices."""
    guides = {choice["entry"] for choice in tracker.get_slot("choices") or [] if choice["entry"].startswith("guide.")}
    return guides.pop() if len(guides) == 1 else None


def _earlier(tracker: Tracker, about_document: bool) -> list[str | None]:
    return (
        [tracker.get_slot("document")] if about_document else [tracker.get_slot("guide"), tracker.get_slot("document")]
    )
