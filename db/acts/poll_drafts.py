"""Preparing a secret poll: what is asked, of whom, in which way; and preparing it again (重新测评).

Every kind of poll and every way to vote is drafted here; what differs is data (`db.rules.poll_kinds`, the form).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.acts.meeting_states import refuse_unless_open
from db.acts.poll_opinions import NO_WRITTEN, check_filed, filers_json, rules_of, written_json
from db.acts.poll_states import poll_of, refuse_repeated, wanted
from db.book import new_uid
from db.errors import Refused
from db.rules.ballot import APPRAISAL_SCALE, BallotForm, Scale
from db.rules.motion import HandCount
from db.rules.poll_kinds import CHANNELS, KINDS
from db.store import polls as store
from db.store.poll_forms import form_to_json, scale_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.rules.settings import Rules


@dataclass(frozen=True)
class Line:
    """A row of a slip: a member of the roll, or words of the branch's own (an aspect, a motion, a group)."""

    label: str
    member_id: int | None = None
    is_graded: bool = True


@dataclass(frozen=True)
class PollDraft:
    """A secret poll to prepare.

    Attributes:
        kind: A code of `KINDS`.
        title: What the slip and the minutes call it.
        channel: A way to vote, of `CHANNELS`.
        form: What a slip asks; the kind's own where None.
        lines: The rows; None for the members of the roll whom the kind puts on it.
        agenda_item_id: The item of the agenda that it belongs to.
        pool: Who votes, where they are on no roll: 群众代表, 服务对象; empty for the members.
        pool_due: How many of the pool were asked to come.
        pool_present: How many came.
        entries: 2 where another person types every slip in again, blind.
        written: Opinions filed in writing before the meeting, where they count (接收, 转正).
        written_by: Who filed them, one an opinion; nothing keeps which was whose.
    """

    kind: str
    title: str
    channel: str = "slips"
    form: BallotForm | None = None
    lines: tuple[Line, ...] | None = None
    agenda_item_id: int | None = None
    pool: str = ""
    pool_due: int = 0
    pool_present: int = 0
    entries: int = 1
    written: HandCount = NO_WRITTEN
    written_by: tuple[int, ...] = ()


def draft_appraisal(
    book: Book,
    meeting_id: int,
    *,
    title: str = "民主测评",
    channel: str = "slips",
    agenda_item_id: int | None = None,
    scale: Scale = APPRAISAL_SCALE,
) -> int:
    """Begin to prepare a 民主测评 of the members of a meeting's roll; returns the poll's id.

    Raises:
        Refused: as `draft` says.
    """
    form = BallotForm(scale)
    return draft(
        book, meeting_id, PollDraft("appraisal", title, channel, form, agenda_item_id=agenda_item_id)
    )


def draft(book: Book, meeting_id: int, asked: PollDraft) -> int:
    """Begin to prepare a secret poll; returns its id.

    Raises:
        Refused: another is being prepared or is open, what is asked for does not fit its kind, or it was held and
            counted already: then only a rerun compares the electorates.
    """
    _check(asked)
    rules = rules_of(book, meeting_id, asked.kind, asked.written)
    check_filed(book, meeting_id, asked.written, asked.written_by)
    lines = asked.lines if asked.lines is not None else _lines_of_roll(book, meeting_id, rules)
    own = {"kind": asked.kind, "agenda_item_id": asked.agenda_item_id}
    return _draft(book, meeting_id, own | _asked(asked, rules), lines)


def redraft(book: Book, poll_id: int, asked: PollDraft) -> None:
    """Change everything that a draft asks but its kind; where no lines are given, the members chosen for it stay.

    Raises:
        Refused: the poll is open already, is a rerun, was held and counted already, or does not fit its kind.
    """
    record = wanted(book, poll_id, "draft")
    if record.rerun_of is not None:
        raise Refused("重新投票的内容与上一次相同，只能改投票方式和书面意见。")
    if asked.kind != record.kind:
        raise Refused("种类不能改。请放弃这次准备，另行准备。")
    _check(asked)
    rules = rules_of(book, record.meeting_id, asked.kind, asked.written)
    check_filed(book, record.meeting_id, asked.written, asked.written_by)
    lines = asked.lines
    if lines is None and not any(one.member_id for one in store.targets(book, poll_id)):
        lines = _lines_of_roll(book, record.meeting_id, rules)
    with book.quiet() as db:
        store.update(db, poll_id, **_asked(asked, rules))
        if lines is not None:
            store.replace_targets(db, poll_id, [(one.member_id, one.label, one.is_graded) for one in lines])
        refuse_repeated(book, poll_id)


def _asked(asked: PollDraft, rules: Rules) -> dict[str, str | int | None]:
    """The columns of a poll that a draft says."""
    form = asked.form or KINDS[asked.kind].form
    return {
        "title": " ".join(asked.title.split()),
        "channel": asked.channel,
        "scale": scale_to_json(form.scale),
        "form": form_to_json(form),
        "pool": asked.pool.strip(),
        "due": asked.pool_due,
        "electorate": asked.pool_present,
        "entries": asked.entries,
        "written": written_json(asked.written),
        "written_by": filers_json(asked.written_by),
        "rules": rules.to_json(),
    }


def _check(asked: PollDraft) -> None:
    kind = KINDS[asked.kind]
    if not asked.title.strip():
        raise Refused("请写明名称或事项，票上和会议记录都要用。")
    if asked.channel not in CHANNELS:
        raise Refused("没有这种投票方式。")
    if asked.entries == 2 and asked.channel != "slips":
        raise Refused("只有逐张录票才能由另一人再录一遍。")
    if asked.pool and not kind.may_pool:
        raise Refused(f"{kind.name}只由党员参加。")
    if asked.pool and not 1 <= asked.pool_present <= asked.pool_due:
        raise Refused("请写明应到和实到人数：实到至少1人，不多于应到。")
    if asked.written.total and not kind.decides:
        raise Refused(f"{kind.name}没有书面意见。")
    if kind.subject == "lines" and not asked.lines:
        raise Refused("票上还没有内容。请逐行写明测评的方面或表决的事项。")
    if kind.decides and len(asked.lines or ()) != 1:
        raise Refused("一次只表决一个事项。几个事项请逐项表决。")
    labels = [line.label for line in asked.lines or ()]
    if any(not label.strip() for label in labels) or len(set(labels)) != len(labels):
        raise Refused("票上有空行，或有两行相同。请核对。")


def _lines_of_roll(book: Book, meeting_id: int, rules: Rules) -> tuple[Line, ...]:
    roll = store.people(book, meeting_id, rules)
    return tuple(
        Line(person.label, person.id, person.rights.is_graded) for person in roll if store.is_rated(person)
    )


def draft_rerun(book: Book, poll_id: int, reason: str) -> int:
    """Begin a 重新测评: a poll of its own that names the one it repeats, and why.

    Raises:
        Refused: the poll was neither counted nor voided, or no reason is given.
    """
    earlier = poll_of(book, poll_id)
    if earlier.state not in ("counted", "void"):
        raise Refused("只有已计票或已作废的投票可以重新投票。")
    if not reason.strip():
        raise Refused("请写明重新投票的原因，会议记录要用。")
    kept = (
        "kind",
        "title",
        "channel",
        "agenda_item_id",
        "scale",
        "form",
        "pool",
        "entries",
        "written",
        "written_by",
    )
    row = book.one(f"SELECT {', '.join(kept)} FROM poll WHERE id = ?", (poll_id,))
    assert row is not None  # noqa: S101 - the record was just read
    # A pool's own numbers come along; the members' are counted again when it opens.
    numbers = {"due": earlier.due, "electorate": earlier.electorate} if earlier.pool else {}
    rules = rules_of(book, earlier.meeting_id, earlier.kind, earlier.written)
    targets = store.targets(book, poll_id)
    if any(target.member_id for target in targets) and not earlier.traits.keeps_roles_out:
        lines = _lines_of_roll(book, earlier.meeting_id, rules)
    else:
        lines = tuple(Line(target.label, target.member_id, target.is_graded) for target in targets)
    fields = dict(zip(kept, row, strict=True)) | numbers
    rerun = {"rules": rules.to_json(), "rerun_of": poll_id, "rerun_reason": reason.strip()}
    return _draft(book, earlier.meeting_id, fields | rerun, lines)


def _draft(book: Book, meeting_id: int, fields: dict[str, str | int | None], lines: Sequence[Line]) -> int:
    refuse_unless_open(book.db, meeting_id)
    pending = book.value(
        "SELECT title FROM poll WHERE state IN ('draft', 'open', 'closed', 'settling') AND channel <> 'hands'"
    )
    if pending is not None:
        raise Refused(f"“{pending}”还没有结束。请先完成或作废，再准备新的投票。")
    with book.write("poll.drafted") as writing:
        uid = {"uid": new_uid(), "meeting_id": meeting_id, "created_at": book.now()}
        poll_id = store.insert(writing.db, uid | fields)
        store.replace_targets(
            writing.db, poll_id, [(one.member_id, one.label, one.is_graded) for one in lines]
        )
        refuse_repeated(book, poll_id)
        writing.about(poll=poll_id, meeting=meeting_id)
    return poll_id


def set_channel(book: Book, poll_id: int, channel: str, *, entries: int = 1) -> None:
    """Choose how people vote, and how often each slip is typed in.

    Raises:
        Refused: the poll is open already, or only slips typed one by one are typed twice.
    """
    wanted(book, poll_id, "draft")
    if channel not in CHANNELS:
        raise Refused("没有这种投票方式。")
    if entries == 2 and channel != "slips":
        raise Refused("只有逐张录票才能由另一人再录一遍。")
    with book.quiet() as db:
        store.update(db, poll_id, channel=channel, entries=entries)


def set_targets(book: Book, poll_id: int, member_ids: Sequence[int]) -> None:
    """Choose who is on the slip; the order stays that of the roll.

    Raises:
        Refused: the poll is open already, or one of them was asked about in a counted poll that this would repeat.
    """
    record = wanted(book, poll_id, "draft")
    roll = store.people(book, record.meeting_id, record.rules)
    chosen = set(member_ids)
    rows = [(person.id, person.label, person.rights.is_graded) for person in roll if person.id in chosen]
    with book.quiet() as db:
        store.replace_targets(db, poll_id, rows)
        refuse_repeated(book, poll_id)


def discard_draft(book: Book, poll_id: int) -> None:
    """Give up a poll that never opened.

    Raises:
        Refused: the poll was opened.
    """
    wanted(book, poll_id, "draft")
    with book.write("poll.discarded") as writing:
        writing.db.execute("DELETE FROM poll_target WHERE poll_id = ?", (poll_id,))
        writing.db.execute("DELETE FROM poll WHERE id = ?", (poll_id,))
        writing.about(poll=poll_id)
