"""Rows of polls: the poll itself, its targets and electors, and what it would open with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.rules.ballot import BallotForm, InvalidScope, Scale
from db.rules.electorate import NO_RIGHTS, Grading, Kind, Membership, Rights, Standing, rights
from db.rules.grades import Cap, excellent_cap, read_share
from db.rules.motion import Attendance, HandCount
from db.rules.poll import Preparation, Question, Target, pool_places
from db.rules.poll_kinds import KINDS, PollKind
from db.rules.settings import Rules
from db.store.poll_forms import form_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from db.book import Reader


@dataclass(frozen=True)
class PollRecord:
    """One poll as the book keeps it; nothing in it tells a choice."""

    id: int
    uid: str
    meeting_id: int
    kind: str
    channel: str
    title: str
    state: str
    form: BallotForm
    rules: Rules
    fingerprint: str
    due: int
    electorate: int
    kdf: str
    public_key: bytes | None
    box_bytes: int
    admissions: int
    issued: int | None
    returned: int | None
    mismatches: int
    rerun_of: int | None
    is_cleaned: bool
    pool: str
    entries: int
    written: HandCount
    withdrawn: int
    written_by: tuple[int, ...]

    @property
    def scale(self) -> Scale:
        """The grades of the overall judgement."""
        return self.form.scale

    @property
    def traits(self) -> PollKind:
        """What is true of every poll of its kind."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class TargetRecord:
    """One row of a poll. `uid` is the member's; a line that is no member goes by its own words."""

    id: int
    position: int
    member_id: int | None
    uid: str
    label: str
    is_graded: bool


@dataclass(frozen=True)
class Person:
    """One member with what decides whether he rates and is rated in a meeting."""

    id: int
    uid: str
    label: str
    rights: Rights
    is_full: bool
    is_due: bool
    is_in_room: bool
    initials: str


SELECT_POLL = (
    "SELECT id, uid, meeting_id, kind, channel, title, state, scale, rules, fingerprint, due, electorate, kdf, "
    "public_key, box_bytes, admissions, issued, returned, mismatches, rerun_of, cleaned, pool, entries, written, "
    "withdrawn, written_by, form FROM poll "
)


def poll(reader: Reader, poll_id: int) -> PollRecord | None:
    """One poll by id."""
    row = reader.one(SELECT_POLL + "WHERE id = ?", (poll_id,))
    return _record(row) if row else None


def polls_not_cleaned(reader: Reader) -> tuple[int, ...]:
    """Polls whose boxes are deleted but not yet wiped from the file."""
    return tuple(
        row[0]
        for row in reader.rows("SELECT id FROM poll WHERE cleaned = 0 AND state IN ('counted', 'void')")
    )


def _record(row: tuple[Any, ...]) -> PollRecord:
    fields = list(row[:-1])
    fields[7] = form_from_json(row[7], row[-1])
    fields[8] = Rules.from_json(row[8])
    fields[20] = bool(row[20])
    fields[23] = HandCount(*json.loads(row[23]))
    fields[25] = tuple(json.loads(row[25]))
    return PollRecord(*fields)


def targets(reader: Reader, poll_id: int) -> tuple[TargetRecord, ...]:
    """The rows of a poll, in the order of the slip."""
    rows = reader.rows(
        "SELECT t.id, t.position, t.member_id, coalesce(m.uid, t.label), t.label, t.is_graded FROM poll_target t "
        "LEFT JOIN member m ON m.id = t.member_id WHERE t.poll_id = ? ORDER BY t.position",
        (poll_id,),
    )
    return tuple(TargetRecord(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows)


def people(reader: Reader, meeting_id: int, rules: Rules) -> tuple[Person, ...]:
    """Every member of the meeting's roll, in name order, with what rules give him."""
    rows = reader.rows(
        "SELECT m.id, m.uid, m.name, m.mark, a.kind, m.status, m.floating, a.is_due, a.in_room, m.initials, "
        "EXISTS (SELECT 1 FROM member n WHERE n.name = m.name AND n.id <> m.id AND n.left_at IS NULL) "
        "FROM attendance a JOIN member m ON m.id = a.member_id WHERE a.meeting_id = ? ORDER BY m.sort_key, m.id",
        (meeting_id,),
    )
    return tuple(_person(row, rules) for row in rows)


def _person(row: tuple[Any, ...], rules: Rules) -> Person:
    member_id, uid, name, mark, kind, status, floating, is_due, in_room, initials, has_namesake = row
    membership = Membership(Kind(kind), Standing(status), bool(floating))
    label = f"{name}（{mark}）" if has_namesake and mark else name
    return Person(
        member_id,
        uid,
        label,
        rights(membership, rules),
        kind == "full",
        bool(is_due),
        bool(in_room),
        initials,
    )


def meeting_rules(reader: Reader, meeting_id: int) -> Rules:
    """The rules frozen into a meeting."""
    return Rules.from_json(reader.value("SELECT rules FROM meeting WHERE id = ?", (meeting_id,)) or "{}")


def role_names(reader: Reader, meeting_id: int, role: str) -> tuple[str, ...]:
    """The 监票人 (`scrutineer`) or 计票人 (`teller`) whom the meeting chose."""
    rows = reader.rows(
        "SELECT name FROM meeting_role WHERE meeting_id = ? AND role = ? ORDER BY id", (meeting_id, role)
    )
    return tuple(row[0] for row in rows)


def electors(reader: Reader, record: PollRecord) -> frozenset[str]:
    """The uids of those who may take part in a poll that opened; of a pool, its numbered places."""
    if record.pool:
        return pool_places(record.pool, record.electorate)
    rows = reader.rows(
        "SELECT m.uid FROM poll_elector e JOIN member m ON m.id = e.member_id WHERE e.poll_id = ?",
        (record.id,),
    )
    return frozenset(row[0] for row in rows)


def insert(db: Database, row: dict[str, Any]) -> int:
    """A new poll; returns its id."""
    return int(db.table("poll").insert(row).last_pk)  # type: ignore[arg-type]


def update(db: Database, poll_id: int, **fields: Any) -> None:
    """Change columns of a poll."""
    db.table("poll").update(poll_id, fields)


def replace_targets(db: Database, poll_id: int, members: Iterable[tuple[int | None, str, bool]]) -> None:
    """Set the rows of a draft: member, label, whether graded; in the order of the slip."""
    db.execute("DELETE FROM poll_target WHERE poll_id = ?", (poll_id,))
    for position, (member_id, label, is_graded) in enumerate(members):
        db.execute(
            "INSERT INTO poll_target (poll_id, position, member_id, label, is_graded) VALUES (?, ?, ?, ?, ?)",
            (poll_id, position, member_id, label, int(is_graded)),
        )


def set_electors(db: Database, poll_id: int, members: Iterable[int]) -> None:
    """Freeze who may take part."""
    for member_id in sorted(members):
        db.execute("INSERT INTO poll_elector (poll_id, member_id) VALUES (?, ?)", (poll_id, member_id))


def cell_label(record: PollRecord, labels: Sequence[str], cell: int) -> str:
    """What a cell of the slip is about, as a screen says it: 王志, or 王志 理想信念."""
    part = record.form.part_of(cell).name
    label = labels[record.form.target_of(cell)]
    return f"{label} {part}" if part else label


def has_ballot(person: Person, traits: PollKind) -> bool:
    """Whether a member receives a ballot in polls of a kind."""
    return person.rights.votes if traits.right == "votes" else person.rights.rates


def may_file(person: Person, traits: PollKind) -> bool:
    """Whether a member may file an opinion in writing: due, with the right to vote, and not here to use it."""
    return person.is_due and not person.is_in_room and has_ballot(person, traits)


def electors_now(reader: Reader, record: PollRecord) -> frozenset[str]:
    """Who would take part if a draft opened now: whoever is in the room and has the right, or the pool's places."""
    if record.pool:
        return pool_places(record.pool, record.electorate)
    roll = people(reader, record.meeting_id, record.rules)
    return frozenset(one.uid for one in roll if one.is_in_room and has_ballot(one, record.traits))


def preparation(reader: Reader, record: PollRecord) -> Preparation:
    """What a poll would open with now: its question, its electorate in the room, its roles, its rules."""
    rows = tuple(Target(item.uid, item.label, item.is_graded) for item in targets(reader, record.id))
    roll = people(reader, record.meeting_id, record.rules)
    due = sum(has_ballot(person, record.traits) and person.is_due for person in roll)
    now = electors_now(reader, record)
    share = read_share(record.rules.ballot_min_attendance)
    written = record.written.total
    filers = [person for person in roll if person.id in record.written_by]
    out = [one.label for one in filers if not one.is_in_room and not may_file(one, record.traits)]
    if len(filers) < len(record.written_by):
        out.append(f"已不在名册的{len(record.written_by) - len(filers)}人")
    return Preparation(
        question=Question(rows, record.form, scope_of(record.rules), now),
        due=record.due if record.pool else due,
        scrutineers=role_names(reader, record.meeting_id, "scrutineer"),
        tellers=role_names(reader, record.meeting_id, "teller"),
        needs_roles=record.rules.ballot_roles_required,
        k=record.rules.small_electorate,
        least_share=(share.numerator, share.denominator) if share is not None else (0, 1),
        candidates=tuple(row.label for row in rows) if record.traits.keeps_roles_out else (),
        deed=record.traits.deed,
        is_announced=record.traits.is_announced,
        motion=(Attendance(due, len(now), written), record.rules) if record.traits.decides else None,
        filers=tuple(person.label for person in filers),
        filers_here=tuple(person.label for person in filers if person.is_in_room),
        filers_out=tuple(out),
    )


def frozen_question(reader: Reader, record: PollRecord) -> Question:
    """What an opened poll asks, and of whom, read again from its rows: whoever changed one changed the fingerprint."""
    rows = tuple(Target(item.uid, item.label, item.is_graded) for item in targets(reader, record.id))
    return Question(rows, record.form, scope_of(record.rules), electors(reader, record))


def cap(reader: Reader, meeting_id: int, rules: Rules, *, rated: int) -> Cap | None:
    """The limit on 优秀 under the rules of a meeting.

    Args:
        reader: The book.
        meeting_id: Its roll gives 正式党员 and 党员总数.
        rules: They say which base, which share, which rounding.
        rated: 参评人数.
    """
    roll = [person for person in people(reader, meeting_id, rules) if person.rights is not NO_RIGHTS]
    bases = {"full": sum(person.is_full for person in roll), "rated": rated, "all": len(roll)}
    kind = rules.excellent_base
    rounding = rules.excellent_rounding
    share = read_share(rules.excellent_cap)
    return excellent_cap(bases[kind], kind, share, rounding, at_least_one=rules.excellent_at_least_one)


def is_rated(person: Person) -> bool:
    """Whether a member is on the slip: everyone who may get a grade, and 预备党员 with 不定等次 beside the name.

    Whoever is out of contact or no member any more is left off.
    """
    grading = person.rights.grading
    return grading in (Grading.GRADED, Grading.BY_HAND) or (not person.is_full and person.rights.attends)


def scope_of(rules: Rules) -> InvalidScope:
    """What an over-marked row spoils under these rules."""
    return "ballot" if rules.invalid_scope == "ballot" else "row"
