"""What those who counted sign (计票报告单), and the counts for each member that only the committee keeps (汇总表)."""

from __future__ import annotations

from datetime import date

from db.export.ballot_papers import CountPaper, SummaryPaper, SummarySection
from db.export.docx_kit import FORM_PAGE, OFFICIAL_PAGE, Manuscript
from db.export.docx_xml import OFFICIAL, Cell, CellLike, Column, Fonts, TableLook
from db.export.slips import LONGEST_NAME, SMALL_CELL
from db.export.wording import day, listed, padded, title_lines
from db.rules.grades import UNGRADED_NAME
from db.rules.tally import percent

PLAIN_CELL = 5.65
"""Millimetres of a character of 三号."""

PLAIN_NAME, LONG_NAME, SHORT_NAMES = 24.0, 35.0, 6
"""Millimetres of the column of names, of one with long names, and the characters up to which a name is none."""

VOTES, SHARE = 9.0, 16.0
"""Millimetres that votes and their share need: 100.00% stands in one line."""

CLOSE_FROM = 22
"""Rows above which they stand closer, so that a usual branch fits on a page."""

INTERNAL = "内部资料　注意保管"
LIMITS = (
    "校验码是计票结果封存时的指纹，与内部汇总表所载一致，可证明计票结束后结果未被改动。它不能证明计票程序和电脑未被改动，"
    "不能证明无人偷看、拍摄、录屏、记录按键或读取内存和交换文件，不能防止持有两个密码的人合谋，也不能发现多投、代投的票。"
)
"""What the code on the sheet does not prove: the limits of a count done on somebody's computer."""
DISPUTED = "对结果有争议的，应当复核封存的{slip}，或者重新{deed}。"
DISPUTED_BOOTH = "投票台投票不能重新清点，对结果有争议的，只能重新{deed}。"


def ballots_sentence(paper: CountPaper | SummaryPaper) -> str:
    """Write the sentence that is read aloud: 发出测评票24张，收回24张；其中有效票23张，废票1张."""
    out = f"发出{paper.slip}{paper.issued}张" if paper.has_paper else f"参加投票{paper.issued}人"
    back = "收回" if paper.has_paper else f"收回{paper.slip}"
    return f"{out}，{back}{paper.returned}张；其中有效票{paper.valid}张，废票{paper.void}张"


def count_docx(paper: CountPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 计票报告单 as .docx, one page."""
    page = (
        FORM_PAGE if paper.results or paper.rule else OFFICIAL_PAGE
    )  # a decision to read out, or how many might be chosen, needs the room of its margins
    manuscript = Manuscript(
        fonts, page, title="计票报告单", is_rehearsal=paper.is_rehearsal, has_page_numbers=False
    )
    manuscript.title(*title_lines(paper.branch), "计票报告单")
    missing = f"，未收回{paper.issued - paper.returned}张" if paper.returned < paper.issued else ""
    disputed = (DISPUTED if paper.has_paper else DISPUTED_BOOTH).format(
        slip=paper.slip, deed=paper.slip.removesuffix("票")
    )
    manuscript.body(
        f"{paper.meeting}进行“{paper.poll}”，应到{paper.who}{paper.due}名，实到{paper.present}名。"
    )
    if paper.rule:
        manuscript.body(paper.rule)
    manuscript.body(f"{ballots_sentence(paper)}{missing}。")
    for sentence in paper.results:
        manuscript.body(sentence)
    manuscript.body("特此报告。")
    manuscript.gap(6)
    columns = (Column(38, "distribute", fonts.hei), Column(manuscript.page.text_width - 38, "left"))
    rows = [
        ("监票人", listed(paper.scrutineers, "")),
        ("计票人", listed(paper.tellers, "")),
        _sealed(paper),
        ("结果校验码", _code(paper.digest, paper.salt)),
    ]
    manuscript.table(columns, (), rows, TableLook(size=14, height=12, side_margin=1.9))
    manuscript.line(f"注：{LIMITS}{disputed}", before=6, align="both", keep_next=True)
    _signed(manuscript, ("监票人（签字）：", "计票人（签字）："), paper.date)
    return manuscript.to_bytes()


def _sealed(paper: CountPaper) -> tuple[str, str]:
    """Where the slips are kept until when; or that there are none."""
    if not paper.has_paper:
        withdrawn = f"（入场后撤回{paper.withdrawn}人次）" if paper.withdrawn else ""
        return (
            "原始票",
            f"无原始票：使用投票台投票{withdrawn}。",
        )
    twice = "由两人各录一遍，核对一致。" if paper.entries == 2 else ""
    text = (
        f"{twice}有效票、废票、剩余票分别清点后装袋，封口签字。\n"
        f"收回{paper.returned}张，共封存＿＿＿＿张，装＿＿＿袋。\n"
        "封存人＿＿＿＿＿＿＿＿＿＿\n保管至＿＿＿＿＿年＿＿＿月＿＿＿日"
    )
    return f"{paper.slip}封存", text


def summary_docx(paper: SummaryPaper, *, fonts: Fonts = OFFICIAL) -> bytes:
    """Return the 汇总表（内部） as .docx: for each member and grade the count and its share to two decimals."""
    title = paper.title
    manuscript = Manuscript(fonts, FORM_PAGE, title=title, is_rehearsal=paper.is_rehearsal, mark=INTERNAL)
    manuscript.title(*title_lines(paper.branch), f"{paper.year}年度{title}", after=6)
    date_text = day(paper.date) if paper.date else ""
    manuscript.line(f"项目：{paper.poll}　　{date_text}", align="center")
    people = f"应到{paper.who}{paper.due}名，实到{paper.present}名"
    manuscript.line(f"{people}；{ballots_sentence(paper)}。", align="center", size=11, after=4)
    for section in paper.criteria:
        manuscript.line(section.title, font=manuscript.fonts.hei, before=6, after=2, keep_next=True)
        _summary_table(manuscript, paper, section, is_last=False)
    if paper.criteria:
        manuscript.line("总评", font=manuscript.fonts.hei, before=6, after=2, keep_next=True)
    if paper.rows:
        _summary_table(manuscript, paper, SummarySection("", paper.scale, paper.rows), is_last=True)
    _notes(manuscript, paper)
    for remark in paper.remarks:
        manuscript.line(remark, before=4, keep_next=True)
    manuscript.line(f"注：{paper.base_note}{paper.use}", before=6, keep_next=True)
    if paper.digest:
        salt = f"　随机码：{paper.salt}" if paper.salt else ""
        manuscript.line(f"结果校验码：{_grouped(paper.digest)}{salt}", keep_next=True)
    places = ("监票人（签字）：", "计票人（签字）：", "党支部书记（签字）：")
    _signed(manuscript, places, paper.date, is_small=True)
    return manuscript.to_bytes()


def _notes(manuscript: Manuscript, paper: SummaryPaper) -> None:
    """What was written beside the marks: problems by number, names, opinions by content."""
    if paper.named:
        listed = "；".join(f"{number} {name}" for number, name in enumerate(paper.problems, 1))
        manuscript.line(f"存在问题（次数）：{listed}。", before=6, after=2, keep_next=True)
        name = LONG_NAME if any(len(name) > SHORT_NAMES for name, _ in paper.named) else PLAIN_NAME
        width = (manuscript.page.text_width - name) / len(paper.problems)
        head = [paper.head, *(str(number) for number in range(1, len(paper.problems) + 1))]
        rows = [(padded(name), *(str(count) for count in counts)) for name, counts in paper.named]
        columns = [Column(name), *[Column(width)] * len(paper.problems)]
        manuscript.table(columns, (head,), rows, _look(len(rows), is_last=False))
    if paper.others:
        named = "，".join(f"{name}{votes}票" for name, votes in paper.others)
        manuscript.line(f"{paper.written_in}：{named}。", before=6)
    if paper.texts:
        manuscript.line("意见建议（按内容排列，与投票先后无关）：", before=6, keep_next=True)
    for number, text in enumerate(paper.texts, 1):
        manuscript.line(f"{number}. {text}", hanging=1.2)


def _name_width(section: SummarySection, left: float) -> float:
    """Millimetres of the column of names; a sentence takes what the shares leave it."""
    longest = max((len(row.name) for row in section.rows), default=0)
    if longest > LONGEST_NAME:
        return min(60.0, left - len(section.scale) * (VOTES + SHARE))
    return LONG_NAME if longest > SHORT_NAMES else PLAIN_NAME


def _look(rows: int, *, is_last: bool) -> TableLook:
    """Rows of a usual branch stand close, so that they fit on a page."""
    size, height, margin = (10, 5.5, 0.1) if rows > CLOSE_FROM else (11, 8, 0.6)
    return TableLook(size=size, height=height, side_margin=0.5, end_margin=margin, keeps_last=is_last)


def _summary_table(
    manuscript: Manuscript, paper: SummaryPaper, section: SummarySection, *, is_last: bool
) -> None:
    has_void = any(row.void for row in section.rows)
    grades = len(section.scale)
    left = manuscript.page.text_width - 11 - 12.0 * (2 if has_void else 1)
    name = _name_width(section, left)
    each = (left - name) / max(1, grades)
    share = max(SHARE, each * 0.6)
    votes = each - share
    columns = [Column(11), Column(name), *([Column(votes), Column(share)] * grades), Column(12)]
    top = [
        Cell("序号", merge="restart"),
        Cell(paper.head, merge="restart"),
        *(Cell(word, span=2) for word in section.scale),
    ]
    below = [Cell(merge="continue"), Cell(merge="continue"), *([Cell("票数"), Cell("得票率")] * grades)]
    ends = [paper.blank_word, "无效"] if has_void else [paper.blank_word]
    if has_void:
        columns.append(Column(12))
    top += [Cell(word, merge="restart") for word in ends]
    below += [Cell(merge="continue") for _ in ends]
    rows: list[list[CellLike]] = []
    for number, row in enumerate(section.rows, 1):
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
    manuscript.table(columns, (top, below), rows, _look(len(rows), is_last=is_last))


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
