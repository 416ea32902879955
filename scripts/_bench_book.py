"""The book of the benches: 300 members, 20 000 point entries, a meeting that runs, a ballot that is being typed in."""

from __future__ import annotations

import random
import secrets
from datetime import date
from typing import TYPE_CHECKING

from db import sealing
from db.acts import agenda, meetings, motions, organisations, poll_drafts, polls, remarks, rollcall, roster
from db.acts import booths as box
from db.acts.member_fields import MemberDraft
from db.book import new_uid, open_book
from db.rules.attendance import Status
from db.rules.ballot import APPRAISAL_FORM
from db.rules.motion import HandCount, Nominee
from db.rules.remarks import Kind
from db.scheme import load_scheme
from db.views import polls as polls_view

if TYPE_CHECKING:
    from pathlib import Path

    from db.book import Book

MEMBERS, ENTRIES = 300, 20_000
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高", "伟芳娜敏静秀英丽强磊洋艳勇军杰娟涛明超华"
CODES = ("123456789012", "210987654321")
CHEAP = sealing.Cost(ops=1, memory=8192)
SPOKEN = "学习不够系统，联系实际不够紧密；下一步坚持每周自学，多到一线调查研究，帮助群众解决实际问题。"


def make(path: Path, *, with_points: bool = True) -> list[int]:
    """Make the book; the meeting is planned. Returns the members' ids in the order of the roll."""
    with open_book(path) as book:
        book.conn.execute("PRAGMA synchronous = OFF")
        branch = organisations.name_branch(book, "测速党支部")
        for number in range(MEMBERS):
            name = SURNAMES[number % 15] + GIVEN[number // 15] + GIVEN[number % 20]
            post = "书记" if number == MEMBERS - 1 else ""
            draft = MemberDraft(name, group=f"第{number % 9 + 1}党小组", post=post)
            roster.add_member(book, draft, organisation_id=branch)
        ids = [row[0] for row in book.rows("SELECT id FROM member ORDER BY sort_key, id")]
        if with_points:
            _points(book, ids)
        template = load_scheme("branch-default").usual_meeting
        items = [meetings.ItemDraft(item.kind, item.title, item.minutes) for item in template.agenda]
        today = date.fromisoformat(book.today())
        draft_meeting = meetings.MeetingDraft(
            "组织生活会",
            today.year,
            planned_at=f"{today}T09:00",
            place="会议室",
            chair_id=ids[0],
            recorder_id=ids[1],
        )
        meetings.create_meeting(book, branch, draft_meeting, items)
    return ids


def _points(book: Book, ids: list[int]) -> None:
    chance = random.Random(7)
    today, now = book.today(), book.now()
    entries = [
        (
            n,
            new_uid(),
            chance.choice(ids),
            int(today[:4]),
            today,
            tenths := chance.choice((10, 20, -10)),
            tenths,
            now,
        )
        for n in range(1, ENTRIES + 1)
    ]
    with book.quiet() as db:
        db.conn.executemany(
            "INSERT INTO point_entry (id, uid, member_id, year, day, category, tenths, asked, reason, entered_at)"
            " VALUES (?, ?, ?, ?, ?, '贡献', ?, ?, '测速', ?)",
            entries,
        )
        db.conn.executemany(
            "INSERT INTO point_approval (entry_id, decision, approver, at) VALUES (?, 'approved', '支部书记', ?)",
            [(n, now) for n in range(1, ENTRIES + 1)],
        )


def start_meeting(path: Path, *, all_present: bool = False) -> None:
    """Open the meeting; by wish everybody is there."""
    with open_book(path) as book:
        if all_present:
            rollcall.prepare(book, 1)
            rollcall.mark_rest(book, 1, Status.PRESENT)
        meetings.open_meeting(book, 1)
        agenda.next_item(book, 1)


def open_ballot(path: Path, ids: list[int]) -> None:
    """Choose the tellers and open an appraisal whose slips wait to be typed in, under `CODES`."""
    with open_book(path) as book:
        names = dict(book.rows("SELECT id, name FROM member"))
        nominees = (Nominee("scrutineer", ids[2], names[ids[2]]), Nominee("teller", ids[3], names[ids[3]]))
        motion = motions.put(book, 1, motions.MotionDraft(nominees=nominees))
        motions.record(book, motion, HandCount(MEMBERS, 0, 0))
        poll = poll_drafts.draft_appraisal(book, 1)
        lock = sealing.new_lock(CODES, CHEAP)
        polls.open_poll(book, poll, lock, question=polls_view.question_print(book, poll))
        polls.record_issued(book, poll, MEMBERS)
        polls.count_slips(book, poll, MEMBERS, MEMBERS)


def open_booths(path: Path, people: int, rows: int, *, booths: int) -> None:
    """A poll of so many people on so many lines, open to so many booths, under `CODES`. Its id is 1."""
    make(path, with_points=False)
    lines = tuple(poll_drafts.Line(f"第{row + 1}项") for row in range(rows))
    with open_book(path) as book:
        with book.quiet() as db:
            rules = '{"ballot_roles_required": false}'
            db.execute("UPDATE meeting SET rules = ?", (rules,))
        draft = poll_drafts.PollDraft(
            "satisfaction", "群众评议", "booth", APPRAISAL_FORM, lines,
            pool="群众代表", pool_due=people, pool_present=people,
        )  # fmt: skip
        poll = poll_drafts.draft(book, 1, draft)
        lock = sealing.new_lock(CODES, CHEAP)
        polls.open_poll(book, poll, lock, question=polls_view.question_print(book, poll))
        for _ in range(booths):
            box.add_booth(book, poll)


def speak(path: Path, ids: list[int]) -> None:
    """One 对照检查 a member, for the minutes."""
    with open_book(path) as book:
        book.conn.execute("PRAGMA synchronous = OFF")
        for member in ids:
            draft = remarks.RemarkDraft(Kind.SELF_REVIEW, member, about_id=member)
            number = remarks.begin(book, 1, draft)
            remarks.save_text(book, number, SPOKEN)
            remarks.finish(book, number)


def give_one(book: Book, member: int) -> None:
    """One approved entry, as the display's writer commits it."""
    now = book.now()
    with book.quiet() as db:
        db.execute(
            "INSERT INTO point_entry (uid, member_id, year, day, category, tenths, asked, reason, entered_at)"
            " VALUES (?, ?, ?, ?, '贡献', 10, 10, '测速', ?)",
            (secrets.token_hex(16), member, int(now[:4]), now[:10], now),
        )
        db.execute(
            "INSERT INTO point_approval (entry_id, decision, approver, at)"
            " VALUES (last_insert_rowid(), 'approved', '支部书记', ?)",
            (now,),
        )
