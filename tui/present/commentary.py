"""Commentary as rows and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.ledger import format_tenths
from db.words import MANNER
from tui.strings import commentary as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.views.commentary import Board, CommentaryRow, Facts, TargetRow

COLUMNS = (
    Column("序", 3, is_right=True),
    Column("对象", 18, shows_cut=True),
    Column("状态", 6),
    Column("应由", 4),
    Column("职务", 10),
    Column("点评人", shows_cut=True),
)
FOUND = (Column("", 4, is_right=True), Column("", 22), Column("", 0))
BRANCH_KEY = "branch"


def key_of(member_id: int | None) -> str:
    """The key of a target's line."""
    return BRANCH_KEY if member_id is None else str(member_id)


def target_rows(board: Board) -> list[Row]:
    """One line a target; who has none stands out."""
    return [_target(number, row) for number, row in enumerate(board.targets)]


def _target(number: int, row: TargetRow) -> Row:
    state = words.STATE[row.state.value if row.state else None]
    cells = (
        str(number) if number else "",
        row.name,
        state,
        words.DUE[row.due_role.value],
        row.post,
        "；".join(by_words(comment) for comment in row.comments),
    )
    tone = {"released": "good", "draft": "warn"}.get(row.state.value if row.state else "", "")
    return Row(key_of(row.member_id), cells, tone)


def by_words(comment: CommentaryRow) -> str:
    """赵明（区委组织部副部长），集中点评."""
    post = f"（{comment.post}）" if comment.post else ""
    return f"{comment.commentator}{post}，{MANNER[comment.manner]}"


def headline(board: Board) -> str:
    """How many are still missing."""
    if not board.targets:
        return words.EMPTY
    if not board.missing:
        return words.ALL_DONE
    return words.HEADLINE.format(missing=board.missing, total=len(board.targets))


def editor_title(comment: CommentaryRow, target: str) -> str:
    """赵明（区委组织部副部长）点评机关第一党支部（集中点评）."""
    post = f"（{comment.post}）" if comment.post else ""
    return words.EDITOR.format(
        who=f"{comment.commentator}{post}", target=target, manner=MANNER[comment.manner]
    )


def facts_lines(facts: Facts, *, is_branch: bool) -> list[str]:
    """What the book knows about the target, a line a fact."""
    lines = []
    if facts.held:
        text = words.CAME_BRANCH if is_branch else words.CAME
        lines.append(text.format(held=facts.held, came=facts.came))
    if facts.points is not None:
        lines.append(words.POINTS.format(points=format_tenths(facts.points), count=facts.additions))
    if facts.reviewed is not None:
        lines.append(words.REVIEW[facts.reviewed])
    lines.append(words.CRITICISMS.format(count=facts.criticisms))
    lines += [f"　{' '.join(text.split())}" for text in facts.openings]
    lines += [words.CORRECTION[is_done].format(problem=problem) for problem, is_done in facts.corrections]
    if facts.grade:
        lines.append(words.GRADE.format(grade=facts.grade))
    if facts.tally:
        counts = "，".join(f"{name}{count}票" for name, count in facts.tally)
        lines.append(words.TALLY.format(counts=counts))
    return lines


def facts_text(lines: list[str], *, is_wide: bool) -> str:
    """The facts in a column of their own, or in as few lines as they need."""
    if is_wide:
        return "\n".join((words.FACTS_HEAD, *lines))
    return f"{words.FACTS_HEAD}：" + "  ".join(line.strip("　") for line in lines)


def missing_text(board: Board) -> str:
    """Everybody without a released commentary, by name and whose say it is."""
    missing = [row for row in board.targets if row.state is None or row.state.value != "released"]
    if not missing:
        return words.NOBODY
    parts = []
    for code, who in words.DUE.items():
        names = [row.name for row in missing if row.due_role.value == code]
        if names:
            parts.append(f"应由{who}点评（{len(names)}）\n" + "、".join(names))
    return "\n\n".join(parts)
