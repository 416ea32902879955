"""The seven systems of 2010, held against facts typed by hand from the documents."""

from __future__ import annotations

import functools

import pytest

from db.rules.requirements import asks_member
from db.scheme import Scheme, load_scheme, packaged
from tests.acts.seven_facts import (
    ACTIVITIES,
    AWARDS,
    DESIGNATIONS,
    HEADS,
    INSPECTED,
    LINKS,
    REQUIREMENTS,
    SEVEN,
    STAGES,
    STANDARDS,
    TARGETS,
    TEMPLATES,
    TIERED,
)

seven = pytest.mark.parametrize("name", SEVEN)


@functools.cache
def of(name: str) -> Scheme:
    return load_scheme(name)


def test_the_program_brings_the_seven_and_the_default() -> None:
    assert packaged() == tuple(sorted((*SEVEN, "branch-default")))


@seven
def test_who_laid_it_down_and_when(name: str) -> None:
    scheme = of(name)
    assert (scheme.issuer, scheme.number, scheme.date) == HEADS[name]


@seven
def test_every_criterion_of_every_standard_is_there(name: str) -> None:
    found = {(one.target, one.name): [each.title for each in one.criteria] for one in of(name).standards}
    assert found == STANDARDS[name]


@seven
def test_every_criterion_says_what_it_means(name: str) -> None:
    assert all(each.text for one in of(name).standards for each in one.criteria)


@seven
def test_every_stage_has_its_dates_and_the_words_of_the_document(name: str) -> None:
    assert [(one.name, one.begins, one.ends, one.wording) for one in of(name).stages] == STAGES[name]


@seven
def test_links_are_there_with_their_rhythm_and_absent_where_the_document_lacks_them(name: str) -> None:
    assert {one.code: (one.name, one.every) for one in of(name).links} == LINKS[name]


@pytest.mark.parametrize(
    ("name", "link"), [("zixi-county", "commentary"), ("huizhou-court", "masses")], ids=["zixi", "huizhou"]
)
def test_a_link_that_the_document_has_in_part_says_so(name: str, link: str) -> None:
    assert [one.code for one in of(name).links if one.is_partial] == [link]


def test_at_huzhou_the_masses_rate_within_the_review_and_the_assessment_is_part_of_the_award() -> None:
    within = {one.code: one.within for one in of("huzhou-drug-lab").links if one.within}
    assert within == {"masses": "review", "assessment": "award"}


@pytest.mark.parametrize(
    ("name", "manners"),
    [("zibo-safety", {"集中点评", "随时点评"}), ("shizong-agri", {"集中点评", "逐个点评"}), ("putian-organs", {"集中点评"})],
)  # fmt: skip
def test_the_manner_of_commentary(name: str, manners: set[str]) -> None:
    link = of(name).link("commentary")
    assert link is not None
    assert {way for way in link.ways if way.endswith("点评")} == manners


@seven
def test_activities_are_there(name: str) -> None:
    found = {one.name: list(one.items) for one in of(name).activities}
    assert {key: found.get(key) for key in ACTIVITIES[name]} == ACTIVITIES[name]


@seven
def test_who_owes_what_how_many_and_how_often(name: str) -> None:
    found = {one.name: (one.who, one.how_many, one.period) for one in of(name).requirements}
    assert found == REQUIREMENTS[name]


@pytest.mark.parametrize(
    ("posts", "is_asked"),
    [
        ("、县农业局副局长", True),
        ("支部书记、局长", True),
        ("、四级主任科员", True),
        ("、植保站站长", False),
        ("、", False),
    ],
)
def test_at_shizong_those_of_section_rank_are_known_by_their_office(posts: str, is_asked: bool) -> None:
    found = load_scheme("shizong-agri").requirement("township")
    assert found is not None
    assert asks_member(found, "full", posts) is is_asked


def test_rates_of_the_court_go_up_and_complaints_go_down() -> None:
    aims = {one.name: one.aim for one in of("huizhou-court").requirements if one.measure == "rate"}
    assert aims == {
        "送达率": "up",
        "调解率": "up",
        "结案率": "up",
        "执毕率": "up",
        "归档率": "up",
        "群众满意率": "up",
        "信访投诉率": "down",
    }


@pytest.mark.parametrize(
    ("name", "code", "ends"),
    [
        ("shizong-agri", "mobilise", "2010-05-31"),
        ("shizong-agri", "idea", "2010-06-20"),
        ("hebei-research", "duty-report", "2011-03-31"),
        ("zibo-safety", "room", "2010-12-31"),
    ],
)
def test_what_is_owed_by_a_day_says_which(name: str, code: str, ends: str) -> None:
    one = of(name).requirement(code)
    assert one is not None
    assert one.ends == ends


@seven
def test_posts_with_their_limits(name: str) -> None:
    assert {one.name: (one.least, one.most) for one in of(name).designations} == DESIGNATIONS[name]


@seven
def test_targets_and_their_days(name: str) -> None:
    assert [("rises" if one.rises else one.share, one.by) for one in of(name).targets] == TARGETS[name]


@seven
def test_which_organisations_a_target_counts(name: str) -> None:
    counted = {one.code: one.of for one in of(name).targets if one.subject == "organisation"}
    bodies = ("committee", "general_branch", "branch")
    assert counted == {
        "zibo-safety": dict.fromkeys(
            ("half", "seventy", "whole", "room", "walls", "rise-organisations"), bodies
        ),
        "hebei-research": {"rise-organisations": ("branch",)},
    }.get(name, {})


@seven
def test_tiers_where_the_document_has_them(name: str) -> None:
    tiers = [one.name for one in of(name).tiers]
    assert tiers == (["先进", "中间", "后进"] if name in TIERED else [])


@seven
def test_awards_with_quota_steps_and_nodes(name: str) -> None:
    found = {
        one.name: (
            (one.quota.least, one.quota.most, one.quota.per) if one.quota else None,
            [step.name for step in one.steps],
            [node.day for node in one.nodes],
        )
        for one in of(name).awards
    }
    assert found == AWARDS[name]


@seven
def test_meetings_of_its_own(name: str) -> None:
    found = {one.title: one.level for one in of(name).meetings}
    assert {key: found.get(key) for key in TEMPLATES[name]} == TEMPLATES[name]


def test_the_review_of_huzhou_is_one_round_on_two_levels() -> None:
    template = of("huzhou-drug-lab").template("branch-review")
    assert template is not None
    assert template.follows == "group-review"


def test_guests_sit_in_on_the_review_of_a_group() -> None:
    template = of("huzhou-drug-lab").template("group-review")
    assert template is not None
    assert (template.guests, "appraisal" in {item.kind.value for item in template.agenda}) == (
        "职工群众代表或工作服务对象",
        True,
    )


@seven
def test_every_scheme_has_meetings_on_the_three_levels(name: str) -> None:
    assert {one.level for one in of(name).meetings} == {"assembly", "committee", "group"}


@pytest.mark.parametrize("name", ["huizhou-court", "hebei-research", "huzhou-drug-lab"])
def test_no_commentary_on_the_agenda_where_the_document_has_none(name: str) -> None:
    assert "commentary" not in {item.kind.value for one in of(name).meetings for item in one.agenda}


@seven
def test_inspections_and_their_rhythm(name: str) -> None:
    assert [one.every for one in of(name).inspections] == INSPECTED[name]


@seven
def test_members_and_organisations_are_assessed_against_a_standard(name: str) -> None:
    found = {(one.target, bool(one.standard)) for one in of(name).assessments}
    assert found == {("organisation", True), ("member", True)}


@pytest.mark.parametrize("name", packaged())
def test_no_document_gives_point_values(name: str) -> None:
    assert all(rule.is_default("points") for rule in of(name).points.rules)


@pytest.mark.parametrize("name", packaged())
def test_every_point_rule_names_its_source(name: str) -> None:
    assert all(rule.source for rule in of(name).points.rules)


@pytest.mark.parametrize("name", packaged())
def test_weights_that_no_document_gives_are_marked(name: str) -> None:
    assert all(weight.is_default() for one in of(name).assessments for weight in one.weights)


def test_who_takes_which_standard_at_the_court_is_our_reading() -> None:
    assert [one.origin for one in of("huizhou-court").standards] == ["default", "default"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zixi-county", ("四个步骤", "10个领域")),
        ("hebei-research", ("五项活动",)),
        ("huizhou-court", ("新疆",)),
        ("shizong-agri", ("区委",)),
    ],
)
def test_slips_of_the_document_are_noted(name: str, said: tuple[str, ...]) -> None:
    notes = "\n".join(of(name).notes)
    assert all(one in notes for one in said)


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("putian-organs", "五项活动"),
        ("zixi-county", "领导点评"),
        *((name, "重点帮助") for name in ("zibo-safety", "zixi-county", "putian-organs", "hebei-research")),
    ],
)
def test_a_term_that_the_document_does_not_use_is_not_put_into_its_mouth(name: str, term: str) -> None:
    assert term not in of(name).text


def test_the_five_works_of_putian_are_named_one_by_one() -> None:
    strive = of("putian-organs").link("strive")
    assert strive is not None
    assert strive.ways == ("党性教育", "岗位练兵", "服务群众", "亮牌示范", "组织创新")


def test_when_the_court_chooses_its_outstanding_members_is_our_reading() -> None:
    (node,) = next(one for one in of("huizhou-court").awards if one.target == "member").nodes
    assert (node.wording, node.is_default("day")) == ("根据活动开展的进度", True)
