"""Chinese sentences in a Static, broken as a printer would: no line begins with a comma, a space breaks no sentence.

Textual takes a run of Han characters for one word: it leaves a short Latin word before it alone on its line, and where
it cuts the run it does not look at what begins the next line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from tui.widgets.han_wrap import wrap_offsets

if TYPE_CHECKING:
    from rich.text import Text
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions

_BREAK = Content("\n")
_BLANKS = " \u3000"
_ENTRY = re.compile(r"(?:(?! {2}).)+ *| +")


class HanContent(Content):
    """Content without markup that breaks its own lines; where the style says `nowrap`, plain content."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._source = Content(text)
        self._broken: tuple[int, Content] = (-1, _BREAK)

    @classmethod
    def of_text(cls, text: Text) -> HanContent:
        """The same of a rich text, with its styles."""
        content = cls(text.plain)
        content._source = Content.from_rich_text(text)
        return content

    def broken(self, width: int) -> Content:
        """The text with a break wherever a line of ``width`` cells must end."""
        if self._broken[0] != width:
            lines = [
                line
                for paragraph in self._source.split("\n", allow_blank=True)
                for line in _lines(paragraph, width)
            ]
            self._broken = (width, _BREAK.join(lines))
        return self._broken[1]

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines that the text takes in ``width`` cells."""
        return self._drawn(rules, width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, drawn."""
        return self._drawn(options.rules, width).render_strips(width, height, style, options)

    def _drawn(self, rules: RulesMap, width: int) -> Content:
        is_wrapped = width > 0 and rules.get("text_wrap", "wrap") == "wrap"
        return self.broken(width) if is_wrapped else self._source


def _lines(paragraph: Content, width: int) -> list[Content]:
    """One paragraph in lines; blanks at a break go."""
    offsets = _breaks(paragraph.plain, width)
    if not offsets:
        return [paragraph]
    first, *others = paragraph.divide(offsets)
    return [first.rstrip(_BLANKS), *(_stripped(line) for line in others)]


def _breaks(text: str, width: int) -> list[int]:
    """Where lines end: between entries, which two blanks set apart, before within one."""
    offsets: list[int] = []
    start = 0  # of the line
    for entry in _ENTRY.finditer(text):
        if cell_len(text[start : entry.end()].rstrip(_BLANKS)) <= width:
            continue
        if entry.start() > start and text[start : entry.start()].strip(_BLANKS):
            offsets.append(entry.start())
            start = entry.start()
        within = wrap_offsets(text[start : entry.end()].rstrip(_BLANKS), width)
        offsets.extend(start + offset for offset in within)
        start = offsets[-1] if within else start
    return offsets


def _stripped(line: Content) -> Content:
    blanks = len(line.plain) - len(line.plain.lstrip(_BLANKS))
    return line[blanks:].rstrip(_BLANKS) if blanks < len(line) else line
