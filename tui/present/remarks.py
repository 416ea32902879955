"""The floor and what was said, as rows and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.words import ATTENDANCE, REMARK_KIND
from tui.strings import remarks as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from db.rules.remarks import Step
    from db.views.remarks import Floor, FloorRow, RemarkRow

PEOPLE = (
    Column("序", 3, is_right=True),
    Column("姓名", 18),
    Column("对照检查", 8),
    Column("受批评", 6, is_right=True),
    Column("表态", 6),
    Column("到会", 6),
    Column("批评了", shows_cut=True),
)
SAID = (
    Column("序", 3, is_right=True),
    Column("类别", 8),
    Column("发言人", 18),
    Column("针对", 18),
    Column("字数", 5, is_right=True),
    Column("内容", shows_cut=True),
)
FOUND = (Column("", 4, is_right=True), Column("", 24), Column("", 0))
STEPS_SHOWN = 5


def people_rows(floor: Floor) -> list[Row]:
    """One line a member in the order of speaking; who still owes something stands out."""
    names = floor.names
    return [_person(number, row, names) for number, row in enumerate(floor.rows, 1)]


def _person(number: int, row: FloorRow, names: dict[int, str]) -> Row:
    standing = row.standing
    answer = "已表态" if standing.has_responded else "待表态" if standing.owes_response else ""
    cells = (
        str(number),
        row.name,
        "已作" if standing.has_reviewed else "未作",
        f"{standing.received}次" if standing.received else "无",
        answer,
        ATTENDANCE.get(row.status, ""),
        "、".join(names[member] for member in standing.given if member in names),
    )
    tone = "warn" if standing.owes_response else "muted" if standing.has_reviewed else ""
    return Row(str(row.member_id), cells, tone)


def said_rows(floor: Floor, *, is_covered: bool) -> list[Row]:
    """One line a remark; a draft stands out; where the room reads along the words are covered."""
    return [
        Row(
            str(row.id),
            (
                str(number),
                REMARK_KIND[row.kind.value],
                row.speaker.partition("（")[0] if row.speaker_id is None else row.speaker,
                about_words(row),
                str(row.chars),
                _opening(row, is_covered=is_covered),
            ),
            "warn" if row.state == "draft" else "",
        )
        for number, row in enumerate(floor.remarks, 1)
    ]


def _opening(row: RemarkRow, *, is_covered: bool) -> str:
    text = "" if is_covered else " ".join(row.text.split())
    return f"{words.DRAFT}：{text}" if row.state == "draft" else text


def about_words(row: RemarkRow) -> str:
    """Whom a remark is about, where that says something."""
    if row.about_id is not None and row.about_id == row.speaker_id:
        return ""
    if row.about:
        return row.about
    return words.BRANCH if row.kind.value in ("criticism", "self_review") else ""


def title(row: RemarkRow) -> str:
    """A remark by name: 马晓燕对于建国的批评意见（书面发言，王伟代读）."""
    about = about_words(row)
    patterns = {"criticism": words.TO, "self_review": words.FOR}
    target = patterns.get(row.kind.value, "{about}").format(about=about) if about else ""
    read = words.READ_BY.format(reader=row.reader) if row.reader else ""
    return f"{row.speaker}{target}{REMARK_KIND[row.kind.value]}{read}"


def step_title(step: Step, names: dict[int, str]) -> str:
    """A step as people say it: 于建国对照检查, 对于建国的批评意见."""
    speaker = names.get(step.speaker_id, "") if step.speaker_id is not None else ""
    about = names.get(step.about_id, words.BRANCH) if step.about_id is not None else words.BRANCH
    code = step.kind.value
    if code == "self_review" and step.about_id is None:
        code = "branch_review"
    text = words.STEP[code].format(speaker=speaker, about=about)
    return text + (words.WRITTEN if step.is_written else "")


def next_line(floor: Floor) -> str:
    """The steps, numbered."""
    names = floor.names
    steps = [
        f"{number} {step_title(step, names)}" for number, step in enumerate(floor.steps[:STEPS_SHOWN], 1)
    ]
    return words.NEXT + "  ".join(steps)


def owing_line(floor: Floor) -> str:
    """How many still owe what."""
    counts = (len(floor.not_spoken), len(floor.not_criticised), len(floor.owing_response))
    if not any(counts):
        return words.ALL_DONE if floor.rows else ""
    return words.OWING.format(unspoken=counts[0], untouched=counts[1], owing=counts[2])


def said_head(floor: Floor, *, is_covered: bool) -> str:
    """The heading over what was said."""
    drafts = sum(row.state == "draft" for row in floor.remarks)
    text = words.SAID_HEAD.format(count=len(floor.remarks) - drafts)
    text += words.DRAFTS.format(count=drafts) if drafts else ""
    return f"{text}  {words.COVERED}" if is_covered else text


def missing_text(floor: Floor) -> str:
    """Everybody who still owes something, by name."""
    names = floor.names
    parts = (
        (words.MISSING["unspoken"], floor.not_spoken),
        (words.MISSING["untouched"], floor.not_criticised),
        (words.MISSING["owing"], floor.owing_response),
    )
    return "\n\n".join(
        f"{head}（{len(members)}人）\n" + ("、".join(names[member] for member in members) or words.NOBODY)
        for head, members in parts
    )
