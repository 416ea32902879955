"""The pane for the minutes: to read, to read back, to make final, to export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import minutes as acts
from db.acts.member_fields import MemberDraft
from db.acts.roster import add_member
from db.config import Config
from db.views.minutes import minutes
from tests import paper, sample
from tests.export.reading import all_text
from tests.faces.screen import screen_text
from tui.console.app import ConsoleApp
from tui.console.exporting import export
from tui.console.shell import Shell
from tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.conftest import Branch


def over(branch: Branch) -> Branch:
    """The meeting was held and adjourned."""
    sample.all_present(branch.book, branch.meeting)
    with branch.book.quiet() as db:
        db.execute(
            "UPDATE meeting SET state = 'adjourned', started_at = ?1, ended_at = ?1", (branch.book.now(),)
        )
        db.execute("UPDATE book SET room = 'extended'")
        db.execute(
            "INSERT INTO remark (uid, meeting_id, position, kind, speaker_id, about_id, text, state, created_at, saved_at)"
            " VALUES (hex(randomblob(16)), ?1, 1, 'self_review', ?2, ?2, '[/x] 学习抓得不紧', 'spoken', '', '')",
            (branch.meeting, branch.members[1]),
        )
    return branch


def console(branch: Branch) -> ConsoleApp:
    return ConsoleApp(branch.book, Config(), start="minutes")


async def settled(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_record_can_be_read(branch: Branch, size: tuple[int, int]) -> None:
    app = console(over(branch))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = screen_text(app)
    assert ("2026年度组织生活会会议记录" in text, "于建国（党支部书记）" in text) == (True, True)


async def test_what_people_typed_is_shown_as_typed(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        assert any("[/x] 学习抓得不紧" in line.text for line in app.screen.query_one(Page).lines)


async def test_what_is_missing_is_named(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE meeting SET place = '', recorder_id = NULL")
    app = console(over(branch))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        assert "没有写明会议地点；没有写明记录人" in screen_text(app)


async def test_everything_missing_can_be_read(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert "“书记总结”未进行而没有事由" in screen_text(app)


async def test_the_end_key_shows_the_signatures(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "主持人（签字）" in screen_text(app)


async def test_resizing_keeps_the_place(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(160, 45)) as pilot:
        page = app.screen.query_one(Page)
        block = next(line.block for line in page.lines if "一、" in line.text)
        await pilot.resize_terminal(80, 24)
        page.go_to(block)
        await pilot.pause()
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        top = page.lines[round(page.scroll_offset.y)]
    assert top.block == block


async def test_one_digit_writes_the_word_file_beside_the_book(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1")
        await settled(pilot)
        said = screen_text(app)
    folder = branch.book.path.parent / "导出"
    assert ([path.name for path in folder.iterdir()], "已导出" in said) == (
        ["2026-11-22 2026年度组织生活会 会议记录.docx"],
        True,
    )


async def test_a_second_export_overwrites_nothing(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(2):
            await pilot.press("1")
            await settled(pilot)
    names = sorted(path.name for path in (branch.book.path.parent / "导出").iterdir())
    assert [name.removeprefix("2026-11-22 2026年度组织生活会 ") for name in names] == [
        "会议记录(2).docx",
        "会议记录.docx",
    ]


async def test_another_document_is_chosen_by_number(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        await pilot.press("5")
        await settled(pilot)
    (path,) = (branch.book.path.parent / "导出").iterdir()
    assert path.name.endswith("签到表.docx")


async def test_nothing_is_exported_while_a_poll_is_open(branch: Branch) -> None:
    draft = paper.draft(branch.book, branch.meeting)
    paper.open_now(branch.book, draft)
    app = console(branch)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1")
        await settled(pilot)
        said = screen_text(app)
    assert ("尚未计票完毕" in said, (branch.book.path.parent / "导出").exists()) == (True, False)


async def test_reading_back_asks_for_objections(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press(*"abc", "enter")
        await settled(pilot)
        said = screen_text(app)
    assert ("已宣读核对" in said, "意见：abc" in said) == (True, True)


async def test_f7_takes_the_reading_back(branch: Branch) -> None:
    over(branch)
    found = minutes(branch.book, branch.meeting)
    assert found is not None
    acts.read_back(branch.book, branch.meeting, found.spoken_digest)
    app = console(branch)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
    assert branch.book.value("SELECT state FROM minutes") == "draft"


async def test_a_record_that_was_not_read_back_does_not_become_final(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        assert "还没有宣读核对" in screen_text(app)


async def test_from_reading_back_to_a_correction_by_keys_alone(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        if branch.book.value("SELECT state FROM minutes") != "final":
            await pilot.press("1")
        await settled(pilot)
        await pilot.press("4")
        await pilot.pause()
        await pilot.press(*"x", "enter")
        await settled(pilot)
    rows = branch.book.rows("SELECT n.state, t.text FROM minutes n JOIN minutes_note t USING (meeting_id)")
    assert rows == [("final", "x")]


async def test_f3_jumps_to_a_heading(branch: Branch) -> None:
    app = console(over(branch))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        page = app.screen.query_one(Page)
        top = page.lines[round(page.scroll_offset.y)].block
    assert top > 0


@pytest.mark.parametrize("room", ["mirrored", "single"])
async def test_what_was_said_stays_covered_where_the_room_sees_the_screen(branch: Branch, room: str) -> None:
    over(branch)
    with branch.book.quiet() as db:
        db.execute("UPDATE book SET room = ?", (room,))
    app = console(branch)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        covered = screen_text(app)
        await pilot.press("7")
        await pilot.pause()
        shown = screen_text(app)
    assert ("正文已遮盖" in covered, "三楼会议室" in covered, "三楼会议室" in shown) == (True, False, True)


async def test_without_a_meeting_there_is_a_hint(branch: Branch) -> None:
    with branch.book.quiet() as db:
        for table in ("agenda_item", "attendance", "meeting"):
            db.execute(f"DELETE FROM {table}")
    app = console(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "还没有会议" in screen_text(app)


async def test_a_fault_in_drawing_names_its_kind_and_not_the_text(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ValueError("学习抓得不紧")

    monkeypatch.setattr("db.export.desk.minutes_docx", broken)
    app = console(over(branch))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1")
        await settled(pilot)
        notice = screen_text(app).splitlines()[-2:]
    assert ("ValueError" in "".join(notice), "学习抓得不紧" in "".join(notice)) == (True, False)


@pytest.mark.parametrize("count", [3, 300])
async def test_a_branch_of_any_size_can_be_read_to_the_end(branch: Branch, count: int) -> None:
    over(branch)
    with branch.book.quiet() as db:
        db.execute("DELETE FROM attendance")
    members = sample.add_members(branch.book, branch.organisation, count)
    with branch.book.quiet() as db:
        db.table("attendance").insert_all(
            {"meeting_id": branch.meeting, "member_id": one, "status": "present", "in_room": 1}
            for one in members
        )
        db.table("remark").insert_all(
            {
                "uid": f"r{one}", "meeting_id": branch.meeting, "position": place, "kind": "self_review", "speaker_id": one,
                "about_id": one, "text": "理论学习系统性不够，联系实际不紧。" * 5, "state": "spoken", "created_at": "",
                "saved_at": "",
            }
            for place, one in enumerate(members, 10)
        )  # fmt: skip
    app = console(branch)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "记录人（签字）" in screen_text(app)


def test_the_exported_file_says_what_the_pane_shows(branch: Branch, tmp_path: Path) -> None:
    from db.export.desk import order
    from tests.export.reading import opened

    over(branch)
    assert "[/x] 学习抓得不紧" in all_text(opened(order(branch.book, "minutes", branch.meeting).make()))


@pytest.mark.parametrize(
    ("place", "act", "name"),
    [
        ("rollcall", "print", "签到表"),
        ("closing", "print", "整改清单"),
        ("commentary", "print_blank", "领导点评登记表（空白）"),
        ("ballot", "print_slips", "测评票"),
    ],
)
async def test_each_place_exports_its_own_document(branch: Branch, place: str, act: str, name: str) -> None:
    paper.draft(branch.book, branch.meeting)
    app = ConsoleApp(branch.book, Config(), start=place)
    async with app.run_test(size=(120, 40)) as pilot:
        shell = app.screen
        assert isinstance(shell, Shell)
        shell.pane.run_act(act)
        await settled(pilot)
    (path,) = (branch.book.path.parent / "导出").iterdir()
    assert path.name.endswith(f"{name}.docx")


async def test_without_a_released_commentary_there_is_no_sheet_and_the_blank_one_is_named(
    branch: Branch,
) -> None:
    app = ConsoleApp(branch.book, Config(), start="commentary")
    async with app.run_test(size=(120, 40)) as pilot:
        shell = app.screen
        assert isinstance(shell, Shell)
        shell.pane.run_act("print")
        await settled(pilot)
        assert "领导点评登记表（空白）" in screen_text(app).replace("\n", "")
    assert not (branch.book.path.parent / "导出").exists()


async def test_the_sign_in_sheet_names_who_joined_after_the_meeting_was_planned(branch: Branch) -> None:
    from tests.export.reading import opened

    add_member(branch.book, MemberDraft("新来的"), organisation_id=branch.organisation)
    app = console(branch)
    async with app.run_test(size=(120, 40)):
        await export(app.screen, "signin")  # type: ignore[arg-type]
    (path,) = (branch.book.path.parent / "导出").iterdir()
    assert "新来的" in all_text(opened(path.read_bytes()))
