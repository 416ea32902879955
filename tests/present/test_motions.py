from __future__ import annotations

import pytest

from db.rules.motion import HandCount
from db.views.motions import Candidate
from tui.present.motions import find_people, read_count

PEOPLE = (
    Candidate(1, "王伟", "ww", "", has_vote=True),
    Candidate(2, "王 维", "ww", "", has_vote=True),
    Candidate(3, "刘芳", "lf", "", has_vote=True),
    Candidate(4, "张超（女）", "zc", "", has_vote=True),
    Candidate(5, "张超", "zc", "", has_vote=True),
    Candidate(6, "阿依古丽·吐尔逊", "aygltex", "", has_vote=True),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王伟", [1]),
        ("王伟、刘芳", [1, 3]),
        ("王伟，刘芳；张超（女）", [1, 3, 4]),
        ("王 伟", [1]),
        ("王伟 刘芳", [1, 3]),
        ("LF", [3]),
        ("张超", [5]),
        ("阿依古丽·吐尔逊", [6]),
    ],
)
def test_typed_names_mean_people(typed: str, found: list[int]) -> None:
    assert [one.member_id for one in find_people(typed, PEOPLE)[0]] == found


def test_initials_of_several_people_are_asked_about() -> None:
    assert find_people("zc", PEOPLE)[1] == "“zc”有张超（女）、张超，请写全。"


def test_a_stranger_is_named() -> None:
    said = "到会党员中没有“李四”。请写姓名或拼音首字母；未签到的先签到。"
    assert find_people("刘芳、李四", PEOPLE) == ([], said)


def test_full_width_digits_are_a_count() -> None:
    assert read_count({"for": "２５", "against": "", "abstain": "1"}) == HandCount(25, 0, 1)


def test_words_are_no_count() -> None:
    assert read_count({"for": "全体", "against": "0", "abstain": "0"}) is None
