"""`pingyi`: opens the console, the display, or does one command for a script.

Exit status: 0 done, 1 refused with a Chinese sentence on stderr, 2 wrong usage, in Chinese too; 130 after Ctrl-C.
Nothing is imported before it is known what is wanted: the console's first frame waits for no exporter.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from db.errors import PingyiError
from tui import terminal
from tui.errors import Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FACES = {
    "console": "主控台：书记用的界面，不写命令时即是",
    "display": "投影：给全场看的画面，另开一个窗口",
    "booth": "投票台：投票人用的画面，在另一个终端或键盘上打开",
    "demo": "示例支部：26 名党员、一次开过的会、一次待开的会",
    "rehearse": "演练：在簿册的副本上走一遍，退出即删除",
}
COMMANDS = {
    "import": "导入党员名册（xlsx、xls、csv 或网页表格）",
    "export": "导出会议记录、测评票等文书",
    "members": "列出党员",
    "meetings": "列出会议",
    "points": "列出积分",
    "scheme": "列出、显示、核对、复制方案",
    "backup": "备份簿册",
    "check": "检查簿册是否完好",
}
"""Each is a module `tui.cli_<name>` with `add_arguments(parser)` and `run(arguments, book) -> int`."""

HELP = """用法：pingyi [命令] [--db 簿册] [--config 文件] [命令的选项]

{faces}

{commands}

  pingyi 命令 --help 说明一条命令。--db 指定簿册文件，写在命令前后都可以。"""
KILLED = {
    "booth": "投票台被强行结束，屏幕已经清空；没有投入的票不计入。请重新运行 pingyi booth，并看主控台上的说明。",
}
"""What is said where a face that holds secrets was killed."""
BOOK_NAME = "簿册.db"
DEMO_NAME = "示例簿册.db"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit status; never a traceback."""
    _settle_streams()
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout:
            sys.stdout.flush()  # here, where it is known what to do when whoever reads has gone
        return status
    except PingyiError as error:
        return _say(f"{error.title}：{error.message}", 2 if isinstance(error, Usage) else 1)
    except KeyboardInterrupt:
        return _say("已中断。", 130)
    except BrokenPipeError:
        # Whoever read stdout has gone; Python must not fail a second time when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        from tui.crash import report

        return _say(report(error, _data_folder()), 1)


def _dispatch(argv: list[str]) -> int:
    words, book, config = split(argv)
    if words and words[0] in {"-h", "--help", "help"}:
        print(_help())
        return 0
    if words and words[0] == "--version":
        from importlib.metadata import version

        print("评议台", version("pingyitai"))
        return 0
    if "--demo" in words:
        words = ["demo", *(word for word in words if word != "--demo")]
    command, rest = (words[0], words[1:]) if words else ("console", [])
    if command in FACES:
        return _open(command, rest, book, config)
    if command in COMMANDS:
        return _run(command, rest, book, config)
    raise Usage(f"没有“{command}”这条命令。可用：{'、'.join((*FACES, *COMMANDS))}。")


def _open(face: str, words: list[str], book: Path | None, config: Path | None) -> int:
    """Open a face, one that holds secrets under guard: forked off before anything of it is imported."""

    def opened() -> int:
        from tui import faces

        return int(faces.open_face(face, words, book, config))

    if face not in KILLED:
        return opened()
    from tui import guard

    return guard.run(opened, KILLED[face])


def split(argv: Sequence[str]) -> tuple[list[str], Path | None, Path | None]:
    """Take `--db` and `--config` off the command line, wherever they stand before a `--`.

    Returns:
        The other words, the book and the configuration file, None where not given.

    Raises:
        Usage: one of them is given twice or without a value.
    """
    taken: dict[str, Path] = {}
    words: list[str] = []
    left = list(argv)
    while left:
        word = left.pop(0)
        if word == "--":
            words += [word, *left]
            break
        name, equals, value = word.partition("=")
        if name not in {"--db", "--config"}:
            words.append(word)
            continue
        if not equals and left:
            value = left.pop(0)
        if not value or name in taken:
            raise Usage(f"{name} 后面要跟一个文件。" if not value else f"{name} 只能写一次。")
        taken[name] = Path(value)
    return words, taken.get("--db"), taken.get("--config")


def _run(command: str, words: list[str], book: Path | None, config: Path | None) -> int:
    from db.config import load_config
    from tui.usage import Parser

    module = import_module(f"tui.cli_{command}")
    parser = Parser(command, COMMANDS[command])
    module.add_arguments(parser)
    arguments = parser.parse_args(parser.options_first(words))
    arguments.config = load_config(config, book)
    path = book or default_book(arguments.config.data_folder)
    return int(module.run(arguments, path) or 0)


def default_book(data_folder: Path | None, name: str = BOOK_NAME) -> Path:
    """Where the book is when nobody says: in the configured folder, else where the system keeps such data."""
    folder = data_folder or _data_folder()
    if not folder.exists():
        from db.errors import BookError
        from db.place import why_not

        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise BookError(
                f"建不了簿册的文件夹“{folder}”：{why_not(error)}。请用 --db 指定簿册。"
            ) from error
    return folder / name


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("pingyi", appauthor=False)


def _help() -> str:
    width = max(len(name) for name in (*FACES, *COMMANDS)) + 2
    faces, commands = (
        "\n".join(f"  {name:<{width}}{what}" for name, what in table.items()) for table in (FACES, COMMANDS)
    )
    return HELP.format(faces=faces, commands=commands)


def _settle_streams() -> None:
    """What goes into a pipe or a file is UTF-8 whatever the locale says, and no character can stop the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            terminal.encoding_fault()
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _say(sentence: str, status: int) -> int:
    sys.stderr.write(sentence + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
