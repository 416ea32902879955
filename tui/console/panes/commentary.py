"""领导点评: three boxes beside the target's facts, private until released one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import commentary as acts
from db.errors import PingyiError
from db.rules.commentary import State
from db.rules.moments import clock_text
from db.views.commentary import Board, CommentaryRow, TargetRow, board, commentary, facts
from db.views.meetings import is_frozen
from tui.console.commentary_beginning import ANOTHER, Beginning
from tui.console.commentary_editor import CommentaryEditor
from tui.console.commentary_publishing import Publishing
from tui.console.commentator_dialogs import ask_target
from tui.console.covering import UNCOVER, Covering
from tui.console.pane import ActSpec, Pane
from tui.present import commentary as present
from tui.strings import commentary as words
from tui.widgets.dialogs import Notice
from tui.widgets.prose import Prose
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.console.pane import Desk


class CommentaryPane(Pane):
    """The targets with what was written on each; the editor takes their place while it is open."""

    DEFAULT_CSS = """
    CommentaryPane {
        & .commentary-line { height: 1; color: $text-muted; }
        & #commentary-hint { height: auto; max-height: 2; }
        & #commentary-headline { height: 1; text-style: bold; color: $text-primary; }
        & CommentaryEditor { display: none; }
        &.-editing CommentaryEditor { display: block; }
        &.-editing #commentary-targets { display: none; }
    }
    """

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("write", "写点评", "xdp", help="Enter"),
        ActSpec("release", "公布这份点评", "gbzfdp", help="写好以后；公布了才进入会议记录"),
        ActSpec("take_back", "收回修改", "shxg", help="公布以后要改的"),
        ActSpec("missing", "看还差谁", "khcs", help="还没有点评的"),
        ActSpec("facts", "看这个对象的情况", "kzgdxdqk", help="到会、积分、受批评、上年整改"),
        ActSpec("find", "找对象", "zdx", "f3"),
        ActSpec("change", "改点评人、职务、方式", "gdprzwfs", "f4"),
        ActSpec("stage", "公布并上屏", "gbbsp", "f5"),
        ActSpec("undo", "撤销上一步", "cxsyb", "f7"),
        ActSpec("withdraw", "删去这份点评", "sqzfdp"),
        ActSpec("another", "另写一份", "lxyf", help="另一位点评人"),
        ActSpec("uncover", "显示或遮盖正文", "xshzgzw", help="同屏时"),
        ActSpec("print", "导出领导点评登记表", "dclddpdjb", help="已公布的，每份一张"),
        ActSpec("print_blank", "导出空白登记表", "dckbdjb", help="还没有点评的，手工填写"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._board = Board((), 0, None, ())
        self._editing: int | None = None
        self._beginning = Beginning(desk)
        self._publishing = Publishing(desk)
        self._covering = Covering(self.book)

    def compose(self) -> ComposeResult:
        """The targets, or three boxes and the facts."""
        yield Told(id="commentary-headline")
        yield Rows(present.COLUMNS, empty=words.EMPTY, id="commentary-targets")
        yield CommentaryEditor()
        yield Told(words.LIST_HINT, id="commentary-hint", classes="commentary-line")

    # Reading

    def reload(self) -> None:
        """Read who has a commentary; the texts being typed stay as they are."""
        if self.desk.meeting_id != self._meeting:
            self._meeting = self.desk.meeting_id
        if self._meeting is not None:
            self._board = board(self.book, self._meeting)
        self._rows.set_rows(present.target_rows(self._board))
        line = present.headline(self._board) if self._meeting is not None else words.NO_MEETING
        self._show("#commentary-headline", line)
        self._editor.cover(is_covered=self._covering.is_covered)
        row = commentary(self.book, self._editing) if self._editing is not None else None
        if row is not None:
            self._editor.set_title(present.editor_title(row, self._target(row.member_id).name))

    def arrive(self, **arguments: int | str) -> None:
        """Open the commentary asked for."""
        wanted = arguments.get("commentary")
        if wanted is not None:
            self.desk.act(lambda: self._edit(int(wanted)))

    def leave(self) -> None:
        """Save what is typed."""
        try:
            self._close()
        except PingyiError as error:
            self.desk.refuse(error)

    def focus_default(self) -> None:
        """The first box where one is open, else the targets."""
        if self._editing is not None:
            self._editor.focus_first()
        else:
            self._rows.focus()

    @property
    def _is_frozen(self) -> bool:
        return self._meeting is not None and is_frozen(self.book, self._meeting)

    @property
    def _rows(self) -> Rows:
        return self.query_one("#commentary-targets", Rows)

    @property
    def _editor(self) -> CommentaryEditor:
        return self.query_one(CommentaryEditor)

    def _show(self, selector: str, text: str) -> None:
        self.query_one(selector, Told).tell(text, layout=selector == "#commentary-hint")

    def _target(self, member_id: int | None) -> TargetRow:
        return next(row for row in self._board.targets if row.member_id == member_id)

    @property
    def _selected(self) -> TargetRow | None:
        key = self._rows.cursor_key
        return next((row for row in self._board.targets if present.key_of(row.member_id) == key), None)

    @property
    def _comment(self) -> CommentaryRow | None:
        """The commentary in hand: the open one, else the last of the target under the cursor."""
        if self._editing is not None:
            return commentary(self.book, self._editing)
        target = self._selected
        return target.comments[-1] if target and target.comments else None

    # Keys

    def digits(self) -> tuple[str, ...]:
        """The acts used most; while a text is being written, uncovering it."""
        if self._editing is None:
            return ("release", "take_back", "missing", "facts")
        return (UNCOVER,) if self._covering.is_seen else ()

    def key(self, name: str) -> bool:
        """Esc ends the boxes."""
        if name != "escape" or self._editing is None:
            return False
        self.desk.act(self._finish)
        return True

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: write, or go on writing."""
        event.stop()
        self.run_act("write")

    def on_prose_save_due(self, event: Prose.SaveDue) -> None:
        """Make the three texts durable and say so."""
        event.stop()
        if not isinstance(event.key, int) or event.key != self._editing:
            return
        try:
            self._save()
        except PingyiError as error:
            self._editor.mark_failed(event.key, error.message)

    # The texts

    def _save(self) -> None:
        if self._editing is None:
            return
        texts = self._editor.texts
        self._editor.mark_saved(
            texts, self._editing, clock_text(acts.save_texts(self.book, self._editing, texts))
        )

    def _edit(self, commentary_id: int) -> None:
        self._close()
        row = commentary(self.book, commentary_id)
        if row is None or self._meeting is None:
            return
        self._editing = commentary_id
        frozen = self._is_frozen
        self._covering.begin()
        self._editor.load(row, self._facts_of(row.member_id), is_frozen=frozen)
        self.add_class("-editing")
        self._show_hint(row)
        self.reload()
        self._rows.select(present.key_of(row.member_id))
        self.focus_default()

    def _show_hint(self, row: CommentaryRow) -> None:
        hint = words.RELEASED_HINT if row.state is State.RELEASED else words.EDIT_HINT
        self._show("#commentary-hint", self._covering.hint(words.FROZEN_HINT if self._is_frozen else hint))

    def _facts_of(self, member_id: int | None) -> list[str]:
        if self._meeting is None:
            return []
        if self._covering.is_seen:
            return [words.COVERED]
        found = facts(self.book, self._meeting, member_id)
        return present.facts_lines(found, is_branch=member_id is None) or [words.NO_FACTS]

    def _close(self) -> None:
        """Save, drop what is empty, show the list; what cannot be saved stays open, so that no word is lost."""
        if self._editing is None:
            return
        if not self._editor.is_saved:
            self._save()
        if not self._is_frozen:
            acts.discard_if_empty(self.book, self._editing)
        self._editing = None
        self._editor.clear()
        self.remove_class("-editing")
        self._show("#commentary-hint", words.LIST_HINT)

    def _finish(self) -> None:
        self._close()
        self.acted()
        self._rows.focus()

    # Acts

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        if self._meeting is None:
            return words.NO_MEETING
        if act == UNCOVER:
            return words.NOT_OPEN if self._editing is None else self._covering.why_not
        if act == "undo":
            return "" if self._publishing.can_undo(self._meeting) else words.NOTHING_TO_UNDO
        target, comment = self._selected, self._comment
        if act in ("missing", "find", "print", "print_blank") or target is None:
            return "" if target is not None else words.EMPTY
        if act in ("release", "take_back", "change", "withdraw", "stage") and comment is None:
            return words.NOT_WRITTEN
        is_released = comment is not None and comment.state is State.RELEASED
        if act in ("release", "change") and is_released:
            return words.IS_RELEASED.format(name=target.name)
        if act == "take_back" and not is_released:
            return words.NOT_RELEASED.format(name=target.name)
        return ""

    async def do_write(self) -> None:
        """Go on with what was written on the target, or begin."""
        target = self._selected
        if target is None:
            return
        which = await self._beginning.which(target)
        if which == ANOTHER:
            await self._begin(target)
        elif which is not None:
            self._edit(which)

    async def do_another(self) -> None:
        """Begin a further commentary on the same target."""
        if self._selected is not None:
            await self._begin(self._selected, asks=True)

    async def _begin(self, target: TargetRow, *, asks: bool = False) -> None:
        if self._meeting is None:
            raise PingyiError(words.NO_MEETING)
        draft = await self._beginning.draft(target, self._board, asks=asks)
        if draft is not None:
            self._edit(acts.begin(self.book, self._meeting, draft))
            self.desk.changed()

    def do_release(self) -> None:
        """Make the commentary in hand public in the record."""
        self._publish(self._publishing.release)

    def do_take_back(self) -> None:
        """Make it a draft again."""
        self._publish(self._publishing.take_back)

    def do_withdraw(self) -> None:
        """Strike it out."""
        self._publish(self._publishing.withdraw)

    def _publish(self, publish: Callable[[CommentaryRow, str], str]) -> None:
        comment = self._settled()
        if comment is not None:
            self.acted(publish(comment, self._target(comment.member_id).name))

    async def do_stage(self) -> None:
        """Release where needed, then show it to the room."""
        comment = self._settled()
        if comment is None or self._meeting is None:
            return
        name = self._target(comment.member_id).name
        told = await self._publishing.put_on_stage(comment, name, self._meeting)
        if told:
            self.acted(told)

    def do_uncover(self) -> None:
        """Show the text although the room sees it, or cover it again."""
        self._covering.turn()
        self._editor.cover(is_covered=self._covering.is_covered)
        row = self._comment
        if row is not None:
            self._show_hint(row)

    async def do_print(self) -> None:
        """The 领导点评登记表 as a Word file; no exporter is loaded before somebody asks for one."""
        from tui.console.exporting import export

        await export(self.desk, "commentary")

    async def do_print_blank(self) -> None:
        """Sheets to be filled by hand, for everybody who has no released commentary."""
        from tui.console.exporting import export

        await export(self.desk, "commentary-blank")

    async def do_find(self) -> None:
        """Find a target and write on it."""
        if self._editing is not None:
            self._finish()
        key = await ask_target(self.desk, self._board)
        if key is not None:
            self._rows.select(key)
            await self.do_write()

    async def do_missing(self) -> None:
        """Name everybody who has none."""
        await self.desk.ask(Notice(words.MISSING_TITLE, present.missing_text(self._board)))

    async def do_facts(self) -> None:
        """Read in full what the book knows about the target."""
        target = self._selected
        if target is not None:
            text = "\n".join(self._facts_of(target.member_id))
            await self.desk.ask(Notice(words.FACTS_TITLE.format(name=target.name), text))

    async def do_change(self) -> None:
        """Change commentator, post or manner of a draft."""
        comment = self._comment
        if comment is None:
            return
        if await self._beginning.change(comment, self._target(comment.member_id), self._board):
            self.acted()
        if self._editing is not None:
            self.focus_default()

    def do_undo(self) -> None:
        """Take back the last step, and name it; what was open is opened again, as it may be changed now."""
        if self._meeting is None:
            return
        editing = self._editing
        self._close()
        try:
            self.acted(self._publishing.undo(self._meeting))
        finally:
            if editing is not None:
                self._edit(editing)

    def _settled(self) -> CommentaryRow | None:
        """The commentary in hand, saved and closed, as the book has it now."""
        comment = self._comment
        if self._editing is not None:
            self._finish()
        return commentary(self.book, comment.id) if comment is not None else None
