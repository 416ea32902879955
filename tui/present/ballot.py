"""A secret poll as the pane draws it: the meeting's polls, the facts of one, whom or what its slip names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.poll import grouped
from tui.present.ballot_steps import order
from tui.strings import ballot as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.views.polls import Candidate, PollSheet, Turnout


POLL_COLUMNS = (
    Column("序号", 4, is_right=True),
    Column("投票", shows_cut=True),
    Column("种类", 10),
    Column("状态", 6),
    Column("发出", 4, is_right=True),
    Column("收回", 4, is_right=True),
    Column("有效", 4, is_right=True),
    Column("废票", 4, is_right=True),
)


def titled(poll: Turnout) -> str:
    """A poll with its pool: 满意度测评（服务对象）."""
    return words.OF_POOL.format(title=poll.title, pool=poll.pool) if poll.pool else poll.title


def poll_rows(polls: Sequence[Turnout]) -> list[Row]:
    """The secret polls of a meeting with their four numbers."""
    rows = []
    for place, poll in enumerate(polls, 1):
        again = f"（重新{poll.traits.deed}）" if poll.rerun_reason else ""
        numbers = (poll.issued, poll.returned, poll.valid, poll.void)
        cells = ("" if number is None else str(number) for number in numbers)
        tone = "muted" if poll.state == "void" else "head" if poll.state != "counted" else ""
        rows.append(
            Row(
                str(poll.id),
                (str(place), again + titled(poll), poll.traits.name, poll.state_name, *cells),
                tone,
            )
        )
    return rows


def poll_to_work_on(polls: Sequence[Turnout], chosen: int | None) -> int | None:
    """The poll that the place shows: the one chosen, else the one under way, else the last that is not void."""
    if any(poll.id == chosen for poll in polls):
        return chosen
    under_way = [poll for poll in polls if poll.state == "draft" or poll.is_pending]
    standing = [poll for poll in polls if poll.state != "void"]
    found = under_way or standing or list(polls)
    return found[-1].id if found else None


# Facts


def headline(sheet: PollSheet | None) -> str:
    """What the poll is, in a line."""
    if sheet is None:
        return words.NO_POLL
    turnout = sheet.turnout
    parts = [titled(turnout), turnout.state_name]
    if turnout.rerun_reason:
        parts.append(words.AGAIN.format(deed=turnout.traits.deed, reason=turnout.rerun_reason))
    if turnout.state == "void":
        parts.append(f"原因：{turnout.void_reason}")
    if sheet.fingerprint:
        parts.append(words.FINGERPRINT.format(print=grouped(sheet.fingerprint)))
    return "  ".join(parts)


def note(sheet: PollSheet) -> str:
    """What is to be known of a poll that is not counted."""
    turnout = sheet.turnout
    if turnout.state == "draft":
        return words.TARGET_HINT if sheet.is_of_members else words.LINES_HINT
    if turnout.state == "void":
        return words.AFTER_VOID_BOOTH if turnout.channel == "booth" else words.AFTER_VOID
    return words.ZERO_NOTE if turnout.state == "open" else ""


def keys(sheet: PollSheet | None) -> str:
    """What the keys do here now, in a line."""
    if sheet is None:
        return words.NO_KEYS
    slips = words.KEYS_PRINT if "issue" in order(sheet) else ""
    return words.KEYS[sheet.turnout.state].format(print=slips)


def opened(sheet: PollSheet, boxes: int, counts: int) -> str:
    """What is said when a poll has opened, its zero report among it."""
    zero = words.ZERO.format(boxes=boxes, counts=counts)
    text = words.OPENED_BOOTH if sheet.turnout.channel == "booth" else words.OPENED
    return text.format(zero=zero)


def entered(sheet: PollSheet, left: int) -> str:
    """What is said when somebody leaves the taking in of ballots; nothing before they are counted at the box.

    Args:
        sheet: The poll, as it was before.
        left: How many ballots are still to be sealed.
    """
    if sheet.turnout.returned is None:
        return ""
    unit = "行" if sheet.turnout.channel == "totals" else "张票"
    return words.LEFT_TO_ENTER.format(count=left, unit=unit) if left else words.ENTERED


# Rows of the slip


TARGET_COLUMNS = (Column("序号", 4, is_right=True), Column("姓名", 24), Column("", 6), Column("", 0))


def target_rows(candidates: Iterable[Candidate], *, is_draft: bool) -> list[Row]:
    """Whom the slip names, numbered as the slip numbers them, and of a draft whom it leaves out."""
    rows, number = [], 0
    for one in candidates:
        number += one.is_listed
        cells = (
            str(number) if one.is_listed else "",
            one.label,
            (words.LISTED if one.is_listed else words.LEFT_OUT) if is_draft else "",
            "" if one.is_graded else words.UNGRADED,
        )
        rows.append(Row(str(one.member_id), cells, "" if one.is_listed else "muted"))
    return rows


def line_rows(sheet: PollSheet) -> list[Row]:
    """The lines of a slip that are not members of the roll."""
    return [
        Row(f"line{target.id}", (str(number), target.label)) for number, target in enumerate(sheet.targets, 1)
    ]


LINE_COLUMNS = (Column("序号", 4, is_right=True), Column("票面", shows_cut=True))


def found_rows(candidates: Iterable[Candidate], typed: str) -> list[Row]:
    """Whoever on the slip fits what was typed: 汉字, initials or number."""
    wanted = typed.strip().lower()
    listed = [one for one in candidates if one.is_listed]
    return [
        Row(str(one.member_id), (str(number), one.label))
        for number, one in enumerate(listed, 1)
        if not wanted or wanted in one.label or wanted == str(number) or fits_initials(one.initials, wanted)
    ]


def fits_initials(initials: str, wanted: str) -> bool:
    """Whether any reading of a name begins with the letters typed."""
    return any(reading.startswith(wanted) for reading in initials.split())
