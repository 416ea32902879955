"""What a ballot cast at a booth leaves in memory, on the screen, in the box's length, and in what others can see."""

from __future__ import annotations

import contextlib
import io
import weakref
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cached_cell_len
from rich.console import Console
from textual.events import Key

from db.acts import booths
from db.rules.ballot import Ballot
from db.views.booths import door
from tests import booth as kit
from tests import sample
from tests.booth import FORMS, Hall, seat, station, thanked
from tests.faces.screen import screen_text
from tests.secrecy import traces
from tui.booth.paper import Paper
from tui.booth.station import Station
from tui.calm_app import CalmApp

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.conftest import Branch

DIGITS = "12341234123412341234123412"
SLIP = Ballot(tuple(map(int, DIGITS)))
TEXT = "多下基层调查研究"


async def voted(pilot: Pilot[Any], branch: Branch, poll: int) -> None:
    await seat(pilot, branch.book, poll)
    await pilot.press(*DIGITS, "enter", "enter")
    await pilot.pause()


def cells_of(app: Any) -> str:
    """Every cell of the terminal, whatever its colour."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()[:height]
    return "".join("".join(segment.text for segment in strip)[:width] for strip in strips)


async def test_after_the_cast_no_cell_holds_a_choice_or_a_name(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS)
        before = cells_of(pilot.app)
        await pilot.press("enter", "enter")
        thanks = cells_of(pilot.app)
        await thanked(pilot)
        words = [*sample.NAMES, "优秀", "合格", "弃权", "已填"]
        assert any(word in before for word in words)
        assert not [word for word in words if word in thanks + cells_of(pilot.app)]


@pytest.mark.parametrize("how", ["cast", "idle", "withdrawn", "cleared"])
async def test_the_ballot_is_forgotten_however_it_ends(branch: Branch, how: str) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS)
        screen = station(pilot.app)
        assert screen.filling is not None
        hand = weakref.ref(screen.filling.hand)
        assert hand() is not None
        if how == "cast":
            await pilot.press("enter", "enter")
        elif how == "idle":
            screen._key_at -= 500
            screen.tick()
        elif how == "withdrawn":
            booths.withdraw(branch.book, poll, 1)
            screen.look()
        else:
            await pilot.press("f7", "1")
        await pilot.pause()
        assert hand() is None


async def test_a_text_written_is_not_kept_by_what_measured_it(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1", "end", "1")
        for character in TEXT:
            pilot.app.screen.post_message(Key(character, character))
        await pilot.pause()
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        asked = cached_cell_len.cache_info().hits
        for line in (TEXT, f" {TEXT}", TEXT + " " * 10):
            cached_cell_len(line)
        assert cached_cell_len.cache_info().hits == asked
        assert TEXT not in repr(pilot.app.screen.query_one(Paper)._page)
    assert door(branch.book, poll).cast == 1


async def test_nothing_that_holds_a_ballot_says_what_it_holds(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS)
        screen = station(pilot.app)
        assert screen.filling is not None
        said = f"{screen.filling!r} {screen.filling.hand!r} {screen!r} {screen._sealer!r}"
    assert traces.traces(said.encode(), [SLIP]) == []


async def test_copying_at_a_booth_copies_nothing(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24), notifications=True) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press(*DIGITS)
        await pilot.mouse_down(offset=(6, 4))
        await pilot.hover(offset=(60, 12))
        await pilot.mouse_up(offset=(60, 12))
        await pilot.press("ctrl+a", "ctrl+c", "ctrl+x", "enter", "ctrl+c", "enter")
        await pilot.pause()
        app = pilot.app
        left = " ".join(
            [app.title, app.sub_title, app.clipboard, *(note.message for note in app._notifications)]
        )
        assert left.strip() == "Hall"


@pytest.mark.parametrize("form", list(FORMS))
async def test_every_box_of_a_poll_is_as_long(branch: Branch, form: str) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, form)
    _, asked, _ = FORMS[form]
    grades = len(asked.parts[0].scale.grades)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for grade in range(grades + 1):
            await seat(pilot, branch.book, poll)
            await pilot.press(str(grade), "enter", "enter")
            await thanked(pilot)
    lengths = {len(row[0]) for row in branch.book.rows("SELECT box FROM poll_box")}
    assert (len(lengths), door(branch.book, poll).cast) == (1, grades + 1)


async def test_every_grade_takes_as_many_keys_and_paints_as_many_lines(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    painted: dict[str, int] = {}
    refresh = Paper.refresh
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        await pilot.press("1")
        for grade in "12340":
            count = 0

            def note(paper_: Paper, *regions: Any, **more: Any) -> Any:
                nonlocal count
                count += len(regions)
                return refresh(paper_, *regions, **more)

            monkeypatch.setattr(Paper, "refresh", note)
            await pilot.press(grade)
            painted[grade] = count
    assert set(painted.values()) == {4}  # the line left, the line come to, how far, what is under the cursor


async def test_a_ballot_at_a_booth_writes_nothing_but_its_box(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await voted(pilot, branch, poll)
        files = traces.bytes_in(branch.book.path.parent)
    assert traces.traces(files, [SLIP]) == []


class LeakyHall(Hall):
    """The same with Textual's own crash report, which prints locals."""

    def _fatal_error(self) -> None:
        super(CalmApp, self)._fatal_error()


async def crashed(
    app: Hall, branch: Branch, poll: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> bytes:
    """What a crash with a ballot in hand leaves in the terminal and in the log."""

    def broken(book: Any, poll_id: int, sealer: Any, number: int, ballot: Ballot, **named: object) -> None:
        marks = ballot.marks
        raise RuntimeError(f"fault with {marks}")

    monkeypatch.setattr(booths, "cast", broken)
    screen = io.StringIO()
    app.error_console = Console(file=screen, width=200)
    app.log_folder = folder
    with contextlib.suppress(RuntimeError):
        async with app.run_test(size=(80, 24)) as pilot:
            await voted(pilot, branch, poll)
    return screen.getvalue().encode() + traces.bytes_in(folder)


async def test_a_crash_with_a_ballot_in_hand_reports_nothing_of_it(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    folder = tmp_path / "log"
    folder.mkdir()
    report = await crashed(Hall(branch.book, poll), branch, poll, folder, monkeypatch)
    assert "评议台遇到意外错误".encode() in report
    assert traces.traces(report, [SLIP]) == []


async def test_a_crash_report_that_prints_locals_is_caught(
    branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = kit.open_poll(branch.book, branch.meeting)
    folder = tmp_path / "log"
    folder.mkdir()
    report = await crashed(LeakyHall(branch.book, poll), branch, poll, folder, monkeypatch)
    assert traces.traces(report, [SLIP])


async def test_the_booth_is_one_screen_so_that_none_can_stay_behind(branch: Branch) -> None:
    poll = kit.open_poll(branch.book, branch.meeting, "everything")
    async with Hall(branch.book, poll).run_test(size=(80, 24)) as pilot:
        await seat(pilot, branch.book, poll)
        stacks = []
        for keys in (
            ["1"],
            ["f4"],
            ["1", "escape"],
            ["end", "1"],
            ["enter"],
            ["f7"],
            ["x"],
            ["f1"],
            ["x"],
            ["enter"],
        ):
            await pilot.press(*keys)
            stacks.append(len(pilot.app.screen_stack))
        assert set(stacks) == {2}
        assert isinstance(pilot.app.screen, Station)
        assert "请检查整张票" in screen_text(pilot.app)
