"""`pingyi check`: is the book whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from db.book import open_reader
from db.check import examine
from db.errors import BookError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tui.usage import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Print every finding.

    Raises:
        BookError: something is not as it should be; what, was printed.
    """
    with open_reader(book_path) as reader:
        report = examine(reader)
    if arguments.json:
        shown = {"book": str(book_path), "is_sound": report.is_sound, **asdict(report)}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for finding in report.findings:
            print(f"{finding.title}：{finding.detail}")
        print(f"事项记录：{report.events}条，末条校验值 {report.last_hash[:16]}")
    if not report.is_sound:
        raise BookError("簿册有异常，详见上面各项。请保留这个文件，改用最近的备份。", title="检查未通过")
    return 0
