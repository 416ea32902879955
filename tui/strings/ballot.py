"""Words of the secret ballot: the pane, the codes, typing in."""

from __future__ import annotations

TITLE = "投票测评"
HELP = """\
这里办理无记名投票：民主测评、分项测评、满意度测评和群众评议、无记名表决、推荐。一次会议可以办几次，一次一次来；上面列出各次投票，选中一次，下面一步一步办理。
准备：先选种类，再填写测评内容和投票方式；由群众代表、服务对象等参加的，另办一次，各算各的。
开始：核对票面、人数和问题指纹；程序出示两个十二位密码，监票人、计票人各抄一个，互不相看；计票前缺一不可，丢了只能重新投票。
纸票：先记发出的张数；开箱后由监票人按纸上的记录报发出、收回数，程序再核对；逐张录入、录入合计或唱票，录完即封存，谁也看不到，包括本机。
投票台：没有纸票，一次放一人投票；投完由监票人按纸上的记录报投票人数。
截止、计票：截止后不能再开；两人输入密码，程序一次算出票数，随即销毁录入的每张票，只留各等次的票数。两人各录一遍的，不同的票先对照纸票核对。
纸票不销毁，封存备查。开始以后、计票完毕以前，不能备份、导出，纸票要先印好；大屏只显示发出、收回。"""

PAPER_STEPS = ("prepare", "open", "issue", "slips", "entry", "close", "count")
STEPS_OF = {
    "slips": PAPER_STEPS,
    "totals": PAPER_STEPS,
    "calls": PAPER_STEPS,
    "booth": ("prepare", "open", "entry", "voters", "close", "count"),
}
"""The steps of each way to vote, in order; where slips are typed twice, the differences are settled last."""

SETTLE = "settle"
STEPS = {
    "prepare": "准备",
    "open": "开始投票",
    "issue": "发票",
    "slips": "清点票数",
    "entry": "录票",
    "voters": "核对人数",
    "close": "截止",
    "count": "计票",
    "settle": "核对差异",
}
ENTRY_TITLES = {"calls": "唱票", "booth": "投票"}
"""What taking the ballots in is called, where it is not 录票."""

NO_MEETING = "还没有会议。请先到“会议筹备”建立会议。"
NOT_YET = "还没到这一步"
DONE = "已完成"
NOW = "现在做"
UNFINISHED = "未完成"

LATER = {
    "open": "请先准备",
    "issue": "请先开始投票",
    "slips": "请先记录发出票数",
    "entry": "请先清点票数",
    "voters": "请先开始投票",
    "close": "请先录完全部票",
    "count": "请先截止",
    "settle": "计票时发现两遍录入不同才核对",
}
TO_SETTLE = {
    "count": "先核对两遍不同的票，核对完才计票",
    "settle": "重新输入两个密码，对照纸票，从第一张不同的票核对起",
}
"""What is still to do of a count that two entries hold up."""
LATER_BOOTH = {"entry": "请先开始投票", "close": "请先核对投票人数"}
STEP_DONE = "这一步已经完成"
NO_SUCH_STEP = "这种投票方式没有这一步"
NO_POLL = "还没有准备投票"
NOT_FINISHED = "上一次投票还没有结束"

TARGET_HINT = "在名单上按 Enter 或 1，列入或不列入票面"
LINES_HINT = "要改票面，按 1 再填一遍"
NOTHING_ON_SLIP = "没有票面内容"
LEFT_OUT = "不列入"
LISTED = "列入"
UNGRADED = "预备党员，不定等次"
OF_POOL = "{title}（{pool}）"
AGAIN = "重新{deed}：{reason}"

CODE_FOR = "{role}密码"
CODE_SHOW = "请{role}{names}抄下这个密码，旁人回避。抄好后按 Enter，密码不再出现。"
CODE_TYPE = "请{role}{names}输入自己抄下的十二位密码"
CODE_CHECK = "核对：请{role}{names}把刚抄下的密码输入一遍"
CODE_KEYS = "数字键输入，退格键改，输满十二位按 Enter；Esc 返回"
CODE_SHOW_KEYS = "Enter 已抄好；Esc 不开始，密码作废"
CODE_SHORT = "密码是十二位数字。"
CODE_WRONG_COPY = "与出示的密码不一致，请看着抄下的纸再输一次；抄错了按 Esc 重来。"
CODES_WRONG_TITLE = "票箱没有打开"
CODES_WRONG = """\
密码不对，或者票箱的锁被换过。请两人各自核对抄下的纸，重新输入。
抄下的密码丢了、票箱打不开时：按 Esc 返回，按 F2 选“作废本次投票”，再按 F2 选“重新投票”，抄新的密码，用封存的纸票重新录入。"""
BACK_MORE_TITLE = "收回多于发出"
BACK_MORE = "收回{returned}张，多于发出{issued}张。按规定收回多于发出，本次投票作废。请监票人再看一遍纸上的记录：数输错了，返回重输。"
NO_RECOUNT = "。没有纸票，计票以后不能重新清点"
PRINT_FIRST = "。请先把票印好，开始以后不能导出"
MIRRORED_TITLE = "先断开投影"
MIRRORED = "投影与本机显示相同的画面。请先断开投影或用幕布遮住，再出示密码。密码只给抄写的人看。"
ROOM_UNKNOWN = "还没有用测试卡核对投影。先看一眼大屏，确认看不到本机画面，再出示密码。"
WORKING = "正在用两个密码生成票箱的锁，约一两秒……"
KILLED = "主控台被强行结束，屏幕已经清空。已经投入、录入的票都在票箱里；请按 Enter，再重新运行评议台。"
UNLOCKING = "正在核对两个密码，约一两秒……"
COUNTING = "正在开箱计票，请稍候……"
COUNTED_BOXES = "正在开箱计票：{done}/{total}"

OPENED = "投票开始。{zero}请发票，然后记录发出的张数。"
OPENED_BOOTH = "投票开始。{zero}请到“投票”一步放人投票。"
ZERO = "零票报告：票箱{boxes}张，计票{counts}项。"
ZERO_NOTE = "开始时零票报告：票箱0张，计票0项，请监票人核对。"
ISSUED = "已记录发出{count}张。"
SLIPS_COUNTED = "已清点：发出{issued}张，收回{returned}张。请{entry}。"
ENTERED = "已全部录完并封存，请截止。"
LEFT_TO_ENTER = "还有{count}{unit}没有录入。"
CLOSED = "投票已截止。请监票人、计票人输入密码计票。"
COUNTED = "计票完毕，只留票数，录入的内容已销毁。纸票请封存保管，不要销毁。"
COUNTED_BOOTH = "计票完毕，只留票数，每张电子票已销毁。"
CLEANING_WAITS = "计票完毕，只留票数；另有程序正在读簿册，清理稍后自动补做。"
VOIDED = "本次投票已作废，录入的内容已销毁。"
TAMPERED_TITLE = "投票作废"
TAMPERED = "开箱检查不通过：{why}。没有读出任何一张票，票箱已销毁，本次投票作废。请用封存的纸票重新办理。"

NUMBER_KEYS = "数字键输入，退格键改，Enter 下一项，末项 Enter 确定；Esc 返回"
NUMBER_MISSING = "请输入{label}。"
ISSUE_TITLE = "发票"
ISSUED_LABEL = "发出票数"
RETURNED_LABEL = "收回票数"
ISSUE_NOTE = "请数清发到参评人员手中的张数；备用票不算。"
COUNT_TITLE = "清点票数"
COUNT_NOTE = "请监票人按自己纸上的记录报数。程序所记的数，核对以后才出现；两次不一致，本次投票作废。"
PEOPLE = "应参加{due}人，实到{present}人"
VOTERS_TITLE = "核对投票人数"
VOTERS_NOTE = "请监票人按自己纸上划的正字报数。程序所记的数，核对以后才出现；两次不一致，本次投票作废。"
VOTERS_LABELS = ("入场人数", "投票人数")
VOTERS_COUNTED = "已核对：入场{issued}人，投票{returned}人。请截止。"
COVERED = "画面与大屏相同，票数已遮盖。要查看，请断开投影后到“投影”改为分屏。"
COVERED_CELL = "遮盖"
COVERED_TEXTS = "共{count}条，已遮盖"
SOFTENED = "不列"
UNGRADED_CELL = "不定等次"
SOFTENED_ALL = "有效票少于{k}张，逐人票数从屏上略去，见汇总表（内部）。"
SOFTENED_SOME = "“不列”的各行意见完全一致，列出就等于公开各人所投，见汇总表（内部）。"
NO_KEYS = "1 或 Enter 准备一次投票"
_KEYS_OPEN = "数字或 Enter 办这一步  Tab 换到名单  F2 作废本次投票"
KEYS = {
    "draft": "数字或 Enter 办这一步  Tab 换到名单  F2 {print}改投票方式、放弃",
    "open": _KEYS_OPEN,
    "closed": _KEYS_OPEN,
    "settling": _KEYS_OPEN,
    "counted": "F2 导出计票报告单、汇总表和计票档案，另办一次，重新投票",
    "void": "F2 重新投票，另办一次",
}
"""What the keys do, by the state of the poll; a booth has no slips to print."""
KEYS_PRINT = "导出票样、"
WITHHELD = "不存不列：{pool}有效票仅{count}张，不足{least}张，列出等于公开各人所投。"
WITHHELD_ROWS = ("有效票", "废票", "各项票数")
WITHHELD_COUNT = "{count}张"
LIMIT_LINE = (
    "优秀票数前{places}名在“线”一栏标“前{places}”，得票相同而超出名额的标“并列”；测评不唯票数，由会议评定。"
)
PLACES_LINE = (
    "每张票可推荐{places}{unit}；前{places}名标“前{places}”，第{places}名得票相同的标“并列”，由会议另行决定。"
)
NOT_ON_SLIP = "另选"
IN_LINE = "前{places}"
TIED = "并列"
POOLS_NOTE = "各组分开计算，不合并；“合计”只在各组都不少于3张票时列出，供参考。"
TOTAL = "合计"
RATE = "{first}率"
RATES = "得票率"
RATE_NOTE = "“{first}率”只算“{first}”的票，不含{others}，以{base}为基数。"
RATE_BASES = {"valid": "有效票数", "row": "该行有效票数"}
"""What a share is of, by the setting `percent_base`."""
MEMBERS_POOL = "党员"
NOTHING_WRITTEN = "没有人写意见建议"
NO_PROBLEMS = "没有人填存在问题"
VIEWS = {
    "counts": "票数",
    "criteria": "分项",
    "problems": "存在问题",
    "texts": "意见建议",
    "pools": "各组对照",
}
VIEWS_HINT = "按数字换看：{views}"
SENTENCE = "主持人宣读："
FACTS_CLEAN = "清理核对：票箱已空，簿册文件里没有留下票的痕迹，投票期间没有备份。"
FACTS_BAD = "清理核对有异常：{faults}。请如实写入计票报告单。"
FAULT_BOXES = "票箱还有{count}张票"
FAULT_LOG = "临时文件还没有清空"
FAULT_DELETE = "删除的内容没有覆盖"
FAULT_BACKUPS = "投票期间有{count}次备份"
AFTER_VOID = "票箱已销毁，没有计票。按 F2 选“重新投票”；用纸票的，可用封存的纸票重新录入。"
AFTER_VOID_BOOTH = "票箱已销毁，没有计票。投票台没有纸票，要重新投票：按 F2 选“重新投票”。"
FACTS_WAITING = "清理尚未完成：另有程序正在读簿册，将自动补做。"
FINGERPRINT = "问题指纹 {print}"
SCOPE = {"row": "一行多选，该行作废", "ballot": "一行多选，整张票作废"}
SCOPE_CRITERIA = {"row": "一栏多选，该栏作废", "ballot": "一栏多选，整张票作废"}
SCOPE_ONE = "选两项以上的，整张票作废"
PLACES = "每票至多推荐{most}{unit}"
PLACES_OTHERS = "，可另选{others}{unit}"
PLACES_NO_OTHERS = "，不可另选"
PLACES_SPOILT = "，多选的整张票作废"
UNIT_ROWS = {True: "人", False: "项"}
UNIT_CHOSEN = {True: "名", False: "个"}
UNIT_CANDIDATES = {True: "人", False: "个"}
"""Of members of the roll, and of anything else."""
SLIP_ROWS = "票面{count}{unit}"
SLIP_CANDIDATES = "候选{count}{unit}"
PARTS = "分项（{words}）：{names}"
NEEDED = "赞成超过{base}有表决权党员的半数，即至少{needed}票，为通过"
BASES = {"due": "应到会", "present": "实到会"}
REPEATED = "重新{deed}，原因：{reason}"

BLANK = "弃权"

VOID_ROWS = "行废"
