"""Words of the points pane."""

from __future__ import annotations

TITLE = "积分"
HELP = (
    "名单按姓氏笔画排列（也可以按名次看）。先按数字选一项规则，再按 Enter，就给光标所在的党员加分或扣分，并移到下一位；\n"
    "规则一直选着，后面每人只要一个 Enter。给几个人一起加：用空格逐个选上，再按 Enter。给整个党小组：F2 里的“整组加分扣分”。\n"
    "数字后面的规则不够时按 0 翻页；再按一次同一个数字取消选择。没有选规则时，Enter 打开这名党员的积分明细。\n"
    "规则里没有的用 F4 手工加扣分，写明事由。加分由书记录入当即生效；扣分、书记本人的积分要经审核认定，谁也不能认定自己的。\n"
    "录错了按 F7 撤销：另记一笔冲销，写明撤销了哪一笔，不改原来的记录。达到上限的部分不计入，会当场说明。"
)
EMPTY = "还没有党员。请先在“党员名册”登记党员"
RULES_HEAD = "规则（数字选，Enter 记分，空格多选）"
RULES_HEAD_PAGE = "规则 {page}/{pages}（数字选，0 翻页，Enter 记分，空格多选）"
ARMED = "已选“{name}”{points}分：Enter 记给{whom}"
HERE = "光标所在的党员"
MARKED = "选上的{count}人"
HEADLINE = "{year}年度积分  计分{count}人"
PENDING = "  待审核{count}笔（F2）"
SCHEME = "  {title}"
ORDER = {"stroke": "  按姓氏笔画", "rank": "  按名次"}
SINCE = "会上"
NO_SINCE = "增减"
EXEMPT = "免计"
WAITING = "待审{count}"
SELECTED = "选"
NOTHING_TO_UNDO = "没有可以撤销的积分。"
NOTHING_PENDING = "没有待审核的积分。"
OLD_UNDO_TITLE = "撤销较早的积分"
OLD_UNDO = "最近一次是{when}登记的：{what}。确定撤销吗？"
UNDONE = "已撤销：{what}"
WITHDRAWN = "已撤回待审核的：{what}"
GIVEN = "{who} {what} {points}分"
NOW = "，现{total}分"
WAITS = "，待审核认定"
SKIPPED = "；另有{count}人未计：{why}"
GROUP_TITLE = "给谁加分或扣分"
EVERYBODY = "支部全体"
PRESENT = "到会全体"
RULE_TITLE = "按哪一项"
BY_HAND_TITLE = "手工加扣分：{whom}"
EVIDENCE_TITLE = "{name}：{whom}"
APPROVER_TITLE = "由谁审核认定"
SUPERIOR = "上级党组织……"
SUPERIOR_TITLE = "上级审核认定"
PENDING_TITLE = "待审核的积分（审核人：{name}）"
APPROVE_ALL = "全部认定（{count}笔）"
OWN = "审核人本人的积分"
REJECT_TITLE = "不予认定：{what}"
ENTRIES_TITLE = "{name} {year}年度积分{total}分"
ENTRIES_NOTE = "上下键选一笔，Enter 或 F7 撤销它，Esc 返回"
EARLIER = "更早的见导出的记录表"
PROPOSED = "（{name}提出）"
NO_ENTRIES = "本年度还没有加分或扣分"
STATES = {
    "approved": "",
    "pending": "待审核",
    "rejected": "未认定",
    "withdrawn": "已撤回",
    "reversed": "已撤销",
}
APPROVE = "认定"
REJECT = "不予认定"
APPROVED = "已认定：{what}"
REJECTED = "未认定：{what}"
APPROVED_ALL = "已认定{count}笔，审核人{name}"
