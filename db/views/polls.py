"""Polls as people see them: what stands open, how one was prepared, its four numbers, its counts.

Only `result` tells counts, and only of a counted poll. The room is shown `Turnout` and nothing else of an
appraisal; per-person counts go to the internal sheet (汇总表（内部）).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.electorate import NO_RIGHTS
from db.rules.poll import Preflight, fingerprint, poll_sentence, preflight
from db.rules.poll_kinds import KINDS, PollKind
from db.rules.prose import clause
from db.rules.tally import RowCount, Slips, Tally, percent, softened_rows, sorted_others
from db.store import poll_boxes, poll_counts
from db.store import polls as store
from db.words import POLL_STATE

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.ballot import BallotForm, InvalidScope, Part, Scale
    from db.rules.grades import Cap
    from db.rules.motion import HandCount
    from db.rules.settings import Rules

PENDING = ("open", "closed", "settling")
"""A secret poll in one of these states forbids backup, export and archive."""


@dataclass(frozen=True)
class Turnout:
    """What everybody may see of a secret poll at any time.

    Attributes:
        due: 应参评.
        electorate: 实到参评, frozen when the poll opened.
        issued: 发出; None before the slips are handed out.
        returned: 收回; None before the box was opened and the slips were counted.
        valid: 有效票; None before the count.
        void: 废票; None before the count.
        pool: Who votes, where they are on no roll; empty for the members.
    """

    id: int
    meeting_id: int
    kind: str
    channel: str
    title: str
    state: str
    due: int
    electorate: int
    issued: int | None
    returned: int | None
    valid: int | None
    void: int | None
    rerun_reason: str
    void_reason: str
    pool: str

    @property
    def traits(self) -> PollKind:
        """What is true of every poll of its kind."""
        return KINDS[self.kind]

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return POLL_STATE[self.state]

    @property
    def is_pending(self) -> bool:
        """Whether the poll is open, or closed and not yet counted."""
        return self.state in PENDING


@dataclass(frozen=True)
class TargetRow:
    """One row of the slip."""

    id: int
    position: int
    member_id: int | None
    label: str
    is_graded: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a draft may name on its slip."""

    member_id: int
    label: str
    is_listed: bool
    is_graded: bool
    initials: str


@dataclass(frozen=True)
class PollSheet:
    """A poll with everything that its slip, its preparation and its count sheet print, counts left out.

    Attributes:
        cap: The limit on 优秀, or None where the branch has none.
        opened_at: UTC ISO, or None; so are the other moments.
        count_salt: Printed on the count sheet beside the hash, so that the hash can be checked.
        facts: What was recorded of the cleaning: boxes left, WAL bytes, secure_delete, backups made.
    """

    turnout: Turnout
    uid: str
    form: BallotForm
    entries: int
    admissions: int
    withdrawn: int
    written: HandCount
    rules: Rules
    fingerprint: str
    targets: tuple[TargetRow, ...]
    scrutineers: tuple[str, ...]
    tellers: tuple[str, ...]
    cap: Cap | None
    rerun_of: int | None
    is_cleaned: bool
    facts: dict[str, int]
    count_salt: str
    count_hash: str
    opened_at: str | None
    closed_at: str | None
    counted_at: str | None

    @property
    def scale(self) -> Scale:
        """The grades of the overall judgement."""
        return self.form.scale

    @property
    def scope(self) -> InvalidScope:
        """What an over-marked row spoils."""
        return store.scope_of(self.rules)

    @property
    def not_returned(self) -> int | None:
        """Slips handed out and not returned (未收回)."""
        if self.turnout.issued is None or self.turnout.returned is None:
            return None
        return self.turnout.issued - self.turnout.returned


@dataclass(frozen=True, repr=False)
class ResultRow:
    """The counts of one target on one judgement.

    Attributes:
        part: The judgement: a criterion, or the overall grade.
        shares: Each grade as a share of the base that the rules name, two decimals: 95.04%.
        is_softened: The counts unmask people (too few slips, or all alike): for the internal sheet only.
    """

    target: TargetRow
    part: Part
    count: RowCount
    shares: tuple[str, ...]
    is_softened: bool

    def __repr__(self) -> str:
        return f"<ResultRow {self.target.position}>"


@dataclass(frozen=True, repr=False)
class PollResult:
    """A counted poll, for the internal sheet and the secretary's own eyes.

    Attributes:
        rows: A row a cell of the form, target by target; none of a pool too small to show.
        is_withheld: Only 有效票 and 废票 were kept, because the pool had fewer than three slips.
        is_passed: Whether a motion is carried; None of any other kind.
    """

    sheet: PollSheet
    tally: Tally
    rows: tuple[ResultRow, ...]
    sentence: str
    is_withheld: bool = False
    is_passed: bool | None = None

    @property
    def overall(self) -> tuple[ResultRow, ...]:
        """The rows of the overall grade alone, one a target."""
        return tuple(row for row in self.rows if not row.part.code)

    def __repr__(self) -> str:
        return f"<PollResult of poll {self.sheet.turnout.id}>"


SELECT_TURNOUT = (
    "SELECT id, meeting_id, kind, channel, title, state, due, electorate, issued, returned, valid, void, "
    "rerun_reason, void_reason, pool FROM poll "
)


def open_poll(reader: Reader) -> Turnout | None:
    """The secret poll that is open, or closed and not yet counted; at most one in a book."""
    row = reader.one(SELECT_TURNOUT + "WHERE state IN ('open', 'closed', 'settling') LIMIT 1")
    return Turnout(*row) if row else None


def turnout(reader: Reader, poll_id: int) -> Turnout | None:
    """The four numbers of one poll."""
    row = reader.one(SELECT_TURNOUT + "WHERE id = ?", (poll_id,))
    return Turnout(*row) if row else None


def appraisals(reader: Reader, meeting_id: int) -> tuple[Turnout, ...]:
    """The appraisal polls of a meeting, void ones and reruns among them, in order."""
    rows = reader.rows(
        SELECT_TURNOUT + "WHERE meeting_id = ? AND kind = 'appraisal' ORDER BY id", (meeting_id,)
    )
    return tuple(Turnout(*row) for row in rows)


def latest_appraisal(reader: Reader, meeting_id: int) -> Turnout | None:
    """The appraisal that work goes to: the last one that is not void, else the last."""
    every = appraisals(reader, meeting_id)
    standing = [poll for poll in every if poll.state != "void"]
    candidates = standing or list(every)
    return candidates[-1] if candidates else None


def sheet(reader: Reader, poll_id: int) -> PollSheet | None:
    """One poll with its targets, roles and limits."""
    numbers = turnout(reader, poll_id)
    record = store.poll(reader, poll_id)
    if numbers is None or record is None:
        return None
    row = reader.one(
        "SELECT scrutineers, tellers, facts, count_salt, count_hash, opened_at, closed_at, counted_at "
        "FROM poll WHERE id = ?",
        (poll_id,),
    )
    assert row is not None  # noqa: S101 - the record was just read
    is_draft = record.state == "draft"
    roles = [
        store.role_names(reader, record.meeting_id, role) if is_draft else tuple(json.loads(frozen))
        for role, frozen in (("scrutineer", row[0]), ("teller", row[1]))
    ]
    return PollSheet(
        turnout=numbers,
        uid=record.uid,
        form=record.form,
        entries=record.entries,
        admissions=record.admissions,
        withdrawn=record.withdrawn,
        written=record.written,
        rules=record.rules,
        fingerprint=record.fingerprint,
        targets=tuple(
            TargetRow(item.id, item.position, item.member_id, item.label, item.is_graded)
            for item in store.targets(reader, poll_id)
        ),
        scrutineers=roles[0],
        tellers=roles[1],
        cap=cap(reader, record.meeting_id, record.rules, rated=_rated(reader, record)),
        rerun_of=record.rerun_of,
        is_cleaned=record.is_cleaned,
        facts=json.loads(row[2]),
        count_salt=row[3],
        count_hash=row[4],
        opened_at=row[5],
        closed_at=row[6],
        counted_at=row[7],
    )


def _rated(reader: Reader, record: store.PollRecord) -> int:
    """参评人数: frozen once the poll opened; before, whoever is in the room and rates."""
    if record.state != "draft":
        return record.electorate
    return len(store.electors_now(reader, record))


def cap(reader: Reader, meeting_id: int, rules: Rules, *, rated: int) -> Cap | None:
    """The limit on 优秀 under the rules of a meeting; `rated` is 参评人数."""
    return store.cap(reader, meeting_id, rules, rated=rated)


def preflight_of(reader: Reader, poll_id: int) -> Preflight:
    """What stands in the way of opening a draft, and what the branch should know first."""
    record = store.poll(reader, poll_id)
    if record is None:
        return Preflight(("没有这次测评。",), ())
    return preflight(store.preparation(reader, record), store.rerun_refusal_of(reader, record))


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


def appraisal_item(reader: Reader, meeting_id: int) -> int | None:
    """The agenda item that an appraisal belongs to: the first 民主测评 of the meeting that is not skipped."""
    item = reader.value(
        "SELECT id FROM agenda_item WHERE meeting_id = ? AND kind = 'appraisal' AND state <> 'skipped' "
        "ORDER BY position LIMIT 1",
        (meeting_id,),
    )
    return None if item is None else int(item)


def electors_now(reader: Reader, poll_id: int) -> int:
    """How many members would take part if a draft opened now."""
    record = store.poll(reader, poll_id)
    return _rated(reader, record) if record else 0


def missing_boxes(reader: Reader, poll_id: int) -> int:
    """How many slips, or rows of totals, are still to be typed in."""
    record = store.poll(reader, poll_id)
    return record.admissions - record.withdrawn - poll_boxes.box_count(reader, poll_id) if record else 0


def is_cleaning_due(reader: Reader) -> bool:
    """Whether what the boxes of a poll left in the files is still to be wiped."""
    return bool(store.polls_not_cleaned(reader))


def result(reader: Reader, poll_id: int) -> PollResult | None:
    """The counts of a counted poll; None of any other."""
    paper = sheet(reader, poll_id)
    if paper is None or paper.turnout.state != "counted":
        return None
    numbers = paper.turnout
    total = _tally(reader, paper)
    softened = softened_rows(total, paper.rules.small_electorate)
    form = paper.form
    rows = tuple(
        ResultRow(
            paper.targets[form.target_of(cell)],
            form.part_of(cell),
            count,
            _shares(count, total.valid, paper.rules),
            softened[cell],
        )
        for cell, count in enumerate(total.rows)
    )
    passed = reader.value("SELECT passed FROM poll WHERE id = ?", (poll_id,))
    return PollResult(
        sheet=paper,
        tally=total,
        rows=rows,
        sentence=sentence(numbers) or "",
        is_withheld=not total.rows,
        is_passed=None if passed is None else bool(passed),
    )


def _tally(reader: Reader, paper: PollSheet) -> Tally:
    numbers, form = paper.turnout, paper.form
    found = poll_counts.counts(reader, numbers.id)
    named = poll_counts.problems(reader, numbers.id)
    cells = range(form.cells(len(paper.targets)) if found else 0)
    texts = poll_counts.notes(reader, numbers.id, "text")
    return Tally(
        valid=numbers.valid or 0,
        void=numbers.void or 0,
        rows=tuple(_row(found, paper.targets[form.target_of(cell)].id, form.part_of(cell)) for cell in cells),
        problems=tuple(
            tuple(named.get((target.id, number), 0) for number in range(1, len(form.problems) + 1))
            for target in (paper.targets if named else ())
        ),
        others=sorted_others(dict(poll_counts.notes(reader, numbers.id, "other"))),
        texts=tuple(text for text, count in texts for _ in range(count)),
    )


def _row(found: dict[tuple[int, str, str], int], target: int, part: Part) -> RowCount:
    *grades, blank, void = (
        found.get((target, part.code, code), 0) for code in poll_counts.count_codes(part.scale)
    )
    return RowCount(tuple(grades), blank, void)


def _shares(count: RowCount, valid: int, rules: Rules) -> tuple[str, ...]:
    base = valid if rules.percent_base == "valid" else valid - count.void_rows
    return tuple(percent(number, base) for number in count.grades)


def sentence(poll: Turnout) -> str | None:
    """What the chair reads out and the minutes keep of a counted poll; None before the count."""
    if None in (poll.issued, poll.returned, poll.valid, poll.void) or poll.state != "counted":
        return None
    slips = Slips(poll.electorate, poll.issued or 0, poll.returned or 0)
    traits = poll.traits
    name = f"{poll.pool}{traits.name}" if poll.pool else traits.name
    text = poll_sentence(slips, Tally(poll.valid or 0, poll.void or 0, ()), name=name, slip=traits.slip)
    return text if not poll.rerun_reason else f"因{clause(poll.rerun_reason)}，重新进行测评。{text}"
