"""Every script, spoken to the whole service on the trained model, on a real SQLite file."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.conversation.messages import Reply, Utterance
from tests.conversations.expectations import wrong
from tests.conversations.scripts import IN_ALL, KINDS, OF_A_KIND, Script, Turn, load_scripts

if TYPE_CHECKING:
    from bot.wiring import Service

pytestmark = [pytest.mark.conversations, pytest.mark.asyncio(loop_scope="session")]
CHANNEL = "script"


def _marked(script: Script) -> object:
    marks = [pytest.mark.xfail(reason=script.known, strict=True)] if script.known else []
    return pytest.param(script, id=script.id, marks=marks)


@pytest.mark.parametrize("script", [_marked(script) for script in load_scripts()])
async def test_a_conversation_goes_as_its_script_says(service: Service, script: Script) -> None:
    session, before, problems = uuid.uuid4().hex, None, []
    for number, turn in enumerate(script.turns, 1):
        text = _text_of(turn, before)
        utterance = Utterance(CHANNEL, session, f"{session}-{number}", text, script.page)
        reply = await service.conversation.handle(utterance)
        problems += [f"{number}. “{text}”: {problem}" for problem in wrong(turn, reply, before)]
        before = reply
    assert not problems, "\n" + "\n".join(problems)


def test_every_turn_does_one_thing_and_no_name_is_used_twice() -> None:
    scripts = load_scripts()
    assert len({script.id for script in scripts}) == len(scripts)
    for turn in (turn for script in scripts for turn in script.turns):
        done = [action for action in (turn.says, turn.taps, turn.takes_suggestion) if action is not None]
        assert len(done) == 1, turn


def test_every_kind_of_trouble_has_its_scripts() -> None:
    """The forms have theirs beside them; they are not counted here."""
    counted = Counter(script.kind for script in load_scripts() if script.kind != "forms")
    assert set(counted) == set(KINDS)
    assert min(counted.values()) >= OF_A_KIND, counted
    assert counted.total() >= IN_ALL


def _text_of(turn: Turn, before: Reply | None) -> str:
    """What the citizen's phone sends: typed words, or those of the button."""
    if turn.says is not None:
        return turn.says
    assert before is not None, "nothing to tap yet"
    if turn.taps is not None:
        assert len(before.choices) >= turn.taps, f"{len(before.choices)} choices to tap"
        return before.choices[turn.taps - 1].label
    assert turn.takes_suggestion is not None
    assert len(before.suggestions) >= turn.takes_suggestion, f"{len(before.suggestions)} suggestions to tap"
    return before.suggestions[turn.takes_suggestion - 1]
