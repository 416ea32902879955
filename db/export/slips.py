"""The 测评票: unsigned, unnumbered, each like every other, as many as there are people to rate and a few spare.

A page number that ran through the pile would number the slips, so there is none; a slip of several pages counts
its own pages from 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.export.docx_kit import FORM_PAGE, Manuscript
from db.export.docx_xml import OFFICIAL, Cell, CellLike, Column, Fonts, TableLook
from db.export.papers import SlipPaper
from db.export.wording import day, padded
from db.rules.grades import UNGRADED_NAME

ONE_COLUMN = 16
"""Names that still stand in one column, with room for a remark."""

MOST_ROWS = 8_000
"""Rows up to which every copy is a page of its own; beyond, one slip is written and printed as often as needed."""

ONE_PAGE = 50
"""Names that fit on one page in two columns."""


def slip_notes(scale: Sequence[str], excellent_limit: int | None = None) -> tuple[str, ...]:
    """Return what is printed below the names.

    Args:
        scale: The grades, best first.
        excellent_limit: How many may be given the first grade, None where there is no limit.
    """
    notes = [
        "本票无记名。请在每名党员的一个等次栏内划“√”；同一党员划两个以上等次的，该项无效；未划的视为弃权。"
    ]
    if excellent_limit is not None and scale:
        notes.append(f"评为“{scale[0]}”的一般不超过{excellent_limit}名。")
    notes.append("姓名以姓氏笔画为序。不得署名或作其他记号，填写后请投入票箱。")
    return tuple(notes)


def copies_to_print(present_raters: int, spare: int) -> int:
    """Return how many slips are printed: one for each person who rates, and the spare ones."""
    return max(0, present_raters) + max(0, spare)


def copies_in_file(paper: SlipPaper) -> int:
    """Return how many copies the file itself holds: all of them, or 1 where they would make it too long."""
    return paper.copies if paper.copies * max(1, len(paper.names)) <= MOST_ROWS else 1


def slips_docx(paper: SlipPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the slips as .docx, one to a sheet; see `copies_in_file`."""
    is_long = len(paper.names) > ONE_PAGE
    manuscript = Manuscript(
        fonts, FORM_PAGE, title=paper.title, is_rehearsal=paper.is_rehearsal, has_page_numbers=is_long
    )
    for copy in range(copies_in_file(paper)):
        if copy:
            manuscript.next_sheet(restarts_numbers=is_long)
        _slip(manuscript, paper)
    return manuscript.to_bytes()


def _slip(manuscript: Manuscript, paper: SlipPaper) -> None:
    fonts = manuscript.fonts
    if paper.enclosure:
        manuscript.line(paper.enclosure, font=fonts.hei, size=16, is_small=False)
    manuscript.title(f"{paper.year}年度{paper.title}", after=6)
    date = day(paper.date) if paper.date else "　　年　　月　　日"
    manuscript.line(f"党支部：{paper.branch}　　　　{date}", align="center", after=4)
    if len(paper.names) <= ONE_COLUMN:
        _one_column(manuscript, paper)
    else:
        _two_columns(manuscript, paper)
    if paper.notes:
        manuscript.line("说明", font=fonts.hei, before=6, keep_next=True)
    for number, note in enumerate(paper.notes, 1):
        manuscript.line(f"{number}. {note}", hanging=1.2)


def _one_column(manuscript: Manuscript, paper: SlipPaper) -> None:
    grade = min(26.0, 92 / max(1, len(paper.scale)))
    rest = manuscript.page.text_width - 14 - 32 - grade * len(paper.scale)
    columns = [Column(14), Column(32), *(Column(grade) for _ in paper.scale)]
    head: list[str] = ["序号", "姓名", *paper.scale]
    if paper.has_remarks:
        columns.append(Column(rest))
        head.append("备注")
    rest_of_row = [""] * (len(head) - 2 - len(paper.scale))
    rows = [(*_entry(paper, index), *rest_of_row) for index in range(len(paper.names))]
    height = 12 if len(rows) <= 12 else 10.5
    manuscript.table(columns, (head,), rows, TableLook(size=14, height=height))


def _two_columns(manuscript: Manuscript, paper: SlipPaper) -> None:
    """Two groups side by side, filled down the first and then down the second."""
    grades = len(paper.scale)
    half_width = manuscript.page.text_width / 2
    grade = (half_width - 10 - 23) / max(1, grades)
    columns = [Column(10), Column(23), *(Column(grade) for _ in range(grades))] * 2
    top: list[Cell] = []
    bottom: list[Cell] = []
    for _ in range(2):
        top += [Cell("序号", merge="restart"), Cell("姓名", merge="restart"), Cell("综合评价", span=grades)]
        bottom += [
            Cell(merge="continue"),
            Cell(merge="continue"),
            *(Cell(_folded(word)) for word in paper.scale),
        ]
    half = -(-len(paper.names) // 2)
    height = 10.5 if half <= 16 else 8
    look = TableLook(size=12, height=height, head_height=8, side_margin=0.4)
    rows = [(*_entry(paper, index), *_entry(paper, index + half)) for index in range(half)]
    manuscript.table(columns, (top, bottom), rows, look)


def _entry(paper: SlipPaper, index: int) -> tuple[CellLike, ...]:
    """Return number, name and the places to mark; one who gets no grade has none, and the slip says so."""
    grades = len(paper.scale)
    if index >= len(paper.names):
        return ("",) * (grades + 2)
    who = (str(index + 1), padded(paper.names[index]))
    if index in paper.ungraded:
        return (*who, Cell(UNGRADED_NAME, span=grades))
    return (*who, *("",) * grades)


def _folded(word: str) -> str:
    """Break a long grade into two lines: 基本合格 is 基本 over 合格, 不合格 is 不 over 合格."""
    return word if len(word) < 3 else f"{word[:-2]}\n{word[-2:]}"
