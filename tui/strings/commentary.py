"""Words of the commentary pane."""

from __future__ import annotations

TITLE = "领导点评"
HELP = (
    "领导点评：上级点评支部和书记，书记点评党员，谁也不点评本人，一个不漏。没有点评的排在名单里一看便知。\n"
    "光标移到对象上按 Enter 开始写：成绩、问题、方向三栏，Tab 换栏，随写随存；旁边列出到会、积分、受批评、上年整改等情况供参考。\n"
    "写好以前只有本机可见。按 1 公布以后才进入会议记录；公布了要改，先按 2 收回。\n"
    "F5 上屏：对支部的点评显示全文；对党员的点评大屏只显示点评人和对象，文字是否显示由设置决定。\n"
    "F4 改点评人、职务、方式（集中、随时、逐个）；F3 按汉字、拼音首字母或序号找人；F7 撤销公布或删去。"
)
NO_MEETING = "还没有会议。请先到“会议筹备”新建会议。"
EMPTY = "还没有可以点评的对象"
HEADLINE = "未公布点评{missing}个，共{total}个对象"
ALL_DONE = "全部对象都已点评"
LIST_HINT = "Enter 写点评  1 公布  2 收回  3 还差谁  4 看情况  F3 找人  F4 改  F5 上屏"
EDIT_HINT = "Esc 写完返回  Tab 换栏  F4 改点评人、职务、方式  F5 公布并上屏"
RELEASED_HINT = "已公布，不能改。Esc 返回后按 2 收回再改"
FROZEN_HINT = "会议已闭会或会议记录已定稿，点评不能再改。Esc 返回"
BOXES = {"results": "肯定成绩", "problems": "指出问题", "direction": "努力方向"}
PLACEHOLDERS = {
    "results": "做得好的，有事实有例子。",
    "problems": "还有什么不足。",
    "direction": "今后往哪里努力。",
}
STATE = {None: "未写", "draft": "草稿", "released": "已公布"}
DUE = {"superior": "上级", "secretary": "书记"}
EDITOR = "{who}点评{target}（{manner}）"
WHO = "谁点评{name}？"
TYPED = "上级，按所填姓名"
GUEST = "列席或上级"
POST_TITLE = "{name}的职务"
POST = "职务"
POST_HINT = "单位和职务，例如：区委组织部副部长"
WHICH_TITLE = "{name}的点评"
ANOTHER = "另写一份"
CHANGE_TITLE = "改什么？"
CHANGE = {"commentator": "点评人", "post": "职务", "manner": "方式"}
MANNER_TITLE = "以什么方式点评？"
FIND_TITLE = "找点评对象"
MISSING_TITLE = "还没有公布点评的"
NOBODY = "一个不漏，全部已点评。"
NOT_OPEN = "没有正在写的点评。按 Enter 打开一份。"
NOT_WRITTEN = "还没有写这份点评。按 Enter 开始写。"
NOT_RELEASED = "还没有公布对{name}的点评。"
IS_RELEASED = "已经公布对{name}的点评。"
NOTHING_TO_UNDO = "没有可以撤销的操作。"
RELEASED = "已公布对{name}的点评。"
TAKEN_BACK = "已收回对{name}的点评，可以修改。"
WITHDRAWN = "已删去对{name}的点评。按 F7 恢复。"
ON_STAGE = "大屏正在显示对{name}的点评。"
ON_STAGE_NAMES = "大屏显示对{name}的点评（只显示点评人和对象）。"
STAGE_TITLE = "公布并上屏"
STAGE_TEXT = "公布对{name}的点评，并在大屏显示。{what}"
STAGE_BRANCH = "大屏显示点评全文。"
STAGE_MEMBER = "大屏只显示点评人和对象，不显示文字。"
STAGE_MEMBER_TEXT = "按设置，大屏显示对党员的点评文字。"
STAGE_YES = "公布并上屏"
UNDONE = "已撤销：{what}。"
DID = {"release": "公布对{name}的点评", "take_back": "收回对{name}的点评", "withdraw": "删去对{name}的点评"}
FACTS_TITLE = "{name}的情况（只在本机显示）"
FACTS_HEAD = "参考（只在本机显示）"
CAME = "本年度会议：应到{held}次，到会{came}次"
CAME_BRANCH = "本次会议：应到{held}人，现到{came}人"
POINTS = "积分：{points}分（本年度加分{count}笔）"
REVIEW = {True: "对照检查：已作", False: "对照检查：未作"}
CRITICISMS = "批评意见：{count}条"
CORRECTION = {True: "以往整改（已销号）：{problem}", False: "以往整改（整改中）：{problem}"}
GRADE = "上次评定：{grade}"
TALLY = "本次测评：{counts}"
NO_FACTS = "暂无情况"
COVERED = "大屏与本机同屏，情况已遮盖"
