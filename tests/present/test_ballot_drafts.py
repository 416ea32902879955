"""The form of a secret poll: what stands in it, what is wrong with what was typed, what draft it makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.rules.ballot import APPRAISAL_SCALE
from db.rules.settings import Rules
from tui.present import ballot_drafts as present
from tui.present import ballot_forms as forms
from tui.present.ballot_ways import WAYS

GROUND = forms.Ground(
    rules=Rules(),
    scale=APPRAISAL_SCALE,
    standards=(),
    branch="机关第一党支部",
    groups=("第一党小组", "第二党小组"),
    people=(),
    ways=WAYS,
    given={},
)


def standing(form: str, ground: forms.Ground = GROUND) -> dict[str, str]:
    """What stands in a form that nobody touched."""
    return {field.id: field.value for field in forms.fields_of(form, ground)}


def recommending(chosen: str, write_ins: str) -> dict[str, str]:
    return standing("nomination.groups") | {"chosen": chosen, "write_ins": write_ins, "way": "slips"}


@pytest.mark.parametrize(("setting", "chosen", "write_ins"), [(0, "1", "0"), (2, "2", "2")])
def test_names_to_write_in_stand_as_the_setting_says_and_fit_what_may_be_chosen(
    setting: int, chosen: str, write_ins: str
) -> None:
    values = standing("nomination", replace(GROUND, rules=Rules(nomination_write_ins=setting)))
    assert (values["chosen"], values["write_ins"], present.complaint(values, GROUND)) == (
        chosen,
        write_ins,
        "",
    )


@pytest.mark.parametrize(
    ("chosen", "write_ins", "least"), [("2", "3", "2"), ("12", "10", "9"), ("1", "两", "数字")]
)
def test_more_names_to_write_in_than_may_be_chosen_are_sent_back(
    chosen: str, write_ins: str, least: str
) -> None:
    said = present.complaint(recommending(chosen, write_ins), GROUND)
    assert (said.startswith("“可以另选几名”"), least in said) == (True, True)


def test_what_was_typed_goes_into_the_form_of_the_slip_whatever_the_setting() -> None:
    ground = replace(GROUND, rules=Rules(nomination_write_ins=1))
    form = present.draft_of("nomination.groups", recommending("３", "0"), ground).form
    assert form is not None
    assert (form.most_chosen, form.write_ins) == (3, 0)


@pytest.mark.parametrize("form", ["appraisal", "satisfaction", "motion"])
def test_no_other_kind_asks_for_names_to_write_in(form: str) -> None:
    assert "write_ins" not in standing(form)
