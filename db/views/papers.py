"""The other papers of a meeting, filled from the book: slips, count sheets, 签到表, 点评登记表, 整改清单."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import TYPE_CHECKING

from db.export.papers import (
    CommentaryForm,
    CommentaryPaper,
    CorrectionsPaper,
    Person,
    SignInPaper,
)
from db.export.wording import branch_post
from db.rules.attendance import Status
from db.rules.ledger import format_tenths
from db.rules.moments import date_time_text, local
from db.views import commentary, rollcall
from db.views.minutes import correction_lines
from db.words import MANNER

if TYPE_CHECKING:
    from db.book import Reader
    from db.views.meetings import Meeting


def sign_in_paper(reader: Reader, meeting: Meeting) -> SignInPaper:
    """The 签到表: those due in 姓氏笔画 order, those on leave with the reason already written."""
    roll = rollcall.roll(reader, meeting.id)
    guests = rollcall.observers(reader, meeting.id)
    return SignInPaper(
        branch=meeting.organisation,
        meeting=meeting.title,
        time=date_time_text(meeting.started_at or meeting.planned_at),
        place=meeting.place,
        topic=meeting.topic,
        members=tuple(
            Person(row.shown_name, f"请假：{row.reason}" if row.status is Status.LEAVE else "")
            for row in roll
            if row.is_due
        ),
        observers=tuple(Person(seen.name, seen.unit + seen.post) for seen in guests),
        is_rehearsal=is_rehearsal(reader),
    )


def commentary_paper(reader: Reader, meeting: Meeting) -> CommentaryPaper:
    """The 领导点评登记表 of every commentary that was released, in the order of the targets."""
    forms = [
        _filled(_empty_form(reader, meeting, row), note)
        for row in commentary.board(reader, meeting.id).targets
        for note in row.comments
        if note.released_at
    ]
    return _commentary_paper(reader, meeting, forms)


def blank_commentary_paper(reader: Reader, meeting: Meeting) -> CommentaryPaper:
    """An empty 领导点评登记表 for the branch and every member on whom no commentary was released, to be filled by hand."""
    forms = [
        _empty_form(reader, meeting, row)
        for row in commentary.board(reader, meeting.id).targets
        if not any(note.released_at for note in row.comments)
    ]
    return _commentary_paper(reader, meeting, forms)


def _commentary_paper(reader: Reader, meeting: Meeting, forms: list[CommentaryForm]) -> CommentaryPaper:
    return CommentaryPaper(
        meeting.organisation, meeting.year, tuple(forms), is_rehearsal=is_rehearsal(reader)
    )


def _empty_form(reader: Reader, meeting: Meeting, row: commentary.TargetRow) -> CommentaryForm:
    return CommentaryForm(
        target=row.name if row.member_id else "党支部",
        post=_post(row.post) if row.member_id else "",
        when_and_where=f"{date_time_text(meeting.started_at or meeting.planned_at)} {meeting.place}".strip(),
        facts=_facts(commentary.facts(reader, meeting.id, row.member_id)) if row.member_id else "",
    )


def _filled(form: CommentaryForm, note: commentary.CommentaryRow) -> CommentaryForm:
    return dataclasses.replace(
        form,
        commentator=note.commentator,
        commentator_post=note.post if note.commentator_id is None else branch_post(note.post),
        manner=MANNER[note.manner],
        results=note.results.strip(),
        problems=note.problems.strip(),
        direction=note.direction.strip(),
    )


def _facts(facts: commentary.Facts) -> str:
    """What stands beside the commentary; never a count of an appraisal, which the sheet would spread."""
    said = [f"本年度到会{facts.came}次（应到{facts.held}次）"]
    if facts.points is not None:
        said.append(f"积分{format_tenths(facts.points)}分")
    if facts.additions:
        said.append(f"加分{facts.additions}次")
    if facts.criticisms:
        said.append(f"收到批评意见{facts.criticisms}条")
    if facts.corrections:
        done = sum(is_done for _, is_done in facts.corrections)
        said.append(f"上次整改{len(facts.corrections)}项，已销号{done}项")
    return "；".join(said) + "。"


def corrections_paper(reader: Reader, meeting: Meeting) -> CorrectionsPaper:
    """The 整改清单 of a meeting, as it stands now."""
    lines = correction_lines(reader, meeting.id)
    return CorrectionsPaper(
        meeting.organisation, meeting.year, meeting_day(meeting), lines, is_rehearsal=is_rehearsal(reader)
    )


def _post(post: str) -> str:
    return branch_post(post) or "党员"


def is_rehearsal(reader: Reader) -> bool:
    """Whether the book is the copy of a rehearsal (演练), which every page says."""
    return bool(reader.value("SELECT rehearsal FROM book"))


def moment_day(text: str | None) -> date | None:
    """The local day of a stored moment, or None."""
    return local(text).date() if text else None


def meeting_day(meeting: Meeting) -> date | None:
    """The day a meeting was held, or is planned for; None where neither is known."""
    if meeting.started_at:
        return local(meeting.started_at).date()
    return datetime.fromisoformat(meeting.planned_at).date() if meeting.planned_at else None
