"""The preview of an import: what each row becomes, what is wrong, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import digit
from tui.present.roster import plan_headline, plan_notes, plan_rows
from tui.widgets.dialogs import Choice, Choose
from tui.widgets.han_content import HanContent
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key, Resize

    from db.acts.roster_import import ImportPlan

COLUMNS = (Column("行", 4, is_right=True), Column("姓名", 16), Column("结果", 6), Column("内容", 0))

LEAVE = "leave"


class ImportPreview(ModalScreen["str | None"]):
    """Gives `import`, `skip`, `columns`, `branch`, `private`, or None to leave everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('')", show=False),
        Binding("f2", "menu", show=False),
    ]
    DEFAULT_CSS = """
    ImportPreview .sheet {
        width: 98%; height: 98%; max-width: 132; padding: 0 1; background: $panel; border: heavy $primary; }
    ImportPreview .sheet-title { text-style: bold; color: $text-primary; height: auto; }
    ImportPreview .sheet-keys { color: $text-muted; height: auto; &.-bad { color: $text-warning; text-style: bold; } }
    ImportPreview Rows { height: 1fr; background: $panel; }
    ImportPreview #summary { height: auto; text-style: bold; &.-bad { color: $text-error; } }
    ImportPreview #notes { height: auto; max-height: 4; color: $text-muted; }
    ImportPreview #whole { height: auto; max-height: 5; min-height: 2; border-top: solid $primary; }
    .-compatible ImportPreview .sheet { border: ascii $primary; }
    .-compatible ImportPreview #whole { border-top: ascii $primary; }
    """

    def __init__(self, plan: ImportPlan, *, is_private_read: bool = False) -> None:
        super().__init__()
        self._is_private_read = is_private_read
        self._plan = plan
        self._rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        """A title, the counts, the rows, the row under the cursor in full, what can be done."""
        roster = self._plan.roster
        with Vertical(classes="sheet"):
            yield Static(
                Content(f"导入预览：{roster.file}　{roster.sheet}（还没有写入）"), classes="sheet-title"
            )
            yield Static(
                HanContent(plan_headline(self._plan)),
                id="summary",
                classes="-bad" if roster.faults or self._plan.replaced else "",
            )
            yield Static(HanContent(plan_notes(self._plan)), id="notes")
            yield Rows(COLUMNS, empty="这份表里没有党员")
            yield Static("", id="whole")
            yield Static("", classes="sheet-keys")

    def on_mount(self) -> None:
        """Fill the list, what needs a look first."""
        found = plan_rows(self._plan)
        self._rows = {row.key: row for row in found}
        rows = self.query_one(Rows)
        rows.set_rows(found)
        rows.focus()
        self._show_whole(rows.cursor_key)
        self._tell("")

    def on_resize(self, event: Resize) -> None:
        """Little height: the notes give way to the rows."""
        self.query_one("#notes").styles.max_height = 2 if event.size.height < 30 else 4

    def acts(self) -> dict[int, tuple[str, str, str]]:
        """What a digit does: code, words, and why it cannot be done now."""
        roster = self._plan.roster
        bad = len(roster.faulty_rows)
        stopped = f"有{bad}行有误：请改正文件，或按 2 跳过这些行" if bad else ""
        nothing = "" if self._plan.changes_anything else "没有要写入的内容"
        acts = [
            ("import", "全部导入", stopped or nothing),
            (
                "skip",
                f"跳过有误的{bad}行，其余导入" if bad else "跳过有误的行",
                nothing if bad else "没有有误的行",
            ),
            ("columns", "列的对应", ""),
            ("private", "不读证件、住址" if self._is_private_read else "读证件、住址", ""),
        ]
        if len(roster.branches) > 1:
            acts.append(("branch", "换支部", ""))
        return dict(enumerate(acts, 1))

    def _tell(self, complaint: str) -> None:
        note = self.query_one(".sheet-keys", Static)
        note.set_class(bool(complaint), "-bad")
        keys = "  ".join(f"{number} {words}" for number, (_, words, why) in self.acts().items() if not why)
        note.update(HanContent(complaint or f"{keys}  Esc 不导入"))

    def _show_whole(self, key: str | None) -> None:
        row = self._rows.get(key or "")
        text = f"第{row.cells[0]}行{row.cells[1]}：{row.cells[3]}" if row else ""
        self.query_one("#whole", Static).update(HanContent(text))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The row under the cursor in full, where the list cuts it off."""
        event.stop()
        self._show_whole(event.key)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click lists what can be done: nothing is written by accident."""
        event.stop()
        self.action_menu()

    def action_menu(self) -> None:
        """What can be done, as a menu that arrows and mouse reach."""
        choices = [Choice(code, words, why_not=why) for code, words, why in self.acts().values()]
        choices.append(Choice(LEAVE, "不导入，返回"))

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self.dismiss(None if answer == LEAVE else answer)

        self.app.push_screen(Choose("导入预览", choices), chosen)

    def on_key(self, event: Key) -> None:
        """A digit decides."""
        number = digit(event)
        found = self.acts().get(number) if number is not None else None
        if found is None:
            return
        event.stop()
        code, words, why = found
        if why:
            self._tell(f"现在不能“{words}”：{why}")
        else:
            self.dismiss(code)

    def action_answer(self, answer: str) -> None:
        """Leave."""
        self.dismiss(answer or None)
