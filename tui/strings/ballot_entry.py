"""Words of typing ballots in: slips, totals, calling out, settling two entries."""

from __future__ import annotations

VOID_ROW = "本行作废"
VOID_CELL = "本格作废"
VOID_SHORT = "作废"
MARK_DONE = "已录"
NUMBER = "序号"
NAME = "姓名"
LINE = "内容"
MARK = "所填"
PROBLEMS = "问题"

SLIP_TITLE = "第{number}张（共收回{total}张）"
SLIP_REENTRY = "重录第{number}张（共收回{total}张）"
SLIP_PROGRESS = "已封存{done}张  本张已录{rows}/{all}行"
SLIP_PROGRESS_CELLS = "已封存{done}张  本张已录{rows}/{all}格"
SLIP_CHOSEN = "已选{chosen}/{most}"
SLIP_DONE = "全部录完（共收回{total}张）"
SLIP_KEYS = "Enter 下一张  F4 整票作废  F7 撤销  F3 重录  F2 菜单  F1 帮助  Esc 离开"
SLIP_KEYS_MORE = "Enter 下一张  {more}  F4 废票  F7 撤销  F3 重录  F2 菜单  Esc 离开"
KEY_PROBLEMS = "+ 问题"
KEY_NOTES = {"both": "F6 意见", "others": "F6 另选", "text": "F6 意见"}
SLIP_VOID = "整票作废。Enter 封存为废票；F4 或 F7 取消。"
SLIP_OVER = "选了{chosen}个，多于{most}个：这张是废票。照原样封存，计票时算废票；录错了按 F7。"
SLIP_OVER_COVERED = "所选多于规定的名额：这张是废票。照原样封存，计票时算废票；录错了按 F7。"
SLIP_GAP = "第{row}行还没有录。空着未填的按 0（弃权）。"
SLIP_GAP_CELL = "第{row}行“{part}”还没有录。空着未填的按 0（弃权）。"
SLIP_EMPTY = "这张一个也没有选。确是空白票，再按一次 Enter；不是，请接着录。"
SLIP_ALL = "收回的{total}张都已录入封存。按 Esc 返回，然后截止；F3 可重录某一张。"
SLIP_ALL_FIRST = "第一遍{total}张都已封存。按 Esc，换另一人录第二遍；F3 可重录某一张。"
SLIP_SEALED = "第{number}张已封存。"
SLIP_LEAVE_TITLE = "离开录票"
SLIP_LEAVE = "第{number}张还没有封存，离开后这一张要重录。已封存的不受影响。"
SLIP_ASK_NUMBER = "重录第几张"
SLIP_NUMBER_NOTE = "按票堆从上往下数，1–{total}。纸票上不要写号码。"
SLIP_BEGUN = "第{number}张录了一半，还没有封存：改录别的张，这一张要从头录。"
SLIP_NUMBER_BAD = "请填 1 到 {total}。"
SLIP_HELP = """\
按票堆次序一张一张录，票上不写号码。
数字键：1 是第一个等次，依次类推；0 是弃权（该行空着）。录完一行自动到下一行。
-：本行作废（一行多选，或者认不出）。　F4：整张票作废。
不定等次的行票上没有格，光标自动跳过。
Enter：本张封存，换下一张。封存以后谁也看不到，录错了用 F3 按次序重录整张。
F7：撤销本行。　方向键：到别的行修改。　F2：其余各行记弃权。
F5：备播画面上屏。　F8：大屏黑屏，再按恢复。
屏上不留已录的票；断电也不丢已封存的票。"""
SLIP_HELP_PARTS = "一行有几格的，从左到右逐格录，录完一行自动到下一行；← → 换格，- 只作废当前一格。"
SLIP_HELP_CHOICE = (
    "推荐票：1 是推荐，0 或空着是不推荐，只录推荐了的即可，方向键到那一行按 1。选多了的是废票，照原样录。"
)
SLIP_HELP_PROBLEMS = "+：填存在问题的编号，填的是刚录完的那一行（先用方向键移动过，就填光标所在的行）；再按 + 或 Enter 接着录。没有问题的票不用按。"
SLIP_HELP_NOTES = "F6：录票上另选栏所写、意见建议。"
SLIP_MENU = "录票"
REST_BLANK = "其余各行记弃权"
VOID_SLIP = "整张票作废或取消"
REENTER = "重录某一张"
UNDO_ROW = "撤销本行"
NAME_PROBLEMS = "填存在问题的编号"
NOTES = "录另选、意见"
LEAVE = "离开录票"
GO_LIVE = "备播画面上屏"
BLANK_WALL = "大屏黑屏或恢复"
STEP_DONE = "已经全部录完"
HELP_HERE = "讲解这里怎样录"
SAVE_RETYPED = "重录"

NAMING = "{label}的存在问题：按编号（再按一次取消），+ 或 Enter 接着录"
NAMING_TWO = "{label}的存在问题：编号按两位（如 03、12），+ 或 Enter 接着录"
NAMING_TENS = "　{tens}_"
NAMING_COVERED = "{label}：按编号填存在问题，+ 或 Enter 接着录"
PROBLEM_NAMED = "填了"


def notes_of(*, has_names: object, has_text: object) -> str:
    """What a slip has written on it beside its marks: 另选、意见."""
    return "、".join(name for name, is_there in (("另选", has_names), ("意见", has_text)) if is_there)


NOTE_TITLE = "第{number}张：{what}"
NOTE_OTHER = "另选{number}"
NOTE_TEXT = "意见建议"
NOTE_LEFT = "意见还可写约{left}字。"
NOTE_OVER = "意见多了{over}字节，存不下。请照原意缩短。"
NOTE_KEYS = "照票上写的录。"
NOTE_NAME_LONG = "“另选{number}”过长，最多{most}字节（汉字一字三字节）。"
NOTE_NAME_TWICE = "“{name}”写了两次，一张票上只算一次，请只留一处。"
NOTE_NAME_LISTED = "“{name}”已经印在票上：请在票上那一行按 1，这里不录。"
NOTE_SAVE = "记下"
NOTE_LINE_OTHERS = "另选：{names}"
NOTE_LINE_TEXT = "意见：{text}"
NOTE_COVERED = "画面与大屏相同，票上写的字会被看见。请先断开投影或用幕布遮住，再录另选和意见。"
COVERED = "画面与大屏相同，已遮盖"

HANDOVER_TITLE = "换人录第二遍"
HANDOVER = """\
第一遍{total}张已经封存。现在换另一个人，把同一摞票按同样的次序再录一遍。
{names}第一遍录的人请离开键盘、不要提示；两遍互不相看，第一遍录的什么，屏上一点也不出现。
两遍都录完以后截止；计票时两遍不同的各张，对照纸票核对。"""
HANDOVER_NAMES = "计票人：{names}。"
HANDOVER_YES = "已换人，开始录第二遍"
ENTRY_TITLE = "录哪一遍"
ENTRY_NAMES = ("第一遍", "第二遍（换一个人录）")
ENTRY_HINT = "已封存{done}/{total}张"
ENTRY_LABEL = {1: "第一遍 ", 2: "第二遍 "}

CALL_TITLE = "唱第{number}张"
CALL_REDO = "重唱第{number}张"
CALL_PROGRESS = "已唱{done}/收回{total}张"
CALL_VALID = "有效{valid}  废{void}"
CALL_VALID_SINCE = "本次有效{valid}  废{void}"
CALL_VOTES = "得票{votes}，至多{most}"
CALL_ALL = "收回的{total}张都已唱完封存。按 Esc 返回，然后截止；F7 重唱最后一张，F3 重唱某一张。"
CALL_KEYS = "Enter 下一张  F4 废票  F7 退回  F3 重唱  F2 菜单  F1 帮助  Esc 离开"
CALL_KEYS_MORE = "Enter 下一张  {more}  F4 废票  F7 退回  F3 重唱  F2 菜单  Esc 离开"
CALL_LEGEND_CHOICE = "按“键”栏的数字记一票；空格记光标所在的行"
CALL_TENS = "　{tens}_"
CALL_TWICE = "“{name}”这张票上已经唱过。"
CALL_NO_SUCH = "没有这个号。"
CALL_LOST = "其中{count}张是本次进入以前封存的，开箱以前不能再看，正字只画本次所唱。"
CALL_MARK = "本张"
CALL_KEY = "键"
CALL_UNDO = "退一步（空票时重唱上一张）"
CALL_SPACE = "记光标所在的行"
CALL_HELP = """\
唱票人拿起一张票念，计票人念一个按一个键，正字随着长。
按行念等次的：数字键记光标所在的行，自动到下一行；0 弃权，- 本行作废。
推荐：念到谁按谁的“键”（十人以上的，有的是两位，如 01、12），或用方向键找到他按空格。没念到的不用按。
Enter：这张唱完，封存，换下一张。F4：这张是废票，正字退回。
F7：退一步；刚换了下一张、还没有按键时，把上一张拿回来重唱。F3：按次序重唱某一张。
F5：备播画面上屏。　F8：大屏黑屏，再按恢复。
屏上一直对着：已唱几张、收回几张；有效票几张，每一行的票数加起来应当等于有效票。
封存的票断电不丢。程序重新启动以后，以前封存的各张在计票以前不能再看，正字从接着唱的一张重新画起。
正字只在计票人这块屏上。画面与大屏相同时遮盖；推荐在设置中允许上墙的除外。"""

SETTLE_TITLE = "核对两遍：第{number}张（第{at}/{count}张不同的票）"
SETTLE_LEGEND = "请从票堆取出从上往下数第{number}张，对照纸票：1 第一遍对  2 第二遍对  3 都不对"
SETTLE_KEYS = "1 第一遍  2 第二遍  3 照纸票填  F4 整张重录  F7 退回  Enter 下一张  Esc 离开"
SETTLE_COLUMNS = ("行", "不同之处", "第一遍", "第二遍", "纸票上是")
SETTLE_VOID = "整张票"
SETTLE_IS_VOID = "废票"
SETTLE_IS_VALID = "有效票"
SETTLE_PROBLEMS = "存在问题"
SETTLE_OTHERS = "另选"
SETTLE_TEXT = "意见建议"
SETTLE_NONE = "（无）"
SETTLE_RETYPED = "照纸票重录"
SETTLE_GAP = "还有一处没有定。请对照纸票，按 1、2 或 3。"
SETTLE_SLIP_DONE = "本张各处都已定，按 Enter 记下，接着核对下一张。"
SETTLE_LAST_DONE = "最后一张也已定，按 Enter 计票。按 F7 还可以退回。"
SETTLE_SETTLED = "第{number}张已核对。"
SETTLE_BACK = "回到第{number}张，重新核对。"
SETTLE_ASK = "纸票上是"
SETTLE_LEAVE_TITLE = "离开核对"
SETTLE_LEAVE = "离开后已经核对的也不保留：下次计票重新输入两个密码，从第一张不同的票核对起。票箱不受影响。"
SETTLE_LEAVE_YES = "离开"
SETTLE_STAY = "继续核对"
SETTLE_WAITS = "两遍还没有核对完。再核对时重新输入两个密码，从头核对。"
SETTLE_HELP = """\
两个人录的两遍，这里列出的各处不同。监票人、计票人一起从封存的票堆里取出这一张，看纸票。
1：第一遍对。　2：第二遍对。　3：两遍都不对，照纸票填。　F4：整张照纸票重录。
F5：备播画面上屏。　F8：大屏黑屏，再按恢复。
一张里的各处都定了，按 Enter 记下，换下一张；记录里只写“第几张已核对”，不写内容。
全部核对完才计票，票数和票箱同时处理，内容随即忘掉。中途离开或断电，重新输入密码，从头核对。"""
SETTLE_MIRRORED_TITLE = "先断开投影"
SETTLE_MIRRORED = (
    "两遍有{count}张不同，要在屏上对照纸票核对。投影与本机显示相同的画面，请先断开投影或用幕布遮住。"
)
SETTLE_MENU = "核对"
SETTLE_RETYPE = "整张照纸票重录"
SETTLE_UNDO = "退回一处"

WHOLE_LABEL = "本行：{label}"
"""The line under the cursor in full, where its column cuts it."""

TOTALS_TITLE = "录入合计：收回{returned}张"
TOTALS_NOW = "现录：{label}"
TOTALS_PROGRESS = "已封存{done}/{all}行"
TOTALS_KEYS = "Enter 下一栏，末栏封存本行  退格 改  F7 清空本行  F2 菜单  F1 帮助  Esc 离开"
TOTALS_HEAD = "票数"
TOTALS_STATE = "情况"
VALID = "有效票"
VOID = "废票"
VOID_ROWS = "行废"
HIDDEN_NUMBER = "**"
TOTALS_UNMARKED = "这一行是不定等次，票上没有可填等次的格，等次不用录。"
SUM = "合计"
SUM_SHOULD = "{sum} {total}，应等于{name} {wanted}"
SUM_PROBLEM = "存在问题各不多于有效票 {valid}"
SUM_PROBLEM_BAD = "“{name}”{number}次，多于有效票{valid}张。"
SUM_PROBLEM_BRIEF = "有一个问题的次数多于有效票。"
SUM_VOTES = "已录得票合计{votes}，至多{most}"
SUM_VOTES_BAD = "得票合计{votes}票，有效票{valid}张、每张至多选{chosen}个，最多{most}票。请核对。"
SUM_VOTES_BRIEF = "得票合计过多。请核对。"
EARLIER_TITLE = "先前封存的得票"
EARLIER_LABEL = "{what}得票合计"
EARLIER_ROWS, EARLIER_OTHERS = "{rows}行", "另选"
EARLIER_NOTE = "先前已封存{what}，程序看不到其中的票数。请照计票人的记录填{what}的得票合计，用来核对总得票。"
EARLIER_BAD = "请填数字。"
EARLIER_MANY = "{what}得票合计最多{most}票。请核对。"
EARLIER_LEAVE = "不核对"
SUM_SINCE = "（只算本次进入以后录的）"
SEALED = "已封存"
TOTALS_ALL = "全部{all}行都已封存。按 Esc 返回，然后截止；选中一行可以重录。"
TOTALS_ROW_SEALED = "“{name}”已封存。"
TOTALS_FILL = "请把本行每一栏都录上，没有就录 0。"
TOTALS_AGAIN_TITLE = "有效票、废票变了"
TOTALS_AGAIN = "先前封存的各行是按另外的有效票、废票录的。改用现在的数，先前各行全部作废，要重录。"
CLEAR_ROW = "清空本行"
TOTALS_HELP = """\
先录有效票和废票，两数之和必须等于收回票数。
再逐行录计票人的合计：各等次、弃权、行废。各项之和必须等于有效票，不平的行不能封存，屏上说明差多少。不定等次的行不用录。
Enter 到下一栏，末栏 Enter 封存本行；封存以后谁也看不到，录错了选中该行重录。
F7 清空本行。　F5：备播画面上屏。　F8：大屏黑屏，再按恢复。断电不丢已封存的行。"""
TOTALS_HELP_PROBLEMS = "存在问题：等次之后逐个录各编号被提到的次数，每个不多于有效票。"
TOTALS_HELP_NOTES = "最后一行是另选和意见：列出另选的各得几票、各条意见，一次封存；没有也要进去封存一次。"

NOTES_TITLE = "{what}：有效票{valid}张"
NOTES_COLUMNS = ("类别", "内容", "几张票")
NOTES_EMPTY = "还没有。没有就按 F5 封存；有就先添上"
NOTES_ADD = {"other": "1 添另选", "text": "2 添意见"}
NOTES_KEYS = "{add}  Enter 修改  - 删去  F5 封存  F1 帮助  Esc 离开"
NOTES_KIND = {"other": "另选", "text": "意见"}
NOTES_FIELD = {"other": "另选栏所写", "text": "意见"}
NOTES_COUNT = "几张票"
NOTES_COUNT_BAD = "请填 1 到 {most}。"
NOTES_LONG = "过长：最多{most}字节，现在{now}字节（汉字一字三字节）。请照原意缩短。"
NOTES_TWICE = "“{text}”已经列了，请在那一行改张数。"
NOTES_LISTED = "“{name}”已经印在票上，票数录在那一行，这里不列。"
NOTES_FULL = "“{kind}”最多列{most}条。"
NOTES_SUM_OTHERS = "另选合计{votes}票，至多{most}"
NOTES_SUM_TEXTS = "意见合计{texts}张，至多{most}"
NOTES_BAD_OTHERS = "另选合计{votes}票：每张票至多另选{each}个，有效票{valid}张，最多{most}票。请核对。"
NOTES_BAD_TEXTS = "写了意见的合计{texts}张，多于有效票{valid}张。请核对。"
NOTES_SEALED = "{what}已封存。"
NOTES_LEAVE_TITLE = "离开"
NOTES_LEAVE = "所列的还没有封存，离开后要重新列。"
NOTES_HELP = """\
照计票人的记录列出：另选了谁、各几张票；写了什么意见、各几张票写了同样的意见。
1 添另选，2 添意见，Enter 修改光标所在的一条，- 删去。
F5 全部封存。封存以后谁也看不到；改动要全部重列。没有另选和意见，也要按 F5 封存一次。
F8：大屏黑屏，再按恢复。这里的 F5 是封存，备播画面回到上一屏再上。"""
