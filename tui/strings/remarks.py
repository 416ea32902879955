"""Words of the remarks pane."""

from __future__ import annotations

TITLE = "发言记录"
HELP = (
    "逐人发言：书记带头作对照检查，其他人提批评意见，本人表态，再轮到下一位。上面一行按顺序提示下一步，按数字就开始记。\n"
    "记批评意见时先选谁提的：输入汉字、拼音首字母或序号。列席人员和上级直接输入姓名。\n"
    "在正文里按 Esc 记完返回，按 F3 记完并找下一位；正文随写随存，下面一行显示已存的时间和字数。\n"
    "请假党员的书面发言由他人代读：在名单上按 Enter，选“书面发言”。\n"
    "名单按发言顺序排列：谁没有发言、受过几次批评、批评了谁、是否表态，一目了然；按减号、加号调整先后。\n"
    "下面是已记的发言，按 Enter 可以再改，直到会议记录定稿；删去的可以恢复。发言内容不会出现在大屏上。"
)
NO_MEETING = "还没有会议。请先到“会议筹备”新建会议。"
EMPTY_PEOPLE = "还没有党员。请先在“党员名册”登记党员"
EMPTY_SAID = "还没有记发言"
NEXT = "下一步："
NEXT_TITLE = "记什么发言？"
OWING = "未作对照检查{unspoken}人，未受批评{untouched}人，待表态{owing}人"
ALL_DONE = "逐人发言已完成"
SAID_HEAD = "已记的发言（{count}条，Enter 修改，Tab 换到名单）"
DRAFTS = "，草稿{count}条未记完"
COVERED = "大屏与本机同屏，发言内容已遮盖"
LIST_HINT = "数字 记下一步  0 其他  Enter 这位发言  F3 找人  F4 改  F7 撤销  - + 调先后"
EDIT_HINT = "Esc 记完返回  F3 记完并找下一位  F4 改类别、发言人、对象  Enter 换行"
NOT_OPEN = "没有正在写的发言。按 Enter 打开一条。"
READ_HINT = "会议已闭会或会议记录已定稿，发言不能再改。Esc 返回"
PLACEHOLDER = "在这里记发言内容。随写随存，Esc 记完返回。"
BRANCH = "支部"
DRAFT = "草稿"
TO = "对{about}的"
FOR = "代表{about}的"
STEP = {
    "report": "{speaker}汇报",
    "self_review": "{speaker}对照检查",
    "criticism": "对{about}的批评意见",
    "response": "{speaker}表态",
    "comment": "{speaker}发言",
    "summary": "{speaker}总结",
    "branch_review": "{speaker}代表支部对照检查",
}
WRITTEN = "（书面）"
READ_BY = "（书面发言，{reader}代读）"
WHO_CRITICISES = "谁批评{name}？"
WHOM_CRITICISES = "{name}批评谁？"
WHO_READS = "谁代读{name}的书面发言？"
WHO_SPEAKS = "谁发言？"
WHO_REPORTS = "谁汇报？"
WHO_SUMS_UP = "谁作总结？"
WHOM_ABOUT = "针对谁？"
TYPED = "列席或上级，按所填姓名"
GUEST = "列席"
PERSON_TITLE = "{name}怎么发言？"
PERSON = {
    "self_review": "作对照检查",
    "criticised": "受批评：别人对{name}提意见",
    "criticises": "提批评：{name}对别人提意见",
    "response": "表态",
    "written": "书面发言，由他人代读",
    "comment": "其他发言",
}
GUEST_SAYS = {"comment": "发言", "criticises": "提批评：{name}对党员提意见"}
OTHERS = {
    "branch_review": "支委会（支部班子）对照检查",
    "branch_criticism": "对支部班子的批评意见",
    "report": "汇报工作",
    "comment": "列席人员、上级或其他发言",
    "summary": "总结",
}
CHANGE_TITLE = "改什么？"
CHANGE = {"kind": "类别", "speaker": "发言人", "about": "针对谁", "reader": "代读人"}
NO_READER = "本人发言，不代读"
KIND_TITLE = "记为哪一类？"
FINISHED = "已记下{what}。"
UNDONE = "已撤销：{what}。"
NOTHING_TO_UNDO = "没有可以撤销的操作。"
NOTHING_SELECTED = "请先在下面的列表里选一条发言。"
NOTHING_WITHDRAWN = "没有删去的发言。"
WITHDRAWN = "已删去{what}。按 F7 恢复。"
RESTORED = "已恢复{what}。"
RESTORE_TITLE = "恢复哪一条？"
ORDER_RESET = "已恢复为书记带头、其余按姓氏笔画的顺序。"
MISSING_TITLE = "还差谁"
MISSING = {"unspoken": "未作对照检查", "untouched": "还没有人提批评意见", "owing": "受到批评后还未表态"}
NOBODY = "无"
DID = {
    "finish": "记下{what}",
    "withdraw": "删去{what}",
    "restore": "恢复{what}",
    "change": "更改{what}",
    "order": "调整发言先后",
}
