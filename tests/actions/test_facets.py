"""The facet that the words name, where the model leaves it open."""

from __future__ import annotations

import pytest

from actions.facets import asked_next, told


@pytest.mark.parametrize(
    "text",
    [
        "占道要怎么办理",
        "如何办理挖路许可",
        "夜间施工证明的办理流程",
        "砍树怎么个申请法",
        "绿地临时占用怎么走",
        "一步步讲给我",
    ],
)
def test_who_asks_for_the_steps_is_told_them(text: str) -> None:
    assert told(text, "overview") == "process"


@pytest.mark.parametrize(
    "text", ["占道怎么办", "挖路怎么弄", "砍树怎么申请", "要跟你们报吗，怎么办理", "排水证怎么个办法"]
)
def test_who_asks_what_to_do_or_whether_at_all_gets_the_overview(text: str) -> None:
    assert told(text, "overview") is None


def test_what_the_model_hears_besides_stays() -> None:
    assert told("网上怎么办理", "online") is None
    assert told("办理流程要几天", "time") is None


@pytest.mark.parametrize("text", ["这条路让不让挖", "个人可以申请占道吗"])
def test_whether_one_may_is_a_condition(text: str) -> None:
    assert told(text, "overview") == "conditions"


@pytest.mark.parametrize("text", ["换店招要找你们批吗", "拉横幅要不要先报批"])
def test_whether_one_has_to_is_the_overview(text: str) -> None:
    assert told(text, "conditions") == "overview"
    assert told("能按临时占用批吗", "conditions") is None


def test_after_the_guide_as_a_whole_any_how_asks_for_the_steps() -> None:
    assert asked_next("怎么弄", "overview") == "process"
    assert asked_next("怎么弄", "fee") == "fee"
    assert asked_next("说说看", "overview") == "overview"
