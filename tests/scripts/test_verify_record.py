"""The checker that shares no code with the program: it agrees with what was counted, and finds each thing changed."""

from __future__ import annotations

import copy
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.acts import poll_drafts
from db.rehearsal import rehearsal
from db.views.record import record
from tests.conformance import ways
from tests.conformance.decks import DECKS, Deck

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.book import Book

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "verify_record.py"
BY_NAME = {deck.name: deck for deck in DECKS}
MIXED = BY_NAME["30 mixed"]


def made(book: Book, deck: Deck, way: str = "slips") -> dict[str, Any]:
    meeting, members = ways.branch_of(book, max(3, len(deck.ballots)))
    return record(book, ways.play(book, meeting, members, deck, way))


def checked(archive: object, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "计票档案.json"
    text = archive if isinstance(archive, str) else json.dumps(archive, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(path)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("deck", DECKS, ids=[deck.name for deck in DECKS])
def test_every_deck_agrees(book: Book, deck: Deck, tmp_path: Path) -> None:
    told = checked(made(book, deck), tmp_path)
    assert (told.returncode, "不符" in told.stdout, "各项相符" in told.stdout) == (0, False, True)


@pytest.mark.parametrize("way", ways.WAYS)
def test_every_way_agrees(book: Book, way: str, tmp_path: Path) -> None:
    assert checked(made(book, MIXED, way), tmp_path).returncode == 0


def test_it_says_plainly_what_it_does_not_prove(book: Book, tmp_path: Path) -> None:
    assert "本档案不证明：每张票都按投票人所填录入" in checked(made(book, MIXED), tmp_path).stdout


def a_vote_moved(archive: dict[str, Any]) -> None:
    row = archive["count"]["rows"][0]
    row[1], row[2] = row[1] - 1, row[2] + 1


def a_vote_added(archive: dict[str, Any]) -> None:
    archive["count"]["rows"][0][1] += 1


def a_slip_more(archive: dict[str, Any]) -> None:
    archive["poll"]["returned"] += 1


def more_back_than_out(archive: dict[str, Any]) -> None:
    archive["poll"]["issued"] -= 5


def another_name(archive: dict[str, Any]) -> None:
    archive["question"]["targets"][0][1] = "王志远"


def an_event_left_out(archive: dict[str, Any]) -> None:
    del archive["events"][2]


def an_event_changed(archive: dict[str, Any]) -> None:
    archive["events"][-1][0] = "2026-01-01T00:00:00.000+00:00"


def a_box_left(archive: dict[str, Any]) -> None:
    archive["facts"]["boxes_left"] = 1


def another_salt(archive: dict[str, Any]) -> None:
    archive["salt"] = "0" * 32


def rows_changed_about(archive: dict[str, Any]) -> None:
    archive["count"]["rows"].reverse()


def another_title(archive: dict[str, Any]) -> None:
    archive["poll"]["title"] = "年终测评"


def more_due(archive: dict[str, Any]) -> None:
    archive["poll"]["due"] += 10


def another_scrutineer(archive: dict[str, Any]) -> None:
    archive["poll"]["scrutineers"] = ["王志远"]


def a_text_nobody_was_asked_for(archive: dict[str, Any]) -> None:
    archive["count"]["texts"] = ["多走访"]


def another_rule(archive: dict[str, Any]) -> None:
    archive["rules"]["majority_base"] = "present"


def an_author_of_an_opinion(archive: dict[str, Any]) -> None:
    archive["poll"]["written_by"] = ["何平"]


def a_reason_to_hold_it_again(archive: dict[str, Any]) -> None:
    archive["poll"]["rerun_reason"] = "票数对不上"


def called_a_rehearsal(archive: dict[str, Any]) -> None:
    archive["is_rehearsal"] = True


PLAINLY: tuple[tuple[Callable[[dict[str, Any]], None], str], ...] = (
    (a_vote_moved, "票数或随机码被改过"),
    (a_vote_added, "第1行之和不等于有效票"),
    (more_back_than_out, "收回不能多于发出"),
    (another_name, "票面、规则或参加人员被改过"),
    (an_event_left_out, "条不衔接：有记录被改、被删或被添"),
    (a_box_left, "计票后的清理有异常：票箱还有票"),
    (rows_changed_about, "有行被调换或改名"),
    (another_title, "与开始投票时的记录不一致"),
    (more_due, "与开始投票时的记录不一致"),
    (another_scrutineer, "与开始投票时的记录不一致"),
    (another_rule, "与开始投票时的记录不一致"),
    (an_author_of_an_opinion, "与开始投票时的记录不一致"),
    (a_reason_to_hold_it_again, "与开始投票时的记录不一致"),
    (called_a_rehearsal, "档案标明演练，记录链却没有记"),
    (a_text_nobody_was_asked_for, "票上没有意见一栏，却记有意见"),
)

CHANGES: tuple[Callable[[dict[str, Any]], None], ...] = (
    a_vote_moved, a_vote_added, a_slip_more, more_back_than_out, another_name, an_event_left_out,
    an_event_changed, a_box_left, another_salt, rows_changed_about,
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    from db.book import open_book
    from tests import sample

    with open_book(tmp_path_factory.mktemp("簿") / "支部.db", clock=sample.Clock()) as book:
        return made(book, MIXED, "booth")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_changed_does_not_agree(
    whole: dict[str, Any], change: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    archive = copy.deepcopy(whole)
    change(archive)
    told = checked(archive, tmp_path)
    assert (told.returncode, "不符" in told.stdout) == (1, True)


@pytest.mark.parametrize(("change", "said"), PLAINLY, ids=[change.__name__ for change, _ in PLAINLY])
def test_what_was_changed_is_named_plainly(
    whole: dict[str, Any], change: Callable[[dict[str, Any]], None], said: str, tmp_path: Path
) -> None:
    archive = copy.deepcopy(whole)
    change(archive)
    wrong = [line for line in checked(archive, tmp_path).stdout.splitlines() if line.startswith("  不符")]
    assert any(said in line for line in wrong)


def test_more_handed_out_than_the_log_saw_does_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, BY_NAME["30 do not carry a motion by half"])
    archive["poll"]["issued"] -= 1
    archive["poll"]["returned"] -= 1
    assert "发出票数档案记29，记录链记30" in checked(archive, tmp_path).stdout


def test_a_part_left_out_is_named(whole: dict[str, Any], tmp_path: Path) -> None:
    archive = {name: part for name, part in whole.items() if name != "facts"}
    told = checked(archive, tmp_path)
    assert (told.returncode, "缺少'facts'一项" in told.stdout) == (2, True)


def test_a_motion_declared_carried_that_was_not_does_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, BY_NAME["30 do not carry a motion by half"])
    archive["poll"]["passed"] = True
    assert checked(archive, tmp_path).returncode == 1


def test_the_archive_of_a_rehearsal_agrees_and_says_so(book: Book, tmp_path: Path) -> None:
    with rehearsal(book) as copied:
        told = checked(made(copied, BY_NAME["3 of a pool"]), tmp_path)
    assert (told.returncode, "计票档案复核（演练）" in told.stdout) == (0, True)


def test_the_mark_of_a_rehearsal_cannot_be_taken_off(book: Book, tmp_path: Path) -> None:
    with rehearsal(book) as copied:
        archive = made(copied, BY_NAME["3 of a pool"])
    archive["is_rehearsal"] = False
    assert "不符  档案没有标明演练，记录链却记着演练" in checked(archive, tmp_path).stdout


def test_the_archive_of_a_repetition_agrees(book: Book, tmp_path: Path) -> None:
    meeting, members = ways.branch_of(book, 7)
    deck = BY_NAME["7 choosing two of three"]
    first = ways.play(book, meeting, members, deck, "totals")
    again = poll_drafts.draft_rerun(book, first, "唱票有误")
    ways.vote(book, again, deck, "totals")
    archive = record(book, again)
    assert (archive["poll"]["rerun_of"], archive["poll"]["rerun_reason"]) == (
        record(book, first)["poll"]["uid"],
        "唱票有误",
    )
    assert checked(archive, tmp_path).returncode == 0


def signed_again(archive: dict[str, Any]) -> dict[str, Any]:
    """The archive with its hash and fingerprint made to fit, as whoever forges a whole archive would."""
    archive["fingerprint"] = hashlib.sha256(canonical(archive["question"])).hexdigest()[:16]
    archive["hash"] = hashlib.sha256(archive["salt"].encode() + canonical(archive["count"])).hexdigest()
    return archive


def canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_pool_too_small_that_shows_its_counts_does_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, BY_NAME["3 of a pool"])
    archive["count"] |= {
        "valid": 2,
        "void": 1,
        "rows": [[row[0], 2, 0, 0, 0, 0, 0] for row in archive["count"]["rows"]],
    }
    assert "不符  有效票不足三张" in checked(signed_again(archive), tmp_path).stdout


def test_opinions_of_a_pool_too_small_do_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, BY_NAME["2 of a pool, too few to show"])
    archive["count"]["texts"] = ["多走访"]
    assert "不符  票数过少" in checked(signed_again(archive), tmp_path).stdout


def test_a_spoilt_row_where_it_spoils_the_slip_does_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, MIXED)
    archive["question"]["rule"] = "ballot"
    assert "不符  一行多选即整张作废" in checked(signed_again(archive), tmp_path).stdout


def test_more_names_written_in_than_there_is_room_for_do_not_agree(book: Book, tmp_path: Path) -> None:
    archive = made(book, BY_NAME["7 choosing two of three"])
    archive["question"]["form"]["write_ins"] = 0
    assert "不符  另选共3票" in checked(signed_again(archive), tmp_path).stdout


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "pingyi-record", "version": 1}', "不是"])
def test_a_file_that_is_no_record_gets_one_sentence(text: str, tmp_path: Path) -> None:
    told = checked(text, tmp_path)
    assert (told.returncode, told.stderr, "不是计票档案" in told.stdout) == (2, "", True)


def test_an_archive_holds_no_ballot_and_no_code(whole: dict[str, Any]) -> None:
    text = json.dumps(whole, ensure_ascii=False)
    assert "poll_box" not in text
    assert not {"123456789012", "210987654321"} & set(text.split('"'))
