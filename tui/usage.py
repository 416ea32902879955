"""The command line's own language: argparse speaks English, this one Chinese.

Every message of argparse passes through its `_` and `ngettext`; both are replaced by a table, once, on import.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from typing import TYPE_CHECKING, NoReturn

from tui.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "optional arguments": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示本说明",
    "the following arguments are required: %s": "缺少参数 %s",
    "unrecognized arguments: %s": "不认识的参数 %s",
    "one of the arguments %s is required": "%s 中必须给出一个",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "不需要值，却给了 %s",
    "invalid %(type)s value: %(value)r": "%(value)s 不是合适的值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "expected one argument": "后面要跟一个值",
    "expected at most one argument": "后面最多跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "unexpected option string: %s": "不认识的选项 %s",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "default: %(default)s": "默认 %(default)s",
}
PLURALS = {"expected %s argument": "后面要跟 %s 个值", "expected %s arguments": "后面要跟 %s 个值"}


def _translated(message: str) -> str:
    return MESSAGES.get(message, message)


def _counted(singular: str, plural: str, count: int) -> str:
    message = singular if count == 1 else plural
    return PLURALS.get(message, message)


argparse._ = _translated  # type: ignore[attr-defined]
argparse.ngettext = _counted  # type: ignore[attr-defined]


COLUMN = 20
"""Where the explanations begin, in cells."""


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


class Parser(argparse.ArgumentParser):
    """A parser of one command, whose faults are exceptions in Chinese."""

    def __init__(self, command: str, help: str) -> None:  # noqa: A002
        super().__init__(prog=f"pingyi {command}", description=help, allow_abbrev=False, add_help=False)
        options = self._optionals
        options.add_argument("-h", "--help", action="help", help="显示本说明")
        # Taken off the command line before this parser sees it; here they are only listed.
        options.add_argument("--db", metavar="簿册", help="簿册文件；不写时用默认的一本")
        options.add_argument("--config", metavar="文件", help="配置文件")

    def format_help(self) -> str:
        """Usage, what the command does, a line for each argument; columns by cells, which argparse does not count."""
        lines = [self.format_usage().rstrip(), "", self.description or "", ""]
        for action in self._actions:
            name = action.metavar if not action.option_strings else ", ".join(action.option_strings)
            value = (
                f" {action.metavar}" if action.option_strings and action.nargs != 0 and action.metavar else ""
            )
            left = f"{name}{value}"
            lines.append(f"  {left}{' ' * max(2, COLUMN - _cells(left))}{action.help}")
        return "\n".join(lines) + "\n"

    def options_first(self, words: Sequence[str]) -> list[str]:
        """Put the options before the other words: argparse gives up on words that stand on both sides of one."""
        options: list[str] = []
        others: list[str] = []
        left = list(words)
        while left:
            word = left.pop(0)
            if word == "--":
                return [*options, *others, word, *left]
            action = self._option_string_actions.get(word.partition("=")[0])
            (options if word.startswith("-") else others).append(word)
            if action is not None and action.nargs is None and "=" not in word and left:
                options.append(left.pop(0))
        return [*options, *others]

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Name the choices in Chinese punctuation; argparse lists them as Python writes them."""
        if action.choices is not None and value not in action.choices:
            named = "、".join(str(choice) for choice in action.choices)
            raise argparse.ArgumentError(action, f"没有“{value}”这一项，可选：{named}")

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong.

        Raises:
            Usage: always.
        """
        # Python 3.10 and 3.11 word this part without their translation table.
        message = re.sub(r"^argument ([^:]+): ", r"\1：", message).replace(", ", "、")
        raise Usage(f"{message}。用 {self.prog} --help 查看写法。")


def integer(text: str) -> int:
    """A whole number for `type=`; argparse names the type of a wrong value, and so says it in Chinese."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是整数") from None
