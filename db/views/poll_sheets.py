"""One secret poll as everybody may see it: its four numbers, and everything that its slip and its sheets print.

Never a count: `db.views.poll_results` alone tells those.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.poll_kinds import KINDS, WRITTEN_IN, PollKind
from db.store import polls as store
from db.words import POLL_STATE

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.ballot import BallotForm, InvalidScope, Scale
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
class PollSheet:
    """A poll with everything that its slip, its preparation and its count sheet print, counts left out.

    Attributes:
        cap: The limit on 优秀, or None where the branch has none.
        opened_at: UTC ISO, or None; so are the other moments.
        count_salt: Printed on the internal table beside the hash, so that the hash can be checked.
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
    def is_of_members(self) -> bool:
        """Whether its rows are members of the roll."""
        return any(target.member_id is not None for target in self.targets)

    @property
    def written_in(self) -> str:
        """What its slip calls whatever a voter writes in."""
        return WRITTEN_IN["members" if self.is_of_members else "lines"]

    @property
    def has_limit(self) -> bool:
        """Whether the limit on 优秀 means anything here."""
        return self.turnout.traits.has_cap and self.is_of_members

    @property
    def unmarked(self) -> frozenset[int]:
        """The cells of the slip with nothing to mark: the overall grade of whoever gets none (不定等次).

        Whoever gets no grade takes part with the same content and by the same steps (FORMS, 预备党员): on every
        criterion, and in the problems named, he is judged like anybody.
        """
        if not self.turnout.traits.has_cap:
            return frozenset()
        parts = len(self.form.parts)
        rows = (row for row, target in enumerate(self.targets) if not target.is_graded)
        return frozenset(row * parts + parts - 1 for row in rows)

    @property
    def scope(self) -> InvalidScope:
        """What an over-marked row spoils."""
        return store.scope_of(self.rules)


SELECT_TURNOUT = (
    "SELECT id, meeting_id, kind, channel, title, state, due, electorate, issued, returned, valid, void, "
    "rerun_reason, void_reason, pool FROM poll "
)


def turnout(reader: Reader, poll_id: int) -> Turnout | None:
    """The four numbers of one poll."""
    row = reader.one(SELECT_TURNOUT + "WHERE id = ?", (poll_id,))
    return Turnout(*row) if row else None


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
        cap=cap(reader, record.meeting_id, record.rules, rated=rated(reader, record)),
        rerun_of=record.rerun_of,
        is_cleaned=record.is_cleaned,
        facts=json.loads(row[2]),
        count_salt=row[3],
        count_hash=row[4],
        opened_at=row[5],
        closed_at=row[6],
        counted_at=row[7],
    )


def rated(reader: Reader, record: store.PollRecord) -> int:
    """How many take part: frozen once the poll opened; before, whoever is in the room and has the right."""
    if record.state != "draft":
        return record.electorate
    return len(store.electors_now(reader, record))


def cap(reader: Reader, meeting_id: int, rules: Rules, *, rated: int) -> Cap | None:
    """The limit on 优秀 under the rules of a meeting; `rated` is 参评人数."""
    return store.cap(reader, meeting_id, rules, rated=rated)
