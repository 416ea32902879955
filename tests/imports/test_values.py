"""Cells of a roster as values."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.imports.values import (
    contradicts,
    ethnicity,
    gender,
    id_number,
    member_kind,
    partial_date,
    phone,
    plain_text,
)

ANY_DATE = st.dates(date(1914, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2010.07", "2010-07"), ("198503", "1985-03"), ("19671004", "1967-10-04"), ("2018年02月", "2018-02"),
        (40360, "2010-07-01"), ("40360", "2010-07-01"), (40360.0, "2010-07-01"), ("1985-04-03", "1985-04-03"),
        ("1985/4/3", "1985-04-03"), ("2018年2月9日", "2018-02-09"), ("２０１０．０７", "2010-07"), ("2010年", "2010"),
        ("2010", "2010"), (1985, "1985"), (19671004, "1967-10-04"), (2010.07, "2010-07"), ("1994.10", "1994-10"),
        ("2010-07-01 00:00:00", "2010-07-01"), ("2010-07-01T09:30", "2010-07-01"), (" 2010. 7 ", "2010-07"),
        (date(1989, 8, 14), "1989-08-14"), (datetime(1989, 8, 14, 9, 30, tzinfo=timezone.utc), "1989-08-14"), ("'2010.07", "2010-07"),
        ("2010.12.", "2010-12"),
    ],
)  # fmt: skip
def test_forms_of_dates(cell: object, read: str) -> None:
    assert partial_date(cell) == read  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", [None, "", "无", "—", "-", "/", " ／ ", "——", "　", "暂无", "无。", "N/A", "－"]
)
def test_what_stands_for_nothing(cell: str | None) -> None:
    assert (partial_date(cell), plain_text(cell)) == (None, None)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2010.13", "月份"), ("20100231", "没有这一天"), ("约2010年", "认不出"), ("85.03", "认不出"), (2010.1, "10月"),
        (99999999, "年份"), ("1800.01", "年份"), ("2023-02-29", "没有这一天"), ("入党", "认不出"), (3.5, "认不出"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read_says_why(cell: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        partial_date(cell)  # type: ignore[arg-type]


@given(ANY_DATE)
def test_a_spreadsheet_serial_is_the_date_that_it_stands_for(day: date) -> None:
    assert partial_date((day - date(1899, 12, 30)).days) == day.isoformat()


@given(ANY_DATE, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_every_way_of_writing_a_full_date_reads_alike(day: date, form: str) -> None:
    assert partial_date(day.strftime(form)) == day.isoformat()


@given(st.one_of(st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.booleans()))
def test_any_cell_gives_a_date_or_a_sentence(cell: str | float) -> None:
    said, read = "字", None
    try:
        read = partial_date(cell)
    except ValueError as error:
        said = str(error)
    assert any("\u4e00" <= char <= "\u9fff" for char in said)
    assert read is None or len(read) in {4, 7, 10}


@pytest.mark.parametrize("cell", ["正式党员", "正式", "正", "中共党员", "中共党员（正式）", "正 式"])
def test_words_for_a_full_member(cell: str) -> None:
    assert member_kind(cell) == "full"


@pytest.mark.parametrize("cell", ["预备党员", "预备", "预", "中共预备党员"])
def test_words_for_a_probationary_member(cell: str) -> None:
    assert member_kind(cell) == "probationary"


@pytest.mark.parametrize("cell", ["入党积极分子", "群众", "共青团员", "12"])
def test_who_is_no_member_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="不是正式党员"):
        member_kind(cell)


@pytest.mark.parametrize(("cell", "read"), [("男", "男"), ("女性", "女"), ("/", None)])
def test_gender(cell: str, read: str | None) -> None:
    assert gender(cell) == read


def test_a_wrong_gender_is_refused() -> None:
    with pytest.raises(ValueError, match="男或女"):
        gender("1")


@pytest.mark.parametrize(("cell", "read"), [("汉", "汉族"), ("回族", "回族"), ("其他", "其他"), (None, None)])
def test_ethnicity_in_full(cell: str | None, read: str | None) -> None:
    assert ethnicity(cell) == read


@pytest.mark.parametrize(
    ("cell", "read"),
    [(15364731498, "15364731498"), ("153 6473 1498", "15364731498"), ("15364731498.0", "15364731498"),
     ("0533-2188888", "0533-2188888"), (None, None)],
)  # fmt: skip
def test_telephones(cell: str | int | None, read: str | None) -> None:
    assert phone(cell) == read


def test_a_telephone_in_scientific_notation_is_lost() -> None:
    with pytest.raises(ValueError, match="科学计数"):
        phone("1.53E+10")


def test_an_id_number_with_a_right_check_digit() -> None:
    assert id_number("11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize("cell", ["110105194912310021", "12345", 370301198908140000])
def test_a_spoilt_id_number_is_refused(cell: str | int) -> None:
    with pytest.raises(ValueError, match="证件号码"):
        id_number(cell)


@pytest.mark.parametrize(
    ("earlier", "later", "wrong"),
    [
        ("1980-03", "2001-02-03", False),
        ("2001-02-03", "2001-02", False),
        ("2001-03", "2001-02-28", True),
        ("", "1", False),
    ],
)
def test_dates_in_the_wrong_order(earlier: str, later: str, wrong: bool) -> None:
    assert contradicts(earlier, later) is wrong


@given(ANY_DATE, st.integers(0, 20000))
def test_a_later_day_never_contradicts(day: date, days: int) -> None:
    later = day + timedelta(days=days)
    assert not any(contradicts(day.isoformat()[:cut], later.isoformat()) for cut in (4, 7, 10))
