"""Which counted polls asked what a poll asks again: two counts of nearly the same people must not be subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.poll_rounds import near_warning, rerun_refusal
from db.store.polls import electors, electors_now, poll, targets

if TYPE_CHECKING:
    from db.book import Reader
    from db.store.polls import PollRecord


def repeated(reader: Reader, poll_id: int) -> dict[str, str | None]:
    """Which poll one repeats, by uid, and why: what its opening and its archive both say."""
    row = reader.one(
        "SELECT (SELECT uid FROM poll e WHERE e.id = p.rerun_of), p.rerun_reason FROM poll p WHERE p.id = ?",
        (poll_id,),
    )
    return dict(zip(("rerun_of", "rerun_reason"), row or (None, ""), strict=True))


def counted_rounds(reader: Reader, poll_id: int) -> tuple[int, ...]:
    """The counted polls that a poll repeats, those that they repeated, and every other repetition of any of them."""
    rows = reader.rows(
        "WITH RECURSIVE chain (id) AS (SELECT ?1 UNION SELECT p.id FROM poll p JOIN chain c "
        "ON p.rerun_of = c.id OR p.id = (SELECT rerun_of FROM poll WHERE id = c.id)) "
        "SELECT p.id FROM poll p JOIN chain c ON c.id = p.id WHERE p.state = 'counted' "
        "AND p.channel <> 'hands' AND p.id <> ?1",
        (poll_id,),
    )
    return tuple(row[0] for row in rows)


def rerun_refusal_of(reader: Reader, record: PollRecord) -> str | None:
    """Why this poll may not follow the counted ones that asked the same, or None.

    Those are not only the polls that it says it repeats: a void poll may be repeated after another one was counted,
    and the overall grade of a 分项测评 is that of a 民主测评 once more.
    """
    ids = {*counted_rounds(reader, record.id), *(poll_id for poll_id, _ in _asked_before(reader, record))}
    rounds = [poll(reader, poll_id) for poll_id in sorted(ids)]
    earlier = [electors(reader, one) for one in rounds if one is not None]
    return rerun_refusal(electors_now(reader, record), earlier, record.rules.small_electorate)


def near_warning_of(reader: Reader, record: PollRecord) -> str | None:
    """What to warn of where another meeting of the branch and the year asked the same of nearly the same people."""
    rows = reader.rows(
        "SELECT p.id FROM poll p JOIN meeting m ON m.id = p.meeting_id JOIN meeting own ON own.id = ?1 "
        "WHERE m.id <> own.id AND m.organisation_id = own.organisation_id AND m.year = own.year "
        "AND p.kind = ?2 AND p.pool = ?3 AND p.state = 'counted' AND p.channel <> 'hands' ORDER BY p.id",
        (record.meeting_id, record.kind, record.pool),
    )
    others = [other for (poll_id,) in rows if (other := poll(reader, poll_id)) is not None]
    alike = [electors(reader, other) for other in others if _asks_the_same(reader, record, other)]
    return near_warning(electors_now(reader, record), alike, record.rules.small_electorate)


def repeats(reader: Reader, record: PollRecord) -> str | None:
    """The title of a counted poll of the meeting that this one would repeat without saying so, or None."""
    return next((title for _, title in _asked_before(reader, record, record.kind)), None)


def _asked_before(reader: Reader, record: PollRecord, kind: str | None = None) -> list[tuple[int, str]]:
    """Id and title of the counted polls of the meeting and the pool that asked the same, of one kind or of any."""
    rows = reader.rows(
        "SELECT id FROM poll WHERE meeting_id = ? AND pool = ? AND state = 'counted' AND channel <> 'hands' "
        "AND id <> ? AND coalesce(?, kind) = kind ORDER BY id",
        (record.meeting_id, record.pool, record.id, kind),
    )
    others = [other for (poll_id,) in rows if (other := poll(reader, poll_id)) is not None]
    return [(other.id, other.title) for other in others if _asks_the_same(reader, record, other)]


def _asks_the_same(reader: Reader, one: PollRecord, other: PollRecord) -> bool:
    if one.kind == other.kind and one.traits.sameness == "kind":
        return True
    if "title" in (one.traits.sameness, other.traits.sameness):
        return one.kind == other.kind and one.title == other.title
    shared = {target.uid for target in targets(reader, one.id)} & {
        target.uid for target in targets(reader, other.id)
    }
    return bool(shared) and (one.kind == other.kind or one.form.scale == other.form.scale)
