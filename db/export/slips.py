"""The slips (测评票、表决票、推荐票): unsigned, unnumbered, each like every other, as many as there are people to rate and a few spare.

A page number that ran through the pile would number the slips, so there is none; a slip of several pages counts
its own pages from 1.
"""

from __future__ import annotations

from db.export.ballot_papers import SlipPaper
from db.export.docx_kit import FORM_PAGE, LANDSCAPE_PAGE, Manuscript, Page
from db.export.docx_xml import OFFICIAL, Cell, CellLike, Column, Fonts, TableLook
from db.export.wording import day, padded
from db.rules.ballot import BallotForm, InvalidScope
from db.rules.grades import UNGRADED_NAME

ONE_COLUMN = 16
"""Names that still stand in one column, with room for a remark."""

MOST_ROWS = 8_000
"""Rows up to which every copy is a page of its own; beyond, one slip is written and printed as often as needed."""

LONG_NAME = 6
"""Characters above which a name is given a wider column."""

LONGEST_NAME = 12
"""Characters up to which a row is a name and not a sentence."""

NARROWEST, UPRIGHT_BELOW = 6.8, 9.0
"""Millimetres that a column to tick needs, and below which its word stands upright, a character a line."""

NUMBER, NAME, PROBLEMS = 12, 30, 20
"""Millimetres of the columns beside the judgements."""

FOLDED_BELOW = 22.0
"""Millimetres of a column below which a grade of four characters stands in two lines."""

LONG_TABLE = 14
"""Rows above which they stand closer."""

TITLE_HEIGHT, PLAIN_HEAD, CRITERIA_HEAD = 36.0, 15.0, 34.0
"""Millimetres from the margin to the table, and of the heads of the tables."""

SMALL_LINE, CLOSEST = 7.0, 5.8
"""Millimetres of a line of 小四, and of the lowest row that a mark still fits in."""

TEXT_LINES = 3
SMALL_CELL = 4.25
"""Millimetres of a character of 小四."""

ONE_PAGE = 50
"""Names that fit on one page in two columns."""


def slip_notes(
    form: BallotForm,
    *,
    scope: InvalidScope = "row",
    excellent_limit: int | None = None,
    are_names: bool = True,
    words: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Return what is printed below the rows.

    Args:
        form: What the slip asks.
        scope: What a row marked twice spoils.
        excellent_limit: How many may be given the first grade, None where there is no limit.
        are_names: Whether the rows are people, whose order is said.
        words: What a slip with a single row offers (赞成、反对、弃权).
    """
    unit = "名" if are_names else "个"
    spoils = "该项无效" if scope == "row" else "整张票作废"
    if form.most_chosen:
        most = f"{form.most_chosen}{unit}"
        mark = f"请在推荐对象的“{form.scale.names[0]}”栏内划“√”"
        notes = [f"本票无记名。{mark}，最多推荐{most}；多于{most}的，整张票作废。"]
        if form.write_ins:
            where = "姓名写在“另选人”栏内" if are_names else "写在“另选”栏内"
            notes.append(f"可以另选，{where}，最多另选{form.write_ins}{unit}，计入推荐名额。")
    elif form.criteria:
        notes = [
            f"本票无记名。每一栏选一项，在栏内划“√”或填写；同一栏选两项以上的，{spoils}；未填的视为弃权。"
        ]
    elif words:
        listed = "、".join(f"“{word}”" for word in words)
        notes = [
            f"本票无记名。请在{listed}中的一栏内划“√”；划两栏以上的，{spoils}；都不划的视为{words[-1]}。"
        ]
    else:
        notes = [f"本票无记名。请在每一行的一栏内划“√”；同一行划两栏以上的，{spoils}；未划的视为弃权。"]
    if excellent_limit is not None:
        notes.append(f"评为“{form.scale.names[0]}”的一般不超过{excellent_limit}名。")
    if form.problems:
        listed = "；".join(f"{number} {name}" for number, name in enumerate(form.problems, 1))
        notes.append(f"“存在问题”栏填写下列情形的编号，可填几个：{listed}。")
    order = "姓名以姓氏笔画为序。" if are_names else ""
    notes.append(f"{order}不得署名或作其他记号，填写后请投入票箱。")
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
    page = FORM_PAGE if _is_spread(paper, FORM_PAGE) else LANDSCAPE_PAGE
    manuscript = Manuscript(
        fonts, page, title=paper.title, is_rehearsal=paper.is_rehearsal, has_page_numbers=is_long
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
    who = f"　　由{paper.pool}填写" if paper.pool else ""
    branch = f"党支部：{paper.branch}{who}"
    is_long = (len(branch) + len(date) + 4) * SMALL_CELL > manuscript.page.text_width
    # A date is never broken in its middle.
    for text in (branch, date) if is_long else (f"{branch}　　　　{date}",):
        manuscript.line(text, align="center", after=4)
    if paper.subject:
        manuscript.line(paper.subject, align="center", size=14, after=4)
    if paper.criteria:
        _criteria(manuscript, paper)
    elif len(paper.names) <= ONE_COLUMN or paper.problems or _is_wordy(paper):
        _one_column(manuscript, paper)
    else:
        _two_columns(manuscript, paper)
    if paper.write_ins:
        lines = "　　".join(["＿＿＿＿＿＿"] * paper.write_ins)
        manuscript.line(f"{'另选人' if paper.are_names else '另选'}：{lines}", before=8, keep_next=True)
    if paper.has_text:
        manuscript.line("意见建议：", before=8, keep_next=True)
        for _ in range(TEXT_LINES):
            manuscript.line("＿" * int(manuscript.page.text_width / SMALL_CELL - 1), keep_next=True)
    if paper.notes:
        manuscript.line("说明", font=fonts.hei, before=6, keep_next=True)
    for number, note in enumerate(paper.notes, 1):
        manuscript.line(f"{number}. {note}", hanging=1.2)


def _is_wordy(paper: SlipPaper) -> bool:
    """Rows that are sentences and no names."""
    return any(len(name) > LONGEST_NAME for name in paper.names)


def _one_column(manuscript: Manuscript, paper: SlipPaper) -> None:
    grades = len(paper.scale)
    width = manuscript.page.text_width - 14
    extra = 24 if paper.problems else 0
    grade = min(26.0, (width - extra) * (0.45 if _is_wordy(paper) else 0.6) / max(1, grades))
    name = width - extra - grade * grades
    rest = 0.0
    if not _is_wordy(paper):
        own = 46 if any(len(name) > LONG_NAME for name in paper.names) else 32
        name, rest = own, name - own
    columns = [
        Column(14),
        Column(name, "left" if _is_wordy(paper) else "center"),
        *(Column(grade) for _ in paper.scale),
    ]
    head: list[str] = [
        "序号",
        paper.head,
        *(_folded(word) if grade < FOLDED_BELOW else word for word in paper.scale),
    ]
    if paper.problems:
        columns.append(Column(extra + rest))
        head.append("存在问题")
    elif paper.has_remarks and rest:
        columns.append(Column(rest))
        head.append("备注")
    rest_of_row = [""] * (len(head) - 2 - grades)
    rows = [(*_entry(paper, index), *rest_of_row) for index in range(len(paper.names))]
    usual = 12 if len(rows) <= 12 else 10.5 if len(rows) <= ONE_COLUMN else 8
    height = _row_height(manuscript.page, paper, usual, head=PLAIN_HEAD)
    manuscript.table(
        columns, (head,), rows, TableLook(size=14 if len(rows) <= ONE_COLUMN else 12, height=height)
    )


def _criteria(manuscript: Manuscript, paper: SlipPaper) -> None:
    """A column a word where they fit, else a column a judgement in which the word is written."""
    problems = PROBLEMS if paper.problems else 0
    width = manuscript.page.text_width - NUMBER - NAME - problems
    words = sum(len(judgement.words) for judgement in paper.judgements)
    is_spread = _is_spread(paper, manuscript.page)
    each = width / (words if is_spread else len(paper.judgements))
    columns = [Column(NUMBER), Column(NAME)]
    top: list[Cell] = [Cell("序号", merge="restart"), Cell(paper.head, merge="restart")]
    below: list[Cell] = [Cell(merge="continue"), Cell(merge="continue")]
    for judgement in paper.judgements:
        if is_spread:
            columns += [Column(each)] * len(judgement.words)
            top.append(Cell(judgement.title, span=len(judgement.words)))
            below += [
                Cell("\n".join(word) if each < UPRIGHT_BELOW else _folded(word)) for word in judgement.words
            ]
        else:
            columns.append(Column(each))
            top.append(Cell(judgement.title))
            below.append(Cell("、".join(judgement.words)))
    if problems:
        columns.append(Column(problems))
        top.append(Cell("存在问题", merge="restart"))
        below.append(Cell(merge="continue"))
    empty = len(columns) - 2
    rows: list[list[CellLike]] = []
    for index, name in enumerate(paper.names):
        who: list[CellLike] = [str(index + 1), padded(name)]
        if index in paper.ungraded:
            # Judged on each criterion, but given no overall grade.
            last = len(paper.scale) if is_spread else 1
            before = empty - last - (1 if problems else 0)
            rows.append(
                [*who, *[""] * before, Cell(UNGRADED_NAME, span=last), *[""] * (1 if problems else 0)]
            )
        else:
            rows.append([*who, *[""] * empty])
    is_long = len(rows) > LONG_TABLE
    height = _row_height(manuscript.page, paper, 6.8 if is_long else 9, head=CRITERIA_HEAD)
    look = TableLook(
        size=11 if is_long else 12, height=height, head_height=8, side_margin=0.4, end_margin=0.1
    )
    manuscript.table(columns, (top, below), rows, look)


def _row_height(page: Page, paper: SlipPaper, usual: float, *, head: float) -> float:
    """Millimetres of a row: closer than usual where that keeps the slip on one page, never too close to mark."""
    line = int(page.text_width / SMALL_CELL) - 2
    below = sum(-(-len(note) // line) for note in paper.notes) + bool(paper.notes)
    below += (TEXT_LINES + 1) * paper.has_text + 2 * bool(paper.write_ins)
    above = TITLE_HEIGHT + SMALL_LINE * bool(paper.subject)
    room = page.height - page.top - page.bottom - above - head - below * SMALL_LINE
    fitting = room / max(1, len(paper.names))
    return fitting if CLOSEST <= fitting < usual else usual


def _is_spread(paper: SlipPaper, page: Page) -> bool:
    """Whether every word of every judgement has a column wide enough to tick on this page."""
    words = sum(len(judgement.words) for judgement in paper.judgements)
    width = page.text_width - NUMBER - NAME - (PROBLEMS if paper.problems else 0)
    return not paper.criteria or width / words >= NARROWEST


def _two_columns(manuscript: Manuscript, paper: SlipPaper) -> None:
    """Two groups side by side, filled down the first and then down the second."""
    grades = len(paper.scale)
    half_width = manuscript.page.text_width / 2
    # A name of six characters and more stays on one line, or breaks in its middle.
    name = 27 if any(len(name) > 5 for name in paper.names) else 23
    grade = (half_width - 10 - name) / max(1, grades)
    columns = [Column(10), Column(name), *(Column(grade) for _ in range(grades))] * 2
    top: list[Cell] = []
    bottom: list[Cell] = []
    for _ in range(2):
        top += [
            Cell("序号", merge="restart"),
            Cell(paper.head, merge="restart"),
            Cell(paper.heading, span=grades),
        ]
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
