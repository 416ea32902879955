"""What the chair reads of a poll before it opens: what is asked and of whom, what a slip may say, what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rules.poll import grouped
from tui.present.ballot import titled
from tui.present.ballot_steps import rows_of
from tui.present.ballot_ways import way_title
from tui.strings import ballot as words

if TYPE_CHECKING:
    from db.views.polls import PollSheet, Preparing


def roles(sheet: PollSheet) -> str:
    """Who watches and who counts, and the limits of the slip."""
    parts = [
        f"监票人：{'、'.join(sheet.scrutineers) or '未推选'}",
        f"计票人：{'、'.join(sheet.tellers) or '未推选'}",
        limits(sheet),
    ]
    return "  ".join(part for part in parts if part)


def limits(sheet: PollSheet) -> str:
    """How many a slip may choose, what spoils it, the limit on 优秀; a booth lets nobody spoil anything."""
    parts = [_places(sheet) if sheet.form.most_chosen else _spoilt(sheet)]
    if sheet.has_limit and sheet.cap is not None:
        parts.append(sheet.cap.sentence)
    return "  ".join(part for part in parts if part)


def _places(sheet: PollSheet) -> str:
    form, unit = sheet.form, words.UNIT_CHOSEN[sheet.is_of_members]
    others = words.PLACES_OTHERS if form.write_ins else words.PLACES_NO_OTHERS
    text = words.PLACES + others + ("" if _is_booth(sheet) else words.PLACES_SPOILT)
    return text.format(most=form.most_chosen, others=form.write_ins, unit=unit)


def _spoilt(sheet: PollSheet) -> str:
    if _is_booth(sheet):
        return ""
    if sheet.turnout.traits.decides:
        return words.SCOPE_ONE
    return (words.SCOPE_CRITERIA if sheet.form.criteria else words.SCOPE)[sheet.scope]


def _is_booth(sheet: PollSheet) -> bool:
    return sheet.turnout.channel == "booth"


def preflight_text(sheet: PollSheet, ready: Preparing) -> str:
    """What is shown before the codes are drawn: what is asked, of whom, under which rules, and what speaks against it.

    Args:
        sheet: The draft.
        ready: What it would open with now.
    """
    numbers = sheet.turnout
    right = "有表决权" if numbers.traits.right == "votes" and not numbers.pool else "参加投票"
    who = f"{numbers.pool}应到" if numbers.pool else f"{right}的党员应到"
    after_way = words.NO_RECOUNT if _is_booth(sheet) else words.PRINT_FIRST
    lines = [
        *_asked(sheet),
        f"{who}{ready.due}人，实到{ready.present}人（开始后不再变动）",
        f"投票方式：{way_title(sheet)}{after_way}",
        limits(sheet),
        _decided_by(sheet, ready),
        f"监票人：{'、'.join(sheet.scrutineers) or '未推选'}　计票人：{'、'.join(sheet.tellers) or '未推选'}",
        words.FINGERPRINT.format(print=grouped(ready.question)),
    ]
    lines += [f"注意：{warning}" for warning in ready.check.warnings]
    lines += [f"不能开始：{refusal}" for refusal in ready.check.refusals]
    return "\n".join(line for line in lines if line)


def _asked(sheet: PollSheet) -> list[str]:
    """What the slip asks, and why it asks again."""
    numbers, form = sheet.turnout, sheet.form
    kind = "" if numbers.title.startswith(numbers.traits.name) else f"{numbers.traits.name}："
    title = f"{kind}{titled(numbers)}"
    rows = _named_rows(sheet)
    asked = [title if numbers.traits.decides else f"{title}，{rows}"]
    if numbers.rerun_reason:
        asked.append(words.REPEATED.format(deed=numbers.traits.deed, reason=numbers.rerun_reason))
    if not form.most_chosen:
        marks = "、".join((*form.scale.names, form.blank_name))
        asked.append(f"{'总评' if form.criteria else '选项'}：{marks}")
    for scale in dict.fromkeys(part.scale.names for part in form.criteria):
        names = "、".join(part.name for part in form.criteria if part.scale.names == scale)
        asked.append(words.PARTS.format(words="、".join(scale), names=names))
    beside = [
        name for name, is_there in (("存在问题", form.problems), ("意见建议", form.text_bytes)) if is_there
    ]
    return [*asked, f"另可填写：{'、'.join(beside)}"] if beside else asked


def _named_rows(sheet: PollSheet) -> str:
    """How many rows the slip has, and which, unless they are the roll."""
    is_chosen = bool(sheet.form.most_chosen)
    if sheet.is_of_members and not is_chosen:
        return rows_of(sheet)
    text = words.SLIP_CANDIDATES if is_chosen else words.SLIP_ROWS
    unit = words.UNIT_CANDIDATES if is_chosen else words.UNIT_ROWS
    count = text.format(count=len(sheet.targets), unit=unit[sheet.is_of_members])
    names = ("、" if sheet.is_of_members else "；").join(target.label for target in sheet.targets)
    return f"{count}：{names}" if names else count


def _decided_by(sheet: PollSheet, ready: Preparing) -> str:
    """Of a motion, how many 赞成 carry it and what was filed in writing."""
    if not ready.needed:
        return ""
    text = words.NEEDED.format(base=words.BASES[sheet.rules.majority_base], needed=ready.needed)
    filed = sheet.written
    if not filed.total:
        return text
    who = f"；提交人：{'、'.join(ready.filers)}" if ready.filers else ""
    counts = f"赞成{filed.in_favour}份，反对{filed.against}份，弃权{filed.abstaining}份"
    return f"{text}\n书面意见：{counts}，计入票数{who}"
