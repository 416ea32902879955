"""Numbers, names and dates on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.export.wording import branch_post, chinese_number, listed, padded, span, title_lines
from tests.export.samples import START


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (26, "二十六"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (300, "三百"),
    ],
)
def test_headings_are_numbered_as_people_count(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_no_two_headings_share_a_number() -> None:
    assert len({chinese_number(number) for number in range(1, 2001)}) == 2000


@pytest.mark.parametrize(
    ("name", "shown"), [("王伟", "王\u3000伟"), ("于建国", "于建国"), ("欧阳修文", "欧阳修文"), ("Li", "Li")]
)
def test_a_name_of_two_is_as_wide_as_one_of_three(name: str, shown: str) -> None:
    assert padded(name) == shown


def test_nobody_is_written_as_nobody() -> None:
    assert listed(()) == "无"


def test_a_meeting_past_midnight_names_both_days() -> None:
    assert span(START, START + timedelta(hours=10)) == "2026年11月20日（星期五）14:30至2026年11月21日00:30"


@given(st.text("市局党支部机关第一二三应急管理", min_size=1, max_size=70))
def test_a_title_breaks_without_loss_into_lines_that_fit(text: str) -> None:
    lines = title_lines(text)
    assert ("".join(lines), max(map(len, lines)) <= 20) == (text, True)


def test_a_long_title_breaks_after_the_name_of_a_body() -> None:
    lines = title_lines("滨海市经济技术开发区应急管理局机关委员会第一党支部")
    assert lines[0].endswith(("局", "区", "会"))


@pytest.mark.parametrize(
    ("post", "written"),
    [("书记", "党支部书记"), ("副书记", "党支部副书记"), ("组织委员", "组织委员"), ("", "")],
)
def test_a_secretary_s_post_names_the_branch(post: str, written: str) -> None:
    assert branch_post(post) == written
