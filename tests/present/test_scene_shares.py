from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.views.scene_view import ShareRow, SharesView
from tui.present.bigtext import line_width
from tui.present.canvas import Canvas
from tui.present.scene import deck, draw_page

NOW = datetime(2026, 11, 22, tzinfo=timezone.utc)


def text(rows: tuple[ShareRow, ...], columns: int, lines: int, page: int = 0) -> str:
    canvas = Canvas(columns, lines)
    laid_out = deck(SharesView(title="台账完成情况", rows=rows), canvas)
    return "\n".join("".join(run for run, _ in line) for line in draw_page(laid_out, canvas, page, NOW))


def marks(row: ShareRow, role: str) -> int:
    canvas = Canvas(40, 10)
    laid_out = deck(SharesView(title="达标进度", rows=(row,)), canvas)
    return sum(
        len(run) for line in draw_page(laid_out, canvas, 0, NOW) for run, found in line if found == role
    )


def test_counts_and_who_is_late_are_said() -> None:
    found = text((ShareRow("月读一本", 20, 26, 6),), 40, 10)
    assert "月读一本" in found
    assert "20/26 逾期6" in found


def test_the_wanted_share_is_marked_on_the_bar() -> None:
    assert marks(ShareRow("党组织达标", 1, 4, goal=50), "on-warn") > 0
    assert marks(ShareRow("党组织达标", 1, 4), "on-warn") == 0


@pytest.mark.parametrize(
    ("by", "said"),
    [("2026-12-31", "1/4 2026年底前50%"), ("2027-06-30", "1/4 2027年6月前50%"), ("", "1/4 目标50%")],
)
def test_a_target_says_by_when(by: str, said: str) -> None:
    assert said in text((ShareRow("党组织达标", 1, 4, goal=50, by=by),), 50, 10)


def test_a_bar_is_as_long_as_what_is_done() -> None:
    lengths = [marks(ShareRow("甲", done, 4), "on-good") for done in range(5)]
    assert lengths == sorted(lengths)
    assert (lengths[0], lengths[4] > lengths[2] > 0) == (0, True)


def test_nothing_to_show_says_so() -> None:
    assert "暂无内容" in text((), 60, 20)


def test_many_rows_turn_pages() -> None:
    rows = tuple(ShareRow(f"要求{number}", number, 30) for number in range(30))
    canvas = Canvas(60, 14)
    laid_out = deck(SharesView(title="台账完成情况", rows=rows), canvas)
    assert laid_out.pages > 1
    seen = "".join(text(rows, 60, 14, page) for page in range(laid_out.pages))
    assert all(f"要求{number} " in seen for number in range(30))


@pytest.mark.parametrize("size", [(20, 6), (80, 24), (160, 45)])
@given(
    st.lists(
        st.builds(
            ShareRow, st.text("党组织达标a[/x]", min_size=1, max_size=24), st.integers(0, 30), st.integers(30, 40),
            st.integers(0, 30), st.integers(0, 100),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_no_line_is_wider_than_the_wall(size: tuple[int, int], rows: list[ShareRow]) -> None:
    canvas = Canvas(*size)
    laid_out = deck(SharesView(title="台账完成情况", rows=tuple(rows)), canvas)
    for page in range(laid_out.pages):
        lines = draw_page(laid_out, canvas, page, NOW)
        assert len(lines) == canvas.rows
        assert all(line_width(line) <= canvas.columns for line in lines)


@pytest.mark.parametrize("goal", [0, 50, 100])
def test_bar_mark_and_track_make_one_length(goal: int) -> None:
    whole = [
        sum(marks(ShareRow("甲", done, 4, goal=goal), role) for role in ("on-good", "on-warn", "on-track"))
        for done in range(5)
    ]
    assert (len(set(whole)), whole[0] > 0) == (1, True)
