"""Which official account this is, and what WeChat lets it do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

CHANNEL = "wechat"
API_URL = "https://api.weixin.qq.com"
AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
ProfileName = Literal["service", "subscription", "unverified", "test"]


@dataclass(frozen=True)
class Profile:
    """`later`: customer-service messages; `links`: clickable choices in a text; `menu`, `qr`: those interfaces."""

    later: bool
    links: bool
    menu: bool
    qr: bool


# WeChat's table of interface permissions: an unverified account only answers passively.
PROFILES: dict[ProfileName, Profile] = {
    "service": Profile(later=True, links=True, menu=True, qr=True),
    "subscription": Profile(later=True, links=False, menu=True, qr=False),
    "unverified": Profile(later=False, links=False, menu=False, qr=False),
    "test": Profile(later=True, links=True, menu=True, qr=True),
}


@dataclass(frozen=True)
class Account:
    """`aes_key` "" means plain mode."""

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(default="", repr=False)
    profile: ProfileName = "service"
    api_url: str = API_URL

    @property
    def may(self) -> Profile:
        """What this kind of account may do."""
        return PROFILES[self.profile]
