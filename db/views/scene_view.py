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
class ShareRow:
    """A count out of a total: of those who have done what a requirement asks, or are up to a target's standard.

    Attributes:
        late: How many are late.
        goal: The share that is wanted, in per cent; 0 for none.
        by: ISO day by which it is wanted; empty where nothing is said.
    """

    name: str
    done: int
    total: int
    late: int = 0
    goal: int = 0
    by: str = ""


@dataclass(frozen=True)
class SharesView(SceneView):
    """Counts side by side, of registers or of targets: nobody is named."""

    title: str = ""
    rows: tuple[ShareRow, ...] = ()


@dataclass(frozen=True)
class LatestRow:
    """One approved gain: a stable key, whose, for what, how many tenths.

    For what is the rule; where a person gave the points by hand, the category: the reason typed is not for a wall.
    """

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
    """How many slips went out and came back; None until the scrutineers said so.

    Attributes:
        title: What the poll is called.
        pool: Who votes, where they are no members.
        state: Where it stands, in Chinese.
        issued: 发出.
        returned: 收回.
        cast: Of a booth, how many have voted; None of paper.
        expected: Of a booth, how many may vote; None of paper.
        rerun_reason: Why it is held again; empty for a first one.
        deed: What people do: 测评, 表决, 推荐.
    """

    title: str = ""
    pool: str = ""
    state: str = ""
    issued: int | None = None
    returned: int | None = None
    cast: int | None = None
    expected: int | None = None
    rerun_reason: str = ""
    deed: str = "测评"


@dataclass(frozen=True)
class SlipResultView(SceneView):
    """The four numbers of a secret poll: 发出 (of a booth 投票), 收回, 有效, 废票. Never a person's count."""

    title: str = ""
    pool: str = ""
    issued: int = 0
    returned: int = 0
    valid: int = 0
    void: int = 0
    rerun_reason: str = ""
    deed: str = "测评"
    is_booth: bool = False


@dataclass(frozen=True)
class MotionResultView(SceneView):
    """The full count of a motion, and whether it passed; without counts it is still being put.

    Attributes:
        title: The motion.
        counts: 赞成, 反对, 弃权 with their numbers, opinions filed in writing counted in.
        is_passed: Whether it is carried.
        void: 废票 of a secret ballot.
        written: How many opinions filed in writing are counted in.
        rerun_reason: Why it was put again; empty for a first one.
    """

    title: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    is_passed: bool = False
    void: int = 0
    written: int = 0
    rerun_reason: str = ""


@dataclass(frozen=True)
class NominationRow:
    """Somebody nominated: the name, the votes, and whether above the line (in), level at it (tied) or below (out)."""

    name: str
    votes: int
    standing: str = "out"


@dataclass(frozen=True)
class NominationView(SceneView):
    """The votes of a 推荐, most first, where the branch puts them up."""

    title: str = ""
    pool: str = ""
    places: int = 0
    rows: tuple[NominationRow, ...] = ()
    valid: int = 0
    void: int = 0
    rerun_reason: str = ""


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
