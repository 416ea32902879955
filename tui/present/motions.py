"""Motions as rows and sentences, and typed names as people."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from db.rules.motion import HandCount
from tui.strings import motions as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from db.rules.motion import Nominee
    from db.views.motions import Candidate, MotionRow, Turnout

COLUMNS = (
    Column("序号", 4, is_right=True),
    Column("表决事项", shows_cut=True),
    Column("赞成", 4, is_right=True),
    Column("反对", 4, is_right=True),
    Column("弃权", 4, is_right=True),
    Column("结果", 6),
)
_SPACES = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def outcome(row: MotionRow) -> str:
    """待表决, 通过, 未通过, 撤回 or 作废."""
    if row.state == "void":
        return words.WITHDRAWN if row.count is None else words.VOID
    if row.state == "draft":
        return words.WAITING
    return words.PASSED if row.is_passed else words.FAILED


def motion_line(number: int, row: MotionRow) -> Row:
    """One motion's line."""
    votes = ("", "", "")
    if row.count is not None:
        votes = (str(row.count.in_favour), str(row.count.against), str(row.count.abstaining))
    title = f"（重新表决）{row.title}" if row.rerun_of is not None else row.title
    tone = {words.WAITING: "head", words.PASSED: "good", words.FAILED: "warn"}.get(outcome(row), "muted")
    return Row(str(row.id), (str(number), title, *votes, outcome(row)), tone)


def turnout_text(turnout: Turnout) -> str:
    """What the chair says before a vote, or why there can be none."""
    if turnout.warning:
        return turnout.warning
    return words.NEEDED.format(sentence=turnout.sentence, needed=turnout.needed)


def roles_text(roles: Sequence[Nominee]) -> str:
    """Who counts: 监票人：王伟、刘芳  计票人：石磊."""

    def names(role: str) -> str:
        return "、".join(one.name for one in roles if one.role == role) or words.NOBODY

    return words.ROLES.format(scrutineers=names("scrutineer"), tellers=names("teller"))


def detail(row: MotionRow | None) -> str:
    """What is known of the motion under the cursor."""
    if row is None:
        return ""
    parts = [f"{row.title}：{row.sentence}" if row.sentence else row.title]
    parts.extend(row.notes)
    if row.rerun_reason:
        parts.append(f"重新表决原因：{row.rerun_reason}。")
    if row.void_reason and row.state == "void":
        parts.append(f"{outcome(row)}：{row.void_reason}。")
    return " ".join(parts).replace("。 ", "。")


def read_count(values: dict[str, str]) -> HandCount | None:
    """Three numbers as typed; an empty one is 0, anything but digits is None."""
    numbers = []
    for name in ("for", "against", "abstain"):
        typed = unicodedata.normalize("NFKC", values.get(name, "")).strip() or "0"
        if not typed.isdecimal() or len(typed) > 4:
            return None
        numbers.append(int(typed))
    return HandCount(*numbers)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def split_names(typed: str, known: Collection[str]) -> list[str]:
    """Names as typed between 、 and its like, or between blanks; a name that is known with a blank inside is one."""
    names: list[str] = []
    for piece in re.split(r"[、,;]+", _plain(typed)):
        joined = _SPACES.sub("", piece.strip())
        names.extend([joined] if joined in known else piece.split())
    return names


def find_people(typed: str, candidates: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """The candidates that typed names mean, and a complaint where one means nobody, or several people."""
    shown = {_plain(one.shown_name): one for one in candidates}
    found = []
    for name in split_names(typed, shown):
        fitting = (
            [shown[name]]
            if name in shown
            else [
                one
                for one in candidates
                if name == _plain(one.shown_name).split("(")[0] or name in one.initials.lower().split()
            ]
        )
        if not fitting:
            return [], words.NOT_HERE.format(typed=name)
        if len(fitting) > 1:
            names = "、".join(one.shown_name for one in fitting)
            return [], words.SEVERAL.format(typed=name, names=names)
        found.extend(fitting)
    return found, ""
