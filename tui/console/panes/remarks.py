"""发言记录: person by person, with what comes next suggested, and long prose saved while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from db.acts import remarks as acts
from db.acts.remarks import RemarkDraft
from db.errors import PingyiError
from db.rules.remarks import Step, moved
from db.views.meetings import is_frozen
from db.views.remarks import Floor, RemarkRow, floor, remark, withdrawn
from tui.console.covering import UNCOVER, Covering
from tui.console.pane import ActSpec, Pane
from tui.console.remark_editor import RemarkEditor
from tui.console.remark_mending import Mending
from tui.console.remark_questions import ask_next, ask_part, ask_step
from tui.console.speaker_dialogs import Person, ask_person
from tui.present import remarks as present
from tui.strings import remarks as words
from tui.widgets.dialogs import Notice
from tui.widgets.rows import Rows
from tui.widgets.told import Told

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from tui.console.pane import Desk

TALL = 30
"""Lines from which the names stay in sight beside the editor."""


class RemarksPane(Pane):
    """Steps, the members in the order of speaking, what was said; the editor takes their place while it is open."""

    DEFAULT_CSS = """
    RemarksPane {
        & #remarks-next { height: 1; text-style: bold; color: $text-primary; }
        & .remarks-line { height: 1; color: $text-muted; }
        & #remarks-hint { height: auto; max-height: 2; }
        & #remarks-people { height: 3fr; min-height: 5; }
        & #remarks-said { height: 2fr; min-height: 4; }
        & RemarkEditor { display: none; height: 3fr; }
        &.-editing RemarkEditor { display: block; }
        &.-editing .remarks-list { display: none; }
        &.-editing.-tall #remarks-people { display: block; height: 1fr; }
    }
    """

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("find", "找人发言", "zrfy", "f3", "党员、列席或上级"),
        ActSpec("next", "其他发言", "qtfy", help="汇报、总结、支部对照检查，按 0"),
        ActSpec("change", "改类别、发言人、对象", "glbfyrdx", "f4", "也可改代读人"),
        ActSpec("undo", "撤销上一步", "cxsyb", "f7"),
        ActSpec("uncover", "显示或遮盖正文", "xshzgzw", help="同屏时"),
        ActSpec("missing", "看还差谁", "khcs", help="未发言、未受批评、待表态"),
        ActSpec("withdraw", "删去这条发言", "sqztfy"),
        ActSpec("restore", "恢复删去的发言", "hfsqdfy"),
        ActSpec("earlier", "这位提前发言", "zwtqfy", help="按减号"),
        ActSpec("later", "这位推后发言", "zwthfy", help="按加号"),
        ActSpec("reset_order", "恢复发言顺序", "hffysx", help="书记带头，按姓氏笔画"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: int | None = None
        self._floor = Floor((), (), (), ())
        self._editor = RemarkEditor(self.book)
        self._mending = Mending(desk)
        self._covering = Covering(self.book)

    def compose(self) -> ComposeResult:
        """Next steps, who owes what, the members, the editor, what was said, keys."""
        yield Told(id="remarks-next")
        yield Told(id="remarks-owing", classes="remarks-line")
        yield Rows(present.PEOPLE, empty=words.EMPTY_PEOPLE, id="remarks-people", classes="remarks-list")
        yield self._editor
        yield Told(id="remarks-head", classes="remarks-line remarks-list")
        yield Rows(present.SAID, empty=words.EMPTY_SAID, id="remarks-said", classes="remarks-list")
        yield Told(words.LIST_HINT, id="remarks-hint", classes="remarks-line")

    # Reading

    def reload(self) -> None:
        """Read the floor again; the text being typed stays as it is."""
        if self.desk.meeting_id != self._meeting:
            self._meeting = self.desk.meeting_id
        if self._meeting is not None:
            self._floor = floor(self.book, self._meeting)
        is_covered = self._covering.is_seen
        self._editor.cover(is_covered=self._covering.is_covered)
        self._people.set_rows(present.people_rows(self._floor))
        self._said.set_rows(present.said_rows(self._floor, is_covered=is_covered))
        first = present.next_line(self._floor) if self._meeting is not None else words.NO_MEETING
        self._show("#remarks-next", first)
        self._show("#remarks-owing", present.owing_line(self._floor))
        self._show("#remarks-head", present.said_head(self._floor, is_covered=is_covered))
        row = remark(self.book, self._editing) if self._editing is not None else None
        if row is not None:
            self._editor.set_title(present.title(row))

    def arrive(self, **arguments: int | str) -> None:
        """Open the remark asked for."""
        wanted = arguments.get("remark")
        if wanted is not None:
            self.desk.act(lambda: self._edit(int(wanted)))

    def leave(self) -> None:
        """Finish what is being written, and leave an event for each edit."""
        try:
            self._close()
            if self._meeting is not None and not self._is_frozen:
                acts.settle(self.book, self._meeting)
        except PingyiError as error:
            self.desk.refuse(error)

    def focus_default(self) -> None:
        """The text where one is open, else the members."""
        if self._editing is not None:
            self._editor.focus_text()
        else:
            self._people.focus()

    def on_resize(self, event: Resize) -> None:
        """Where there is room the members stay in sight while somebody's words are typed."""
        self.set_class(event.size.height >= TALL, "-tall")

    @property
    def _is_frozen(self) -> bool:
        return self._meeting is not None and is_frozen(self.book, self._meeting)

    @property
    def _people(self) -> Rows:
        return self.query_one("#remarks-people", Rows)

    @property
    def _said(self) -> Rows:
        return self.query_one("#remarks-said", Rows)

    @property
    def _editing(self) -> int | None:
        """The remark whose text is open."""
        return self._editor.remark_id

    def _show(self, selector: str, text: str) -> None:
        self.query_one(selector, Told).tell(text, layout=selector == "#remarks-hint")

    # Keys

    def digits(self) -> tuple[str, ...]:
        """While a text is being written where the room reads along, uncovering it has a number of its own in F2."""
        return (UNCOVER,) if self._editing is not None and self._covering.is_seen else ()

    def digit(self, number: int) -> bool:
        """Begin the step with this number; 0 lists every kind of remark."""
        if number == 0:
            self.desk.act(self.do_next)
            return True
        if not 1 <= number <= len(self._floor.steps[: present.STEPS_SHOWN]):
            return False
        step = self._floor.steps[number - 1]

        async def take() -> None:
            await self._take(step)

        self.desk.act(take)
        return True

    def key(self, name: str) -> bool:
        """Esc ends the text; minus and plus move a member in the order of speaking."""
        if name == "escape" and self._editing is not None:
            self.desk.act(self._finish)
            return True
        act = {"minus": "earlier", "plus": "later"}.get(name)
        if act is None or not self._people.has_focus:
            return False
        self.desk.act(getattr(self, f"do_{act}"))
        return True

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: a member speaks, or a remark is opened."""
        event.stop()
        if event.rows is self._said:
            self.desk.act(lambda: self._edit(int(event.key)))
            return

        async def call() -> None:
            await self._begin(await ask_part(self.desk, self._floor, Person(int(event.key))))

        self.desk.act(call)

    # The text

    def _edit(self, remark_id: int) -> None:
        self._close()
        row = remark(self.book, remark_id)
        if row is None:
            return
        self._editor.open(row, is_frozen=self._is_frozen)
        self.add_class("-editing")
        self._covering.begin()
        self._show_edit_hint()
        self.reload()
        self._people.select(str(row.about_id or row.speaker_id))
        self._editor.focus_text()

    def _show_edit_hint(self) -> None:
        keys = words.READ_HINT if self._is_frozen else words.EDIT_HINT
        self._show("#remarks-hint", self._covering.hint(keys))

    def _close(self) -> RemarkRow | None:
        """Save and finish what is being written, and show the lists; gives the remark if it stands in the record.

        What cannot be saved stays open, so that no word is lost.
        """
        if self._editing is None:
            return None
        finished = self._editor.close()
        self.remove_class("-editing")
        self._show("#remarks-hint", words.LIST_HINT)
        if finished is not None and finished.state == "draft":
            self._mending.finished(finished)
        return finished

    def _finish(self) -> None:
        done = self._close()
        self.acted(words.FINISHED.format(what=present.title(done)) if done else "")
        if done is not None:
            self._said.select(str(done.id))
        self._people.focus()

    async def _begin(self, draft: RemarkDraft | None) -> None:
        """Open the editor on a draft; nothing where the question was left by Esc."""
        if draft is None:
            return
        if self._meeting is None:
            raise PingyiError(words.NO_MEETING)
        self._close()
        self._edit(acts.begin(self.book, self._meeting, draft))
        self.desk.changed()

    # Who speaks

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        if self._meeting is None:
            return words.NO_MEETING
        if act in ("change", "withdraw") and self._selected is None:
            return words.NOTHING_SELECTED
        if act == UNCOVER:
            return words.NOT_OPEN if self._editing is None else self._covering.why_not
        if act == "undo" and not self._mending.can_undo(self._meeting):
            return words.NOTHING_TO_UNDO
        return ""

    async def _take(self, step: Step) -> None:
        """Begin a step; asks what it leaves open."""
        await self._begin(await ask_step(self.desk, self._floor, step))

    async def do_find(self) -> None:
        """Finish this one, find who speaks next, ask how."""
        if self._editing is not None:
            self._finish()
        person = await ask_person(self.desk, words.WHO_SPEAKS, self._floor)
        if person is None:
            return
        if person.id is not None:
            self._people.select(str(person.id))
        await self._begin(await ask_part(self.desk, self._floor, person))

    async def do_next(self) -> None:
        """Finish this one, choose the next from everything that may be said."""
        if self._editing is not None:
            self._finish()
        await self._begin(await ask_next(self.desk, self._floor))

    def do_uncover(self) -> None:
        """Show the text although the room sees it, or cover it again."""
        self._covering.turn()
        self._editor.cover(is_covered=self._covering.is_covered)
        self._show_edit_hint()

    async def do_missing(self) -> None:
        """Name everybody who still owes something."""
        await self.desk.ask(Notice(words.MISSING_TITLE, present.missing_text(self._floor)))

    # Changing what was said

    @property
    def _selected(self) -> int | None:
        if self._editing is not None:
            return self._editing
        key = self._said.cursor_key
        return int(key) if key is not None else None

    async def do_change(self) -> None:
        """Change kind, speaker, whom it is about, or who reads it."""
        row = remark(self.book, self._selected) if self._selected is not None else None
        if row is not None and await self._mending.change(row, self._floor):
            self.acted()
            self.focus_default()

    def do_withdraw(self) -> None:
        """Strike out the remark in hand; one in which nothing is written is dropped by closing it."""
        selected = self._selected
        if self._editing is not None:
            self._finish()
        row = remark(self.book, selected) if selected is not None else None
        if row is not None:
            self.acted(self._mending.withdraw(row))

    async def do_restore(self) -> None:
        """Choose one of those struck out and bring it back."""
        rows = withdrawn(self.book, self._meeting) if self._meeting is not None else ()
        if not rows:
            self.desk.say(words.NOTHING_WITHDRAWN)
            return
        told = await self._mending.restore(rows, is_covered=self._covering.is_seen)
        if told:
            self.acted(told)

    def do_undo(self) -> None:
        """Take back the last step, and name it; the text being typed stays open."""
        if self._meeting is not None:
            self.acted(self._mending.undo(self._meeting))

    # The order of speaking

    def do_earlier(self) -> None:
        """Call the member under the cursor one place earlier."""
        self._move(-1)

    def do_later(self) -> None:
        """Call the member under the cursor one place later."""
        self._move(1)

    def _move(self, by: int) -> None:
        key = self._people.cursor_key
        if key is not None:
            self._set_order(moved(self._floor.order, int(key), by))

    def do_reset_order(self) -> None:
        """Return to the secretary first, then 姓氏笔画."""
        self._set_order(())
        self.desk.say(words.ORDER_RESET)

    def _set_order(self, order: tuple[int, ...]) -> None:
        if self._meeting is not None:
            self._mending.set_order(self._meeting, order)
            self.acted()
