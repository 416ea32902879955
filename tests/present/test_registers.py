from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from db.acts import excuses
from db.acts import registers as acts
from db.rules.requirements import Owner, Standing
from db.rules.scheme import Target
from db.rules.targets import State as TargetState
from db.views import register_sheet, registers
from db.views.register_due import Owing, owing
from db.views.register_owners import members_on, owner_row
from db.views.register_pages import page
from db.views.targets import TargetBoard, TargetLine
from tests import registers as sample
from tui.present import designations as posts
from tui.present import registers as present
from tui.present.due import due_hint, due_text

if TYPE_CHECKING:
    from tests.conftest import Branch

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("read", "每月1本"), ("essay", "每季1篇"), ("idea", "11月25日前1条"), ("duty", "每半年1次"), ("help", "每年，数量不限"),
    ],
)  # fmt: skip
def test_how_often_and_how_many_is_said(code: str, text: str) -> None:
    assert present.every_text(sample.requirement(code)) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [("read", "全体党员"), ("duty", "书记"), ("train", "预备党员"), ("talk", "各党小组"), ("rate", "党支部")],
)
def test_who_owes_it_is_said(code: str, text: str) -> None:
    assert present.who_text(sample.requirement(code)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (Standing(), "无"),
        (Standing(3, 3), "完成"),
        (Standing(2, 3, 0, 2), "欠2"),
        (Standing(0, 3, 2, 1), "逾期2"),
        (Standing(0, 99, 99, 1), "逾期99"),
        (Standing(0, 120, 120, 0), "逾120"),
    ],
)
def test_a_cell_of_the_matrix_says_the_worst(cell: Standing | None, text: str) -> None:
    assert present.cell_text(cell) == text


def test_whoever_is_asked_for_nothing_has_not_done_it_all(branch: Branch) -> None:
    cells = [
        (Standing(3, 3), None),
        (Standing(2, 3, 0, 2), Standing()),
        (Standing(2, 3, 1), None),
        (Standing(), None),
    ]
    people = members_on(branch.book, TODAY)[:4]
    rows = [registers.MatrixRow(who, each) for who, each in zip(people, cells, strict=True)]
    head = present.matrix_head(registers.Matrix(TODAY, (), tuple(rows)), is_filtered=False)
    assert head == "2026年11月22日  4人  全部完成1人  欠1人  逾期1人  不要求1人"


def test_a_rate_shows_its_trend(branch: Branch) -> None:
    sample.begin_book(branch.book)
    owner, rate = Owner(None, branch.organisation), sample.requirement("rate")
    shown = []
    for day, figure in (("2026-09-30", "91"), ("2026-10-31", "93.5"), ("2026-11-20", "92")):
        acts.file(branch.book, sample.scheme(), rate, [owner], acts.Filing(day, said={"rate": figure}))
    for period in ("2026-09", "2026-10", "2026-11"):
        sheet = register_sheet.sheet(branch.book, sample.scheme(), "rate", TODAY, period=period)
        assert sheet is not None
        shown.append(present.now_text(rate, sheet.lines[0]))
    assert shown == ["91%", "93.5% 上升", "92% 下降"]


def test_a_head_counts_only_those_asked(branch: Branch) -> None:
    excuses.excuse(branch.book, excuses.ExcuseDraft((branch.members[0],), "患病", begins="2026-01-01"))
    sample.tick(branch.book, "read", branch.members[:3])
    sheet = register_sheet.sheet(branch.book, sample.scheme(), "read", TODAY)
    assert sheet is not None
    assert present.sheet_head(sheet).endswith("完成2/25")


def test_what_was_filed_names_points_and_who_was_passed_over(branch: Branch) -> None:
    read = sample.requirement("read")
    filed = sample.tick(branch.book, "read", branch.members[:2])
    text = present.filed_text(filed, read, "2026年11月", ["丁一", "于建国"])
    assert text == "已登记：丁一等2名 每月读一本书（2026年11月），积分+1（2人）"
    duty = sample.tick(branch.book, "duty", branch.members[:2])
    said = present.filed_text(duty, sample.requirement("duty"), "2026年下半年", ["于建国"])
    assert said.endswith("；另有1个未登记：“书记半年述职”对丁一没有要求。")


def test_the_column_line_never_breaks(branch: Branch) -> None:
    counts = registers.matrix(branch.book, sample.scheme(), TODAY).counts()
    assert all(cell_len(present.column_text(counts, at, 40)) <= 40 for at in range(len(counts)))


def test_only_a_few_of_what_runs_out_are_named(branch: Branch) -> None:
    found = owing(branch.book, sample.scheme(), TODAY, date(2026, 12, 31))
    text = due_text(replace(found, late=()))
    assert text.startswith("7日内到期：提一条金点子（11月25日，26名未完成）；")
    assert text.endswith(f"；等{len(found.soon)}项")
    assert due_text(Owing((), ())) == ""


def test_what_is_late_stands_after_what_runs_out(branch: Branch) -> None:
    sample.begin_book(branch.book, "2026-10-01")
    sample.tick(branch.book, "read", branch.members[:6], counts_on="2026-10-08")
    found = owing(branch.book, sample.scheme(), TODAY, date(2026, 11, 28))
    assert (due_text(found), due_hint(found)) == (
        "7日内到期：提一条金点子（11月25日，26名未完成）。已逾期：每月读一本书（20名）；党小组月度讲评（3个）；结案率（1个）",
        "7日内到期1项，已逾期3项（24项次）",
    )


@pytest.mark.parametrize("width", [50, 76, 160])
def test_a_bar_fills_its_width_and_carries_the_target(width: int) -> None:
    target = Target(
        code="half", what="达到五好五强标准的党组织", subject="organisation", share=50, by="2026-12-31"
    )
    line = TargetLine(target, "half", 3, 5, TargetState.REACHED, None)
    text = posts.bars(TargetBoard("2026-11-22", (line,), (), ()), sample.scheme(), width)
    assert text.plain.count("|") == 1
    assert text.plain.endswith("3/5 26.12前50% 已达到")
    assert text.cell_len <= width + 4


def test_what_one_owes_names_a_few_periods_and_counts_many(branch: Branch) -> None:
    sample.begin_book(branch.book, "2026-05-01")
    sample.tick(branch.book, "essay", branch.members[:1], counts_on="2026-05-08", title="学")
    who = owner_row(branch.book, Owner(branch.members[0]))
    assert who is not None
    rows = {row.key: row.cells for row in present.page_rows(page(branch.book, sample.scheme(), who, TODAY))}
    assert rows["read"][3] == "5月起共7期"
    assert rows["essay"][3] == "第三季度、第四季度"
