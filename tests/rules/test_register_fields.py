from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.register_fields import LONGEST, fault, fields_of, needs_words, rate_tenths, rate_text
from db.rules.scheme import EntryField, Requirement

BOOK = Requirement(
    code="read",
    name="读书",
    register="学习",
    fields=(
        EntryField(code="title", name="书名"),
        EntryField(code="pages", name="页数", kind="number", is_required=False),
        EntryField(code="on", name="日期", kind="date", is_required=False),
    ),
)
RATE = Requirement(code="rate", name="结案率", register="质效", measure="rate")
TICK = Requirement(code="tick", name="学习", register="学习")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"title": "论语"}, ""),
        ({"title": "论语", "pages": "３２０"}, ""),
        ({"title": "论语", "on": "2026-02-28"}, ""),
        ({}, "“读书”要填写“书名”。"),
        ({"title": " "}, "“读书”要填写“书名”。"),
        ({"title": "论语", "pages": "许多"}, "“页数”应填数字，而不是“许多”。"),
        ({"title": "论语", "on": "2026-02-30"}, "“日期”应填日期，写成 2026-11-22，而不是“2026-02-30”。"),
        ({"title": "论语", "x": "1"}, "“读书”没有“x”这一栏。"),
        ({"title": "字" * (LONGEST + 1)}, f"“书名”不能超过{LONGEST}个字。"),
    ],
)
def test_a_field_is_checked(said: dict[str, str], message: str) -> None:
    assert fault(BOOK, said) == message


def test_a_rate_carries_its_figure_first() -> None:
    assert [one.code for one in fields_of(RATE)] == ["rate"]


def test_only_a_requirement_with_a_needed_field_asks_for_words() -> None:
    assert (needs_words(BOOK), needs_words(RATE), needs_words(TICK)) == (True, True, False)


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("95", 950), ("95.2", 952), ("95.20", 952), ("９５％", 950), (" 100% ", 1000), ("0", 0), ("100.1", None),
        ("95.25", None), ("-1", None), ("九成", None), ("", None), ("%", None), (".5", None),
    ],
)  # fmt: skip
def test_a_rate_is_read(text: str, tenths: int | None) -> None:
    assert rate_tenths(text) == tenths


@given(st.integers(0, 1000))
def test_a_rate_is_read_as_it_is_written(tenths: int) -> None:
    assert rate_tenths(rate_text(tenths)) == tenths
