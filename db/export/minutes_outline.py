"""The order and the sentences of a 组织生活会会议记录 (the elements every guide asks for; speakers by name, never 大家)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial, singledispatch
from itertools import count

from db.export.outline import Block, Facts, Grid, Heading, Paragraph, Signatures, Title
from db.export.papers import (
    CommentaryNote,
    CorrectionLine,
    Decision,
    Headcount,
    Item,
    MinutesPaper,
    Part,
    Person,
    PollNote,
    Speech,
    Standing,
    Statement,
    Turn,
)
from db.export.wording import chinese_number, comrade, day, listed, moment, span, title_lines, with_note
from db.rules.minutes import State
from db.rules.prose import clause

NOT_RECORDED = "（未记录发言要点）"
THE_BRANCH = "党支部"
"""Whose correction needs no name before it."""
NOTABLE_OVERRUN = 5
"""Minutes beyond the plan from which the record says so."""

_SIGN = ("主持人（签字）：", "记录人（签字）：")


def minutes_blocks(paper: MinutesPaper) -> tuple[Block, ...]:
    """Return the record itself: what is frozen once it is final."""
    blocks: list[Block] = [
        Title((*title_lines(paper.branch), *title_lines(_record_title(paper.title)))),
        _facts(paper),
    ]
    if paper.opening:
        blocks.append(Paragraph(paper.opening))
    number = 0
    for item in paper.items:
        number += 1
        blocks.extend(_item(item, number))
    if paper.corrections:
        number += 1
        blocks.append(Heading(f"{chinese_number(number)}、整改事项"))
        blocks.append(_corrections(paper.corrections))
    blocks.append(_closing(paper))
    if paper.enclosures:
        named = "；".join(f"{place}. {name}" for place, name in enumerate(paper.enclosures, 1))
        blocks.append(Paragraph(f"附件：{named}", is_kept=True))
    return tuple(blocks)


def closing_blocks(standing: Standing) -> tuple[Block, ...]:
    """Return what follows the record: how it was read back, the places to sign, what was put right later."""
    blocks: list[Block] = [Paragraph(_read_back_sentence(standing), is_kept=True)]
    if standing.digest:
        blocks.append(Paragraph(f"记录校验码：{standing.digest[:16]}", is_kept=True))
    at = standing.finalised or (standing.read_back.at if standing.read_back else None)
    blocks.append(Signatures(_SIGN, day(at) if at else "　　年　　月　　日"))
    if standing.amendments:
        blocks.append(Heading("更正说明"))
        for number, amendment in enumerate(standing.amendments, 1):
            blocks.append(Heading(f"（{chinese_number(number)}）{moment(amendment.at)}", level=2))
            blocks.append(Paragraph(amendment.text, is_kept=True))
            signers = ("更正人（签字）：" + amendment.by, _SIGN[0])
            blocks.append(Signatures(signers, day(amendment.at)))
    return tuple(blocks)


def _record_title(meeting: str) -> str:
    return meeting if meeting.endswith("记录") else f"{meeting}会议记录"


def _facts(paper: MinutesPaper) -> Facts:
    rows = [
        ("会议名称", paper.title),
        ("年度", f"{paper.year}年度"),
        ("会议时间", span(paper.started, paper.ended)),
        ("会议地点", paper.place),
        ("主持人", with_note(paper.chair.name, paper.chair.note)),
        ("记录人", with_note(paper.recorder.name, paper.recorder.note)),
    ]
    if paper.total is not None:
        rows.append(("党员总数", _heads(paper.total)))
    rows += [
        ("应到党员", _heads(paper.due)),
        ("实到党员", _heads(paper.present) if paper.is_begun else ""),
        ("请假党员", _people(paper.on_leave)),
        ("缺席党员", _people(paper.absent) if paper.is_begun else ""),
    ]
    if paper.movements:
        rows.append(("迟到早退", _people(paper.movements)))
    rows += [("列席人员", _people(paper.observers)), ("会议主题", paper.topic)]
    if paper.retention_years:
        rows.append(("保管期限", f"{paper.retention_years}年"))
    return Facts(tuple(rows))


def _heads(heads: Headcount) -> str:
    kinds = [("正式党员", heads.full), ("预备党员", heads.probationary)]
    named = "，".join(f"{kind}{count}名" for kind, count in kinds if count)
    return f"{heads.total}名（{named}）" if named else f"{heads.total}名"


def _people(people: tuple[Person, ...]) -> str:
    return listed(with_note(person.name, person.note) for person in people)


def _item(item: Item, number: int) -> Iterator[Block]:
    yield Heading(f"{chinese_number(number)}、{item.title}")
    if item.skipped is not None:
        why = clause(item.skipped)
        yield Paragraph(f"本项未进行。事由：{why}。" if why else "本项未进行。")
        return
    yield from _numbered_parts(item.parts)
    if not item.parts:
        yield Paragraph("本项已进行。" if item.started else "本项未记录内容。")
    overrun = _overrun(item)
    if overrun:
        yield Paragraph(overrun)


def _numbered_parts(parts: tuple[Part, ...]) -> list[Block]:
    """The blocks of an item's parts; their headings are numbered where there is more than one."""
    blocks = [block for part in parts for block in _blocks_of(part, partial(Heading, level=2))]
    if sum(isinstance(block, Heading) for block in blocks) < 2:
        return blocks
    numbers = count(1)
    return [
        replace(block, text=f"（{chinese_number(next(numbers))}）{block.text}")
        if isinstance(block, Heading)
        else block
        for block in blocks
    ]


def _overrun(item: Item) -> str:
    if item.planned_minutes is None or item.actual_minutes is None:
        return ""
    if item.actual_minutes - item.planned_minutes < NOTABLE_OVERRUN:
        return ""
    opening = f"本项{item.started:%H:%M}开始，" if item.started else "本项"
    return f"（{opening}计划{item.planned_minutes}分钟，实际用时{item.actual_minutes}分钟。）"


Numbered = Callable[[str], Heading]


@singledispatch
def _blocks_of(part: object, _numbered: Numbered) -> Iterator[Block]:
    raise TypeError(type(part).__name__)


@_blocks_of.register
def _(part: Statement, _numbered: Numbered) -> Iterator[Block]:
    yield Paragraph(part.text, lead=part.lead)


@_blocks_of.register
def _(part: Turn, numbered: Numbered) -> Iterator[Block]:
    reviewed = bool(part.review)
    yield numbered(f"{comrade(part.name)}对照检查" if reviewed else f"对{comrade(part.name)}的批评意见")
    if reviewed:
        yield Paragraph(part.review, lead=_read_by(part.reader))
    for criticism in part.criticisms:
        lead = f"{comrade(criticism.speaker)}提出批评意见{_read_by(criticism.reader)}："
        yield Paragraph(criticism.text or NOT_RECORDED, lead=lead)
    if part.response:
        yield Paragraph(part.response, lead=f"{comrade(part.name)}表态：")


@_blocks_of.register
def _(part: Speech, _numbered: Numbered) -> Iterator[Block]:
    yield Paragraph(part.text or NOT_RECORDED, lead=f"{part.speaker}{part.kind}{_read_by(part.reader)}：")


@_blocks_of.register
def _(part: Decision, numbered: Numbered) -> Iterator[Block]:
    yield numbered(part.title)
    yield Paragraph(part.sentence)


@_blocks_of.register
def _(part: PollNote, _numbered: Numbered) -> Iterator[Block]:
    who = [
        f"{post}：{listed(names)}"
        for post, names in (("监票人", part.scrutineers), ("计票人", part.tellers))
        if names
    ]
    yield Paragraph(part.sentence + ("；".join(who) + "。" if who else ""))


@_blocks_of.register
def _(part: CommentaryNote, numbered: Numbered) -> Iterator[Block]:
    yield numbered(f"{comrade(part.commentator)}点评{part.target}")
    who = with_note(part.commentator, part.post)
    manner = f"以{part.manner}方式" if part.manner else ""
    yield Paragraph(f"{who}{manner}对{part.target}作了点评。")
    for lead, text in (
        ("肯定的成绩：", part.results),
        ("存在的不足：", part.problems),
        ("努力方向：", part.direction),
    ):
        if text:
            yield Paragraph(text, lead=lead)


def _read_by(reader: str) -> str:
    return f"（书面发言，{reader}代读）" if reader else ""


def _corrections(lines: tuple[CorrectionLine, ...]) -> Grid:
    return Grid(
        head=("序号", "存在问题", "整改措施", "责任人", "完成时限"),
        rows=tuple(
            (str(place), _whose(line) + line.problem, line.measure, line.owner, line.due)
            for place, line in enumerate(lines, 1)
        ),
        widths=(11, 43, 44, 26, 32),
        left=(1, 2),
    )


def _whose(line: CorrectionLine) -> str:
    return f"{line.kind}：" if line.kind not in ("", THE_BRANCH) else ""


def _closing(paper: MinutesPaper) -> Paragraph:
    if not paper.is_begun:
        return Paragraph("会议尚未开始。", is_kept=True)
    if paper.ended is None:
        return Paragraph("会议尚未结束。", is_kept=True)
    return Paragraph(f"{moment(paper.ended)}，主持人宣布散会。", is_kept=True)


def _read_back_sentence(standing: Standing) -> str:
    if standing.state is State.DRAFT or standing.read_back is None:
        return "本记录为草稿，尚未宣读核对。"
    objections = clause(standing.read_back.objections)
    outcome = f"提出意见：{objections}。" if objections else "无异议。"
    text = f"本记录于{moment(standing.read_back.at)}宣读核对，{outcome}"
    if standing.state is State.FINAL and standing.finalised is not None:
        text += f"{moment(standing.finalised)}定稿。"
    return text
