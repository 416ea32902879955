"""`pingyi export WHAT`: a document into a file that does not exist yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db.book import open_reader
from db.errors import Refused
from tui.errors import Usage
from tui.usage import integer

if TYPE_CHECKING:
    import argparse

    from db.book import Reader
    from tui.usage import Parser

DOCUMENTS = {
    "minutes": "会议记录",
    "slips": "测评票",
    "count": "计票报告单",
    "summary": "测评汇总表（内部）",
    "record": "计票档案（内部）",
    "signin": "签到表",
    "commentary": "领导点评登记表",
    "commentary-blank": "领导点评登记表（空白）",
    "corrections": "整改清单",
}
"""As `db.export.desk.NAMES`, repeated so that the usage text loads no exporter."""

SUFFIXES = {"record": "json"}
"""What is no Word file."""

OF_A_COUNT = ("count", "summary", "record")


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    listed = "、".join(f"{what} {name}" for what, name in DOCUMENTS.items())
    parser.add_argument("what", metavar="文书", choices=tuple(DOCUMENTS), help=f"导出什么：{listed}")
    parser.add_argument(
        "--meeting", metavar="编号", type=integer, help="哪一次会议（meetings 列出编号）；不写时是当前会议"
    )
    parser.add_argument("--poll", metavar="名称", help="哪一次投票测评的票和表；不写时是最近一次")
    parser.add_argument(
        "--out", metavar="文件", type=Path, help="存成什么文件；不写时按日期和会议名称存在当前文件夹"
    )
    parser.add_argument(
        "--format", metavar="格式", choices=("docx", "md"), help="docx 或 md；不写时看文件名的后缀"
    )


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Make the document and name the file on stdout."""
    from db.export.desk import order
    from db.export.docx_xml import FONT_PRESETS
    from db.export.files import save_new, save_numbered

    out: Path | None = arguments.out
    file_format = arguments.format or ("md" if out is not None and out.suffix.lower() == ".md" else "docx")
    suffix = SUFFIXES.get(arguments.what, file_format)
    if out is not None and out.suffix.lower() != f".{suffix}":
        raise Usage(f"文件名应以 .{suffix} 结尾：{out}")
    with open_reader(book_path) as reader:
        meeting_id = _meeting_id(reader, arguments.meeting)
        document = order(
            reader,
            arguments.what,
            meeting_id,
            file_format=file_format,
            fonts=FONT_PRESETS[arguments.config.fonts],
            poll_id=_poll_id(reader, meeting_id, arguments.poll, arguments.what),
        )
    data = document.make()
    path = save_numbered(Path(), document.name, data) if out is None else save_new(out, data)
    print(f"已导出{DOCUMENTS[arguments.what]}：{path}")
    if document.note:
        print(document.note)
    return 0


def _meeting_id(reader: Reader, number: int | None) -> int:
    """The meeting of a number, or the current one.

    Raises:
        Refused: there is none.
    """
    from db.views.meetings import current_meeting, meeting_numbered

    found = current_meeting(reader) if number is None else meeting_numbered(reader, number)
    if found is None:
        raise Refused(
            "还没有会议。" if number is None else f"没有编号为{number}的会议。用 meetings 列出会议。"
        )
    return found.id


def _poll_id(reader: Reader, meeting_id: int, name: str | None, what: str) -> int | None:
    """The last secret poll of a meeting that goes by a name, its pool in brackets; None where no name is given.

    A poll and its repetition share a name: papers of a count are made of the last one that is counted.

    Raises:
        Refused: there is none of that name.
    """
    if name is None:
        return None
    from db.views.polls import secret_polls

    every = secret_polls(reader, meeting_id)
    if what in OF_A_COUNT:
        every = tuple(poll for poll in every if poll.state == "counted") or every
    names = {f"{poll.title}（{poll.pool}）" if poll.pool else poll.title: poll.id for poll in every}
    if name not in names:
        listed = "、".join(names) or "无"
        raise Refused(f"这次会议没有名为“{name}”的投票测评。现有：{listed}。")
    return names[name]
