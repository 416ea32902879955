"""What is on stage, turned into what the room may see. Privacy is applied here and nowhere else.

On the wall: attendance in numbers and who has not come; the agenda; approved points, never while a secret poll is
open; 发出/收回 of an open poll; the four numbers of a counted secret poll, the full count of a show of hands; a released
commentary on the branch, its text on a member only by setting; the branch's own corrections. Never a remark, a
person's tally, a reason for leave, a draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import words
from db.rules import ledger
from db.rules.moments import date_time_text, partial_date_text
from db.views import meetings, point_tables, scene_polls
from db.views.points import movements, scale_of
from db.views.roster import shown_name
from db.views.scene_view import (
    AgendaLine,
    AgendaView,
    BarsView,
    BlankView,
    CommentaryView,
    CorrectionLine,
    CorrectionsView,
    CoverView,
    LatestRow,
    LatestView,
    MessageView,
    MovementView,
    PointsHeldView,
    PointsRow,
    PointsView,
    ProofView,
    RollCallView,
    SceneView,
)
from db.views.stage import stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Reader
    from db.rules.stage import SceneSpec
    from db.views.meetings import Meeting

    _Show = Callable[[Reader, SceneSpec, Meeting, dict[str, Any]], SceneView]


def live_scene(reader: Reader) -> SceneView:
    """What the room sees now; blank where the wall is blanked."""
    with reader.snapshot():
        now = stage(reader)
        return BlankView() if now.is_blank else _scene(reader, now.live)


def next_scene(reader: Reader) -> SceneView | None:
    """What the room would see next; None where nothing is prepared."""
    with reader.snapshot():
        following = stage(reader).next
        return _scene(reader, following) if following else None


def scene(reader: Reader, spec: SceneSpec) -> SceneView:
    """What the room may see of one scene."""
    with reader.snapshot():
        return _scene(reader, spec)


def _scene(reader: Reader, spec: SceneSpec) -> SceneView:
    if spec.kind == "blank":
        return BlankView()
    meeting_id = spec.ids.get("meeting")
    meeting = meetings.meeting(reader, meeting_id) if meeting_id else meetings.current_meeting(reader)
    base = _base(reader, meeting)
    if spec.kind == "test":
        return ProofView(**base, room=str(reader.value("SELECT room FROM book") or "unknown"))
    if spec.kind == "message":
        return MessageView(**base, text=spec.text)
    if spec.kind in ("registers", "targets"):
        return _shares(reader, spec, meeting, base)
    if meeting is None:
        return CoverView(**base)
    return _OF_MEETING[spec.kind](reader, spec, meeting, base)


def _base(reader: Reader, meeting: Meeting | None) -> dict[str, Any]:
    branch = meeting.organisation if meeting else _branch_name(reader)
    return {
        "branch": branch,
        "meeting": meeting.title if meeting else "",
        "is_rehearsal": bool(reader.value("SELECT rehearsal FROM book")),
    }


def _branch_name(reader: Reader) -> str:
    name = reader.value(
        "SELECT name FROM organisation WHERE kind = 'branch' AND closed_at IS NULL ORDER BY position, id LIMIT 1"
    )
    return str(name or "")


def _cover(_reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    when = date_time_text(meeting.planned_at) if meeting.planned_at else ""
    return CoverView(**base, year=meeting.year, topic=meeting.topic, when=when, place=meeting.place)


def _roll_call(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    rows = reader.rows(
        "SELECT m.name, m.mark, a.status, a.is_due, a.in_room FROM attendance a JOIN member m ON m.id = a.member_id "
        "WHERE a.meeting_id = ? ORDER BY m.sort_key, m.id",
        (meeting.id,),
    )
    here = [status in ("present", "late") and bool(in_room) for _, _, status, _, in_room in rows]
    due = [bool(is_due) for *_, is_due, _ in rows]
    guests = int(
        reader.value("SELECT count(*) FROM observer WHERE meeting_id = ? AND in_room", (meeting.id,))
    )
    guests += sum(came and not owed for came, owed in zip(here, due, strict=True))
    names = [(shown_name(name, mark), status) for name, mark, status, is_due, _ in rows if is_due]
    leave = tuple(name for name, status in names if status == "leave")
    return RollCallView(
        **base,
        due=sum(due),
        present=sum(came and owed for came, owed in zip(here, due, strict=True)),
        on_leave=len(leave),
        observers=guests,
        missing=tuple(name for name, status in names if status in ("unmarked", "absent")),
        leave_names=leave,
    )


def _agenda(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    rows = reader.rows(
        "SELECT title, state, planned_seconds, elapsed_ms, running_since FROM agenda_item "
        "WHERE meeting_id = ? ORDER BY position, id",
        (meeting.id,),
    )
    return AgendaView(
        **base, items=tuple(AgendaLine(number, *row) for number, row in enumerate(rows, start=1))
    )


def _points(reader: Reader, spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    rules = meeting.rules
    scale = scale_of(rules)
    rows = reader.rows(
        "SELECT m.id, m.name, m.mark, m.group_id, coalesce(b.tenths, 0), v.id IS NOT NULL FROM member m "
        "LEFT JOIN point_balance b ON b.member_id = m.id AND b.year = ?1 "
        "LEFT JOIN point_veto v ON v.member_id = m.id AND v.year = ?1 AND v.lifted_at IS NULL "
        "WHERE m.left_at IS NULL AND m.counts_points = 1 AND ?2 IN (m.organisation_id, m.group_id) "
        "ORDER BY m.sort_key, m.id",
        (meeting.year, meeting.organisation_id),
    )
    totals = {member: scale.total(moved, is_vetoed=bool(vetoed)) for member, *_, moved, vetoed in rows}
    if spec.ids.get("by_group"):
        groups = {member: group for member, _, _, group, *_ in rows if group is not None}
        shown = _group_rows(reader, totals, groups)
    else:
        shown = [(member, shown_name(name, mark), totals[member]) for member, name, mark, *_ in rows]
    is_ranked = rules.points_order == "rank"
    return PointsView(
        **base,
        year=meeting.year,
        rows=_ranked(shown) if is_ranked else tuple(PointsRow(*row) for row in shown),
        is_ranked=is_ranked,
        by_group=bool(spec.ids.get("by_group")),
    )


def _movement(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    moved = movements(reader, meeting.year, meeting.started_at) if meeting.started_at else {}
    rows = reader.rows(
        "SELECT id, name, mark FROM member WHERE left_at IS NULL AND counts_points = 1 "
        "AND ? IN (organisation_id, group_id) ORDER BY sort_key, id",
        (meeting.organisation_id,),
    )
    shown = ((member, shown_name(name, mark), moved.get(member, 0)) for member, name, mark in rows)
    return MovementView(**base, rows=tuple(PointsRow(*row) for row in shown if row[2]))


def _categories(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    sums = point_tables.category_sums(reader, meeting.year, meeting.organisation_id)
    rows = tuple(PointsRow(place, one.category, one.tenths) for place, one in enumerate(sums))
    return BarsView(**base, year=meeting.year, rows=rows)


def _months(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    sums = point_tables.month_sums(reader, meeting.year, meeting.organisation_id)
    rows = tuple(PointsRow(month, f"{month}月", gained) for month, (gained, _) in enumerate(sums, 1))
    return BarsView(**base, year=meeting.year, by_month=True, rows=rows)


LATEST = 12
"""So many gains are told; a wall has no room for more."""


def _latest(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    rows = reader.rows(
        "SELECT e.id, m.name, m.mark, iif(e.rule = '', e.category, e.reason), e.tenths FROM point_entry e "
        "JOIN point_approval a ON a.entry_id = e.id AND a.decision = 'approved' JOIN member m ON m.id = e.member_id "
        "WHERE +e.year = ? AND e.tenths > 0 AND e.reverses_id IS NULL AND e.category <> ? "
        "AND m.left_at IS NULL AND ? IN (m.organisation_id, m.group_id) AND NOT EXISTS ("
        "SELECT 1 FROM point_entry r JOIN point_approval d ON d.entry_id = r.id AND d.decision = 'approved' "
        "WHERE r.reverses_id = e.id) ORDER BY e.id DESC LIMIT ?",
        (meeting.year, ledger.CARRIED, meeting.organisation_id, LATEST),
    )
    found = (
        LatestRow(key, shown_name(name, mark), reason, tenths) for key, name, mark, reason, tenths in rows
    )
    return LatestView(**base, rows=tuple(found))


def _unless_polling(show: _Show) -> _Show:
    """The points stay off the wall while a secret poll is open."""

    def shown(reader: Reader, spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
        if reader.one(f"SELECT 1 FROM poll WHERE state IN {scene_polls.UNDECIDED} LIMIT 1"):
            return PointsHeldView(**base)
        return show(reader, spec, meeting, base)

    return shown


def _group_rows(reader: Reader, totals: dict[int, int], groups: dict[int, int]) -> list[tuple[int, str, int]]:
    sums = ledger.group_totals(totals, groups)
    names = reader.rows("SELECT id, name FROM organisation WHERE kind = 'group' ORDER BY position, id")
    return [(group, name, sums[group].mean) for group, name in names if group in sums]


def _ranked(rows: list[tuple[int, str, int]]) -> tuple[PointsRow, ...]:
    places = ledger.ranks({key: tenths for key, _, tenths in rows})
    ordered = sorted(rows, key=lambda row: places[row[0]])
    return tuple(PointsRow(key, name, tenths, places[key]) for key, name, tenths in ordered)


def _ballots(reader: Reader, spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    return scene_polls.ballots(reader, spec.ids.get("poll"), meeting.id, base)


def _result(reader: Reader, spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    shown = scene_polls.result(reader, spec.ids.get("poll"), meeting.id, base)
    return _cover(reader, spec, meeting, base) if shown is None else shown


def _commentary(reader: Reader, spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    chosen, params = "c.meeting_id = ?", (meeting.id,)
    if "commentary" in spec.ids:
        chosen, params = "c.id = ?", (spec.ids["commentary"],)
    row = reader.one(
        "SELECT c.commentator, c.commentator_post, c.manner, m.id, m.name, m.mark, c.results, c.problems, c.direction "
        f"FROM commentary c LEFT JOIN member m ON m.id = c.member_id WHERE {chosen} AND c.state = 'released' "
        "ORDER BY c.released_at DESC, c.id DESC LIMIT 1",
        params,
    )
    if row is None:
        return CommentaryView(**base)
    commentator, post, manner, member, name, mark, *texts = row
    shows_text = member is None or meeting.rules.show_member_commentary
    parts = zip(("肯定成绩", "指出问题", "努力方向"), texts, strict=True)
    return CommentaryView(
        **base,
        commentator=commentator,
        post=post,
        target=shown_name(name, mark) if member else meeting.organisation,
        manner=words.MANNER.get(manner, ""),
        parts=tuple((head, text) for head, text in parts if text.strip()) if shows_text else (),
    )


def _corrections(reader: Reader, _spec: SceneSpec, meeting: Meeting, base: dict[str, Any]) -> SceneView:
    rows = reader.rows(
        "SELECT c.problem, c.measures, c.owner, c.due, c.state FROM correction c "
        "LEFT JOIN meeting t ON t.id = c.meeting_id WHERE c.member_id IS NULL AND (c.meeting_id = ?1 "
        "OR c.meeting_id IS NULL OR (c.state = 'open' AND t.organisation_id = ?2)) ORDER BY c.id",
        (meeting.id, meeting.organisation_id),
    )
    lines = (
        CorrectionLine(problem, measures, owner, partial_date_text(due), state == "struck_off")
        for problem, measures, owner, due, state in rows
    )
    return CorrectionsView(**base, lines=tuple(lines))


def _shares(reader: Reader, spec: SceneSpec, meeting: Meeting | None, base: dict[str, Any]) -> SceneView:
    from db.views import scene_registers  # reads schemes, for which no first frame waits

    show = scene_registers.registers_scene if spec.kind == "registers" else scene_registers.targets_scene
    return show(reader, spec, meeting, base)


_OF_MEETING: dict[str, _Show] = {
    "cover": _cover,
    "rollcall": _roll_call,
    "agenda": _agenda,
    "points": _unless_polling(_points),
    "points_movement": _unless_polling(_movement),
    "points_categories": _unless_polling(_categories),
    "points_months": _unless_polling(_months),
    "points_latest": _unless_polling(_latest),
    "ballots": _ballots,
    "result": _result,
    "commentary": _commentary,
    "corrections": _corrections,
}
