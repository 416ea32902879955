"""The sample's meeting that was held: from planning to closing, with everything in it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db import sealing
from db.acts import (
    agenda,
    ballots,
    cleaning,
    commentary,
    corrections,
    counting,
    decisions,
    meetings,
    minutes,
    motions,
    observers,
    poll_drafts,
    poll_locks,
    polls,
    remarks,
    rollcall,
)
from db.demo import people as who
from db.demo import texts
from db.demo.branch import give_year
from db.demo.planned import create, year_of
from db.rules.attendance import Status
from db.rules.ballot import BLANK, Ballot
from db.rules.commentary import Manner
from db.rules.motion import HandCount, Nominee
from db.rules.remarks import Kind
from db.views import minutes as minutes_view
from db.views import polls as polls_view

if TYPE_CHECKING:
    from db.book import Book
    from db.demo import Clock
    from db.demo.branch import People

COST = sealing.Cost(ops=1, memory=2**20)
"""The sample's ballot needs no strong lock: its codes are thrown away with the boxes."""
SCRUTINEERS, TELLERS = ("宋春雷", "仇海燕"), ("何静", "李卓然")
VOID_SLIP = 17
SEED = 26
SECONDS_A_CHARACTER = 0.6
"""What is recorded is a digest of what was said."""


def hold(book: Book, clock: Clock, people: People, day: date) -> int:
    """Plan, hold and close the meeting of that day; returns its id."""
    clock.set(day - timedelta(days=12), 10)
    meeting = create(book, people, day)
    give_year(book, people, _days_before(day), is_settled=True)
    roll_call(book, clock, people, meeting, day)
    talk(book, clock, people, meeting)
    vote(book, clock, people, meeting)
    comment_and_sum_up(book, clock, people, meeting)
    close(book, clock, people, meeting, day)
    decide(book, clock, meeting, day)
    return meeting


def _days_before(day: date) -> list[date]:
    year = year_of(day)
    latest = min(day - timedelta(days=13), date(year, 12, 31))
    return [latest - timedelta(days=back) for back in (120, 80, 40, 0)]


def roll_call(book: Book, clock: Clock, people: People, meeting: int, day: date) -> None:
    """Everybody but one is marked, two superiors sit in, the meeting is opened."""
    clock.set(day, 14, 18)
    rollcall.prepare(book, meeting)
    for name in people.ids:
        clock.move(8)
        if name in texts.LEAVE:
            rollcall.mark(book, meeting, people[name], Status.LEAVE, texts.LEAVE[name])
        elif name != texts.LATE:
            rollcall.mark(book, meeting, people[name], Status.PRESENT)
    for name, unit, post in texts.OBSERVERS:
        observers.add_observer(book, meeting, observers.ObserverDraft(name, unit, post))
    clock.set(day, 14, 30)
    meetings.open_meeting(book, meeting)


def talk(book: Book, clock: Clock, people: People, meeting: int) -> None:
    """通报, 支委会 report, person by person, points."""
    item = _next(book, meeting)
    agenda.save_note(book, item, texts.BRIEFING)
    clock.move(60 * 7)
    rollcall.mark(book, meeting, people[texts.LATE], Status.LATE)
    clock.move(60 * 2)
    _next(book, meeting)
    for kind, text in ((Kind.REPORT, texts.WORK_REPORT), (Kind.SELF_REVIEW, texts.COMMITTEE_REVIEW)):
        _say(book, clock, meeting, remarks.RemarkDraft(kind, people[who.SECRETARY]), text)
    _next(book, meeting)
    for turn in texts.TURNS:
        _take_turn(book, clock, people, meeting, turn)
    absent, text, reader = texts.WRITTEN
    draft = remarks.RemarkDraft(
        Kind.SELF_REVIEW, people[absent], about_id=people[absent], reader_id=people[reader]
    )
    _say(book, clock, meeting, draft, text)
    agenda.save_note(book, _next(book, meeting), texts.POINTS_NOTE)
    clock.move(60 * 6)


def _take_turn(book: Book, clock: Clock, people: People, meeting: int, turn: texts.Turn) -> None:
    speaker = people[turn.speaker]
    own = remarks.RemarkDraft(Kind.SELF_REVIEW, speaker, about_id=speaker)
    _say(book, clock, meeting, own, turn.review)
    for critic, text in turn.critics:
        draft = remarks.RemarkDraft(Kind.CRITICISM, people[critic], about_id=speaker)
        _say(book, clock, meeting, draft, text)
    _say(book, clock, meeting, remarks.RemarkDraft(Kind.RESPONSE, speaker, about_id=speaker), turn.answer)


def vote(book: Book, clock: Clock, people: People, meeting: int) -> None:
    """推选监票人、计票人, then the appraisal on paper, slip by slip."""
    item = _next(book, meeting)
    roles = [
        (role, name) for role, names in (("scrutineer", SCRUTINEERS), ("teller", TELLERS)) for name in names
    ]
    nominees = tuple(Nominee(role, people[name], name) for role, name in roles)
    motion = motions.put(book, meeting, motions.MotionDraft(nominees=nominees, agenda_item_id=item))
    clock.move(60 * 3)
    voters = int(
        book.value(
            "SELECT count(*) FROM attendance WHERE meeting_id = ? AND in_room AND has_vote", (meeting,)
        )
    )
    motions.record(book, motion, HandCount(voters, 0, 0))
    item = _next(book, meeting)
    book.conn.execute("PRAGMA synchronous = FULL")
    poll = poll_drafts.draft_appraisal(book, meeting, agenda_item_id=item)
    _count(book, clock, poll)
    book.conn.execute("PRAGMA synchronous = OFF")


def _count(book: Book, clock: Clock, poll: int) -> None:
    codes = (sealing.draw_code(), sealing.draw_code())
    polls.open_poll(book, poll, sealing.new_lock(codes, COST), question=polls_view.question_print(book, poll))
    lock, context = poll_locks.context_of(book, poll)
    sealer = sealing.unlock_sealer(lock, context, codes)
    electorate = int(book.value("SELECT electorate FROM poll WHERE id = ?", (poll,)))
    graded = book.rows("SELECT is_graded FROM poll_target WHERE poll_id = ? ORDER BY position", (poll,))
    polls.record_issued(book, poll, electorate)
    clock.move(60 * 9)
    polls.count_slips(book, poll, electorate, electorate)
    chance = random.Random(SEED)
    likings = [chance.choice(((6, 3, 0), (4, 5, 0), (2, 7, 1), (5, 5, 0))) for _ in graded]
    for number in range(1, electorate + 1):
        drawn = [chance.choices((1, 2, 3), weights)[0] for weights in likings]
        # The slip has no place to mark beside who gets no grade.
        marks = tuple(mark if is_graded else BLANK for mark, (is_graded,) in zip(drawn, graded, strict=True))
        ballots.enter_slip(book, poll, sealer, number, Ballot(marks, is_void=number == VOID_SLIP))
    clock.move(60 * 6)
    polls.close_poll(book, poll)
    unsealed = counting.unseal(counting.work_of(book, poll), codes)
    assert unsealed.result is not None  # noqa: S101 - typed in once, so nothing can differ
    counting.store_count(book, poll, unsealed.result)
    cleaning.finish_cleaning(book, poll)


def comment_and_sum_up(book: Book, clock: Clock, people: People, meeting: int) -> None:
    """领导点评 on the branch, its secretary and some members; 书记总结."""
    _next(book, meeting)
    name, post = texts.COMMENTATOR
    targets: list[tuple[int | None, tuple[str, str, str], Manner]] = [
        (None, texts.BRANCH_COMMENTARY, Manner.COLLECTIVE),
        (people[who.SECRETARY], texts.COMMENTARIES[who.SECRETARY], Manner.INDIVIDUAL),
    ]
    for target, words, manner in targets:
        draft = commentary.CommentaryDraft(target, commentator=name, post=post, manner=manner)
        _comment(book, clock, meeting, draft, words)
    for target_name, words in texts.COMMENTARIES.items():
        if target_name != who.SECRETARY:
            draft = commentary.CommentaryDraft(people[target_name], commentator_id=people[who.SECRETARY])
            _comment(book, clock, meeting, draft, words)
    _next(book, meeting)
    _say(book, clock, meeting, remarks.RemarkDraft(Kind.SUMMARY, people[who.SECRETARY]), texts.SUMMARY)


def _comment(
    book: Book, clock: Clock, meeting: int, draft: commentary.CommentaryDraft, words: tuple[str, str, str]
) -> None:
    number = commentary.begin(book, meeting, draft)
    commentary.save_texts(book, number, commentary.Texts(*words))
    clock.move(100)
    commentary.release(book, number)


def close(book: Book, clock: Clock, people: People, meeting: int, day: date) -> None:
    """整改清单, reading back, 散会, final minutes, 闭会."""
    for problem, measures, owner, due, whose in texts.CORRECTIONS:
        draft = corrections.CorrectionDraft(
            problem, measures, owner, due=f"{day.year + 1}-{due}", member_id=people[whose] if whose else None
        )
        corrections.add_correction(book, meeting, draft)
    clock.move(60 * 4)
    minutes.read_back(book, meeting, _minutes(book, meeting).spoken_digest)
    meetings.adjourn(book, meeting)
    clock.move(60 * 25)
    record = _minutes(book, meeting)
    minutes.finalise(book, meeting, record.record_json, record.spoken_digest)
    meetings.close_meeting(book, meeting)


def decide(book: Book, clock: Clock, meeting: int, day: date) -> None:
    """评定意见: the 支委会 sits four days later; everybody is told the day after."""
    sat_on = day + timedelta(days=4)
    clock.set(sat_on, 15)
    decisions.hold_session(
        book,
        meeting,
        body="committee",
        held_on=sat_on.isoformat(),
        place="局机关二楼小会议室",
        attendance=f"{who.SECRETARY}、{who.DEPUTY}、{who.ORGANISER}、{who.PROPAGANDIST}、{who.DISCIPLINE}",
        record="对照民主测评结果、日常表现和积分情况逐人研究，5名支委一致同意。",
    )
    graded = book.rows(
        "SELECT t.member_id FROM poll_target t JOIN poll p ON p.id = t.poll_id JOIN poll_count c ON c.target_id = t.id"
        " WHERE p.meeting_id = ? AND p.kind = 'appraisal' AND t.is_graded AND c.grade = 'excellent'"
        " ORDER BY c.count DESC, t.position",
        (meeting,),
    )
    for place, (member,) in enumerate(graded):
        grade = "excellent" if place < len(graded) // 3 else "qualified"
        decisions.decide(book, meeting, member, grade, opinion=texts.OPINIONS[grade])
    decisions.decide_ungraded(book, meeting)
    everybody = [
        row[0] for row in book.rows("SELECT member_id FROM grade_decision WHERE meeting_id = ?", (meeting,))
    ]
    told_on = sat_on + timedelta(days=1)
    clock.set(told_on, 9)
    decisions.feed_back(book, meeting, everybody, told_on.isoformat())


def _minutes(book: Book, meeting: int) -> minutes_view.Minutes:
    found = minutes_view.minutes(book, meeting)
    assert found is not None  # noqa: S101  the meeting was made above
    return found


def _next(book: Book, meeting: int) -> int:
    item = agenda.next_item(book, meeting)
    assert item is not None  # noqa: S101  the template has as many items as are asked for
    return item


def _say(book: Book, clock: Clock, meeting: int, draft: remarks.RemarkDraft, text: str) -> None:
    """One remark."""
    number = remarks.begin(book, meeting, draft)
    remarks.save_text(book, number, text)
    clock.move(len(text) * SECONDS_A_CHARACTER)
    remarks.finish(book, number)
