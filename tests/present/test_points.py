from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from db.rules.ledger import Cap
from db.scheme import PointRule, load_scheme
from db.views.point_ledger import EntryLine
from db.views.point_tables import Record, RecordLine
from db.views.points import Standing
from tui.present import points as present

RULES = load_scheme("branch-default").points.rules


def standing(**changed: Any) -> Standing:
    fields: dict[str, Any] = {
        "member_id": 1, "shown_name": "[/x]", "initials": "x", "post": "", "group_id": 1, "group": "第一党小组",
        "counts": True, "total": 1025, "moved": 25, "movement": 5, "waiting": 0, "rank": 2,
    }  # fmt: skip
    return Standing(**{**fields, **changed})


def record(*lines: tuple[EntryLine, int | None]) -> Record:
    return Record(tuple(RecordLine(one, balance) for one, balance in lines), 1000, False)


def entry(**changed: Any) -> EntryLine:
    fields: dict[str, Any] = {
        "id": 7, "member_id": 1, "shown_name": "王伟", "year": 2026, "day": "2026-11-22", "rule": "", "category": "奖励",
        "tenths": 15, "asked": 15, "reason": "帮扶", "evidence": "", "state": "approved", "approver": "于建国", "note": "",
        "entered_at": "", "reverses_id": None, "reversed_by": None, "batch": "", "post": "",
    }  # fmt: skip
    return EntryLine(**{**fields, **changed})


def test_a_line_shows_the_movement_of_the_meeting() -> None:
    assert present.member_line(1, standing(), in_meeting=True, is_marked=False).cells[3] == "+0.5"


def test_without_a_meeting_a_line_shows_the_movement_of_the_year() -> None:
    assert present.member_line(1, standing(), in_meeting=False, is_marked=False).cells[3] == "+2.5"


def test_an_exempt_member_says_so_in_words() -> None:
    assert present.member_line(1, standing(counts=False), in_meeting=True, is_marked=False).cells[2] == "免计"


@pytest.mark.parametrize("width", [40, 52, 69, 70, 78, 120])
def test_the_rules_never_exceed_their_width(width: int) -> None:
    text = present.rules_text(RULES, 0, "", 0, width)
    assert max(cell_len(line) for line in text.plain.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 52, 70, 78, 120])
def test_the_rules_take_the_lines_that_they_are_given(width: int) -> None:
    lines = present.rules_text(RULES, 0, "", 0, width).plain.splitlines()
    assert len(lines) == present.rules_height(width)


@pytest.mark.parametrize("width", [40, 78, 120])
def test_a_click_on_a_rules_number_hits_that_rule(width: int) -> None:
    lines = present.rules_text(RULES, 0, "", 0, width).plain.splitlines()
    y = next(place for place, line in enumerate(lines) if "6 " in line and place)
    x = cell_len(lines[y][: lines[y].index("6 ")])
    hit = present.rule_at(RULES, 0, x, y, width)
    assert hit is RULES[5]


def test_a_click_beside_the_rules_hits_none() -> None:
    assert present.rule_at(RULES, 1, 70, 3, 78) is None


def test_a_rule_tells_its_cap_and_its_evidence() -> None:
    rule = PointRule("x", "宣讲", "贡献", 30, Cap(100, "year"), needs_evidence=True)
    assert present.rule_hint(rule) == "贡献 +3 每年最多10 须佐证"


def test_the_sheet_runs_the_balance() -> None:
    rows = present.entry_rows(record((entry(), 1015), (entry(id=8, tenths=-20, asked=-20), 995)))
    assert [row.cells[4] for row in rows] == ["101.5", "99.5"]


def test_what_does_not_count_leaves_the_balance_blank() -> None:
    rows = present.entry_rows(record((entry(state="pending"), None), (entry(id=8), 1015)))
    assert [row.cells[4] for row in rows] == ["", "101.5"]


def test_the_sheet_says_what_a_cap_took() -> None:
    assert present.entry_rows(record((entry(tenths=5), 1005)))[0].cells[6] == "帮扶［原+1.5，达上限］"


def test_an_entry_that_follows_from_a_cause_says_so() -> None:
    rows = present.entry_rows(record((entry(cause_kind="attendance", cause_uid="a"), 1015)))
    assert rows[0].cells[6] == "帮扶［自动］"


def test_a_proposal_names_who_made_it() -> None:
    assert present.pending_title(entry(proposer="丁一")) == "王伟 帮扶 +1.5分（丁一提出）"


def test_a_veto_stands_in_the_list() -> None:
    row = present.member_line(1, standing(veto="参与集体上访", total=0), in_meeting=False, is_marked=False)
    assert (row.cells[2], row.cells[5], row.tone) == ("0", "否决", "bad")
