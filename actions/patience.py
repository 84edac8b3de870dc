"""When two turns in a row did not help, or somebody is angry: a person is offered, instead of the same again."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions.words import Domain, say
from bot.conversation.messages import Choice, Message, Reply

# A second miss in a row is one too many.
PATIENCE = 2
ANGER = "chat.abuse"
OUT_OF_SCOPE = "chat.out-of-scope"
_HUMAN = "hotline.human"
# Two readings and the way out of them.
_READINGS = 2


def helps_not(reply: Reply) -> bool:
    """Whether the reply leaves the citizen where they were: asked back, handed over, or told that it is not for us."""
    return reply.kind in {"clarify", "handoff"} or reply.entry in {OUT_OF_SCOPE, ANGER}


def patient(reply: Reply, tracker: Tracker, domain: Domain, *, missed: bool = False) -> Reply:
    """The reply, with a person offered where that is due. `tracker` counts the misses before it; `missed` tells that it
    is one itself although one cannot see it."""
    if reply.kind == "handoff" or _is_offered(reply) or not (missed or helps_not(reply)):
        return reply
    is_second = int(tracker.get_slot("misses") or 0) + 1 >= PATIENCE
    if reply.kind == "clarify":
        return _as_a_choice(reply, domain) if is_second else reply
    if reply.entry == ANGER:
        return offer(reply, domain)
    return offer(replace(reply, messages=[]), domain, "utter_offer_person_instead") if is_second else reply


def _is_offered(reply: Reply) -> bool:
    return any(choice.entry == _HUMAN for choice in reply.choices)


def offer(reply: Reply, domain: Domain, response: str = "utter_offer_person") -> Reply:
    """The reply with one short sentence behind it, and 转人工 on the table: 好的 takes it."""
    human = say(domain, "utter_choice_human")
    others = [label for label in reply.suggestions if label != human]
    return replace(
        reply,
        messages=[*reply.messages, Message("text", say(domain, response))],
        choices=[Choice(_HUMAN, None, human)],
        suggestions=[human, *others][:3],
    )


def _as_a_choice(reply: Reply, domain: Domain) -> Reply:
    """Asked back once more: a person is among what can be picked."""
    human = Choice(_HUMAN, None, say(domain, "utter_choice_human"))
    choices = [*[choice for choice in reply.choices if choice.entry != _HUMAN][:_READINGS], human]
    lines = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))
    text = Message("text", say(domain, "utter_clarify_or_person", choices=lines))
    return replace(reply, choices=choices, messages=[*reply.messages[:-1], text])
