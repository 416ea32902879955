"""Any scene drawn in cells: pages of lines, for a wall or for a corner of the console alike.

The look follows from the room there is: big letters where they fit, the terminal's own elsewhere. Blue is what holds,
orange is what asks for attention; everything else is ink on the ground.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from db.views import scene_view as views
from tui.present import (
    scene_commentary,
    scene_lists,
    scene_numbers,
    scene_point_bars,
    scene_points,
    scene_shares,
)
from tui.present.bigtext import NARROW, PLAIN, SQUARE, faces, fit
from tui.present.canvas import Canvas, Deck
from tui.present.lines import EMPTY, Block, at_height, big, clipped, ends, stacked
from tui.present.wrap import cut
from tui.strings import display as said

if TYPE_CHECKING:
    from tui.present.bigtext import Line

Page = tuple["Line", ...]


def deck(view: views.SceneView, canvas: Canvas, latest: tuple[int, ...] = ()) -> Deck:
    """Lay a scene out.

    Args:
        view: What the room may see.
        canvas: Where.
        latest: Keys of the points rows that changed last, which are marked.
    """
    if isinstance(view, views.BlankView):
        return Deck(1, lambda _page, _now: (EMPTY,) * canvas.rows, "blank")
    framed = _has_frame(view, canvas)
    inner = replace(canvas, rows=max(1, canvas.rows - 2)) if framed else canvas
    laid_out = _layout(view, inner, latest)
    if not framed:
        return laid_out
    return replace(laid_out, body=lambda page, now: _framed(view, canvas, laid_out, page, now))


def draw_page(laid_out: Deck, canvas: Canvas, page: int, now: datetime, *, is_held: bool = False) -> Page:
    """One page as exactly as many lines as the canvas has rows, none wider than it.

    Args:
        laid_out: The scene.
        canvas: The canvas that it was laid out for.
        page: Which page, from 0; past the last one it begins again.
        now: The moment, for clocks.
        is_held: The pages do not turn by themselves.
    """
    index = page % laid_out.pages
    lines = at_height(laid_out.body(index, now), canvas.rows, top=True)
    if laid_out.pages > 1 and canvas.rows > 2:
        turned = said.PAGE.format(page=index + 1, pages=laid_out.pages)
        turned = f"{said.HELD}  {turned} " if is_held else f"{turned} "
        lines = (*lines[:-1], ends(EMPTY, ((turned, "dim"),), canvas.columns))
    return tuple(clipped(line, canvas.columns) for line in lines)


def _layout(view: views.SceneView, canvas: Canvas, latest: tuple[int, ...]) -> Deck:
    if isinstance(view, views.PointsView):
        return scene_points.points(view, canvas, latest)
    if isinstance(view, views.MovementView):
        return scene_point_bars.movement(view, canvas, latest)
    layouts: dict[type, Callable[[Any, Canvas], Deck]] = {
        views.WaitingView: _waiting,
        views.ProofView: scene_numbers.test_card,
        views.CoverView: _cover,
        views.RollCallView: scene_numbers.roll_call,
        views.AgendaView: scene_lists.agenda,
        views.BarsView: scene_point_bars.bars,
        views.LatestView: scene_point_bars.latest_gains,
        views.PointsHeldView: _points_held,
        views.BallotsView: scene_numbers.ballots,
        views.SlipResultView: scene_numbers.slip_result,
        views.MotionResultView: scene_numbers.motion_result,
        views.NominationView: scene_lists.nomination,
        views.CommentaryView: scene_commentary.commentary,
        views.CorrectionsView: scene_lists.corrections,
        views.SharesView: scene_shares.shares,
        views.MessageView: _message,
    }
    return layouts[type(view)](view, canvas)


# The frame


def _has_frame(view: views.SceneView, canvas: Canvas) -> bool:
    if isinstance(view, views.CoverView | views.ProofView | views.WaitingView) and not view.is_rehearsal:
        return False
    return canvas.rows >= 12 or view.is_rehearsal


def _framed(view: views.SceneView, canvas: Canvas, inner: Deck, page: int, now: datetime) -> Block:
    name = "  ".join(part for part in (view.branch, view.meeting) if part)
    clock = f"{now.astimezone():%H:%M} "
    tone = "on-warn" if view.is_rehearsal else "bar"
    if view.is_rehearsal:
        name, clock = f"{said.REHEARSAL}  {name}", f"{said.REHEARSAL_NOTE} "
    name = cut(name, max(0, canvas.columns - len(clock) - 2))
    top = ends(((" " + name, tone),), ((clock, tone),), canvas.columns)
    bar = tuple((text, role or tone) for text, role in top)
    body = at_height(inner.body(page, now), canvas.rows - 2)
    return (bar, *body, EMPTY)


# Scenes of a few words


def _of_words(text: str, role: str, canvas: Canvas, *, largest: int = 6, backdrop: str = "") -> Deck:
    wide = canvas.columns - (4 if canvas.columns > 8 else 0)
    tried = () if canvas.is_small else faces(half_blocks=canvas.half_blocks, largest=largest)
    fitted = fit(text, wide, canvas.rows - (0 if canvas.is_small else 2), tried)
    block = at_height(big(fitted, role, canvas.columns), canvas.rows)
    return Deck(1, lambda _page, _now: block, backdrop)


def _waiting(view: views.WaitingView, canvas: Canvas) -> Deck:
    return _of_words(view.text or said.WAITING, "dim", canvas, largest=1)


def _points_held(_view: views.PointsHeldView, canvas: Canvas) -> Deck:
    return _of_words(said.POINTS_HELD, "dim", canvas, largest=1)


def _message(view: views.MessageView, canvas: Canvas) -> Deck:
    return _of_words(view.text, "title", canvas, largest=3)


def _cover(view: views.CoverView, canvas: Canvas) -> Deck:
    """会标: the branch above, the year and the meeting large, the topic, time and place below."""
    if not view.meeting:
        return _of_words(view.branch or said.WAITING, "title", canvas, backdrop="cover")
    year = said.YEAR.format(year=view.year)
    name = view.meeting.removeprefix(year)
    title = f"{year}\n{name}" if name and name != view.meeting else view.meeting
    wide = canvas.columns - 4
    above = view.branch
    shown = fit(title, wide, canvas.rows * 3 // 5, canvas.titles)
    if shown.face == PLAIN and name and name != view.meeting:
        shown, above = fit(name, wide, canvas.rows * 3 // 5, canvas.titles), f"{view.branch}{year}"
    branch_faces = (SQUARE, NARROW, *canvas.headings) if canvas.titles else ()
    branch = fit(above, wide, canvas.rows - shown.height - 6, branch_faces)
    left = canvas.rows - shown.height - branch.height - 6
    drawn = [big(branch, "text", canvas.columns), big(shown, "title", canvas.columns)]
    if view.topic:
        drawn.append(big(fit(view.topic, wide, left, canvas.texts), "text", canvas.columns))
    where = "  ".join(filter(None, (view.when, view.place)))
    if where:
        drawn.append(big(fit(where, wide, 1, ()), "text", canvas.columns))
    height = sum(map(len, drawn))
    gap = min(2, max(0, canvas.rows - height) // len(drawn))
    block = at_height(stacked(drawn, gap), canvas.rows)
    return Deck(1, lambda _page, _now: block, "cover")
