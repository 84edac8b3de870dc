"""Messages without Chinese: pinyin is asked back by its sound, another language is answered in it, a person offered."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.decision import Candidate, Decision
from actions.emergencies import EMERGENCIES
from actions.patience import OUT_OF_SCOPE, offer
from actions.reply import clarify
from actions.runtime import Knowledge
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply

_CHINESE = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[A-Za-z]{2,}")
# Fewer words (ok, wifi) say too little; so do fewer syllables to be a question of their own.
_WORDS, _SYLLABLES = 2, 3
# Less alike than this, or than this share of the best, a wording is no guess worth offering, except beside the best.
ALIKE, _BESIDE = 0.3, 0.5
_CHOICES = 3


def reply_to_foreign(text: str, decision: Decision, known: Knowledge, domain: Domain) -> Reply | None:
    """None when there is Chinese in it, too little of anything, or the words are understood as they are (hello)."""
    if _CHINESE.search(text) or _is_understood(decision):
        return None
    heard = known.search.sounds.syllables_of(text)
    if heard:
        return _by_sound(heard, known, domain)
    return _kindly("utter_in_english", domain) if len(_WORD.findall(text)) >= _WORDS else None


def _is_understood(decision: Decision) -> bool:
    return decision.band == "answer" and decision.candidates[0].entry != OUT_OF_SCOPE


def _by_sound(heard: tuple[str, ...], known: Knowledge, domain: Domain) -> Reply:
    found = known.search.sounds.find(heard, _CHOICES)
    if len(found) < 2 or len(heard) < _SYLLABLES or found[0][1] < ALIKE:
        return _kindly("utter_in_pinyin", domain)
    offered = found[:2] + [other for other in found[2:] if other[1] >= _BESIDE * found[0][1]]
    asked = clarify([Candidate(entry, None, likeness) for entry, likeness in offered], known, domain)
    lines = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(asked.choices, 1))
    text = Message("text", say(domain, "utter_pinyin_choices", choices=lines))
    return replace(asked, messages=[*_dangers([choice.entry for choice in asked.choices], known, domain), text])


def _dangers(entries: list[str], known: Knowledge, domain: Domain) -> list[Message]:
    """The numbers to call first when one of the guesses is an emergency."""
    found = [known.library.get(entry) for entry in entries if entry in EMERGENCIES]
    phones = dict.fromkeys(entry.route.phone for entry in found if entry and entry.route and entry.route.phone)
    return [Message("text", say(domain, "utter_emergency_first", phone="、".join(phones)))] if phones else []


def _kindly(response: str, domain: Domain) -> Reply:
    return replace(offer(Reply("chat", OUT_OF_SCOPE), domain, response), confidence=1.0)
