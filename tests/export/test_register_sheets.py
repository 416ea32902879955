from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from db.acts import registers as acts
from db.errors import Refused
from db.export.register_sheets import matrix_order, register_order
from tests import registers as sample

if TYPE_CHECKING:
    from typing import Any

    from tests.conftest import Branch

TODAY = date(2026, 11, 22)


def sheets(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_a_register_lists_its_entries_and_how_everybody_stands(branch: Branch) -> None:
    sample.tick(branch.book, "essay", branch.members[:2], title="=SUM(1)", words="800")
    found = register_order(branch.book, sample.scheme(), sample.requirement("essay"), TODAY)
    read = sheets(found.make())
    assert found.name == "2026-11-22 学习台账 每季写一篇心得.xlsx"
    text = [row for row in read["登记明细"] if row[1] == "丁一"]
    assert text == [(1, "丁一", "第一党小组", "2026-11-22", "2026-11-22", 1, "=SUM(1)", "800")]
    stands = [row for row in read["完成情况"] if row[1] in ("丁一", "马晓燕")]
    assert [row[3:] for row in stands] == [(1, 1, 0, "完成"), (1, 0, 0, "欠")]


def test_what_was_withdrawn_is_left_out(branch: Branch) -> None:
    filed = sample.tick(branch.book, "essay", branch.members[:1], title="题")
    acts.withdraw(branch.book, filed.entry_ids, "记错了")
    read = sheets(register_order(branch.book, sample.scheme(), sample.requirement("essay"), TODAY).make())
    assert not [row for row in read["登记明细"] if row[1] == "丁一"]


def test_the_matrix_has_a_row_for_everybody_and_a_column_for_everything(branch: Branch) -> None:
    sample.tick(branch.book, "idea", branch.members[:1])
    (rows,) = sheets(matrix_order(branch.book, sample.scheme(), TODAY).make()).values()
    head = next(row for row in rows if row[0] == "序号")
    assert head[3:] == tuple(one.name for one in sample.REQUIREMENTS)
    mine = next(row for row in rows if row[1] == "丁一")
    assert mine[3:] == ("欠1", "欠1", "完成", None, None, None, None, "不要求")


def test_a_title_that_takes_two_lines_has_room_for_them(branch: Branch) -> None:
    made = matrix_order(branch.book, sample.scheme(), TODAY).make()
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    assert sheet.row_dimensions[head].height == 2 * sheet.row_dimensions[head + 1].height


def test_a_register_of_nobody_is_refused(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE member SET kind = 'full'")
    with pytest.raises(Refused, match="没有人"):
        register_order(branch.book, sample.scheme(), sample.requirement("train"), TODAY)


def test_a_matrix_of_nobody_is_refused(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute("UPDATE organisation SET closed_at = 'x'")
        db.execute("UPDATE member SET left_at = '2026-01-01T00:00:00.000+00:00'")
    with pytest.raises(Refused, match="没有台账要求"):
        matrix_order(branch.book, sample.scheme(), TODAY)
