"""达标定档: where the targets stand, as bars with the target on them; who is up to standard and in which tier."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from db.acts.placements import PlacementDraft, place
from db.acts.registers import put_on_wall
from db.errors import Refused
from db.views import targets as view
from tui.console.in_force import scheme_in_force
from tui.console.pane import ActSpec, Pane
from tui.console.register_asking import take_placement_back
from tui.present import designations as present
from tui.present.finding import fits
from tui.strings import registers as words
from tui.widgets.bar import Bar
from tui.widgets.dialogs import Field, Find, Form
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.scheme import Scheme
    from tui.console.pane import Desk


class TargetsPane(Pane):
    """Bars above, who is placed how below; a digit places and moves on."""

    DEFAULT_CSS = """
    TargetsPane #target-bars { padding: 0 1; }
    """

    TITLE = words.TARGETS_TITLE
    HELP = words.TARGETS_HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("place", "认定并写依据", "rdbxyj", "f4", "达标、档次、日期、依据"),
        ActSpec("find", "查找", "cz", "f3", "按汉字、拼音首字母或序号"),
        ActSpec("undo", "撤回认定", "chrd", "f7", "撤回上一次认定"),
        ActSpec("subject", "换党组织或党员", "hdzzhdy", help="也可以按 0"),
        ActSpec("show", "达标进度上屏", "dbjdsp", help="大屏只显示个数"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scheme: Scheme = scheme_in_force(desk)
        self._subject = "organisation"
        self._board: view.TargetBoard | None = None
        self._marked: set[int] = set()
        self._width = 78
        self._at = 0
        self._columns: tuple[Column, ...] = ()

    def compose(self) -> ComposeResult:
        """The bars, the list, what the digits do."""
        yield Static("", id="target-bars")
        yield Rows((Column("名称", 0),), empty=words.NOBODY_TO_PLACE)
        yield Bar(id="target-hint", classes="-note")

    # Reading

    @property
    def _rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def _placed(self) -> tuple[view.Placed, ...]:
        if self._board is None:
            return ()
        return self._board.organisations if self._subject == "organisation" else self._board.members

    def reload(self) -> None:
        """Read targets and placements."""
        self._scheme = scheme_in_force(self.desk)
        self._board = view.board(self.book, self._scheme, self.book.today())
        self._draw()

    def _draw(self) -> None:
        if self._board is None:
            return
        bars = self.query_one("#target-bars", Static)
        bars.styles.height = present.bars_height(self._board, self._scheme)
        bars.update(Content.from_rich_text(present.bars(self._board, self._scheme, max(50, self._width - 4))))
        shown = present.standards(self._scheme, self._subject)
        self._at = min(self._at, max(0, len(shown) - 1))
        columns = present.target_columns(self._scheme, self._subject, self._at)
        if columns != self._columns:
            self._columns = columns
            self._rows.set_columns(columns)
        rows = present.placed_rows(self._scheme, self._subject, self._placed, self._marked)
        self._rows.set_empty(words.NOBODY_TO_PLACE if self._choices else words.NO_TARGETS)
        self._rows.set_rows(rows if self._choices else ())
        self.query_one("#target-hint", Bar).show(
            present.placing_hint(
                [name for name, _ in self._choices],
                self._subject,
                shown[self._at][1] if len(shown) > 1 else "",
                max(40, self._width - 4),
            )
        )

    def on_resize(self, event: Resize) -> None:
        """The bars take the width."""
        self._width = event.size.width
        self._draw()

    @property
    def _choices(self) -> list[tuple[str, PlacementDraft]]:
        """What the digits decide, in order: the standard of the column reached or not, then the tiers."""
        shown = present.standards(self._scheme, self._subject)
        found = []
        if shown:
            code = shown[self._at][0]
            found = [(words.UP, PlacementDraft(code, is_up=True)), (words.NOT_UP, PlacementDraft(code))]
        found.extend((tier.name, PlacementDraft(tier=tier.code)) for tier in self._scheme.tiers)
        return found

    # Keys

    def digit(self, number: int) -> bool:
        """Place whoever is under the cursor, or those marked, and move on; 0 changes the list."""
        if number == 0:
            self.do_subject()
            return True
        choices = self._choices
        if not 1 <= number <= len(choices):
            return False
        self.desk.act(partial(self._place, choices[number - 1][1]))
        return True

    def key(self, name: str) -> bool:
        """Blank marks, left and right choose the standard that digits decide; Escape lets go of the marks first."""
        if name == "space" and self._rows.cursor_key is not None:
            self._marked ^= {self._rows.cursor}
            self._rows.advance()
            self._draw()
            return True
        if name in ("left", "right"):
            count = len(present.standards(self._scheme, self._subject))
            self._at = max(0, min(count - 1, self._at + (1 if name == "right" else -1)))
            self._draw()
            return True
        if name == "escape" and self._marked:
            self._marked.clear()
            self._draw()
            return True
        return False

    @property
    def _chosen(self) -> list[view.Placed]:
        placed = self._placed
        if not self._choices:
            raise Refused(words.NO_TARGETS)
        if not placed:
            raise Refused(words.NOBODY_TO_PLACE)
        return [placed[number] for number in sorted(self._marked)] or [placed[self._rows.cursor]]

    def _place(self, draft: PlacementDraft) -> None:
        chosen = self._chosen
        place(self.book, self._scheme, [one.owner for one in chosen], draft)
        if not self._marked:
            self._rows.advance()
        self._marked.clear()
        what = present.placement_text(self._scheme, draft.about, draft.tier, is_up=draft.is_up)
        self.acted(f"已认定：{_named(chosen)} {what}")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: place with grounds."""
        event.stop()
        self.run_act("place")

    # Acts

    def why_not(self, act: str) -> str:
        """Without targets and tiers there is nothing to decide, without anybody nobody to place."""
        if act in ("subject", "undo"):
            return ""
        if not self._choices:
            return words.NO_TARGETS
        return words.NOBODY_TO_PLACE if act in ("place", "find") and not self._placed else ""

    async def do_place(self) -> None:
        """Place with a day and the grounds."""
        chosen = self._chosen
        choices = self._choices
        options = tuple((str(number), name) for number, (name, _) in enumerate(choices))
        fields = [
            Field("what", "认定为", choices=options, required=True),
            Field("basis", "依据", hint="考核得分、会议决定"),
            Field("day", "日期", self.book.today(), required=True),
        ]
        who = _named(chosen)
        values = await self.desk.ask(Form(f"认定：{who}", fields))
        if values is None:
            return
        _, draft = choices[int(values["what"])]
        full = PlacementDraft(draft.about, draft.is_up, draft.tier, values["basis"], values["day"])
        self._place(full)

    async def do_undo(self) -> None:
        """F7: take back the last placement, and say what it was; asks first where it is not of just now."""
        said = await take_placement_back(self.desk, self._scheme)
        if said:
            self.acted(said)

    def do_show(self) -> None:
        """Put the counts on the wall."""
        put_on_wall(self.book, self._scheme, "targets")
        self.desk.changed()
        self.desk.say(words.TARGETS_SHOWN)

    def do_subject(self) -> None:
        """Organisations, or members."""
        self._subject = "member" if self._subject == "organisation" else "organisation"
        self._marked.clear()
        self._draw()

    async def do_find(self) -> None:
        """F3: put the cursor on one."""

        def found(typed: str) -> Sequence[Row]:
            return [
                Row(str(number), (str(number + 1), one.shown_name))
                for number, one in enumerate(self._placed)
                if fits(typed, one.shown_name, one.initials, number + 1)
            ]

        key = await self.desk.ask(Find("查找", found, (Column("", 4, is_right=True), Column("", 0))))
        if key is not None:
            self._rows.select(key)
        self._rows.focus()


def _named(chosen: Sequence[view.Placed]) -> str:
    """Whom an act is about: 丁一等3名; 机关第一党支部等2个."""
    if len(chosen) == 1:
        return chosen[0].shown_name
    unit = "名" if chosen[0].owner.member_id is not None else "个"
    return f"{chosen[0].shown_name}等{len(chosen)}{unit}"
