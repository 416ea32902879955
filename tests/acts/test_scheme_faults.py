"""A scheme file with a mistake is refused with file, key and what was expected; one test a mistake."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from db.errors import BadInput
from db.scheme import load_scheme, parse_scheme, read_scheme
from db.toml_file import Table

WHOLE = """
title = "试行办法"
notes = ["一处"]
[[standards]]
code = "good"
target = "member"
name = "五带头"
criteria = [{ code = "study", title = "带头学习", text = "学" }]
[[stages]]
code = "first"
name = "发动"
begins = 2026-05-01
ends = 2026-06-20
wording = "5月至6月中旬"
[[stages]]
code = "second"
name = "争创"
begins = 2026-06-11
ends = 2027-06-30
wording = "6月中旬起"
[[links]]
code = "pledge"
name = "公开承诺"
text = "公布"
[[links]]
code = "review"
name = "讲评"
text = "讲评"
within = "pledge"
[[activities]]
name = "五学"
text = "学"
[[nodes]]
name = "七一"
day = "--07-01"
[[requirements]]
code = "idea"
name = "金点子"
who = "all"
how_many = 1
period = "by"
stage = "first"
points_rule = "idea"
defaults = ["how_many"]
fields = [{ code = "text", name = "建议", kind = "prose" }]
[[requirements]]
code = "report"
name = "述职"
who = "post"
whom = ["书记"]
period = "year"
[[designations]]
code = "post"
name = "先锋岗"
least = 1
most = 2
[[targets]]
code = "half"
what = "达标"
share = 50
by = 2026-12-31
[[tiers]]
code = "top"
name = "先进"
text = "带头"
[[assessments]]
code = "year"
name = "考评"
target = "member"
standard = "good"
weights = [{ name = "日常", percent = 80 }, { name = "评议", percent = 20 }]
[[awards]]
code = "best"
name = "优秀"
target = "member"
steps = [{ name = "推荐" }]
quota = { least = 1, most = 2, per = "branch" }
nodes = [{ name = "七一", day = 2027-07-01 }]
[[inspections]]
name = "检查"
every = "month"
[scale]
title = "等次"
[[scale.grades]]
code = "good"
name = "好"
[points]
base = 60
[points.carry]
mode = "share"
percent = 20
[[points.rules]]
code = "idea"
name = "提建议"
category = "贡献"
points = 1
cause = "register"
valid_from = 2026-05-01
valid_to = 2026-12-31
[[points.vetoes]]
code = "crime"
name = "违法"
[[meetings]]
code = "group"
title = "小组讲评"
level = "group"
agenda = [{ kind = "summary", title = "总结", minutes = 5 }]
[[meetings]]
code = "branch"
title = "支部讲评"
follows = "group"
agenda = [{ kind = "summary", title = "总结", minutes = 5 }]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "自己的.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_whole_file_is_right(tmp_path: Path) -> None:
    scheme = read_scheme(write(tmp_path, WHOLE))
    assert (len(scheme.stages), scheme.begins, scheme.ends) == (2, "2026-05-01", "2027-06-30")


def test_a_stage_gives_a_requirement_its_days(tmp_path: Path) -> None:
    one = read_scheme(write(tmp_path, WHOLE)).requirements[0]
    assert (one.begins, one.ends) == ("2026-05-01", "2026-06-20")


def test_a_day_may_stand_in_quotes(tmp_path: Path) -> None:
    text = WHOLE.replace("by = 2026-12-31", 'by = "2026-12-31"')
    assert read_scheme(write(tmp_path, text)).targets[0].by == "2026-12-31"


def test_a_value_that_the_document_leaves_open_is_marked(tmp_path: Path) -> None:
    one = read_scheme(write(tmp_path, WHOLE)).requirements[0]
    assert (one.origin, one.is_default("how_many"), one.is_default("period")) == ("seed", True, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ends = 2026-06-20", "ends = 2026-04-20", "stages[1].ends 应是不早于 begins（2026-05-01）的日期，现在是 2026-04-20"),
        ("begins = 2026-06-11", "begins = 2026-04-11", "stages[2].begins 应是不早于 上一阶段的 begins（2026-05-01）的日期"),
        ("begins = 2026-05-01", 'begins = "五月"', 'stages[1].begins 应是日期，如 2026-05-01，现在是 "五月"'),
        ("begins = 2026-05-01", "begins = 2026-05-01T08:00:00", "stages[1].begins 应是日期"),
        ("begins = 2026-05-01", "begins = 0001-05-01", "stages[1].begins 应是日期，如 2026-05-01，现在是 0001-05-01"),
        ("begins = 2026-05-01\n", "", "缺少 stages[1].begins，应是日期"),
        ('wording = "5月至6月中旬"\n', "", "缺少 stages[1].wording"),
        ('code = "second"', 'code = "first"', 'stages[2].code 应是没有用过的代号，现在是 "first"'),
        ('title = "试行办法"', 'title = "试行办法"\nbegins = 2026-05-01', "begins 应是不写（有 stages 时由各阶段的日期定）"),
        ('target = "member"', 'target = "everybody"', 'standards[1].target 应是"organisation"、"member" 之一'),
        ('criteria = [{ code = "study", title = "带头学习", text = "学" }]\n', "", "缺少 standards[1].criteria"),
        ('title = "带头学习", text', "text", "缺少 standards[1].criteria[1].title"),
        ('title = "带头学习", text', 'title = "带头学习", txt', "不认识 standards[1].criteria[1].txt，是不是 text？"),
        ('code = "pledge"', 'code = "promise"', 'links[1].code 应是"organise"、"pledge"'),
        ('code = "review"', 'code = "pledge"', "links[2].code 应是没有用过的代号"),
        ('within = "pledge"', 'within = "award"', "links[2].within 应是本文件里一个环节的代号（pledge、review）"),
        ('within = "pledge"', 'within = "review"', "links[2].within 应是另一个环节的代号"),
        ('name = "五学"\n', "", "缺少 activities[1].name"),
        ('day = "--07-01"', 'day = "--13-01"', "nodes[1].day 应是日期，或每年的月日如"),
        ('who = "all"', 'who = "some"', 'requirements[1].who 应是"all"、"kind"'),
        ('whom = ["书记"]\n', "", "缺少 requirements[2].whom"),
        ('who = "all"', 'who = "all"\nwhom = ["书记"]', "requirements[1].whom 应是不写"),
        ('who = "post"', 'who = "kind"', 'requirements[2].whom 应是由 "full"、"probationary" 组成的列表'),
        ("how_many = 1", "how_many = -1", "requirements[1].how_many 应是整数，0 到 10000，现在是 -1"),
        ('period = "by"', 'period = "sometimes"', "requirements[1].period 应是"),
        ('stage = "first"\n', "", '缺少 requirements[1].ends，应是日期（period 是 "by" 时'),
        ('stage = "first"', 'stage = "third"', "requirements[1].stage 应是本文件里一个阶段的代号（first、second）"),
        ('stage = "first"', "begins = 2026-07-01\nends = 2026-06-01", "requirements[1].ends 应是不早于 begins"),
        ('points_rule = "idea"', 'points_rule = "ideas"', "requirements[1].points_rule 应是本文件里一个积分项的代号（idea）"),
        ('defaults = ["how_many"]', 'defaults = ["unit"]', "requirements[1].defaults 应是本节里写着的键的名称；这里没有 unit"),
        ('kind = "prose"', 'kind = "poem"', "requirements[1].fields[1].kind 应是"),
        ("most = 2\n[[targets]]", "most = 0.5\n[[targets]]", "designations[1].most 应是整数"),
        ("least = 1\nmost = 2", "least = 3\nmost = 2", "designations[1].most 应是不小于 least（3）的整数"),
        ("share = 50", "share = 150", "targets[1].share 应是整数，1 到 100，现在是 150"),
        ("share = 50", "", "缺少 targets[1].share"),
        (
            "share = 50", 'share = 50\nof = ["branch", "office"]',
            "targets[1].of 应是committee、general_branch、branch、group 中的一个或几个，不重复",
        ),
        ("share = 50", 'share = 50\nof = ["branch", "branch"]', "targets[1].of 应是"),
        ("share = 50", "share = 50\nof = []", "targets[1].of 应是"),
        ("share = 50", 'share = 50\nof = "branch"', "targets[1].of 应是文字的列表"),
        ("by = 2026-12-31\n", "", "缺少 targets[1].by"),
        ('text = "带头"', "", "缺少 tiers[1].text"),
        ('standard = "good"', 'standard = "best"', "assessments[1].standard 应是本文件里一个标准的代号（good）"),
        ("percent = 80", "percent = 70", "assessments[1].weights 应是合计 100 的若干项（现在合计 90）"),
        ('steps = [{ name = "推荐" }]\n', "", "缺少 awards[1].steps"),
        ('per = "branch"', 'per = "county"', "awards[1].quota.per 应是"),
        ("day = 2027-07-01", "day = 2027-02-30", "写法有误"),
        ('every = "month"', 'every = "often"', "inspections[1].every 应是"),
        ("percent = 20\n[[points", "[[points", "缺少 points.carry.percent"),
        ("percent = 20\n[[points", "percent = 120\n[[points", "points.carry.percent 应是整数，1 到 100"),
        ('mode = "share"', 'mode = "reset"', "不认识 points.carry.percent"),
        ('cause = "register"', 'cause = "luck"', "points.rules[1].cause 应是"),
        ("valid_to = 2026-12-31", "valid_to = 2026-04-30", "points.rules[1].valid_to 应是不早于 valid_from（2026-05-01）的日期"),
        ('code = "crime"', 'code = "Crime"', "points.vetoes[1].code 应是小写字母开头的代号"),
        ('follows = "group"', 'follows = "branch"', "meetings[2].follows 应是本文件里一个会议模板的代号（group）"),
        ('level = "group"', 'level = "village"', "meetings[1].level 应是"),
        ('name = "检查"', 'name = "检查"\norigin = "mine"', 'inspections[1].origin 应是"seed"、"default" 之一'),
        ('notes = ["一处"]', "notes = [1]", "notes 应是文字的列表"),
        ("[[tiers]]", "[[tears]]", "不认识 tears，是不是 tiers？"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    path = write(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(BadInput) as caught:
        read_scheme(path)
    assert caught.value.message.startswith(str(path))
    assert said in caught.value.message


def test_a_reference_where_the_file_has_nothing_of_the_kind_says_so(tmp_path: Path) -> None:
    text = WHOLE[: WHOLE.index("[[standards]]")] + WHOLE[WHOLE.index("[[stages]]") :]
    with pytest.raises(BadInput, match=r"assessments\[1\]\.standard 应是一个标准的代号，本文件没有标准"):
        read_scheme(write(tmp_path, text))


def test_levels_are_those_of_meetings(tmp_path: Path) -> None:
    text = WHOLE.replace('cause = "register"', 'cause = "attended"\nlevels = ["street"]')
    with pytest.raises(BadInput, match=r"points\.rules\[1\]\.levels 应是由"):
        read_scheme(write(tmp_path, text))


def test_a_file_of_ones_own_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"找不到文件 .*没有\.toml"):
        load_scheme("没有.toml", beside=tmp_path)


def paths(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a parsed file, however deep."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*at, key)
        yield from paths(value[key], (*at, key))


def fault_of(content: dict[str, Any]) -> str:
    try:
        parse_scheme(Table("自己的.toml", content), Path("自己的.toml"))
    except BadInput as fault:
        return fault.message
    return ""


PARSED = tomli.loads(WHOLE)
WRONG: tuple[Any, ...] = (
    None,
    0,
    -1,
    Decimal("1.5"),
    "",
    " ",
    "x",
    True,
    [],
    [1],
    [[]],
    {},
    {"a": 1},
    date(1, 1, 1),
    time(8),
)


@pytest.mark.parametrize("place", paths(PARSED), ids=lambda place: ".".join(map(str, place)))
def test_whatever_stands_anywhere_is_read_or_refused_in_chinese(place: tuple[Any, ...]) -> None:
    for wrong in WRONG:
        content = copy.deepcopy(PARSED)
        inner = content
        for key in place[:-1]:
            inner = inner[key]
        if wrong is None:
            del inner[place[-1]]
        else:
            inner[place[-1]] = wrong
        said = fault_of(content)
        assert said == "" or said.startswith("自己的.toml：")
