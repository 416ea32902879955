"""Every place of the console, in the order of the evening. A new activity adds a line here and a file in `panes`."""

from __future__ import annotations

from importlib import import_module

from tui.console.pane import Pane, Place

PLACES: tuple[Place, ...] = (
    Place("home", "主页", "zy", "会议总览", "home"),
    Place("roster", "党员名册", "dymc", "导入、增改、党小组", "roster"),
    Place("plan", "会议筹备", "hycb", "会前准备、议程安排", "plan"),
    Place("rollcall", "签到", "qd", "应到、实到、请假、列席", "rollcall", ("opening",)),
    Place("agenda", "议程", "yc", "开会、计时、散会", "agenda", ("briefing", "other")),
    Place("remarks", "发言记录", "fyjl", "对照检查、批评、表态", "remarks", ("work_report", "committee_review", "self_review", "summary")),
    Place("points", "积分", "jf", "加分、扣分、审核认定", "points", ("points",)),
    Place("motions", "表决", "bj", "推选监票人、计票人及其他表决", "motions", ("motion",)),
    Place("ballot", "投票测评", "tpcp", "测评、无记名表决、推荐", "ballot", ("appraisal",)),
    Place("commentary", "领导点评", "lddp", "成绩、问题、方向", "commentary", ("commentary",)),
    Place("closing", "整改与闭会", "zgybh", "整改清单、闭会", "closing", ("closing",)),
    Place("decisions", "评定意见", "pdyj", "支委会评定、反馈本人", "decisions"),
    Place("minutes", "会议记录", "hyjl", "预览、核对、定稿、导出", "minutes"),
    Place("scheme", "方案", "fa", "标准、进度、台账、积分、表彰", "scheme"),
    Place("room", "投影", "ty", "大屏画面、黑屏、单屏", "room"),
    Place("tables", "积分表册", "jfbc", "月度、年度、公示、导出", "tables"),
    Place("registers", "台账", "tz", "该做什么、谁做了、谁逾期", "registers"),
    Place("compliance", "完成情况", "wcqk", "党员与要求对照，任一日期", "compliance"),
    Place("posts", "先锋岗", "xfg", "示范岗、责任区，标准和考核", "posts"),
    Place("targets", "达标定档", "dbdd", "达标比例，先进、中间、后进", "targets"),
)  # fmt: skip
"""The first is where the console starts."""

BY_ID = {place.id: place for place in PLACES}


def place_for(kind: str) -> str:
    """The place that serves an agenda item of a kind."""
    return next((place.id for place in PLACES if kind in place.kinds), "agenda")


def load_pane(place: str) -> type[Pane]:
    """The pane class of a place, imported on first use: the one subclass of `Pane` that the module defines."""
    module = import_module(f"tui.console.panes.{BY_ID[place].module}")
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Pane) and value.__module__ == module.__name__:
            return value
    msg = f"no pane in {module.__name__}"
    raise LookupError(msg)
