"""`pingyi meetings`: which meetings the book holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.book import open_reader
from db.views.meetings import meetings
from db.words import MEETING_STATE

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from db.views.meetings import Meeting
    from tui.usage import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")


def run(arguments: argparse.Namespace, book_path: Path) -> int:
    """Print every meeting, one a line or as JSON."""
    with open_reader(book_path) as reader:
        found = meetings(reader)
    if arguments.json:
        print(json.dumps([_plain(meeting) for meeting in found], ensure_ascii=False, indent=2))
        return 0
    for meeting in found:
        print(f"{meeting.number}　{meeting.title}　{meeting.planned_at[:10]}　{MEETING_STATE[meeting.state]}")
    if not found:
        print("还没有会议。")
    return 0


def _plain(meeting: Meeting) -> dict[str, object]:
    names = (
        "number", "title", "topic", "year", "planned_at", "place", "organisation", "chair", "recorder", "state",
        "started_at", "ended_at", "closed_at",
    )  # fmt: skip
    return {name: getattr(meeting, name) for name in names}
