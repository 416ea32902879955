from __future__ import annotations

import pytest

from tui.present.finding import fits


@pytest.mark.parametrize("typed", ["三", "张三", "zsf", "ZS", "ｚｓ", "23", "２３", "", "  "])
def test_a_person_is_found_by_any_of_the_three_ways(typed: str) -> None:
    assert fits(typed, "张三丰", "zsf", 23)


@pytest.mark.parametrize("typed", ["李", "sf", "3", "230"])
def test_what_does_not_fit_is_not_found(typed: str) -> None:
    assert not fits(typed, "张三丰", "zsf", 23)


def test_any_reading_of_a_surname_finds_it() -> None:
    assert fits("sx", "单雄信", "sxx dxx")
