"""Every kind of secret poll, drafted and played through on paper."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from db.acts import ballots, poll_drafts
from db.acts.poll_drafts import Line, PollDraft
from db.rules.ballot import APPRAISAL_SCALE, MAX_TEXT_BYTES, Ballot, BallotForm, Part
from db.rules.motion import HandCount
from db.rules.poll_kinds import CRITERION_SCALE, NOMINATION_SCALE
from db.rules.problems import PROBLEMS
from db.store import polls as store
from tests import paper, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Branch

CRITERIA = tuple(
    Part(f"c{number}", name, CRITERION_SCALE)
    for number, name in enumerate(("政治合格", "执行纪律合格", "品德合格", "发挥作用合格"))
)
ASPECTS = ("基本评价", "推动中心工作和重点任务完成情况", "[/x]为群众办实事、做好事、解难事情况")

APPRAISAL = PollDraft(
    "appraisal", "民主测评", form=BallotForm(APPRAISAL_SCALE, problems=PROBLEMS, text_bytes=MAX_TEXT_BYTES)
)
CRITERIA_OF_MEMBERS = PollDraft("criteria", "分项测评", form=BallotForm(APPRAISAL_SCALE, criteria=CRITERIA))
CRITERIA_OF_BRANCH = replace(CRITERIA_OF_MEMBERS, lines=(Line("机关第一党支部"),))
SATISFACTION = PollDraft(
    "satisfaction",
    "满意度测评",
    lines=tuple(Line(aspect) for aspect in ASPECTS),
    pool="群众代表",
    pool_due=12,
    pool_present=9,
)
MOTION = PollDraft(
    "motion",
    "接收阿依古丽·吐尔逊为预备党员",
    lines=(Line("接收阿依古丽·吐尔逊为预备党员"),),
    written=HandCount(1, 0, 0),
)


def nomination(branch: Branch, most: int = 2, write_ins: int = 1) -> PollDraft:
    """A 推荐 of one of six members, names of two and eight characters among them."""
    wanted = {*branch.members[:5], branch.members[25]}
    rules = store.meeting_rules(branch.book, branch.meeting)
    people = [one for one in store.people(branch.book, branch.meeting, rules) if one.id in wanted]
    return PollDraft(
        "nomination",
        "推荐优秀共产党员",
        form=BallotForm(NOMINATION_SCALE, most_chosen=most, write_ins=write_ins, blank_name="未选"),
        lines=tuple(Line(one.label, one.id) for one in people),
    )


def every(branch: Branch) -> tuple[PollDraft, ...]:
    """One draft of every kind, and of the branch on criteria."""
    return APPRAISAL, CRITERIA_OF_MEMBERS, CRITERIA_OF_BRANCH, SATISFACTION, MOTION, nomination(branch)


def ready(branch: Branch) -> None:
    """Everybody is here; somebody watches and somebody counts."""
    sample.all_present(branch.book, branch.meeting)
    if not branch.book.value("SELECT count(*) FROM meeting_role"):
        paper.choose_roles(branch.book, branch.meeting)


def away(branch: Branch, member: int) -> None:
    """A member is on leave, who may have filed an opinion in writing."""
    with branch.book.quiet() as db:
        db.execute("UPDATE attendance SET status = 'leave', in_room = 0 WHERE member_id = ?", (member,))


def deck(form: BallotForm, targets: int, count: int, seed: int = 1) -> list[Ballot]:
    """Slips marked by chance, within what the form allows; the third is void."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        marks = [
            chance.choices(range(len(form.part_of(cell).scale.grades) + 1))[0]
            for cell in range(form.cells(targets))
        ]
        if form.most_chosen:
            chosen = set(chance.sample(range(targets), form.most_chosen - (number == 1)))
            marks = [int(cell in chosen) for cell in range(targets)]
        found.append(
            Ballot(
                tuple(marks),
                is_void=number == 2,
                problems=tuple(chance.randrange(4) for _ in range(targets)) if form.problems else (),
                others=("冯军",) if form.write_ins and number == 1 else (),
                text="学习抓得紧，[/x] 走访少" if form.text_bytes and number in (0, 4) else "",
            )
        )
    return found


def opened(branch: Branch, asked: PollDraft) -> int:
    """A poll of any kind, opened."""
    ready(branch)
    if asked.written.total:
        away(branch, branch.members[20])
    poll = poll_drafts.draft(branch.book, branch.meeting, asked)
    paper.open_now(branch.book, poll)
    return poll


def counted(branch: Branch, asked: PollDraft, slips: Sequence[Ballot] | int = 7) -> int:
    """A poll of any kind, played through on paper; so many slips by chance, or these."""
    poll = opened(branch, asked)
    record = store.poll(branch.book, poll)
    assert record is not None
    targets = len(store.targets(branch.book, poll))
    stack = deck(record.form, targets, slips) if isinstance(slips, int) else list(slips)
    paper.hand_out(branch.book, poll, len(stack))
    sealer = paper.unlock(branch.book, poll)
    for number, slip in enumerate(stack, 1):
        ballots.enter_slip(branch.book, poll, sealer, number, slip)
    paper.count(branch.book, poll)
    return poll
