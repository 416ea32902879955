"""Planning a meeting, and the steps it takes: 筹备, 开会, 散会, 闭会."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from db import backup
from db.acts import rollcall
from db.acts.meeting_states import refuse_unless_open, state_of
from db.acts.point_attendance import settle
from db.book import new_uid
from db.errors import Refused, refuse_if
from db.polling import refuse_while_polling
from db.rules import agenda as agenda_rules
from db.rules import clock
from db.rules import meeting as rules_of
from db.rules.moments import moment
from db.rules.preparation import CODES, is_enough, needed_by_default
from db.rules.settings import Rules
from db.store import agenda as agenda_store
from db.store import meetings as store
from db.store import schemes as schemes_store
from db.words import CHECKLIST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.book import Book
    from db.rules.scheme import Scheme


@dataclass(frozen=True)
class MeetingDraft:
    """What is typed about a meeting; `planned_at` is local ISO text or empty."""

    title: str
    year: int
    topic: str = ""
    planned_at: str = ""
    place: str = ""
    chair_id: int | None = None
    recorder_id: int | None = None
    level: str = "assembly"


@dataclass(frozen=True)
class ItemDraft:
    """What is typed about an agenda item."""

    kind: str
    title: str
    minutes: int = 0


@dataclass(frozen=True)
class CheckDraft:
    """One line of a checklist: its code, what people call it, the measure word of its count."""

    code: str
    name: str
    unit: str = ""


COMMON_CHECKS = tuple(CheckDraft(code, *CHECKLIST[code]) for code in CODES)
"""What is done before every meeting, where no template says otherwise."""


def create_meeting(
    book: Book,
    organisation_id: int,
    draft: MeetingDraft,
    agenda: Sequence[ItemDraft] = (),
    *,
    checks: Sequence[CheckDraft] = COMMON_CHECKS,
    rules: Rules | None = None,
    scheme: Scheme | None = None,
    template: str = "",
) -> int:
    """Plan a meeting with its agenda, its checklist and a line of the roll call for every member.

    Args:
        book: The book.
        organisation_id: Whose meeting it is.
        draft: What is planned.
        agenda: Its items, in order.
        checks: Its checklist, in order.
        rules: The rules in force; the defaults where none are given.
        scheme: The scheme in force.
        template: Code of the scheme's template that it is made from.

    Returns:
        The meeting's id.

    Raises:
        Refused: something of the plan is missing or cannot be read.
    """
    _check(draft, agenda)
    with book.write("meeting.planned") as writing:
        frozen = (rules or Rules()).to_json()
        if scheme is not None:
            schemes_store.keep(writing.db, scheme, book.now())
        meeting_id = store.insert(
            writing.db,
            {
                **_fields(draft),
                "uid": new_uid(),
                "organisation_id": organisation_id,
                "rules": frozen,
                **_named(scheme),
                "template": template,
                "created_at": book.now(),
            },
        )
        for position, item in enumerate(agenda):
            agenda_store.insert(
                writing.db,
                meeting_id,
                position,
                kind=item.kind,
                title=item.title.strip(),
                seconds=item.minutes * 60,
            )
        members = rollcall.sync(writing.db, meeting_id)
        store.insert_checklist(writing.db, meeting_id, _checklist(checks, members))
        writing.about(meeting=meeting_id)
        writing.digest_of(asdict(draft))
        return meeting_id


def _named(scheme: Scheme | None) -> dict[str, str]:
    return {} if scheme is None else {"scheme": scheme.id, "scheme_print": scheme.fingerprint}


def edit_meeting(book: Book, meeting_id: int, draft: MeetingDraft) -> None:
    """Change what was planned.

    Raises:
        Refused: the meeting is closed, or something of the plan is missing.
    """
    _check(draft)
    with book.write("meeting.edited") as writing:
        state = refuse_unless_open(writing.db, meeting_id)
        store.update(writing.db, meeting_id, _fields(draft))
        if state is not rules_of.State.ADJOURNED:
            rollcall.sync(writing.db, meeting_id)
        writing.about(meeting=meeting_id)
        writing.digest_of(asdict(draft))


def remove_meeting(book: Book, meeting_id: int) -> None:
    """Take back a planned meeting at which nothing was recorded.

    Raises:
        Refused: it was opened, or something was recorded.
    """
    with book.write("meeting.removed") as writing:
        state = refuse_unless_open(writing.db, meeting_id)
        if state is not rules_of.State.PLANNED or store.is_used(writing.db, meeting_id):
            raise Refused("会议已有记录，不能删除。没有召开的会议可以改期。")
        store.delete(writing.db, meeting_id)
        writing.about(meeting=meeting_id)


def set_checklist(
    book: Book, line_id: int, *, count: int | None, is_done: bool | None = None, note: str = ""
) -> None:
    """Set a line of the checklist; without `is_done` the count decides whether it is done.

    Raises:
        Refused: the meeting is closed, or the count is negative.
    """
    if count is not None and count < 0:
        raise Refused("数量不能小于0。")
    with book.write("checklist.set") as writing:
        line = store.checklist_line(writing.db, line_id)
        if line is None:
            raise Refused("找不到这一项准备工作。")
        meeting_id, _, needed = line
        refuse_unless_open(writing.db, meeting_id)
        done = is_enough(count, needed) if is_done is None else is_done
        store.update_checklist(writing.db, line_id, {"count": count, "done": int(done), "note": note.strip()})
        writing.about(meeting=meeting_id, line=line_id)


def open_meeting(book: Book, meeting_id: int, *, rules: Rules | None = None) -> None:
    """Declare the meeting open: its time is kept, and the rules in force are frozen into it.

    An adjourned meeting goes on with the time of its first opening.

    Raises:
        Refused: it is closed or already open, or another meeting is going on.
    """
    with book.write("meeting.opened") as writing:
        state = refuse_unless_open(writing.db, meeting_id)
        refuse_if(rules_of.why_not_open(state, other_running=store.running_title(writing.db)))
        row: dict[str, Any] = {"state": rules_of.State.RUNNING.value, "ended_at": None}
        if state is rules_of.State.PLANNED:
            row["started_at"] = book.now()
            if rules is not None:
                store.update(writing.db, meeting_id, {"rules": rules.to_json()})
            # While it is still planned: what the roll says from here on, kinds included, is frozen.
            rollcall.sync(writing.db, meeting_id)
        store.update(writing.db, meeting_id, row)
        writing.about(meeting=meeting_id)


def adjourn(book: Book, meeting_id: int, *, scheme: Scheme | None = None) -> None:
    """Declare the meeting ended (散会): its time is kept, the running item ends.

    With a scheme whose rules speak of attendance, those who came get their points.

    Raises:
        Refused: it is not open, or a ballot is not yet counted.
    """
    with book.write("meeting.adjourned") as writing:
        state = refuse_unless_open(writing.db, meeting_id)
        refuse_if(rules_of.why_not_adjourn(state, open_poll=store.open_poll_title(writing.db, meeting_id)))
        now = book.now()
        for item in agenda_store.items(writing.db, meeting_id):
            if item.state.is_current:
                stood = clock.pause(item.clock, moment(now))
                agenda_store.set_state(
                    writing.db, item.id, agenda_rules.State.DONE, elapsed_ms=stood.spent_ms, ended_at=now
                )
        store.update(writing.db, meeting_id, {"state": rules_of.State.ADJOURNED.value, "ended_at": now})
        if scheme is not None:
            settle(book, writing, meeting_id, scheme=scheme)
        writing.about(meeting=meeting_id)


def close_meeting(book: Book, meeting_id: int, *, scheme: Scheme | None = None) -> Path:
    """Close the meeting for good and make a backup; with a scheme, its points follow the roll as corrected since.

    Returns:
        The file of the backup.

    Raises:
        Refused: it was not adjourned, or a ballot is not yet counted.
    """
    refuse_while_polling(book, "闭会")
    with book.write("meeting.closed") as writing:
        state = state_of(writing.db, meeting_id)
        refuse_if(rules_of.why_not_close(state, open_poll=store.open_poll_title(writing.db, meeting_id)))
        if scheme is not None:
            settle(book, writing, meeting_id, scheme=scheme)
        store.update(writing.db, meeting_id, {"state": rules_of.State.CLOSED.value, "closed_at": book.now()})
        writing.about(meeting=meeting_id)
    return backup.automatic(book, "闭会")


def _check(draft: MeetingDraft, agenda: Sequence[ItemDraft] = ()) -> None:
    refuse_if(rules_of.why_not_plan(draft.title, draft.year, rules_of.planned_moment(draft.planned_at)))
    for item in agenda:
        if not item.title.strip():
            raise Refused("议程不能没有名称。")
        refuse_if(agenda_rules.why_not_minutes(item.minutes))


def _fields(draft: MeetingDraft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(),
        "topic": draft.topic.strip(),
        "year": draft.year,
        "planned_at": rules_of.planned_moment(draft.planned_at) or "",
        "place": draft.place.strip(),
        "chair_id": draft.chair_id,
        "recorder_id": draft.recorder_id,
        "level": draft.level,
    }


def _checklist(checks: Sequence[CheckDraft], members: int) -> list[dict[str, Any]]:
    return [{**asdict(check), "needed": needed_by_default(check.code, members)} for check in checks]
