"""A scheme in words: what is owed, what is the document's and what the program's, and the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.rules.ledger import Cap
from db.rules.scheme import Award, AwardStep, Designation, Node, PointRule, Quota, Requirement, Target
from db.scheme import load_scheme, packaged, start_on
from tui.present.scheme import facts, sections
from tui.present.scheme_page import block_of, page_lines, places, timeline
from tui.present.scheme_words import (
    day_words,
    limit_words,
    node_words,
    owed_words,
    quota_words,
    quoted,
    rule_words,
    target_words,
    who_words,
)

TODAY = "2011-01-15"
ZIBO = load_scheme("zibo-safety")
IDEA = Requirement("idea", "金点子", "台账", unit="条")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (IDEA, "每年1条"),
        (replace(IDEA, period="once"), "共1条"),
        (replace(IDEA, period="by", ends="2026-06-20"), "2026年6月20日前1条"),
        (replace(IDEA, period="month", how_many=0), "每月次数不限"),
        (replace(IDEA, period="month", measure="rate", aim="up"), "每月填报一次，要提高"),
        (replace(IDEA, period="month", measure="rate", aim="down"), "每月填报一次，要降低"),
    ],
)
def test_how_many_and_how_often(one: Requirement, expected: str) -> None:
    assert owed_words(one) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (IDEA, "全体党员"),
        (replace(IDEA, who="kind", whom=("probationary",)), "预备党员"),
        (replace(IDEA, who="post", whom=("书记", "组织委员")), "书记、组织委员"),
        (replace(IDEA, who="group"), "各党小组"),
        (replace(IDEA, who="organisation"), "党支部"),
    ],
)
def test_who_owes_it(one: Requirement, expected: str) -> None:
    assert who_words(one) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target("a", "达标", "organisation", 50, "2010-12-31"), "2010年12月31日前达到50%"),
        (Target("a", "比例", "organisation", 0, "2012-06-30", rises=True), "2012年6月30日前逐步提高"),
        (Target("a", "比例", "organisation", 0, "", rises=True), "逐步提高"),
        (Target("a", "比例", "organisation", 60, "2012-06-30", rises=True), "2012年6月30日前达到60%"),
    ],
)
def test_what_share_by_when(target: Target, expected: str) -> None:
    assert target_words(target) == expected


@pytest.mark.parametrize(
    ("limits", "expected"),
    [((0, 0), "名额不限"), ((1, 2), "1至2"), ((1, 1), "1"), ((0, 3), "不超过3"), ((2, 0), "至少2")],
)
def test_how_many_there_may_be(limits: tuple[int, int], expected: str) -> None:
    assert limit_words(Designation("a", "岗", least=limits[0], most=limits[1])) == expected


@pytest.mark.parametrize(
    ("quota", "expected"),
    [(None, "名额未定"), (Quota(1, 1, "department"), "每个部门1"), (Quota(30, 30, "whole", "30个"), "30个")],
)
def test_how_many_are_honoured(quota: Quota | None, expected: str) -> None:
    assert quota_words(Award("a", "优秀", "member", (AwardStep("推荐"),), quota=quota)) == expected


def test_a_rule_says_cap_proof_cause_and_how_long_it_holds() -> None:
    rule = PointRule(
        "x",
        "学习",
        "基础",
        15,
        Cap(60, "quarter"),
        needs_evidence=True,
        cause="attended",
        valid_to="2026-12-31",
    )
    assert rule_words(rule) == "+1.5，每季最多6，须佐证，到会即计，有效期不限至2026年12月31日"


def test_days_of_every_year_and_of_one() -> None:
    assert (day_words("--07-01"), day_words("2011-07-01"), day_words("")) == (
        "每年7月1日",
        "2011年7月1日",
        "",
    )


def test_a_quotation_within_a_quotation_has_single_marks() -> None:
    assert quoted("2011年“七一”前") == "“2011年‘七一’前”"


def test_a_node_says_the_documents_words_and_the_day() -> None:
    node = Node("七一", "2027-07-01", "“七一”前后")
    assert (node_words(node), node_words(node, is_begun=True)) == (
        "“‘七一’前后”　按2027年7月1日计",
        "原文“‘七一’前后”　按2027年7月1日计",
    )


def test_a_section_that_the_document_lacks_says_so() -> None:
    timeline_section = sections(load_scheme("huizhou-court"), TODAY)[1]
    assert [item.head for item in timeline_section.items] == ["文件没有这一部分。"]


def test_what_is_going_on_is_said() -> None:
    now = [item.head for item in sections(ZIBO, TODAY)[1].items if item.tone == "now"]
    assert now == ["3. 全面争创　正在进行"]


def test_a_moved_scheme_calls_the_words_of_the_document_the_original() -> None:
    moved = start_on(ZIBO, "2026-04-01")
    assert (
        sections(moved, "2026-04-02")[1].items[0].says[0]
        == "原文“2010年4月至5月”　按2026年4月1日至2026年5月31日"
    )


def test_the_facts_leave_out_what_is_not_said() -> None:
    assert [label for label, _ in facts(load_scheme("huizhou-court"))] == [
        "发文单位",
        "出处",
        "主题",
        "实行时间",
    ]


@pytest.mark.parametrize("name", packaged())
def test_every_thing_can_be_found_in_its_section(name: str) -> None:
    scheme = load_scheme(name)
    blocks = {line.block for line in page_lines(scheme, TODAY, 76)}
    assert {block for block, _, _ in places(scheme, TODAY)} <= blocks


@pytest.mark.parametrize("name", packaged())
def test_the_sections_stand_under_their_digits(name: str) -> None:
    heads = [line for line in page_lines(load_scheme(name), TODAY, 76) if line.tone == "heading"]
    assert [line.block for line in heads] == [block_of(number) for number in range(1, 10)]


@given(st.sampled_from(packaged()), st.integers(40, 84))
def test_no_line_is_wider_than_the_page(name: str, width: int) -> None:
    assert all(cell_len(line.text) <= width for line in page_lines(load_scheme(name), TODAY, width))


@given(st.integers(40, 84), st.dates().map(lambda day: day.isoformat()))
def test_the_rail_is_as_long_in_every_line_and_today_is_one_cell_of_each(width: int, today: str) -> None:
    bars = [
        line
        for line in timeline(ZIBO, today, width)
        if any(tone in ("bar", "bar-past") for _, tone in line.runs)
    ]
    assert len({cell_len(line.text) for line in bars}) == 1
    here = [sum(len(text) for text, tone in line.runs if tone == "today") for line in bars]
    assert set(here) == ({1} if ZIBO.begins <= today <= ZIBO.ends else {0})
