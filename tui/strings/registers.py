"""Words of the registers: what is owed, kept, late; designations and targets."""

from __future__ import annotations

TITLE = "台账"
HELP = (
    "上面是方案规定的每一项要求：谁做、多久做几次，现在有多少人已完成、还欠、逾期。按数字或 Enter 打开一项。\n"
    "打开以后是一份名单：在人名上按 Enter 就登记一次，并移到下一位还欠的；已完成的再按 Enter 看登记明细；\n"
    "空格逐个选上几个人，再按 Enter 一起登记；整组登记按 1，可以选“所有还欠的”、党小组、到会全体。\n"
    "左右键换时期：翻到以前的时期登记，就是补登那一期。要写内容、改日期按 F4；登记错了按 F7 撤回，写入记录，不删除。\n"
    "方案规定计积分的，登记时自动记分，撤回时自动冲销。长期患病等免做的，写明理由，从那天起不再欠。"
)
EMPTY = "当前方案没有规定台账要求。要有，到“方案”里按 F4 采用别的方案"
NOBODY = "没有人在这项要求的范围内"
NOT_BEGUN = "“{name}”还没有开始，从{begins}起登记。"
EVERY = {
    "day": "每日",
    "week": "每周",
    "month": "每月",
    "quarter": "每季",
    "half": "每半年",
    "year": "每年",
    "once": "一次",
}
WHO = {"all": "全体党员", "group": "各党小组", "organisation": "党支部"}
ANY_NUMBER = "，数量不限"
STATES = {"done": "完成", "owed": "欠{count}", "late": "逾期欠{count}", "none": "不要求"}
STATE_NAMES = {"done": "已完成", "owed": "还欠", "late": "逾期", "none": "不要求"}
OVERVIEW_HINT = "数字或 Enter 打开一项，F3 查找，F2 菜单"
SHEET_HINT = "Enter 登记 空格多选 1 整组 2 补齐 3 换期(← →) 4 明细 5 个人台账 6 免做"
MARKED = "已选{count}：Enter 一起登记，Esc 取消"
SELECTED = "选"
FILED = "已登记：{who} {name}（{period}）"
FILED_POINTS = "，积分{points}"
SKIPPED = "；另有{count}个未登记：{why}"
WITHDRAWN = "已撤回：{who} {name}"
NOTHING_TO_UNDO = "没有可以撤回的登记。"
UNDO_WHY = "登记有误"
OLD_UNDO_TITLE = "撤回较早的登记"
OLD_UNDO = "最近一次是{when}登记的：{who} {name}。确定撤回吗？"
GROUP_TITLE = "给谁登记：{name}（{period}）"
OWING = "所有还欠的"
EVERYBODY = "全体"
PRESENT = "到会全体"
NOTHING_OWED = "选中的都没有逾期。"
FILLED = "已补齐：{who} {name}，共{count}次"
PERIOD_TITLE = "哪一期：{name}"
FILE_TITLE = "登记：{who} {name}"
EDIT_TITLE = "修改登记：{who} {name}"
ENTRIES_TITLE = "{who} {name}：登记明细"
ENTRIES_NOTE = "上下键选一条，Enter 修改或撤回，Esc 返回"
NO_ENTRIES = "还没有登记"
WITHDRAW_TITLE = "撤回这一条"
PAGE_TITLE = "{who}的台账（{day}）"
PAGE_NOTE = "Enter 打开这一项，Esc 返回"
EXCUSE_TITLE = "免做：{who}"
EXCUSED = "已登记免做：{who}"
EXCUSE_ALL = "全部要求"
END_EXCUSE = "结束免做：{name}"
ANOTHER_EXCUSE = "再登记一条免做"
EXCUSE_ENDED = "已结束免做：{who}，明天起照常要求"
SHOWN = "台账完成情况已上屏（只显示人数）"
NO_ENTRY_TWICE = "没有选中要登记的人。"
RATE_UP, RATE_DOWN, RATE_SAME = "上升", "下降", "持平"

MATRIX_TITLE = "完成情况"
MATRIX_HELP = (
    "一行一名党员，一列一项要求：完成；欠几，是本期还要做几次；逾期几，是过去有几期没有做；无，是现在不作要求（如免做）；空白是对他没有这项要求。左右键换列，下面一行说明这一列是哪一项要求。\n"
    "Enter 打开光标所在党员的台账，再按 Enter 到那一项去登记。F4 看别的日期时的情况，例如上月底。\n"
    "“只看有欠账的”可以把已经全部完成的人收起来。支部和党小组填报的，列在党员后面。"
)
MATRIX_HINT = "← → 换列，Enter 个人台账，1 只看有欠的，F4 换日期；逾期3即三期未做"
MATRIX_HEAD = "{day}  {count}人  全部完成{done}人  欠{owed}人  逾期{late}人"
MATRIX_FREE = "  不要求{count}人"
ONLY_OWING = "（只看有欠的）"
CELLS = {"done": "完成", "owed": "欠{count}", "late": "逾期{count}", "none": "无"}
MANY_LATE = "逾{count}"
COLUMN = "第{number}列 {name}：{every}，完成{done}/{asked}，欠{owed}，逾期{late}"
DAY_TITLE = "看哪一天的情况"

POSTS_TITLE = "先锋岗"
POSTS_HELP = (
    "方案规定的先锋岗、示范岗、责任区：谁担任，标准是什么，几时期满，最近一次考核怎样。上面一行写明每种还能设几个、还差几个。\n"
    "F4 设立一个；Enter 登记考核；期满的可以续期或撤下，撤下要写明理由，记录保留。数量上限由方案规定，满了就不能再设。"
)
POSTS_EMPTY = "还没有设立。按 F4 设立"
NO_KINDS = "当前方案没有规定先锋岗、示范岗、责任区。"
POSTS_HINT = "F4 设立，Enter 登记考核，1 续期，2 撤下，3 考核记录"
POST_STATES = {"running": "在岗", "expired": "期满", "ended": "已撤下", "coming": "未到期"}
CHECK_DUE = "该考核"
PASSED, FAILED = "合格", "不合格"

TARGETS_TITLE = "达标定档"
TARGETS_HELP = (
    "上面是方案的目标：到什么时候，多少党组织或党员达标，现在到了多少，竖线是目标；下面是先进、中间、后进各有多少。\n"
    "名单里按数字认定光标所在的一个：是否达标，属于哪一档；有几项标准的，左右键选哪一项；空格多选后可以一起认定。每次认定写明日期和依据，以前的认定保留。\n"
    "F4 写依据、改日期；认定错了按 F7 撤回，恢复成以前的认定，撤回的保留在记录里。按 0 在党组织和党员之间切换。比例按个数算，不四舍五入。"
)
NO_TARGETS = "当前方案没有规定达标目标和档次。需要认定的，在“方案”里按 F4 采用有这一部分的方案。"
TARGET_STATES = {"reached": "已达到", "running": "进行中", "missed": "未按期达到", "unknown": "尚无可比"}
NOBODY_TO_PLACE = "名册里还没有可以认定的。请先在“党员名册”登记"
UP, NOT_UP = "达标", "未达标"
SUBJECTS = {"organisation": "党组织", "member": "党员"}
NO_PLACEMENT = "没有可以撤回的认定。"
OLD_PLACEMENT_TITLE = "撤回较早的认定"
OLD_PLACEMENT = "最近一次是{when}认定的：{who} {what}。确定撤回吗？"
PLACEMENT_WHY = "认定有误"
PLACEMENT_WITHDRAWN = "已撤回认定：{who} {what}"
TARGETS_SHOWN = "达标进度已上屏（只显示个数）"

LEAVING_TITLE = "{name}担任的岗位"
LEAVING_NOTE = "{name}还担任：{posts}。"
LEAVING_WHAT = "怎样处理"
LEAVING_ON = "撤下日期"
LEAVING = (("end", "撤下"), ("keep", "保留，以后再办"))
GROUP_POSTS = "它担任的{posts}随之撤下。"
