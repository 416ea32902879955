"""The questions that every face asks: choose, confirm, fill in, read. Each leaves by Escape and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from tui.keys import digit
from tui.present.wrap import cut
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui.widgets.rows import Rows as RowsType

PAGE = 9
"""Choices that a digit reaches at once; 0 turns the page."""

_TITLE_AND_HINT = 62
_LEAST_HINT = 26
"""Cells of a menu's line for both, and those that a hint gets at least."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: an id, its words, a hint beside it, and why it cannot be chosen now."""

    id: str
    title: str
    hint: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a form: id, label, what stands in it, a hint, and where only some values go, those."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False


class Choose(ModalScreen["str | None"]):
    """A numbered menu: a digit chooses at once, arrows and Enter too; Escape gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f2", "leave", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, note: str = "", selected: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._note = note
        self._selected = selected
        self._page = 0

    def compose(self) -> ComposeResult:
        """A title, the choices, a line for what cannot be done."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            columns = (Column("", 2, is_right=True), Column("", 0), Column("", self._hint_cells()))
            yield Rows(columns, show_header=False)
            yield Static(HanContent(self._note), classes="dialog-note")

    def on_mount(self) -> None:
        """Fill the list; it is as high as it needs to be."""
        rows = self.query_one(Rows)
        rows.styles.height = min(max(len(self._choices), 1), 16, max(3, self.app.size.height - 11))
        rows.set_rows(self._rows())
        if self._selected:
            rows.select(self._selected)
        rows.focus()

    def _hint_cells(self) -> int:
        """What the titles leave is for the hints: a reason cut short says nothing."""
        titles = max((cell_len(choice.title) for choice in self._choices), default=0)
        hints = max((cell_len(choice.why_not or choice.hint) for choice in self._choices), default=0)
        return max(_LEAST_HINT, min(hints, _TITLE_AND_HINT - titles))

    def _rows(self) -> list[Row]:
        found = []
        width = self._hint_cells()
        for index, choice in enumerate(self._choices):
            place = index - self._page * PAGE
            number = str(place + 1) if 0 <= place < PAGE else ""
            found.append(
                Row(
                    choice.id,
                    (number, choice.title, cut(choice.why_not or choice.hint, width)),
                    "muted" if choice.why_not else "",
                )
            )
        return found

    def on_key(self, event: Key) -> None:
        """A digit chooses; 0 moves the numbers to the next nine."""
        number = digit(event)
        if number is None:
            return
        event.stop()
        if number == 0:
            pages = max(1, -(-len(self._choices) // PAGE))
            self._page = (self._page + 1) % pages
            rows = self.query_one(Rows)
            rows.set_rows(self._rows())
            rows.cursor = min(self._page * PAGE, len(self._choices) - 1)
            return
        index = self._page * PAGE + number - 1
        if index < len(self._choices):
            self._choose(self._choices[index])

    def on_rows_chosen(self, event: RowsType.Chosen) -> None:
        """Enter or a double click on a choice."""
        event.stop()
        self._choose(next(choice for choice in self._choices if choice.id == event.key))

    def _choose(self, choice: Choice) -> None:
        if choice.why_not:
            self.query_one(".dialog-note", Static).update(
                HanContent(f"现在不能“{choice.title}”：{choice.why_not}")
            )
            return
        self.dismiss(choice.id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """A question with what will happen; 1 or Enter on the button does it, Escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", show=False),
        Binding("left,right,up,down", "app.focus_next", show=False),
    ]

    def __init__(
        self, title: str, text: str, *, yes: str = "确定", no: str = "返回", is_dangerous: bool = False
    ) -> None:
        super().__init__()
        self._title, self._text, self._yes, self._no = title, text, yes, no
        self._is_dangerous = is_dangerous

    def compose(self) -> ComposeResult:
        """The question and two buttons; the harmless one has the focus where the act is dangerous."""
        with Vertical(classes="dialog -narrow"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                yield Static(HanContent(self._text))
            with Horizontal(classes="dialog-buttons"):
                yield Button(
                    Content(f"1 {self._yes}"),
                    id="yes",
                    variant="warning" if self._is_dangerous else "primary",
                )
                yield Button(Content(f"2 {self._no}"), id="no")

    def on_mount(self) -> None:
        """Focus the button that Enter should press."""
        self.query_one("#no" if self._is_dangerous else "#yes", Button).focus()

    def on_key(self, event: Key) -> None:
        """1 is yes, 2 is no."""
        number = digit(event)
        if number in (1, 2):
            event.stop()
            self.dismiss(number == 1)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was pressed."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer and leave."""
        self.dismiss(answer)


class Notice(ModalScreen[None]):
    """Something to read: help, a refusal, a report. Any of Escape, Enter and F1 leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1", "leave", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    def __init__(self, title: str, text: str | Text, *, is_refusal: bool = False) -> None:
        super().__init__()
        self._title, self._text, self._is_refusal = title, text, is_refusal

    def compose(self) -> ComposeResult:
        """Title, text, how to leave."""
        with Vertical(classes="dialog -bad" if self._is_refusal else "dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                text = self._text
                yield Static(HanContent.of_text(text) if isinstance(text, Text) else HanContent(text))
            yield Static(Content("Enter 或 Esc 返回"), classes="dialog-note")

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Done reading."""
        self.dismiss(None)


class FieldInput(Input):
    """The input of one field; where the field has choices, a digit chooses.

    Enter is taken in the same queue as the letters, and what was typed before the focus had moved goes to the field
    that has it now: however fast the typing, every key lands where it was meant.
    """

    @dataclass
    class Entered(Message):
        """Enter was pressed in the last field."""

        field: FieldInput

    def __init__(self, field: Field, value: str) -> None:
        hint = field.hint or " ".join(
            f"{index} {shown}" for index, (_, shown) in enumerate(field.choices[:9], 1)
        )
        super().__init__(value, placeholder=hint, id=f"field-{field.id}", select_on_focus=False, compact=True)
        self._field = field

    async def _on_key(self, event: Key) -> None:
        focused = self.screen.focused
        if isinstance(focused, FieldInput) and focused is not self:
            event.prevent_default()
            event.stop()
            focused.post_message(Key(event.key, event.character))
            return
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            fields = list(self.screen.query(FieldInput))
            if self is fields[-1]:
                self.post_message(self.Entered(self))
            else:
                self.screen.set_focus(fields[fields.index(self) + 1])
            return
        number = digit(event)
        if self._field.choices and number is not None and 1 <= number <= len(self._field.choices):
            event.prevent_default()
            event.stop()
            self.value = self._field.choices[number - 1][1]
            self.cursor_position = len(self.value)
            return
        await super()._on_key(event)


def _not_among(field: Field, typed: str) -> str:
    """What a field takes; where that is too much to list, how to look it up."""
    if len(field.choices) > PAGE:
        return f"“{field.label}”没有“{typed}”可选，按 F4 从可选项中选择。"
    return f"“{field.label}”只能填：{'、'.join(shown for _, shown in field.choices)}。"


UNSAVED = "填的内容还没有保存。再按一次 Esc 放弃，按其他键接着填。"


class Form(ModalScreen["dict[str, str] | None"]):
    """Fields to fill in: Enter goes to the next and on the last saves, Escape gives None.

    `check` returns a complaint in Chinese, or nothing; a form with a complaint stays open and keeps what was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f5,ctrl+s", "save", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("f4", "pick", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        note: str = "",
        check: Callable[[dict[str, str]], str] | None = None,
        save: str = "保存",
    ) -> None:
        super().__init__()
        self._title, self._fields, self._note, self._check, self._save = (
            title,
            list(fields),
            note,
            check,
            save,
        )
        self._is_warned = False

    def compose(self) -> ComposeResult:
        """A label and an input a field, a note, the way out."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-fields", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="dialog-field"):
                        yield Label(Content(field.label + ("" if not field.required else "（必填）")))
                        shown = self._shown(field, field.value)
                        yield FieldInput(field, shown)
            yield Static(HanContent(self._note or self._hint()), classes="dialog-note")

    def _hint(self) -> str:
        pick = "，F4 从可选项中选择" if any(field.choices for field in self._fields) else ""
        return f"Enter 下一栏，末栏 Enter 或 F5 {self._save}{pick}，Esc 返回"

    @staticmethod
    def _shown(field: Field, value: str) -> str:
        return dict(field.choices).get(value, value)

    def on_mount(self) -> None:
        """The first field has the focus."""
        self.query(Input).first().focus()

    def on_field_input_entered(self) -> None:
        """Enter in the last field saves."""
        self.action_save()

    def _focused_field(self) -> Field | None:
        focused = self.focused.id if self.focused else None
        return next((field for field in self._fields if f"field-{field.id}" == focused), None)

    async def action_pick(self) -> None:
        """Choose among the values that a field takes."""
        field = self._focused_field()
        if field is None or not field.choices:
            return
        target = self.query_one(f"#field-{field.id}", Input)

        def chosen(value: str | None) -> None:
            if value is not None:
                target.value = self._shown(field, value)

        choices = [Choice(value, shown) for value, shown in field.choices]
        await self.app.push_screen(Choose(field.label, choices), chosen)

    def action_save(self) -> None:
        """Give back what was filled in, or say what is wrong."""
        values = {}
        for field in self._fields:
            typed = self.query_one(f"#field-{field.id}", Input).value.strip()
            if field.required and not typed:
                self._complain(f"请填写“{field.label}”。", field)
                return
            if field.choices:
                code = next((code for code, shown in field.choices if typed in (code, shown)), None)
                if code is None and typed:
                    self._complain(_not_among(field, typed), field)
                    return
                typed = code or ""
            values[field.id] = typed
        complaint = self._check(values) if self._check else ""
        if complaint:
            self._complain(complaint, None)
            return
        self.dismiss(values)

    def _complain(self, text: str, field: Field | None) -> None:
        note = self.query_one(".dialog-note", Static)
        note.update(HanContent(text))
        note.add_class("-bad")
        if field is not None:
            self.query_one(f"#field-{field.id}", Input).focus()

    def on_input_changed(self) -> None:
        """Who types on does not want to leave."""
        self._is_warned = False

    def action_leave(self) -> None:
        """Leave everything as it was; what was typed is lost only at the second Escape."""
        changed = any(
            self.query_one(f"#field-{field.id}", Input).value.strip()
            != self._shown(field, field.value).strip()
            for field in self._fields
        )
        if changed and not self._is_warned:
            self._is_warned = True
            self._complain(UNSAVED, None)
            return
        self.dismiss(None)


class Find(ModalScreen["str | None"]):
    """Find one of many by Chinese text, pinyin initials or number; Enter takes the first that fits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
    ]

    def __init__(self, title: str, found: Callable[[str], Sequence[Row]], columns: Sequence[Column]) -> None:
        """`found` gives the rows that fit what was typed so far, best first."""
        super().__init__()
        self._title, self._found, self._columns = title, found, columns

    def compose(self) -> ComposeResult:
        """An input and what fits."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(placeholder="汉字、拼音首字母或序号")
            yield Rows(self._columns, empty="没有找到，请换个写法", show_header=False)
            yield Static(Content("上下键选择，Enter 确定，Esc 返回"), classes="dialog-note")

    def on_mount(self) -> None:
        """Everything fits an empty input."""
        rows = self.query_one(Rows)
        rows.styles.height, rows.styles.max_height = 12, "42vh"
        rows.set_rows(self._found(""))
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow what fits."""
        rows = self.query_one(Rows)
        rows.set_rows(self._found(event.value))
        rows.cursor = 0

    def on_input_submitted(self) -> None:
        """Take the row under the cursor."""
        key = self.query_one(Rows).cursor_key
        if key is not None:
            self.dismiss(key)

    def on_rows_chosen(self, event: RowsType.Chosen) -> None:
        """A double click takes a row."""
        self.dismiss(event.key)

    def action_move(self, step: int) -> None:
        """Move among what fits."""
        self.query_one(Rows).action_move(step)

    def action_leave(self) -> None:
        """Find nothing."""
        self.dismiss(None)
