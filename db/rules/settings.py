"""Rules that differ from unit to unit, each with its default, its choices and where the default comes from.

`config.toml` overrides them under `[rules]`; a meeting and a poll keep the ones they were held under.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.rules.grades import Rounding
    from db.rules.requirements import Midway


def setting(
    default: Any,
    note: str,
    source: str,
    *,
    choices: tuple[Any, ...] = (),
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
) -> Any:
    """Declare one setting: its default, a Chinese note, its source, and what values it may take.

    The unit says how a person writes it: `tenths` as points with one decimal place, `share` as 1/3, 30% or none.
    """
    meta = {"note": note, "source": source, "choices": choices, "low": low, "high": high, "unit": unit}
    return field(default=default, metadata=meta)


@dataclass(frozen=True)
class Rules:
    """The rules in force, frozen into each meeting and poll (`to_json`, `from_json`)."""

    name_order: str = setting(
        "surname",
        "姓氏笔画排序：surname 单名的名字按空一位算；fullname 不空",
        "党代会惯例",
        choices=("surname", "fullname"),
    )
    excellent_cap: str = setting(
        "1/3", "优秀等次上限：写作分数或百分数，none 为不限", "民主评议通知：一般不超过三分之一", unit="share"
    )
    excellent_base: str = setting(
        "full",
        "上限的基数：full 正式党员，rated 参评人数，all 党员总数",
        "12371 问答",
        choices=("full", "rated", "all"),
    )
    excellent_rounding: Rounding = setting(
        "floor",
        "不足一人：floor 舍去，round 四舍五入，ceil 进一",
        "推定：不超过",
        choices=("floor", "round", "ceil"),
    )
    excellent_at_least_one: bool = setting(False, "上限不足一人时是否按一人", "推定")
    probationary_votes: bool = setting(True, "预备党员是否参加测评投票", "各地通知")
    probationary_graded: bool = setting(False, "预备党员是否评定等次", "各地通知：不定等次")
    observing_votes: bool = setting(False, "留党察看期间的党员是否参加测评投票", "无统一规定")
    lost_is_due: bool = setting(True, "失联而尚未处理的党员是否计入应到", "推定：支部作出决定前仍计入")
    floating_members: str = setting(
        "present",
        "流动党员：present 到会即参加测评，exclude 不计入应到",
        "各地不一",
        choices=("present", "exclude"),
    )
    quorum_motion: str = setting(
        "half",
        "表决的到会要求：half 半数以上（含半数），more_than_half 超过半数",
        "支部工作条例第十一条",
        choices=("half", "more_than_half"),
    )
    majority_base: str = setting(
        "due",
        "赞成须超过半数的基数：due 应到会有表决权党员，present 实到会有表决权党员",
        "支部工作条例第十一条",
        choices=("due", "present"),
    )
    written_opinion_counts: bool = setting(False, "请假党员的书面意见是否计入表决", "惯例：接收、转正计入")
    ballot_min_attendance: str = setting("1/2", "测评到会人数少于应到的这一比例时提醒", "推定", unit="share")
    ballot_roles_required: bool = setting(True, "测评须有监票人、计票人各一名以上且不为同一人", "比照选举")
    invalid_scope: str = setting(
        "row", "多选时作废：row 该行，ballot 整张票", "推定", choices=("row", "ballot")
    )
    percent_base: str = setting(
        "valid", "得票率的基数：valid 有效票，row 该行有效票", "汇总表样式", choices=("valid", "row")
    )
    small_electorate: int = setting(5, "投票人少于此数时提醒不易保密", "推定；不得小于 3", low=3, high=30)
    second_entry: bool = setting(False, "逐张录票是否由另一人再录一遍，两遍相核", "推定")
    ballot_text: bool = setting(False, "测评票是否可写意见建议", "测评表样式：备注栏")
    ballot_problems: bool = setting(False, "测评票是否可填存在问题的编号", "测评表样式：存在问题栏")
    nomination_write_ins: int = setting(0, "推荐票可以另选几人，0 为不可另选", "选举办法", low=0, high=9)
    nomination_on_wall: bool = setting(False, "推荐的得票和正字是否投影", "默认不投影")
    booth_idle_seconds: int = setting(
        120, "投票台多少秒无人操作即清空所填（不计入）", "推定", low=30, high=1800
    )
    spare_slips: int = setting(2, "测评票备用张数", "惯例", low=0, high=50)
    show_member_commentary: bool = setting(False, "投影是否显示对党员个人的点评文字", "默认不显示")
    points_base: int = setting(1000, "积分基础分", "各地办法：100 分", low=0, high=10000, unit="tenths")
    points_floor: int = setting(0, "积分下限", "各地办法", low=-100000, high=100000, unit="tenths")
    points_ceiling: int = setting(0, "积分上限，0 为不限", "各地办法", low=0, high=100000, unit="tenths")
    points_order: str = setting(
        "stroke", "积分显示顺序：stroke 姓氏笔画，rank 名次", "默认不排名次", choices=("stroke", "rank")
    )
    points_veto: str = setting(
        "zero", "一票否决：zero 当年积分记 0 分，mark 只作标注", "支部积分办法", choices=("zero", "mark")
    )
    register_midway: Midway = setting(
        "share",
        "台账：中途转入、转出或免做的，当期应完成数：share 按天数折算（四舍五入），full 照全数，whole 不作要求",
        "推定",
        choices=("share", "full", "whole"),
    )
    notice_days: int = setting(7, "会议通知提前天数", "各地 5–10 天", low=0, high=60)
    retention_years: int = setting(10, "会议记录保管年限", "国家档案局令第8号", low=1, high=100)

    def to_json(self) -> str:
        """Every value, as one JSON object with sorted keys."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Rules:
        """Read what `to_json` wrote; a key that this program no longer knows is ignored, a missing one is the default."""
        known = {item.name for item in dataclasses.fields(cls)}
        return cls(**{key: value for key, value in json.loads(text or "{}").items() if key in known})
