"""What the room may see: one frozen shape a scene. Whatever is in here may stand on a wall.

No shape has room for a remark, a person's tally, a pending deduction, a reason for leave or a draft: what a shape cannot
hold cannot be shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SceneView:
    """What every scene carries.

    Attributes:
        branch: Name of the branch; empty before there is one.
        meeting: Title of the meeting; empty before there is one.
        is_rehearsal: 演练, to be marked on every screen.
    """

    branch: str = ""
    meeting: str = ""
    is_rehearsal: bool = False


@dataclass(frozen=True)
class BlankView(SceneView):
    """Nothing at all."""


@dataclass(frozen=True)
class WaitingView(SceneView):
    """The book is not there yet, or cannot be read just now."""

    text: str = ""


@dataclass(frozen=True)
class ProofView(SceneView):
    """Whether the projector works, and how it is wired: unknown, extended, mirrored or single."""

    room: str = "unknown"


@dataclass(frozen=True)
class CoverView(SceneView):
    """会标: the name of the branch, the year and kind of the meeting, its topic, when and where."""

    year: int = 0
    topic: str = ""
    when: str = ""
    place: str = ""


@dataclass(frozen=True)
class RollCallView(SceneView):
    """Who is due, has come, is on leave, sits in; and by name, in 姓氏笔画 order, who has not come."""

    due: int = 0
    present: int = 0
    on_leave: int = 0
    observers: int = 0
    missing: tuple[str, ...] = ()
    leave_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaLine:
    """One item: number from 1, title, state, planned seconds, and the two facts of its clock."""

    number: int
    title: str
    state: str
    planned_seconds: int = 0
    elapsed_ms: int = 0
    running_since: str | None = None


@dataclass(frozen=True)
class AgendaView(SceneView):
    """Every item in order; the clock is worked out from its two facts wherever it is drawn."""

    items: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True)
class PointsRow:
    """One member or group: a stable key, the name, the shared rank (0 where none is shown), the total in tenths."""

    key: int
    name: str
    tenths: int
    rank: int = 0


@dataclass(frozen=True)
class PointsView(SceneView):
    """Totals of approved entries, in 姓氏笔画 order or by rank; by group the mean of each."""

    year: int = 0
    rows: tuple[PointsRow, ...] = ()
    is_ranked: bool = False
    by_group: bool = False


@dataclass(frozen=True)
class MovementView(SceneView):
    """What each member has gained or lost since the meeting began, in 姓氏笔画 order; who has not moved is left out."""

    rows: tuple[PointsRow, ...] = ()


@dataclass(frozen=True)
class BarsView(SceneView):
    """Sums of the branch side by side, by category or by month: no member is named.

    Attributes:
        by_month: Whether the rows are months; else categories.
        rows: Key, label and tenths; what took points away is negative.
    """

    year: int = 0
    by_month: bool = False
    rows: tuple[PointsRow, ...] = ()


@dataclass(frozen=True)
class LatestRow:
    """One approved gain: a stable key, whose, for what, how many tenths."""

    key: int
    name: str
    reason: str
    tenths: int


@dataclass(frozen=True)
class LatestView(SceneView):
    """The last approved gains, the newest first; a deduction is never read out on a wall."""

    rows: tuple[LatestRow, ...] = ()


@dataclass(frozen=True)
class PointsHeldView(SceneView):
    """The points may not be shown while a secret poll is open."""


@dataclass(frozen=True)
class BallotsView(SceneView):
    """How many slips went out and came back; None until the scrutineers said so."""

    title: str = ""
    state: str = ""
    issued: int | None = None
    returned: int | None = None


@dataclass(frozen=True)
class SlipResultView(SceneView):
    """The four numbers of a secret poll: 发出, 收回, 有效, 废票. Never a person's count."""

    title: str = ""
    issued: int = 0
    returned: int = 0
    valid: int = 0
    void: int = 0
    rerun_reason: str = ""


@dataclass(frozen=True)
class MotionResultView(SceneView):
    """The full count of a show of hands, and whether the motion passed; without counts it is still being put."""

    title: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    is_passed: bool = False


@dataclass(frozen=True)
class CommentaryView(SceneView):
    """A released commentary: who speaks, to whom, and the parts of the text that the wall may carry."""

    commentator: str = ""
    post: str = ""
    target: str = ""
    manner: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CorrectionLine:
    """One correction of the branch."""

    problem: str
    measures: str = ""
    owner: str = ""
    due: str = ""
    is_struck_off: bool = False


@dataclass(frozen=True)
class CorrectionsView(SceneView):
    """The branch's own corrections; a member's are never here."""

    lines: tuple[CorrectionLine, ...] = ()


@dataclass(frozen=True)
class MessageView(SceneView):
    """A few words that the secretary typed."""

    text: str = ""
