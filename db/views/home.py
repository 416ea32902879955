"""Where everything stands, for the home page: one count a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.views.status import CURRENT_MEETING

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Home:
    """Counts for the home page; 0 and "" where there is nothing yet."""

    branch: str
    members: int
    probationary: int
    meeting: str
    meeting_state: str
    planned_at: str
    place: str
    checked: int
    checks: int
    unmarked: int
    due: int
    present: int
    items_done: int
    items: int
    remarks: int
    points_pending: int
    motions: int
    poll_state: str
    returned: int | None
    commentaries: int
    released: int
    corrections_open: int
    decided: int
    minutes_state: str


def home(reader: Reader) -> Home:
    """Read every count in one SELECT."""
    row = reader.one(
        f"""
        WITH m AS (SELECT * FROM meeting WHERE id = ({CURRENT_MEETING}))
        SELECT coalesce((SELECT name FROM organisation WHERE kind = 'branch' AND closed_at IS NULL ORDER BY id LIMIT 1), ''),
               (SELECT count(*) FROM member WHERE left_at IS NULL),
               (SELECT count(*) FROM member WHERE left_at IS NULL AND kind = 'probationary'),
               coalesce((SELECT title FROM m), ''), coalesce((SELECT state FROM m), ''),
               coalesce((SELECT planned_at FROM m), ''), coalesce((SELECT place FROM m), ''),
               (SELECT count(*) FROM checklist_item WHERE meeting_id = (SELECT id FROM m) AND done),
               (SELECT count(*) FROM checklist_item WHERE meeting_id = (SELECT id FROM m)),
               (SELECT count(*) FROM attendance WHERE meeting_id = (SELECT id FROM m) AND is_due AND status = 'unmarked'),
               (SELECT count(*) FROM attendance WHERE meeting_id = (SELECT id FROM m) AND is_due),
               (SELECT count(*) FROM attendance WHERE meeting_id = (SELECT id FROM m) AND is_due AND in_room),
               (SELECT count(*) FROM agenda_item WHERE meeting_id = (SELECT id FROM m) AND state IN ('done', 'skipped')),
               (SELECT count(*) FROM agenda_item WHERE meeting_id = (SELECT id FROM m)),
               (SELECT count(*) FROM remark WHERE meeting_id = (SELECT id FROM m) AND state = 'spoken'),
               (SELECT count(*) FROM point_pending),
               (SELECT count(*) FROM poll WHERE meeting_id = (SELECT id FROM m) AND kind = 'motion' AND state = 'counted'),
               coalesce((SELECT state FROM poll WHERE meeting_id = (SELECT id FROM m) AND channel <> 'hands'
                    ORDER BY state IN ('open', 'closed', 'settling') DESC, id DESC LIMIT 1), ''),
               (SELECT returned FROM poll WHERE meeting_id = (SELECT id FROM m) AND channel <> 'hands'
                    ORDER BY state IN ('open', 'closed', 'settling') DESC, id DESC LIMIT 1),
               (SELECT count(*) FROM commentary WHERE meeting_id = (SELECT id FROM m) AND state <> 'withdrawn'),
               (SELECT count(*) FROM commentary WHERE meeting_id = (SELECT id FROM m) AND state = 'released'),
               (SELECT count(*) FROM correction WHERE state = 'open'),
               (SELECT count(*) FROM grade_decision WHERE meeting_id = (SELECT id FROM m)),
               coalesce((SELECT state FROM minutes WHERE meeting_id = (SELECT id FROM m)), '')
        """
    )
    assert row is not None  # noqa: S101
    return Home(*row)
