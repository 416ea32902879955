"""One slip as the people who type it in see it: columns, rows, the meaning of the digits. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from db.rules.ballot import BLANK, VOID_ROW
from db.rules.grades import UNGRADED_NAME
from tui.present.wrap import cut
from tui.strings import ballot_entry as words
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.ballot import BallotForm, Part
    from tui.console.ballot.slip_state import SlipState
    from tui.present.slip_columns import Layout

ACTIVE: Final = Style(reverse=True, bold=True)
UNGRADED: Final = (UNGRADED_NAME, "不定")
"""What stands for an overall grade that nobody gives: whole, or as a narrow column has it."""
PROBLEM_LINES: Final = 8
"""More problems than this are listed in two columns."""


def row(slip: SlipState, label: str, target: int, shape: Layout, *, is_covered: bool) -> Row:
    """The line of one target; the cell under the cursor stands out where there are several."""
    form = slip.form
    parts = len(form.parts)
    start = target * parts
    cells: list[str | Text] = [str(target + 1), cut(label, shape.name)]
    if parts == 1:
        name = mark_name(form, form.parts[0], slip.marks[start], is_covered=is_covered)
        cells.append(UNGRADED_NAME if start in slip.unmarked else name)
    else:
        for place in range(shape.first, shape.first + shape.count):
            width = shape.parts[place - shape.first]
            mark = slip.marks[start + place]
            text = _short(form, form.parts[place], mark, is_named=shape.is_named, is_covered=is_covered)
            if start + place in slip.unmarked:
                text = next((name for name in UNGRADED if cell_len(name) <= width), "")
            is_active = start + place == slip.cursor and slip.naming is None
            cells.append(Text().append(set_cell_size(text, width), ACTIVE) if is_active else text)
    if form.problems:
        cells.append(_problems(slip, target, shape.problems, is_covered=is_covered))
    is_muted = parts == 1 and start in slip.unmarked
    return Row(str(target), tuple(cells), "muted" if is_muted else "")


def _problems(slip: SlipState, target: int, width: int, *, is_covered: bool) -> str:
    mask = slip.problems[target]
    if is_covered:  # whether there is any would tell
        return ""
    numbers = [str(bit + 1) for bit in range(mask.bit_length()) if mask >> bit & 1]
    text = " ".join(numbers)
    return text if cell_len(text) <= width else f"{len(numbers)}个"


def mark_name(form: BallotForm, part: Part, mark: int | None, *, is_covered: bool = False) -> str:
    """A mark in full; where the room looks on, only that there is one."""
    if mark is None:
        return ""
    if is_covered:
        return words.MARK_DONE
    if mark == VOID_ROW:
        return words.VOID_ROW
    return form.blank_name if mark == BLANK else part.scale.grades[mark - 1].name


def _short(form: BallotForm, part: Part, mark: int | None, *, is_named: bool, is_covered: bool) -> str:
    """A mark beside others: its name, or its key where there is no room for names."""
    if mark is None:
        return ""
    if is_covered:
        return words.MARK_DONE if is_named else "*"
    if mark == VOID_ROW:
        return words.VOID_SHORT if is_named else "-"
    if not is_named:
        return str(mark)
    return form.blank_name if mark == BLANK else part.scale.grades[mark - 1].name


def legend(form: BallotForm, part: Part) -> str:
    """What the digits mean for a judgement."""
    digits = "  ".join(f"{number} {name}" for number, name in enumerate(part.scale.names, 1))
    void = words.VOID_ROW if len(form.parts) == 1 else words.VOID_CELL
    head = f"{part.name}：" if part.name else ""
    return f"{head}{digits}  0 {form.blank_name}  - {void}"


def naming_legend(slip: SlipState, labels: Sequence[str], *, is_covered: bool) -> str:
    """What to press while the problems of a target are named."""
    label = labels[slip.naming or 0]
    if is_covered:
        return words.NAMING_COVERED.format(label=label)
    text = words.NAMING if len(slip.form.problems) <= 9 else words.NAMING_TWO
    tens = "" if slip.tens is None else words.NAMING_TENS.format(tens=slip.tens)
    return text.format(label=label) + tens


def problem_columns(form: BallotForm) -> tuple[Column, ...]:
    """A number, whether it is named, the problem; twice side by side where there are many."""
    one = (Column("", 3, is_right=True), Column("", 4), Column(""))
    return one * _abreast(form)


def problem_rows(slip: SlipState, *, is_covered: bool) -> list[Row]:
    """The problems that a slip lists, with those named of the target in hand."""
    mask = slip.problems[slip.naming] if slip.naming is not None else 0
    names = slip.form.problems
    lines = -(-len(names) // _abreast(slip.form))
    found = []
    for line in range(lines):
        cells: list[str] = []
        for bit in range(line, len(names), lines):
            is_named = bool(mask >> bit & 1) and not is_covered
            cells += [str(bit + 1), words.PROBLEM_NAMED if is_named else "", names[bit]]
        found.append(Row(str(line), tuple(cells)))
    return found


def _abreast(form: BallotForm) -> int:
    return 1 if len(form.problems) <= PROBLEM_LINES else 2


def notes_line(slip: SlipState, *, is_covered: bool) -> str:
    """What is written on the slip beside the marks, in one line."""
    if not (slip.form.write_ins or slip.form.text_bytes):
        return ""
    if is_covered:
        return words.COVERED
    parts = []
    if slip.others:
        parts.append(words.NOTE_LINE_OTHERS.format(names="、".join(slip.others)))
    if slip.text:
        parts.append(words.NOTE_LINE_TEXT.format(text=slip.text))
    return "　".join(parts)


def keys_line(form: BallotForm, plain: str, more: str) -> str:
    """The keys: the plain line, or the one with keys for what the form has beside its marks."""
    extra = [words.KEY_PROBLEMS] if form.problems else []
    kind = "both" if form.write_ins and form.text_bytes else "others" if form.write_ins else "text"
    if form.write_ins or form.text_bytes:
        extra.append(words.KEY_NOTES[kind])
    return more.format(more="  ".join(extra)) if extra else plain


def help_text(form: BallotForm, base: str) -> str:
    """What the keys do on a slip of this form."""
    more = (
        (len(form.parts) > 1, words.SLIP_HELP_PARTS),
        (form.most_chosen > 0, words.SLIP_HELP_CHOICE),
        (bool(form.problems), words.SLIP_HELP_PROBLEMS),
        (bool(form.write_ins or form.text_bytes), words.SLIP_HELP_NOTES),
    )
    return "\n".join([base, *(text for wanted, text in more if wanted)])
