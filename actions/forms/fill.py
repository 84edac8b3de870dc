"""Takes each message while a form is open.

Rasa keeps which form is open (`active_loop`) and which slot is asked for. The validation action, which Rasa runs on
every message of an open form, says everything: it fills slots, asks for the next, answers what is asked in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import reply_to
from actions.forms import application, report
from actions.forms.form import Form
from actions.forms.start import FORMS, give_topic, question
from actions.forms.step import CONFIRMED, Step, step
from actions.memory import Events, give
from actions.runtime import knowledge
from actions.understanding import Understanding, understand
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply, TicketRequest

_REQUESTED = "requested_slot"
# A second answer in a row that cannot be used: offer a person instead of asking a third time.
PATIENCE = 2


class Filling:
    """One message to an open form; no Action itself, since rasa-sdk registers every one it finds."""

    form: Form

    def name(self) -> str:
        """Rasa's name for the validation of a form."""
        return f"validate_{self.form.loop}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Events:
        """One reply."""
        understanding = understand(tracker)
        filled = {item.name: value for item in self.form.fields if (value := tracker.get_slot(self.form.slot(item.name)))}
        asked = str(tracker.get_slot(_REQUESTED) or "").removeprefix(f"{self.form.name}_") or None
        taken = step(self.form, understanding, filled, asked)
        if taken.kind == "aside":
            return self._aside(understanding, filled, asked, dispatcher, tracker, domain)
        if taken.kind == "end":
            return [*give(self._reply(None, domain, "utter_form_cancelled"), dispatcher, tracker), *self._closed()]
        if taken.kind == "submit":
            return [*give(self._submitted(filled, domain), dispatcher, tracker), *self._closed()]
        return self._go_on(taken, filled, asked, dispatcher, tracker, domain)

    def _go_on(
        self, taken: Step, filled: Mapping[str, str], asked: str | None,
        dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain,
    ) -> Events:  # fmt: skip
        now = {name: value for name, value in {**filled, **taken.values}.items() if value}
        reopened = next((name for name, value in taken.values.items() if value is None), None)
        asks = reopened or self.form.missing(now) or CONFIRMED
        texts = [f"utter_{self.form.name}_{taken.notice}"] if taken.notice else []
        said = self._reply(asks, domain, *texts, then=question(self.form, asks, now, domain))
        missed = bool(taken.notice) and not taken.values
        return [
            *give(self._patient(said, missed, tracker, domain), dispatcher, tracker, missed=missed),
            *(SlotSet(self.form.slot(name), value) for name, value in taken.values.items()),
            SlotSet(_REQUESTED, self.form.slot(asks)),
        ]

    def _aside(
        self, understanding: Understanding, filled: Mapping[str, str], asked: str | None,
        dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain,
    ) -> Events:  # fmt: skip
        """What was asked in between, then the question again; another form takes the place of this one."""
        answered = reply_to(understanding, tracker, knowledge(), domain)
        asks = asked or self.form.missing(filled) or CONFIRMED
        again = question(self.form, asks, filled, domain)
        if answered.kind == "clarify" or (answered.kind == "handoff" and not answered.entry):
            said = self._reply(asks, domain, f"utter_{self.form.name}_not_understood", then=again)
            return give(self._patient(said, True, tracker, domain), dispatcher, tracker, missed=True)
        if answered.entry in FORMS and answered.entry != self.form.entry:
            dropped = Message("text", say(domain, f"utter_{self.form.name}_dropped"))
            said = replace(answered, messages=[dropped, *answered.messages])
            return [*self._closed(), *give_topic(said, dispatcher, tracker, domain)]
        if answered.entry == self.form.entry:
            answered = self._reply(asks, domain, then=again)
            return give(answered, dispatcher, tracker)
        back = Message("text", say(domain, "utter_form_back", question=again))
        said = replace(answered, messages=[*answered.messages, back], form={"name": self.form.name, "asks": asks})
        return give(said, dispatcher, tracker, asked=understanding.text)

    def _reply(self, asks: str | None, domain: Domain, *responses: str, then: str | None = None) -> Reply:
        texts = [say(domain, name) for name in responses] + ([then] if then else [])
        return Reply(
            "form",
            self.form.entry,
            confidence=1.0,
            messages=[Message("text", text) for text in texts],
            form={"name": self.form.name, "asks": asks},
            suggestions=[say(domain, "utter_suggest_confirm"), say(domain, "utter_suggest_cancel")]
            if asks == CONFIRMED
            else [say(domain, "utter_suggest_cancel")] if asks else [],
        )  # fmt: skip

    def _patient(self, said: Reply, missed: bool, tracker: Tracker, domain: Domain) -> Reply:
        if not missed or int(tracker.get_slot("misses") or 0) + 1 < PATIENCE:
            return said
        return replace(said, suggestions=[say(domain, "utter_suggest_human"), say(domain, "utter_suggest_cancel")])

    def _submitted(self, filled: Mapping[str, str], domain: Domain) -> Reply:
        first, *further = self.tickets(filled)
        done = self._reply(None, domain, f"utter_{self.form.name}_submitted", "utter_ticket")
        return replace(done, open_ticket=first, further_tickets=further)

    def tickets(self, filled: Mapping[str, str]) -> list[TicketRequest]:
        """One row in the queue; a form that holds several matters opens several."""
        private = {item.name: filled[item.name] for item in self.form.fields if item.is_private}
        fields = {item.name: filled[item.name] for item in self.form.fields if not item.is_private}
        return [TicketRequest(self.form.name, self.form.name, fields, private)]

    def _closed(self) -> Events:
        slots = [self.form.slot(item.name) for item in self.form.fields]
        return [*(SlotSet(name, None) for name in slots), SlotSet(_REQUESTED, None)]


class FillApplication(Filling, Action):
    """依申请公开."""

    form = application.FORM


class FillReport(Filling, Action):
    """反映问题."""

    form = report.FORM

    def tickets(self, filled: Mapping[str, str]) -> list[TicketRequest]:
        """Each problem is a case of its own."""
        (whole,) = super().tickets(filled)
        return [replace(whole, fields={**whole.fields, "problem": problem}) for problem in filled["problem"].split("\n")]
