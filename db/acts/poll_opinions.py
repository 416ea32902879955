"""Opinions that absent members filed in writing before a 表决: whose they are, and that they count in this poll.

Source: 接收、转正 count them where they were formally filed before the meeting (DOMAIN §3.1); whoever came votes himself.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.acts.poll_states import wanted
from db.errors import Refused
from db.rules.motion import HandCount
from db.rules.poll_kinds import KINDS
from db.store import polls as store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.book import Book
    from db.rules.settings import Rules

NO_WRITTEN: Final = HandCount(0, 0, 0)


def rules_of(book: Book, meeting_id: int, kind: str, written: HandCount) -> Rules:
    """The rules of the meeting as a poll of a kind has them.

    Opinions filed in writing count where there are any. A 表决票 asks one thing: whoever marks two answers to it has
    left nothing on it that counts, so that it is a 废票 and no valid slip without a vote (DOMAIN §3.3).
    """
    rules = store.meeting_rules(book, meeting_id)
    if KINDS[kind].decides:
        rules = replace(rules, invalid_scope="ballot")
    return replace(rules, written_opinion_counts=True) if written.total else rules


def check_filed(book: Book, meeting_id: int, written: HandCount, written_by: Sequence[int]) -> None:
    """Hold that opinions are of members who may vote and did not come, and as many as there are authors.

    Raises:
        Refused: they are not; says whose.
    """
    if not written_by:
        return
    if len(written_by) != written.total:
        raise Refused(f"书面意见共{written.total}份，写明的提交人是{len(written_by)}名。请核对。")
    kind = KINDS["motion"]
    roll = store.people(book, meeting_id, store.meeting_rules(book, meeting_id))
    named = [person for person in roll if person.id in written_by]
    for person in named:
        if not store.has_ballot(person, kind) or not person.is_due:
            raise Refused(f"{person.label}没有表决权，不能提交书面意见。请核对。")
        if person.is_in_room:
            raise Refused(f"{person.label}已经到会，由本人投票，不能另交书面意见。请核对。")
    if len(named) != len(set(written_by)) or len(set(written_by)) != len(written_by):
        raise Refused("书面意见的提交人不在名册上，或者写了两次。请核对。")


def set_written(book: Book, poll_id: int, written: HandCount, written_by: Sequence[int]) -> None:
    """Put right which opinions were filed in writing; of a poll that repeats another too, since people may have come.

    Raises:
        Refused: the poll is open already, decides nothing, or an author came, has no vote, or is missing.
    """
    record = wanted(book, poll_id, "draft")
    if written.total and not record.traits.decides:
        raise Refused(f"{record.traits.name}没有书面意见。")
    check_filed(book, record.meeting_id, written, written_by)
    rules = rules_of(book, record.meeting_id, record.kind, written)
    with book.quiet() as db:
        store.update(
            db,
            poll_id,
            written=written_json(written),
            written_by=filers_json(written_by),
            rules=rules.to_json(),
        )


def written_json(count: HandCount) -> str:
    """Opinions as the book keeps them."""
    return json.dumps([count.in_favour, count.against, count.abstaining])


def filers_json(written_by: Iterable[int]) -> str:
    """Their authors as the book keeps them: as they were typed, pile by pile, they would tell whose was which."""
    return json.dumps(sorted(written_by))
