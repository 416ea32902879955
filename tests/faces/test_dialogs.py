"""The questions: digits choose, reasons show, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.events import Key
from textual.widgets import Input

from tests.faces.screen import screen_text
from tui.widgets.dialogs import Choice, Choose, Confirm, Field, Find, Form, Notice
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import ModalScreen


class AskApp(App[None]):
    """Asks one question and keeps the answer."""

    CSS_PATH = ["../../tui/styles/base.tcss"]  # noqa: RUF012

    def __init__(self, dialog: ModalScreen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


async def answer(dialog: ModalScreen[Any], *keys: str) -> tuple[list[Any], str]:
    app = AskApp(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, keys)
        return app.answers, screen_text(app)


async def type_keys(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


CHOICES = [Choice(f"c{n}", f"选项{n}") for n in range(1, 13)]


async def test_a_digit_chooses() -> None:
    assert (await answer(Choose("选", CHOICES), "3"))[0] == ["c3"]


async def test_zero_turns_to_the_next_nine() -> None:
    assert (await answer(Choose("选", CHOICES), "0", "2"))[0] == ["c11"]


async def test_escape_chooses_nothing() -> None:
    assert (await answer(Choose("选", CHOICES), "escape"))[0] == [None]


async def test_what_cannot_be_chosen_says_why() -> None:
    answers, text = await answer(Choose("选", [Choice("a", "计票", why_not="[/x]尚未收票")]), "1")
    assert answers == []
    assert "现在不能“计票”：[/x]尚未收票" in text


async def test_enter_on_a_dangerous_question_does_nothing() -> None:
    assert (await answer(Confirm("作废", "作废后不能恢复。", is_dangerous=True), "enter"))[0] == [False]


async def test_one_confirms() -> None:
    assert (await answer(Confirm("作废", "作废后不能恢复。", is_dangerous=True), "1"))[0] == [True]


async def test_a_notice_shows_markup_as_text_and_leaves_by_enter() -> None:
    answers, text = await answer(Notice("说明", "见[/x]处"))
    assert answers == []
    assert "见[/x]处" in text
    assert (await answer(Notice("说明", "见[/x]处"), "enter"))[0] == [None]


FIELDS = [
    Field("name", "姓名", required=True),
    Field("kind", "类别", "full", choices=(("full", "正式党员"), ("probationary", "预备党员"))),
]


async def test_enter_walks_the_fields_and_saves_on_the_last() -> None:
    assert (await answer(Form("党员", FIELDS), "王", "伟", "enter", "2", "enter"))[0] == [
        {"name": "王伟", "kind": "probationary"}
    ]


async def test_a_required_field_left_empty_keeps_the_form_open() -> None:
    answers, text = await answer(Form("党员", FIELDS), "enter", "enter")
    assert answers == []
    assert "请填写“姓名”" in text


async def test_a_complaint_keeps_what_was_typed() -> None:
    app = AskApp(Form("党员", FIELDS, check=lambda values: f"“{values['name']}”已在名册中。"))
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, ("王", "伟", "f5"))
        assert "“王伟”已在名册中。" in screen_text(app)
        assert app.screen.query_one("#field-name", Input).value == "王伟"


async def test_find_takes_the_first_that_fits() -> None:
    rows = [Row("1", ("王伟",)), Row("2", ("李娜",))]
    find = Find("查找", lambda typed: [row for row in rows if typed in str(row.cells[0])], (Column("", 0),))
    assert (await answer(find, "李", "enter"))[0] == ["2"]


async def test_escape_leaves_an_untouched_form_at_once() -> None:
    assert (await answer(Form("党员", FIELDS), "escape"))[0] == [None]


async def test_what_was_typed_into_a_form_is_not_lost_by_one_escape() -> None:
    answers, text = await answer(Form("党员", FIELDS), "王", "escape")
    assert (answers, "再按一次" in text) == ([], True)


async def test_a_second_escape_leaves_a_filled_form() -> None:
    assert (await answer(Form("党员", FIELDS), "王", "escape", "escape"))[0] == [None]


async def test_typing_on_takes_the_first_escape_back() -> None:
    assert (await answer(Form("党员", FIELDS), "王", "escape", "伟", "escape"))[0] == []


@pytest.mark.parametrize("onward", ["enter", "tab", "down"])
async def test_keys_typed_faster_than_the_focus_moves_land_in_their_fields(onward: str) -> None:
    app = AskApp(Form("票数", [Field("issued", "发出"), Field("returned", "收回")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("2", "6", onward, "2", "4", "enter"):
            app.post_message(Key(key, key if key.isdigit() else None))
        await pilot.pause()
        await pilot.pause()
    assert app.answers == [{"issued": "26", "returned": "24"}]


async def test_letters_typed_right_after_a_backspace_stay() -> None:
    app = AskApp(Form("票数", [Field("issued", "发出", "26"), Field("returned", "收回", "24")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("end", "backspace", "5", "tab", "end", "backspace", "3", "enter"):
            app.post_message(Key(key, key if key.isdigit() else None))
        await pilot.pause()
        await pilot.pause()
    assert app.answers == [{"issued": "25", "returned": "23"}]


async def test_a_reason_gets_the_room_that_short_titles_leave() -> None:
    reason = "会议记录还没有宣读核对。请先宣读。"
    _, shown = await answer(Choose("做什么", [Choice("final", "定稿", why_not=reason)]))
    assert reason in shown


async def test_a_hint_without_room_ends_in_dots() -> None:
    _, shown = await answer(Choose("做什么", [Choice("a", "字" * 20, "甲" * 30)]))
    assert f"{'甲' * 12}.." in shown


async def test_a_long_list_of_values_is_not_told_but_how_to_pick_from_it() -> None:
    people = tuple((str(n), f"党员{n}") for n in range(26))
    _, shown = await answer(Form("编辑", [Field("who", "主持人", choices=people)]), *"张三", "enter")
    assert "按 F4 从可选项中选择" in shown


async def test_a_short_list_of_values_is_told() -> None:
    grades = (("a", "优秀"), ("b", "合格"))
    _, shown = await answer(Form("编辑", [Field("grade", "等次", choices=grades)]), *"差", "enter")
    assert "只能填：优秀、合格。" in shown


async def test_the_next_nine_of_a_menu_come_into_sight() -> None:
    choices = [Choice(str(number), f"事项{number}") for number in range(1, 20)]
    _, text = await answer(Choose("做什么", choices), "0")
    assert "9  事项18" in text


async def test_down_leads_to_the_next_field_where_the_fields_scroll() -> None:
    fields = [Field(f"f{number}", f"第{number}栏") for number in range(12)]
    answers, _ = await answer(Form("表", fields), "down", "down", "甲", "f5")
    assert answers[0]["f2"] == "甲"


async def test_a_number_that_stands_in_a_field_gives_way_to_what_is_typed() -> None:
    answers, _ = await answer(Form("表", [Field("a", "几名", "1")]), "2", "f5")
    assert answers == [{"a": "2"}]


@pytest.mark.parametrize(("lines", "is_told"), [(3, False), (60, True)])
async def test_the_arrows_are_told_where_there_is_more_to_read(lines: int, is_told: bool) -> None:
    app = AskApp(Notice("说明", "一行\n" * lines))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert ("翻页键翻看" in screen_text(app)) is is_told
