"""What those who counted sign (计票报告单), and the counts for each member that only the committee keeps (汇总表)."""

from __future__ import annotations

from datetime import date

from db.export.docx_kit import FORM_PAGE, OFFICIAL_PAGE, Manuscript
from db.export.docx_xml import OFFICIAL, Cell, CellLike, Column, Fonts, TableLook
from db.export.papers import CountPaper, SummaryPaper
from db.export.wording import day, listed, padded, title_lines
from db.rules.grades import UNGRADED_NAME
from db.rules.tally import percent

SMALL_CELL, PLAIN_CELL = 4.25, 5.65
"""Millimetres of a character of 小四 and of 三号."""

INTERNAL = "内部资料　注意保管"
LIMITS = (
    "校验码是计票结果封存时的指纹，与内部汇总表所载一致，可证明计票结束后结果未被改动。它不能证明计票程序和电脑未被改动，"
    "不能证明无人偷看、拍摄、录屏、记录按键或读取内存，不能防止持有两个密码的人合谋，也不能发现多投、代投的票。对结果有争议的，应当重新测评或者复核纸质票。"
)
"""What the code on the sheet does not prove: the limits of a count done on somebody's computer."""


def ballots_sentence(issued: int, returned: int, valid: int, void: int) -> str:
    """Write the sentence that is read aloud: 发出测评票24张，收回24张；其中有效票23张，废票1张."""
    return f"发出测评票{issued}张，收回{returned}张；其中有效票{valid}张，废票{void}张"


def count_docx(paper: CountPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 计票报告单 as .docx, one page."""
    manuscript = Manuscript(
        fonts, OFFICIAL_PAGE, title="计票报告单", is_rehearsal=paper.is_rehearsal, has_page_numbers=False
    )
    manuscript.title(*title_lines(paper.branch), "计票报告单")
    missing = f"，未收回{paper.issued - paper.returned}张" if paper.returned < paper.issued else ""
    manuscript.body(f"{paper.meeting}进行“{paper.poll}”，应到党员{paper.due}名，实到{paper.present}名。")
    manuscript.body(f"{ballots_sentence(paper.issued, paper.returned, paper.valid, paper.void)}{missing}。")
    manuscript.body("特此报告。")
    manuscript.gap(6)
    columns = (Column(38, "distribute", fonts.hei), Column(manuscript.page.text_width - 38, "left"))
    rows = [
        ("监票人", listed(paper.scrutineers, "")),
        ("计票人", listed(paper.tellers, "")),
        (
            "测评票封存",
            f"有效票、废票、剩余票分别清点后装袋，封口签字，共＿＿袋，交＿＿＿＿＿＿保管。（收回{paper.returned}张）",
        ),
        ("结果校验码", _code(paper.digest, paper.salt)),
    ]
    manuscript.table(columns, (), rows, TableLook(size=14, height=12, side_margin=1.9))
    manuscript.line(f"注：{LIMITS}", before=6, align="both", keep_next=True)
    _signed(manuscript, ("监票人（签字）：", "计票人（签字）："), paper.date)
    return manuscript.to_bytes()


def summary_docx(paper: SummaryPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 汇总表（内部） as .docx: for each member and grade the count and its share to two decimals."""
    title = "民主测评结果汇总表（内部）"
    manuscript = Manuscript(fonts, FORM_PAGE, title=title, is_rehearsal=paper.is_rehearsal, mark=INTERNAL)
    manuscript.title(*title_lines(paper.branch), f"{paper.year}年度{title}", after=6)
    date_text = day(paper.date) if paper.date else ""
    manuscript.line(f"测评项目：{paper.poll}　　{date_text}", align="center")
    sentence = ballots_sentence(paper.issued, paper.returned, paper.valid, paper.void)
    manuscript.line(f"应到{paper.due}名，实到{paper.present}名；{sentence}。", align="center", after=4)
    _summary_table(manuscript, paper)
    manuscript.line(
        f"注：{paper.base_note}测评结果供支部委员会提出评定意见时参考，不公开。", before=6, keep_next=True
    )
    if paper.digest:
        salt = f"　随机码：{paper.salt}" if paper.salt else ""
        manuscript.line(f"结果校验码：{_grouped(paper.digest)}{salt}", keep_next=True)
    places = ("监票人（签字）：", "计票人（签字）：", "党支部书记（签字）：")
    _signed(manuscript, places, paper.date, is_small=True)
    return manuscript.to_bytes()


def _summary_table(manuscript: Manuscript, paper: SummaryPaper) -> None:
    has_void = any(row.void for row in paper.rows)
    grades = len(paper.scale)
    extras = 12.0 * (2 if has_void else 1)
    left = manuscript.page.text_width - 11 - 24 - extras
    votes = left / max(1, grades) * 0.4
    share = left / max(1, grades) * 0.6
    columns = [Column(11), Column(24), *([Column(votes), Column(share)] * grades), Column(12)]
    top = [
        Cell("序号", merge="restart"),
        Cell("姓名", merge="restart"),
        *(Cell(word, span=2) for word in paper.scale),
    ]
    below = [Cell(merge="continue"), Cell(merge="continue"), *([Cell("票数"), Cell("得票率")] * grades)]
    ends = ["弃权", "无效"] if has_void else ["弃权"]
    if has_void:
        columns.append(Column(12))
    top += [Cell(word, merge="restart") for word in ends]
    below += [Cell(merge="continue") for _ in ends]
    rows: list[list[CellLike]] = []
    for number, row in enumerate(paper.rows, 1):
        cells: list[CellLike] = [str(number), padded(row.name)]
        if not row.is_graded:
            rows.append([*cells, Cell(UNGRADED_NAME, span=2 * grades + len(ends))])
            continue
        for votes_given in row.counts:
            cells += [str(votes_given), percent(votes_given, row.base)]
        cells.append(str(row.blank))
        if has_void:
            cells.append(str(row.void))
        rows.append(cells)
    look = TableLook(size=11, height=8, side_margin=0.5, keeps_last=True)
    manuscript.table(columns, (top, below), rows, look)


def _signed(
    manuscript: Manuscript, places: tuple[str, ...], when: date | None, *, is_small: bool = False
) -> None:
    # Room to write after each place, the last one too.
    room = manuscript.page.text_width / (SMALL_CELL if is_small else PLAIN_CELL) - sum(map(len, places))
    gap = "　" * min(8 if is_small else 7, int(room // len(places)))
    manuscript.line(gap.join(places), is_small=is_small, keep_next=True, before=24)
    date_text = day(when) if when else "　　年　　月　　日"
    manuscript.line(date_text, align="right", is_small=is_small, right_indent=4, before=10)


def _code(digest: str, salt: str) -> str:
    if not digest:
        return "（未生成）"
    return _grouped(digest) + (f"\n随机码：{salt}" if salt else "")


def _grouped(digest: str) -> str:
    """Write a digest in groups of eight, so that two sheets can be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
