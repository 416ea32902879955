"""The console's frame: keys, menus, places, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.config import Config
from db.errors import Refused
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.places import PLACES
from tui.console.shell import Shell
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.conftest import Branch

SIZES = [(80, 24), (160, 45)]


def shell_of(app: ConsoleApp) -> Shell:
    assert isinstance(app.screen, Shell)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_home_page_names_branch_and_meeting(branch: Branch, size: tuple[int, int]) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = screen_text(app)
    assert "机关第一党支部" in text
    assert "2026年度组织生活会" in text
    assert "应到26" in text


async def test_too_small_a_window_says_so_in_one_sentence(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "请放大到至少" in screen_text(app)


async def test_f2_lists_numbered_acts_and_escape_leaves(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert "到别处去" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "到别处去" not in screen_text(app)


async def test_f1_names_the_digit_of_each_act_that_has_one(branch: Branch) -> None:
    async with ConsoleApp(branch.book, Config(), start="roster").run_test(size=(80, 40)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        lines = [" ".join(line.split()) for line in screen_text(pilot.app).splitlines()]
        assert any(" 1 从表格导入名册" in line for line in lines)


async def test_f1_explains_the_place(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "这里是会议总览" in screen_text(app)


async def test_f8_blanks_the_wall_and_brings_it_back(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        assert branch.book.value("SELECT blank FROM stage") == 1
        await pilot.press("f8")
        assert branch.book.value("SELECT blank FROM stage") == 0


async def test_what_was_told_here_is_not_told_of_another_place(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell_of(app).say("已记下：镜像。")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "已记下：镜像。" not in screen_text(app)


async def test_what_was_told_of_one_act_is_gone_at_the_next(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell_of(app).say("已记下：镜像。")
        await pilot.pause()
        shell_of(app).changed()
        await pilot.pause()
        assert "已记下：镜像。" not in screen_text(app)


async def test_what_is_told_in_an_act_outlives_its_own_change(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell_of(app).say("计票完毕。")
        shell_of(app).changed()
        await pilot.pause()
        assert "计票完毕。" in screen_text(app)


async def test_a_long_file_name_is_told_to_its_end(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell_of(app).say(
            "已导出“2026-11-22 2026年度组织生活会 测评汇总表（内部）.docx”。文件夹：/home/shuji/导出"
        )
        await pilot.pause()
        assert "/home/shuji/导出" in screen_text(app)


@pytest.mark.parametrize(
    ("typed", "first"), [("演练", "演练"), ("yl", "演练"), ("qd", "签到"), ("hy", "会议筹备")]
)
async def test_the_palette_offers_the_closest_first(branch: Branch, typed: str, first: str) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f12")
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        assert rows.rows[0].cells[0] == first


async def test_a_refusal_stays_until_a_key(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell_of(app).refuse(Refused("名册为空，[/x]不能签到。"))
        await pilot.pause()
        assert "名册为空，[/x]不能签到。" in screen_text(app)
        await pilot.press("down")
        await pilot.pause()
        assert "名册为空" not in screen_text(app)


async def test_quitting_asks_first(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "下次打开会回到现在的状态" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(app.screen, Shell)


async def test_rehearsal_is_marked_on_the_status_line(branch: Branch) -> None:
    branch.book.conn.execute("UPDATE book SET rehearsal = 1")
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "【演练】" in screen_text(app)


async def test_leaving_a_rehearsal_is_asked_by_its_name(branch: Branch) -> None:
    branch.book.conn.execute("UPDATE book SET rehearsal = 1")
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        text = screen_text(app)
    assert ("退出演练" in text, "退出评议台" in text) == (True, False)


async def test_a_full_width_digit_is_a_digit(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("１")
        await pilot.pause()
        await pilot.pause()
        assert "到哪里去" in screen_text(app)
        await pilot.press("escape")


@pytest.mark.parametrize("place", [place.id for place in PLACES])
async def test_the_last_line_names_every_key_even_on_a_small_window(branch: Branch, place: str) -> None:
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        last = screen_text(app).splitlines()[-1]
    assert last.endswith("返回")
