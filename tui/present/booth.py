"""The booth's screens as lines of cells. Pure; what a voter filled in never passes through anything that remembers it.

`line_width`, `draw_line` and Rich's `cell_len` keep what they were asked about: they see titles and names alone here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import get_character_cell_size

from tui.present.bigtext import faces, fit
from tui.present.lines import EMPTY, Block, at_height, big, centred, stacked
from tui.present.wrap import wrap_cjk
from tui.strings import booth as words

if TYPE_CHECKING:
    from db.rules.ballot import BallotForm, Part
    from tui.booth.hand import Hand
    from tui.present.bigtext import Line

GAP: Final = 2
ORDER_CELLS: Final = 4
LEAST_LABEL, MOST_LABEL = 16, 40
LEAST_PART = 4
PROBLEM_CELLS = 12
MARGIN = 1


@dataclass(frozen=True)
class Slip:
    """What stays the same from voter to voter.

    Attributes:
        title: What is voted on.
        booth: Which booth this is.
        form: What is asked.
        labels: The targets, in the order of the slip.
        heading: What stands over the targets.
        seconds: Without a key for so long, what is filled in is cleared.
        is_rehearsal: Every page says so.
        other: What a line for a choice of the voter's own is called, by number.
    """

    title: str
    booth: str
    form: BallotForm
    labels: tuple[str, ...]
    heading: str = words.LABEL
    seconds: int = 120
    is_rehearsal: bool = False
    other: str = words.OTHER


@dataclass(frozen=True)
class Area:
    """Where a page is drawn, in cells; `half_blocks` where the terminal draws ambiguous glyphs narrow."""

    columns: int
    rows: int
    half_blocks: bool = False


@dataclass(frozen=True)
class Notice:
    """What is said under the list; an alert is coloured."""

    text: str = ""
    is_alert: bool = False


def cells(text: str) -> int:
    """The width of a text, which is not remembered."""
    return sum(map(get_character_cell_size, text))


def fitted(text: str, width: int, *, is_right: bool = False) -> str:
    """A text in exactly so many cells, cut where it must be."""
    kept, used = "", 0
    for character in text.replace("\n", " "):
        size = get_character_cell_size(character)
        if used + size > width:
            break
        kept, used = kept + character, used + size
    blank = " " * (width - used)
    return blank + kept if is_right else kept + blank


def head(slip: Slip, left: str, right: str, columns: int) -> Line:
    """The first line: which booth, what is going on, how far; 演练 before everything else."""
    mark = f"{words.REHEARSAL}  " if slip.is_rehearsal else ""
    room = columns - cells(right) - 2 * MARGIN
    return ((" ", ""), (mark, "alert"), (fitted(left, room - cells(mark)), "title"), (right, "note"))


def keys_line(text: str, columns: int) -> Line:
    """The last line: what the keys do."""
    return ((" ", ""), (fitted(text, columns - MARGIN), "note"))


def foot(notice: Notice, columns: int, least: int) -> Block:
    """What is said above the keys, in as many lines as it takes."""
    lines = wrap_cjk(notice.text, columns - 2 * MARGIN, measure=cells) if notice.text else []
    role = "alert" if notice.is_alert else "text"
    drawn: list[Line] = [((fitted(" " + line, columns), role),) for line in lines]
    return (*(EMPTY,) * (least - len(drawn)), *drawn)


def mark_name(part: Part, mark: int | None, blank: str) -> str:
    """What stands in a cell."""
    if mark is None:
        return ""
    return part.scale.grades[mark - 1].name if mark else blank


def part_cells(part: Part, blank: str) -> int:
    """How wide a judgement has to be for its name and any of its marks."""
    return max(cells(part.name), cells(blank), *(cells(name) for name in part.scale.names))


def line_name(slip: Slip, line: int) -> str:
    """What a line to write on is for."""
    return slip.other.format(number=line + 1) if line < slip.form.write_ins else words.TEXT


def problem_numbers(hand: Hand, row: int) -> str:
    """The problems named of a target, by number."""
    mask = hand.problems[row] if hand.problems else 0
    return ",".join(str(number + 1) for number in range(len(hand.form.problems)) if mask >> number & 1)


@dataclass(frozen=True)
class Neutral:
    """A screen that says nothing of any ballot: large words, a sentence, what the teller may press."""

    large: str
    text: str = ""
    counts: str = ""
    keys: str = ""
    corner: str = ""
    is_rehearsal: bool = False


def _balanced(text: str, width: int) -> list[str]:
    """A sentence in as few lines as it takes, all about equally long."""
    lines = wrap_cjk(text, width)
    while len(lines) > 1 and len(tried := wrap_cjk(text, width - 2)) == len(lines):
        lines, width = tried, width - 2
    return lines


def neutral(shown: Neutral, area: Area) -> Block:
    """Large words in the middle, sentences under them."""
    rows = area.rows - 2
    drawing = fit(
        shown.large, area.columns - 4, max(1, rows - 6), faces(half_blocks=area.half_blocks, largest=1)
    )
    sentences: Block = ()
    for paragraph in shown.text.splitlines():
        lines = _balanced(paragraph, min(area.columns, 100) - 4)
        sentences += tuple(((line, "text"),) for line in lines)
    counts: Block = (((shown.counts, "title"),),) if shown.counts else ()
    body = stacked(
        (
            big(drawing, "title", area.columns),
            centred(sentences, area.columns),
            centred(counts, area.columns),
        ),
        1,
    )
    mark = f"{words.REHEARSAL}  " if shown.is_rehearsal else ""
    return (
        ((" ", ""), (mark, "alert"), (shown.corner, "note")),
        *at_height(body, rows),
        ((" ", ""), (shown.keys, "note")),
    )
