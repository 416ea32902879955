"""Motions by show of hands: put, counted, taken again; the choice of 监票人 and 计票人 is one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import words
from db.book import new_uid
from db.errors import Refused
from db.polling import polling_title
from db.rules.motion import HandCount, MotionResult, Nominee, decide
from db.rules.settings import Rules
from db.store import motions as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book

TITLE_MOST = 200
"""A motion is one sentence; longer text belongs into the minutes."""


@dataclass(frozen=True)
class MotionDraft:
    """What is put to the vote.

    Attributes:
        title: The motion, as it is read out; empty where the nominees say it.
        nominees: Who is proposed as 监票人 and 计票人, where the motion is about that.
        counts_written: Written opinions of the absent count in this vote (接收, 转正).
        agenda_item_id: The item of the agenda that it belongs to; the one going on where none is named.
    """

    title: str = ""
    nominees: tuple[Nominee, ...] = ()
    counts_written: bool = False
    agenda_item_id: int | None = None


def roles_title(nominees: Sequence[Nominee]) -> str:
    """Word the motion that chooses the 监票人 and 计票人: 推选王伟、刘芳为监票人，石磊为计票人."""
    parts = []
    for role, word in words.ROLE.items():
        names = "、".join(one.name for one in nominees if one.role == role)
        if names:
            parts.append(f"{names}为{word}")
    return f"推选{'，'.join(parts)}" if parts else ""


def put(book: Book, meeting_id: int, draft: MotionDraft) -> int:
    """Put a motion; it stands as a draft until its count is recorded. Returns its id.

    Raises:
        Refused: the meeting is closed, there is no wording, or a nominee is not in the room or has both roles.
    """
    rules = _open_meeting(book, meeting_id)
    title = _checked(book, meeting_id, draft)
    if draft.counts_written:
        rules = replace(rules, written_opinion_counts=True)
    item = draft.agenda_item_id
    if item is None:
        item = store.running_item(book, meeting_id)
    with book.write("motion.put") as writing:
        poll_id = store.insert(
            writing.db,
            {
                "uid": new_uid(), "meeting_id": meeting_id, "agenda_item_id": item, "title": title,
                "rules": rules.to_json(), "facts": store.write_facts(draft.nominees, 0), "created_at": book.now(),
            },
        )  # fmt: skip
        writing.about(poll=poll_id, meeting=meeting_id)
    return poll_id


def reword(book: Book, poll_id: int, draft: MotionDraft) -> None:
    """Change a motion that has not been voted on.

    Raises:
        Refused: it has been, the new wording does not hold, or the meeting is closed.
    """
    found = _motion(book, poll_id, "draft")
    _open_meeting(book, found.meeting_id)
    title = _checked(book, found.meeting_id, draft)
    with book.write("motion.reworded") as writing:
        store.amend(writing.db, poll_id, title, store.write_facts(draft.nominees, 0))
        writing.about(poll=poll_id)


def record(book: Book, poll_id: int, count: HandCount, *, written: int = 0) -> MotionResult:
    """Record what the tellers counted, and decide the motion by the rules frozen into it.

    Raises:
        Refused: no quorum, or figures that cannot be right.
    """
    found = _motion(book, poll_id, "draft")
    _open_meeting(book, found.meeting_id)
    rules = Rules.from_json(found.rules)
    turnout = store.attendance(book, found.meeting_id, written if rules.written_opinion_counts else 0)
    try:
        result = decide(turnout, count, rules)
    except ValueError as error:
        raise Refused(str(error)) from None
    if result.is_passed and found.nominees:
        _refuse_while_counting(book)
    with book.write("motion.counted") as writing:
        facts = store.write_facts(found.nominees, turnout.written)
        store.settle(
            writing.db, poll_id, turnout, count, is_passed=result.is_passed, facts=facts, at=book.now()
        )
        if result.is_passed:
            store.set_roles(writing.db, found.meeting_id, poll_id, found.nominees)
        writing.about(poll=poll_id, meeting=found.meeting_id)
        writing.digest_of({
            "for": count.in_favour, "against": count.against, "abstain": count.abstaining,
            "due": turnout.due, "present": turnout.present, "written": turnout.written,
        })  # fmt: skip
    return result


def withdraw(book: Book, poll_id: int, reason: str = "") -> None:
    """Take a motion off: a draft is withdrawn, a count that was mistyped is void with its reason.

    Raises:
        Refused: a counted motion without a reason, one that is void already, or a closed meeting.
    """
    found = _motion(book, poll_id, "draft", "counted")
    _open_meeting(book, found.meeting_id)
    if found.state == "counted":
        if not reason.strip():
            raise Refused("作废已记录的表决要写明原因，会议记录要用。")
        if found.nominees:
            _refuse_while_counting(book)
    with book.write("motion.withdrawn") as writing:
        store.void(writing.db, poll_id, reason.strip() or "撤回")
        writing.about(poll=poll_id)


def put_again(book: Book, poll_id: int, reason: str) -> int:
    """Put a motion again that was counted or is void: a new one, with the reason. Returns its id.

    Raises:
        Refused: there is no reason, or it has not been voted on.
    """
    found = _motion(book, poll_id, "counted", "void")
    if not reason.strip():
        raise Refused("请写明重新表决的原因，会议记录要用。")
    _open_meeting(book, found.meeting_id)
    with book.write("motion.put") as writing:
        again = store.insert(
            writing.db,
            {
                "uid": new_uid(), "meeting_id": found.meeting_id, "title": found.title, "rules": found.rules,
                "agenda_item_id": book.value("SELECT agenda_item_id FROM poll WHERE id = ?", (poll_id,)),
                "facts": store.write_facts(found.nominees, 0), "rerun_of": poll_id, "rerun_reason": reason.strip(),
                "created_at": book.now(),
            },
        )  # fmt: skip
        writing.about(poll=again, again=poll_id)
    return again


def _checked(book: Book, meeting_id: int, draft: MotionDraft) -> str:
    title = " ".join(draft.title.split()) or roles_title(draft.nominees)
    if not title:
        raise Refused("请写明表决的事项。")
    if len(title) > TITLE_MOST:
        raise Refused(f"表决事项不超过{TITLE_MOST}字，详细内容请写进会议记录。")
    _check_nominees(book, meeting_id, draft.nominees)
    return title


def _check_nominees(book: Book, meeting_id: int, nominees: tuple[Nominee, ...]) -> None:
    roles: dict[str, str] = {}
    for one in nominees:
        if one.role not in words.ROLE:
            raise Refused(f"没有“{one.role}”这个分工。")
        if one.member_id is not None and not store.in_room(book, meeting_id, one.member_id):
            raise Refused(f"{one.name}现在不在会场，不能担任{words.ROLE[one.role]}。")
        if one.name in roles:
            taken = words.ROLE[roles[one.name]]
            raise Refused(f"{one.name}已提名为{taken}，一人不能兼任，也不要重复填写。")
        roles[one.name] = one.role


def _motion(book: Book, poll_id: int, *states: str) -> store.MotionRecord:
    found = store.motion(book, poll_id)
    if found is None:
        raise Refused("找不到这项表决。")
    if found.state not in states:
        raise Refused(
            {
                "draft": "这项表决还没有记录结果。",
                "counted": "这项表决已经记录了结果。要更正，请先作废并写明原因。",
                "void": "这项表决已经撤回或作废。",
            }[found.state]
        )
    return found


def _open_meeting(book: Book, meeting_id: int) -> Rules:
    found = store.meeting_state(book, meeting_id)
    if found is None:
        raise Refused("找不到这次会议。")
    if found[0] == "closed":
        raise Refused("会议已闭会，记录不再改动。")
    if store.is_final(book, meeting_id):
        raise Refused("会议记录已经定稿，表决不能再改动。如有差错，请在会议记录中写更正说明。")
    return Rules.from_json(found[1])


def _refuse_while_counting(book: Book) -> None:
    title = polling_title(book)
    if title:
        raise Refused(f"“{title}”尚未计票完毕，监票人、计票人不能更换。")
