"""Opens a form: every reply whose topic is one becomes its first question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.decision import Candidate
from actions.elsewhere import ELSEWHERE, is_elsewhere
from actions.forms import application, progress, report
from actions.forms.form import CONFIRMED, Form, Wrong, take_as_written
from actions.forms.problems import problems
from actions.forms.submit import submitted
from actions.memory import Events, give
from actions.reply import answer
from actions.runtime import knowledge
from actions.understanding import Understanding, understand
from actions.words import Domain, say
from bot.conversation.mask import masked
from bot.conversation.messages import Message, Reply

FORMS: Mapping[str, Form] = {
    application.FORM.entry: application.FORM,
    report.FORM.entry: report.FORM,
    **{entry: replace(progress.FORM, entry=entry) for entry in progress.ENTRIES},
}
# So many characters of a value are read back.
_LONG = 120
# 我要投诉: the wish to report, and nothing yet to report.
_WISH_ALONE = re.compile(
    "^(?:我|你好|您好|请问|要|想|来|在这|帮我|给我|打算|准备|，|,)*(?:反映|投诉|举报|上报|报修?|反应)(?:一?[个下些件]|点)*(?:城市管理|市容)?(?:的?问题|情况|事情?|线索)?[。.!！吧]*$"
)


def give_topic(
    reply: Reply,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: Domain,
    asked: str | None = None,
    *,
    told: bool = True,
) -> Events:
    """Give a reply about a topic (see memory.give); when the topic is a form, open it.

    `told` is False for a message that only picks a choice (是的, 第一个): it answers no question of the form.
    """
    form = FORMS.get(reply.entry or "")
    if form is None or reply.look_up or reply.kind == "clarify":
        return give(reply, dispatcher, tracker, asked)
    if form is report.FORM and is_elsewhere(understand(tracker), knowledge()):
        return give(answer(Candidate(ELSEWHERE, None, 1.0), knowledge(), domain), dispatcher, tracker, asked)
    opened, events = _opened(form, reply, understand(tracker) if told else None, domain)
    return [*give(opened, dispatcher, tracker, asked), *events]


def _opened(form: Form, reply: Reply, understanding: Understanding | None, domain: Domain) -> tuple[Reply, Events]:
    """The reply with the first question behind it, and the events that open the form."""
    filled, wrong = _said_already(form, understanding) if understanding else ({}, None)
    asks = form.next(filled)
    if asks is None:
        return submitted(form, filled, domain), [SlotSet(form.slot(name), value) for name, value in filled.items()]
    notice = [say(domain, f"utter_{form.name}_{wrong.why}")] if wrong else []
    opened = replace(
        reply,
        kind="form",
        messages=[
            *reply.messages,
            *(Message("text", text) for text in (*notice, question(form, asks, filled, domain))),
        ],
        form={"name": form.name, "asks": asks},
        private=private_as_shown(form, filled, domain),
        suggestions=[say(domain, "utter_suggest_cancel")],
    )
    slots = [SlotSet(form.slot(item.name), filled.get(item.name)) for item in form.fields]
    return opened, [*slots, ActiveLoop(form.loop), SlotSet("requested_slot", form.slot(asks))]


def question(form: Form, asks: str, filled: Mapping[str, str], domain: Domain) -> str:
    """What is asked next; at the end everything read back."""
    if asks != CONFIRMED:
        return say(domain, f"utter_{form.name}_asks_{asks}")
    lines = "\n".join(
        f"{say(domain, f'utter_{form.name}_label_{item.name}')}：{_shown(filled[item.name], domain)}"
        for item in form.asked_for(filled)
    )
    return say(domain, "utter_form_read_back", lines=lines)


def private_as_shown(form: Form, filled: Mapping[str, str | None], domain: Domain) -> list[str]:
    """What only the citizen may read back: no store keeps it."""
    return [_shown(value, domain) for item in form.fields if item.is_private and (value := filled.get(item.name))]


def _shown(value: str, domain: Domain) -> str:
    """Masked, and the beginning of what is long; all of it is kept."""
    shown = masked(value)
    if len(shown) <= _LONG:
        return shown
    return say(domain, "utter_form_shortened", start=shown[:_LONG], length=len(value))


def _said_already(form: Form, understanding: Understanding) -> tuple[dict[str, str], Wrong | None]:
    taken = take_as_written(form, understanding, {}, None)
    filled = dict(taken.values)
    if form.name == "report" and not _WISH_ALONE.match(understanding.text):
        filled["problem"] = "\n".join(problems(understanding)) or understanding.written.strip()
    return filled, taken.wrong
