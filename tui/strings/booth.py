"""Words of the booth: what a voter reads, and what the teller reads on the console."""

from __future__ import annotations

APP_TITLE = "评议台 投票台"
NAME = "投票台"
REHEARSAL = "演练"
NUMBER = "{number}号投票台"
THIS_ONE = "本机"

# Before anybody votes

WAIT_BOOK = "请稍候"
WAIT_BOOK_TEXT = "等待主控台打开簿册"
WAIT_VERSION_TEXT = "簿册的版本与本程序不同，请先在主控台打开一次"
WAIT_POLL_TEXT = "等待主控台开始用投票台投票"
LOCKED = "请开锁"
LOCKED_TEXT = "“{title}”已经开始。请监票人、计票人到这里输入各自的密码：按 Enter 开始输入。"
JOIN_FAILED = "{title}：{message}按 Enter 再试。"
CODES_WRONG = """\
密码不对，或者票箱的锁被换过。请两人各自核对抄下的纸，重新输入。
抄下的密码丢了时，请在主控台作废本次投票，再重新办理。"""

OUTSIDE = (
    "投票台不能在 {what} 里打开：那里会留下屏幕内容，或者让别处看见。请在本机直接打开一个终端窗口再运行。"
)
INHERITED = "这个终端里已经打开了画面程序的记录开关，不能投票。请另开一个终端窗口再运行。"

# Between two voters

WAIT = "请等候"
WAIT_TEXT = "等计票人请您入场"
PASSED_TEXT = "请把电脑交给计票人。\n计票人：看清下一位是谁，按 1 放他入场，再把电脑递给他。"
PASSED_COUNTS = "入场 {admitted}    已投 {cast}    实到 {electorate}"
PASSED_DONE = "实到参加投票的都已投完。计票人、监票人：按 F12 输入密码，回到主控台。"
CALL = "请投票"
CALL_TEXT = "按 Enter 开始。只有您自己看得见这个屏幕时再按。"
CLEARED_TEXT = "长时间没有按键，所填的已经清空，没有计入。\n要投票请按 Enter，从头填写。"
WITHDRAWN = "没有投票"
WITHDRAWN_TEXT = "计票人撤回了这次入场，所填的已经清空，没有计入。"
THANKS = "谢谢"
THANKS_TEXT = "已投票，谢谢。请离开投票台。"
THANKS_PASSED_TEXT = "已投票，谢谢。请把电脑交给计票人。"
OVER = "投票结束"
OVER_TEXT = "这次投票已经截止或作废。"
NOT_CAST_OVER = "这次投票已经截止或作废，您的票没有投入，已经清空。"
LOBBY_KEYS = "F12 关闭"
LEAVE_KEY = "F12 退出投票台（要两个密码）"
TOO_SMALL = "窗口太小。请把窗口拉大到 80 列 24 行以上。"

# The ballot

MARKED = "已填 {done}/{all}"
CHOSEN = "已选 {done}/{most}"
PAGE = "第 {page}/{pages} 页"
PART = "第 {part}/{parts} 项"
ORDER, LABEL, PROBLEMS = "序号", "姓名", "存在问题"
LINE_LABEL = "内容"
MARK = "等次"
OTHER, LINE_OTHER = "另选人{number}", "另选{number}"
TEXT = "意见建议"
LINE_LEGEND = "1 填写  0 清空"
PROBLEMS_LEGEND = "1 填写（或按 F4）  0 清空"
NOTHING_TO_MARK = "不定等次，这一格不用填"
KEYS = "数字键填写  {move}{page}Enter 检查  F7 清空  F1 怎样投票"
KEY_MOVE = "方向键移动  "
KEY_PROBLEMS = "F4 存在问题  "
KEY_PAGE = "PageDown 下一页  "
PART_LEGEND = "{part}："
EMPTY = "一项也没有填。要全部{blank}，请至少按一次 0，再按 Enter。"
CLEAR_ASKED = "清空整张票，从头填写？按 1 清空，按其他键不清空。"
CLEARED = "已清空。"
IDLE_SOON = "还在吗？{seconds}秒后清空所填的，不计入。按任意方向键继续。"

REVIEW = "请检查整张票"
REVIEW_KEYS = "Enter 投票  Esc 返回修改  {page}F1 怎样投票"
REVIEW_PAGE = "PageDown、PageUp 翻页  "
REVIEW_BLANKS = "有{count}处没有填，按{blank}计。"
REVIEW_READY = "检查无误，按 Enter 投入票箱，投入后不能再改。"
REVIEW_MORE = "共{pages}页，请按 PageDown 看完。"
OVER_CHOSEN = "选了{chosen}名，最多选{most}名，多选的整张票作废。请按 Esc 返回，在多选的行上按 0。"
TWICE_NAMED = "另选的“{name}”已在名单上，或者写了两次。请按 Esc 返回改正。"
NOT_CAST = (
    "{title}：{message}您的票还没有投入，仍在这里。按 Enter 再试；还不行，请叫计票人来，不必让他看屏幕。"
)

WRITE_TITLE = "填写：{what}"
WRITE_KEYS = "直接打字  退格键删  左右键移动  F7 清空  Enter 或 Esc 写好返回"
WRITE_LEFT = "还可以写约{count}个字"
WRITE_FULL = "写满了，放不下了。"
PROBLEMS_TITLE = "{label}  存在问题"
PROBLEMS_KEYS = "数字键选中或取消（第10项起用方向键和空格键）  F7 清空  Enter 或 Esc 返回"
CHOSEN_MARK = "已选"

HELP_TITLE = "怎样投票"
HELP_KEYS = "按任意键返回"
HELP = """\
每一行按一个数字键：上方写着数字代表什么，0 是{blank}。按完自动到下一行；按错了用方向键移回去重按。
填好按 Enter，整张票列出来给您检查；再按 Enter 就投入票箱。检查时按 Esc 可以回来修改。
没有填的行按{blank}计。F7 清空整张票，从头再来。
{seconds}秒没有按键，所填的自动清空，不计入，您还可以重新填写。
投票是无记名的：程序不知道您是谁，票投入以后谁也不能单独看到，只算总数。投完屏幕上什么也不留。"""
HELP_CHOSEN = "最多选{most}名，多选的不能投入。"
HELP_LINES = "名单下面还可以写{what}：移到那一行按 1，写完按 Enter。"
HELP_PROBLEMS = "“存在问题”可以不填：在一行上按 F4，按数字键选中。"

# The teller's screen on the console

DESK_TITLE = "投票台投票：{title}"
DESK_COUNTS = "入场 {admitted}    已投 {cast}    实到 {electorate}"
DESK_ORDER, DESK_BOOTH, DESK_STATE = "按键", "投票台", "情况"
IDLE, BUSY, GONE, DOUBTFUL = "空闲", "有人", "已关闭", "中断过，待查"
DESK_EMPTY = "还没有投票台。另开一个终端运行下面的命令，或者按 9 用本机轮流投票。"
DESK_LOCAL = "用本机轮流投票"
DESK_LOCAL_STATE = "按 9 开始，主控台随即遮盖"
DESK_KEYS = "1–8 放人入场  9 本机轮流投票  F7 撤回入场  F1 帮助  Esc 返回"
DESK_COMMAND = "另一台终端上开投票台：{command}"
ADMITTED = "{number}号投票台：请下一位入场。"
WITHDRAWN_NOW = "已撤回{number}号投票台的入场，可以重新放他入场。"
WITHDRAW_TITLE = "撤回入场"
WITHDRAW_ASKED = "{number}号投票台的人还没有投票就离开了？撤回后所填的清空、不计入，他可以再次入场。"
NOBODY_THERE = "{number}号投票台没有人，不用撤回。"
CHOOSE_BOOTH = "请先用方向键选中要撤回的投票台。"
MENU_ADMIT = "放下一位在选中的投票台入场"
MENU_HELP = "讲解投票台"
MENU_LEAVE = "返回办理步骤"
MIRRORED = "投影与本机显示相同的画面，投票人所填的会被全场看见。请先断开投影或用幕布遮住。"
NO_SUCH_BOOTH = "没有{number}号投票台。"
BOOTH_GONE = "{number}号投票台已经关闭，请先在它的终端上重新打开。"
DOUBT_FIRST = "有投票台中断过，票是否投入还没有查清，现在不能放人。请选中它，照说明查清。"
DOUBT_FIRST_HERE = "另有投票台中断过，现在不能放人。请监票人、计票人按 F12 输入密码，回到主控台先查清。"
DOUBT_WAITS = (
    "{numbers}号投票台中断过。请等其他投票台投完，程序才能判断票是否投入；没投就走了的，选中那里按 F7 撤回。"
)
DOUBT_IN = "{numbers}号投票台中断过。入场{admitted}，已投{cast}，数目相等：中断时在那里的人已经投入，不必再投。选中它按 Enter 恢复放人。"
DOUBT_OUT = "{numbers}号投票台中断过。入场{admitted}，已投{cast}：中断时在那里的人没有投入。选中它按 Enter 撤回入场，再请他重新投票。"
DOUBT_ALL_IN = "{numbers}号投票台中断过。入场{admitted}，已投{cast}，数目相等：中断时在那里的{people}人都已投入，不必再投。选中它按 Enter 恢复放人。"
DOUBT_ALL_OUT = "{numbers}号投票台中断过。入场{admitted}，已投{cast}：中断时在那里的{people}人都没有投入。选中它按 Enter 撤回入场，再请他们重新投票。"
DOUBT_TAMPERED = (
    "{numbers}号投票台中断过。入场{admitted}，已投{cast}，数目不合理，簿册可能被改动过。请作废，重新投票。"
)
DOUBT_MIXED = "{numbers}号投票台中断过。入场{admitted}，已投{cast}：中断时在那里的{people}人，有{out}人的票没有投入。选中一个按 Enter，当面问清是谁。"
DOUBT_SOLVED_IN = "已查清：中断时的票已在票箱。可以继续放人。"
DOUBT_SOLVED_OUT = "已撤回入场，请没有投入的{out}人重新入场投票。"
SEEN_TITLE = "几人看见了“已投票，谢谢”？"
SEEN_TEXT = (
    "请分别、当面问中断时在投票台的{people}人：屏幕上有没有出现“已投票，谢谢”。只问有没有出现，不问投了什么。"
)
SEEN = "{seen}人看见了，{unseen}人没有看见"
RECALLED = "已请{number}号投票台撤回：那里马上核对票是否已经投入，请看它的情况。"
RECALLING = "正在撤回"
DESK_ALL = "实到参加投票的{electorate}人都已投票。按 Esc 返回，由监票人核对投票人数。"
DESK_HELP = """\
每个投票台是另一台终端（另接键盘、显示器，或另一个登录）上运行的程序，由监票人、计票人输入两个密码开锁。
放人：看清来人，按投票台前面的数字，那里的屏幕才变成“请投票”；投完自动变回空闲。程序只记人数，不记是谁。
没投就走了：选中那一行按 F7，撤回入场；已经投入票箱的撤不回。
本机轮流投票：按 9，主控台遮盖，电脑递给投票人；每投完一位，计票人按 1 放下一位。回到主控台要两个密码。
监票人在纸上给每位投票的人画一笔，投完与程序核对，数不一致的不能计票。
投票台死机、断电：重新打开它，再看这里的说明。票投没投进去，由入场数和已投数对得出来，不靠记忆。"""
