"""领导点评 on the wall: as large as the whole text can be read without many turns of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.present.bigtext import HALF_BLOCK, PLAIN, QUARTER, Face, draw_line, fit
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, big, centred, centred_together, stacked, words
from tui.present.scene_lists import flow, paragraph_lines, two_lines
from tui.present.scene_numbers import heading
from tui.strings import display as said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.views.scene_view import CommentaryView
    from tui.present.bigtext import Line

TURNS = ((HALF_BLOCK, 2), (QUARTER, 2), (HALF_BLOCK, 3), (QUARTER, 4))
"""Faces in the order in which they are tried, each with the most pages that the text may fill in it."""


class _Piece(NamedTuple):
    """A line of the text, or the name of a part, which may not end a page."""

    block: Block
    is_head: bool


def commentary(view: CommentaryView, canvas: Canvas) -> Deck:
    """Who comments on whom, and as much of the text as the view carries."""
    if not view.commentator:
        return two_lines("", said.COMMENTARY, canvas)
    who = f"{view.commentator}（{view.post}）" if view.post else view.commentator
    target = said.COMMENTED.format(target=view.target)
    if not view.parts:
        return two_lines(who, target, canvas)
    parts = [(head, [line for line in text.splitlines() if line.strip()]) for head, text in view.parts]
    if canvas.half_blocks and not canvas.is_small:
        large, small = _heads(who, target, canvas)
        for face, most in TURNS:
            pages = _pages(parts, face, canvas, canvas.rows - len(small) - 1)
            if len(pages) <= most:
                under_large = _pages(parts, face, canvas, canvas.rows - len(large) - 1)
                is_large = len(under_large) == len(pages)
                return _deck(large, under_large, canvas) if is_large else _deck(small, pages, canvas)
    paragraphs = [
        one for head, lines in parts for one in ((head, "good"), *((line, "text") for line in lines))
    ]
    return flow(target, paragraphs, canvas, lead=who)


def _heads(who: str, target: str, canvas: Canvas) -> tuple[Block, Block]:
    """Who comments on whom: in large letters, and on lines of the terminal's own."""
    lead = big(fit(who, canvas.columns - 4, canvas.rows // 4, canvas.texts), "text", canvas.columns)
    large = stacked((heading(target, canvas, canvas.rows // 3), lead), 1)
    return large, centred(words(f"{who}  {target}", "title"), canvas.columns)


def _pages(parts: Sequence[tuple[str, list[str]]], face: Face, canvas: Canvas, rows: int) -> list[Block]:
    """The text broken for a face, page by page; a part begins with its name in the terminal's own letters."""
    pages: list[list[Line]] = [[]]
    for piece in _pieces(parts, face, canvas.columns - 2):
        gap = (EMPTY,) if piece.is_head and pages[-1] else ()
        needed = len(gap) + len(piece.block) + (face.height if piece.is_head else 0)
        if pages[-1] and len(pages[-1]) + needed > rows:
            pages.append([])
            gap = ()
        pages[-1] += (*gap, *piece.block)
    return [tuple(page) for page in pages]


def _pieces(parts: Sequence[tuple[str, list[str]]], face: Face, width: int) -> list[_Piece]:
    found: list[_Piece] = []
    for head, lines in parts:
        found.append(_Piece(draw_line(head, PLAIN, "good"), is_head=True))
        for line in lines:
            broken = paragraph_lines(line, width, face)
            found += [_Piece(draw_line(each, face, "text"), is_head=False) for each in broken]
    return found


def _deck(head: Block, pages: Sequence[Block], canvas: Canvas) -> Deck:
    def body(page: int, _now: datetime) -> Block:
        return (*head, EMPTY, *centred_together(pages[page], canvas.columns))

    return Deck(len(pages), body)
