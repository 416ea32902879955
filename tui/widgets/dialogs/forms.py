"""Fields to fill in, however fast the typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from tui.keys import digit
from tui.widgets.dialogs.choosing import PAGE, Choice, Choose
from tui.widgets.han_content import HanContent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


BACK, ONWARD = ("up", "shift+tab"), ("down", "tab")
EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What Textual's input does at each key that is no letter."""


@dataclass(frozen=True)
class Field:
    """One field of a form: id, label, what stands in it, a hint, and where only some values go, those."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False


class FieldInput(Input):
    """The input of one field; where the field has choices, a digit chooses.

    Every key is taken in the same queue as the letters, and what was typed before the focus had moved goes to the
    field that has it now: however fast the typing, every key lands where it was meant.
    """

    @dataclass
    class Entered(Message):
        """Enter was pressed in the last field."""

        field: FieldInput

    def __init__(self, field: Field, value: str) -> None:
        hint = field.hint or " ".join(
            f"{index} {shown}" for index, (_, shown) in enumerate(field.choices[:9], 1)
        )
        super().__init__(
            value,
            placeholder=hint,
            id=f"field-{field.id}",
            select_on_focus=value.isdecimal(),  # else 2 typed over a preset 1 makes 12
            compact=True,
        )
        self._field = field

    async def on_key(self, event: Key) -> None:
        """Enter and arrows go from field to field, a digit chooses; what is left is typed."""
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
        # Not left to the container, which takes the arrows, nor to the app, which takes Tab: both come too late.
        if event.key in BACK + ONWARD:
            event.prevent_default()
            event.stop()
            move = self.screen.focus_previous if event.key in BACK else self.screen.focus_next
            move(FieldInput)
            return
        number = digit(event)
        if self._field.choices and number is not None and 1 <= number <= len(self._field.choices):
            event.prevent_default()
            event.stop()
            self.value = self._field.choices[number - 1][1]
            self.cursor_position = len(self.value)
        elif event.key in EDITING:  # else Backspace would come after the letters typed after it
            event.prevent_default()
            event.stop()
            await self.run_action(EDITING[event.key])


def _not_among(field: Field, typed: str) -> str:
    """What a field takes; where that is too much to list, how to look it up."""
    if len(field.choices) > PAGE:
        return f"“{field.label}”没有“{typed}”可选，按 F4 从可选项中选择。"
    return f"“{field.label}”只能填：{'、'.join(shown for _, shown in field.choices)}。"


NOTE_CELLS = 70
"""A note of more cells takes a second line."""
UNSAVED = "填的内容还没有保存。再按一次 Esc 放弃，按其他键接着填。"


class Form(ModalScreen["dict[str, str] | None"]):
    """Fields to fill in: Enter goes to the next and on the last saves, Escape gives None.

    `check` returns a complaint in Chinese, or nothing; a form with a complaint stays open and keeps what was typed.
    `note` says what the fields do not; how to save and to leave always stands below it, in the words of `save` and
    `leave`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f5,ctrl+s", "save", show=False),
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
        leave: str = "返回",
    ) -> None:
        super().__init__()
        self._leave = leave
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
            yield Static(HanContent(self._title), classes="dialog-title")
            noted = " -noted" if self._note else ""
            long = " -long" if cell_len(self._note) > NOTE_CELLS else ""
            with VerticalScroll(classes=f"dialog-fields{noted}{long}", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="dialog-field"):
                        yield Label(Content(field.label + ("" if not field.required else "（必填）")))
                        shown = self._shown(field, field.value)
                        yield FieldInput(field, shown)
            if self._note:
                yield Static(HanContent(self._note), classes="dialog-note")
            yield Static(HanContent(self._hint()), classes="dialog-keys" if self._note else "dialog-note")

    def _hint(self) -> str:
        pick = "，F4 从可选项中选择" if any(field.choices for field in self._fields) else ""
        if len(self._fields) == 1:
            return f"Enter {self._save}{pick}，Esc {self._leave}"
        return f"Enter 下一栏，末栏 Enter 或 F5 {self._save}{pick}，Esc {self._leave}"

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
