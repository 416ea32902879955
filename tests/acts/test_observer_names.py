"""A 列席 person's name put right: what is recorded under it follows, until the minutes are final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import commentary
from db.acts.observers import ObserverDraft, add_observer, edit_observer
from db.acts.remarks import RemarkDraft, begin, finish, save_text
from db.acts.undoing import undo
from db.rules.remarks import Kind
from db.views.remarks import spoken

if TYPE_CHECKING:
    from tests.conftest import Branch

TYPED = ObserverDraft("周明[/x]", "区直机关工委", "副书记")
RIGHT = ObserverDraft("周明远", "区直机关工委", "书记")


def says(branch: Branch, speaker: str) -> None:
    number = begin(branch.book, branch.meeting, RemarkDraft(Kind.CRITICISM, None, speaker, branch.members[0]))
    save_text(branch.book, number, "下基层少")
    finish(branch.book, number)


def speakers(branch: Branch) -> list[str]:
    return [row.speaker for row in spoken(branch.book, branch.meeting)]


def test_what_a_guest_said_follows_his_name_and_post(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    says(branch, "周明[/x]（区直机关工委副书记）")
    edit_observer(branch.book, guest, RIGHT)
    assert speakers(branch) == ["周明远（区直机关工委书记）"]


def test_what_was_typed_under_the_bare_name_follows_too(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    says(branch, "周明[/x]")
    edit_observer(branch.book, guest, RIGHT)
    assert speakers(branch) == ["周明远"]


def test_a_commentary_follows_the_name_and_post_of_its_commentator(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    draft = commentary.CommentaryDraft(None, None, "周明[/x]", "区直机关工委副书记")
    commentary.begin(branch.book, branch.meeting, draft)
    edit_observer(branch.book, guest, RIGHT)
    row = branch.book.one("SELECT commentator, commentator_post FROM commentary")
    assert row == ("周明远", "区直机关工委书记")


def test_taking_the_change_back_takes_the_name_back(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    says(branch, "周明[/x]（区直机关工委副书记）")
    edit_observer(branch.book, guest, RIGHT)
    undo(branch.book, branch.meeting, "rollcall")
    assert speakers(branch) == ["周明[/x]（区直机关工委副书记）"]


def test_what_another_guest_said_stays(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    add_observer(branch.book, branch.meeting, ObserverDraft("赵群"))
    says(branch, "赵群")
    edit_observer(branch.book, guest, RIGHT)
    assert speakers(branch) == ["赵群"]


def test_what_a_namesake_may_have_said_stays(branch: Branch) -> None:
    guest = add_observer(branch.book, branch.meeting, TYPED)
    add_observer(branch.book, branch.meeting, ObserverDraft("周明[/x]", "区人社局"))
    says(branch, "周明[/x]")
    says(branch, "周明[/x]（区直机关工委副书记）")
    edit_observer(branch.book, guest, RIGHT)
    assert speakers(branch) == ["周明[/x]", "周明远（区直机关工委书记）"]
