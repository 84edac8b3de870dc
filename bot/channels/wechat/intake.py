"""What a push asks for: a turn, a sentence of our own, nothing; and what is to be remembered or forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.wechat.push import Push
from bot.conversation.delivery import Trigger
from bot.conversation.text import is_blank

SCENE_OF_PAGE = "d:"
SCENE_AT_FOLLOWING = "qrscene_"
FORGETTING = ("user_authorization_revoke", "user_authorization_cancellation")
MENU = (
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
)
ASKED_FOR_TEXT = {
    "voice": "voice", "image": "picture", "video": "picture", "shortvideo": "picture", "file": "picture",
    "link": "link",
}  # fmt: skip

PageTitleOf = Callable[[str], str | None]


@dataclass(frozen=True)
class Intake:
    """`say`: a citizen's words for a turn. `tell`: a sentence of words.yml, with `title` for its place. `page`: where
    they come from. `forget`: their data must go. `trigger`: the window it opens."""

    say: str | None = None
    tell: str | None = None
    title: str = ""
    page: str | None = None
    forget: bool = False
    trigger: Trigger | None = None


def take(push: Push, title_of: PageTitleOf, max_length: int) -> Intake:
    """Pure; what is not known is acknowledged."""
    return _event(push, title_of, max_length) if push.is_event else _message(push, max_length)


def _message(push: Push, max_length: int) -> Intake:
    said = _words_of(push)
    if said is None:
        return Intake(tell=ASKED_FOR_TEXT.get(push.kind, "unknown"), trigger="message")
    if is_blank(said):
        return Intake(tell=ASKED_FOR_TEXT.get(push.kind, "empty"), trigger="message")
    return Intake(say=said[:max_length], trigger="message")


def _words_of(push: Push) -> str | None:
    """Text; what WeChat heard in a voice, where it still does; the name of a place, else its coordinates."""
    if push.kind == "text":
        return push.text("Content")
    if push.kind == "voice":
        return push.text("Recognition")
    if push.kind == "location":
        coordinates = f"{push.text('Location_X')},{push.text('Location_Y')}"
        return push.text("Label", "Poiname") or (coordinates if len(coordinates) > 1 else "")
    return None


def _event(push: Push, title_of: PageTitleOf, max_length: int) -> Intake:
    scene = push.text("EventKey").removeprefix(SCENE_AT_FOLLOWING)
    if push.kind == "subscribe":
        return _from_page(scene, title_of, "subscribe") or Intake(tell="welcome", trigger="subscribe")
    if push.kind == "scan":
        return _from_page(scene, title_of, "scan") or Intake(trigger="scan")
    if push.kind == "click":
        said = push.text("EventKey")
        return Intake(say=said[:max_length] or None, trigger="menu")
    return Intake(forget=push.kind in FORGETTING, trigger="menu" if push.kind in MENU else None)


def _from_page(scene: str, title_of: PageTitleOf, trigger: Trigger) -> Intake | None:
    page = scene.removeprefix(SCENE_OF_PAGE)
    title = title_of(page) if scene.startswith(SCENE_OF_PAGE) else None
    return Intake(tell="page", title=title, page=page, trigger=trigger) if title else None
