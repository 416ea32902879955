"""演练 touches nothing of the book and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.book import Book, open_book
from db.errors import Refused
from db.rehearsal import LOCK_NAME, rehearsal, sweep

if TYPE_CHECKING:
    from tests.conftest import Branch

ROOT = Path(__file__).resolve().parents[2]


def beside(book: Book) -> list[str]:
    return sorted(path.name for path in book.path.parent.iterdir() if "演练" in path.name)


def test_a_rehearsal_has_the_branch_of_the_book(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        assert copy.value("SELECT count(*) FROM member") == len(branch.members)


def test_a_rehearsal_is_marked(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        assert copy.value("SELECT rehearsal FROM book") == 1


def test_what_is_done_in_it_never_reaches_the_book(branch: Branch) -> None:
    with rehearsal(branch.book) as copy, copy.write("member.changed") as writing:
        writing.db.execute("UPDATE member SET name = '演练员'")
    assert branch.book.value("SELECT count(*) FROM member WHERE name = '演练员'") == 0


def test_the_book_itself_is_not_marked(branch: Branch) -> None:
    with rehearsal(branch.book):
        assert branch.book.value("SELECT rehearsal FROM book") == 0


def test_leaving_deletes_the_copy_and_what_was_made_beside_it(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        (copy.path.parent / "会议记录.docx").write_bytes(b"x")
    assert beside(branch.book) == []


def test_leaving_by_a_crash_deletes_it_too(branch: Branch) -> None:
    with pytest.raises(ZeroDivisionError), rehearsal(branch.book):
        raise ZeroDivisionError
    assert beside(branch.book) == []


def test_a_rehearsal_of_a_rehearsal_is_refused(branch: Branch) -> None:
    with rehearsal(branch.book) as copy, pytest.raises(Refused, match="已经在演练中"), rehearsal(copy):
        pass


def test_no_rehearsal_copies_an_open_poll(branch: Branch) -> None:
    with branch.book.quiet() as db:
        db.execute(
            "INSERT INTO poll (uid, meeting_id, kind, channel, title, state, scale, rules, created_at)"
            " VALUES ('u', ?, 'appraisal', 'totals', '民主测评', 'open', '[]', '{}', '')",
            (branch.meeting,),
        )
    with pytest.raises(Refused, match="现在不能演练"), rehearsal(branch.book):
        pass
    assert beside(branch.book) == []


def test_what_a_killed_rehearsal_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "支部.db"
    open_book(path).close()
    code = (
        "import os, sys; from pathlib import Path; from db.book import open_book; from db.rehearsal import rehearsal\n"
        "with open_book(Path(sys.argv[1])) as book, rehearsal(book): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    left = [folder.name for folder in tmp_path.glob("支部-演练-*")]
    assert (len(left), sweep(path), list(tmp_path.glob("支部-演练-*"))) == (1, 1, [])


def test_a_rehearsal_that_goes_on_is_not_swept(branch: Branch) -> None:
    with rehearsal(branch.book) as copy:
        sweep(branch.book.path)
        assert copy.path.exists()


def test_a_folder_that_is_no_rehearsal_is_not_swept(branch: Branch) -> None:
    own = branch.book.path.parent / "支部-演练-方案"
    own.mkdir()
    (own / LOCK_NAME).write_text("", encoding="utf-8")
    sweep(branch.book.path)
    assert own.exists()
