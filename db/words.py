"""Domain terms as codes and as people say them. One thing, one name."""

from __future__ import annotations

MEMBER_KIND = {"full": "正式党员", "probationary": "预备党员"}
MEMBER_KIND_SHORT = {"full": "正式", "probationary": "预备"}
MEMBER_STATUS = {
    "normal": "正常",
    "observing": "留党察看",
    "suspended": "停止党籍",
    "detained": "被留置或逮捕",
    "lost": "失联",
}
ORGANISATION_KIND = {"committee": "党委", "general_branch": "党总支", "branch": "党支部", "group": "党小组"}
MEETING_STATE = {"planned": "筹备", "running": "进行中", "adjourned": "已散会", "closed": "已闭会"}
MEETING_LEVEL = {"assembly": "党员大会", "committee": "支委会", "group": "党小组会"}
ATTENDANCE = {"unmarked": "未签到", "present": "到会", "late": "迟到", "leave": "请假", "absent": "缺席"}
MOVEMENT = {"arrived": "到会", "left": "离会", "returned": "返会"}
AGENDA_KIND = {
    "briefing": "通报准备情况及上次整改落实情况",
    "work_report": "支委会报告工作并作对照检查",
    "committee_review": "评议支部班子",
    "self_review": "个人对照检查和相互批评",
    "motion": "推选监票人、计票人",
    "appraisal": "民主测评",
    "points": "通报积分情况",
    "commentary": "领导点评",
    "summary": "书记总结",
    "other": "其他事项",
}
"""What an agenda item is about, and the title that it gets by default."""
CHECKLIST = {
    "study": ("集中学习", "次"),
    "opinions": ("征求意见", "条"),
    "talks": ("谈心谈话", "人次"),
    "materials": ("对照检查材料", "份"),
    "reported": ("方案报上级", "次"),
}
"""What is done before a meeting, with the measure word of its count."""
ITEM_STATE = {
    "waiting": "未开始",
    "running": "进行中",
    "paused": "暂停",
    "done": "已完成",
    "skipped": "未进行",
}
REMARK_KIND = {
    "report": "汇报",
    "self_review": "对照检查",
    "criticism": "批评意见",
    "response": "表态",
    "comment": "发言",
    "summary": "总结",
}
POLL_STATE = {
    "draft": "准备中",
    "open": "投票中",
    "closed": "已截止",
    "settling": "核对中",
    "counted": "已计票",
    "void": "作废",
}
ROLE = {"scrutineer": "监票人", "teller": "计票人"}
MANNER = {"collective": "集中点评", "impromptu": "随时点评", "individual": "逐个点评"}
POINT_CATEGORY = ("基础", "贡献", "奖励", "扣分")
OBJECTION_OUTCOME = {"open": "调查中", "upheld": "属实，已更正", "dismissed": "不属实，已说明"}
"""What became of an objection to a posted list of points."""
DECISION_BODY = {"committee": "支委会", "assembly": "党员大会"}
MINUTES_STATE = {"draft": "草稿", "read_back": "已宣读核对", "final": "定稿"}
CORRECTION_STATE = {"open": "整改中", "struck_off": "已销号"}
REGISTER_STATE = {"done": "完成", "owed": "欠", "late": "逾期", "none": "不要求"}
ROOM = {"unknown": "未确认", "extended": "扩展（分屏）", "mirrored": "镜像（同屏）", "single": "只有一块屏"}
SECRETARY_POST = "书记"
EVERY = {
    "once": "一次",
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "quarter": "每季",
    "half": "每半年",
    "year": "每年",
    "by": "按期",
}
"""How often something is owed; `by` is said with its day."""
WHO = {"all": "全体党员", "kind": "", "post": "", "group": "各党小组", "organisation": "党支部"}
"""Who owes a register; kinds and posts are said by their own names."""
SUBJECT = {"organisation": "党组织", "member": "党员"}
QUOTA_PER = {"whole": "", "branch": "每个支部", "department": "每个部门"}
CAUSE = {
    "attended": "到会即计",
    "late": "迟到即计",
    "absent": "无故缺席即计",
    "register": "登记即计",
    "pledge-kept": "承诺兑现即计",
    "pledge-broken": "承诺未兑现即计",
}
CARRY = {"reset": "每年重新计分", "share": "上年积分的{percent}%作为下年基础分", "all": "上年积分转入下年"}
NAMED_BY = {"config": "由 config.toml 指定", "book": "在本簿册中选定", "default": "没有选过，按现行规定"}
