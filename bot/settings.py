"""Every setting, and the only reader of the environment.

A setting is a field of `Settings`; its environment variable is `BOT_` and the field's name in capitals. A line in
`.env` counts where the environment is silent, and an empty value means the default. docs/settings.md lists the same.
"""

from __future__ import annotations

import base64
import difflib
import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "BOT_"
LOG_LEVELS = ("debug", "info", "warning", "error")
KEY_BYTES = 32
DATABASE_SCHEMES = ("sqlite:///", "postgresql://")

_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?")
Parser = Callable[[str], Any]


class SettingsError(Exception):
    """Something in the environment or in `.env` cannot be used; `problems` holds one Chinese sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def text(raw: str) -> str:
    return raw


def integer(low: int, high: int) -> Parser:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"应是 {low} 到 {high} 之间的整数")
        return int(raw)

    return parse


def flag(raw: str) -> bool:
    if raw.lower() not in ("0", "1", "true", "false", "yes", "no"):
        raise ValueError("应是 1（开）或 0（关）")
    return raw.lower() in ("1", "true", "yes")


def one_of(*allowed: str) -> Parser:
    def parse(raw: str) -> str:
        if raw.lower() not in allowed:
            raise ValueError(f"应是 {'、'.join(allowed)} 之一")
        return raw.lower()

    return parse


def ticket_prefix(raw: str) -> str:
    if not (raw.isascii() and raw.isalpha() and raw.isupper() and len(raw) <= 4):
        raise ValueError("应是 1 到 4 个大写字母")
    return raw


def database_url(raw: str) -> str:
    if not raw.startswith(DATABASE_SCHEMES):
        raise ValueError(f"应以 {' 或 '.join(DATABASE_SCHEMES)} 开头")
    if raw.rstrip("/") == "sqlite:":
        raise ValueError("后面要写文件，如 sqlite:///data/bot.db")
    try:
        urlsplit(raw).port  # noqa: B018 - reading it is the check
    except ValueError:
        raise ValueError("端口应是数字；密码里有 / @ : 等符号的，要写成 %2F %40 %3A") from None
    return raw


def web_address(raw: str) -> str:
    parts = urlsplit(raw)
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc) or not bare:
        raise ValueError("应是 http:// 或 https:// 加上域名，后面不写路径")
    return raw.rstrip("/")


def networks(raw: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in raw.split(",") if part.strip())
    try:
        return tuple(str(ipaddress.ip_network(part)) for part in parts)
    except ValueError:
        raise ValueError("应是用逗号隔开的 IP 地址或网段") from None


def secret_keys(raw: str) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in raw.split(",") if part.strip())
    try:
        if any(len(base64.b64decode(key, altchars=b"-_")) != KEY_BYTES for key in keys):
            raise ValueError
    except ValueError:  # binascii.Error is one
        raise ValueError("应是 head -c 32 /dev/urandom | base64 打印的那种 44 个字符，几个密钥之间用逗号隔开") from None
    return keys


def aes_key(raw: str) -> str:
    if not (raw.isascii() and raw.isalnum() and len(raw) == 43):
        raise ValueError("应是公众平台上 43 个字母和数字")
    return raw


def setting(default: Any, parse: Parser, sentence: str, *, secret: bool = False) -> Any:
    """A row of the table; the value of a `secret` is neither printed nor quoted in a problem."""
    return field(default=default, repr=not secret, metadata={"parse": parse, "sentence": sentence, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """The values in force. Paths are relative to the folder the program was started in."""

    host: str = setting("127.0.0.1", text, "监听的地址；要让其他机器访问，设为 0.0.0.0。")
    port: int = setting(8080, integer(1, 65535), "监听的端口。")
    data_dir: Path = setting(Path("data"), Path, "存放数据库等运行数据的文件夹，备份时备份它。")
    database_url: str = setting(
        "",
        database_url,
        "数据库地址，以 sqlite:/// 或 postgresql:// 开头；留空则用数据文件夹里的 bot.db。",
        secret=True,
    )
    secret_key: tuple[str, ...] = setting(
        (),
        secret_keys,
        "加密个人信息和对话的密钥，几个用逗号隔开，第一个用来加密；留空则用数据文件夹里的 secret.key。",
        secret=True,
    )
    knowledge_dir: Path = setting(Path("knowledge"), Path, "知识文件所在的文件夹；换一个单位使用时换掉它。")
    model_dir: Path = setting(Path("models"), Path, "训练好的模型所在的文件夹。")
    rate_limit_per_minute: int = setting(
        120, integer(0, 100_000), "同一会话每分钟最多可发的消息数，同一地址是它的 20 倍；0 表示不限。"
    )
    trusted_proxies: tuple[str, ...] = setting(
        (), networks, "反向代理的 IP 地址或网段，用逗号隔开；只有它们转告的访客地址才可信。"
    )
    max_streams_per_session: int = setting(10, integer(0, 1000), "同一会话最多同时等候后续消息的连接数；0 表示不限。")
    max_streams_per_address: int = setting(
        200, integer(0, 100_000), "同一地址最多同时等候后续消息的连接数；0 表示不限。"
    )
    max_turns: int = setting(100, integer(1, 10_000), "同时处理的消息数；超过时请市民稍候再发。")
    max_text_length: int = setting(2000, integer(100, 20_000), "一条消息最多可写的字数。")
    turn_timeout_seconds: int = setting(10, integer(1, 120), "等回答的最长秒数；超过后先告知市民稍候，答案随后送达。")
    public_url: str = setting(
        "",
        web_address,
        "市民打开的网址，如 https://zwgk.example.gov.cn，写进二维码、分享链接和公众号消息；留空则用访问时的地址。",
    )
    ticket_prefix: str = setting("JA", ticket_prefix, "工单号开头的大写字母。")
    wechat_app_id: str = setting("", text, "公众号的 AppID；留空则不接公众号。")
    wechat_app_secret: str = setting("", text, "公众号的 AppSecret，用来发送晚到的答复。", secret=True)
    wechat_token: str = setting("", text, "在公众平台“服务器配置”里填的令牌（Token）。", secret=True)
    wechat_aes_key: str = setting(
        "", aes_key, "“服务器配置”里 43 个字符的消息加解密密钥；留空则为明文模式。", secret=True
    )
    wechat_account: str = setting(
        "service",
        one_of("service", "subscription", "unverified", "test"),
        "账号类型：service（已认证服务号）、subscription（已认证订阅号）、unverified（未认证）或 test（测试号）。",
    )
    wechat_api_url: str = setting(
        "https://api.weixin.qq.com", web_address, "微信接口的地址；只在用本机的模拟微信时改。"
    )
    explain: bool = setting(False, flag, "是否允许用 ?explain=1 查看判断依据；只在开发时打开。")
    log_level: str = setting("info", one_of(*LOG_LEVELS), "日志的详细程度：debug、info、warning 或 error。")

    @property
    def store_url(self) -> str:
        """The database in use: `sqlite:///path` or `postgresql://user:password@host/name`."""
        return self.database_url or f"sqlite:///{self.data_dir / 'bot.db'}"


def variable(row: Field[Any]) -> str:
    """The environment variable of a row: `port` → `BOT_PORT`."""
    return PREFIX + row.name.upper()


def load(environ: Mapping[str, str] | None = None, dotenv_path: Path | None = Path(".env")) -> Settings:
    """The settings in force; raises `SettingsError` with every problem found, not only the first."""
    problems: list[str] = []
    given = read_dotenv(dotenv_path, problems) | dict(os.environ if environ is None else environ)
    rows = {variable(row): row for row in fields(Settings)}
    values: dict[str, Any] = {}
    for name, raw in sorted(given.items()):
        if name in rows:
            parse_into(values, rows[name], raw.strip(), problems)
        elif name.startswith(PREFIX):
            problems.append(unknown(name, list(rows)))
    if problems:
        raise SettingsError(problems)
    return Settings(**values)


def environment(settings: Settings) -> dict[str, str]:
    """The environment for a process of our own that shall use the same settings."""
    given = {row.name: getattr(settings, row.name) for row in fields(Settings)}
    written = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in given.items()}
    flags = {name: int(value) if isinstance(value, bool) else value for name, value in written.items()}
    return {**os.environ, **{PREFIX + name.upper(): str(value) for name, value in flags.items()}}


def parse_into(values: dict[str, Any], row: Field[Any], raw: str, problems: list[str]) -> None:
    if not raw:
        return
    try:
        values[row.name] = row.metadata["parse"](raw)
    except ValueError as error:
        shown = "" if row.metadata["secret"] else f"“{raw}”"
        problems.append(f"{variable(row)} 的值{shown}不能用：{error}。")


def unknown(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"是不是 {close[0]}？" if close else "全部设置见 docs/settings.md。"
    return f"没有 {name} 这个设置，{hint}"


def read_dotenv(path: Path | None, problems: list[str]) -> dict[str, str]:
    """The `NAME=value` lines of a file; blank lines and lines that start with # are left out."""
    found: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if path and path.is_file() else []
    for number, line in enumerate(lines, start=1):
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if not name.strip() or name.startswith("#"):
            continue
        if not equals:
            problems.append(f"{path} 第 {number} 行读不懂，应写成“名称=值”。")
        found[name.strip()] = value.strip().strip("\"'")
    return found
