"""The command line: `python -m bot <command>`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from bot import logs
from bot.assistant.quiet import quieten
from bot.cli.parser import Parser
from bot.cli.words import Failure, words
from bot.settings import SettingsError, load

# command → module and function in bot/cli; imported only when asked for, since Rasa takes seconds.
_COMMANDS = {
    "serve": ("serve", "run"), "train": ("train", "run"), "ask": ("ask", "run"), "check": ("check", "run"),
    "import": ("transfer", "run_import"), "export": ("transfer", "run_export"), "evaluate": ("evaluate", "run"),
    "doctor": ("doctor", "run"), "queue": ("queue", "run"),
    "wechat": ("wechat", "run"), "qr": ("qr", "run"),
    "withdraw": ("withdraw", "run_withdraw"), "restore": ("withdraw", "run_restore"),
}  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    root = Parser(prog="python -m bot", description=words()["program"])
    commands = root.add_subparsers(dest="command", required=True, metavar="command")
    made = {name: commands.add_parser(name, help=words()["commands"][name]) for name in _COMMANDS}
    made["train"].add_argument("--force", action="store_true")
    made["train"].add_argument("--accept", action="store_true")
    made["import"].add_argument("folder", nargs="?")
    made["import"].add_argument("--force", action="store_true")
    made["withdraw"].add_argument("ids", nargs="+", metavar="id")
    made["withdraw"].add_argument("--reason", required=True)
    made["restore"].add_argument("ids", nargs="+", metavar="id")
    made["export"].add_argument("folder", nargs="?")
    made["qr"].add_argument("ids", nargs="*", metavar="id")
    made["qr"].add_argument("--all", action="store_true")
    made["qr"].add_argument("--out", metavar="DIR", required=True)
    made["ask"].add_argument("text")
    made["ask"].add_argument("--page")
    made["ask"].add_argument("--explain", action="store_true")
    made["evaluate"].add_argument("file", help=words()["options"]["file"])
    made["evaluate"].add_argument("--server", metavar="URL", help=words()["options"]["server"])
    made["evaluate"].add_argument("--json", metavar="OUT", help=words()["options"]["json"])
    queue = made["queue"].add_subparsers(dest="what", required=True, metavar="list | show | answer")
    queue.add_parser("list").add_argument("--all", action="store_true")
    queue.add_parser("show").add_argument("number")
    answer = queue.add_parser("answer")
    answer.add_argument("number")
    answer.add_argument("text")
    wechat = made["wechat"].add_subparsers(dest="what", required=True, metavar="simulate | menu | doctor | waiting")
    wechat.add_parser("simulate").add_argument("--port", type=int, default=8081)
    wechat.add_parser("doctor")
    wechat.add_parser("waiting")
    menu = wechat.add_parser("menu")
    menu.add_argument("how", choices=("push", "pull", "check"))
    menu.add_argument("file")
    return root


def main(argv: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 something is wrong and said so, 2 unknown words on the command line, 3 see
    wiring.WORSE."""
    arguments = parser().parse_args(argv)
    try:
        settings = load()
        logs.set_up(settings.log_level)
        quieten()
        from bot.cli.failures import explained

        module, function = _COMMANDS[arguments.command]
        with explained():
            return int(getattr(importlib.import_module(f"bot.cli.{module}"), function)(settings, arguments))
    except SettingsError as error:
        print(str(words()["errors"]["settings"]).format(problems="\n".join(error.problems)), file=sys.stderr)
    except Failure as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


if __name__ == "__main__":
    sys.exit(main())
