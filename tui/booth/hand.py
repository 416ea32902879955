"""The ballot in a voter's hands: a pure state that every key turns into the next, dropped whole when it is cast.

A grade costs one digit, whichever it is; nothing here tells grades apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.rules.ballot import BLANK, NAME_BYTES, Ballot, BallotForm, clean_text, fits, with_mark


@dataclass(frozen=True, repr=False)
class Hand:
    """What a voter has filled in so far.

    Attributes:
        form: What the slip asks.
        marks: A mark a cell, target by target; None where nothing is typed.
        problems: A bit mask a target of the problems named; empty where the form lists none.
        others: The lines for names written in, empty ones among them.
        text: The free text.
        unmarked: Cells with nothing to mark (不定等次); the cursor passes over lines that have no other.
        row: The line under the cursor: a target, then the lines for names, then the free text.
        column: The judgement under the cursor, or behind the last one the problems.
    """

    form: BallotForm
    marks: tuple[int | None, ...]
    problems: tuple[int, ...]
    others: tuple[str, ...]
    text: str = ""
    unmarked: frozenset[int] = frozenset()
    row: int = 0
    column: int = 0

    def __repr__(self) -> str:
        return f"<Hand of {self.targets} targets>"

    @property
    def targets(self) -> int:
        """How many targets the slip has."""
        return len(self.marks) // len(self.form.parts)

    @property
    def rows(self) -> int:
        """How many lines the cursor can stand on."""
        return self.targets + self.form.write_ins + bool(self.form.text_bytes)

    @property
    def columns(self) -> int:
        """How many cells a target's line has."""
        return len(self.form.parts) + bool(self.form.problems)

    @property
    def cell(self) -> int | None:
        """The mark under the cursor, or None where the cursor stands on something else."""
        if self.row >= self.targets or self.is_at_problems:
            return None
        cell = self.row * len(self.form.parts) + self.column
        return None if cell in self.unmarked else cell

    @property
    def is_at_problems(self) -> bool:
        """Whether the cursor stands on the problems of a target."""
        return self.row < self.targets and self.column == len(self.form.parts)

    @property
    def line(self) -> int | None:
        """The line to write on under the cursor, from 0: names first, the free text last; None on a target."""
        return self.row - self.targets if self.row >= self.targets else None

    @property
    def is_touched(self) -> bool:
        """Whether anything is filled in."""
        is_marked = any(mark is not None for mark in self.marks)
        return is_marked or any(self.problems) or any(self.others) or bool(self.text)

    @property
    def wanted(self) -> int:
        """How many cells there are to mark."""
        return len(self.marks) - len(self.unmarked)

    @property
    def marked(self) -> int:
        """How many of them are marked."""
        return sum(mark is not None for mark in self.marks)

    @property
    def chosen(self) -> int:
        """Of a 推荐, how many are chosen, names written in among them."""
        return sum(bool(mark) for mark in self.marks) + sum(bool(clean_text(name)) for name in self.others)

    @property
    def is_over_chosen(self) -> bool:
        """Whether more are chosen than may be, which would void the ballot."""
        return bool(self.form.most_chosen) and self.chosen > self.form.most_chosen

    def is_passed(self, row: int) -> bool:
        """Whether a line has nothing to fill in: no judgement, and no problems to name."""
        parts = len(self.form.parts)
        cells = range(row * parts, (row + 1) * parts)
        return row < self.targets and not self.form.problems and self.unmarked.issuperset(cells)

    def written(self, line: int) -> str:
        """What stands on a line to write on."""
        return self.others[line] if line < self.form.write_ins else self.text

    def room(self, line: int) -> int:
        """How many UTF-8 bytes a line to write on takes."""
        return NAME_BYTES if line < self.form.write_ins else self.form.text_bytes

    def ballot(self) -> Ballot:
        """The ballot as it goes into the box; what is not marked is blank."""
        marks = tuple(BLANK if mark is None else mark for mark in self.marks)
        others = tuple(name for name in map(clean_text, self.others) if name)
        return Ballot(marks, problems=self.problems, others=others, text=clean_text(self.text))


def new_hand(form: BallotForm, targets: int, unmarked: frozenset[int] = frozenset()) -> Hand:
    """An empty ballot, the cursor on the first line that can be marked."""
    hand = Hand(
        form,
        (None,) * form.cells(targets),
        (0,) * targets if form.problems else (),
        ("",) * form.write_ins,
        unmarked=unmarked,
    )
    first = next((row for row in range(targets) if not hand.is_passed(row)), targets)
    return replace(hand, row=min(first, max(0, hand.rows - 1)))


def marked(hand: Hand, digit: int) -> Hand | None:
    """A digit marks the cell under the cursor and moves on; None where it means nothing there."""
    cell = hand.cell
    if cell is None or not 0 <= digit <= len(hand.form.part_of(cell).scale.grades):
        return None
    # 15 marks a spoilt row; a scale has nine grades at most, so that no digit comes near it.
    filled = replace(hand, marks=tuple(digit if at == cell else mark for at, mark in enumerate(hand.marks)))
    return _after(filled, cell)


def _after(hand: Hand, cell: int) -> Hand:
    """The cursor on the next cell that can be marked; it stays on the last."""
    parts = len(hand.form.parts)
    following = (at for at in range(cell + 1, len(hand.marks)) if at not in hand.unmarked)
    target, column = divmod(next(following, cell), parts)
    return replace(hand, row=target, column=column)


def moved(hand: Hand, rows: int = 0, columns: int = 0) -> Hand:
    """The cursor some lines down and some cells to the right, passing over what cannot be filled in."""
    row, step = hand.row, 1 if rows > 0 else -1
    if rows and hand.rows:
        row = max(0, min(hand.rows - 1, hand.row + rows))
        while hand.is_passed(row) and 0 <= row + step < hand.rows:
            row += step
        if hand.is_passed(row):
            row = hand.row
    return replace(hand, row=row, column=max(0, min(hand.columns - 1, hand.column + columns)))


def toggled(hand: Hand, problem: int) -> Hand:
    """A problem of the target under the cursor named, or not; numbered from 0."""
    if hand.row >= hand.targets or not 0 <= problem < len(hand.form.problems):
        return hand
    return replace(
        hand, problems=with_mark(hand.problems, hand.row, hand.problems[hand.row] ^ (1 << problem))
    )


def without_problems(hand: Hand) -> Hand:
    """No problem of the target under the cursor named."""
    return replace(hand, problems=with_mark(hand.problems, hand.row, 0))


def wrote(hand: Hand, line: int, text: str) -> Hand:
    """Another text on a line to write on."""
    if line < hand.form.write_ins:
        return replace(hand, others=(*hand.others[:line], text, *hand.others[line + 1 :]))
    return replace(hand, text=text)


def twice_named(hand: Hand, labels: tuple[str, ...]) -> str:
    """A name written in that is on the list already, or written in twice; empty where there is none."""
    seen = set(labels)
    for name in filter(None, map(clean_text, hand.others)):
        if name in seen:
            return name
        seen.add(name)
    return ""


@dataclass(frozen=True, repr=False)
class Draft:
    """A text while it is written.

    Attributes:
        text: What is written.
        most: How many UTF-8 bytes it may take.
        at: Before which character the next one goes.
    """

    text: str
    most: int
    at: int

    def __repr__(self) -> str:
        return "<Draft>"

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return self.most - len(self.text.encode())


def new_draft(text: str, most: int) -> Draft:
    """A text taken up again, the cursor at its end."""
    return Draft(text, most, len(text))


def typed(draft: Draft, character: str) -> Draft | None:
    """A character more; None where there is no room for it."""
    text = draft.text[: draft.at] + character + draft.text[draft.at :]
    return replace(draft, text=text, at=draft.at + len(character)) if fits(text, draft.most) else None


def erased(draft: Draft, *, forward: bool = False) -> Draft:
    """The character before the cursor taken out, or the one behind it."""
    start = draft.at if forward else draft.at - 1
    if not 0 <= start < len(draft.text):
        return draft
    return replace(draft, text=draft.text[:start] + draft.text[start + 1 :], at=start)


def stepped(draft: Draft, step: int) -> Draft:
    """The cursor some characters on."""
    return replace(draft, at=max(0, min(len(draft.text), draft.at + step)))
