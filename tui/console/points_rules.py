"""The rules of the scheme by number: a digit or a click chooses one, and it stays chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.present import points as present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click

    from db.scheme import PointRule


class RuleGrid(Static):
    """One page of rules under the line that says what Enter does."""

    DEFAULT_CSS = "RuleGrid { height: 4; }"

    def __init__(self, rules: Sequence[PointRule]) -> None:
        super().__init__("")
        self._rules = tuple(rules)
        self._page = 0
        self._marked = 0
        self._width = 40
        self.armed: PointRule | None = None
        """The rule that Enter gives, or None."""

    def set_rules(self, rules: Sequence[PointRule]) -> None:
        """Offer other rules: the branch follows another scheme."""
        self._rules, self._page = tuple(rules), 0
        self.release()

    def digit(self, number: int) -> bool:
        """Choose a rule by its number; 0 turns the page. False where the number means nothing."""
        if number == 0:
            self._page = (self._page + 1) % max(1, -(-len(self._rules) // present.PAGE))
            self.draw()
            return True
        index = self._page * present.PAGE + number - 1
        if index >= len(self._rules):
            return False
        self._toggle(self._rules[index])
        return True

    def _toggle(self, rule: PointRule) -> None:
        self.armed = None if self.armed == rule else rule
        self.draw()

    def release(self) -> None:
        """Let the chosen rule go."""
        self.armed = None
        self.draw()

    def mark(self, count: int) -> None:
        """Say to how many marked members Enter gives the rule; 0 for the one under the cursor."""
        if count != self._marked:
            self._marked = count
            self.draw()

    def fit(self, width: int) -> None:
        """Take as many lines as the rules need in this width."""
        self._width = width
        self.styles.height = present.rules_height(width)
        self.draw()

    def draw(self) -> None:
        """Draw the page; the size stays."""
        code = self.armed.code if self.armed else ""
        text = present.rules_text(self._rules, self._page, code, self._marked, self._width)
        self.update(Content.from_rich_text(text), layout=False)

    def on_click(self, event: Click) -> None:
        """A click on a rule chooses it."""
        offset = event.get_content_offset(self)
        rule = (
            None
            if offset is None
            else present.rule_at(self._rules, self._page, offset.x, offset.y, self._width)
        )
        if rule is not None:
            self._toggle(rule)
