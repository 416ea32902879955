"""The minutes of a meeting: what they say, how far they have come, what they still lack."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from db.export.minutes_outline import THE_BRANCH, minutes_blocks
from db.export.outline import Block, digest, from_json, to_json
from db.export.papers import (
    Amendment,
    CorrectionLine,
    Headcount,
    Item,
    MinutesPaper,
    Person,
    ReadBack,
    Standing,
)
from db.export.wording import branch_post
from db.polling import polling_title
from db.rules import attendance as rules_of
from db.rules.attendance import Status
from db.rules.corrections import State as CorrectionState
from db.rules.minutes import State
from db.rules.moments import clock_text, local, partial_date_text
from db.views import meetings, rollcall
from db.views.closing import silent, some
from db.views.corrections import corrections
from db.views.minutes_items import items
from db.words import MOVEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.book import Reader
    from db.views.meetings import Meeting
    from db.views.rollcall import Observer, RollRow


@dataclass(frozen=True)
class Minutes:
    """The minutes as they stand.

    Attributes:
        meeting_id: Whose.
        number: The meeting's number, as a person types it.
        title: The meeting's title.
        day: The day of the meeting, for the name of a file; None before it is known.
        standing: Draft, read back or final; what was put right later.
        record: The text: as kept where they are final, else made from what is recorded now.
        spoken_digest: SHA-256 of what is read back: the text without times, which go on changing until 散会.
        gaps: What an inspector would find missing.
        is_rehearsal: Whether the book is a rehearsal's.
        open_poll: Title of a poll that is not yet counted, or nothing.
        is_started: Whether the meeting was ever opened.
        is_over: Whether it was adjourned.
        is_unchanged: Whether the text still says what was read back.
    """

    meeting_id: int
    number: int
    title: str
    day: date | None
    standing: Standing
    record: tuple[Block, ...]
    spoken_digest: str
    gaps: tuple[str, ...]
    is_rehearsal: bool
    open_poll: str
    is_started: bool
    is_over: bool
    is_unchanged: bool

    @property
    def state(self) -> State:
        """How far they have come."""
        return self.standing.state

    @property
    def record_json(self) -> str:
        """The text as it is kept when it becomes final."""
        return to_json(self.record)


def minutes(reader: Reader, meeting_id: int) -> Minutes | None:
    """The minutes of a meeting, or None where there is no such meeting."""
    with reader.snapshot():
        meeting = meetings.meeting(reader, meeting_id)
        return None if meeting is None else _minutes(reader, meeting)


def _minutes(reader: Reader, meeting: Meeting) -> Minutes:
    standing, read_back_hash, kept = _standing(reader, meeting.id)
    written = paper(reader, meeting)
    spoken = digest(to_json(minutes_blocks(_without_times(written))))
    is_final = standing.state is State.FINAL
    day = _local(meeting.started_at) or (
        datetime.fromisoformat(meeting.planned_at) if meeting.planned_at else None
    )
    return Minutes(
        meeting_id=meeting.id,
        number=meeting.number,
        title=meeting.title,
        day=day.date() if day else None,
        standing=standing,
        record=from_json(kept) if is_final else minutes_blocks(written),
        spoken_digest=spoken,
        gaps=() if is_final else _gaps(reader, meeting, written),
        is_rehearsal=written.is_rehearsal,
        open_poll=polling_title(reader),
        is_started=meeting.started_at is not None,
        is_over=meeting.state in ("adjourned", "closed"),
        is_unchanged=read_back_hash == spoken,
    )


def paper(reader: Reader, meeting: Meeting) -> MinutesPaper:
    """Everything that the minutes say, from what is recorded now."""
    roll = rollcall.roll(reader, meeting.id)
    observers = rollcall.observers(reader, meeting.id)
    # 实到 of the minutes is who came; that somebody left later is told by name beside it.
    came = rules_of.count((dataclasses.replace(row.attendance, movements=()) for row in roll), len(observers))
    everybody = Headcount(sum(row.kind == "full" for row in roll), sum(row.kind != "full" for row in roll))
    due = Headcount(came.due_full, came.due_probationary)
    found = items(reader, meeting)
    lines = correction_lines(reader, meeting.id)
    return MinutesPaper(
        branch=meeting.organisation,
        title=meeting.title,
        year=meeting.year,
        place=meeting.place,
        chair=_officer(reader, meeting.chair_id),
        recorder=_officer(reader, meeting.recorder_id),
        topic=meeting.topic,
        started=_local(meeting.started_at),
        ended=_local(meeting.ended_at),
        is_begun=meeting.started_at is not None,
        total=everybody if everybody != due else None,
        retention_years=meeting.rules.retention_years,
        due=due,
        present=Headcount(came.present_full, came.present_probationary),
        on_leave=_named(roll, (Status.LEAVE,)),
        absent=(*_named(roll, (Status.ABSENT,)), *_named(roll, (Status.UNMARKED,), "未签到")),
        movements=(*_movements(roll), *_movements_of_observers(observers)),
        observers=(
            *(Person(seen.name, "".join((seen.unit, seen.post))) for seen in observers),
            *(Person(row.shown_name, "本支部党员") for row in roll if not row.is_due and row.status.came),
        ),
        opening=f"主持人宣布开会。{rules_of.opening_sentence(came)}" if meeting.started_at else "",
        items=found,
        corrections=lines,
        enclosures=_enclosures(reader, meeting.id, has_corrections=bool(lines)),
        is_rehearsal=bool(reader.value("SELECT rehearsal FROM book")),
    )


def correction_lines(reader: Reader, meeting_id: int) -> tuple[CorrectionLine, ...]:
    """The 整改清单 laid down at a meeting, as paper shows it; 对象 says whose it is."""
    return tuple(
        CorrectionLine(
            problem=row.problem,
            measure=row.measures,
            owner=row.owner or row.whose,
            due=partial_date_text(row.due),
            kind=row.whose or THE_BRANCH,
            progress=row.progress,
            struck_off="是" if row.state is CorrectionState.STRUCK_OFF else "否",
        )
        for row in corrections(reader, meeting_id)
    )


def _without_times(written: MinutesPaper) -> MinutesPaper:
    """The paper without what the clock alone changes between the reading and 散会."""
    return dataclasses.replace(
        written,
        started=None,
        ended=None,
        movements=(),
        items=tuple(
            dataclasses.replace(item, actual_minutes=None, started=None, skipped=item.skipped or None)
            for item in written.items
        ),
    )


def _standing(reader: Reader, meeting_id: int) -> tuple[Standing, str, str]:
    """The standing, the hash of what was read back, and the text kept once it was final."""
    row = reader.one(
        "SELECT state, read_back_at, objections, final_at, hash, read_back_hash, record FROM minutes "
        "WHERE meeting_id = ?",
        (meeting_id,),
    )
    if row is None:
        return Standing(), "", ""
    state, read_at, objections, final_at, fingerprint, read_back_hash, kept = row
    notes = reader.rows("SELECT at, text FROM minutes_note WHERE meeting_id = ? ORDER BY id", (meeting_id,))
    standing = Standing(
        state=State(state),
        read_back=ReadBack(local(read_at), objections) if read_at else None,
        finalised=_local(final_at),
        digest=fingerprint,
        amendments=tuple(Amendment(local(at), text) for at, text in notes),
    )
    return standing, read_back_hash, kept


def _local(text: str | None) -> datetime | None:
    return local(text) if text else None


def _officer(reader: Reader, member_id: int | None) -> Person:
    row = reader.one("SELECT name, post FROM member WHERE id = ?", (member_id,))
    if row is None:
        return Person("")
    name, post = row
    return Person(name, branch_post(post))


def _named(roll: Sequence[RollRow], statuses: tuple[Status, ...], note: str = "") -> tuple[Person, ...]:
    return tuple(
        Person(row.shown_name, row.reason or note) for row in roll if row.is_due and row.status in statuses
    )


def _movements(roll: Sequence[RollRow]) -> Iterable[Person]:
    """Who came late, left or came back, with the times."""
    for row in roll:
        if not row.status.came:
            continue
        said = [f"{clock_text(at)}{MOVEMENT[kind]}" for kind, at in row.movements]
        if row.status is Status.LATE and not any(kind == "arrived" for kind, _ in row.movements):
            said.insert(0, "迟到")
        if said:
            yield Person(row.shown_name, "、".join(said))


def _movements_of_observers(observers: Sequence[Observer]) -> Iterable[Person]:
    for seen in observers:
        if seen.movements:
            said = "、".join(f"{clock_text(at)}{MOVEMENT[kind]}" for kind, at in seen.movements)
            yield Person(seen.name, f"列席，{said}")


def _enclosures(reader: Reader, meeting_id: int, *, has_corrections: bool) -> tuple[str, ...]:
    counted = reader.value(
        "SELECT count(*) FROM poll WHERE meeting_id = ? AND channel <> 'hands' AND state = 'counted'",
        (meeting_id,),
    )
    named = (("签到表", True), ("计票报告单", bool(counted)), ("整改清单", has_corrections))
    return tuple(name for name, is_there in named if is_there)


def _gaps(reader: Reader, meeting: Meeting, written: MinutesPaper) -> tuple[str, ...]:
    """What inspectors name first: missing elements, absences without a reason, silence about an item."""
    gaps = [
        f"没有写明{name}"
        for name, value in (
            ("会议地点", written.place),
            ("主持人", written.chair.name),
            ("记录人", written.recorder.name),
            ("会议主题", written.topic),
        )
        if not value
    ]
    if meeting.started_at is None:
        return (*gaps, "会议还没有开会")
    unexplained = [person for person in (*written.on_leave, *written.absent) if person.note in ("", "未签到")]
    if unexplained:
        gaps.append(f"{some([person.name for person in unexplained])}没有注明请假、缺席事由或没有签到")
    if unheard := silent(reader, meeting.id):
        gaps.append(f"{some(unheard)}没有对照检查记录")
    drafts = reader.value(
        "SELECT count(*) FROM remark WHERE meeting_id = ? AND state = 'draft'", (meeting.id,)
    )
    if drafts:
        gaps.append(f"有{drafts}条发言还是草稿，没有写入记录")
    gaps += [f"“{item.title}”未进行而没有事由" for item in written.items if item.skipped == ""]
    gaps += [f"“{item.title}”没有记录内容" for item in written.items if _is_empty(item)]
    if meeting.ended_at is None:
        gaps.append("会议还没有散会")
    return tuple(gaps)


def _is_empty(item: Item) -> bool:
    return item.skipped is None and item.started is not None and not item.parts
