"""The 计票档案（内部） of a counted poll as plain data: everything by which a stranger can check the count again.

It holds the question, the count, the salted hash that was signed, the four facts and the whole chain of the log. It
holds no ballot: there is none left.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from db.errors import Refused
from db.rules.poll import count_content, question_content
from db.store import poll_rounds
from db.store import polls as store
from db.views import polls

if TYPE_CHECKING:
    from db.book import Reader

FORMAT: Final = "pingyi-record"
VERSION: Final = 1

NOT_PROVED: Final = (
    "本档案证明：票数各项相符，与签字的校验码相符，记录链前后衔接。",
    "本档案不证明：每张票都按投票人所填录入。用纸票的，请以封存的原始票为准；用投票台的没有原始票，有争议只能重新{deed}。",
    "本档案也不能排除：程序被改动，键盘记录，摄像，内存和屏幕被窃看，持有密码的两人合谋，无人清点的冒名投票。",
)


def record(reader: Reader, poll_id: int) -> dict[str, Any]:
    """Return the archive of one poll.

    Raises:
        Refused: the poll is not counted.
    """
    found = polls.result(reader, poll_id)
    kept = store.poll(reader, poll_id)
    if found is None or kept is None:
        raise Refused("还没有计票，没有计票档案。")
    sheet, numbers = found.sheet, found.sheet.turnout
    question = store.frozen_question(reader, kept)
    return {
        "format": FORMAT,
        "version": VERSION,
        "secrecy": "内部资料，由党支部掌握，不得公开。",
        "not_proved": [line.format(deed=numbers.traits.deed) for line in NOT_PROVED],
        "book": reader.value("SELECT uid FROM book"),
        "is_rehearsal": bool(reader.value("SELECT rehearsal FROM book")),
        "poll": {
            "id": numbers.id,
            "uid": sheet.uid,
            "kind": numbers.kind,
            "title": numbers.title,
            "pool": numbers.pool,
            "channel": numbers.channel,
            "entries": sheet.entries,
            "due": numbers.due,
            "present": numbers.electorate,
            "admitted": sheet.admissions if numbers.channel == "booth" else None,
            "withdrawn": sheet.withdrawn if numbers.channel == "booth" else None,
            "issued": numbers.issued,
            "returned": numbers.returned,
            "written": [sheet.written.in_favour, sheet.written.against, sheet.written.abstaining],
            "written_by": json.loads(reader.value("SELECT filers FROM poll WHERE id = ?", (poll_id,))),
            "passed": found.is_passed,
            **poll_rounds.repeated(reader, poll_id),
            "scrutineers": list(sheet.scrutineers),
            "tellers": list(sheet.tellers),
            "public_key": kept.public_key.hex() if kept.public_key else "",
            "opened_at": sheet.opened_at,
            "closed_at": sheet.closed_at,
            "counted_at": sheet.counted_at,
        },
        "rules": json.loads(sheet.rules.to_json()),
        "question": question_content(question),
        "fingerprint": sheet.fingerprint,
        "count": count_content(found.tally, [target.uid for target in question.targets]),
        "is_withheld": found.is_withheld,
        "salt": sheet.count_salt,
        "hash": sheet.count_hash,
        "facts": sheet.facts,
        "events": [
            list(row)
            for row in reader.rows("SELECT at, kind, ids, digest, previous, hash FROM event ORDER BY id")
        ],
    }
