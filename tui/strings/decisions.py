"""Words of 评定意见."""

from __future__ import annotations

TITLE = "评定意见"
HELP = """\
测评以后另择日子，由支委会（没有支委会的由党员大会）依据测评情况和日常表现，逐人提出评定意见。
先填写评定会议的日期、地点、出席；再对着每人的票数、积分、发言，用数字键定等次：1 是第一个等次，依次类推；0 是不定等次。
票数只供参考，不能以票取人。优秀超过名额时程序提醒并要求写明理由，由会议决定。
定好以后逐人反馈，记下日期。Enter 看详情，F4 写评定意见和理由，F7 撤回光标处的评定。"""

NOTHING = "还没有已计票的测评。请先在“投票测评”里完成计票。"
NO_SITTING = "还没有填写评定会议，定第一名时先填写"
SITTING = "{body}  {day}  {place}  出席：{attendance}"
PROGRESS = "{counter}  已评定{decided}/{all}名  已反馈{fed_back}名"
DIGITS = "{grades}  0 不定等次  Enter 详情"
COVERED = "画面与大屏相同，票数和等次已遮盖。要查看，请断开投影后到“投影”改为分屏。"
COVERED_CELL = "遮盖"
NOT_ON_SLIP = "未列"
NOT_MARKED = "不定"
SOFTENED = "不列"
DECIDED = "{name}：{grade}。"
WITHDRAWN = "已撤回{name}的评定。"
FED_BACK = "已记录反馈{count}名。"
BY_HAND = "须个别研究"
ASK_REASON = "写明理由"
DETAIL_TALLY = "测评（有效票{valid}张）"
DETAIL_SOFTENED = "测评：不列。有效票太少，或者各票完全一致，列出就等于公开各人所投；见汇总表（内部）。"
DETAIL_POINTS = "年度积分"
DETAIL_REMARKS = "发言"
NO_REMARKS = "没有关于该同志的发言记录。"
