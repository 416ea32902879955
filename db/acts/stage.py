"""What stands on the stage: live, next, blank. No event: what was shown is no part of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Refused
from db.polling import polling_title
from db.rules.stage import OF_NO_MEETING, POINTS_SCENES, SCENES

if TYPE_CHECKING:
    from db.book import Book
    from db.rules.stage import SceneSpec


def show(book: Book, scene: SceneSpec) -> None:
    """Put a scene live and lift the blank.

    Raises:
        Refused: points while a secret poll is open (they would sway the ballot), or what only a meeting has where
            there is none.
    """
    _refuse(book, scene)
    with book.quiet() as db:
        db.execute(
            "UPDATE stage SET live = ?, blank = 0, changed_at = ? WHERE id = 1", (scene.to_json(), book.now())
        )


def preview(book: Book, scene: SceneSpec) -> None:
    """Make a scene the next one; the room goes on seeing what is live. Refused as in `show`."""
    _refuse(book, scene)
    with book.quiet() as db:
        db.execute("UPDATE stage SET next = ?, changed_at = ? WHERE id = 1", (scene.to_json(), book.now()))


def go_live(book: Book) -> None:
    """Put the next scene live; with none prepared, only lift the blank."""
    with book.quiet() as db:
        db.execute(
            "UPDATE stage SET live = coalesce(next, live), next = NULL, blank = 0, changed_at = ? WHERE id = 1",
            (book.now(),),
        )


def blank(book: Book, *, on: bool) -> None:
    """Blank the wall, or lift the blank."""
    with book.quiet() as db:
        db.execute("UPDATE stage SET blank = ?, changed_at = ? WHERE id = 1", (int(on), book.now()))


def set_room(book: Book, room: str) -> None:
    """Remember how the projector is wired: unknown, extended, mirrored or single."""
    with book.quiet() as db:
        db.execute("UPDATE book SET room = ? WHERE id = 1", (room,))


def _refuse(book: Book, scene: SceneSpec) -> None:
    if scene.kind not in OF_NO_MEETING and not book.value("SELECT EXISTS (SELECT 1 FROM meeting)"):
        raise Refused(f"还没有会议，大屏不能放“{SCENES[scene.kind]}”。请先到“会议筹备”新建一次会议。")
    if scene.kind in POINTS_SCENES and polling_title(book):
        raise Refused("测评尚未计票完毕，积分画面暂不能投影。请先完成计票。")
