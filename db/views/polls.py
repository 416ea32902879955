"""Secret polls as people see them: what stands open, what a meeting held, how one is prepared.

The sheet of one poll is read by `db.views.poll_sheets`, its counts by `db.views.poll_results`; both are to be had here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.electorate import NO_RIGHTS
from db.rules.motion import votes_needed
from db.rules.poll import Preflight, Preparation, fingerprint, preflight
from db.rules.poll_kinds import KINDS
from db.store import motions, poll_boxes, poll_counts, poll_rounds
from db.store import polls as store
from db.views.poll_results import PollResult, ResultRow, pools, result, sentence
from db.views.poll_sheets import (
    PENDING,
    SELECT_TURNOUT,
    PollSheet,
    TargetRow,
    Turnout,
    cap,
    rated,
    sheet,
    turnout,
)

if TYPE_CHECKING:
    from db.book import Reader

__all__ = [
    "PENDING",
    "Candidate",
    "Filers",
    "PollResult",
    "PollSheet",
    "Preparing",
    "ResultRow",
    "TargetRow",
    "Turnout",
    "appraisals",
    "candidates",
    "cap",
    "electors_now",
    "filers",
    "home_item",
    "is_cleaning_due",
    "latest_appraisal",
    "may_be_named",
    "may_file",
    "missing_boxes",
    "open_poll",
    "pools",
    "preflight_of",
    "preparing",
    "question_print",
    "result",
    "secret_polls",
    "sentence",
    "sheet",
    "turnout",
    "zero_report",
]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a draft may name on its slip."""

    member_id: int
    label: str
    is_listed: bool
    is_graded: bool
    initials: str


@dataclass(frozen=True)
class Filers:
    """Who filed an opinion in writing, by name.

    Attributes:
        still: Whose opinion still counts.
        here: Who came after all, and votes himself.
        out: Who is not due with a vote any more.
    """

    still: tuple[str, ...]
    here: tuple[str, ...]
    out: tuple[str, ...]


def open_poll(reader: Reader) -> Turnout | None:
    """The secret poll that is open, or closed and not yet counted; at most one in a book."""
    row = reader.one(SELECT_TURNOUT + "WHERE state IN ('open', 'closed', 'settling') LIMIT 1")
    return Turnout(*row) if row else None


def secret_polls(reader: Reader, meeting_id: int) -> tuple[Turnout, ...]:
    """Every secret poll of a meeting, void ones and repetitions among them, in order."""
    rows = reader.rows(
        SELECT_TURNOUT + "WHERE meeting_id = ? AND channel <> 'hands' ORDER BY id", (meeting_id,)
    )
    return tuple(Turnout(*row) for row in rows)


def appraisals(reader: Reader, meeting_id: int) -> tuple[Turnout, ...]:
    """The appraisals by the members of a meeting, void ones and reruns among them, in order; never a pool's."""
    return tuple(
        poll for poll in secret_polls(reader, meeting_id) if poll.kind == "appraisal" and not poll.pool
    )


def latest_appraisal(reader: Reader, meeting_id: int) -> Turnout | None:
    """The appraisal that work goes to: the last one that is not void, else the last."""
    every = appraisals(reader, meeting_id)
    standing = [poll for poll in every if poll.state != "void"]
    candidates = standing or list(every)
    return candidates[-1] if candidates else None


@dataclass(frozen=True)
class Preparing:
    """What a draft would open with now.

    Attributes:
        question: The fingerprint of what is asked and of whom.
        due: How many would take part if all came.
        present: How many would take part.
        check: What stands in the way, and what the branch should know first.
        needed: How many 赞成 carry a motion; 0 of any other kind.
        filers: Who filed an opinion in writing, by name.
    """

    question: str
    due: int
    present: int
    check: Preflight
    needed: int = 0
    filers: tuple[str, ...] = ()


def preparing(reader: Reader, poll_id: int) -> Preparing | None:
    """What a draft would open with now, all of one moment; None where there is no such poll."""
    with reader.snapshot():
        record = store.poll(reader, poll_id)
        if record is None:
            return None
        ready = store.preparation(reader, record)
        check = _checked(reader, record, ready)
        needed = votes_needed(*ready.motion) if ready.motion is not None else 0
        present = len(ready.question.electors)
        return Preparing(fingerprint(ready.question), ready.due, present, check, needed, ready.filers)


def zero_report(reader: Reader, poll_id: int) -> tuple[int, int]:
    """How many boxes and counts the book holds of a poll: both are nought when it opens (零票报告)."""
    return poll_boxes.box_count(reader, poll_id), poll_counts.stored(reader, poll_id)


def preflight_of(reader: Reader, poll_id: int) -> Preflight:
    """What stands in the way of opening a draft, and what the branch should know first."""
    record = store.poll(reader, poll_id)
    if record is None:
        return Preflight(("没有这次测评。",), ())
    return _checked(reader, record, store.preparation(reader, record))


def _checked(reader: Reader, record: store.PollRecord, ready: Preparation) -> Preflight:
    refusal = poll_rounds.rerun_refusal_of(reader, record)
    return preflight(ready, refusal, poll_rounds.near_warning_of(reader, record))


def question_print(reader: Reader, poll_id: int) -> str:
    """The fingerprint that a draft would open with now, or that it did open with."""
    record = store.poll(reader, poll_id)
    if record is None:
        return ""
    return record.fingerprint or fingerprint(store.preparation(reader, record).question)


def candidates(reader: Reader, poll_id: int) -> tuple[Candidate, ...]:
    """Whom a draft may name, in the order of the slip, and whom it names now."""
    record = store.poll(reader, poll_id)
    if record is None:
        return ()
    listed = {target.member_id for target in store.targets(reader, poll_id)}
    return tuple(
        Candidate(person.id, person.label, person.id in listed, person.rights.is_graded, person.initials)
        for person in store.people(reader, record.meeting_id, record.rules)
        if person.rights is not NO_RIGHTS
    )


def may_be_named(reader: Reader, meeting_id: int) -> tuple[Candidate, ...]:
    """Whom a 推荐 of a meeting may put on its slip, in the order of the slip; nobody is listed yet."""
    return tuple(
        Candidate(person.id, person.label, False, person.rights.is_graded, person.initials)
        for person in store.people(reader, meeting_id, store.meeting_rules(reader, meeting_id))
        if person.rights is not NO_RIGHTS
    )


def may_file(reader: Reader, meeting_id: int, kind: str = "motion") -> tuple[Candidate, ...]:
    """Who may file an opinion in writing now, in the order of the roll: due, with the right, and not here."""
    return tuple(
        Candidate(person.id, person.label, False, person.rights.is_graded, person.initials)
        for person in store.people(reader, meeting_id, store.meeting_rules(reader, meeting_id))
        if store.may_file(person, KINDS[kind])
    )


def filers(reader: Reader, poll_id: int) -> Filers:
    """Who filed an opinion in writing in a draft, in the order of the roll."""
    record = store.poll(reader, poll_id)
    if record is None:
        return Filers((), (), ())
    ready = store.preparation(reader, record)
    gone = {*ready.filers_here, *ready.filers_out}
    return Filers(
        tuple(name for name in ready.filers if name not in gone), ready.filers_here, ready.filers_out
    )


def home_item(reader: Reader, meeting_id: int, kind: str) -> int | None:
    """The agenda item that a secret poll of a kind belongs to, among those not skipped.

    A 测评 has an item of its own, whatever the clock stands on: it is often prepared while the item before it is
    still going on. Any other poll goes with the item that is going on, where that serves polls at all; else with the
    first of the meeting that does.
    """
    wanted = "motion" if KINDS[kind].decides else "appraisal"
    running = motions.running_item(reader, meeting_id)
    item = reader.value(
        "SELECT id FROM agenda_item WHERE meeting_id = ?1 AND state <> 'skipped' "
        "AND (kind = ?2 OR id = ?3 AND kind IN ('motion', 'appraisal', 'other')) "
        "ORDER BY ?4 AND kind <> ?2, id IS NOT ?3, position LIMIT 1",
        (meeting_id, wanted, running, int(not KINDS[kind].is_announced)),
    )
    return None if item is None else int(item)


def electors_now(reader: Reader, poll_id: int) -> int:
    """How many members would take part if a draft opened now."""
    record = store.poll(reader, poll_id)
    return rated(reader, record) if record else 0


def missing_boxes(reader: Reader, poll_id: int) -> int:
    """How many slips, or rows of totals, are still to be typed in."""
    record = store.poll(reader, poll_id)
    return record.admissions - record.withdrawn - poll_boxes.box_count(reader, poll_id) if record else 0


def is_cleaning_due(reader: Reader) -> bool:
    """Whether what the boxes of a poll left in the files is still to be wiped."""
    return bool(store.polls_not_cleaned(reader))
