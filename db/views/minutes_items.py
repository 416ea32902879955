"""What happened at a meeting, agenda item by agenda item, as the minutes tell it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
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
from db.rules.agenda import Kind, State
from db.rules.corrections import Correction, carried_sentence, due_date
from db.rules.corrections import State as CorrectionState
from db.rules.moments import local
from db.rules.motion import Attendance, HandCount, decide
from db.rules.preparation import checklist_sentence
from db.rules.settings import Rules
from db.views import polls
from db.views.agenda import AgendaRow, agenda
from db.views.meetings import Meeting, checklist
from db.views.roster import shown_name
from db.words import MANNER, REMARK_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.book import Reader

HOME_OF_REMARK = {
    "self_review": Kind.SELF_REVIEW,
    "criticism": Kind.SELF_REVIEW,
    "response": Kind.SELF_REVIEW,
    "report": Kind.WORK_REPORT,
    "summary": Kind.SUMMARY,
}
"""The item that a remark belongs to where it was recorded outside the agenda."""

_TURNS = ("self_review", "criticism", "response")


@dataclass(frozen=True)
class _Remark:
    """One spoken remark with the names in it."""

    item_id: int | None
    kind: str
    speaker_key: int | str
    speaker: str
    about_key: int | None
    about: str
    reader: str
    text: str

    @property
    def subject(self) -> int | str:
        """Whose turn it belongs to."""
        return (self.about_key or 0) if self.kind == "criticism" else self.speaker_key

    @property
    def subject_name(self) -> str:
        """The name of whose turn it belongs to."""
        return self.about if self.kind == "criticism" else self.speaker


def items(reader: Reader, meeting: Meeting) -> tuple[Item, ...]:
    """Every agenda item with what was said, decided and counted in it; what fits no item comes last."""
    rows = agenda(reader, meeting.id).rows
    parts = _Parts(rows)
    _briefing(reader, meeting, rows, parts)
    for row in rows:
        if row.note:
            parts.add(row.id, None, Statement(row.note))
    _remarks(reader, meeting.id, parts)
    _motions(reader, meeting.id, parts)
    _roles(reader, meeting.id, parts)
    _appraisals(reader, meeting.id, parts)
    _commentaries(reader, meeting.id, parts)
    is_over = meeting.state in ("adjourned", "closed")
    found = [_item(row, tuple(parts.of(row.id)), is_over=is_over) for row in rows]
    if parts.homeless:
        found.append(Item("其他事项", tuple(parts.homeless)))
    return tuple(found)


class _Parts:
    """Collects parts under their items; what names no item goes to the first one of its kind."""

    def __init__(self, rows: Sequence[AgendaRow]) -> None:
        self._known = {row.id for row in rows}
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
    """通报: what was done before the meeting, and what came of the last meeting's list."""
    home = parts.home(None, Kind.BRIEFING)
    if home is None or next(row for row in rows if row.id == home).state is State.WAITING:
        return
    prepared = checklist_sentence(line.rule for line in checklist(reader, meeting.id))
    carried = carried_sentence(_previous_corrections(reader, meeting), _day(meeting))
    for lead, text in (("会前准备情况：", prepared), ("上次整改落实情况：", carried)):
        if text:
            parts.add(home, None, Statement(text, lead=lead))


def _day(meeting: Meeting) -> date:
    return local(meeting.started_at).date() if meeting.started_at else date.min


def _previous_corrections(reader: Reader, meeting: Meeting) -> tuple[Correction, ...]:
    """The last meeting's list as it stood when this meeting was over (or stands now)."""
    until = meeting.ended_at or "9999"
    sql = (
        "SELECT CASE WHEN struck_off_at <= ? THEN 'struck_off' ELSE 'open' END, due FROM correction "
        "WHERE meeting_id = (SELECT id FROM meeting WHERE organisation_id = ? AND number < ? "
        "ORDER BY number DESC LIMIT 1)"
    )
    rows = reader.rows(sql, (until, meeting.organisation_id, meeting.number))
    return tuple(Correction(CorrectionState(state), due_date(due)) for state, due in rows)


def _remarks(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    """Remarks in order; those of one member's turn stand together where the turn began."""
    turns: dict[tuple[int | None, int | str], list[_Remark]] = {}
    order: list[tuple[Kind | None, int | None, _Remark | tuple[int | None, int | str]]] = []
    for remark in _spoken(reader, meeting_id):
        kind = HOME_OF_REMARK.get(remark.kind)
        if remark.kind not in _TURNS or not remark.subject:
            order.append((kind, remark.item_id, remark))
            continue
        key = (parts.home(remark.item_id, kind), remark.subject)
        if key not in turns:
            order.append((kind, remark.item_id, key))
        turns.setdefault(key, []).append(remark)
    for kind, item_id, found in order:
        part = _speech(found) if isinstance(found, _Remark) else _turn(turns[found])
        parts.add(item_id, kind, part)


def _spoken(reader: Reader, meeting_id: int) -> Iterator[_Remark]:
    sql = (
        "SELECT r.agenda_item_id, r.kind, r.speaker_id, r.speaker, s.name, s.mark, r.about_id, a.name, a.mark, "
        "d.name, d.mark, r.text FROM remark r LEFT JOIN member s ON s.id = r.speaker_id "
        "LEFT JOIN member a ON a.id = r.about_id LEFT JOIN member d ON d.id = r.reader_id "
        "WHERE r.meeting_id = ? AND r.state = 'spoken' ORDER BY r.position, r.id"
    )
    for (
        item,
        kind,
        speaker_id,
        typed,
        name,
        mark,
        about_id,
        about,
        about_mark,
        by,
        by_mark,
        text,
    ) in reader.rows(sql, (meeting_id,)):
        speaker = shown_name(name, mark) if name else typed
        yield _Remark(
            item_id=item,
            kind=kind,
            speaker_key=speaker_id or typed,
            speaker=speaker,
            about_key=about_id,
            about=shown_name(about, about_mark) if about else "",
            reader=shown_name(by, by_mark) if by else "",
            text=text.strip(),
        )


def _turn(remarks: Sequence[_Remark]) -> Turn:
    turn = Turn(remarks[0].subject_name)
    for remark in remarks:
        if remark.kind == "criticism":
            critic = Criticism(remark.speaker, remark.text, remark.reader)
            turn = replace(turn, criticisms=(*turn.criticisms, critic))
        elif remark.kind == "self_review":
            turn = replace(
                turn, review=_joined(turn.review, remark.text), reader=turn.reader or remark.reader
            )
        else:
            turn = replace(turn, response=_joined(turn.response, remark.text))
    return turn


def _speech(remark: _Remark) -> Speech:
    if remark.kind == "criticism":
        kind = "对党支部提出批评意见"
    else:
        about = f"就{remark.about}同志的情况" if remark.about else ""
        kind = about + REMARK_KIND[remark.kind]
    name = remark.speaker if remark.speaker.endswith("同志") else f"{remark.speaker}同志"
    return Speech(name, kind, remark.text, remark.reader)


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before and text else before or text


def _motions(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    sql = (
        "SELECT p.agenda_item_id, p.title, p.due, p.electorate, p.rules, p.scale, p.id, p.passed FROM poll p "
        "WHERE p.meeting_id = ? AND p.kind = 'motion' AND p.state = 'counted' ORDER BY p.id"
    )
    for item, title, due, present, rules, scale, poll_id, passed in reader.rows(sql, (meeting_id,)):
        counts = _hands(reader, poll_id, scale)
        try:
            sentence = decide(Attendance(due, present), counts, Rules.from_json(rules)).sentence
        except ValueError:
            # The figures were refused by today's rules, yet were recorded: tell them, with the outcome recorded.
            outcome = "通过" if passed else "未获通过"
            sentence = (
                f"赞成{counts.in_favour}票，反对{counts.against}票，弃权{counts.abstaining}票，{outcome}。"
            )
        parts.add(item, Kind.MOTION, Decision(title, sentence))


def _hands(reader: Reader, poll_id: int, scale: str) -> HandCount:
    """赞成, 反对, 弃权 in the order of the motion's scale."""
    sql = "SELECT grade, sum(count) FROM poll_count WHERE poll_id = ? GROUP BY grade"
    found: dict[str, int] = dict(reader.rows(sql, (poll_id,)))
    codes = [grade["code"] for grade in json.loads(scale)]
    counts = [found.get(code, 0) for code in codes[:3]]
    return HandCount(*(counts + [0] * (3 - len(counts))))


def _roles(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    sql = "SELECT role, name FROM meeting_role WHERE meeting_id = ? ORDER BY id"
    rows = reader.rows(sql, (meeting_id,))
    named = [
        f"{word}：{'、'.join(names)}"
        for role, word in (("scrutineer", "监票人"), ("teller", "计票人"))
        if (names := [name for of, name in rows if of == role])
    ]
    if named:
        parts.add(None, Kind.MOTION, Statement("；".join(named) + "。"))


def _appraisals(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    for poll in polls.appraisals(reader, meeting_id):
        sheet = polls.sheet(reader, poll.id)
        item = reader.value("SELECT agenda_item_id FROM poll WHERE id = ?", (poll.id,))
        if poll.state == "void":
            reason = f"，原因：{poll.void_reason}" if poll.void_reason else ""
            parts.add(item, Kind.APPRAISAL, Statement(f"“{poll.title}”作废{reason}。"))
        elif (sentence := polls.sentence(poll)) and sheet is not None:
            parts.add(item, Kind.APPRAISAL, PollNote(sentence, sheet.scrutineers, sheet.tellers))


def _commentaries(reader: Reader, meeting_id: int, parts: _Parts) -> None:
    sql = (
        "SELECT c.commentator, c.commentator_post, m.name, m.mark, c.manner, c.results, c.problems, c.direction "
        "FROM commentary c LEFT JOIN member m ON m.id = c.member_id "
        "WHERE c.meeting_id = ? AND c.state = 'released' ORDER BY c.released_at, c.id"
    )
    for by, post, name, mark, manner, results, problems, direction in reader.rows(sql, (meeting_id,)):
        target = f"{shown_name(name, mark)}同志" if name else "党支部"
        note = CommentaryNote(
            by, target, post, MANNER[manner], results.strip(), problems.strip(), direction.strip()
        )
        parts.add(None, Kind.COMMENTARY, note)
