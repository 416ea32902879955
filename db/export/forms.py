"""Sheets that people fill by hand: 签到表, 领导点评登记表, 整改清单."""

from __future__ import annotations

from db.export.docx_kit import FORM_PAGE, LANDSCAPE_PAGE, Manuscript
from db.export.docx_xml import OFFICIAL, Cell, Column, Fonts, Row, TableLook, Tall
from db.export.papers import (
    CommentaryForm,
    CommentaryPaper,
    CorrectionLine,
    CorrectionsPaper,
    Person,
    SignInPaper,
)
from db.export.slips import SMALL_CELL
from db.export.wording import day, folded, padded, title_lines

LOW_ROWS = 12
"""Rows of members from which on they are lower, so that up to some 28 members and their guests fit one page."""

SIGNER_WIDTH = 27
SIGNER_CHARACTERS = 6
"""A name of so many characters (小四, 4.23 mm each) stands on one line of a cell so wide, margins of 0.5 mm left out."""


def sign_in_docx(paper: SignInPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 签到表 as .docx: members in two column groups, then lines for those who sit in."""
    manuscript = Manuscript(fonts, FORM_PAGE, title="签到表", is_rehearsal=paper.is_rehearsal)
    manuscript.title(*title_lines(f"{paper.branch}签到表"), after=8)
    columns = (Column(24, "distribute", fonts.hei), Column(manuscript.page.text_width - 24, "left"))
    facts = [("会议名称", paper.meeting), ("时间", paper.time), ("地点", paper.place), ("主题", paper.topic)]
    facts.append(("人数", f"应到{len(paper.members)}名，实到＿＿＿名，缺席＿＿＿名，列席＿＿＿名"))
    manuscript.table(columns, (), facts, TableLook(size=12, height=7.5, side_margin=1.5))
    manuscript.gap(8)
    _members(manuscript, paper.members)
    manuscript.gap(10)
    _observers(manuscript, paper)
    return manuscript.to_bytes()


def _members(manuscript: Manuscript, members: tuple[Person, ...]) -> None:
    half_width = manuscript.page.text_width / 2
    columns = [Column(10), Column(SIGNER_WIDTH), Column(25), Column(half_width - 35 - SIGNER_WIDTH)] * 2
    head = ["序号", "姓名", "签名", "备注"] * 2
    half = -(-len(members) // 2)
    rows: list[Row] = []
    for index in range(half):
        other = index + half
        rows.append((*_signer(members, index), *_signer(members, other)))
    height = 9 if half <= LOW_ROWS else 8.5
    manuscript.table(columns, (head,), rows, TableLook(size=12, height=height, side_margin=0.5))


def _signer(members: tuple[Person, ...], index: int) -> tuple[str, str, str, str]:
    if index >= len(members):
        return ("", "", "", "")
    return (str(index + 1), folded(members[index].name, SIGNER_CHARACTERS), "", members[index].note)


def _observers(manuscript: Manuscript, paper: SignInPaper) -> None:
    width = manuscript.page.text_width
    columns = (Column(30), Column(width - 30 - 40 - 30), Column(40), Column(30))
    rows = [(padded(person.name), person.note, "", "") for person in paper.observers]
    # One empty line at least: whoever comes unannounced signs too.
    rows += [("", "", "", "")] * max(1, paper.lines - len(rows))
    look = TableLook(size=12, height=8.5)
    manuscript.table(columns, (("列席人员", "单位及职务", "签名", "备注"),), rows, look)


def commentary_docx(paper: CommentaryPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 领导点评登记表 as .docx, one sheet for each form."""
    title = "领导点评登记表"
    manuscript = Manuscript(
        fonts, FORM_PAGE, title=title, is_rehearsal=paper.is_rehearsal, has_page_numbers=False
    )
    for place, form in enumerate(paper.forms):
        if place:
            manuscript.next_sheet()
        manuscript.title(title, after=6)
        period = paper.period or f"{paper.year}年度"
        manuscript.line(f"党支部：{paper.branch}　　　　{period}", align="center", after=4)
        _commentary(manuscript, form)
    return manuscript.to_bytes()


def _commentary(manuscript: Manuscript, form: CommentaryForm) -> None:
    hei = manuscript.fonts.hei
    half = manuscript.page.text_width / 2
    columns = (
        Column(28, font=hei),
        Column(half - 28, "left"),
        Column(28, font=hei),
        Column(half - 28, "left"),
    )
    rows: list[Row] = [
        ("点评对象", form.target, "职务", form.post),
        ("点评人", form.commentator, "职务", form.commentator_post),
        ("时间地点", form.when_and_where, "点评方式", form.manner or "集中／随时／逐个"),
    ]
    boxes = [("平时情况", form.facts, 20.0)] if form.facts else []
    boxes += [
        ("肯定的\n成绩", form.results, 34.0),
        ("存在的\n不足", form.problems, 34.0),
        ("努力方向", form.direction, 34.0),
        ("被点评人\n签字", "", 14.0),
        ("整改落实\n情况（年\n底填写）", "", 28.0),
    ]
    rows += [Tall((name, Cell(text, span=3)), height) for name, text, height in boxes]
    manuscript.table(columns, (), rows, TableLook(size=12, height=12, side_margin=1.5))


def corrections_docx(paper: CorrectionsPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 整改清单 as .docx, landscape; what is not known yet stays empty for writing."""
    manuscript = Manuscript(fonts, LANDSCAPE_PAGE, title="整改清单", is_rehearsal=paper.is_rehearsal)
    manuscript.title(*title_lines(paper.branch, 30), f"{paper.year}年度组织生活会整改清单", after=8)
    # 完成时限 holds 2026年12月31日 on one line, 责任人 a name of four characters.
    columns = (
        Column(10),
        Column(42, "left"),
        Column(18),
        Column(22, "left"),
        Column(45, "left"),
        Column(20, "left"),
        Column(18),
        Column(38),
        Column(28, "left"),
        Column(12),
    )
    head = (
        "序号",
        "存在问题",
        "对象",
        "原因",
        "整改措施",
        "整改目标",
        "责任人",
        "完成时限",
        "进展情况",
        "是否\n销号",
    )
    rows: list[Row] = [_correction(number, line) for number, line in enumerate(paper.lines, 1)]
    rows = rows or [("",) * len(head)] * 8
    manuscript.table(columns, (head,), rows, TableLook(size=11, height=11, side_margin=0.8, keeps_last=True))
    date_text = day(paper.date) if paper.date else "　　年　　月　　日"
    places = (f"填报单位：{paper.branch}", "填报人：", "审核人：", date_text)
    room = int(manuscript.page.text_width / SMALL_CELL) - sum(map(len, places))
    manuscript.line(("　" * min(8, max(2, room // 3))).join(places), before=10)
    return manuscript.to_bytes()


def _correction(number: int, line: CorrectionLine) -> Row:
    what = (str(number), line.problem, line.kind, line.cause, line.measure, line.goal)
    return (*what, line.owner, line.due, line.progress, line.struck_off)
