"""argparse, which knows only English, made to say in Chinese what is wrong with a command line."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from bot.cli.words import words


class Parser(argparse.ArgumentParser):
    """Also the class of the parsers of its commands."""

    def error(self, message: str) -> NoReturn:
        """How to write it, what is wrong, and exit code 2."""
        self.print_usage(sys.stderr)
        print(in_chinese(message), file=sys.stderr)
        sys.exit(2)


def in_chinese(message: str) -> str:
    """The sentence of words.yml for argparse's own."""
    for pattern, sentence in words()["command_line"].items():
        if found := re.fullmatch(pattern, message, re.S):
            return str(sentence).format(*found.groups())
    return str(words()["command_line_unknown"])
