"""A branch and a meeting put straight into the tables, so that each act is tested alone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from db.book import new_uid

if TYPE_CHECKING:
    from db.book import Book

NAMES = (
    "丁一", "于建国", "马晓燕", "王伟", "王志强", "邓丽", "石磊", "叶秀英", "史文", "白雪梅", "冯军", "朱明", "刘芳",
    "刘洋洋", "许敏", "孙涛", "李娜", "李国庆", "杨静", "吴勇", "何平", "宋丽华", "张三丰", "张超", "欧阳修文",
    "阿依古丽·吐尔逊",
)  # fmt: skip
"""26 names of two, three, four and eight characters, in 姓氏笔画 order."""

POSTS = {"于建国": "书记", "马晓燕": "组织委员", "王志强": "副书记", "石磊": "纪检委员", "白雪梅": "宣传委员"}
PROBATIONARY = "张超"

AGENDA = (
    ("briefing", "通报准备情况及上次整改落实情况", 10),
    ("work_report", "支委会报告工作并作对照检查", 15),
    ("self_review", "个人对照检查和相互批评", 60),
    ("points", "公布积分情况", 10),
    ("motion", "推选监票人、计票人", 5),
    ("appraisal", "民主测评", 20),
    ("commentary", "领导点评", 15),
    ("summary", "书记总结", 10),
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        """Let some seconds pass."""
        self.moment += timedelta(seconds=seconds)


def add_branch(book: Book, name: str = "机关第一党支部") -> int:
    """A branch with three 党小组; returns its id."""
    with book.quiet() as db:
        branch = db.execute(
            "INSERT INTO organisation (uid, kind, name) VALUES (?, 'branch', ?) RETURNING id",
            (new_uid(), name),
        ).fetchone()[0]
        for position, group in enumerate(("第一党小组", "第二党小组", "第三党小组")):
            db.execute(
                "INSERT INTO organisation (uid, parent_id, kind, name, position) VALUES (?, ?, 'group', ?, ?)",
                (new_uid(), branch, group, position),
            )
    return int(branch)


def add_members(book: Book, branch: int, count: int = 26) -> list[int]:
    """Members in name order; the first 26 are `NAMES`, more are made up. Returns their ids."""
    groups = [
        row[0] for row in book.rows("SELECT id FROM organisation WHERE kind = 'group' ORDER BY position")
    ]
    ids = []
    with book.quiet() as db:
        for index in range(count):
            name = NAMES[index] if index < len(NAMES) else f"党员{index + 1:03d}"
            row = {
                "uid": new_uid(),
                "organisation_id": branch,
                "group_id": groups[index % len(groups)] if groups else None,
                "name": name,
                "kind": "probationary" if name == PROBATIONARY else "full",
                "post": POSTS.get(name, ""),
                "sort_key": f"{index:05d}",
                "initials": f"x{index}",
                "added_at": book.now(),
            }
            ids.append(int(db.table("member").insert(row).last_pk))  # type: ignore[arg-type]
    return ids


def add_meeting(book: Book, branch: int, *, state: str = "planned", number: int = 1) -> int:
    """A 组织生活会 with its agenda and one attendance row a member; returns its id."""
    secretary = book.value("SELECT id FROM member WHERE post = '书记'")
    recorder = book.value("SELECT id FROM member WHERE post = '组织委员'")
    with book.quiet() as db:
        meeting = db.table("meeting").insert({
            "uid": new_uid(), "organisation_id": branch, "number": number, "title": "2026年度组织生活会", "year": 2026,
            "topic": "深入查摆问题，开展批评和自我批评", "planned_at": "2026-11-22T14:30", "place": "三楼会议室",
            "chair_id": secretary, "recorder_id": recorder, "state": state, "created_at": book.now(),
            "started_at": book.now() if state != "planned" else None,
        }).last_pk  # fmt: skip
        for position, (kind, title, minutes) in enumerate(AGENDA):
            db.table("agenda_item").insert({
                "uid": new_uid(), "meeting_id": meeting, "position": position, "kind": kind, "title": title,
                "planned_seconds": minutes * 60,
            })  # fmt: skip
        db.execute(
            "INSERT INTO attendance (meeting_id, member_id, kind, has_vote) "
            "SELECT ?, id, kind, kind = 'full' FROM member WHERE left_at IS NULL",
            (meeting,),
        )
    return int(meeting)  # type: ignore[arg-type]


def all_present(book: Book, meeting: int) -> None:
    """Everybody is here."""
    with book.quiet() as db:
        db.execute(
            "UPDATE attendance SET status = 'present', in_room = 1, marked_at = ? WHERE meeting_id = ?",
            (book.now(), meeting),
        )
