from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.acts import motions as acts
from db.config import Config
from db.rules.motion import HandCount
from db.store.polls import role_names
from db.views import motions as view
from db.views.stage import stage
from tests import sample
from tests.faces.screen import press, screen_text
from tests.faces.test_line_beginnings import bad_lines
from tui.console.app import ConsoleApp

if TYPE_CHECKING:
    from tests.conftest import Branch

SIZE = (100, 30)


@pytest.fixture
def meeting(branch: Branch) -> Branch:
    sample.all_present(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET state = 'running', started_at = ?", (branch.book.now(),))
    return branch


def console(branch: Branch) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start="motions")


def put(branch: Branch, title: str = "通过整改方案") -> int:
    return acts.put(branch.book, branch.meeting, acts.MotionDraft(title))


def away(branch: Branch, count: int) -> None:
    with branch.book.quiet() as db:
        for member in branch.members[:count]:
            db.execute("UPDATE attendance SET in_room = 0 WHERE member_id = ?", (member,))


async def test_the_quorum_is_said_here(meeting: Branch) -> None:
    async with console(meeting).run_test(size=SIZE) as pilot:
        assert "应到会有表决权党员25名，实到25名，符合规定人数。通过需赞成13票。" in screen_text(pilot.app)


async def test_the_crew_is_chosen_in_one_go(meeting: Branch) -> None:
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(
            pilot, "1", *"王伟", "space", *"刘芳", "enter", *"石磊", "enter", *"25", "enter", "enter", "enter"
        )
        chosen = role_names(meeting.book, meeting.meeting, "scrutineer")
        assert (chosen, role_names(meeting.book, meeting.meeting, "teller")) == (("王伟", "刘芳"), ("石磊",))
        assert "监票人：王伟、刘芳  计票人：石磊" in screen_text(pilot.app)


async def test_the_sentence_for_the_minutes_is_shown(meeting: Branch) -> None:
    put(meeting)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "enter", *"24", "enter", "enter", "1", "enter")
        assert "赞成24票，反对0票，弃权1票。赞成票超过应到会有表决权党员的半数，通过。" in screen_text(
            pilot.app
        ).replace("\n ", "")


async def test_no_line_of_the_sentence_begins_with_a_comma(meeting: Branch) -> None:
    for shift in range(4):
        motion = put(meeting, "通过支部" + "整" * shift + "改方案")
        acts.record(meeting.book, motion, HandCount(24, 0, 1))
    shown = []
    async with console(meeting).run_test(size=(80, 24)) as pilot:
        for _ in range(4):
            shown.append(screen_text(pilot.app))
            await press(pilot, "down")
    assert all("赞成24票" in "".join(text.split()) for text in shown)
    assert bad_lines("\n".join(shown)) == []


async def test_a_name_that_is_not_here_is_refused_in_the_form(meeting: Branch) -> None:
    away(meeting, 4)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "1", *"王伟", "enter", *"石磊", "enter")
        assert "到会党员中没有“王伟”。" in screen_text(pilot.app)


async def test_initials_name_a_person(meeting: Branch) -> None:
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "1", *"x3", "enter", *"x6", "enter", *"25", "enter", "enter", "enter")
        assert role_names(meeting.book, meeting.meeting, "scrutineer") == ("王伟",)


async def test_one_person_does_not_hold_both_roles(meeting: Branch) -> None:
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "1", *"王伟", "enter", *"王伟", "enter")
        assert "不能兼任" in screen_text(pilot.app)


async def test_too_many_hands_keep_the_form_open(meeting: Branch) -> None:
    put(meeting)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "enter", *"26", "enter", "enter", "enter")
        assert "合计26，比可以表决的25名多1" in screen_text(pilot.app).replace("\n", "")


async def test_without_a_quorum_there_is_no_vote(meeting: Branch) -> None:
    put(meeting)
    away(meeting, 13)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "enter")
        assert "不符合规定人数，不能表决" in screen_text(pilot.app)


async def test_a_hopeless_vote_is_warned_of_first(meeting: Branch) -> None:
    put(meeting)
    with meeting.book.quiet() as db:
        db.execute(
            "UPDATE attendance SET has_vote = 0 WHERE member_id NOT IN (SELECT member_id FROM attendance LIMIT 10)"
        )
    away(meeting, 5)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "enter")
        assert "即使全部赞成也不能通过" in screen_text(pilot.app).replace("\n", "")


async def test_a_result_is_next_for_the_wall(meeting: Branch) -> None:
    poll = put(meeting)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "enter", *"25", "enter", "enter", "enter", "f5")
        assert stage(meeting.book).live.ids == {"poll": poll}


async def test_four_puts_the_result_on_the_wall(meeting: Branch) -> None:
    poll = put(meeting)
    acts.record(meeting.book, poll, HandCount(25, 0, 0))
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        assert stage(meeting.book).live.kind == "result"


async def test_f7_withdraws_what_was_not_voted_on(meeting: Branch) -> None:
    poll = put(meeting)
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "f7")
        found = view.motion(meeting.book, poll)
        assert found is not None
        assert found.state == "void"


async def test_f7_asks_why_a_result_is_void(meeting: Branch) -> None:
    poll = put(meeting)
    acts.record(meeting.book, poll, HandCount(25, 0, 0))
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "f7", *"录错", "enter")
        found = view.motion(meeting.book, poll)
        assert found is not None
        assert (found.state, found.void_reason) == ("void", "录错")


async def test_a_new_motion_goes_straight_on_to_its_count(meeting: Branch) -> None:
    async with console(meeting).run_test(size=SIZE) as pilot:
        await press(pilot, "2", *"通过计划", "enter", "enter", *"20", "enter", *"3", "enter", "enter")
        (found,) = view.motions(meeting.book, meeting.meeting)
        assert found.count == HandCount(20, 3, 0)


async def test_a_planned_meeting_takes_no_vote_yet(branch: Branch) -> None:
    async with console(branch).run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        assert "请先在“议程”里宣布开会" in screen_text(pilot.app)


async def test_words_that_look_like_markup_are_shown_as_they_are(meeting: Branch) -> None:
    put(meeting, "通过[/x]方案")
    async with console(meeting).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *"25", "enter", "enter", "enter", "enter")
        assert "通过[/x]方案" in screen_text(pilot.app)
