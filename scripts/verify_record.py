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
TERMS = (
    "public_key", "kind", "title", "pool", "channel", "entries", "due", "present", "written", "written_by",
    "rerun_of", "rerun_reason", "scrutineers", "tellers",
)  # fmt: skip
"""What a poll opened with, as the log digested it beside question, rules and empty box."""

REHEARSED = "rehearsal.began"
"""The event with which the copy of a book begins that is made for a rehearsal (演练)."""

SMALLEST_POOL = 3
"""Of fewer valid slips of people who are no members nothing else is kept."""


def canonical(content: Any) -> bytes:
    """JSON with sorted keys and no blanks: what fingerprint and hash are made of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def told(good: bool, yes: str, no: str) -> Finding:
    """A check with what is said where it agrees, and what where it does not."""
    return good, yes if good else no


def slips(record: Record) -> Iterator[Finding]:
    """有效＋废＝收回≤发出≤实到."""
    poll, count = record["poll"], record["count"]
    valid, void, returned = count["valid"], count["void"], poll["returned"]
    sums = f"有效票{valid}＋废票{void}＝{valid + void}，收回{returned}"
    yield told(valid + void == returned, sums, f"{sums}：两者不等")
    order = f"收回{returned}≤发出{poll['issued']}≤实到{poll['present']}"
    yield told(
        returned <= poll["issued"] <= poll["present"],
        order,
        f"应当{order}：收回不能多于发出，发出不能多于实到",
    )
    if poll["admitted"] is not None:
        inside = poll["admitted"] - poll["withdrawn"]
        text = f"投票台入场{poll['admitted']}－撤回{poll['withdrawn']}＝{inside}，投票{returned}"
        yield told(inside == returned, text, f"{text}：两者不等")


def rows(record: Record) -> Iterator[Finding]:
    """Every row adds up to the valid slips; nothing is told that was not asked, or more often than there are slips."""
    form, count, valid = record["question"]["form"], record["count"], record["count"]["valid"]
    is_too_small = bool(record["poll"]["pool"]) and valid < SMALLEST_POOL
    yield told(
        record["is_withheld"] == is_too_small,
        "各项票数的有无与有效票数相合",
        "有效票不足三张的单独测评不列各项，其余都要列：这里不是这样",
    )
    if record["is_withheld"]:
        kept = count["rows"] + count["problems"] + count["others"] + count["texts"]
        yield told(not kept, "票数过少，只保留有效票和废票", "票数过少，却列出了有效票、废票以外的内容")
        return
    wanted = len(record["question"]["targets"]) * len(form["parts"])
    found = f"应有{wanted}行票数，实有{len(count['rows'])}行"
    yield told(len(count["rows"]) == wanted, found, f"{found}：有缺行或添行")
    wrong = [place for place, row in enumerate(count["rows"], 1) if sum(row[1:]) != valid]
    yield told(not wrong, "各行之和等于有效票", f"{listed(wrong)}之和不等于有效票{valid}")
    below = [place for place, row in enumerate(count["rows"], 1) if min(row[1:]) < 0]
    yield told(not below, "各行票数没有负数", f"{listed(below)}有负数")
    order = [target[0] for target in record["question"]["targets"] for _ in form["parts"]]
    yield told(
        [row[0] for row in count["rows"]] == order,
        "各行票数与票样的顺序一致",
        "各行票数与票样的对象、顺序不一致：有行被调换或改名",
    )
    if record["question"]["rule"] == "ballot":
        spoilt = [place for place, row in enumerate(count["rows"], 1) if row[-1]]
        yield told(not spoilt, "一行多选即整张作废，行废为0", f"一行多选即整张作废，{listed(spoilt)}却有行废")
    yield from beside(form, count, valid)


def beside(form: Record, count: Record, valid: int) -> Iterator[Finding]:
    """Problems, names written in, texts and choices: asked for, and no more than there can be."""
    asked = (("problems", "存在问题", form["problems"]), ("others", "另选", form["write_ins"]))
    for part, name, is_asked in (*asked, ("texts", "意见", form["text_bytes"])):
        if not is_asked:
            yield told(not count[part], f"票上没有{name}一栏，也没有记", f"票上没有{name}一栏，却记有{name}")
    numbers = [number for row in count["problems"] for number in row]
    yield told(
        all(0 <= number <= valid for number in numbers),
        "存在问题的次数不多于有效票",
        f"存在问题的次数有多于有效票{valid}的",
    )
    votes = [number for _, number in count["others"]]
    yield told(
        all(0 <= number <= valid for number in votes),
        "另选的票数不多于有效票",
        f"另选的票数有多于有效票{valid}的",
    )
    texts = len(count["texts"])
    yield told(texts <= valid, "意见条数不多于有效票", f"意见{texts}条，多于有效票{valid}")
    written, most = sum(votes), valid * form["write_ins"]
    text = f"另选共{written}票，每张至多另选{form['write_ins']}个，至多{most}票"
    yield told(written <= most, text, f"{text}：超出")
    if form["most_chosen"]:
        chosen, most = sum(sum(row[1:-2]) for row in count["rows"]) + written, valid * form["most_chosen"]
        text = f"得票合计{chosen}，每张至多选{form['most_chosen']}个，至多{most}票"
        yield told(chosen <= most, text, f"{text}：超出")


def listed(places: list[int]) -> str:
    """Rows by number; of many the first ten."""
    numbers = "、".join(map(str, places[:10]))
    return f"第{numbers}行" + (f"等{len(places)}行" if len(places) > 10 else "")


def motion(record: Record) -> Iterator[Finding]:
    """赞成 above half of the base, on slips and in writing; who wrote was not there."""
    passed = record["poll"]["passed"]
    if passed is None:
        return
    poll, rules = record["poll"], record["rules"]
    base = poll["due"] if rules["majority_base"] == "due" else poll["present"]
    favour = record["count"]["rows"][0][1] + poll["written"][0]
    verdict = "通过" if favour * 2 > base else "未获通过"
    text = f"赞成{favour}，基数{base}，{verdict}"
    yield told((favour * 2 > base) == passed, text, f"{text}，档案所记的表决结果与此相反")
    written, authors = sum(poll["written"]), len(poll["written_by"])
    text = f"书面意见{written}份，提交人{authors}名，实到{poll['present']}，应到{poll['due']}"
    yield told(
        authors in (0, written) and poll["present"] + written <= poll["due"],
        text,
        f"{text}：份数与人数对不上，或者到会的人另交了书面意见",
    )


def prints(record: Record) -> Iterator[Finding]:
    """The fingerprint of the question and the signed hash of the count."""
    found = hashlib.sha256(canonical(record["question"])).hexdigest()[:16]
    yield told(
        found == record["fingerprint"],
        f"问题指纹 {found}",
        f"问题指纹算得 {found}，档案记 {record['fingerprint']}：票面、规则或参加人员被改过",
    )
    found = hashlib.sha256(record["salt"].encode() + canonical(record["count"])).hexdigest()
    yield told(
        found == record["hash"],
        f"票数校验码 {found}",
        f"票数校验码算得 {found}，档案记 {record['hash']}：票数或随机码被改过",
    )


def chain(record: Record) -> Iterator[Finding]:
    """Each event is chained to the one before it; the poll's own say what the archive says."""
    previous, broken = GENESIS, 0
    for at, kind, ids, digest, before, own in record["events"]:
        text = "\n".join((previous, at, kind, ids, digest))
        broken += before != previous or hashlib.sha256(text.encode()).hexdigest() != own
        previous = own
    text = f"记录链共{len(record['events'])}条"
    yield told(not broken, f"{text}，前后衔接", f"{text}，{broken}条不衔接：有记录被改、被删或被添")
    is_rehearsed = any(event[1] == REHEARSED for event in record["events"])
    wrong = (
        "档案没有标明演练，记录链却记着演练" if is_rehearsed else "档案标明演练，记录链却没有记"
    ) + "：标记被改过"
    yield told(
        record["is_rehearsal"] == is_rehearsed,
        "记录链记明这是演练" if is_rehearsed else "记录链里没有演练",
        wrong,
    )
    mine: dict[str, tuple[Record, str]] = {}
    for _, kind, ids, digest, _, _ in record["events"]:
        said = json.loads(ids)
        if said.get("poll") == record["poll"]["id"]:
            mine[kind] = (said, digest)
    yield from witnessed(record, mine)


def witnessed(record: Record, mine: dict[str, tuple[Record, str]]) -> Iterator[Finding]:
    """What the log saw of this poll against what the archive says."""
    poll = record["poll"]
    counted = mine.get("poll.counted", ({},))[0].get("count")
    yield told(
        counted == record["hash"],
        "记录链里的票数校验码与档案一致",
        "记录链里的票数校验码与档案不一致：计票以后票数被改过，或者计票记录被删",
    )
    for kind, said, name in (
        ("poll.slips_counted", "returned", "监票人清点的收回票数"),
        ("poll.voters_counted", "returned", "监票人核对的投票人数"),
        ("poll.slips_issued", "issued", "发出票数"),
    ):
        if (kind == "poll.voters_counted") == (poll["channel"] == "booth"):
            seen = mine.get(kind, ({},))[0].get(said)
            yield told(seen == poll[said], f"{name}与记录链一致", f"{name}档案记{poll[said]}，记录链记{seen}")
    # The zero report with everything that the poll opened with, as the program digested it.
    told_at_opening = {name: poll[name] for name in TERMS} | {
        "question": record["fingerprint"], "rules": record["rules"], "boxes": 0, "counts": 0
    }  # fmt: skip
    text = json.dumps(told_at_opening, ensure_ascii=False, sort_keys=True)
    wanted = hashlib.sha256(text.encode()).hexdigest()
    yield told(
        mine.get("poll.opened", ({}, ""))[1] == wanted,
        "开始时票箱0张、计票0项（零票报告），名称、人数、规则、监票人和计票人等与开始时一致",
        "与开始投票时的记录不一致：票面、名称、投票方式、人数、书面意见及提交人、重新投票的原因、规则、监票人或计票人、票箱的锁被改过，或者票箱不是从0开始",
    )


def facts(record: Record) -> Iterator[Finding]:
    """What the program found after it destroyed the boxes."""
    clean = {
        "boxes_left": (0, "票箱还有票"), "wal_bytes": (0, "日志没有截断"), "secure_delete": (1, "删除没有覆盖"),
        "backups": (0, "投票期间有备份"),
    }  # fmt: skip
    wrong = [text for name, (wanted, text) in clean.items() if record["facts"].get(name) != wanted]
    yield told(
        not wrong,
        "票箱已清空，日志已截断，删除即覆盖，投票期间没有备份",
        f"计票后的清理有异常：{'、'.join(wrong)}",
    )


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
    except KeyError as error:
        print(f"“{arguments[0]}”不是计票档案，或者内容残缺：缺少{error}一项。")
        return 2
    except (ValueError, TypeError, IndexError, AttributeError):
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
