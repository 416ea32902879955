"""A ballot being filled in: which page the voter is at, and what each key does there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.booth import hand as hands
from tui.keys import digit, plain
from tui.present.booth import Area, Notice, Slip
from tui.present.booth_marking import marking, rows_a_page
from tui.present.booth_review import review, review_pages
from tui.present.booth_writing import helping, naming, writing
from tui.strings import booth as words

if TYPE_CHECKING:
    from textual.events import Key

    from db.rules.ballot import Ballot
    from tui.present.lines import Block

MARK, REVIEW, WRITE, NAME, CLEAR, HELP = "mark", "review", "write", "name", "clear", "help"


class Filling:
    """One voter's ballot, from the first key to the last. Nothing of it is kept after `forget`.

    Args:
        slip: What is asked.
        unmarked: Cells with nothing to mark.
    """

    def __init__(self, slip: Slip, unmarked: frozenset[int]) -> None:
        self._slip = slip
        self._unmarked = unmarked
        self._hand = self._new_hand()
        self._draft: hands.Draft | None = None
        self._line = 0
        self._problem = 0
        self._leaf = 0
        self._mode = MARK
        self._before_help = MARK
        self._notice = Notice()
        self._warning: Notice | None = None
        self._area = Area(80, 24)

    def __repr__(self) -> str:
        return "<Filling>"

    def _new_hand(self) -> hands.Hand:
        return hands.new_hand(self._slip.form, len(self._slip.labels), self._unmarked)

    @property
    def hand(self) -> hands.Hand:
        """What is filled in so far."""
        return self._hand

    @property
    def mode(self) -> str:
        """Which page the voter is at."""
        return self._mode

    def ballot(self) -> Ballot:
        """The ballot as it goes into the box."""
        return self._hand.ballot()

    def complain(self, text: str) -> None:
        """Say, on the page where the voter is, why something was not done."""
        self._notice = Notice(text, is_alert=True)

    def warn(self, text: str) -> None:
        """Say something until the next key, on whatever page stands."""
        self._warning = Notice(text, is_alert=True)

    def forget(self) -> None:
        """Keep nothing."""
        self._hand = self._new_hand()
        self._draft = None
        self._notice = Notice()
        self._mode = MARK

    def page(self, area: Area) -> tuple[Block, tuple[int, int] | None]:
        """What is shown, and where a cursor stands, if it does."""
        self._area = area
        notice = self._warning or self._notice
        if self._mode == WRITE and self._draft is not None:
            return writing(self._slip, self._line, self._draft, area, notice)
        if self._mode == REVIEW:
            return review(self._slip, self._hand, area, notice, self._leaf), None
        if self._mode == NAME:
            return naming(self._slip, self._hand, self._problem, area), None
        if self._mode == HELP:
            return helping(self._slip, area), None
        return marking(self._slip, self._hand, area, notice), None

    # Keys

    def take(self, event: Key) -> bool:
        """Do what a key does here; True where the ballot is to be cast."""
        self._warning = None
        handlers: dict[str, Callable[[Key], bool]] = {
            MARK: self._mark_key,
            REVIEW: self._review_key,
            WRITE: self._write_key,
            NAME: self._name_key,
            CLEAR: self._clear_key,
            HELP: self._help_key,
        }
        return handlers[self._mode](event)

    def _mark_key(self, event: Key) -> bool:
        self._notice = Notice()
        number, key = digit(event), plain(event)
        if number is not None:
            self._digit(number)
        elif key in self._moves():
            self._hand = hands.moved(self._hand, *self._moves()[key])
        elif key == "enter":
            self._check()
        elif key == "f4" and self._slip.form.problems and self._hand.row < self._hand.targets:
            self._open_problems()
        elif key == "f7":
            self._mode = CLEAR
            self._notice = Notice(words.CLEAR_ASKED, is_alert=True)
        elif key in ("f1", "question_mark"):
            self._open_help()
        return False

    def _moves(self) -> dict[str, tuple[int, int]]:
        page, far = rows_a_page(self._area), self._hand.rows
        return {
            "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1), "pageup": (-page, 0), "pagedown": (page, 0),
            "home": (-far, 0), "end": (far, 0),
        }  # fmt: skip

    def _digit(self, number: int) -> None:
        """A digit marks; on a line to write on and on problems, 1 opens and 0 empties."""
        line = self._hand.line
        if line is not None:
            if number == 0:
                self._hand = hands.wrote(self._hand, line, "")
            elif number == 1:
                self._line, self._mode = line, WRITE
                self._draft = hands.new_draft(self._hand.written(line), self._hand.room(line))
        elif self._hand.is_at_problems:
            if number == 0:
                self._hand = hands.without_problems(self._hand)
            elif number == 1:
                self._open_problems()
        else:
            self._hand = hands.marked(self._hand, number) or self._hand

    def _open_problems(self) -> None:
        self._mode, self._problem = NAME, 0

    def _open_help(self) -> None:
        self._before_help, self._mode = self._mode, HELP

    def _check(self) -> None:
        """The whole ballot, unless nothing is filled in: an Enter too many must not cast an empty one."""
        if not self._hand.is_touched:
            self.complain(words.EMPTY.format(blank=self._slip.form.blank_name))
            return
        self._mode, self._leaf = REVIEW, 0
        self._notice = self._fault()

    def _fault(self) -> Notice:
        """Why the ballot as it stands is not taken, so that nobody spoils his own without knowing."""
        hand = self._hand
        name = hands.twice_named(hand, self._slip.labels)
        if hand.is_over_chosen:
            text = words.OVER_CHOSEN.format(chosen=hand.chosen, most=hand.form.most_chosen)
        elif name:
            text = words.TWICE_NAMED.format(name=name)
        else:
            return Notice()
        return Notice(text, is_alert=True)

    def _review_key(self, event: Key) -> bool:
        key = plain(event)
        if key == "enter":
            self._notice = self._fault()
            return not self._notice.text
        last = len(review_pages(self._slip, self._hand, self._area)) - 1
        if key == "escape":
            self._mode, self._notice = MARK, Notice()
        elif key in ("pagedown", "right", "down"):
            self._leaf = min(self._leaf + 1, last)
        elif key in ("pageup", "left", "up"):
            self._leaf = max(self._leaf - 1, 0)
        elif key in ("f1", "question_mark"):
            self._open_help()
        return False

    def _write_key(self, event: Key) -> bool:
        draft, key = self._draft, event.key
        assert draft is not None  # noqa: S101 - set with the mode
        self._notice = Notice()
        far = len(draft.text)
        steps = {"left": -1, "right": 1, "home": -far, "end": far}
        if key in ("enter", "escape"):
            self._hand = hands.wrote(self._hand, self._line, draft.text)
            self._mode, self._draft = MARK, None
        elif key in ("backspace", "delete"):
            self._draft = hands.erased(draft, forward=key == "delete")
        elif key in steps:
            self._draft = hands.stepped(draft, steps[key])
        elif key == "f7":
            self._draft = hands.new_draft("", draft.most)
        elif event.character and event.is_printable:
            longer = hands.typed(draft, event.character)
            self._draft = longer or draft
            if longer is None:
                self.complain(words.WRITE_FULL)
        return False

    def _name_key(self, event: Key) -> bool:
        number, key = digit(event), plain(event)
        last = len(self._slip.form.problems) - 1
        if number:
            self._hand = hands.toggled(self._hand, number - 1)
            self._problem = min(number - 1, last)
        elif key == "space":
            self._hand = hands.toggled(self._hand, self._problem)
        elif key in ("up", "down"):
            self._problem = max(0, min(last, self._problem + (1 if key == "down" else -1)))
        elif key == "f7":
            self._hand = hands.without_problems(self._hand)
        elif key in ("enter", "escape", "f4"):
            self._mode = MARK
        return False

    def _clear_key(self, event: Key) -> bool:
        if digit(event) == 1:
            self._hand = self._new_hand()
            self._notice = Notice(words.CLEARED)
        else:
            self._notice = Notice()
        self._mode = MARK
        return False

    def _help_key(self, event: Key) -> bool:
        del event
        self._mode = self._before_help
        return False
