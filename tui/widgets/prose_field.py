"""A labelled field of long Chinese text that says 已存 or 未存."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.widgets.prose import LIMIT, Prose
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult

SAVED = "已存"
UNSAVED = "未存"
CHARS = "字"
FULL = "已满{limit}字，多出的没有收入"


class ProseField(Vertical):
    """A label, a `Prose` and one line that says 已存 or 未存 and how many 字 there are; compact, both share a line."""

    DEFAULT_CSS = """
    ProseField {
        height: 1fr;
        & .prose-head { height: 1; }
        & .prose-label { height: 1; width: 1fr; color: $text-muted; }
        & .prose-status { height: 1; color: $text-muted; }
        & .prose-head > .prose-status { width: auto; padding: 0 1; }
        & .prose-status.-unsaved { color: $text-warning; }
        & .prose-status.-failed { color: $text-error; text-style: bold; }
        & .prose-label.-focused { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(
        self,
        label: str,
        *,
        limit: int = LIMIT,
        placeholder: str = "",
        is_compact: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._is_compact = is_compact
        self._label = Told(label, classes="prose-label")
        self._status = Static(markup=False, classes="prose-status")
        self.prose = Prose(limit=limit, placeholder=placeholder)
        self._saved_at = ""
        self._trouble = ""
        self._is_full = False

    @property
    def text(self) -> str:
        """The text on screen, saved or not."""
        return self.prose.text

    @property
    def status(self) -> str:
        """The line under the editor."""
        count = f"{self.prose.char_count}{CHARS}"
        if self._trouble:
            return f"{UNSAVED}：{self._trouble}"
        if self._is_full:
            return FULL.format(limit=self.prose.limit)
        if not self.prose.is_saved:
            return f"{UNSAVED}，{count}"
        return f"{SAVED} {self._saved_at}，{count}" if self._saved_at else count

    def compose(self) -> ComposeResult:
        """The three parts."""
        if self._is_compact:
            with Horizontal(classes="prose-head"):
                yield self._label
                yield self._status
            yield self.prose
            return
        yield self._label
        yield self.prose
        yield self._status

    def on_mount(self) -> None:
        """Show the first status."""
        self._show_status()

    def focus_prose(self) -> None:
        """Put the cursor into the text."""
        self.prose.focus()

    def set_label(self, label: str) -> None:
        """Change the label."""
        self._label.tell(label, layout=False)

    def load(self, text: str, key: int | str | None = None, saved_at: str = "") -> None:
        """Show another text that is durable since ``saved_at`` (local time as people write it)."""
        self.prose.load(text, key)
        self._saved_at, self._trouble, self._is_full = saved_at, "", False
        self._show_status()

    def mark_saved(self, text: str, key: int | str | None, saved_at: str) -> None:
        """Say 已存, if nothing was typed since ``text`` was handed out."""
        self.prose.acknowledge(text, key)
        if key == self.prose.key:
            self._saved_at, self._trouble = saved_at, ""
            self._show_status()

    def mark_failed(self, key: int | str | None, reason: str) -> None:
        """Say 未存 and why, and try again by itself."""
        self.prose.report_failure(key)
        if key == self.prose.key:
            self._trouble = reason
            self._show_status()

    def on_descendant_focus(self) -> None:
        """The label shows where the cursor is."""
        self._label.add_class("-focused")

    def on_descendant_blur(self) -> None:
        """The cursor went elsewhere."""
        self._label.remove_class("-focused")

    def on_prose_changed(self) -> None:
        """Count anew."""
        self._is_full = self._is_full and self.prose.char_count >= self.prose.limit
        self._show_status()

    def on_prose_limit_reached(self) -> None:
        """Say that something was left out."""
        self._is_full = True
        self._show_status()

    def _show_status(self) -> None:
        self._status.update(Content(self.status))
        self._status.set_class(bool(self._trouble), "-failed")
        self._status.set_class(not self._trouble and (self._is_full or not self.prose.is_saved), "-unsaved")
