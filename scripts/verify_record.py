#!/usr/bin/env python3
"""Checks a 计票档案 again, with nothing but Python's own library: identities, fingerprint, hash, log.

    python3 scripts/verify_record.py 计票档案.json

Shares no code with the program on purpose. Exit status: 0 all agrees, 1 something does not, 2 the file is no record.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
Finding = tuple[bool, str]

GENESIS = "0" * 64
SMALLEST_POOL = 3
"""Of fewer valid slips of people who are no members nothing else is kept."""


def canonical(content: Any) -> bytes:
    """JSON with sorted keys and no blanks: what fingerprint and hash are made of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def slips(record: Record) -> Iterator[Finding]:
    """有效＋废＝收回≤发出≤实到."""
    poll, count = record["poll"], record["count"]
    total = count["valid"] + count["void"]
    good = total == poll["returned"] <= poll["issued"] <= poll["present"]
    yield (
        good,
        (
            f"有效票{count['valid']}＋废票{count['void']}＝{total}，收回{poll['returned']}，"
            f"发出{poll['issued']}，实到{poll['present']}"
        ),
    )
    if poll["admitted"] is not None:
        inside = poll["admitted"] - poll["withdrawn"]
        yield inside == poll["returned"], f"投票台入场{poll['admitted']}－撤回{poll['withdrawn']}＝{inside}"


def rows(record: Record) -> Iterator[Finding]:
    """Every row adds up to the valid slips; nothing is named more often than there are slips."""
    form, count, valid = record["question"]["form"], record["count"], record["count"]["valid"]
    is_too_small = bool(record["poll"]["pool"]) and valid < SMALLEST_POOL
    yield record["is_withheld"] == is_too_small, "有效票不足三张的单独测评才不列各项，也必须不列"
    if record["is_withheld"]:
        told = count["rows"] + count["problems"] + count["others"] + count["texts"]
        yield not told, "票数过少，只保留有效票和废票"
        return
    wanted = len(record["question"]["targets"]) * len(form["parts"])
    yield len(count["rows"]) == wanted, f"应有{wanted}行票数，实有{len(count['rows'])}行"
    wrong = [place for place, row in enumerate(count["rows"], 1) if sum(row[1:]) != valid or min(row[1:]) < 0]
    yield (
        not wrong,
        "各行之和等于有效票" if not wrong else f"第{'、'.join(map(str, wrong))}行之和不等于有效票",
    )
    order = [target[0] for target in record["question"]["targets"] for _ in form["parts"]]
    yield [row[0] for row in count["rows"]] == order, "各行票数与票样的顺序一致"
    named = [number for row in count["problems"] for number in row] + [votes for _, votes in count["others"]]
    yield all(0 <= number <= valid for number in named), "问题、另选人的次数不多于有效票"
    yield len(count["texts"]) <= valid, "意见条数不多于有效票"
    if record["question"]["rule"] == "ballot":
        yield not any(row[-1] for row in count["rows"]), "一行多选即整张作废，行废为0"
    written = sum(votes for _, votes in count["others"])
    yield written <= valid * form["write_ins"], f"另选人共{written}票，每张至多另选{form['write_ins']}名"
    if form["most_chosen"]:
        votes = sum(sum(row[1:-2]) for row in count["rows"]) + written
        yield votes <= valid * form["most_chosen"], f"得票合计{votes}，每张至多选{form['most_chosen']}名"


def motion(record: Record) -> Iterator[Finding]:
    """赞成 above half of the base, on slips and in writing."""
    passed = record["poll"]["passed"]
    if passed is None:
        return
    poll, rules = record["poll"], record["rules"]
    base = poll["due"] if rules["majority_base"] == "due" else poll["present"]
    favour = record["count"]["rows"][0][1] + poll["written"][0]
    verdict = "通过" if favour * 2 > base else "未获通过"
    yield (favour * 2 > base) == passed, f"赞成{favour}，基数{base}，{verdict}"


def prints(record: Record) -> Iterator[Finding]:
    """The fingerprint of the question and the signed hash of the count."""
    found = hashlib.sha256(canonical(record["question"])).hexdigest()[:16]
    yield found == record["fingerprint"], f"问题指纹 {found}"
    found = hashlib.sha256(record["salt"].encode() + canonical(record["count"])).hexdigest()
    yield found == record["hash"], f"票数校验码 {found}"


def chain(record: Record) -> Iterator[Finding]:
    """Each event is chained to the one before it; the poll's own say what the archive says."""
    previous, broken = GENESIS, 0
    for at, kind, ids, digest, before, own in record["events"]:
        text = "\n".join((previous, at, kind, ids, digest))
        broken += before != previous or hashlib.sha256(text.encode()).hexdigest() != own
        previous = own
    yield (
        not broken,
        f"记录链共{len(record['events'])}条" + ("，前后衔接" if not broken else f"，{broken}条不衔接"),
    )
    mine: dict[str, tuple[Record, str]] = {}
    for _, kind, ids, digest, _, _ in record["events"]:
        said = json.loads(ids)
        if said.get("poll") == record["poll"]["id"]:
            mine[kind] = (said, digest)
    yield mine.get("poll.counted", ({},))[0].get("count") == record["hash"], "记录链里的校验码与档案一致"
    witness = mine.get("poll.slips_counted") or mine.get("poll.voters_counted") or ({},)
    yield witness[0].get("returned") == record["poll"]["returned"], "监票人清点的收回票数与档案一致"
    # The zero report, as the program digested it at opening.
    zero = {
        "question": record["fingerprint"], "public_key": record["poll"]["public_key"], "boxes": 0, "counts": 0
    }  # fmt: skip
    text = json.dumps(zero, ensure_ascii=False, sort_keys=True)
    wanted = hashlib.sha256(text.encode()).hexdigest()
    yield mine.get("poll.opened", ({}, ""))[1] == wanted, "开始时票箱0张、计票0项（零票报告）"


def facts(record: Record) -> Iterator[Finding]:
    """What the program found after it destroyed the boxes."""
    clean = {"boxes_left": 0, "wal_bytes": 0, "secure_delete": 1, "backups": 0}
    yield record["facts"] == clean, "票箱已清空，日志已截断，删除即覆盖，投票期间没有备份"


CHECKS = (slips, rows, motion, prints, chain, facts)


def verify(record: Record) -> list[Finding]:
    """Return every check as (agrees, what was found)."""
    return [finding for check in CHECKS for finding in check(record)]


def main(arguments: list[str]) -> int:
    """Check one file and say so in Chinese."""
    if len(arguments) != 1:
        print("用法：python3 verify_record.py 计票档案.json")
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            record = json.load(file)
        if record["format"] != "pingyi-record" or record["version"] != 1:
            raise KeyError("format")
        title = record["poll"]["title"]
        findings = verify(record)
    except OSError as error:
        print(f"打不开“{arguments[0]}”：{error.strerror}")
        return 2
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        print(f"“{arguments[0]}”不是计票档案，或者内容残缺。")
        return 2
    print(f"{title}：计票档案复核" + ("（演练）" if record["is_rehearsal"] else ""))
    for good, text in findings:
        print(f"  {'相符' if good else '不符'}  {text}")
    wrong = sum(not good for good, _ in findings)
    print("各项相符。" if not wrong else f"有{wrong}项不符，请查明原因。")
    for line in record["not_proved"]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
