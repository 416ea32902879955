"""Words of preparing a secret poll: its kinds, its forms, its ways to vote."""

from __future__ import annotations

KIND_TITLE = "准备哪一种投票"
KINDS = (
    ("appraisal", "民主测评", "党员互评等次"),
    ("criteria", "分项测评", "按方案的标准逐条测评"),
    ("satisfaction", "满意度测评、群众评议", "逐个方面测评满意程度"),
    ("motion", "无记名表决", "一次表决一个事项"),
    ("nomination", "推荐", "优秀共产党员、先进小组等"),
)

FORM_TITLE = "准备{kind}"
FORM_NOTE = "不改的栏不用管，改完就按 F5；有选项的栏按数字。"
AGAIN_TITLE = "改投票方式、书面意见"
AGAIN_NOTE = "重新投票的内容与上一次相同，只改这些。"
MENDED = "已改好。请核对，然后开始。"
DRAFTED = "已准备。请核对票面，然后开始。"

NAME = "名称"
NAME_HINT = "印在票上，写入会议记录"
MATTER = "表决事项"
MATTER_HINT = "例如：接收王伟为预备党员"
POOL = "由谁参加"
POOL_HINT = "空着为本支部党员；另如 群众代表、服务对象"
POOL_DUE, POOL_PRESENT = "应到", "实到"
POOL_NUMBER_HINT = "党员投票时空着，按签到计算"
PROBLEMS = "存在问题"
PROBLEMS_CHOICES = (("no", "不列"), ("yes", "列十种情形，填编号"))
TEXT = "意见建议"
TEXT_CHOICES = (("no", "不设"), ("yes", "可以写"))
STANDARD = "测评标准"
STANDARD_OF = {"member": "{name}（党员）", "organisation": "{name}（党支部）"}
CHOSEN = "每票可选几名"
WRITE_INS = "可以另选几名"
WRITE_INS_HINT = "0 为不可另选；另选的计入可选名额"
NAMES = "候选人"
NAMES_HINT = "姓名或首字母，顿号分开；空着为全体党员"
WRITTEN = "书面意见"
WRITTEN_CHOICES = (("no", "不计入"), ("yes", "计入（接收、转正）"))
WRITTEN_IN = ("接收", "转正")
WRITTEN_TITLE = "会前收到的书面意见"
WRITTEN_NOTE = "只计会前正式提交书面意见、表决时不在场的党员；写明提交人，按份数填写，没有的空着。"
WRITTEN_AWAY = "应到而不在场的有表决权党员：{names}。"
WRITTEN_MORE = "等{count}名"
WRITTEN_NOBODY = "有表决权的党员都已到会，没有书面意见可计。请按 Esc 返回，改为“不计入”。"
WRITTEN_ARRIVED = "{names}已经到会，由本人投票，书面意见不再计入。"
WRITTEN_OUT = "{names}不再是应到的有表决权党员，书面意见不再计入。"
WRITTEN_WHO = "提交人"
WRITTEN_WHO_HINT = "姓名或首字母，顿号分开"
WRITTEN_WHO_NONE = "请写明书面意见是谁提交的。"
WRITTEN_NOT_AWAY = "“{typed}”不是应到而不在场的有表决权党员，书面意见不能计入。"
WRITTEN_SUM = "书面意见共{count}份，写明的提交人是{people}名。请核对。"
WRITTEN_FIELDS = (("for", "赞成"), ("against", "反对"), ("abstain", "弃权"))
WRITTEN_NONE = "请填写书面意见的份数；没有书面意见，请返回改为“不计入”。"
WAY = "投票方式"
LINE = "第{number}行"
LINE_HINT = "空着不列"
LINES = 10

ASPECTS = (
    "基本评价",
    "推动中心工作和重点任务完成情况",
    "承诺践诺情况",
    "为群众办实事、做好事、解难事情况",
    "加强党组织和党员队伍建设情况",
)
"""The five rows of the satisfaction table of 创先争优 (2011), as FORMS §1.2 and §1.7 give them."""

SOURCE_TITLE = "推荐的是"
SOURCES = (
    ("members", "党员", "候选人从名册中选"),
    ("groups", "党小组", "本支部各党小组，可以改"),
    ("lines", "其他", "逐行写明"),
)
POOL_PRESET = {"satisfaction": "群众代表"}
TITLE_PRESET = {
    "motion": "",
    "nomination": "推荐优秀共产党员",
    "nomination.groups": "推荐先进党小组",
    "nomination.lines": "",
}
"""What a form begins with as its title, where it is not the name of the kind; nothing where nobody can guess it."""

NUMBER_BAD = "“{label}”只能填数字。"
CHOSEN_BAD = "“{label}”请填1到99。"
WRITE_INS_BAD = "“{label}”请填0到{most}，不能多于每票可选的名额。"
POOL_NUMBERS = "由{pool}参加，请填写应到、实到人数：实到至少1人，不多于应到。"
NO_LINES = "请至少写明一行。"
NOT_ON_ROLL = "名册中没有“{typed}”。"
SEVERAL = "“{typed}”有{names}，请写全名。"
NO_STANDARD = "现用方案没有标准，不能分项测评。请到“方案”采用一个有标准的方案。"
