"""领导点评: drafted in private, released one by one, taken back or struck out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db.acts.remarks import refuse_if_frozen
from db.book import new_uid
from db.errors import Conflict, Refused, refuse_if
from db.rules.commentary import Commentator, Manner, Role, State, Target, why_not_comment
from db.rules.electorate import is_secretary, sits_on_committee
from db.rules.prose import clean
from db.store import commentary as store
from db.store import undo

if TYPE_CHECKING:
    from sqlite_utils import Database

    from db.book import Book
    from db.store.commentary import Record


@dataclass(frozen=True)
class CommentaryDraft:
    """Who comments on whom, and how.

    Attributes:
        member_id: The target; None is the branch.
        commentator_id: The member who comments; None where `commentator` names a superior.
        commentator: Name of a superior; of a member it is filled in.
        post: The commentator's post; of a member it is filled in.
        manner: 集中, 随时 or 逐个.
    """

    member_id: int | None
    commentator_id: int | None = None
    commentator: str = ""
    post: str = ""
    manner: Manner = Manner.INDIVIDUAL


@dataclass(frozen=True)
class Texts:
    """肯定成绩, 指出问题, 努力方向."""

    results: str = ""
    problems: str = ""
    direction: str = ""


def begin(book: Book, meeting_id: int, draft: CommentaryDraft) -> int:
    """Open an empty draft. Returns its id.

    Raises:
        Refused: the commentator cannot comment on the target, or the record can no longer change.
    """
    with book.quiet() as db:
        refuse_if_frozen(db, meeting_id)
        fields, now = _fields(db, meeting_id, draft), book.now()
        row = {"uid": new_uid(), "meeting_id": meeting_id, **fields, "created_at": now, "saved_at": now}
        return store.insert(db, row)


def save_texts(book: Book, commentary_id: int, texts: Texts) -> str:
    """Keep what is typed, durably, without an event. Returns the moment.

    Raises:
        Refused: the commentary is released, or the record can no longer change.
        Conflict: it was struck out or is gone.
    """
    with book.quiet() as db:
        _draft(db, commentary_id)
        now = book.now()
        store.save_texts(
            db, commentary_id, (clean(texts.results), clean(texts.problems), clean(texts.direction)), now
        )
        return now


def change(book: Book, commentary_id: int, draft: CommentaryDraft) -> None:
    """Change commentator, post, manner or target of a draft.

    Raises:
        Refused: the commentator cannot comment on the target, or the commentary is released.
        Conflict: it was struck out or is gone.
    """
    with book.quiet() as db:
        before = _draft(db, commentary_id)
        store.update(db, commentary_id, _fields(db, before.meeting_id, draft))


def release(book: Book, commentary_id: int) -> None:
    """Make a commentary public in the record; from now on minutes and stage may have it.

    Raises:
        Refused: nothing is written, or the record can no longer change.
        Conflict: it was struck out or is gone.
    """
    before = _draft(book.db, commentary_id)
    if not (before.results.strip() or before.problems.strip() or before.direction.strip()):
        raise Refused("成绩、问题、方向三栏都是空的，请先填写再公布。")
    _set_state(book, "commentary.released", before, State.RELEASED)


def take_back(book: Book, commentary_id: int) -> None:
    """Make a released commentary a draft again, so that it can be changed.

    Raises:
        Refused: the record can no longer change.
        Conflict: it is not released.
    """
    before = _record(book.db, commentary_id)
    if before.state is not State.RELEASED:
        raise Conflict("这份点评还没有公布。")
    _set_state(book, "commentary.taken_back", before, State.DRAFT)


def withdraw(book: Book, commentary_id: int) -> State:
    """Strike a commentary out; the book keeps it, so that it can come back. Returns the state it had.

    Raises:
        Refused: the record can no longer change.
        Conflict: it is struck out already or gone.
    """
    before = _record(book.db, commentary_id)
    if before.state is State.WITHDRAWN:
        raise Conflict("这份点评已经删去。")
    _set_state(book, "commentary.withdrawn", before, State.WITHDRAWN)
    return before.state


def restore(book: Book, commentary_id: int, state: State = State.DRAFT) -> None:
    """Bring a struck-out commentary back as it was.

    Raises:
        Refused: the record can no longer change.
        Conflict: it is not struck out.
    """
    before = _record(book.db, commentary_id)
    if before.state is not State.WITHDRAWN:
        raise Conflict("这份点评没有被删去。")
    _set_state(book, "commentary.restored", before, state)


def discard_if_empty(book: Book, commentary_id: int) -> bool:
    """Drop a draft in which nothing was written. Says whether it was dropped.

    Raises:
        Refused: the record can no longer change.
    """
    before = store.record(book.db, commentary_id)
    if before is None or before.state is not State.DRAFT:
        return False
    if (before.results + before.problems + before.direction).strip():
        return False
    with book.quiet() as db:
        refuse_if_frozen(db, before.meeting_id)
        store.delete(db, commentary_id)
        undo.forget(db, "commentary", commentary_id)
    return True


def _set_state(book: Book, event: str, before: Record, state: State) -> None:
    with book.write(event) as writing:
        refuse_if_frozen(writing.db, before.meeting_id)
        released_at = book.now() if state is State.RELEASED else None
        store.update(writing.db, before.id, {"state": state.value, "released_at": released_at})
        writing.about(meeting=before.meeting_id, commentary=before.id)
        writing.digest_of({**asdict(before), "state": state.value})


def _fields(db: Database, meeting_id: int, draft: CommentaryDraft) -> dict[str, int | str | None]:
    name, post = " ".join(clean(draft.commentator).split()), " ".join(clean(draft.post).split())
    role = Role.SUPERIOR
    if draft.commentator_id is not None:
        name, own_post = _person(db, draft.commentator_id)
        role, post = _role(db, meeting_id, draft.commentator_id, own_post), post or own_post
    if not name:
        raise Refused("请填写点评人的姓名。")
    is_on_secretary = draft.member_id is not None and is_secretary(_person(db, draft.member_id)[1])
    commentator, target = Commentator(role, draft.commentator_id), Target(draft.member_id, is_on_secretary)
    refuse_if(why_not_comment(commentator, target))
    return {
        "commentator_id": draft.commentator_id,
        "commentator": name,
        "commentator_post": post,
        "member_id": draft.member_id,
        "manner": draft.manner.value,
    }


def _role(db: Database, meeting_id: int, member_id: int, post: str) -> Role:
    if is_secretary(post):
        return Role.SECRETARY
    has_say = sits_on_committee(post) or post.endswith("组长") or store.chair(db, meeting_id) == member_id
    return Role.COMMITTEE if has_say else Role.NONE


def _person(db: Database, member_id: int) -> tuple[str, str]:
    found = store.person(db, member_id)
    if found is None:
        raise Refused("名册中没有这名党员，请重新选择。")
    return found


def _record(db: Database, commentary_id: int) -> Record:
    found = store.record(db, commentary_id)
    if found is None:
        raise Conflict("找不到这份点评，它可能已被删除。请返回列表核对。")
    refuse_if_frozen(db, found.meeting_id)
    return found


def _draft(db: Database, commentary_id: int) -> Record:
    found = _record(db, commentary_id)
    if found.state is State.RELEASED:
        raise Refused("这份点评已经公布。如需修改，请先收回。")
    if found.state is State.WITHDRAWN:
        raise Conflict("这份点评已被删去。如需继续，请先恢复。")
    return found
