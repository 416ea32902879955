"""Every document by its name: what console and command line ask for alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.errors import Refused
from db.export.count_sheets import count_docx, summary_docx
from db.export.docx_xml import OFFICIAL, Fonts
from db.export.files import file_name
from db.export.forms import commentary_docx, corrections_docx, sign_in_docx
from db.export.minutes import minutes_docx, minutes_markdown
from db.export.slips import copies_in_file, slips_docx
from db.polling import refuse_while_polling
from db.rules.poll_kinds import KINDS
from db.views import papers, poll_papers
from db.views import record as records
from db.views.meetings import Meeting, meeting
from db.views.minutes import Minutes, minutes

if TYPE_CHECKING:
    from db.book import Reader
    from db.export.papers import CommentaryPaper

NAMES = {
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
"""What can be exported, and what each is called."""


@dataclass(frozen=True)
class Order:
    """A document ready to be made: reading the book is done, drawing it is not and may run elsewhere.

    Attributes:
        name: A name for the file.
        make: Draws the document; touches no book.
        note: What whoever prints it has to know, or nothing.
    """

    name: str
    make: Callable[[], bytes]
    note: str = ""


def order(
    reader: Reader,
    what: str,
    meeting_id: int,
    *,
    file_format: str = "docx",
    fonts: Fonts = OFFICIAL,
    poll_id: int | None = None,
) -> Order:
    """Read what a document needs.

    Args:
        reader: The book.
        what: One of `NAMES`.
        meeting_id: Of which meeting.
        file_format: `docx`, or `md` for the minutes.
        fonts: One of the font presets.
        poll_id: Of which secret poll; the last prepared, or counted, where None.

    Raises:
        Refused: a poll is not yet counted, or there is nothing to make the document from.
    """
    refuse_while_polling(reader, f"导出{NAMES[what]}")
    if file_format != "docx" and what != "minutes":
        raise Refused(f"{NAMES[what]}只能导出为 Word 文件（docx）。")
    with reader.snapshot():
        found = meeting(reader, meeting_id)
        if found is None:
            raise Refused("没有这次会议。")
        if what == "minutes":
            return _minutes(reader, found, file_format, fonts)
        if what in _POLL_PAPERS:
            return _POLL_PAPERS[what](reader, found, fonts, poll_id)
        return _PAPERS[what](reader, found, fonts)


MOST_ABOUT = 18
"""Characters of a poll's title in the name of a file, so that what the file is still fits in."""


def _name(
    of: Meeting, what: str, day: date | None, *, suffix: str = ".docx", about: str = "", called: str = ""
) -> str:
    """What a file is called.

    Args:
        of: The meeting.
        what: One of `NAMES`.
        day: Its day.
        suffix: With the dot.
        about: The poll, where it is not the 民主测评 of the meeting.
        called: What papers of its kind are called, where not as in `NAMES`.
    """
    brief = about if len(about) <= MOST_ABOUT else f"{about[:MOST_ABOUT]}…"
    return file_name(of.title, *([brief] if brief else []), called or NAMES[what], day=day, suffix=suffix)


def _about(poll: str) -> str:
    return "" if poll == KINDS["appraisal"].name else poll


def _minutes(reader: Reader, of: Meeting, file_format: str, fonts: Fonts) -> Order:
    text = minutes(reader, of.id)
    assert text is not None  # noqa: S101 - the meeting was just read
    name = _name(of, "minutes", text.day, suffix=f".{file_format}")
    if file_format == "md":
        return Order(name, lambda: _markdown(text))
    title = f"{of.title}会议记录"
    return Order(
        name,
        lambda: minutes_docx(
            text.record, text.standing, fonts=fonts, title=title, is_rehearsal=text.is_rehearsal
        ),
    )


def _markdown(text: Minutes) -> bytes:
    return minutes_markdown(text.record, text.standing, is_rehearsal=text.is_rehearsal).encode()


def _slips(reader: Reader, of: Meeting, fonts: Fonts, poll_id: int | None) -> Order:
    paper = poll_papers.slip_paper(reader, of, poll_id)
    held = copies_in_file(paper)
    note = f"文件里有{held}张票，每张一份，打印一遍即可。"
    if held < paper.copies:
        note = f"人数多，文件里只有一张票，请打印{paper.copies}份。"
    subject = paper.subject or (paper.names[0] if len(paper.names) == 1 and not paper.are_names else "")
    about = " ".join(part for part in (subject, paper.pool) if part)
    name = _name(of, "slips", paper.date, about=about, called=paper.called)
    return Order(name, lambda: slips_docx(paper, fonts=fonts), note)


def _count(reader: Reader, of: Meeting, fonts: Fonts, poll_id: int | None) -> Order:
    paper = poll_papers.count_paper(reader, of, poll_id)
    name = _name(of, "count", paper.date, about=_about(paper.poll))
    return Order(name, lambda: count_docx(paper, fonts=fonts), "请监票人、计票人签字。")


def _summary(reader: Reader, of: Meeting, fonts: Fonts, poll_id: int | None) -> Order:
    paper = poll_papers.summary_paper(reader, of, poll_id)
    note = "这份汇总表是内部资料，不得公开。"
    name = _name(of, "summary", paper.date, about=_about(paper.poll), called=paper.called)
    return Order(name, lambda: summary_docx(paper, fonts=fonts), note)


def _record(reader: Reader, of: Meeting, fonts: Fonts, poll_id: int | None) -> Order:
    del fonts  # an archive is data
    chosen = poll_papers.counted_poll(reader, of, poll_id)
    content = records.record(reader, chosen)
    about = _about(str(content["poll"]["title"])) + str(content["poll"]["pool"])
    text = json.dumps(content, ensure_ascii=False, indent=1)
    note = "这份档案是内部资料，不得公开。用 scripts/verify_record.py 可以离开本程序复核。"
    return Order(_name(of, "record", papers.meeting_day(of), suffix=".json", about=about), text.encode, note)


def _sign_in(reader: Reader, of: Meeting, fonts: Fonts) -> Order:
    paper = papers.sign_in_paper(reader, of)
    return Order(_name(of, "signin", papers.meeting_day(of)), lambda: sign_in_docx(paper, fonts=fonts))


def _commentary(reader: Reader, of: Meeting, fonts: Fonts) -> Order:
    paper = papers.commentary_paper(reader, of)
    if not paper.forms:
        raise Refused(f"还没有公布的点评，没有可导出的登记表。手工填写请导出“{NAMES['commentary-blank']}”。")
    return _commentary_order(of, "commentary", paper, fonts)


def _blank_commentary(reader: Reader, of: Meeting, fonts: Fonts) -> Order:
    paper = papers.blank_commentary_paper(reader, of)
    if not paper.forms:
        raise Refused("对支部和每名党员的点评都已公布，不需要空白登记表。")
    return _commentary_order(of, "commentary-blank", paper, fonts)


def _commentary_order(of: Meeting, what: str, paper: CommentaryPaper, fonts: Fonts) -> Order:
    note = (
        f"共{len(paper.forms)}张，每个对象一张。"
        if what == "commentary-blank"
        else f"共{len(paper.forms)}张。"
    )
    return Order(_name(of, what, papers.meeting_day(of)), lambda: commentary_docx(paper, fonts=fonts), note)


def _corrections(reader: Reader, of: Meeting, fonts: Fonts) -> Order:
    paper = papers.corrections_paper(reader, of)
    return Order(_name(of, "corrections", paper.date), lambda: corrections_docx(paper, fonts=fonts))


_PAPERS: dict[str, Callable[[Reader, Meeting, Fonts], Order]] = {
    "signin": _sign_in,
    "commentary": _commentary,
    "commentary-blank": _blank_commentary,
    "corrections": _corrections,
}

_POLL_PAPERS: dict[str, Callable[[Reader, Meeting, Fonts, int | None], Order]] = {
    "slips": _slips,
    "count": _count,
    "summary": _summary,
    "record": _record,
}
