from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from db.acts import points as acts
from db.acts import publicity
from db.config import Config
from db.rules.scheme_points import CarryOver
from db.scheme import load_scheme
from db.views import point_ledger
from db.views import points as view
from db.views import publicity as posted
from db.views.stage import stage
from tests import sample
from tests.faces.screen import press, screen_text
from tui.console import points_standing
from tui.console.app import ConsoleApp
from tui.console.panes import tables as tables_pane
from tui.widgets.file_picker import PickFile
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.pilot import Pilot

    from tests.conftest import Branch

SCHEME = load_scheme("branch-default")
YEAR = 2026
SIZES = [(80, 24), (160, 45)]


def console(branch: Branch, start: str = "tables") -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start=start)


def give(branch: Branch, name: str, tenths: int, day: str = "2026-08-03") -> None:
    member = branch.members[sample.NAMES.index(name)]
    acts.give_by_hand(branch.book, [member], tenths, "帮扶[/x]", scheme=SCHEME, day=day)


async def typed(pilot: Pilot[Any], *fields: str) -> None:
    """Fill a form: Enter after each field."""
    for text in fields:
        await press(pilot, *text, "enter")
    await pilot.pause()


@pytest.mark.parametrize(
    "size", [SIZES[0], *(pytest.param(size, marks=pytest.mark.long) for size in SIZES[1:])]
)
@pytest.mark.parametrize("page", range(1, 8))
async def test_every_page_is_drawn(branch: Branch, page: int, size: tuple[int, int]) -> None:
    give(branch, "王伟", 25)
    async with console(branch).run_test(size=size) as pilot:
        await press(pilot, str(page))
        assert "支部合计2602.5分" in screen_text(pilot.app)


@pytest.mark.parametrize("count", [0, 3, 300])
async def test_every_page_takes_any_number_of_members(branch: Branch, count: int) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET left_at = 'x'")
    sample.add_members(branch.book, branch.organisation, count)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, *"1234567")
        assert f"计分{count}人" in screen_text(pilot.app)


async def test_enter_opens_the_record_of_a_member(branch: Branch) -> None:
    give(branch, "丁一", 25)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "帮扶[/x]" in screen_text(pilot.app)


async def test_left_and_right_turn_the_quarters(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "left")
        assert "第三季度（左右键换）" in screen_text(pilot.app)


async def test_finding_puts_the_cursor_on_a_member(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3", "4", "enter")
        assert pilot.app.screen.query_one("TablesPane").query_one(Rows).cursor == 3


async def test_a_page_is_exported_beside_the_book(branch: Branch) -> None:
    give(branch, "王伟", 25)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "1")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    (path,) = (branch.book.path.parent / "导出").glob("*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A1"].value == "2026年度党员积分汇总表"


async def test_the_groups_go_on_the_wall(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "f2", "5")
        assert stage(branch.book).live.ids == {"by_group": 1}


async def test_a_quarter_is_posted_and_an_objection_logged_and_answered(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "8", "3")
        await typed(pilot, "", "", "公开栏", "马晓燕")
        assert "已公示第三季度积分，共26人" in screen_text(pilot.app)
        await press(pilot, "f2", "9")
        await typed(pilot, "王伟", "王伟", "漏记一笔", "")
        assert "1条，1待答" in screen_text(pilot.app)
        await press(pilot, "f2", "0", "1")
        await typed(pilot, "2", "核对无误", "石磊", "")
        assert "1条已答复" in screen_text(pilot.app)
    assert [one.open_objections for one in posted.posted(branch.book, YEAR)] == [0]


async def test_the_quarter_that_is_over_is_offered(branch: Branch) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f2", "8", "enter")
        assert "公示2026年度第三季度积分" in screen_text(pilot.app)


async def test_enter_reads_a_posted_list(branch: Branch) -> None:
    publicity.publish(branch.book, branch.organisation, YEAR, 3, publicity.Notice("2026-10-08", "2026-10-12"))
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "enter")
        assert "本季度" in screen_text(pilot.app)


# The new acts of the points place


async def test_a_proposal_names_who_proposed(branch: Branch) -> None:
    async with console(branch, "points").run_test(size=(100, 30)) as pilot:
        await press(pilot, "f2", "0", "2", "3", "enter", "6")
        await pilot.pause()
        assert "已代马晓燕提名1人 讲微党课、宣讲 +3分，待审核认定" in screen_text(pilot.app)
    assert point_ledger.pending(branch.book)[0].proposer == "马晓燕"


async def test_a_veto_is_written_down_and_lifted(branch: Branch) -> None:
    async with console(branch, "points").run_test(size=(100, 30)) as pilot:
        await press(pilot, "f12", *"ypfj", "enter")
        await pilot.pause()
        if "是哪一种情形" in screen_text(pilot.app):
            await press(pilot, "end", "enter")
        await typed(pilot, "参与集体上访", "机关党委", "")
        assert "否决" in screen_text(pilot.app)
        assert view.standings(branch.book, YEAR)[0].total == 0
        await press(pilot, "f12", *"ypfj", "enter")
        await typed(pilot, "经复查不属实")
    assert view.standings(branch.book, YEAR)[0].total == 1000


async def test_a_member_is_exempt_and_counts_again(branch: Branch) -> None:
    async with console(branch, "points").run_test(size=(100, 30)) as pilot:
        await press(pilot, "f12", *"mjjf", "enter")
        await typed(pilot, "长期患病", "支部党员大会", "")
        assert view.standings(branch.book, YEAR)[0].exempt == "长期患病"
        await press(pilot, "f12", *"mjjf", "enter", "enter")
    assert view.standings(branch.book, YEAR)[0].counts


async def test_a_sheet_of_points_goes_through_the_preview(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "积分.csv").write_text(
        "姓名,日期,事由,分数\n王伟,2026-03-02,帮扶,2\n王大锤,2026-03-02,帮扶,2\n", encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    async with console(branch, "points").run_test(size=(100, 30)) as pilot:
        await press(pilot, "f12", *"drjfb", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PickFile)
        pilot.app.screen.dismiss(folder / "积分.csv")
        await pilot.pause()
        await pilot.pause()
        assert "名册里没有这个人" in screen_text(pilot.app)
        await press(pilot, "1")
        assert "请改正文件" in screen_text(pilot.app)
        await press(pilot, "2")
        await pilot.pause()
        assert "记入1笔" in screen_text(pilot.app)
    assert {one.shown_name: one.total for one in view.standings(branch.book, YEAR)}["王伟"] == 1020


async def test_a_year_that_is_not_over_is_not_carried_over_unasked(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = CarryOver(mode="share", percent=20)
    scheme = replace(SCHEME, points=replace(SCHEME.points, carry=carry))
    monkeypatch.setattr(points_standing, "scheme_in_force", lambda desk: scheme)
    monkeypatch.setattr(tables_pane, "scheme_in_force", lambda desk: scheme)
    give(branch, "王伟", -25)
    async with console(branch).run_test(size=(100, 30)) as pilot:
        await press(pilot, "f2", "0", "3", "2")
        told = "".join(screen_text(pilot.app).split())
        assert "2026年度还没有结束" in told
        assert "2026年度还有1笔待审核" in told
        await press(pilot, "1")
        assert "已结转26人的起始分" in screen_text(pilot.app)
