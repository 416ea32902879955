"""One meeting from the roster file to the Word file, by the keys and commands that its secretary uses."""

from __future__ import annotations

import asyncio
import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from textual.events import Paste

from db import sealing
from db.book import Book, open_book, open_reader
from db.check import examine
from db.config import Config
from db.views.scene import live_scene
from tests import paper
from tests.faces.screen import screen_text
from tests.sample import Clock
from tui import cli
from tui.console.app import ConsoleApp
from tui.console.ballot import ceremony

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from db.book import Reader

pytestmark = pytest.mark.xdist_group("whole_meeting")

PEOPLE = (
    ("周国梁", "男", "1974-03-12", "正式党员", "书记"),
    ("解文娟", "女", "1983.11", "正式党员", "组织委员"),
    ("王芳", "女", "1985年6月3日", "正式党员", ""),
    ("王芳", "女", "1993年11月11日", "正式党员", ""),
    ("欧阳晓岚", "女", "1988-02-14", "正式党员", "宣传委员"),
    ("阿依古丽·买买提", "女", "1990-09-12", "正式党员", ""),
    ("单志远", "男", "1976-09-30", "正式党员", "纪检委员"),
    ("赵明轩", "男", "1998-05-16", "预备党员", ""),
)
SLIPS = ("11212122", "12111212", "21121121", "11211213", "12121121", "22112212", "11221120")
"""What the seven who came marked, a digit a row."""
SIZE = (130, 44)


class Evening:
    """The console under a pilot, and what the secretary does with it."""

    def __init__(self, pilot: Pilot[Any], book: Book, clock: Clock) -> None:
        self.pilot, self.book, self.clock = pilot, book, clock

    async def settle(self) -> None:
        for _ in range(3):
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, keys: str) -> None:
        """Digits one after the other, into one screen."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        self.pilot.app.post_message(Paste(text))
        await self.settle()

    async def fill(self, *values: str) -> None:
        """A form: each field emptied, written, left with Enter."""
        for value in values:
            await self.pilot.press("end", "ctrl+u")
            if value:
                await self.write(value)
            await self.press("enter")

    def act(self, name: str) -> None:
        """An act of the place in front, as its menu does it."""
        self.pilot.app.screen.pane.run_act(name)  # type: ignore[attr-defined]

    async def go(self, place: str) -> None:
        self.pilot.app.screen.go(place)  # type: ignore[attr-defined]
        await self.settle()

    async def type_codes(self) -> None:
        """Both holders, one after the other."""
        for code in paper.CODES:
            await self.type(code)
            await self.press("enter")

    async def until(self, sql: str, wanted: object) -> None:
        """Slow work goes on beside the screen's own thread."""
        for _ in range(600):
            await self.pilot.pause()
            if self.book.value(sql) == wanted:
                await self.settle()
                return
        raise AssertionError(screen_text(self.pilot.app))


async def plan(evening: Evening) -> None:
    await evening.go("plan")
    await evening.press("1", "1", "f5")


async def call_the_roll(evening: Evening) -> None:
    await evening.go("rollcall")
    await evening.type("1" * 7)
    await evening.press("3")
    await evening.write("出差")
    await evening.press("enter")
    await evening.go("agenda")
    evening.act("open")
    await evening.settle()
    await evening.press("1", "1")


async def talk(evening: Evening) -> None:
    evening.clock.move(300)
    await evening.go("remarks")
    await evening.press("1")
    await evening.write("学习不够深入，今后坚持每周自学。")
    await evening.press("escape", "1", "3", "enter")
    await evening.write("希望多下基层。")
    await evening.press("escape", "2")
    await evening.write("虚心接受。")
    await evening.press("escape")


async def give_points(evening: Evening) -> None:
    await evening.go("points")
    await evening.press("1", "enter", "enter")
    evening.act("show")
    await evening.settle()


async def vote(evening: Evening) -> None:
    await evening.go("motions")
    await evening.press("1")
    await evening.fill("欧阳晓岚", "单志远")
    await evening.press("6", "enter", "enter", "enter")
    await evening.go("ballot")
    await evening.press("1", "1", "f5")
    await evening.press("2", "1", "enter", "enter")
    await evening.type_codes()
    await evening.until("SELECT state FROM poll WHERE kind = 'appraisal'", "open")
    await evening.press("3", "7", "enter")
    await evening.press("4", "7", "enter", "7", "enter")
    await evening.press("5")
    for slip in SLIPS:
        await evening.type(slip)
        await evening.press("enter")
    await evening.press("escape", "6", "1")
    await evening.until("SELECT state FROM poll WHERE kind = 'appraisal'", "closed")
    await evening.press("7")
    await evening.type_codes()
    await evening.until("SELECT state FROM poll WHERE kind = 'appraisal'", "counted")
    await evening.press("f5")


async def comment(evening: Evening) -> None:
    await evening.go("commentary")
    await evening.press("enter")
    await evening.fill("高远山", "局党组成员")
    await evening.write("准备充分。")
    await evening.press("escape", "1")


async def close(evening: Evening) -> None:
    await evening.go("closing")
    await evening.press("1")
    await evening.press("enter")
    await evening.fill("学习不系统", "每月集中学习一次", "解文娟", "2027-06")
    await evening.go("minutes")
    await evening.press("2", "enter")
    await evening.go("closing")
    await evening.press("5", "1")
    await evening.go("minutes")
    await evening.press("3")
    await evening.press("1")
    await evening.go("closing")
    await evening.press("6", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evening")


@pytest.fixture(scope="module")
def path(folder: Path) -> Path:
    """The book after the whole evening."""
    roster, book = folder / "名册.csv", folder / "支部.db"
    with roster.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(
            (("县水利局党支部党员名册",), ("姓名", "性别", "出生日期", "人员类别", "党内职务"), *PEOPLE)
        )
    assert cli.main(["import", str(roster), "--yes", "--db", str(book)]) == 0
    codes = list(paper.CODES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ceremony, "COST", paper.CHEAP)
        patch.setattr(sealing, "draw_code", lambda: codes.pop(0))
        asyncio.run(hold(book))
    return book


async def hold(path: Path) -> None:
    clock = Clock()
    with open_book(path, clock=clock) as book:
        async with ConsoleApp(book, Config()).run_test(size=SIZE) as pilot:
            evening = Evening(pilot, book, clock)
            await evening.settle()
            for step in (plan, call_the_roll, talk, give_points, vote, comment, close):
                clock.move(600)
                await step(evening)


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with open_reader(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def minutes(path: Path, folder: Path) -> str:
    """The minutes as the command exports them."""
    out = folder / "会议记录.md"
    assert cli.main(["export", "minutes", "--meeting", "1", "--out", str(out), "--db", str(path)]) == 0
    return out.read_text(encoding="utf-8")


def test_the_meeting_is_closed_and_the_book_sound(reader: Reader) -> None:
    assert (reader.value("SELECT state FROM meeting"), examine(reader).is_sound) == ("closed", True)


def test_closing_made_a_backup(folder: Path) -> None:
    assert len(list(folder.glob("支部-备份/*闭会.db"))) == 1


def test_the_minutes_are_final(reader: Reader) -> None:
    assert reader.value("SELECT state FROM minutes") == "final"


@pytest.mark.parametrize(
    "sentence",
    [
        "应到党员8名，实到7名（正式6、预备1），请假1名。",
        "解文娟（出差）",
        "学习不够深入，今后坚持每周自学。",
        "希望多下基层。",
        "赞成6票，反对0票，弃权0票。",
        "发出测评票7张，收回7张，其中有效票7张，废票0张。",
        "准备充分。",
        "每月集中学习一次",
    ],
)
def test_the_minutes_say_what_was_recorded(sentence: str, minutes: str) -> None:
    assert sentence in minutes


def test_nobodys_votes_are_in_the_minutes(minutes: str) -> None:
    assert [word for word in ("优秀", "基本合格", "不合格") if word in minutes] == []


def test_the_word_file_carries_the_same_speech(path: Path, folder: Path) -> None:
    out = folder / "会议记录.docx"
    assert cli.main(["export", "minutes", "--meeting", "1", "--out", str(out), "--db", str(path)]) == 0
    assert any("希望多下基层。" in paragraph.text for paragraph in Document(str(out)).paragraphs)


def test_the_count_is_that_of_the_slips(reader: Reader) -> None:
    counted = reader.rows(
        "SELECT t.position, c.count FROM poll_count c JOIN poll_target t ON t.id = c.target_id"
        " WHERE c.grade = 'excellent' AND t.is_graded ORDER BY t.position"
    )
    assert counted == [(row, sum(slip[row] == "1" for slip in SLIPS)) for row, _ in counted]


def test_no_box_and_no_code_is_left_in_the_files(reader: Reader, path: Path) -> None:
    data = path.read_bytes()
    codes = [code for code in paper.CODES if code.encode() in data]
    assert (reader.value("SELECT count(*) FROM poll_box"), codes) == (0, [])


def test_the_wall_shows_four_numbers_and_nobody(reader: Reader) -> None:
    shown = repr(live_scene(reader))
    assert ("issued=7" in shown, any(name in shown for name, *_ in PEOPLE)) == (True, False)


def test_the_points_given_and_those_for_coming_are_listed_for_scripts(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["points", "--json", "--db", str(path)]) == 0
    found = {one["name"]: one["points"] for one in json.loads(capsys.readouterr().out)["members"]}
    assert (found["王芳（1985年生）"], found["单志远"], found["解文娟"]) == (105, 103, 100)


def test_namesakes_of_the_file_are_two_people(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["members", "--json", "--db", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len({member["mark"] for member in found if member["name"] == "王芳"}) == 2
