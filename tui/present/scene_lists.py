"""Scenes that are running text: agenda, nominations, corrections."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from db.rules import clock
from db.rules.moments import moment
from tui.present.bigtext import NARROW, PLAIN, SQUARE, BigText, Face, draw_line, faces, fit, fit_all
from tui.present.canvas import Canvas, Deck
from tui.present.lines import (
    EMPTY,
    Block,
    at_height,
    big,
    centred,
    centred_together,
    indent,
    stacked,
    words,
)
from tui.present.scene_numbers import heading
from tui.present.wrap import wrap_cjk
from tui.strings import display as said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.views.scene_view import (
        AgendaLine,
        AgendaView,
        CorrectionsView,
        NominationView,
    )

MOST_PAGES = 6
"""Beyond so many pages of large letters the terminal's own letters are used."""
Paragraph = tuple[str, str]


# Agenda


def agenda(view: AgendaView, canvas: Canvas) -> Deck:
    """The item that is on, with its clock, and what comes next; the whole list while none is."""
    current = next((item for item in view.items if item.state in ("running", "paused")), None)
    if current is not None:
        item = current
        return Deck(
            1, lambda _page, now: _current_item(view, item, canvas, now), ticks=item.state == "running"
        )
    if not view.items:
        block = at_height(centred(words(said.NO_AGENDA, "dim"), canvas.columns), canvas.rows)
        return Deck(1, lambda _page, _now: block)
    listed = [(_listed(item), "dim" if item.state in ("done", "skipped") else "text") for item in view.items]
    return flow(said.AGENDA, listed, canvas)


def _listed(item: AgendaLine) -> str:
    state = {"done": "（已完成）", "skipped": "（未进行）"}.get(item.state, "")
    return f"{item.number}. {item.title}{state}"


def _current_item(view: AgendaView, item: AgendaLine, canvas: Canvas, now: datetime) -> Block:
    wide = canvas.columns - 4
    since = moment(item.running_since) if item.running_since else None
    watch = clock.Clock(item.planned_seconds, item.elapsed_ms, since)
    tone = "warn" if clock.overrun(watch, now) else "good"
    state = said.PAUSED if item.state == "paused" else clock.overrun_text(watch, now)
    time = _clock(watch, now, wide, canvas)
    below = [(state, tone), (_following(view, item), "dim")]
    notes = [big(fit(text, wide, 6, canvas.texts), role, canvas.columns) for text, role in below if text]
    left = canvas.rows - time.height - sum(map(len, notes)) - len(notes) - 2
    title = fit(item.title, wide, max(1, left), (*canvas.titles[-4:], *canvas.headings))
    parts = (big(title, "title", canvas.columns), big(time, tone, canvas.columns), *notes)
    height = sum(map(len, parts))
    gap = 1 if height + len(parts) <= canvas.rows else 0
    return at_height(stacked(parts, gap), canvas.rows)


def _clock(watch: clock.Clock, now: datetime, wide: int, canvas: Canvas) -> BigText:
    """Spent against planned time; only the spent one where both together would be small."""
    for text in (clock.clock_text(watch, now), clock.mmss(clock.elapsed(watch, now))):
        face = fit_all([text], wide, max(canvas.rows // 3, min(12, canvas.rows - 8)), canvas.titles[-4:])
        if face != PLAIN:
            return BigText(face, (text,))
    return BigText(PLAIN, (clock.clock_text(watch, now),))


def _following(view: AgendaView, current: AgendaLine) -> str:
    later = (
        item for item in view.items if item.number > current.number and item.state not in ("done", "skipped")
    )
    found = next(later, None)
    return said.NEXT.format(title=found.title) if found else ""


def nomination(view: NominationView, canvas: Canvas) -> Deck:
    """Who got how many votes, most first; those level at the last place are said to be."""
    title = said.OF_POOL.format(pool=view.pool, title=view.title) if view.pool else view.title
    note = said.NOMINATION_NOTE.format(valid=view.valid, void=view.void, places=view.places)
    again = said.RERUN.format(deed="推荐", reason=view.rerun_reason) if view.rerun_reason else ""
    roles = {"in": "good", "tied": "warn"}
    rows = [
        (
            said.VOTES.format(
                name=row.name, votes=row.votes, mark=said.TIED if row.standing == "tied" else ""
            ),
            roles.get(row.standing, "text"),
        )
        for row in view.rows
    ]
    return flow(f"{title}{said.NOMINATED}", rows, canvas, lead="  ".join(filter(None, (note, again))))


# Running text


def flow(title: str, paragraphs: Sequence[Paragraph], canvas: Canvas, *, lead: str = "") -> Deck:
    """A title and paragraphs, in large letters while they stay within a few pages."""
    head = heading(title, canvas, canvas.rows // 3)
    if lead:
        shown = fit(lead, canvas.columns - 4, canvas.rows // 4, canvas.texts)
        head = (*head, *((EMPTY,) if head else ()), *big(shown, "text", canvas.columns))
    rows = max(1, canvas.rows - len(head) - 1)
    for face in (*(canvas.texts if canvas.half_blocks else ()), PLAIN):
        pages = _flowed(paragraphs, face, canvas, rows)
        if face == PLAIN or len(pages) <= MOST_PAGES:
            break
    gap = 1 if len(head) < canvas.rows - 1 else 0

    def body(page: int, _now: datetime) -> Block:
        return stacked((head, centred_together(pages[page], canvas.columns)), gap)

    return Deck(len(pages), body)


def _flowed(paragraphs: Sequence[Paragraph], face: Face, canvas: Canvas, rows: int) -> list[Block]:
    margin = 4 if canvas.columns > 60 else 0
    width = canvas.columns - margin if face != PLAIN else min(canvas.columns - margin, 96)
    high = max(1, rows // face.height)
    pages: list[list[Block]] = [[]]
    for block, is_break in _flow_lines(paragraphs, face, width, canvas):
        if len(pages[-1]) >= high:
            pages.append([])
        if is_break and (not pages[-1] or len(pages[-1]) == high - 1):
            continue
        pages[-1].append(block)
    return [tuple(line for block in page for line in block) for page in pages]


def _flow_lines(
    paragraphs: Sequence[Paragraph], face: Face, width: int, canvas: Canvas
) -> Iterator[tuple[Block, bool]]:
    for index, (text, role) in enumerate(paragraphs):
        if index and face == PLAIN and not canvas.is_small and not role.startswith("dim"):
            yield (EMPTY,), True
        number, dot, rest = text.partition(". ")
        prefix, body = (number + dot, rest) if dot and number.isdigit() else ("", text)
        hang = face.width(prefix)
        for row, line in enumerate(paragraph_lines(body, width - hang, face)):
            if row or not prefix:
                yield tuple(indent(one, hang) for one in draw_line(line, face, role)), False
            else:
                yield draw_line(prefix + line, face, role), False


def paragraph_lines(text: str, width: int, face: Face) -> list[str]:
    """The lines of a paragraph; a last line of a single character takes one more from the line before."""
    lines = wrap_cjk(text, width, measure=face.width)
    if len(lines) > 1 and len(lines[-1]) == 1:
        return wrap_cjk(text, width - face.width("国"), measure=face.width)
    return lines


def two_lines(above: str, below: str, canvas: Canvas) -> Deck:
    """Two things to be read at a glance, the lower one large; the upper one may be empty."""
    wide = canvas.columns - 4
    tried = () if canvas.is_small else (*faces(half_blocks=canvas.half_blocks, largest=2),)
    face = fit_all([below], wide, canvas.rows * 2 // 3, tried)
    shown = BigText(face, (below,)) if face != PLAIN else fit(below, wide, canvas.rows * 2 // 3, tried)
    faces_above = (SQUARE, NARROW, *canvas.texts) if tried else ()
    who = fit(above, wide, canvas.rows - shown.height - 3, faces_above)
    parts = (big(who, "text", canvas.columns) if above else (), big(shown, "title", canvas.columns))
    block = at_height(stacked(parts, 2 if not canvas.is_small else 0), canvas.rows)
    return Deck(1, lambda _page, _now: block)


def corrections(view: CorrectionsView, canvas: Canvas) -> Deck:
    """The branch's corrections: problem, measures, owner, date."""
    if not view.lines:
        return two_lines(said.CORRECTIONS, said.NO_CORRECTIONS, canvas)
    paragraphs: list[Paragraph] = []
    for number, line in enumerate(view.lines, start=1):
        done = said.STRUCK_OFF if line.is_struck_off else ""
        paragraphs.append((f"{number}. {line.problem}{done}", "text"))
        if line.measures:
            paragraphs.append((said.MEASURES.format(text=line.measures), "dim"))
        terms = [said.OWNER.format(text=line.owner)] if line.owner else []
        terms += [said.DUE_BY.format(text=line.due)] if line.due else []
        if terms:
            paragraphs.append(("  ".join(terms), "dim"))
    return flow(said.CORRECTIONS, paragraphs, canvas)
