"""Whether a secret poll is going on: from its opening until it is counted, much has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused

if TYPE_CHECKING:
    from db.book import Reader


def polling_title(reader: Reader) -> str:
    """The title of the poll that is open, closed but uncounted, or being settled; empty where there is none."""
    return reader.value("SELECT title FROM poll WHERE state IN ('open', 'closed', 'settling') LIMIT 1") or ""


def refuse_while_polling(reader: Reader, what: str) -> None:
    """Hold that no poll is going on, as backup, export and archive ask.

    Raises:
        Refused: a poll is open, closed but uncounted, or being settled.
    """
    title = polling_title(reader)
    if title:
        raise Refused(f"“{title}”尚未计票完毕，为保守投票秘密，现在不能{what}。请先完成计票。")
