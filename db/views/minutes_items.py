"""What happened at a meeting, agenda item by agenda item, as the minutes tell it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.export.papers import (
    CommentaryNote,
    Criticism,
    Decision,
    Item,
    Part,
    PollNote,
    Speech,
    Statement,
    Turn,
)
from db.export.wording import branch_post, comrade
from db.rules.agenda import Kind, State
from db.rules.moments import local
from db.rules.prose import clause
from db.rules.remarks import Kind as Said
from db.views import commentary, motions, point_ledger, polls, remarks
from db.views.agenda import AgendaRow, agenda
from db.views.briefing import briefing
from db.words import MANNER, REMARK_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Reader
    from db.views.meetings import Meeting
    from db.views.remarks import RemarkRow

HOME_OF_REMARK = {
    Said.SELF_REVIEW: Kind.SELF_REVIEW,
    Said.CRITICISM: Kind.SELF_REVIEW,
    Said.RESPONSE: Kind.SELF_REVIEW,
    Said.REPORT: Kind.WORK_REPORT,
    Said.SUMMARY: Kind.SUMMARY,
}
"""The item that a remark belongs to where it was recorded outside the agenda."""

FOR_THE_BRANCH = {
    Said.SELF_REVIEW: "代表党支部作对照检查",
    Said.CRITICISM: "对党支部提出批评意见",
    Said.RESPONSE: "代表党支部表态",
}
"""What these kinds are called when they are about the branch and not about a member."""


def items(reader: Reader, meeting: Meeting) -> tuple[Item, ...]:
    """Every agenda item with what was said, decided and counted in it; what fits no item comes last."""
    rows = agenda(reader, meeting.id).rows
    parts = _Parts(rows)
    _briefing(reader, meeting, rows, parts)
    for row in rows:
        if row.note:
            parts.add(row.id, None, Statement(row.note))
    _remarks(reader, meeting.id, parts)
    if said := point_ledger.meeting_statement(reader, meeting.id):
        parts.add(None, Kind.POINTS, Statement(said))
    _motions(reader, meeting.id, parts)
    _polls(reader, meeting.id, parts)
    for note in commentary.released(reader, meeting.id):
        parts.add(None, Kind.COMMENTARY, _commentary(note))
    is_over = meeting.state in ("adjourned", "closed")
    found = [_item(row, tuple(parts.of(row.id)), is_over=is_over) for row in rows]
    if parts.homeless:
        found.append(Item("其他事项", tuple(parts.homeless)))
    return tuple(found)


class _Parts:
    """Collects parts under their items; what names no item goes to the first one of its kind."""

    def __init__(self, rows: Sequence[AgendaRow]) -> None:
        self._known = {row.id: row.kind for row in rows}
        self._first: dict[str, int] = {}
        for row in rows:
            if row.state is not State.SKIPPED:
                self._first.setdefault(row.kind, row.id)
        self._found: dict[int, list[Part]] = {}
        self.homeless: list[Part] = []

    def home(self, item_id: int | None, kind: Kind | None) -> int | None:
        """The item that something belongs to, or None."""
        if item_id in self._known:
            return item_id
        return self._first.get(kind.value) if kind is not None else None

    def home_by_kind(self, item_id: int | None, kind: Kind) -> int | None:
        """The item of the kind itself, whatever was going on; only where there is none, the item that it names."""
        is_of_kind = item_id is not None and self._known.get(item_id) == kind.value
        return item_id if is_of_kind else self._first.get(kind.value, item_id)

    def add(self, item_id: int | None, kind: Kind | None, part: Part) -> None:
        """Put a part under its item."""
        home = self.home(item_id, kind)
        if home is None:
            self.homeless.append(part)
        else:
            self._found.setdefault(home, []).append(part)

    def of(self, item_id: int) -> list[Part]:
        """The parts of one item, in the order they came."""
        return self._found.get(item_id, [])


def _item(row: AgendaRow, parts: tuple[Part, ...], *, is_over: bool) -> Item:
    if row.state is State.SKIPPED or (is_over and row.state is State.WAITING and not parts):
        return Item(row.title, skipped=row.skip_reason)
    return Item(
        row.title,
        parts,
        planned_minutes=row.clock.planned // 60 or None,
        actual_minutes=round(row.clock.spent_ms / 60_000) if row.state is State.DONE else None,
        started=local(row.started_at) if row.started_at else None,
    )


def _briefing(reader: Reader, meeting: Meeting, rows: Sequence[AgendaRow], parts: _Parts) -> None:
    """通报: what was done before the meeting, and what came of the last meeting's list; not before it was reached."""
    home = parts.home(None, Kind.BRIEFING)
    now = meeting.ended_at or meeting.started_at
    if home is None or now is None or next(row for row in rows if row.id == home).state is State.WAITING:
        return
    text = briefing(reader, meeting.id, local(now).date().isoformat())
    if text:
        parts.add(home, None, Statement(text))


def _remarks(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    """Remarks in order; those of one member's turn stand together where the turn began."""
    turns: dict[tuple[int | None, int], list[RemarkRow]] = {}
    order: list[RemarkRow | tuple[int | None, int]] = []
    for remark in remarks.spoken(reader, meeting_id):
        subject = _subject(remark)
        if subject is None:
            order.append(remark)
            continue
        key = (parts.home(remark.item_id, Kind.SELF_REVIEW), subject)
        if key not in turns:
            order.append(key)
        turns.setdefault(key, []).append(remark)
    for found in order:
        if isinstance(found, tuple):
            parts.add(found[0], Kind.SELF_REVIEW, _turn(turns[found]))
        else:
            parts.add(found.item_id, HOME_OF_REMARK.get(found.kind), _speech(found))


def _subject(remark: RemarkRow) -> int | None:
    """Whose turn a remark belongs to, or None where it is no part of a member's turn."""
    return remark.about_id if remark.kind in FOR_THE_BRANCH else None


def _turn(said: Sequence[RemarkRow]) -> Turn:
    turn = Turn(said[0].about)
    for remark in said:
        text = remark.text.strip()
        if remark.kind is Said.CRITICISM:
            turn = replace(
                turn, criticisms=(*turn.criticisms, Criticism(remark.speaker, text, remark.reader))
            )
        elif remark.kind is Said.SELF_REVIEW:
            turn = replace(turn, review=_joined(turn.review, text), reader=turn.reader or remark.reader)
        else:
            turn = replace(turn, response=_joined(turn.response, text))
    return turn


def _speech(remark: RemarkRow) -> Speech:
    about = f"就{remark.about}同志的情况" if remark.about else ""
    kind = FOR_THE_BRANCH.get(remark.kind) or about + REMARK_KIND[remark.kind.value]
    return Speech(comrade(remark.speaker), kind, remark.text.strip(), remark.reader)


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before and text else before or text


def _motions(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    homes = dict(reader.rows("SELECT id, agenda_item_id FROM poll WHERE meeting_id = ?", (meeting_id,)))
    for motion in motions.motions(reader, meeting_id):
        home = homes[motion.id]
        if motion.nominees:  # 推选监票人、计票人 has an item of its own, whatever the clock stood on
            home = parts.home_by_kind(home, Kind.MOTION)
        if motion.state == "void":
            if motion.count is None:
                continue  # taken off before anybody voted
            reason = f"，原因：{clause(motion.void_reason)}" if motion.void_reason else ""
            parts.add(home, Kind.MOTION, Statement(f"“{motion.title}”的表决作废{reason}。"))
        elif motion.sentence:
            again = f"因{clause(motion.rerun_reason)}，重新表决。" if motion.rerun_reason else ""
            parts.add(home, Kind.MOTION, Decision(motion.title, again + motion.sentence))


def _polls(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    """Secret polls: the four numbers and who counted, a motion's decision; never a count of any person."""
    for poll in polls.secret_polls(reader, meeting_id):
        item = reader.value("SELECT agenda_item_id FROM poll WHERE id = ?", (poll.id,))
        kind = Kind.MOTION if poll.traits.decides else Kind.APPRAISAL
        if poll.state == "void":
            reason = f"，原因：{clause(poll.void_reason)}" if poll.void_reason else ""
            of = f"{poll.pool}的" if poll.pool else ""
            parts.add(item, kind, Statement(f"{of}“{poll.title}”作废{reason}。"))
        elif poll.state == "counted":
            parts.add(item, kind, _counted(reader, poll))


def _counted(reader: Reader, poll: polls.Turnout) -> Part:
    sheet = polls.sheet(reader, poll.id)
    if not poll.traits.decides or sheet is None:
        return PollNote(polls.sentence(poll) or "", *((sheet.scrutineers, sheet.tellers) if sheet else ()))
    result = polls.result(reader, poll.id)
    named = (("监票人", sheet.scrutineers), ("计票人", sheet.tellers))
    who = "；".join(f"{role}：{'、'.join(names)}" for role, names in named if names)
    return Decision(poll.title, (result.sentence if result else "") + (f"{who}。" if who else ""))


def _commentary(row: commentary.CommentaryRow) -> CommentaryNote:
    return CommentaryNote(
        commentator=row.commentator,
        target=f"{row.target}同志" if row.target else "党支部",
        post=row.post if row.commentator_id is None else branch_post(row.post),
        manner=MANNER[row.manner],
        results=row.results.strip(),
        problems=row.problems.strip(),
        direction=row.direction.strip(),
    )
