"""The teller's screen: who may go in next, what became of a booth that broke off, this laptop from hand to hand."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import booths, polls
from db.acts.stage import set_room
from db.booth_seats import BoothSeat
from db.config import Config
from db.views import polls as views
from db.views.booths import door
from tests import booth as kit
from tests import paper
from tests.booth import station, thanked
from tests.faces.screen import says, screen_text
from tui.booth.joining import join
from tui.booth.station import Phase, Station
from tui.console.app import ConsoleApp
from tui.console.ballot import booth_desk, ways
from tui.console.ballot.booth_desk import BoothDesk
from tui.console.ballot.numbers import NumbersAsked
from tui.strings import ballot as ballot_words
from tui.strings import booth as words
from tui.widgets.codes import CodeAsked
from tui.widgets.dialogs import Choose, Confirm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

    from tests.conftest import Branch

DIGITS = "1" * 26


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """This terminal is nobody else's."""
    monkeypatch.setattr("tui.terminal.seen_elsewhere", lambda _environ: "")


@pytest.fixture
def poll(branch: Branch) -> int:
    return kit.open_poll(branch.book, branch.meeting)


@pytest.fixture
def seats(branch: Branch, poll: int) -> Iterator[list[BoothSeat]]:
    """Two booths with a process each."""
    held = [join(branch.book, poll)[1] for _ in range(2)]
    yield held
    for one in held:
        one.release()


def console(branch: Branch) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start="home")


async def at_desk(pilot: Pilot[Any], branch: Branch, poll: int) -> None:
    await pilot.pause()
    sheet = views.sheet(branch.book, poll)
    assert sheet is not None
    shell: Any = pilot.app.screen
    sealer = paper.unlock(branch.book, poll)
    shell.act(_running(partial(booth_desk.run, shell, sheet, sealer)))
    await until(pilot, BoothDesk)


def _running(run: Any) -> Any:
    async def do() -> None:
        await run()

    return do


async def until(pilot: Pilot[Any], screen: type) -> None:
    for _ in range(200):
        await pilot.pause()
        if isinstance(pilot.app.screen, screen):
            await pilot.pause()
            return
    raise AssertionError(screen_text(pilot.app))


async def looked(pilot: Pilot[Any]) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, BoothDesk)
    screen.look()
    await pilot.pause()


@pytest.mark.usefixtures("seats")
async def test_a_digit_admits_at_that_booth(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("2")
        await pilot.pause()
        assert says(pilot, "2号投票台：请下一位入场")
        assert says(pilot, "入场 1 已投 0 实到 26")
    assert [booth.is_busy for booth in door(branch.book, poll).booths] == [False, True]


@pytest.mark.usefixtures("seats")
async def test_a_booth_that_is_busy_admits_nobody(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("1", "1")
        await pilot.pause()
        assert says(pilot, "1号投票台还有人")
    assert door(branch.book, poll).admitted == 1


async def test_a_booth_without_a_process_admits_nobody(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("1", "5")
        await pilot.pause()
        missing = says(pilot, "没有5号投票台")
        await pilot.press("1")
        await pilot.pause()
        assert (missing, says(pilot, "1号投票台已经关闭"), says(pilot, words.GONE)) == (True, True, True)
    assert door(branch.book, poll).admitted == 0


@pytest.mark.usefixtures("seats")
async def test_withdrawing_asks_first(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("1", "home", "f7")
        await until(pilot, Confirm)
        await pilot.press("2")
        await until(pilot, BoothDesk)
        kept = door(branch.book, poll).admitted
        await pilot.press("f7")
        await until(pilot, Confirm)
        await pilot.press("1")
        await until(pilot, BoothDesk)
        assert (kept, says(pilot, "已撤回1号投票台的入场")) == (1, True)
    assert door(branch.book, poll).admitted == 0


@pytest.mark.usefixtures("seats")
async def test_withdrawing_where_nobody_is_says_so(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("home", "f7")
        await pilot.pause()
        assert says(pilot, "1号投票台没有人")


@pytest.mark.parametrize("was_cast", [True, False])
async def test_what_became_of_the_last_ballot_of_a_booth_that_broke_off_is_said_and_settled(
    branch: Branch, poll: int, seats: list[BoothSeat], was_cast: bool
) -> None:
    booths.admit(branch.book, poll, 1)
    if was_cast:
        ballot = paper.deck(1, 26)[0]
        booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, ballot)
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        said = "中断时在那里的人已经投入，不必再投" if was_cast else "中断时在那里的人没有投入"
        told = says(pilot, said)
        await pilot.press("2")
        await pilot.pause()
        admitted = door(branch.book, poll).admitted
        await pilot.press("home", "enter")
        await pilot.pause()
        settled = door(branch.book, poll)
        await pilot.press("2")
        await pilot.pause()
    assert (told, admitted, settled.busy, settled.admitted) == (True, 1, 0, int(was_cast))
    assert door(branch.book, poll).admitted == settled.admitted + 1


async def test_a_booth_that_broke_off_is_settled_at_once_where_nobody_has_cast(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        told = says(pilot, "中断时在那里的人没有投入")
        await pilot.press("home", "enter")
        await pilot.pause()
        assert (told, says(pilot, "请没有投入的1人重新入场投票")) == (True, True)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (1, 0, 1)


async def test_nothing_is_said_of_a_booth_that_broke_off_while_the_ballot_may_be_of_another(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    booths.admit(branch.book, poll, 1)
    booths.admit(branch.book, poll, 2)
    sealer = paper.unlock(branch.book, poll)
    first, second = paper.deck(2, 26)
    booths.cast(branch.book, poll, sealer, 1, first)
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        waits = says(pilot, "请等其他投票台投完")
        booths.cast(branch.book, poll, sealer, 2, second)
        booths.leave(branch.book, poll, 2)
        await looked(pilot)
        assert (waits, says(pilot, "中断时在那里的人已经投入，不必再投")) == (True, True)


async def test_numbers_that_cannot_be_are_said_and_nobody_is_asked_what_he_saw(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    booths.admit(branch.book, poll, 1)
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET admissions = admissions + 1 WHERE id = ?", (poll,))
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        told = says(pilot, "簿册可能被改动过。请作废")
        await pilot.press("home", "enter")
        await until(pilot, BoothDesk)
        assert (told, says(pilot, "不能断定票是否投入")) == (True, True)


async def test_a_voter_who_walks_away_beside_a_broken_booth_is_asked_back_at_his_own(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    sealer = paper.unlock(branch.book, poll)
    for number in (1, 2):
        booths.admit(branch.book, poll, number)
    booths.cast(branch.book, poll, sealer, 1, paper.deck(1, 26)[0])
    seats[0].release()
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        waits = says(pilot, "没投就走了的，选中那里按 F7 撤回")
        await pilot.press("home", "down", "f7")
        await until(pilot, Confirm)
        await pilot.press("1")
        await until(pilot, BoothDesk)
        asked = says(pilot, words.RECALLED.format(number=2)) and says(pilot, words.RECALLING)
        booths.hand_back(branch.book, poll, sealer, 2, booths.new_place())
        await looked(pilot)
        told = says(pilot, "中断时在那里的人已经投入，不必再投")
        await pilot.press("home", "enter")
        await pilot.pause()
        assert (waits, asked, told) == (True, True, True)
    now = door(branch.book, poll)
    assert (now.admitted, now.cast, now.busy) == (1, 1, 0)


async def test_nobody_is_asked_in_any_more_once_a_booth_has_broken_off(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("1")
        await pilot.pause()
        asked = says(pilot, "请下一位入场")
        seats[0].release()
        await looked(pilot)
        assert (asked, says(pilot, "请下一位入场"), says(pilot, "中断过")) == (True, False, True)


async def two_broken(branch: Branch, poll: int, seats: list[BoothSeat], cast: int) -> None:
    for number in (1, 2):
        booths.admit(branch.book, poll, number)
    for number in range(1, cast + 1):
        booths.cast(branch.book, poll, paper.unlock(branch.book, poll), number, paper.deck(1, 26)[0])
    for held in seats:
        held.release()


@pytest.mark.parametrize(
    ("cast", "said"), [(0, "那里的2人都没有投入"), (2, "那里的2人都已投入，不必再投")], ids=["out", "in"]
)
async def test_two_booths_that_broke_off_alike_are_settled_by_one_key(
    branch: Branch, poll: int, seats: list[BoothSeat], cast: int, said: str
) -> None:
    await two_broken(branch, poll, seats, cast)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        told = says(pilot, said)
        await pilot.press("home", "enter")
        await pilot.pause()
        now = door(branch.book, poll)
        assert (told, now.admitted, now.busy) == (True, cast, 0)


async def test_of_two_booths_that_broke_off_unlike_the_voters_are_asked_what_they_saw(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    await two_broken(branch, poll, seats, 1)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        told = says(pilot, "那里的2人，有1人的票没有投入")
        await pilot.press("home", "enter")
        await until(pilot, Choose)
        asked = says(pilot, "屏幕上有没有出现“已投票，谢谢”")
        await pilot.press("1")
        await until(pilot, BoothDesk)
        refused = says(pilot, "不能断定谁的票已经投入"), door(branch.book, poll).busy
        await pilot.press("enter")
        await until(pilot, Choose)
        await pilot.press("2")
        await until(pilot, BoothDesk)
        solved = says(pilot, "请没有投入的1人重新入场投票")
    now = door(branch.book, poll)
    assert (told, asked, refused, solved) == (True, True, (True, 2), True)
    assert (now.admitted, now.cast, now.busy) == (1, 1, 0)


async def test_a_booth_comes_back_under_its_number_once_that_is_settled(
    branch: Branch, poll: int, seats: list[BoothSeat]
) -> None:
    booths.admit(branch.book, poll, 1)
    seats[0].release()
    number, seat = join(branch.book, poll)
    seat.release()
    booths.withdraw(branch.book, poll, 1)
    again, seat_again = join(branch.book, poll)
    seat_again.release()
    assert (number, again) == (3, 1)


async def test_the_laptop_goes_from_hand_to_hand_and_comes_back_by_both_codes(
    branch: Branch, poll: int
) -> None:
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("9")
        await until(pilot, Station)
        for _ in range(2):
            await pilot.press("1", "enter", *DIGITS, "enter", "enter")
            await thanked(pilot)
        await pilot.press("escape", "f1", "f2", "ctrl+q")
        await pilot.pause()
        covered = isinstance(pilot.app.screen, Station)
        await pilot.press("f12")
        for code in paper.CODES:
            await until(pilot, CodeAsked)
            await pilot.press(*code, "enter")
        await until(pilot, BoothDesk)
        assert (covered, says(pilot, "入场 2 已投 2 实到 26")) == (True, True)
        await pilot.press("escape")
        await pilot.pause()
    polls.count_booth(branch.book, poll, 2, 2)
    assert paper.count(branch.book, poll).rows[0].grades == (2, 0, 0, 0)


async def test_the_console_does_not_show_under_the_laptops_booth(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(160, 45)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("9")
        await until(pilot, Station)
        assert (says(pilot, "机关第一党支部"), station(pilot.app).phase) == (False, Phase.WAIT)


@pytest.mark.parametrize("room", ["mirrored", "single"])
async def test_a_mirrored_screen_is_asked_about_before_anybody_votes_on_it(
    branch: Branch, poll: int, room: str
) -> None:
    set_room(branch.book, room)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("9")
        await until(pilot, Confirm)
        asked = says(pilot, "会被全场看见")
        await pilot.press("2")
        await until(pilot, BoothDesk)
        assert asked


async def test_a_laptop_seen_elsewhere_is_no_booth(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.terminal.seen_elsewhere", lambda _environ: "tmux")
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        await pilot.press("9")
        for _ in range(20):
            await pilot.pause()
        assert (says(pilot, "投票台不能在 tmux 里打开"), door(branch.book, poll).admitted) == (True, 0)


async def test_the_terminal_is_held_for_clearing_as_long_as_ballots_may_stand_on_the_console(
    branch: Branch, poll: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []

    @contextlib.contextmanager
    def watch(sentence: str) -> Iterator[None]:
        held.append(sentence)
        yield
        held.clear()

    monkeypatch.setattr("tui.guard.watch", watch)
    monkeypatch.setattr(booth_desk, "run", ways.enter)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        during = list(held)
        await pilot.press("escape")
        await pilot.pause()
        assert (during, held) == ([ballot_words.KILLED], [])


async def test_everybody_having_voted_is_said(branch: Branch, poll: int, seats: list[BoothSeat]) -> None:
    assert seats
    with branch.book.quiet() as db:
        db.execute("UPDATE poll SET electorate = 1 WHERE id = ?", (poll,))
    booths.admit(branch.book, poll, 1)
    booths.cast(branch.book, poll, paper.unlock(branch.book, poll), 1, paper.deck(1, 26)[0])
    booths.leave(branch.book, poll, 1)
    async with console(branch).run_test(size=(80, 24)) as pilot:
        await at_desk(pilot, branch, poll)
        assert says(pilot, "实到参加投票的1人都已投票")


async def test_the_screen_tells_how_a_booth_is_opened(branch: Branch, poll: int) -> None:
    async with console(branch).run_test(size=(160, 45)) as pilot:
        await at_desk(pilot, branch, poll)
        assert says(pilot, "booth --db")


async def codes(pilot: Pilot[Any], then: type | None = None) -> None:
    for code in paper.CODES:
        await until(pilot, CodeAsked)
        await pilot.press(*code, "enter")
    if then is not None:
        await until(pilot, then)


async def test_a_poll_of_booths_goes_from_its_steps_to_the_count(branch: Branch, poll: int) -> None:
    async with ConsoleApp(branch.book, Config(), start="ballot").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await codes(pilot, BoothDesk)
        await pilot.press("9")
        await until(pilot, Station)
        for _ in range(2):
            await pilot.press("1", "enter", *DIGITS, "enter", "enter")
            await thanked(pilot)
        await pilot.press("f12")
        await codes(pilot, BoothDesk)
        await pilot.press("escape")
        for _ in range(5):
            await pilot.pause()
        await pilot.press("4")
        await until(pilot, NumbersAsked)
        await pilot.press("2", "enter", "2", "enter")
        for _ in range(5):
            await pilot.pause()
        await pilot.press("5")
        await until(pilot, Confirm)
        await pilot.press("1")
        for _ in range(5):
            await pilot.pause()
        await pilot.press("6")
        await codes(pilot)
        for _ in range(300):
            await pilot.pause(0.01)
            if branch.book.value("SELECT state FROM poll") == "counted":
                break
    result = views.result(branch.book, poll)
    assert result is not None
    assert (result.tally.valid, result.tally.rows[0].grades) == (2, (2, 0, 0, 0))
