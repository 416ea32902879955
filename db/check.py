"""`pingyi check`: is the book whole, and does its witness hold from the genesis to the last link."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.book import GENESIS, event_hash
from db.rules.poll import fingerprint, salted_hash
from db.store import poll_log, polls
from db.store.migrations import APPLICATION_ID
from db.store.points import balance_faults
from db.views.poll_results import result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.book import Reader


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        code: Name for scripts.
        title: What was looked at, in Chinese.
        is_sound: Whether all is well.
        detail: What was found, in Chinese.
    """

    code: str
    title: str
    is_sound: bool
    detail: str


@dataclass(frozen=True)
class Report:
    """Everything that was looked at.

    Attributes:
        findings: In the order looked at.
        events: How many events the witness holds.
        last_hash: Its last link; the same figure printed on paper shows that nothing was rewritten since.
    """

    findings: tuple[Finding, ...]
    events: int
    last_hash: str

    @property
    def is_sound(self) -> bool:
        """Whether every finding is."""
        return all(finding.is_sound for finding in self.findings)


def examine(reader: Reader) -> Report:
    """Look the whole book over; reads only."""
    looks = (_identity, _integrity, _foreign_keys, _chain, _counts, _clean_up, _points)
    findings = tuple(_look(look, reader) for look in looks)
    try:
        events = int(reader.value("SELECT count(*) FROM event") or 0)
        last = str(reader.value("SELECT hash FROM event ORDER BY id DESC LIMIT 1") or "")
    except sqlite3.DatabaseError:
        events, last = 0, ""
    return Report(findings, events, last)


def _look(look: Look, reader: Reader) -> Finding:
    code, title = _NAMES[look]
    try:
        faults = list(look(reader))
    except sqlite3.DatabaseError as error:
        faults = [f"读不出来：{error}"]
    detail = (
        "正常" if not faults else "；".join(faults[:5]) + (f"……共{len(faults)}处" if len(faults) > 5 else "")
    )
    return Finding(code, title, not faults, detail)


def _identity(reader: Reader) -> Iterator[str]:
    if reader.value("PRAGMA application_id") != APPLICATION_ID:
        yield "文件标识不是评议台的簿册"


def _integrity(reader: Reader) -> Iterator[str]:
    for (line,) in reader.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield str(line)


def _foreign_keys(reader: Reader) -> Iterator[str]:
    for table, rowid, parent, _ in reader.rows("PRAGMA foreign_key_check"):
        yield f"{table} 第{rowid}行指向的 {parent} 不存在"


def _chain(reader: Reader) -> Iterator[str]:
    previous, kinds = GENESIS, 0
    for identity, at, kind, ids, digest, before, own in reader.conn.execute(
        "SELECT id, at, kind, ids, digest, previous, hash FROM event ORDER BY id"
    ).fetchall():
        kinds += 1
        if kinds == 1 and kind != "book.created":
            yield f"第一条记录不是建册（{kind}）"
        if before != previous:
            yield f"第{identity}条记录与前一条接不上"
        if own != event_hash(before, at, kind, ids, digest):
            yield f"第{identity}条记录被改动过"
        previous = own
    if not kinds:
        yield "没有任何记录"


def _counts(reader: Reader) -> Iterator[str]:
    wanted = "SELECT id, title FROM poll WHERE state = 'counted' AND channel <> 'hands' ORDER BY id"
    for poll_id, title in reader.rows(wanted):
        try:
            faults = list(_faults_of_count(reader, poll_id))
        except (ValueError, KeyError, TypeError, IndexError):
            faults = ["内容残缺"]
        yield from (f"“{title}”{fault}" for fault in faults)


def _faults_of_count(reader: Reader, poll_id: int) -> Iterator[str]:
    """A count against the hash that was signed and that the log holds, its question against the fingerprint."""
    record, found = polls.poll(reader, poll_id), result(reader, poll_id)
    if record is None or found is None:
        return
    rows = [target.uid for target in polls.targets(reader, poll_id)]
    signed = found.sheet.count_hash
    if salted_hash(found.sheet.count_salt, found.tally, rows) != signed:
        yield "的票数与签字的校验码不符"
    if poll_log.count_hash_in_log(reader, poll_id) != signed:
        yield "的校验码与事项记录不符"
    if fingerprint(polls.frozen_question(reader, record)) != record.fingerprint:
        yield "的票面或参加人员与开始时不同"
    if (
        found.tally.returned != record.returned
        or poll_log.returned_in_log(reader, poll_id) != record.returned
    ):
        yield "的有效票与废票之和不是监票人清点的收回票数"


def _clean_up(reader: Reader) -> Iterator[str]:
    for title, state in reader.rows(
        "SELECT title, state FROM poll WHERE cleaned = 0 AND state IN ('counted', 'void')"
    ):
        ended = "已计票" if state == "counted" else "已作废"
        yield f"“{title}”{ended}，票箱的清理没有做完，打开主控台会自动继续"
    for (title,) in reader.rows("SELECT title FROM poll WHERE state = 'settling'"):
        yield f"“{title}”的计票没有做完，打开主控台继续"


def _points(reader: Reader) -> Iterator[str]:
    yield from balance_faults(reader)


if TYPE_CHECKING:
    from collections.abc import Callable

    Look = Callable[[Reader], Iterator[str]]

_NAMES: dict[Look, tuple[str, str]] = {
    _identity: ("identity", "文件标识"),
    _integrity: ("integrity", "数据完整性"),
    _foreign_keys: ("foreign_keys", "数据关联"),
    _chain: ("event_chain", "事项记录链"),
    _counts: ("poll_counts", "票数与校验码"),
    _clean_up: ("clean_up", "票箱清理"),
    _points: ("points", "积分余额"),
}
