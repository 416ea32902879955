"""The registers as they look: what is owed, one sheet, the matrix, a page, posts, targets, the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from db.acts import designations, excuses, registers
from db.acts.placements import PlacementDraft, place
from db.config import Config, Look
from db.rules.requirements import Owner
from tests import registers as sample
from tests.snapshots import evening
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from db.rules.scheme import Scheme
    from tests.conftest import Branch

MONTHS = ("2026-06-10", "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-20", "2026-11-15")


@pytest.fixture(autouse=True)
def half_a_year(branch: Branch) -> None:
    """Half a year of a scheme: some read every month, some essays are late, one is excused, branches are placed."""
    scheme = sample.follow_zibo(branch.book)
    evening.odd_texts(branch)
    for number, day in enumerate(MONTHS):
        readers = [member for member in branch.members if (member + number) % 4]
        keep(branch, scheme, "book-monthly", readers, day, title="《共产党宣言》")
    keep(branch, scheme, "essay-quarterly", branch.members[::2], "2026-08-15", title="[/x]学习体会")
    keep(branch, scheme, "motto", branch.members[:20], "2026-10-20", words="实事求是")
    keep(branch, scheme, "talk-half", branch.members, "2026-09-15")
    excuses.excuse(branch.book, excuses.ExcuseDraft((branch.members[24],), "长期患病", begins="2026-05-01"))
    post = scheme.designations[0]
    for number, name in ((0, "受理窗口先锋岗"), (1, "危化监管先锋岗")):
        draft = designations.DesignationDraft(name, branch.members[number], begins="2026-06-01")
        designations.designate(branch.book, scheme, post, branch.organisation, draft)
    designations.check(branch.book, 2, passed=False, finding="两次超时[/x]", day="2026-11-02")
    place(
        branch.book,
        scheme,
        [Owner(None, branch.organisation)],
        PlacementDraft("half", is_up=True, basis="考核95分"),
    )
    for tier, members in (("first", branch.members[:7]), ("middle", branch.members[7:20])):
        place(branch.book, scheme, [Owner(each) for each in members], PlacementDraft(tier=tier))


def keep(branch: Branch, scheme: Scheme, code: str, members: list[int], day: str, **said: str) -> None:
    one = scheme.requirement(code)
    assert one is not None
    registers.file(
        branch.book, scheme, one, [Owner(each) for each in members], registers.Filing(day, said=said)
    )


def console(branch: Branch, start: str, theme: str = "dark") -> ConsoleApp:
    return ConsoleApp(branch.book, Config(look=Look(theme=theme)), start=start)


def pressing(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await evening.rest(pilot)

    return press


async def opened(pilot: Pilot[Any]) -> None:
    """A dialog over the place."""
    await pilot.press("down", "enter")
    await pilot.pause()
    await pilot.pause()


def test_what_is_owed_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(console(branch, "registers"), terminal_size=(80, 24), run_before=evening.rest)


def test_a_sheet_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = console(branch, "registers")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("2", "space", "space"))


def test_a_sheet_in_light_at_200_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = console(branch, "registers", "light")
    assert snap_compare(app, terminal_size=(200, 45), run_before=pressing("3", "left"))


def test_the_matrix_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = console(branch, "compliance")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("right", "right"))


def test_the_matrix_in_light_at_160_by_45(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = console(branch, "compliance", "light")
    assert snap_compare(app, terminal_size=(160, 45), run_before=pressing(*["right"] * 10))


def test_a_members_page(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(console(branch, "compliance"), terminal_size=(80, 24), run_before=opened)


def test_posts_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(console(branch, "posts"), terminal_size=(80, 24), run_before=pressing("down"))


def test_targets_at_80_by_24(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(console(branch, "targets"), terminal_size=(80, 24), run_before=evening.rest)


def test_targets_of_members_in_light(branch: Branch, snap_compare: Callable[..., bool]) -> None:
    app = console(branch, "targets", "light")
    assert snap_compare(app, terminal_size=(160, 45), run_before=pressing("0"))
