"""What the log of the book witnessed of a poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.book import Reader


def backups_while_open(reader: Reader, poll_id: int) -> int:
    """Copies of the book that its log tells of between the opening of a poll and its count or voiding."""
    return int(
        reader.value(
            "WITH own AS (SELECT id, kind FROM event WHERE kind IN ('poll.opened', 'poll.counted', 'poll.voided') "
            "AND json_extract(ids, '$.poll') = ?) "
            "SELECT count(*) FROM event WHERE kind LIKE 'backup.%' "
            "AND id > coalesce((SELECT max(id) FROM own WHERE kind = 'poll.opened'), 0) "
            "AND id < coalesce((SELECT min(id) FROM own WHERE kind <> 'poll.opened'), id + 1)",
            (poll_id,),
        )
    )


def returned_in_log(reader: Reader, poll_id: int) -> int:
    """收回 as the log witnessed it when the scrutineer counted; 0 where it did not."""
    found = reader.value(
        "SELECT json_extract(ids, '$.returned') FROM event WHERE kind IN ('poll.slips_counted', 'poll.voters_counted') "
        "AND json_extract(ids, '$.poll') = ? ORDER BY id DESC LIMIT 1",
        (poll_id,),
    )
    return int(found or 0)


def count_hash_in_log(reader: Reader, poll_id: int) -> str:
    """The salted hash of the count as the closing link of the log holds it; empty where there is none."""
    found = reader.value(
        "SELECT json_extract(ids, '$.count') FROM event WHERE kind = 'poll.counted' "
        "AND json_extract(ids, '$.poll') = ? ORDER BY id DESC LIMIT 1",
        (poll_id,),
    )
    return str(found or "")
