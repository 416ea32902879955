"""领导点评: who comments on whom, on whom nobody has commented yet.

Heads of Party organisations comment on the organisations below them and on members; the superior on the branch and its
secretary, the secretary on the members, nobody on himself, nobody left out (创先争优 2010–2012: 集中点评、随时点评、逐个点评).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Manner(str, Enum):
    """How it is given; the value is what the book stores."""

    COLLECTIVE = "collective"
    IMPROMPTU = "impromptu"
    INDIVIDUAL = "individual"


class Role(str, Enum):
    """What gives somebody the say: 上级, 书记, another of the 支委会, none."""

    SUPERIOR = "superior"
    SECRETARY = "secretary"
    COMMITTEE = "committee"
    NONE = "none"


class State(str, Enum):
    """Where a commentary stands; the value is what the book stores."""

    DRAFT = "draft"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Commentator:
    """Who comments; `member_id` is None for a superior from outside the branch."""

    role: Role
    member_id: int | None = None


@dataclass(frozen=True)
class Target:
    """On whom: the branch (`member_id` None), its secretary or another member."""

    member_id: int | None = None
    is_secretary: bool = False


@dataclass(frozen=True)
class Comment:
    """One commentary as the rules see it."""

    target_id: int | None
    state: State = State.DRAFT


def due_role(target: Target) -> Role:
    """Who has to comment on a target: the superior on branch and secretary, the secretary on members."""
    return Role.SUPERIOR if target.member_id is None or target.is_secretary else Role.SECRETARY


def why_not_comment(commentator: Commentator, target: Target) -> str:
    """Return why somebody cannot comment on a target, or an empty string."""
    if commentator.member_id is not None and commentator.member_id == target.member_id:
        return "不能点评本人。"
    if commentator.role is Role.SUPERIOR:
        return ""
    if target.member_id is None:
        return "对支部的点评由上级作出，请填写上级点评人。"
    if target.is_secretary:
        return "对书记的点评由上级作出，请填写上级点评人。"
    return "" if commentator.role is not Role.NONE else "党员由书记（或受委托的支委）点评，请另选点评人。"


def state_of(target: Target, comments: Iterable[Comment]) -> State | None:
    """The furthest that any commentary on a target has come; None where there is none."""
    states = {comment.state for comment in comments if comment.target_id == target.member_id}
    return State.RELEASED if State.RELEASED in states else State.DRAFT if State.DRAFT in states else None


def without(targets: Sequence[Target], comments: Sequence[Comment]) -> tuple[Target, ...]:
    """Targets on which no commentary is released; a draft does not count."""
    released = {comment.target_id for comment in comments if comment.state is State.RELEASED}
    return tuple(target for target in targets if target.member_id not in released)
