"""Person by person (逐人发言): who speaks next, who has not spoken, who has not been criticised, who owes an answer.

The order of a 组织生活会: the secretary's 对照检查 first, then the others' 批评意见 and his 表态; then each member in turn
(医院组织生活会制度; 2014 年会议程序). An absent member's 书面发言 is read by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

CRITICS_USUAL = 2
"""After so many criticisms of one member his answer is suggested before a further criticism."""


class Kind(str, Enum):
    """What is said; the value is what the book stores."""

    REPORT = "report"
    SELF_REVIEW = "self_review"
    CRITICISM = "criticism"
    RESPONSE = "response"
    COMMENT = "comment"
    SUMMARY = "summary"


ITEM_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.REPORT: ("work_report", "briefing"),
    Kind.SELF_REVIEW: ("self_review", "work_report"),
    Kind.CRITICISM: ("self_review", "committee_review"),
    Kind.RESPONSE: ("self_review", "summary"),
    Kind.COMMENT: (),
    Kind.SUMMARY: ("summary",),
}
"""Kinds of agenda item that a remark belongs to, the likeliest first; empty: whatever item is running."""

_OF_THE_BRANCH = frozenset({Kind.SELF_REVIEW, Kind.CRITICISM, Kind.RESPONSE})


def guest_name(name: str, unit: str, post: str) -> str:
    """A 列席 person as a speaker: 赵明（区委组织部副部长）."""
    where = f"{unit}{post}"
    return f"{name}（{where}）" if where else name


def item_kinds(kind: Kind, *, is_about_branch: bool) -> tuple[str, ...]:
    """Kinds of agenda item for one remark: what is said of the 支部班子 goes with its report before all others."""
    kinds = ITEM_KINDS[kind]
    return ("work_report", *kinds) if is_about_branch and kind in _OF_THE_BRANCH else kinds


@dataclass(frozen=True)
class Speaker:
    """One member who may be called on.

    Attributes:
        id: The member's id.
        is_secretary: 书记, who comes first.
        is_present: In the room; an absent one may hand in a 书面发言.
    """

    id: int
    is_secretary: bool = False
    is_present: bool = True


@dataclass(frozen=True)
class Remark:
    """One remark as the rules see it.

    Attributes:
        kind: What was said.
        speaker_id: The member who spoke; None for a superior or an observer.
        about_id: The member it is about; None is the branch. In 对照检查 and 表态 of a member, the speaker himself.
    """

    kind: Kind
    speaker_id: int | None = None
    about_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where one member stands.

    Attributes:
        member_id: Whose line it is.
        is_present: In the room.
        has_reviewed: Gave his 对照检查.
        received: How many criticisms of him there were.
        given: Whom he criticised, each once, in order.
        has_responded: Answered since the last criticism of him.
    """

    member_id: int
    is_present: bool
    has_reviewed: bool
    received: int
    given: tuple[int, ...]
    has_responded: bool

    @property
    def owes_review(self) -> bool:
        """Whether his 对照检查 is still to come."""
        return not self.has_reviewed

    @property
    def owes_response(self) -> bool:
        """Whether he was criticised and has not answered since."""
        return self.received > 0 and not self.has_responded


@dataclass(frozen=True)
class Step:
    """What may be called next; `speaker_id` is None where the speaker is still to be named."""

    kind: Kind
    speaker_id: int | None
    about_id: int | None
    is_written: bool = False


def speaking_order(members: Sequence[Speaker], chosen: Sequence[int] = ()) -> tuple[int, ...]:
    """The ids in the order of speaking: chosen ones as chosen, before them the secretary unless chosen too.

    Args:
        members: In 姓氏笔画 order, which holds for all that nobody chose.
        chosen: Ids that the chair put into another order; ids of nobody are passed over.
    """
    known = {member.id for member in members}
    wanted = [member_id for member_id in dict.fromkeys(chosen) if member_id in known]
    first = [member.id for member in members if member.is_secretary and member.id not in wanted]
    rest = [member.id for member in members if member.id not in {*wanted, *first}]
    return (*first, *wanted, *rest)


def moved(order: Sequence[int], member_id: int, by: int) -> tuple[int, ...]:
    """The order with one member called earlier (negative) or later; at the ends nothing changes."""
    if member_id not in order:
        return tuple(order)
    rest = [other for other in order if other != member_id]
    place = max(0, min(len(rest), list(order).index(member_id) + by))
    return (*rest[:place], member_id, *rest[place:])


def standings(members: Sequence[Speaker], remarks: Iterable[Remark]) -> tuple[Standing, ...]:
    """One line a member, in the order given."""
    reviewed: set[int] = set()
    received: dict[int, int] = {}
    answered: dict[int, bool] = {}
    given: dict[int, dict[int, None]] = {}
    for remark in remarks:
        speaker, about = remark.speaker_id, remark.about_id
        if remark.kind is Kind.SELF_REVIEW and speaker is not None and speaker == about:
            reviewed.add(speaker)
        elif remark.kind is Kind.CRITICISM and about is not None:
            received[about] = received.get(about, 0) + 1
            answered[about] = False
            if speaker is not None:
                given.setdefault(speaker, {})[about] = None
        elif remark.kind is Kind.RESPONSE and speaker is not None:
            answered[speaker] = True
    return tuple(
        Standing(
            member.id,
            member.is_present,
            member.id in reviewed,
            received.get(member.id, 0),
            tuple(given.get(member.id, ())),
            answered.get(member.id, False),
        )
        for member in members
    )


def not_spoken(lines: Iterable[Standing]) -> tuple[int, ...]:
    """Members without a 对照检查."""
    return tuple(line.member_id for line in lines if line.owes_review)


def not_criticised(lines: Iterable[Standing]) -> tuple[int, ...]:
    """Members of whom there was no 批评意见 yet."""
    return tuple(line.member_id for line in lines if not line.received)


def owing_response(lines: Iterable[Standing]) -> tuple[int, ...]:
    """Members who were criticised and have not answered since."""
    return tuple(line.member_id for line in lines if line.owes_response)


def next_steps(
    order: Sequence[int], lines: Sequence[Standing], remarks: Sequence[Remark], *, usual: int = CRITICS_USUAL
) -> tuple[Step, ...]:
    """What may come next, the likeliest first: criticise, answer, the next 对照检查, at last the summary.

    Args:
        order: Who speaks in which order (`speaking_order`).
        lines: Where each stands (`standings`).
        remarks: What was said so far, in order.
        usual: After so many criticisms the answer is suggested first.
    """
    by_id = {line.member_id: line for line in lines}
    subject = next(
        (
            remark.speaker_id
            for remark in reversed(remarks)
            if remark.kind is Kind.SELF_REVIEW and remark.speaker_id == remark.about_id
        ),
        None,
    )
    steps = _of_turn(by_id[subject], usual) if subject is not None and subject in by_id else []
    following = _next_review(order, by_id)
    if following is not None:
        return (*steps, following)
    rest = [Step(Kind.RESPONSE, line.member_id, line.member_id) for line in lines if line.owes_response]
    rest += [Step(Kind.CRITICISM, None, line.member_id) for line in lines if not line.received]
    return (*steps, *(step for step in rest[:2] if step not in steps), Step(Kind.SUMMARY, None, None))


def item_steps(item_kind: str, head: int | None, remarks: Sequence[Remark]) -> tuple[Step, ...]:
    """What the running agenda item asks for before the turns go on: the secretary's report, his summary.

    Args:
        item_kind: Kind of the agenda item that is running; empty for none.
        head: The secretary; None where there is none.
        remarks: What was said so far; what was said once is not asked for again, but the branch may be criticised
            by many.
    """
    wanted = {
        "work_report": (Step(Kind.REPORT, head, None), Step(Kind.SELF_REVIEW, head, None)),
        "committee_review": (Step(Kind.CRITICISM, None, None),),
        "summary": (Step(Kind.SUMMARY, head, None),),
    }.get(item_kind, ())
    said = {(remark.kind, remark.about_id) for remark in remarks if remark.kind is not Kind.CRITICISM}
    has_speaker = head is not None
    return tuple(
        step
        for step in wanted
        if (step.kind, None) not in said and (has_speaker or step.kind is not Kind.SELF_REVIEW)
    )


def _of_turn(line: Standing, usual: int) -> list[Step]:
    """What belongs to the turn that is going on; nothing once its answer was given."""
    if line.received and line.has_responded:
        return []
    criticise = Step(Kind.CRITICISM, None, line.member_id)
    answer = Step(Kind.RESPONSE, line.member_id, line.member_id, is_written=not line.is_present)
    if not line.received:
        return [criticise]
    return [criticise, answer] if line.received < usual else [answer, criticise]


def _next_review(order: Sequence[int], by_id: dict[int, Standing]) -> Step | None:
    """The next 对照检查: those in the room first, then the 书面发言 of the absent."""
    waiting = [by_id[member_id] for member_id in order if member_id in by_id and by_id[member_id].owes_review]
    present = [line for line in waiting if line.is_present]
    for line in present or waiting:
        return Step(Kind.SELF_REVIEW, line.member_id, line.member_id, is_written=not line.is_present)
    return None


def why_not_edit(*, is_closed: bool, is_final: bool) -> str:
    """Return why the record of what was said can no longer be changed, or an empty string."""
    if is_final:
        return "会议记录已经定稿，发言不能再改。如有差错，请在会议记录中写更正说明。"
    return "会议已经闭会，发言不能再改。如有差错，请在会议记录中写更正说明。" if is_closed else ""


def why_not_remark(
    kind: Kind, *, speaker_id: int | None, speaker: str, about_id: int | None, reader_id: int | None
) -> str:
    """Return why a remark cannot stand like this, or an empty string."""
    if speaker_id is None and not speaker.strip():
        return "请选择发言人，或填写列席人员的姓名。"
    if kind in (Kind.SELF_REVIEW, Kind.RESPONSE) and speaker_id is None:
        return "对照检查和表态只能由本支部党员作出。"
    if kind in (Kind.SELF_REVIEW, Kind.RESPONSE) and about_id not in (None, speaker_id):
        return "对照检查和表态只能针对本人或支部。"
    if kind is Kind.CRITICISM and speaker_id is not None and about_id == speaker_id:
        return "批评意见不能针对本人，对本人请记为对照检查。"
    if reader_id is not None and reader_id == speaker_id:
        return "书面发言由他人代读，代读人不能是本人。"
    return ""
