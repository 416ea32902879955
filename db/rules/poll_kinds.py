"""The kinds of secret poll as data: who votes, on what, in which ways, and what the room is told.

Sources: 《支部工作条例》 Art. 11 (表决 is by members with 表决权), DOMAIN §2 (民主测评, 预备党员 take part), §2.6 (群众
have a pool of their own), §3.3 (a candidate is neither 监票人 nor 计票人).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from db.rules.ballot import APPRAISAL_FORM, BallotForm, Grade, Scale

Right = Literal["rates", "votes"]
"""Which right of a member (`electorate.Rights`) gives a ballot: to rate others, or 表决权."""

Subject = Literal["members", "lines"]
"""What the rows are: members of the roll, or lines that the branch words (aspects, motions, groups)."""

Wall = Literal["numbers", "count", "setting"]
"""What the room sees after the count: 发出、收回、有效、废票 alone, the full count at once, or as the setting says."""

Sameness = Literal["kind", "targets", "title"]
"""What a second poll of a meeting must share with a counted one of its kind and pool to be its repetition (重新测评)."""

WRITTEN_IN: Final[Mapping[Subject, str]] = MappingProxyType({"members": "另选人", "lines": "另选"})
"""What stands before whatever a voter writes in that is not printed on the slip, by what its rows are."""

CHANNELS: Final = ("slips", "totals", "calls", "booth")
SLIP_CHANNELS: Final = ("slips", "calls")
"""Ways in which every slip of the stack has its own box."""
PAPER_CHANNELS: Final = ("slips", "totals", "calls")


@dataclass(frozen=True)
class PollKind:
    """One kind of secret poll.

    Attributes:
        code: What the book stores.
        name: What people call it, for the sentence that the chair reads out.
        slip: What people call its paper.
        right: Which right gives a member a ballot.
        subject: What its rows are.
        wall: What the room sees of the count.
        sameness: What makes a second poll a repetition.
        has_cap: The share of a capped grade is limited.
        keeps_roles_out: Whoever is on the slip is neither 监票人 nor 计票人.
        decides: The count decides (表决); a quorum is needed.
        may_pool: People who are no members may vote, in a pool of their own.
        form: What a slip asks when nobody says otherwise.
        paper: What stands over its slip.
        head: What its rows are called where they are no members.
        use: What its counts are for, as the internal sheet says.
    """

    code: str
    name: str
    slip: str
    right: Right
    subject: Subject
    wall: Wall
    sameness: Sameness
    form: BallotForm
    paper: str
    use: str
    head: str = "测评对象"
    has_cap: bool = False
    keeps_roles_out: bool = False
    decides: bool = False
    may_pool: bool = False

    @property
    def deed(self) -> str:
        """What people do with its slip: 测评, 表决, 推荐."""
        return self.slip.removesuffix("票")

    @property
    def is_announced(self) -> bool:
        """Whether its counts are a decision that people are told, so that none of them is held back from the branch."""
        return self.wall != "numbers"


SATISFACTION_SCALE: Final = Scale(
    (
        Grade("satisfied", "满意"),
        Grade("fairly", "比较满意"),
        Grade("basically", "基本满意"),
        Grade("dissatisfied", "不满意"),
    )
)
"""满意、比较满意、基本满意、不满意 (创先争优 2011; FORMS §1.7)."""

CRITERION_SCALE: Final = Scale((Grade("good", "好"), Grade("fair", "一般"), Grade("poor", "差")))
"""好、一般、差, an aspect at a time (FORMS §1.1, columns B)."""

MOTION_SCALE: Final = Scale((Grade("for", "赞成"), Grade("against", "反对")))
"""赞成、反对; a blank is 弃权 (选举办法 by analogy)."""

NOMINATION_SCALE: Final = Scale((Grade("chosen", "推荐"),))

KINDS: Final = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            PollKind(
                "appraisal", "民主测评", "测评票", "rates", "members", "numbers", "kind", APPRAISAL_FORM,
                "民主评议党员测评票", "测评结果供支部委员会提出评定意见时参考，不公开。",
                has_cap=True, may_pool=True,
            ),
            PollKind(
                "criteria", "分项测评", "测评票", "rates", "members", "numbers", "targets", APPRAISAL_FORM,
                "分项测评票", "测评结果供支部委员会提出评定意见时参考，不公开。",
                has_cap=True, may_pool=True,
            ),
            PollKind(
                "satisfaction", "满意度测评", "测评票", "rates", "lines", "numbers", "targets",
                BallotForm(SATISFACTION_SCALE),
                "满意度测评票", "各方面的测评分别统计，不合并；公布范围由支部决定。", "项目", may_pool=True,
            ),
            PollKind(
                "motion", "无记名表决", "表决票", "votes", "lines", "count", "title",
                BallotForm(MOTION_SCALE), "表决票", "表决结果当场宣布。", "表决事项", decides=True,
            ),
            PollKind(
                "nomination", "推荐", "推荐票", "votes", "members", "setting", "title",
                BallotForm(NOMINATION_SCALE, most_chosen=1, blank_name="未选"),
                "推荐票", "推荐结果供支部研究，按规定公示。", "推荐对象", keeps_roles_out=True, may_pool=True,
            ),
        )
    }
)  # fmt: skip
"""Every kind by its code."""
