"""The form of one member, and what was filled in as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts.member_fields import MemberDraft
from db.acts.roster import why_not_keep
from db.views.roster import groups
from db.words import MEMBER_KIND, MEMBER_STATUS
from tui.widgets.dialogs import Field, Form

if TYPE_CHECKING:
    from db.book import Reader

YES_NO = (("0", "否"), ("1", "是"))
PART_IN_POINTS = (("1", "参加"), ("0", "不参加"))
REASONS = ("组织关系转出", "去世", "除名", "退党", "重复登记")


def member_form(
    title: str,
    book: Reader,
    draft: MemberDraft,
    member_id: int | None = None,
    *,
    organisation_id: int | None = None,
) -> Form:
    """The form to add or to change a member of a branch; None is the first.

    What cannot be kept leaves the form open, as filled, and says why.
    """

    def why_not(values: dict[str, str]) -> str:
        return why_not_keep(book, draft_from(values, old), member_id, organisation_id=organisation_id)

    old = draft if member_id is not None else None
    group_names = (
        "、".join(group.name for group in groups(book, organisation_id)) or "没有可不填，如：第一党小组"
    )
    fields = (
        Field("name", "姓名", draft.name, required=True),
        Field("kind", "类别", draft.kind, choices=tuple(MEMBER_KIND.items()), required=True),
        Field("post", "党内职务", draft.post, "书记、副书记、组织委员……没有不填"),
        Field("group", "党小组", draft.group, group_names),
        Field("joined", "入党日期", draft.joined, "2010.07 或 2010-07-01"),
        Field("confirmed", "转正日期", draft.confirmed, "2011.07 或 2011-07-01"),
        Field("gender", "性别", draft.gender, choices=(("男", "男"), ("女", "女"))),
        Field("birth", "出生日期", draft.birth, "1980.05 或 1980-05-03"),
        Field("ethnicity", "民族", draft.ethnicity),
        Field("education", "学历", draft.education),
        Field("job", "工作岗位", draft.job),
        Field("phone", "手机", draft.phone),
        Field("status", "党员状态", draft.status, choices=tuple(MEMBER_STATUS.items()), required=True),
        Field("floating", "流动党员", str(int(draft.floating)), choices=YES_NO),
        Field("counts_points", "参加积分", str(int(draft.counts_points)), choices=PART_IN_POINTS),
        Field("mark", "同名区分", draft.mark, "同名时显示在姓名后，如：女、1982年生"),
        Field("note", "备注", draft.note),
    )
    return Form(title, fields, check=why_not)


def draft_from(values: dict[str, str], old: MemberDraft | None = None) -> MemberDraft:
    """A filled form as a draft; what the form does not ask is kept from the old one."""
    return MemberDraft(
        name=values["name"],
        mark=values["mark"],
        kind=values["kind"] or "full",
        status=values["status"] or "normal",
        floating=values["floating"] == "1",
        gender=values["gender"],
        ethnicity=values["ethnicity"],
        birth=values["birth"],
        education=values["education"],
        joined=values["joined"],
        confirmed=values["confirmed"],
        group=values["group"],
        post=values["post"],
        job=values["job"],
        phone=values["phone"],
        id_number=old.id_number if old else "",
        address=old.address if old else "",
        counts_points=values["counts_points"] != "0",
        note=values["note"],
    )


def reason_form(name: str) -> Form:
    """Why a member leaves the roster."""
    hint = "、".join(REASONS)
    return Form(
        f"调出{name}",
        (Field("reason", "原因", hint=hint, required=True),),
        note="发言、积分、评定等记录都保留。",
        save="调出",
    )
