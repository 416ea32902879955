"""Big text: glyphs of a bitmap font drawn in terminal cells, from background-coloured spaces.

No box or block character is needed, so the letters stand the same in every terminal and font. The result is plain
data, lines of runs: a run is a piece of text and the name of its role; a role that begins with ``on-`` colours the
background. Half blocks give letters of a quarter of the area, but they are of ambiguous width, and so are used only
where the caller knows that the terminal draws them narrow.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from tui.present.glyphs import HEIGHT, Glyph, glyph
from tui.present.wrap import wrap_cjk

Run = tuple[str, str]
"""A piece of text and its role."""
Line = tuple[Run, ...]
"""One row of cells, left to right. Hashable, so that equal lines need not be painted twice."""

_FULL = HEIGHT
_HALF = HEIGHT // 2


@dataclass(frozen=True)
class Face:
    """A way to draw a font pixel.

    Attributes:
        across: Cells a pixel takes from left to right.
        down: Cells a pixel takes from top to bottom; 0 stands for half a cell (half blocks).
        is_packed: Two pixels share a cell from left to right (quadrant blocks); across is 1 and down 0 then.
    """

    across: int
    down: int
    is_packed: bool = False

    @property
    def height(self) -> int:
        """Rows of cells that one line of glyphs takes."""
        if not self.across:
            return 1
        return HEIGHT * self.down if self.down else HEIGHT // 2

    def width(self, text: str) -> int:
        """Cells that the text takes from left to right; a missing glyph takes the room of a hanzi."""
        if not self.across:
            return cell_len(text)
        return self.cells(sum(_pixels(char) for char in text))

    def cells(self, pixels: int) -> int:
        """Cells that so many pixels take from left to right."""
        return -(-pixels // 2) if self.is_packed else self.across * pixels


SQUARE = Face(2, 1)
"""24×12 cells a hanzi: the default."""
NARROW = Face(1, 1)
"""12×12 cells a hanzi, tall and slim, where a square one would not fit."""
HALF_BLOCK = Face(1, 0)
"""12×6 cells a hanzi, of half blocks."""
QUARTER = Face(1, 0, is_packed=True)
"""6×6 cells a hanzi, of quadrant blocks: running text that would fill too many pages otherwise."""
PLAIN = Face(0, 0)
"""The terminal's own letters, bold."""


@dataclass(frozen=True)
class BigText:
    """Text that has been given a face and broken into lines.

    Attributes:
        face: How it is drawn; ``PLAIN`` where no big face fits.
        lines: The text, line by line.
    """

    face: Face
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Rows of cells."""
        return len(self.lines) * self.face.height

    @property
    def width(self) -> int:
        """Cells of the widest line."""
        return max((self.face.width(line) for line in self.lines), default=0)


def faces(*, half_blocks: bool = False, slim: bool = True, largest: int = 6) -> tuple[Face, ...]:
    """Every big face, in the order in which they are tried.

    Args:
        half_blocks: The terminal is known to draw ambiguous glyphs narrow.
        slim: Allow the tall and slim face after the square ones.
        largest: The greatest factor by which a square glyph is enlarged.
    """
    tried = [Face(2 * factor, factor) for factor in range(largest, 0, -1)]
    if slim:
        tried.append(NARROW)
    if half_blocks:
        tried.append(HALF_BLOCK)
    return tuple(tried)


def fit(text: str, columns: int, rows: int, tried: Sequence[Face]) -> BigText:
    """Give text the first face with which it fits the area, broken into lines where need be; else plain letters.

    Args:
        text: What to show; newlines are kept.
        columns: Cells from left to right.
        rows: Cells from top to bottom.
        tried: The faces, the best first.
    """
    for face in tried:
        if face.width("国") <= columns:
            for wording in (_by_clause(text), text):
                big = BigText(face, _balanced(wording, columns, face))
                if big.height <= rows and big.width <= columns and not _orphan(big.lines):
                    return big
    return BigText(PLAIN, tuple(wrap_cjk(text, max(columns, 2))))


def _by_clause(text: str) -> str:
    """The text with a break after each clause, where a reader pauses anyway."""
    return re.sub(r"([，；。！？])(?=[^，；。！？」』》）])", r"\1\n", text)


def _balanced(text: str, columns: int, face: Face) -> tuple[str, ...]:
    """Each line of the text in as few lines as it takes, all about equally long."""
    return tuple(line for part in text.splitlines() or [""] for line in _balanced_part(part, columns, face))


def _balanced_part(text: str, columns: int, face: Face) -> list[str]:
    lines = wrap_cjk(text, columns, measure=face.width)
    step = face.width("国")
    narrower = columns - step
    while len(lines) > 1 and narrower >= step:
        tried = wrap_cjk(text, narrower, measure=face.width)
        if len(tried) > len(lines) or max(map(face.width, tried)) > columns:
            break
        lines, narrower = tried, narrower - step
    return lines


def fit_all(texts: Iterable[str], columns: int, rows: int, tried: Sequence[Face]) -> Face:
    """The first face with which each text fits the area on one line: for things that must look alike."""
    shown = [text for text in texts if text]
    for face in tried:
        if face.height <= rows and all(face.width(text) <= columns for text in shown):
            return face
    return PLAIN


def draw(big: BigText, role: str) -> tuple[Line, ...]:
    """The lines of cells, each as wide as its text; nothing is centred or padded."""
    return tuple(line for text in big.lines for line in draw_line(text, big.face, role))


@lru_cache(maxsize=1024)
def draw_line(text: str, face: Face, role: str) -> tuple[Line, ...]:
    """One line of text as lines of cells."""
    if face == PLAIN:
        return (((text, role),),)
    bitmap = _bitmap(text)
    ink = "on-" + role
    if face.down:
        rows = [_spaces(row, face.across, ink) for row in bitmap]
        drawn = [row for row in rows for _ in range(face.down)]
    else:
        blocks = _quadrants if face.is_packed else _blocks
        drawn = [blocks(bitmap[row], bitmap[row + 1], role) for row in range(0, HEIGHT, 2)]
    for column, char in _missing(text):
        at = len(drawn) // 2
        drawn[at] = _write(drawn[at], face.cells(column), char, role)
    return tuple(drawn)


def _pixels(char: str) -> int:
    found = glyph(char)
    return found.width if found else _missing_width(char)


def _missing_width(char: str) -> int:
    return (0, _HALF, _FULL)[min(cell_len(char), 2)]


def _bitmap(text: str) -> list[Sequence[bool]]:
    """The pixels of a whole line of text; a missing glyph leaves its room empty."""
    glyphs = [glyph(char) or Glyph(_missing_width(char), (0,) * HEIGHT) for char in text]
    return [
        [bool(one.rows[row] >> (one.width - 1 - column) & 1) for one in glyphs for column in range(one.width)]
        for row in range(HEIGHT)
    ]


def _missing(text: str) -> Iterable[tuple[int, str]]:
    """The characters without a glyph, each with the pixel column where its normal-sized self goes."""
    column = 0
    for char in text:
        if glyph(char) is None and cell_len(char):
            yield column + max(0, (_pixels(char) - 2) // 2), char
        column += _pixels(char)


def _spaces(pixels: Sequence[bool], across: int, ink: str) -> Line:
    runs: list[Run] = []
    start = 0
    for end in range(1, len(pixels) + 1):
        if end == len(pixels) or pixels[end] != pixels[start]:
            runs.append((" " * ((end - start) * across), ink if pixels[start] else ""))
            start = end
    return tuple(runs)


def _blocks(upper: Sequence[bool], lower: Sequence[bool], role: str) -> Line:
    marks = {(True, True): _INK, (True, False): "▀", (False, True): "▄", (False, False): " "}
    return _joined((marks[pair] for pair in zip(upper, lower, strict=True)), role)


_INK = "█"
"""Stands for a cell of the ink's colour, which is drawn as a space on that ground."""
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By which of upper left (1), upper right (2), lower left (4) and lower right (8) are inked."""


def _quadrants(upper: Sequence[bool], lower: Sequence[bool], role: str) -> Line:
    odd = (False,) * (len(upper) % 2)
    above, below = (*upper, *odd), (*lower, *odd)
    cells = (
        _QUADRANTS[above[at] + 2 * above[at + 1] + 4 * below[at] + 8 * below[at + 1]]
        for at in range(0, len(above), 2)
    )
    return _joined(cells, role)


def _joined(cells: Iterable[str], role: str) -> Line:
    """Marks of one cell each as runs, neighbours of one kind in one run."""
    runs: list[Run] = []
    for mark in cells:
        text, ink = (" ", "on-" + role) if mark == _INK else (mark, role if mark != " " else "")
        if runs and runs[-1][1] == ink and (ink == role or runs[-1][0][-1] == text):
            runs[-1] = (runs[-1][0] + text, ink)
        else:
            runs.append((text, ink))
    return tuple(runs)


def _write(line: Line, column: int, char: str, role: str) -> Line:
    """The line with one character at normal size in the middle of the room its glyph would have taken."""
    before = crop(line, 0, column)
    after = crop(line, column + cell_len(char), line_width(line))
    return (*before, (char, role), *after)


@lru_cache(maxsize=4096)
def line_width(line: Line) -> int:
    """Cells of a line."""
    return sum(cell_len(text) for text, _ in line)


def crop(line: Line, start: int, end: int) -> Line:
    """The part of a line of spaces and narrow marks between two cells."""
    kept: list[Run] = []
    at = 0
    for text, role in line:
        piece = text[max(0, start - at) : max(0, end - at)]
        if piece:
            kept.append((piece, role))
        at += len(text)
    return tuple(kept)


def _orphan(lines: Sequence[str]) -> bool:
    """Whether a last line holds a single character, which looks like a mistake on a wall."""
    return len(lines) > 1 and len(lines[-1]) == 1
