"""The place 方案: reading the scheme in force, looking at another, adopting it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from db.acts import schemes
from db.config import Config
from db.scheme import load_scheme, read_scheme
from db.scheme.copying import copy_scheme
from db.views.schemes import in_force, scheme_in_force
from tests.faces.screen import press, screen_text
from tui.console.app import ConsoleApp
from tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch

SIZE = (80, 24)
SEVENTH = "7"  # 淄博 in the list of schemes


def console(branch: Branch, config: Config | None = None) -> ConsoleApp:
    return ConsoleApp(branch.book, config or Config(), start="scheme")


def top_line(app: ConsoleApp) -> str:
    page = app.screen.query_one(Page)
    return page.lines[round(page.scroll_offset.y)].text.strip()


@pytest.mark.parametrize(
    ("digit", "title"),
    [("1", "标准"), ("2", "进度"), ("4", "台账"), ("6", "表彰"), ("7", "积分"), ("9", "说明")],
)
async def test_a_digit_goes_to_its_section(branch: Branch, digit: str, title: str) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "9", digit)
        page = app.screen.query_one(Page)
        shown = [line.text.strip() for line in page.lines[round(page.scroll_offset.y) :][: page.size.height]]
        assert f"{digit}  {title}" in shown


async def test_it_says_what_is_in_force_and_who_says_so(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE):
        assert "采用（没有选过，按现行规定）：现行规定" in screen_text(app)


async def test_what_the_program_fills_in_is_marked(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        shown = screen_text(app)
        assert "月读一本：全体党员，每月1本　记+1分〔默认〕" in shown
        assert "公共项目全员考试：全体党员，每年1次〔默认〕" in shown


async def test_today_stands_on_the_timeline(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety", begins="2026-04-01"))
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        today = [run for line in app.screen.query_one(Page).lines for run in line.runs if run[1] == "today"]
        shown = screen_text(app)
    assert len(today) == 5
    assert "今天2026年11月22日" in shown
    assert "全面争创　正在进行" in shown


async def test_a_scheme_that_is_over_says_so(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("zibo-safety"))
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        assert "已经结束" in screen_text(app)


async def test_another_scheme_is_read_without_being_adopted(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        app.screen.pane.run_act("look")  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, SEVENTH)
        shown = screen_text(app)
    assert "没有采用" in shown
    assert in_force(branch.book, Config()).named_by == "default"


async def test_adopting_asks_for_the_first_day_and_says_what_it_does(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4", SEVENTH)
        asked = screen_text(app)
        await press(pilot, "enter")
        confirmed = screen_text(app)
        await press(pilot, "enter")
    assert "文件原定：2010年4月1日至2012年10月31日，已经结束" in asked.replace("\n", "")
    assert "，从2026年4月1日起" in confirmed.replace("\n", "")
    found = scheme_in_force(branch.book, Config())
    assert (found.id, found.begins) == ("zibo-safety", "2026-04-01")


async def test_a_day_that_is_none_is_asked_again(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4", SEVENTH, "x", "enter")
        assert "请写成 2026-05-01 这样的日期" in screen_text(app)


async def test_leaving_a_question_adopts_nothing(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4", SEVENTH, "enter", "escape")
    assert in_force(branch.book, Config()).named_by == "default"


async def test_what_the_configuration_says_is_not_chosen_here(branch: Branch) -> None:
    app = console(branch, Config(scheme="zibo-safety"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f4")
        shown = screen_text(app)
    assert "config.toml 里写明了 scheme" in shown
    assert "由 config.toml 指定" in shown


async def test_a_thing_is_found_by_words_that_stand_in_it(branch: Branch) -> None:
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f3", *"谈心谈话", "enter")
        assert top_line(app) == "谈心谈话台账"


async def test_a_copy_is_written_where_one_says(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = console(branch)
    async with app.run_test(size=SIZE) as pilot:
        app.screen.pane.run_act("copy")  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "enter")
        shown = screen_text(app)
    assert "已复制到" in shown
    assert read_scheme(tmp_path / "branch-default-本支部.toml").title == "现行规定"


async def test_marks_of_markup_in_a_scheme_are_letters(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    copy_scheme(load_scheme("branch-default"), path)
    path.write_text(
        path.read_text(encoding="utf-8").replace('title = "现行规定"', 'title = "[/x]办法"'), "utf-8"
    )
    schemes.choose(branch.book, read_scheme(path))
    app = console(branch)
    async with app.run_test(size=SIZE):
        assert "[/x]办法" in screen_text(app)


async def test_new_meetings_follow_the_adopted_scheme(branch: Branch) -> None:
    schemes.choose(branch.book, load_scheme("huzhou-drug-lab"))
    app = ConsoleApp(branch.book, Config(), start="plan")
    async with app.run_test(size=SIZE) as pilot:
        app.screen.pane.run_act("create")  # type: ignore[attr-defined]
        await pilot.pause()
        assert "支部讲评（各党小组）" in screen_text(app)


async def test_a_place_that_cannot_be_opened_says_why_and_the_old_one_stays(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config(scheme="没有.toml"), start="roster")
    async with app.run_test(size=SIZE) as pilot:
        app.screen.go("scheme")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause()
        shown = screen_text(app)
    assert "找不到文件 没有.toml" in shown
    assert "党员26名" in shown


async def test_the_points_offer_the_rules_of_the_scheme_just_adopted(branch: Branch) -> None:
    app = ConsoleApp(branch.book, Config(), start="points")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        schemes.choose(branch.book, load_scheme("zibo-safety"))
        app.screen.go("home")  # type: ignore[attr-defined]
        await pilot.pause()
        app.screen.go("points")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause()
        assert "月读一本有笔记" in screen_text(app)


async def choose_own(pilot: Pilot[str], path: Path) -> str:
    await press(pilot, "f4", "9")
    pilot.app.screen.query_one(Input).value = str(path)
    await press(pilot, "enter")
    return screen_text(pilot.app)


async def test_a_file_of_ones_own_is_adopted(branch: Branch, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    copy_scheme(load_scheme("branch-default"), path)
    path.write_text(
        path.read_text(encoding="utf-8").replace('title = "现行规定"', 'title = "本支部办法"'), "utf-8"
    )
    async with console(branch).run_test(size=SIZE) as pilot:
        await choose_own(pilot, path)
        await press(pilot, "enter", "enter")
    assert scheme_in_force(branch.book, Config()).title == "本支部办法"


async def test_a_file_at_fault_is_told_by_file_and_key_and_nothing_is_adopted(
    branch: Branch, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    copy_scheme(load_scheme("zibo-safety"), path)
    path.write_text(path.read_text(encoding="utf-8").replace("share = 70", "share = 170"), "utf-8")
    async with console(branch).run_test(size=(160, 45)) as pilot:
        said = await choose_own(pilot, path)
    assert "targets[2].share 应是整数，1 到 100，现在是 170" in said
    assert in_force(branch.book, Config()).named_by == "default"
