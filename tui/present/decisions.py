"""评定意见 as the pane draws it: a line a member, and one member in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.ledger import format_tenths
from db.words import REMARK_KIND
from tui.present.ballot import fits_initials
from tui.strings import decisions as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.views.decisions import DecisionBoard, DecisionRow


def columns(board: DecisionBoard) -> tuple[Column, ...]:
    """Name, votes, decision first: a narrow list leaves the rest out."""
    heads = "/".join(name[:1] for name in board.poll.sheet.scale.names)
    return (
        Column("姓名", 18),
        Column(f"{heads}/弃", 15),
        Column("评定", 10),
        Column("积分", 6, is_right=True),
        Column("批评", 4, is_right=True),
        Column("反馈", 10),
    )


def row(one: DecisionRow, *, is_covered: bool) -> Row:
    """One member's line."""
    if is_covered:
        hidden = words.COVERED_CELL
        cells = (one.label, hidden, hidden if one.grade else "", "", "", "")
        return Row(str(one.member_id), cells, "muted")
    note = "" if one.grade else (words.BY_HAND if one.by_hand else "" if one.is_graded else "预备党员")
    cells = (
        one.label,
        votes(one),
        one.grade_name or note,
        format_tenths(one.tenths) if one.tenths is not None else "免计",
        str(one.criticisms) if one.criticisms else "",
        one.fed_back_on,
    )
    tone = "warn" if one.by_hand and not one.grade else ("" if not one.grade else "good")
    return Row(str(one.member_id), cells, tone)


def votes(one: DecisionRow) -> str:
    """The votes for each grade and 弃权: 18/4/1/0/0; left out where they would tell how each person voted."""
    if one.result is None:
        return words.NOT_ON_SLIP
    if not one.result.target.is_graded:
        return words.NOT_MARKED
    if one.result.is_softened:
        return words.SOFTENED
    return "/".join(map(str, (*one.result.count.grades, one.result.count.blank)))


def sitting_line(board: DecisionBoard) -> str:
    """When and where it was decided, or that it is still to be written down."""
    sitting = board.sitting
    if not sitting.is_held:
        return words.NO_SITTING
    return words.SITTING.format(
        body=sitting.body_name, day=sitting.held_on, place=sitting.place, attendance=sitting.attendance
    )


def progress_line(board: DecisionBoard) -> str:
    """The counter of 优秀 and how far the committee is."""
    return words.PROGRESS.format(
        counter=board.counter, decided=board.decided, all=len(board.rows), fed_back=board.fed_back
    )


def digits_line(board: DecisionBoard) -> str:
    """What each digit decides."""
    grades = "  ".join(f"{n} {name}" for n, name in enumerate(board.poll.sheet.scale.names, 1))
    return words.DIGITS.format(grades=grades)


def detail(board: DecisionBoard, one: DecisionRow, remarks: tuple[tuple[str, str, str], ...]) -> str:
    """One member in full: votes with shares, points, what was said, what was decided."""
    lines = []
    if one.result is not None and one.result.is_softened and one.result.target.is_graded:
        lines.append(words.DETAIL_SOFTENED)
    elif one.result is not None and one.result.target.is_graded:
        names = board.poll.sheet.scale.names
        lines.append(words.DETAIL_TALLY.format(valid=board.poll.tally.valid))
        cells = zip(names, one.result.count.grades, one.result.shares, strict=True)
        lines += [f"  {name} {count}（{share}）" for name, count, share in cells]
        lines.append(f"  弃权 {one.result.count.blank}　行废 {one.result.count.void_rows}")
    if one.tenths is not None:
        lines.append(f"{words.DETAIL_POINTS}：{format_tenths(one.tenths)}")
    if one.grade:
        lines.append(f"评定：{one.grade_name}　{one.opinion}")
    if one.reason:
        lines.append(f"理由：{one.reason}")
    lines.append(f"\n{words.DETAIL_REMARKS}")
    lines += [f"【{REMARK_KIND[kind]}】{speaker}：{text}" for kind, speaker, text in remarks]
    if not remarks:
        lines.append(words.NO_REMARKS)
    return "\n".join(lines)


def found_rows(board: DecisionBoard, typed: str) -> list[Row]:
    """Whoever fits what was typed: 汉字, initials or number."""
    wanted = typed.strip().lower()
    return [
        Row(str(one.member_id), (str(number), one.label))
        for number, one in enumerate(board.rows, 1)
        if not wanted or wanted in one.label or wanted == str(number) or fits_initials(one.initials, wanted)
    ]
