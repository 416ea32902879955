"""Papers of any size for the document tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.export.ballot_papers import (
    SummaryPaper,
    SummaryRow,
)
from db.export.papers import (
    CommentaryNote,
    CorrectionLine,
    Criticism,
    Decision,
    Headcount,
    Item,
    MinutesPaper,
    Person,
    PollNote,
    ReadBack,
    Speech,
    Standing,
    Turn,
)
from db.rules.minutes import State

ROSTER = (
    "丁一、于建国、马晓燕、王伟、王志强、邓丽、石磊、叶秀英、史文、白雪梅、冯军、朱明、刘芳、刘洋洋、许敏、孙涛、李娜、李国庆、"
    "杨静、吴勇、何平、宋丽华、张三丰、张超、陈刚、欧阳修文"
)
NAMES = tuple(ROSTER.split("、"))
BRANCH = "滨海市应急管理局机关第一党支部"
START = datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 - papers hold local time
POLL_SENTENCE = "大会以无记名方式进行民主测评，发出测评票24张，收回24张；其中有效票23张，废票1张。"


def names(count: int) -> tuple[str, ...]:
    """So many names: the 26, then numbered ones."""
    more = (f"{NAMES[index % 26][0]}成{index}" for index in range(26, count))
    return (*NAMES[:count], *more)


def turn(index: int, people: tuple[str, ...]) -> Turn:
    name = people[index]
    others = tuple(people[(index + step) % len(people)] for step in (1, 2))
    return Turn(
        name=name,
        review="理论学习系统性不够，结合业务工作思考不深；深入基层调研次数偏少，面对面听取群众意见不够。\n"
        "下一步将每月到联系点不少于1次，年底前形成调研报告1篇。",
        criticisms=tuple(
            Criticism(other, "建议在重点工作推进中多听取一线同志意见，减少“照本宣科”，多安排交流研讨。")
            for other in others
        ),
        response="诚恳接受同志们的批评，列入个人整改清单，2027年6月底前完成。",
    )


def minutes(count: int = 26) -> MinutesPaper:
    people = names(count)
    return MinutesPaper(
        branch=BRANCH,
        title="2026年度组织生活会",
        year=2026,
        place="局机关三楼会议室",
        chair=Person("于建国", "党支部书记"),
        recorder=Person("马晓燕", "组织委员"),
        topic="学习贯彻党的创新理论，深入查摆问题，开展批评和自我批评",
        started=START,
        ended=START + timedelta(hours=2, minutes=40),
        due=Headcount(count - 1, 1),
        present=Headcount(count - 2, 1),
        on_leave=(Person("冯军", "因公出差"),),
        movements=(Person("李娜", "14:50到会"),),
        observers=(Person("周敏", "市直机关工委组织部副部长"),),
        opening=f"应到党员{count}名，实到{count - 1}名（正式{count - 2}名，预备1名），请假1名，列席1名。",
        items=(
            Item(
                "通报准备情况及上次整改",
                (Speech("于建国同志", "通报", "上年度列入整改清单的问题7项，已完成6项，正在推进1项。"),),
                planned_minutes=10,
                actual_minutes=18,
                started=START,
            ),
            Item("个人对照检查和相互批评", tuple(turn(index, people) for index in range(count))),
            Item("学习交流", skipped="时间不足，改在下次党员大会进行"),
            Item(
                "推选监票人、计票人",
                (
                    Decision(
                        "推选监票人、计票人",
                        "应到有表决权党员25名，实到23名。赞成23票，反对0票，弃权0票。通过。",
                    ),
                ),
            ),
            Item("民主评议党员", (PollNote(POLL_SENTENCE, ("石磊",), ("白雪梅", "朱明")),)),
            Item(
                "领导点评",
                (
                    CommentaryNote(
                        "周敏",
                        "党支部",
                        post="市直机关工委组织部副部长",
                        manner="集中点评",
                        results="会前准备充分，相互批评开门见山。",
                        problems="个别同志联系实际不够紧密。",
                        direction="抓好整改落实，做到件件有着落。",
                    ),
                ),
            ),
        ),
        corrections=tuple(
            CorrectionLine("深入基层调研偏少", "每月到联系点不少于1次", name, "2027年6月30日")
            for name in people[:5]
        ),
        enclosures=("签到表", "计票报告单"),
    )


def final() -> Standing:
    end = START + timedelta(hours=2, minutes=38)
    return Standing(State.FINAL, ReadBack(end), end + timedelta(days=1), digest="ab12" * 16)


def summary(count: int = 26) -> SummaryPaper:
    rows = tuple(
        SummaryRow(
            name,
            (20 - index % 7, 2 + index % 5, index % 3, 0),
            blank=1 + (index % 7 - index % 5 - index % 3) % 3,
            base=23,
        )
        for index, name in enumerate(names(count))
    )
    return SummaryPaper(
        branch=BRANCH,
        year=2026,
        poll="民主评议党员",
        date=START.date(),
        scale=("优秀", "合格", "基本合格", "不合格"),
        rows=rows,
        due=26,
        present=24,
        issued=24,
        returned=24,
        valid=23,
        void=1,
        digest="0123456789abcdef" * 4,
        salt="77aa",
        scrutineers=("石磊",),
        tellers=("白雪梅", "朱明"),
    )
