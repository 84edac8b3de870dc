"""Takes each message while a form is open.

Rasa keeps which form is open (`active_loop`) and which slot is asked for. The validation action, which Rasa runs on
every message of an open form, says everything: it fills slots, asks for the next, answers what is asked in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import reply_to
from actions.decision import ASK, Candidate
from actions.elsewhere import ELSEWHERE, is_elsewhere, without_pointing
from actions.forms import application, progress, report
from actions.forms.cases import look_up, looked_up
from actions.forms.form import CONFIRMED, Form
from actions.forms.start import FORMS, give_topic, private_as_shown, question
from actions.forms.step import ANY_WORDS, Step, asks_why, step, turns_to_report
from actions.forms.submit import submitted
from actions.forms.values import asks
from actions.memory import Events, give
from actions.reply import answer
from actions.runtime import knowledge
from actions.understanding import Understanding, understand
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply
from bot.nlu.wanted_readings import CLEAR

_REQUESTED = "requested_slot"
# Where another district may be named.
_PLACED = frozenset({"problem", "place"})
_REPORT = report.FORM.entry
# A second answer in a row that cannot be used: offer a person instead of asking a third time.
PATIENCE = 2


@dataclass(frozen=True)
class _Said:
    """A reply with what becomes of the form: slots filled, and the field asked for (None closes it)."""

    reply: Reply
    asks: str | None
    values: dict[str, str | None] = field(default_factory=dict)
    missed: bool = False
    is_topic: bool = False


class Filling:
    """One message to an open form; no Action itself, since rasa-sdk registers every one it finds."""

    form: Form

    def name(self) -> str:
        """Rasa's name for the validation of a form."""
        return f"validate_{self.form.loop}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Events:
        """One reply."""
        if _has_replied(tracker):  # Rasa runs a form once more behind the action that opened it
            return []
        talk = _Talk(self.form, tracker, domain)
        said = talk.answer(step(talk.form, talk.understanding, talk.filled, talk.asked))
        closed = dict.fromkeys((item.name for item in self.form.fields), None)
        # The number looked up stays: what proves whose it is may follow.
        closed |= {name: said.values[name] for name in said.values.keys() & {"number"}}
        slots = said.values if said.asks else closed
        events = [SlotSet(self.form.slot(name), value) for name, value in slots.items()]
        events.append(SlotSet(_REQUESTED, self.form.slot(said.asks) if said.asks else None))
        if said.is_topic:
            return [*events, *give_topic(said.reply, dispatcher, tracker, domain, asked=talk.understanding.text)]
        private = private_as_shown(self.form, {**talk.filled, **said.values}, domain)
        reply = replace(said.reply, private=private)
        return [*give(reply, dispatcher, tracker, missed=said.missed), *events]


class _Talk:
    """What is known when a message comes to an open form, and what can be said to it."""

    def __init__(self, form: Form, tracker: Tracker, domain: Domain) -> None:
        about = FORMS.get(tracker.get_slot("entry") or "")
        self.form = about if about and about.name == form.name else form
        self.understanding: Understanding = without_pointing(understand(tracker), knowledge())
        self.filled = {item.name: value for item in form.fields if (value := tracker.get_slot(form.slot(item.name)))}
        self.asked = str(tracker.get_slot(_REQUESTED) or "").removeprefix(f"{form.name}_") or None
        self._misses = int(tracker.get_slot("misses") or 0)
        self._tracker, self._domain = tracker, domain

    def answer(self, taken: Step) -> _Said:
        """The reply to one step."""
        if self._names_a_place(taken) and is_elsewhere(self.understanding, knowledge()):
            return self._between(self._about(ELSEWHERE))
        if taken.kind == "aside":
            return self._aside()
        if taken.kind == "end":
            return _Said(self._reply(None, self._say("utter_form_cancelled")), None)
        if taken.kind == "submit":
            return _Said(submitted(self.form, self.filled, self._domain), None)
        return self._go_on(taken)

    def _names_a_place(self, taken: Step) -> bool:
        """What happened, or where; anything else that is all about another district."""
        is_about = self.understanding.probability(ELSEWHERE) >= CLEAR
        return self.form.name == "report" and bool(taken.values and (is_about or taken.values.keys() & _PLACED))

    def _go_on(self, taken: Step) -> _Said:
        now = {name: value for name, value in {**self.filled, **taken.values}.items() if value}
        reopened = next((name for name, value in taken.values.items() if value is None), None)
        asks = reopened or self.form.next(now)
        if asks is None:
            return _Said(submitted(self.form, now, self._domain), None, taken.values)
        notice = [self._own(taken.notice)] if taken.notice else []
        said = self._reply(asks, *notice, question(self.form, asks, now, self._domain))
        missed = bool(notice) and not taken.values
        return _Said(self._patient(said, missed), asks, taken.values, missed)

    def _aside(self) -> _Said:
        """What was asked in between, then the question again; another form takes the place of this one."""
        asks, again = self._again()
        answered = self._answered()
        if answered is None:
            return _Said(self._patient(self._reply(asks, self._own("not_understood"), again), True), asks, missed=True)
        if answered.look_up and self.form.reads_back:
            return self._between(answered)
        about = None if answered.look_up else FORMS.get(answered.entry or "")
        if about and about.name == self.form.name:
            return _Said(replace(self._reply(asks, again), entry=answered.entry), asks)
        takes_over = about and about.reads_back
        if takes_over or not self.form.reads_back:
            dropped = [Message("text", self._own("dropped"))] if self.form.reads_back else []
            return _Said(replace(answered, messages=[*dropped, *answered.messages]), None, is_topic=True)
        return self._between(answered)

    def _again(self) -> tuple[str, str]:
        """What is asked for, and the question."""
        asks = self.asked or self.form.next(self.filled) or CONFIRMED
        return asks, question(self.form, asks, self.filled, self._domain)

    def _between(self, answered: Reply) -> _Said:
        """Another reply, and the question again behind it."""
        asks, again = self._again()
        back = Message("text", self._say("utter_form_back", question=again))
        said = replace(answered, messages=[*answered.messages, back], form={"name": self.form.name, "asks": asks})
        return _Said(said, asks)

    def _answered(self) -> Reply | None:
        """The reply to what was said instead of a value; None when that is not clear."""
        text = self.understanding.text
        if self.form.name == progress.FORM.name and progress.OF_APPLICATIONS.search(text) and not asks(text):
            return self._about("apply.progress")
        if self.form.reads_back and (case := looked_up(text, in_free_text=self.asked in ANY_WORDS)):
            return look_up(case, text, self._domain)
        if self.form.why and asks_why(text):
            return self._about(self.form.why)
        if self.form is not report.FORM and turns_to_report(text) and self.understanding.probability(_REPORT) >= ASK:
            return self._about(_REPORT)
        answered = reply_to(self.understanding, self._tracker, knowledge(), self._domain)
        if answered.kind == "clarify" and answered.choices[0].entry in FORMS:
            return self._about(answered.choices[0].entry)
        return answered if answered.entry else None

    def _about(self, entry: str) -> Reply:
        return answer(Candidate(entry, None, 1.0), knowledge(), self._domain)

    def _reply(self, asks: str | None, *texts: str) -> Reply:
        offered = ["utter_suggest_confirm"] if asks == CONFIRMED else []
        offered += ["utter_suggest_cancel"] if asks else []
        return Reply(
            "form",
            self.form.entry,
            confidence=1.0,
            messages=[Message("text", text) for text in texts],
            form={"name": self.form.name, "asks": asks},
            suggestions=[self._say(name) for name in offered],
        )

    def _patient(self, said: Reply, missed: bool) -> Reply:
        if not missed or self._misses + 1 < PATIENCE:
            return said
        return replace(said, suggestions=[self._say("utter_suggest_human"), self._say("utter_suggest_cancel")])

    def _own(self, name: str) -> str:
        return self._say(f"utter_{self.form.name}_{name}")

    def _say(self, name: str, **values: object) -> str:
        return say(self._domain, name, **values)


class FillApplication(Filling, Action):
    """依申请公开."""

    form = application.FORM


class FillReport(Filling, Action):
    """反映问题."""

    form = report.FORM


class FillProgress(Filling, Action):
    """查进度."""

    form = progress.FORM


def _has_replied(tracker: Tracker) -> bool:
    """Whether something has been said since the citizen's last message."""
    said = next((event["event"] for event in reversed(tracker.events) if event["event"] in {"bot", "user"}), None)
    return said == "bot"
