"""Scenes that are a few large numbers: roll call, ballots, results; and the test card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.words import ROOM
from tui.present.bigtext import NARROW, PLAIN, SQUARE, BigText, Face, draw_line, faces, fit, fit_all
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, at_height, beside, big, centred, centred_together, stacked, words
from tui.present.names import name_pages
from tui.strings import display as said

if TYPE_CHECKING:
    from db.views.scene_view import BallotsView, MotionResultView, ProofView, RollCallView, SlipResultView


@dataclass(frozen=True)
class Tile:
    """A number and what it counts."""

    label: str
    number: str
    role: str = "good"


def tiles(shown: Sequence[Tile], canvas: Canvas, rows: int) -> Block:
    """Tiles side by side, all numbers of one size and all labels of one size."""
    width = canvas.columns // len(shown)
    room = width - 2
    label = fit_all([tile.label for tile in shown], room, max(1, rows // 2), canvas.headings)
    tried = () if canvas.is_small else faces(half_blocks=canvas.half_blocks, largest=3)
    number = fit_all([tile.number for tile in shown], room, rows - label.height - 1, tried)
    if number == PLAIN:
        label = PLAIN
    blocks = [
        stacked(
            (
                centred(draw_line(tile.label, label, "text"), width),
                centred(draw_line(tile.number, number, tile.role), width),
            ),
            0 if rows <= label.height + number.height else 1,
        )
        for tile in shown
    ]
    return beside(blocks, [width] * len(shown))


def heading(text: str, canvas: Canvas, rows: int) -> Block:
    """What the scene is about, above everything else."""
    shown = fit(text, canvas.columns - 4, rows, canvas.headings)
    return big(shown, "title", canvas.columns)


def test_card(view: ProofView, canvas: Canvas) -> Deck:
    """A frame to the very edge, large letters, the two colours, how the projector is wired."""
    if canvas.is_small:
        lines = [words(said.TEST_TITLE, "title"), words(view.branch, "text"), words(ROOM[view.room], "text")]
        block = at_height(centred(stacked(lines, 0), canvas.columns), canvas.rows)
        return Deck(1, lambda _page, _now: block)
    wide = canvas.columns - 8
    title = fit(said.TEST_TITLE, wide, canvas.rows // 2, faces(half_blocks=canvas.half_blocks, largest=2))
    room = said.TEST_ROOM.format(room=ROOM[view.room])
    colours = tuple(
        (f"  {text}  ", role) for text, role in zip(said.TEST_COLOURS, ("on-good", "on-warn"), strict=True)
    )
    parts = [big(fit(view.branch, wide, 6, canvas.texts), "text", wide), big(title, "title", wide),
             centred((colours,), wide), big(fit(said.TEST_EDGES, wide, 6, canvas.texts), "text", wide), big(fit(room, wide, 6, canvas.texts), "text", wide)]  # fmt: skip
    inner = at_height(stacked(parts, 1), canvas.rows - 4)
    edge = ((" " * canvas.columns, "on-good"),)
    left: Block = ((("  ", "on-good"), ("  ", "")),) * (canvas.rows - 2)
    right: Block = ((("  ", ""), ("  ", "on-good")),) * (canvas.rows - 2)
    framed = (edge, *beside((left, (EMPTY, *inner), right), (4, wide, 4)), edge)
    return Deck(1, lambda _page, _now: framed)


def roll_call(view: RollCallView, canvas: Canvas) -> Deck:
    """应到, 实到, 请假, 列席; below, by name, who has not come, and who is on leave."""
    numbers = (
        Tile(said.DUE, str(view.due), "text"),
        Tile(said.PRESENT, str(view.present)),
        Tile(said.ON_LEAVE, str(view.on_leave), "text"),
        Tile(said.OBSERVERS, str(view.observers), "text"),
    )
    above = (
        _small_roll_call(numbers, canvas)
        if canvas.is_small
        else tiles(numbers, canvas, max(canvas.rows // 2, min(14, canvas.rows - 6)))
    )
    left = canvas.rows - len(above) - 1
    pages = _who_is_not_here(view, canvas, left)
    drawn = tuple(at_height(stacked((above, page), 1), canvas.rows) for page in pages)
    return Deck(len(drawn), lambda page, _now: drawn[page])


def _small_roll_call(numbers: Sequence[Tile], canvas: Canvas) -> Block:
    pairs = [f"{tile.label} {tile.number}" for tile in numbers]
    lines = (words("  ".join(pairs[:2]), "title"), words("  ".join(pairs[2:]), "text"))
    return centred(stacked(lines, 0), canvas.columns)


def _who_is_not_here(view: RollCallView, canvas: Canvas, rows: int) -> list[Block]:
    if not view.missing:
        text = said.ALL_CALLED if view.on_leave else said.ALL_HERE
        if not view.due:
            return [()]
        done = big(fit(text, canvas.columns - 4, rows, (*canvas.titles[-3:],)), "good", canvas.columns)
        if not view.leave_names:
            return [done]
        names = name_pages(said.LEAVE_NAMES.format(count=len(view.leave_names)), view.leave_names, "text", canvas,
                           rows - len(done) - 1)  # fmt: skip
        return [stacked((done, page), 1) for page in names]
    return name_pages(said.MISSING.format(count=len(view.missing)), view.missing, "warn", canvas, rows)


def ballots(view: BallotsView, canvas: Canvas) -> Deck:
    """发出 and 收回, nothing else; of a booth, how many have voted of how many."""
    shown = [
        _said(said.ISSUED, view.issued, "text"),
        _said(said.RETURNED, view.returned, "good"),
    ]
    if view.expected is not None:
        shown = [
            _said(said.EXPECTED, view.expected, "text"),
            _said(said.CAST, view.cast, "good"),
        ]
    note = "  ".join(filter(None, (view.state, _again(view))))
    role = "warn" if view.rerun_reason else "dim"
    return _numbers(_titled(view.title or said.BALLOTS, view.pool), shown, note, role, canvas)


def _titled(title: str, pool: str) -> str:
    return said.OF_POOL.format(pool=pool, title=title) if pool else title


def _again(view: BallotsView | SlipResultView) -> str:
    return said.RERUN.format(deed=view.deed, reason=view.rerun_reason) if view.rerun_reason else ""


def _said(label: str, number: int | None, role: str) -> Tile:
    return Tile(label, said.NOT_SAID, "dim") if number is None else Tile(label, str(number), role)


def slip_result(view: SlipResultView, canvas: Canvas) -> Deck:
    """The four numbers of a secret poll."""
    shown = [
        Tile(said.VOTED if view.is_booth else said.ISSUED, str(view.issued), "text"),
        Tile(said.RETURNED, str(view.returned), "text"),
        Tile(said.VALID, str(view.valid)),
        Tile(said.VOID, str(view.void), "warn" if view.void else "text"),
    ]
    title = f"{_titled(view.title, view.pool)}{said.RESULT}"
    return _numbers(title, shown, _again(view), "warn", canvas)


def motion_result(view: MotionResultView, canvas: Canvas) -> Deck:
    """The full count of a motion and what it means."""
    if not view.counts:
        return _numbers(view.title, [], said.BEING_PUT, "text", canvas, is_loud=True)
    verdict = said.PASSED if view.is_passed else said.NOT_PASSED
    shown = [
        Tile(label, str(count), "good" if not index else "text")
        for index, (label, count) in enumerate(view.counts)
    ]
    if view.void:
        shown.append(Tile(said.VOID, str(view.void), "warn"))
    title = said.AGAIN.format(title=view.title) if view.rerun_reason else view.title
    notes = [said.WRITTEN.format(count=view.written)] if view.written else []
    note = "  ".join((verdict, *notes))
    return _numbers(title, shown, note, "good" if view.is_passed else "warn", canvas, is_loud=True)


def _numbers(
    title: str, shown: Sequence[Tile], note: str, note_role: str, canvas: Canvas, *, is_loud: bool = False
) -> Deck:
    above = heading(title, canvas, canvas.rows // 3)
    loud: tuple[Face, ...] = (
        (SQUARE, NARROW, *canvas.headings) if is_loud and not canvas.is_small else canvas.texts
    )
    below = fit(note, canvas.columns - 4, canvas.rows // 3, loud) if note else BigText(PLAIN, ())
    left = canvas.rows - len(above) - below.height - 2
    middle = tiles(shown, canvas, left) if shown else ()
    drawn = stacked((above, middle, big(below, note_role, canvas.columns)), 1 if canvas.is_small else 2)
    if len(drawn) > canvas.rows:
        drawn = stacked((above, middle, big(below, note_role, canvas.columns)), 0)
    block = at_height(centred_together(drawn, canvas.columns), canvas.rows)
    return Deck(1, lambda _page, _now: block)
