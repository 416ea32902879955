"""Where a poll stands, and the refusals that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.errors import Refused
from db.store import poll_rounds
from db.store import polls as store

if TYPE_CHECKING:
    from db.book import Book


def poll_of(book: Book, poll_id: int) -> store.PollRecord:
    """The poll.

    Raises:
        Refused: there is none.
    """
    record = store.poll(book, poll_id)
    if record is None:
        raise Refused("没有这次投票。")
    return record


def wanted(book: Book, poll_id: int, *states: str) -> store.PollRecord:
    """The poll, when it is in one of the states.

    Raises:
        Refused: it is in another; says which.
    """
    record = poll_of(book, poll_id)
    if record.state not in states:
        raise Refused(WRONG_STATE[record.state])
    return record


def refuse_repeated(book: Book, poll_id: int) -> None:
    """Hold that a draft does not repeat a counted poll without saying so.

    Raises:
        Refused: it does; says which.
    """
    record = poll_of(book, poll_id)
    repeated = None if record.rerun_of else poll_rounds.repeats(book, record)
    if repeated is not None:
        raise Refused(f"“{repeated}”已经计票。要再办一次，请用“重新投票”并写明原因。")


WRONG_STATE: Final = {
    "draft": "投票还在准备，请先开始投票。",
    "open": "投票正在进行，现在不能这样做。",
    "closed": "投票已经截止，不能再改；请用两个密码计票，或者作废。",
    "settling": "投票正在核对，现在不能这样做。",
    "counted": "投票已经计票，不能再改；需要时可以重新投票。",
    "void": "投票已经作废；需要时可以重新投票。",
}
