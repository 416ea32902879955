"""The editor of long Chinese text."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Button

from tui.widgets import prose as prose_module
from tui.widgets.prose import Prose
from tui.widgets.prose_field import ProseField

SENTENCE = "围绕中心工作抓得不够紧，联系服务群众不够经常。"


class ProseApp(App[None]):
    """One field, a neighbour to move to, and the shell's F6 and F7."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("f6", "note('f6')", ""),
        ("f7", "note('f7')", ""),
        ("escape", "note('escape')", ""),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *, limit: int = 500, answer: bool = False) -> None:
        super().__init__()
        self.field = ProseField("[/x]批评意见", limit=limit, placeholder="在此输入[/x]")
        self.seen: list[str] = []
        self.due: list[tuple[str, int | str | None]] = []
        self.changes = 0
        self.answer = answer

    def compose(self) -> ComposeResult:
        yield self.field
        yield Button("旁边")

    @property
    def prose(self) -> Prose:
        return self.field.prose

    def on_mount(self) -> None:
        self.prose.focus()

    def action_note(self, key: str) -> None:
        self.seen.append(key)

    @on(Prose.SaveDue)
    def keep(self, event: Prose.SaveDue) -> None:
        self.due.append((event.text, event.key))
        if self.answer:
            self.field.mark_saved(event.text, event.key, "14:32")

    @on(Prose.Changed)
    def count(self) -> None:
        self.changes += 1


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await pilot.pause()


def screen_text(app: App[None]) -> str:
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock does not save by itself, so that a test says when."""
    monkeypatch.setattr(prose_module, "SAVE_AFTER", 60.0)


@pytest.mark.parametrize("key", ["f6", "f7", "escape"])
async def test_the_shells_keys_pass_through(key: str) -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", key)
        assert app.seen == [key]


@pytest.mark.parametrize("key", ["f6", "f7"])
async def test_the_shells_keys_select_nothing(key: str) -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE)
        await pilot.press(key)
        assert app.prose.selected_text == ""


async def test_enter_is_a_new_line() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("一", "enter", "二")
        assert app.prose.text == "一\n二"


async def test_tab_leaves_the_field() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert isinstance(app.focused, Button)


@pytest.mark.parametrize("key", ["ctrl+w", "ctrl+backspace"])
async def test_a_word_deleted_from_a_han_run_is_a_few_characters(key: str) -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE)
        await pilot.press(key, key)
        assert app.prose.text == SENTENCE.removesuffix("不够经常。")


async def test_a_deleted_word_comes_back_by_one_undo() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE)
        await pilot.press("ctrl+w", "ctrl+w", "ctrl+z")
        assert app.prose.text == SENTENCE.removesuffix("。")


async def test_ctrl_left_moves_by_a_few_characters() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE.removesuffix("。"))
        await pilot.press("ctrl+left")
        assert app.prose.cursor_location == (0, len(SENTENCE) - 5)


async def test_ctrl_right_at_the_end_of_a_paragraph_goes_to_the_next() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "一\n二")
        app.prose.move_cursor((0, 1))
        await pilot.press("ctrl+right")
        assert app.prose.cursor_location == (1, 0)


async def test_delete_word_right_spares_the_sentence() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE)
        app.prose.move_cursor((0, 0))
        await pilot.press("ctrl+delete")
        assert app.prose.text == SENTENCE[4:]


async def test_cut_without_a_selection_takes_nothing() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, SENTENCE)
        await pilot.press("ctrl+x")
        assert app.prose.text == SENTENCE


async def test_cut_and_paste_move_a_selection() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "甲乙")
        await pilot.press("shift+left", "ctrl+x", "home", "ctrl+v")
        assert app.prose.text == "乙甲"


async def test_ctrl_a_selects_everything() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "一\n二")
        await pilot.press("ctrl+a")
        assert app.prose.selected_text == "一\n二"


async def test_joined_emoji_and_controls_do_not_survive_a_paste() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "好\x1b[0m👨‍👩‍👧\r\n完\x00")
        assert app.prose.text == "好[0m👨👩👧\n完"


async def test_a_joiner_that_is_typed_over_a_selection_deletes_nothing() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "党")
        app.prose.select_all()
        app.prose._replace_via_keyboard("\u200d", *app.prose.selection)
        assert app.prose.text == "党"


async def test_markup_in_text_label_and_placeholder_is_plain() -> None:
    app = ProseApp()
    async with app.run_test(size=(60, 12)) as pilot:
        empty = screen_text(app)
        await paste(pilot, "[/x][b]粗[/b]")
        await pilot.pause()
        assert ("[/x]批评意见" in empty, "在此输入[/x]" in empty, "[/x][b]粗[/b]" in screen_text(app)) == (
            True,
            True,
            True,
        )


async def test_wide_digits_stay_as_typed() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("１", "２", "3")
        assert app.prose.text == "１２3"


async def test_a_paste_over_the_limit_keeps_what_fits() -> None:
    app = ProseApp(limit=5)
    async with app.run_test() as pilot:
        await paste(pilot, "一二 三\n四五六")
        assert app.prose.text == "一二 三\n四五"


async def test_a_paste_over_the_limit_is_said() -> None:
    app = ProseApp(limit=5)
    async with app.run_test() as pilot:
        await paste(pilot, "一二三四五六")
        await pilot.pause()
        assert app.field.status == "已满5字，多出的没有收入"


async def test_a_full_text_can_be_replaced_by_a_paste() -> None:
    app = ProseApp(limit=3)
    async with app.run_test() as pilot:
        await paste(pilot, "一二三")
        await pilot.press("ctrl+a")
        await paste(pilot, "四五六")
        assert app.prose.text == "四五六"


async def test_the_message_of_a_change_is_its_own() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "员")
        assert app.changes == 2


async def test_typing_says_not_yet_saved() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "员")
        assert app.field.status == "未存，2字"


@pytest.mark.parametrize("key", ["f6", "f9", "escape", "tab"])
async def test_leaving_keys_offer_the_text_at_once(key: str) -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        app.field.load("", 7)
        await pilot.press("党", key)
        await pilot.pause()
        assert app.due == [("党", 7)]


async def test_the_text_is_offered_once_for_each_change() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "f6", "f7", "员", "f6")
        assert [text for text, _ in app.due] == ["党", "党员"]


async def test_the_clock_offers_the_text_within_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[float] = []
    monkeypatch.undo()
    app = ProseApp()
    async with app.run_test() as pilot:
        set_timer = app.prose.set_timer

        def noted(delay: float, callback: object) -> object:
            delays.append(delay)
            return set_timer(0.01, callback)  # type: ignore[arg-type]

        monkeypatch.setattr(app.prose, "set_timer", noted)
        await pilot.press("党")
        while not app.due:
            await pilot.pause(0.01)
    assert delays[0] <= 0.5


async def test_a_saved_text_is_said_with_its_time() -> None:
    app = ProseApp(answer=True)
    async with app.run_test() as pilot:
        await pilot.press("党", "员", "f6")
        await pilot.pause()
        assert app.field.status == "已存 14:32，2字"


async def test_an_answer_for_an_older_text_does_not_say_saved() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "f6", "员")
        app.field.mark_saved("党", None, "14:32")
        assert app.field.status == "未存，2字"


async def test_an_answer_for_another_remark_does_not_say_saved() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        app.field.load("", 7)
        await pilot.press("党")
        app.field.mark_saved("党", 6, "14:32")
        assert app.field.status == "未存，1字"


async def test_a_failure_is_said_and_the_text_offered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose_module, "RETRY_AFTER", 0.01)
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "f6")
        app.field.mark_failed(None, "磁盘已满")
        status = app.field.status
        while len(app.due) < 2:
            await pilot.pause(0.01)
        assert (status, app.due) == ("未存：磁盘已满", [("党", None), ("党", None)])


async def test_loading_another_text_offers_the_one_before_under_its_own_key() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        app.field.load("", 7)
        await pilot.press("党")
        app.field.load("员", 8)
        await pilot.pause()
        assert app.due == [("党", 7)]


async def test_a_loaded_text_is_saved_already() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        app.field.load("党员", 8, "09:05")
        await pilot.pause()
        assert app.field.status == "已存 09:05，2字"


async def test_undo_of_text_is_offered_too() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.press("党", "f6", "ctrl+z", "f6")
        assert [text for text, _ in app.due] == ["党", ""]


async def test_resizing_keeps_cursor_and_text() -> None:
    app = ProseApp()
    async with app.run_test(size=(100, 20)) as pilot:
        await paste(pilot, SENTENCE * 8)
        app.prose.move_cursor((0, 50))
        before = (app.prose.text, app.prose.cursor_location)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert (app.prose.text, app.prose.cursor_location) == before


async def test_resizing_keeps_the_cursor_in_view() -> None:
    app = ProseApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await paste(pilot, SENTENCE * 12)
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert app.prose.content_region.contains(*app.prose.cursor_screen_offset)


async def test_lines_wrap_without_a_leading_comma() -> None:
    app = ProseApp()
    async with app.run_test(size=(28, 12)) as pilot:
        await paste(pilot, "围绕中心工作抓得还不够紧，联系群众少")
        assert all(part[0] != "，" for part in app.prose.wrapped_document.lines[0])


async def test_the_hardware_cursor_follows_so_that_the_candidate_box_does() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await paste(pilot, "党员")
        x = app.cursor_position.x
        await pilot.press("会")
        assert app.cursor_position.x - x == 2


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_the_cursor_is_seen_in_dark_and_light(theme: str) -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        app.theme = theme
        await paste(pilot, "党员")
        await pilot.press("left")
        styles = [s.style for s in app.prose.render_line(0) if s.text in {"党", "员"} and s.style]
        assert len({style.bgcolor for style in styles}) == 2


async def test_a_compact_field_says_its_state_beside_the_label() -> None:
    class CompactApp(App[None]):
        def compose(self) -> ComposeResult:
            yield ProseField("努力方向", is_compact=True)

    app = CompactApp()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        first = screen_text(app).splitlines()[0]
        assert (first.split()[0], first.split()[-1]) == ("努力方向", "0字")


async def test_the_label_shows_where_the_cursor_is() -> None:
    app = ProseApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        label = app.field.query_one(".prose-label")
        colours = [label.styles.color]
        await pilot.press("tab")
        await pilot.pause()
        colours.append(label.styles.color)
        assert colours[0] != colours[1]


async def test_a_compatible_look_breaks_lines_for_wide_quotation_marks() -> None:
    app = ProseApp()
    app.add_class("-compatible")
    async with app.run_test(size=(11, 8)) as pilot:
        await paste(pilot, "“党”员会")
        assert app.prose.wrapped_document.lines == [["“党”员", "会"]]
