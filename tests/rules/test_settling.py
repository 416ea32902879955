from __future__ import annotations

from dataclasses import replace

from db.rules.ballot import APPRAISAL_SCALE, Ballot, BallotForm
from db.rules.settling import differences

FORM = BallotForm(APPRAISAL_SCALE, most_chosen=2, write_ins=2)


def test_the_same_names_in_another_order_are_no_difference() -> None:
    one = Ballot((1, 0), others=("张三", "李四"))
    two = replace(one, others=("李四", "张三"))
    assert differences({1: one}, {1: two}, FORM, 2) == ()


def test_other_names_are_a_difference_of_the_notes_alone() -> None:
    one = Ballot((1, 0), others=("张三",))
    two = replace(one, others=("李四",))
    (found,) = differences({1: one}, {1: two}, FORM, 2)
    assert (found.cells, found.differs_notes) == ((), True)
