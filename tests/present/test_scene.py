"""Scenes as lines of cells: they fit every canvas, lose nobody, and mark what moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.views import scene_view as views
from tests.sample import AGENDA, NAMES
from tui.present.bigtext import line_width
from tui.present.canvas import Canvas
from tui.present.scene import deck, draw_page
from tui.strings import display as said

if TYPE_CHECKING:
    from tui.present.scene import Page

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=timezone.utc)
BASE: dict[str, Any] = {"branch": "机关第一党支部", "meeting": "2026年度组织生活会"}
CANVASES = [
    Canvas(*size, half)
    for size in ((160, 45), (120, 34), (80, 24), (34, 10), (12, 4))
    for half in (True, False)
]
LONG = "理论学习联系实际不够紧密，批评意见辣味不足，" * 12


def _names(count: int) -> tuple[str, ...]:
    return (*NAMES, *(f"党员{number:03d}" for number in range(27, 301)))[:count]


def _points(count: int, **more: Any) -> views.PointsView:
    rows = tuple(views.PointsRow(key, name, 1000 + key % 70) for key, name in enumerate(_names(count)))
    return views.PointsView(**BASE, year=2026, rows=rows, **more)


def _agenda(state: str = "running", elapsed: int = 725_000, planned: int = 3600) -> views.AgendaView:
    items = tuple(
        views.AgendaLine(
            number,
            title,
            state if number == 3 else "done" if number < 3 else "waiting",
            planned,
            elapsed,
            NOW.isoformat() if state == "running" and number == 3 else None,
        )
        for number, (_, title, _) in enumerate(AGENDA, 1)
    )
    return views.AgendaView(**BASE, items=items)


def _roll_call(missing: int) -> views.RollCallView:
    return views.RollCallView(**BASE, due=300, present=300 - missing, missing=_names(missing))


VIEWS: list[views.SceneView] = [
    views.MovementView(),
    views.MovementView(
        rows=tuple(views.PointsRow(key, name, 15 - key) for key, name in enumerate(_names(300)))
    ),
    views.BarsView(year=2026),
    views.BarsView(year=2026, rows=(views.PointsRow(0, "基础", 100_000), views.PointsRow(3, "扣分", -5))),
    views.BarsView(
        year=2026, by_month=True, rows=tuple(views.PointsRow(m, f"{m}月", m * 9) for m in range(1, 13))
    ),
    views.LatestView(),
    views.LatestView(
        rows=tuple(views.LatestRow(k, name, "帮扶困难群众[/x]", 25) for k, name in enumerate(_names(12)))
    ),
    views.BlankView(),
    views.WaitingView(text=said.WAITING),
    views.ProofView(**BASE, room="mirrored"),
    views.CoverView(
        **BASE, year=2026, topic="深入查摆问题", when="2026年11月22日（星期日）14:30", place="三楼会议室"
    ),
    views.CoverView(),
    *(_roll_call(count) for count in (0, 3, 30, 300)),
    views.RollCallView(**BASE),
    *(_agenda(state) for state in ("running", "paused", "waiting")),
    views.AgendaView(**BASE),
    *(_points(count) for count in (0, 3, 30, 300)),
    _points(30, is_ranked=True),
    views.PointsHeldView(**BASE),
    views.BallotsView(**BASE, title="民主测评", state="投票中", issued=26),
    views.BallotsView(**BASE, title="民主测评", state="投票中", cast=7, expected=300, rerun_reason=LONG),
    views.BallotsView(**BASE, title="[/x]满意度测评", pool="服务对象", issued=300, returned=299),
    views.MotionResultView(
        **BASE,
        title="接收阿依古丽·吐尔逊为预备党员",
        counts=(("赞成", 22), ("反对", 1), ("弃权", 2), ("行废", 1)),
        void=1,
        written=2,
        rerun_reason=LONG,
    ),
    views.NominationView(**BASE),
    *(
        views.NominationView(
            **BASE,
            title="推荐优秀共产党员",
            places=3,
            rows=tuple(
                views.NominationRow(name, 30 - place // 2, ("in", "tied", "out")[min(place, 2)])
                for place, name in enumerate(("[/x]", "阿依古丽·吐尔逊", *map(str, range(count))))
            ),
            valid=30,
        )
        for count in (1, 30, 298)
    ),
    views.SlipResultView(
        **BASE, title="民主测评", issued=26, returned=26, valid=25, void=1, rerun_reason=LONG
    ),
    views.MotionResultView(
        **BASE, title="推选监票人、计票人", counts=(("赞成", 22), ("反对", 1), ("弃权", 2))
    ),
    views.CommentaryView(**BASE),
    views.CommentaryView(**BASE, commentator="赵部长", post="组织部部长", target="阿依古丽·吐尔逊"),
    views.CommentaryView(
        **BASE, commentator="赵部长", target="支部", parts=(("肯定成绩", LONG), ("指出问题", LONG))
    ),
    views.CorrectionsView(**BASE),
    views.CorrectionsView(
        **BASE, lines=(views.CorrectionLine("学习不深入", LONG, "于建国", "2026年12月", True),) * 9
    ),
    views.MessageView(**BASE, text="[/x] 休息十分钟"),
    views.MessageView(**BASE, is_rehearsal=True, text=LONG),
]


def _pages(view: views.SceneView, canvas: Canvas, latest: tuple[int, ...] = ()) -> list[Page]:
    laid_out = deck(view, canvas, latest)
    return [draw_page(laid_out, canvas, page, NOW) for page in range(laid_out.pages)]


def _text(page: Page) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in page)


def _all_text(view: views.SceneView, canvas: Canvas) -> str:
    return "\n".join(map(_text, _pages(view, canvas)))


@pytest.mark.parametrize("canvas", CANVASES, ids=str)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_every_scene_fits_every_canvas(view: views.SceneView, canvas: Canvas) -> None:
    for page in _pages(view, canvas):
        assert (len(page), max(map(line_width, page)) <= canvas.columns) == (canvas.rows, True)


PARAGRAPH = "一年来你在防汛抢险中冲在前面，工作扎实，群众反映好。希望今后在理论学习上再下功夫，注意工作方法，多听青年同志的意见，带好支部。"


@pytest.mark.parametrize(("canvas", "most"), [(Canvas(80, 24, True), 2), (Canvas(160, 45, True), 1)])
def test_a_paragraph_of_commentary_takes_few_pages_of_large_letters(canvas: Canvas, most: int) -> None:
    view = views.CommentaryView(
        **BASE,
        commentator="赵建设",
        post="区委组织部部长",
        target="机关第一党支部",
        parts=(("努力方向", PARAGRAPH),),
    )
    pages = _pages(view, canvas)
    assert len(PARAGRAPH) >= 60
    assert (len(pages) <= most, PARAGRAPH[:6] in _text(pages[0])) == (True, False)


WRITTEN = st.tuples(st.just("努力方向"), st.text("党员，。", min_size=1, max_size=300))


@given(st.lists(WRITTEN, min_size=1, max_size=3))
@settings(deadline=None)
def test_no_part_of_a_commentary_begins_on_the_last_line_of_a_page(parts: list[tuple[str, str]]) -> None:
    view = views.CommentaryView(**BASE, commentator="赵建设", target="支部", parts=tuple(parts))
    for page in _pages(view, Canvas(100, 30, True)):
        shown = [line.strip() for line in _text(page).splitlines()[:-1] if line.strip()]
        assert shown[-1] != "努力方向"


@given(st.text(max_size=80), st.integers(1, 200), st.integers(1, 60), st.booleans())
@settings(deadline=None)
def test_any_message_fits_any_canvas(text: str, columns: int, rows: int, half_blocks: bool) -> None:
    canvas = Canvas(columns, rows, half_blocks)
    for page in _pages(views.MessageView(text=text), canvas):
        assert (len(page), max(map(line_width, page)) <= columns) == (rows, True)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_without_half_blocks_no_ambiguous_glyph_is_drawn(view: views.SceneView) -> None:
    assert not set(_all_text(view, Canvas(160, 45))) & set("▀▄█─│…●○★→")


@pytest.mark.parametrize("columns", [80, 120, 160])
@pytest.mark.parametrize("count", [30, 300])
def test_everybody_has_points_on_some_page(count: int, columns: int) -> None:
    text = _all_text(_points(count), Canvas(columns, 34))
    assert [name for name in _names(count) if name not in text] == []


@pytest.mark.parametrize("count", [3, 30, 300])
def test_everybody_who_has_not_come_is_named(count: int) -> None:
    text = _all_text(_roll_call(count), Canvas(120, 34))
    assert [name for name in _names(count) if name not in text] == []


def test_a_branch_of_26_has_its_points_in_large_letters_on_four_pages() -> None:
    canvas = Canvas(160, 45, half_blocks=True)
    pages = _pages(_points(26), canvas)
    assert (len(pages), "丁一" in _text(pages[0])) == (4, False)


def test_a_name_of_eight_characters_is_not_cut() -> None:
    assert "阿依古丽·吐尔逊" in _all_text(_points(26), Canvas(80, 24))


def test_ranks_stand_before_the_names() -> None:
    rows = (views.PointsRow(1, "王伟", 1025, 1), views.PointsRow(2, "丁一", 1000, 2))
    text = _all_text(views.PointsView(**BASE, year=2026, rows=rows, is_ranked=True), Canvas(80, 24))
    assert " 1 王伟" in text


def test_what_moved_is_marked() -> None:
    page = _pages(_points(26), Canvas(80, 24), (4,))[0]
    assert ("王志强", "good") in {(text.strip(), role) for line in page for text, role in line}


def test_the_test_card_reaches_all_four_edges() -> None:
    page = _pages(views.ProofView(**BASE), Canvas(160, 45))[0]
    edges = (
        {line[0][1] for line in page}
        | {line[-1][1] for line in page}
        | {role for line in (page[0], page[-1]) for _, role in line}
    )
    assert (edges, {line_width(line) for line in page}) == ({"on-good"}, {160})


def test_a_rehearsal_is_marked_on_every_page() -> None:
    for view in (
        _points(300),
        _agenda(),
        views.MessageView(text="休息"),
        views.ProofView(),
        views.CoverView(),
    ):
        marked = view.__class__(**{**view.__dict__, "is_rehearsal": True})
        assert all(said.REHEARSAL in _text(page) for page in _pages(marked, Canvas(80, 24)))


def test_blank_is_nothing_at_all() -> None:
    assert _text(_pages(views.BlankView(), Canvas(80, 24))[0]).strip() == ""


def test_a_running_clock_goes_on_without_the_book() -> None:
    canvas = Canvas(40, 10)
    laid_out = deck(_agenda(), canvas)
    later = draw_page(laid_out, canvas, 0, NOW + timedelta(seconds=5))
    assert "12:10 / 60:00" in _text(later)


def test_a_paused_clock_stands() -> None:
    canvas = Canvas(40, 10)
    later = draw_page(deck(_agenda("paused"), canvas), canvas, 0, NOW + timedelta(seconds=5))
    assert ("12:05 / 60:00" in _text(later), said.PAUSED in _text(later)) == (True, True)


def test_an_overrun_says_so_and_turns_orange() -> None:
    page = _pages(_agenda(planned=600), Canvas(40, 10))[0]
    assert ("超时 2分", "warn") in {(text.strip(), role) for line in page for text, role in line}


def test_what_comes_next_is_named() -> None:
    assert "接下来：公布积分情况" in _all_text(_agenda(), Canvas(40, 10))


def test_a_number_not_yet_said_is_not_shown_as_zero() -> None:
    text = _all_text(views.BallotsView(title="测评", issued=26), Canvas(40, 10))
    assert ("26" in text, said.NOT_SAID in text, "0" in text) == (True, True, False)


def test_turning_past_the_last_page_begins_again() -> None:
    canvas = Canvas(80, 24)
    laid_out = deck(_points(300), canvas)
    assert draw_page(laid_out, canvas, laid_out.pages, NOW) == draw_page(laid_out, canvas, 0, NOW)


@pytest.mark.parametrize("columns", range(34, 60))
def test_a_long_name_leaves_the_clock_of_a_small_picture_alone(columns: int) -> None:
    view = replace(_roll_call(3), branch="中共云溪区水务局机关第一支部委员会")
    canvas = Canvas(columns, 20)
    top = draw_page(deck(view, canvas), canvas, 0, NOW)[0]
    clock = f" {NOW.astimezone():%H:%M} "
    assert "".join(text for text, _ in top).endswith(clock)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_tracks_of_bars_end_at_one_column(size: tuple[int, int]) -> None:
    rows = (views.PointsRow(0, "基础", 640), views.PointsRow(1, "贡献", 320), views.PointsRow(3, "扣分", -90))
    page = _pages(views.BarsView(year=2026, rows=rows), Canvas(*size))[0]
    ends = {
        line_width(line[: place + 1])
        for line in page
        for place, (_, role) in enumerate(line)
        if role == "on-track"
    }
    assert len(ends) == 1


def test_bars_of_large_letters_stay_apart_where_no_line_is_left() -> None:
    rows = tuple(views.PointsRow(key, name, 90) for key, name in enumerate(("基础", "贡献", "奖励", "扣分")))
    page = _pages(views.BarsView(year=2026, rows=rows), Canvas(120, 55))[0]
    widest = [max((len(text) for text, role in line if role == "on-good"), default=0) for line in page]
    longest = max(widest)
    starts = sum(now == longest > before for before, now in pairwise(widest))
    assert starts == len(rows)


@pytest.mark.parametrize(("count", "told"), [(4, ""), (9, " 等9人")])
def test_the_foot_tells_how_many_moved(count: int, told: str) -> None:
    foot = _text(_pages(_points(26), Canvas(120, 34), tuple(range(count)))[0]).splitlines()
    line = next(line for line in foot if "最近变动" in line)
    assert line.rstrip().endswith(told)
    assert ("等" in line) == bool(told)
