"""整改清单: laid down at a meeting, followed up after it, struck off with a result."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from db.acts.meeting_states import refuse_unless_open
from db.book import new_uid
from db.errors import Refused, refuse_if
from db.rules.corrections import State, why_not_add, why_not_strike
from db.rules.meeting import State as MeetingState
from db.store import corrections as store
from db.store import meetings

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book
    from db.rules.corrections import Correction


@dataclass(frozen=True)
class CorrectionDraft:
    """What is typed about a correction; `member_id` None is the branch's, `due` a partial ISO date or any wording."""

    problem: str
    measures: str
    owner: str
    due: str = ""
    member_id: int | None = None


def add_correction(book: Book, meeting_id: int, draft: CorrectionDraft) -> int:
    """Lay a correction down.

    Returns:
        Its id.

    Raises:
        Refused: something is missing, or the meeting is closed.
    """
    refuse_if(why_not_add(draft.problem, draft.measures, draft.owner))
    with book.write("correction.added") as writing:
        refuse_unless_open(writing.db, meeting_id)
        row = {**_fields(draft), "uid": new_uid(), "meeting_id": meeting_id, "created_at": book.now()}
        correction_id = store.insert(writing.db, row)
        writing.about(meeting=meeting_id, correction=correction_id)
        writing.digest_of(asdict(draft))
        return correction_id


def edit_correction(book: Book, correction_id: int, draft: CorrectionDraft) -> None:
    """Change a correction of a meeting that is not yet closed.

    Raises:
        Refused: something is missing, it is struck off, or its meeting is closed.
    """
    refuse_if(why_not_add(draft.problem, draft.measures, draft.owner))
    with book.write("correction.edited") as writing:
        _of_open_meeting(writing.db, correction_id)
        store.update(writing.db, correction_id, _fields(draft))
        writing.about(correction=correction_id)
        writing.digest_of(asdict(draft))


def remove_correction(book: Book, correction_id: int) -> None:
    """Take a correction off the list of a meeting that is not yet closed.

    Raises:
        Refused: it is struck off, or its meeting is closed.
    """
    with book.write("correction.removed") as writing:
        _of_open_meeting(writing.db, correction_id)
        store.delete(writing.db, correction_id)
        writing.about(correction=correction_id)


def note_progress(book: Book, correction_id: int, progress: str) -> None:
    """Write down how far a correction has come; also after its meeting was closed.

    Raises:
        Refused: it is struck off.
    """
    with book.write("correction.noted") as writing:
        if _correction(writing.db, correction_id).state is State.STRUCK_OFF:
            raise Refused("本事项已经销号。")
        store.update(writing.db, correction_id, {"progress": progress.strip()})
        writing.about(correction=correction_id)
        writing.digest_of({"progress": progress.strip()})


def strike_off(book: Book, correction_id: int, result: str) -> None:
    """Strike a correction off (销号) with what came of it; also after its meeting was closed.

    Raises:
        Refused: no result, or it is struck off already.
    """
    with book.write("correction.struck_off") as writing:
        refuse_if(why_not_strike(_correction(writing.db, correction_id), result))
        row = {"state": State.STRUCK_OFF.value, "progress": result.strip(), "struck_off_at": book.now()}
        store.update(writing.db, correction_id, row)
        writing.about(correction=correction_id)
        writing.digest_of({"result": result.strip()})


def reopen(book: Book, correction_id: int) -> None:
    """Take a striking-off back; what was written of the result stays as progress.

    Raises:
        Refused: it is not struck off.
    """
    with book.write("correction.reopened") as writing:
        if _correction(writing.db, correction_id).state is State.OPEN:
            raise Refused("本事项没有销号。")
        store.update(writing.db, correction_id, {"state": State.OPEN.value, "struck_off_at": None})
        writing.about(correction=correction_id)


def _fields(draft: CorrectionDraft) -> dict[str, Any]:
    return {
        "member_id": draft.member_id,
        "problem": draft.problem.strip(),
        "measures": draft.measures.strip(),
        "owner": draft.owner.strip(),
        "due": draft.due.strip(),
    }


def _correction(db: Database, correction_id: int) -> Correction:
    found = store.rule(db, correction_id)
    if found is None:
        raise Refused("找不到这项整改，它可能已被删除。")
    return found[1]


def _of_open_meeting(db: Database, correction_id: int) -> None:
    found = store.rule(db, correction_id)
    if found is None:
        raise Refused("找不到这项整改，它可能已被删除。")
    meeting_id, correction = found
    if correction.state is State.STRUCK_OFF:
        raise Refused("本事项已经销号，不能再改。如有差错，先撤销销号。")
    if meeting_id is None:
        return
    if meetings.is_final(db, meeting_id):
        raise Refused("会议记录已经定稿，内容不能再改。可以填写进展，或销号。")
    if meetings.state(db, meeting_id) is MeetingState.CLOSED:
        raise Refused("定下这项整改的会议已经闭会，内容不能再改。可以填写进展，或销号。")
