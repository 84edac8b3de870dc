"""Which topic to answer, when to ask back, when to hand over. Pure: understanding + context → decision.

ANSWER is read off the risk-coverage curve of the development questions (docs/quality.md): the lowest confidence from
which on 98.5 % of the answers are right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from actions.emergencies import EMERGENCIES
from actions.understanding import DIALOGUE, Ranked, Reading, Understanding
from bot.library.search.search import Hit
from bot.nlu.wanted_readings import CLEAR
from bot.text.correction import asks_the_same

ANSWER = 0.58
ASK = 0.16
# A choice less likely than this is not worth offering.
OFFER = 0.06
# Missing an emergency costs more than a wrong number given: answered from here, mentioned from WARN.
EMERGENCY = 0.25
WARN = 0.1
# A further ask in the same message is answered only when it is this clear by itself.
FURTHER = 0.8
# A published entry the model was not trained on is found by search alone.
FOUND = 0.9
FACET = 0.45
# One word of so many characters is a subject, not yet a question (垃圾, 申请), unless an entry is called just that.
ONE_WORD = 2
CALLED_THAT = 0.98
# Small talk by the model, yet maybe a question.
_NO_MATTER = "chat.out-of-scope"
# What one word is enough for.
_ENOUGH = ("chat.", "hotline.human", "org.")


@dataclass(frozen=True)
class Candidate:
    """A topic, the facet asked for when it is a guide, and how sure that is."""

    entry: str
    facet: str | None
    probability: float


@dataclass(frozen=True)
class Context:
    """What the conversation is about so far."""

    entry: str | None = None
    facet: str | None = None


@dataclass(frozen=True)
class Decision:
    """`candidates` best first: one to answer, two or three to ask between, none when unsure."""

    band: Literal["answer", "ask", "unsure"]
    candidates: list[Candidate]
    further: list[Candidate] = field(default_factory=list)
    warning: str | None = None


def decide(
    understanding: Understanding,
    context: Context,
    hits: list[Hit],
    is_known: Callable[[str], bool],
) -> Decision:
    """`is_known` tells whether an entry may be answered from today; topics without an entry are passed over."""
    emergency, danger = _danger(understanding)
    if emergency and danger >= EMERGENCY:
        return Decision("answer", [Candidate(emergency.name, None, danger)])
    ranked = _fuse(_best_reading(understanding, context), hits, is_known)
    decision = _band(ranked, understanding, context)
    is_about_same = ranked.leaned and [candidate.entry for candidate in decision.candidates] == [context.entry]
    if not is_about_same and _is_subject_alone(understanding.text, decision, hits):
        decision = _ask_about(ranked, hits, is_known)
    warning = emergency.name if emergency and danger >= WARN else None
    return Decision(decision.band, decision.candidates, _further(understanding, decision, is_known), warning)


def ranking(
    understanding: Understanding, context: Context, hits: list[Hit], is_known: Callable[[str], bool]
) -> list[Ranked]:
    """What the bands look at: the model's and search's topics, best first; bench.thresholds reads the bands off it."""
    return _fuse(_best_reading(understanding, context), hits, is_known).topics


def _danger(understanding: Understanding) -> tuple[Ranked | None, float]:
    """The likeliest emergency, and how likely there is one, in the message or in one clause of it."""
    heard = [understanding.topics]
    heard += [reading.topics for reading in understanding.readings if reading.kind == "clause"]
    dangers = [[topic for topic in topics if topic.name in EMERGENCIES] for topics in heard]
    worst = max(dangers, key=lambda found: sum(topic.probability for topic in found))
    likeliest = max(worst, key=lambda topic: topic.probability, default=None)
    return likeliest, sum(topic.probability for topic in worst)


def _is_subject_alone(text: str, decision: Decision, hits: list[Hit]) -> bool:
    is_named = any(hit.closeness >= CALLED_THAT for hit in hits[:1])
    is_enough = decision.band != "answer" or decision.candidates[0].entry.startswith(_ENOUGH)
    return len(text) <= ONE_WORD and not is_named and not is_enough


def _ask_about(read: _Read, hits: list[Hit], is_known: Callable[[str], bool]) -> Decision:
    """What has to do with the word: the model's topics, then what search finds; no small talk."""
    likely = [topic.name for topic in read.topics if topic.probability >= OFFER]
    names = list(dict.fromkeys([*likely, *(hit.entry for hit in hits if is_known(hit.entry))]))
    offered = [name for name in names if not name.startswith("chat.")][:3]
    return Decision("ask", [Candidate(name, None, _probability(name, read.topics)) for name in offered])


def _probability(name: str, topics: list[Ranked]) -> float:
    return next((topic.probability for topic in topics if topic.name == name), 0.0)


@dataclass(frozen=True)
class _Read:
    topics: list[Ranked]
    facets: list[Ranked]
    leaned: bool = False


def _best_reading(understanding: Understanding, context: Context) -> _Read:
    """The correction when there is one; the message with what was said before when alone it says too little."""
    corrected, in_context = understanding.reading("corrected"), understanding.reading("in_context")
    if corrected and in_context and _corrects_facet(corrected, in_context, context):
        return _Read(in_context.topics, corrected.facets, leaned=True)
    if corrected and _top(corrected.topics) >= ASK:
        return _Read(corrected.topics, _asked_anew(corrected.facets or understanding.facets, context), leaned=True)
    same = asks_the_same(understanding.text)
    facets = _asked_anew(understanding.facets, context) if same else understanding.facets
    alone = [topic for topic in understanding.topics if topic.name not in DIALOGUE]
    if _talk(alone) >= ANSWER:
        return _Read(understanding.topics, facets)
    if in_context and _top(alone) < CLEAR:
        if _asks_on(understanding.facets, in_context, context):
            return _Read(in_context.topics, facets, leaned=True)
        return _Read(_mixed(alone, in_context.topics), facets, leaned=True)
    return _Read(understanding.topics, facets, leaned=same)


def _talk(topics: list[Ranked]) -> float:
    """How sure it is that this is small talk, of whatever kind: 算了，不问了 ends or begins anew, and asks nothing."""
    likeliest = topics[0].name if topics else ""
    kinds = [topic for topic in topics if topic.name.startswith("chat.") and topic.name != _NO_MATTER]
    return sum(topic.probability for topic in kinds) if likeliest in {kind.name for kind in kinds} else 0.0


def _corrects_facet(corrected: Reading, in_context: Reading, context: Context) -> bool:
    """不是问材料，是问多久: the guide stays, only what is asked about it was wrong."""
    names_another = _top(corrected.topics) >= ANSWER and corrected.topics[0].name.startswith("guide.")
    about_same = bool(in_context.topics) and in_context.topics[0].name == context.entry
    facet = corrected.facets[0] if corrected.facets and context.facet else None
    is_clear = facet is not None and facet.name != "overview" and facet.probability >= FURTHER
    return is_clear and about_same and not names_another


def _asks_on(facets: list[Ranked], in_context: Reading, context: Context) -> bool:
    """多久 after a guide: names a facet and no matter, and read together it is about the same guide."""
    names_facet = bool(facets) and facets[0].name != "overview" and facets[0].probability >= FURTHER
    top = in_context.topics[0] if in_context.topics else None
    return bool(context.facet and names_facet and top and top.name == context.entry and top.probability >= CLEAR)


def _asked_anew(facets: list[Ranked], context: Context) -> list[Ranked]:
    """None when the words name another matter and leave what was asked about the last one standing."""
    return [] if context.facet and (not facets or facets[0].name == "overview") else facets


def _mixed(alone: list[Ranked], in_context: list[Ranked]) -> list[Ranked]:
    """What the message says by itself counts as much as it is sure; the rest is what it says after the last one."""
    sure = _top(alone)
    shares = {topic.name: sure * topic.probability for topic in alone}
    for topic in in_context:
        shares[topic.name] = shares.get(topic.name, 0.0) + (1 - sure) * topic.probability
    return sorted((Ranked(name, share) for name, share in shares.items()), key=lambda topic: -topic.probability)


def _top(topics: list[Ranked]) -> float:
    return topics[0].probability if topics else 0.0


def _fuse(read: _Read, hits: list[Hit], is_known: Callable[[str], bool]) -> _Read:
    """The model's topics, with entries it was never trained on where search is sure of them."""
    topics = [topic for topic in _without_dialogue(read.topics) if is_known(topic.name)]
    named = {topic.name for topic in read.topics}
    enough = max(FOUND, _top(topics))
    found = [
        Ranked(hit.entry, hit.probability)
        for hit in hits
        if hit.entry not in named and hit.probability >= enough and is_known(hit.entry)
    ]
    merged = sorted([*topics, *found], key=lambda topic: -topic.probability)
    return _Read(merged, read.facets, read.leaned)


def _without_dialogue(topics: list[Ranked]) -> list[Ranked]:
    """Topics alone: an action that asks for them has ruled talk about the talk out, so its share goes to the rest."""
    spoken = sum(topic.probability for topic in topics if topic.name in DIALOGUE)
    rest = max(1.0 - spoken, 0.05)
    return [Ranked(topic.name, min(topic.probability / rest, 1.0)) for topic in topics if topic.name not in DIALOGUE]


def _band(read: _Read, understanding: Understanding, context: Context) -> Decision:
    candidates = [
        Candidate(topic.name, facet_of(topic.name, read.facets, context, read.leaned), topic.probability)
        for topic in read.topics
    ]
    best = _top(read.topics)
    if best >= ANSWER or _talk(read.topics) >= ANSWER:
        return Decision("answer", candidates[:1])
    # Small talk is no choice to offer: it is answered when it is the likeliest and there is nothing to ask between.
    matters = [candidate for candidate in candidates if not candidate.entry.startswith("chat.")]
    offered = [candidate for candidate in matters if candidate.probability >= OFFER][:3]
    if best >= ASK and len(offered) < 2 and candidates[0] not in matters:
        return Decision("answer", candidates[:1])
    if best >= ASK and len(offered) > 1:
        return Decision("ask", offered)
    return Decision("unsure", offered)


def facet_of(entry: str, facets: list[Ranked], context: Context, leaned: bool = False) -> str | None:
    """The facet asked for; in a correction or an elliptical message an unclear one stays as it was."""
    if not entry.startswith("guide."):
        return None
    if facets and facets[0].probability >= FACET:
        return facets[0].name
    if leaned and context.facet:
        return context.facet
    return facets[0].name if facets else "overview"


def _further(understanding: Understanding, decision: Decision, is_known: Callable[[str], bool]) -> list[Candidate]:
    """Other facets and topics asked for piece by piece, when the whole message has an answer."""
    if decision.band != "answer":
        return []
    main = decision.candidates[0]
    return [*_further_facets(understanding, main), *_further_topics(understanding, main, is_known)]


def _further_facets(understanding: Understanding, main: Candidate) -> list[Candidate]:
    """Of the same matter: 要带什么材料，收费吗."""
    found = {main.facet: main}
    for reading in understanding.readings:
        if reading.kind not in {"clause", "part"} or not reading.facets:
            continue
        own_topic = {topic.name for topic in reading.topics[:1] if topic.probability >= FURTHER}
        facet = reading.facets[0]
        if facet.probability >= FURTHER and facet.name != "overview" and own_topic <= {main.entry, "ask_facet"}:
            found.setdefault(facet.name, Candidate(main.entry, facet.name, facet.probability))
    return list(found.values())[1:]


def _further_topics(understanding: Understanding, main: Candidate, is_known: Callable[[str], bool]) -> list[Candidate]:
    seen = {main.entry}
    found = []
    for reading in understanding.readings:
        top = reading.topics[0] if reading.kind == "clause" and reading.topics else None
        if top and top.probability >= FURTHER and top.name not in seen | DIALOGUE and is_known(top.name):
            seen.add(top.name)
            found.append(Candidate(top.name, facet_of(top.name, reading.facets, Context()), top.probability))
    return [candidate for candidate in found if not candidate.entry.startswith(("chat.", "route."))]
