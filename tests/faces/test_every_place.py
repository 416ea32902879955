"""Every place of the console with text that looks like markup, and on a terminal that draws box lines wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from db.book import new_uid, open_book
from db.config import Config, Look
from tests import paper, sample
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.places import PLACES
from tui.console.shell import Shell
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book
    from tests.conftest import Branch

ODD = "[/x]"
IDS = [place.id for place in PLACES]
BOX_DRAWING = ("\u2500", "\u259f")


def put_odd_text_everywhere(book: Book) -> None:
    """Every text column that a person fills in says `[/x]`."""
    with book.quiet() as db:
        db.execute("UPDATE organisation SET name = name || ?", (ODD,))
        db.execute(
            "UPDATE member SET name = ? || name, mark = ?, post = post || ?, phone = ?", (ODD, ODD, ODD, ODD)
        )
        db.execute("UPDATE meeting SET title = ? || title, topic = ?, place = ?", (ODD, ODD, ODD))
        db.execute("UPDATE agenda_item SET title = ? || title, note = ?", (ODD, ODD))
        db.execute(
            "UPDATE attendance SET status = 'leave', reason = ?, in_room = 0 WHERE member_id = 2", (ODD,)
        )
        meeting = book.value("SELECT id FROM meeting")
        now = book.now()
        db.execute(
            "INSERT INTO observer (meeting_id, name, unit, post) VALUES (?, ?, ?, ?)",
            (meeting, ODD, ODD, ODD),
        )
        db.execute(
            "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, about_id, text, state, created_at, saved_at) "
            "VALUES (?, ?, 0, 'criticism', 1, 2, ?, 'spoken', ?, ?)",
            (new_uid(), meeting, ODD, now, now),
        )
        db.execute(
            "INSERT INTO commentary (uid, meeting_id, commentator, commentator_post, member_id, results, problems, "
            "direction, created_at, saved_at) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
            (new_uid(), meeting, ODD, ODD, ODD, ODD, ODD, now, now),
        )
        db.execute(
            "INSERT INTO correction (uid, meeting_id, problem, measures, owner, due, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uid(), meeting, ODD, ODD, ODD, ODD, now),
        )
        entry = db.execute(
            "INSERT INTO point_entry (uid, member_id, meeting_id, year, day, tenths, asked, reason, entered_at) "
            "VALUES (?, 1, ?, 2026, '2026-11-22', 10, 10, ?, ?) RETURNING id",
            (new_uid(), meeting, ODD, now),
        ).fetchone()[0]
        db.execute(
            "INSERT INTO point_approval (entry_id, decision, approver, at) VALUES (?, 'approved', ?, ?)",
            (entry, ODD, now),
        )


@pytest.mark.parametrize("place", IDS)
async def test_text_that_looks_like_markup_is_shown_as_typed(branch: Branch, place: str) -> None:
    put_odd_text_everywhere(branch.book)
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert ODD in screen_text(app)
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape", "f1")
        await pilot.pause()


@pytest.mark.long
@pytest.mark.parametrize("place", IDS)
async def test_the_compatible_look_draws_no_glyph_of_doubtful_width(branch: Branch, place: str) -> None:
    app = ConsoleApp(branch.book, Config(look=Look(compatible="on")), start=place)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        drawn = {c for c in screen_text(app) if BOX_DRAWING[0] <= c <= BOX_DRAWING[1]}
    assert not drawn


@pytest.fixture(scope="session")
def branches(empty_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Books as files: a branch that nobody is in yet, one of 300 whose meeting runs."""
    made = {}
    for name, count in (("empty", 0), ("large", 300)):
        path = tmp_path_factory.mktemp("簿") / "支部.db"
        path.write_bytes(empty_file)
        with open_book(path, clock=sample.Clock()) as book:
            organisation = sample.add_branch(book)
            sample.add_members(book, organisation, count)
            if count:
                sample.add_meeting(book, organisation, state="running")
        made[name] = path.read_bytes()
    return made


@pytest.mark.parametrize("place", IDS)
@pytest.mark.parametrize("which", [pytest.param("empty", marks=pytest.mark.long), "large"])
async def test_an_empty_and_a_large_branch_open_in_every_place(
    branches: dict[str, bytes], tmp_path: Path, clock: sample.Clock, place: str, which: str
) -> None:
    path = tmp_path / "支部.db"
    path.write_bytes(branches[which])
    with open_book(path, clock=clock) as book:
        await opens(book, place)


async def opens(book: Book, place: str) -> None:
    app = ConsoleApp(book, Config(look=Look(theme="light")), start=place)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        lines = screen_text(app).splitlines()
    assert lines[0].strip()
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize("place", IDS)
async def test_what_a_digit_does_keeps_its_number_in_the_menu(branch: Branch, place: str) -> None:
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shell = app.screen
        assert isinstance(shell, Shell)
        numbered = shell.pane.digits()
        titles = {act.id: act.title for act in shell.pane.ACTS}
        await pilot.press("f2")
        await pilot.pause()
        shown = [row.cells[:2] for row in app.screen.query_one(Rows).rows]
    assert shown[: len(numbered)] == [(str(n), titles[act]) for n, act in enumerate(numbered, 1)]


@pytest.mark.parametrize("place", ["decisions", "compliance", "rollcall", "remarks", "commentary"])
@pytest.mark.parametrize(
    "size", [(80, 24), *(pytest.param(size, marks=pytest.mark.long) for size in ((120, 30), (160, 45)))]
)
async def test_what_tells_namesakes_apart_is_shown_whole(
    branch: Branch, place: str, size: tuple[int, int]
) -> None:
    with branch.book.quiet() as db:
        for member, group in zip(branch.members[1:3], ("第一党小组", "第二党小组"), strict=True):
            db.execute("UPDATE member SET name = '王芳', mark = ? WHERE id = ?", (group, member))
    if place == "decisions":
        sample.all_present(branch.book, branch.meeting)
        with branch.book.quiet() as db:
            db.execute("UPDATE meeting SET state = 'running'")
        paper.whole_poll(branch.book, branch.meeting, paper.deck(24, 26))
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "王芳（第一党小组）" in screen_text(app)


@pytest.mark.parametrize("width", [80, 100, 120, 126])
async def test_no_name_is_broken_at_the_head_of_a_plan(branch: Branch, width: int) -> None:
    app = ConsoleApp(branch.book, Config(), start="plan")
    async with app.run_test(size=(width, 34)) as pilot:
        await pilot.pause()
        assert "记录 马晓燕" in screen_text(app)
