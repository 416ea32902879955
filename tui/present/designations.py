"""先锋岗 and 达标定档 as rows, sentences and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from db.rules.designations import State
from db.rules.targets import State as TargetState
from db.rules.targets import next_target
from tui.present.wrap import cut
from tui.strings import registers as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from db.rules.scheme import Scheme
    from db.views.designations import CheckLine, DesignationLine, KindCount
    from db.views.targets import Placed, TargetBoard, TargetLine

POST_COLUMNS = (
    Column("种类", 10),
    Column("名称", 0),
    Column("担任", 12),
    Column("期限", 10),
    Column("状态", 6),
    Column("考核", 12),
)
CHECK_COLUMNS = (Column("日期", 10), Column("结果", 6), Column("情况", 0))
_TONES = {State.RUNNING: "", State.EXPIRED: "warn", State.ENDED: "muted", State.COMING: "muted"}
BAR_TAIL, BAR_LEAST = 24, 16
COLOURS = {
    TargetState.REACHED: "#ffffff on #2f6fb0",
    TargetState.RUNNING: "#ffffff on #5b86b5",
    TargetState.MISSED: "#000000 on #e0913a",
    TargetState.UNKNOWN: "#ffffff on #5b86b5",
}
TRACK = "#ffffff on #6b7280"
"""Blue holds, orange asks for attention, grey is still open; the same in dark and light."""


def posts_head(counts: Sequence[KindCount]) -> str:
    """How many of each kind run, how many may, how many are missing or wait for a check."""
    if not counts:
        return words.NO_KINDS
    return "；".join(_kind_text(one) for one in counts)


def _kind_text(one: KindCount) -> str:
    text = f"{one.kind.name}{one.running}个"
    if one.kind.most:
        text += f"（{'每个支部' if one.branches > 1 else ''}最多{one.kind.most}个）"
    if one.missing:
        text += f"，还差{one.missing}个"
    return text + (f"，该考核{one.checks_due}个" if one.checks_due else "")


def post_row(one: DesignationLine) -> Row:
    """One designation."""
    last = words.CHECK_DUE if one.is_check_due else ""
    if one.last_check and not last:
        last = f"{one.last_check[5:]} {words.PASSED if one.last_passed else words.FAILED}"
    ends = one.ended_on or one.ends or "长期"
    tone = "warn" if one.is_check_due or one.last_passed is False else _TONES[one.state]
    cells = (one.kind_name, one.name, one.holder, ends, words.POST_STATES[one.state.value], last)
    return Row(str(one.id), cells, "muted" if one.state is State.ENDED else tone)


def post_text(one: DesignationLine) -> Text:
    """One designation in full, of which the list may have cut the names; its standard and last check, or why it ended."""
    said = f"标准：{one.standard or '未写'}"
    if one.ended_why:
        said = f"撤下理由：{one.ended_why}"
    elif one.last_finding:
        said += f"  最近考核：{one.last_finding}"
    kind = "" if one.kind_name in one.name else f"（{one.kind_name}）"
    return Text(f"{one.name}{kind}：{one.holder}\n{said}", no_wrap=True)


def check_rows(checks: Sequence[CheckLine]) -> list[Row]:
    """The checks of one designation, the last first."""
    return [
        Row(str(number), (one.day, words.PASSED if one.passed else words.FAILED, one.finding), "" if one.passed else "warn")
        for number, one in enumerate(checks)
    ]  # fmt: skip


# Targets


def target_columns(scheme: Scheme, subject: str, at: int) -> tuple[Column, ...]:
    """Name, every standard that targets speak of (the one that digits decide is marked), the tier, day and grounds."""
    shown = standards(scheme, subject)
    marks = [">" if place == at and len(shown) > 1 else "" for place in range(len(shown))]
    wide = 8 if len(shown) > 1 else 12
    heads = [
        Column(set_cell_size(mark + what, wide).rstrip(), wide)
        for mark, (_, what) in zip(marks, shown, strict=True)
    ]
    tier = (Column("档次", 6),) if scheme.tiers else ()
    return (
        Column("序号", 4, is_right=True), Column("名称", 18 if shown else 22), *heads, *tier, Column("认定日期", 10), Column("依据", 0)
    )  # fmt: skip


def standards(scheme: Scheme, subject: str) -> list[tuple[str, str]]:
    """What organisations or members are to be up to: the code of the first target that speaks of it, and its words."""
    found: dict[str, str] = {}
    for target in scheme.targets:
        if target.subject == subject and target.share and target.what not in found.values():
            found[target.code] = target.what
    return list(found.items())


def placed_rows(scheme: Scheme, subject: str, placed: Sequence[Placed], marked: Collection[int]) -> list[Row]:
    """One line an organisation or a member."""
    names = {tier.code: tier.name for tier in scheme.tiers}
    codes = [code for code, _ in standards(scheme, subject)]
    first = scheme.tiers[0].code if scheme.tiers else ""
    rows = []
    for number, one in enumerate(placed):
        ups = [{True: words.UP, False: words.NOT_UP, None: ""}[one.up.get(code)] for code in codes]
        tier = (names.get(one.tier, one.tier),) if scheme.tiers else ()
        cells = (
            words.SELECTED if number in marked else str(number + 1),
            one.shown_name,
            *ups,
            *tier,
            one.day,
            one.basis,
        )
        good = (codes and all(one.up.get(code) for code in codes)) or (one.tier and one.tier == first)
        rows.append(Row(str(number), cells, "head" if number in marked else "good" if good else ""))
    return rows


def placement_text(scheme: Scheme, about: str, tier: str, *, is_up: bool) -> str:
    """What a placement said, as the digits name it: 达标, with the standard where there are several; the tier."""
    names = {one.code: one.name for one in scheme.tiers}
    known = {one.code: one.what for one in scheme.targets}
    parts = []
    if about:
        several = len({one.what for one in scheme.targets if one.share}) > 1
        said = words.UP if is_up else words.NOT_UP
        parts.append(f"{said}（{known.get(about, about)}）" if several else said)
    if tier:
        parts.append(names.get(tier, tier))
    return "、".join(parts)


def placing_hint(choices: Sequence[str], subject: str, standard: str, width: int) -> str:
    """What the digits decide, how to change standard and list; where there is room, on which standard."""
    other = words.SUBJECTS["member" if subject == "organisation" else "organisation"]
    if not choices:
        return f"0 换到{other}"
    digits = " ".join(f"{number} {name}" for number, name in enumerate(choices, 1))
    turn = "  ← → 换标准" if standard else ""
    plain = f"{digits}{turn}  空格多选  0 换到{other}"
    full = f"{plain}  现在认定：{standard}"
    return full if standard and cell_len(full) <= width else plain


def bars(board: TargetBoard, scheme: Scheme, width: int) -> Text:
    """A bar a target, the target marked on it, then one line of tiers."""
    text = Text(no_wrap=True)
    coming = next_target([one.target for one in board.targets if one.target.share], board.day)
    longest = max((cell_len(line.target.what) for line in board.targets), default=0)
    label = max(8, min(longest, width - BAR_TAIL - BAR_LEAST - 2))
    for line in board.targets:
        if text:
            text.append("\n")
        text.append_text(_bar(line, width, label, is_next=coming is not None and line.target == coming))
    for subject in ("organisation", "member"):
        tiers = board.tiers(scheme, subject)
        if tiers and tiers[0].total:
            parts = "  ".join(f"{one.tier.name}{one.count}" for one in tiers)
            rest = tiers[0].total - sum(one.count for one in tiers)
            text.append("\n" if text else "")
            text.append(f"{words.SUBJECTS[subject]}档次  {parts}" + (f"  未定{rest}" if rest else ""))
    return text or Text(words.NO_TARGETS)


def bars_height(board: TargetBoard, scheme: Scheme) -> int:
    """How many lines `bars` takes."""
    return max(1, bars(board, scheme, 80).plain.count("\n") + 1)


def _bar(line: TargetLine, width: int, label: int, *, is_next: bool) -> Text:
    target = line.target
    room = max(BAR_LEAST, width - label - BAR_TAIL - 2)
    text = Text(
        f"{set_cell_size(cut(target.what, label), label)} ", style="bold" if is_next else "", no_wrap=True
    )
    filled = room * line.up // line.total if line.total else 0
    goal = min(room - 1, max(0, room * target.share // 100 - 1)) if target.share else -1
    colour = COLOURS[line.state]
    for place in range(room):
        style = colour if place < filled else TRACK
        text.append("|" if place == goal else " ", style=f"bold {style}" if place == goal else style)
    return text.append(f" {_tail(line)}")


def _tail(line: TargetLine) -> str:
    target = line.target
    state = words.TARGET_STATES[line.state.value]
    when = f"{target.by[2:4]}.{int(target.by[5:7])}前" if target.by else ""
    if target.share:
        return f"{line.up}/{line.total} {when}{target.share}% {state}"
    before = f"由{line.before[0]}" if line.before else ""
    return f"{before}到{line.up} {state}" if before else f"{line.up}/{line.total} {state}"
