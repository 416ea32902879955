from __future__ import annotations

from pathlib import Path

import pytest

from db import words
from db.errors import BadInput
from db.rules.agenda import Kind
from db.rules.ballot import APPRAISAL_SCALE
from db.rules.ledger import Cap
from db.rules.preparation import CODES
from db.rules.settings import Rules
from db.scheme import DEDUCTION, Scheme, load_scheme, packaged, read_scheme

SMALL = """
title = "试行办法"
[scale]
title = "等次"
[[scale.grades]]
code = "good"
name = "好"
[points]
base = 60
[[points.rules]]
code = "study"
name = "学习"
category = "基础"
points = 1.5
cap = 6
period = "quarter"
[[meetings]]
code = "life"
title = "组织生活会"
agenda = [{ kind = "summary", title = "总结", minutes = 5 }]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def default() -> Scheme:
    return load_scheme("branch-default")


def test_every_packaged_scheme_loads() -> None:
    assert [load_scheme(name).id for name in packaged()] == list(packaged())


def test_the_default_keeps_the_rules_as_they_are(default: Scheme) -> None:
    assert default.rules() == Rules()


def test_the_default_grades_are_those_of_the_yearly_notices(default: Scheme) -> None:
    assert default.scale == APPRAISAL_SCALE


def test_the_default_has_rules_of_every_category(default: Scheme) -> None:
    assert {rule.category for rule in default.points.rules} == set(words.POINT_CATEGORY)


def test_only_deductions_take_points_away(default: Scheme) -> None:
    assert all((rule.tenths < 0) == (rule.category == DEDUCTION) for rule in default.points.rules)


def test_every_default_value_names_its_source(default: Scheme) -> None:
    assert all(rule.origin == "default" and rule.source for rule in default.points.rules)


def test_the_default_meeting_walks_the_evening_in_order(default: Scheme) -> None:
    assert [item.kind for item in default.usual_meeting.agenda] == [
        Kind.BRIEFING,
        Kind.WORK_REPORT,
        Kind.SELF_REVIEW,
        Kind.POINTS,
        Kind.MOTION,
        Kind.APPRAISAL,
        Kind.COMMENTARY,
        Kind.SUMMARY,
    ]


def test_the_default_checklist_has_every_common_line(default: Scheme) -> None:
    assert tuple(line.code for line in default.usual_meeting.checklist) == CODES


def test_a_branch_loads_its_own_file_beside_its_configuration(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    assert load_scheme("own.toml", beside=tmp_path).title == "试行办法"


def test_points_become_tenths_and_caps(tmp_path: Path) -> None:
    rule = read_scheme(write(tmp_path, SMALL)).points.rules[0]
    assert (rule.tenths, rule.cap) == (15, Cap(60, "quarter"))


def test_a_scheme_of_its_own_moves_the_base(tmp_path: Path) -> None:
    assert read_scheme(write(tmp_path, SMALL)).rules().points_base == 600


def test_a_category_can_have_a_cap(tmp_path: Path) -> None:
    text = SMALL + '[[points.caps]]\ncategory = "贡献"\ncap = 10\nperiod = "year"\n'
    assert read_scheme(write(tmp_path, text)).points.category_caps == {"贡献": Cap(100, "year")}


def test_the_fingerprint_is_of_the_content_not_of_the_layout(tmp_path: Path) -> None:
    first = read_scheme(write(tmp_path, SMALL)).fingerprint
    assert (
        read_scheme(write(tmp_path, "# 说明\n" + SMALL.replace("points = 1.5", "points =  1.5"))).fingerprint
        == first
    )


def test_the_fingerprint_changes_with_one_point(tmp_path: Path) -> None:
    first = read_scheme(write(tmp_path, SMALL)).fingerprint
    assert read_scheme(write(tmp_path, SMALL.replace("1.5", "1.6"))).fingerprint != first


def test_an_unknown_scheme_names_those_that_exist() -> None:
    with pytest.raises(BadInput, match=r"没有方案“branch”。.*branch-default"):
        load_scheme("branch")


def test_an_unknown_template_is_none(default: Scheme) -> None:
    assert default.template("ball") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "试行办法"', "", "缺少 title"),
        ('title = "试行办法"', 'title = " "', "title 应是带引号的文字，不能为空"),
        ('title = "试行办法"', 'title = "试行办法"\nisuer = "甲"', "不认识 isuer，是不是 issuer？"),
        ("points = 1.5", "points = 1.25", "points.rules[1].points 应是最多一位小数的数"),
        ("points = 1.5", "points = -1", "points.rules[1].points 应是正数（加分项），现在是 -1"),
        ("points = 1.5", 'points = "1"', "points.rules[1].points 应是最多一位小数的数"),
        ('category = "基础"', 'category = "扣分"', "points.rules[1].points 应是负数（扣分项），现在是 1.5"),
        ('category = "基础"', 'category = "其他"', 'points.rules[1].category 应是"基础"'),
        ('period = "quarter"', "", "缺少 points.rules[1].period"),
        ("cap = 6\n", "", "缺少 points.rules[1].cap"),
        ("cap = 6", "cap = 1", "points.rules[1].cap 应是最多一位小数的数，1.5 到 10000，现在是 1"),
        ('period = "quarter"', 'period = "week"', "points.rules[1].period 应是"),
        ('code = "study"', 'code = "学习"', "points.rules[1].code 应是小写字母开头的代号"),
        ("base = 60", "base = 60\nceiling = 50", "points.ceiling 应是大于 base 的数"),
        ("base = 60", "base = 60\nfloor = 61", "points.floor 应是最多一位小数的数"),
        ('kind = "summary"', 'kind = "dance"', "meetings[1].agenda[1].kind 应是"),
        ("minutes = 5", "minutes = 5.5", "meetings[1].agenda[1].minutes 应是整数，0 到 600，现在是 5.5"),
        ("minutes = 5", "minutes = 601", "meetings[1].agenda[1].minutes 应是整数，0 到 600，现在是 601"),
        ("minutes = 5", "minutes = 5, mood = 1", "不认识 meetings[1].agenda[1].mood"),
        ('title = "试行办法"', 'title = "试行办法"\ndate = "去年"', "date 应是日期"),
        ('[[scale.grades]]\ncode = "good"\nname = "好"', "", "缺少 scale.grades"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    path = write(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(BadInput) as caught:
        read_scheme(path)
    assert caught.value.message.startswith(str(path))
    assert said in caught.value.message


def test_a_code_used_twice_is_refused(tmp_path: Path) -> None:
    twice = SMALL[SMALL.index("[[points.rules]]") : SMALL.index("[[meetings]]")]
    text = SMALL.replace("[[meetings]]", twice + "[[meetings]]")
    with pytest.raises(BadInput, match=r"points\.rules\[2\]\.code 应是没有用过的代号，现在是 \"study\""):
        read_scheme(write(tmp_path, text))
