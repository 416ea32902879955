"""Words of the place of the points' tables."""

from __future__ import annotations

TITLE = "积分表册"
HELP = (
    "这里是积分的各种表：年度汇总、分月登记、党小组、分类、逐月、最近登记、季度公示。按数字换表。\n"
    "年度汇总和分月登记里，Enter 打开光标所在党员的平时积分记录表；分月登记一屏放不下时，按左右键换季度。\n"
    "“导出本表”存成 xlsx，放在簿册旁的“导出”文件夹；“导出全体记录表”一人一张。\n"
    "公示：到“季度公示”里按 F2 选“公示一个季度”，名单按当天的情况固定下来；有异议就登记，查清后答复，都留存。\n"
    "一年结束，方案规定结转的，用“年度结转”给每人记一笔起始分，一年只能结转一次。"
)
PAGES = ("年度汇总", "分月登记", "党小组", "分类", "逐月", "最近登记", "季度公示")
HEAD = "{year}年度  计分{count}人  支部合计{total}分  人均{mean}分"
TURNS = {2: ("上半年", "下半年"), 4: ("第一季度", "第二季度", "第三季度", "第四季度")}
TURN = "  {part}（左右键换）"
EMPTY = "还没有党员。请先在“党员名册”登记党员"
NO_ENTRIES = "本年度还没有积分记录"
NO_LISTS = "本年度还没有公示。按 F2 选“公示一个季度”"
EXEMPT = "免计：{why}"
EXEMPT_PLAIN = "免计"
VETO = "一票否决：{why}"
WAITING = "待审核{count}笔"
VETO_SHORT = "否决"
WAITING_SHORT = "待审{count}"
STATES = {
    "approved": "",
    "pending": "待审核",
    "rejected": "未认定",
    "withdrawn": "已撤回",
    "reversed": "已撤销",
}
PROPOSED = "（{name}提出）"
NO_OBJECTION = "无"
OBJECTIONS = "{count}条已答复"
OPEN_OBJECTIONS = "{count}条，{open}待答"
WITHDRAWN_LIST = "已撤回：{why}"
POSTED_AT = "公示时间：{begins}至{ends}    地点：{place}"
NO_PLACE = "未填"
POSTED_LINE = "{number:>3}  {name}  本季度{quarter}  累计{total}"
OBJECTIONS_HEAD = "异议登记"
ABOUT = "（关于{name}）"
POSTED_TITLE = "{year}年度{quarter}积分公示"
WHICH_LIST = "哪一次公示"
WHICH_OBJECTION = "答复哪一条异议"
NO_OPEN_OBJECTION = "没有待答复的异议。"
NOT_ON_MEMBERS = "请先到“年度汇总”或“分月登记”，把光标放在这名党员上。"
NOT_POSTED = "还没有公示。请先选“公示一个季度”。"
EXPORTED = "已导出：{name}（{folder}）"
CARRIED = "已结转{count}人的起始分"
CARRIED_WAITING = "已结转{count}人的起始分，其中{waiting}人待审核认定"
CARRY_TITLE = "结转到{year}年度"
CARRY_TEXT = "按方案“{scheme}”，{how}。每人记一笔，一年只能结转一次，可以整批撤销。"
CARRY_EARLY = "{year}年度还没有结束：结转以后登记的分不再计入起始分。"
CARRY_UNSETTLED = "{year}年度还有{count}笔待审核，认定以后不再计入起始分，最好先审核认定。"
CARRY_HOW = {"share": "起始分为上年积分的{percent}%", "all": "起始分为上年积分", "reset": "每年重新起算"}
PUBLISHED = "已公示{quarter}积分，共{count}人"
SHOWN = "已上屏：{page}"
NOT_FOR_WALL = "“{page}”不上大屏。"
