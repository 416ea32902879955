"""方案: the scheme as a person reads it, and the choice of another one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from db import words as terms
from db.acts import schemes as acts
from db.errors import Refused
from db.scheme.copying import copy_scheme
from db.views.schemes import InForce, in_force
from tui.console.pane import ActSpec, Pane
from tui.console.scheme_choice import ask_scheme, ask_start
from tui.present.finding import fits
from tui.present.scheme_page import block_of, page_lines, places
from tui.present.scheme_words import day_words
from tui.present.wrap import cut
from tui.strings import scheme as words
from tui.widgets.dialogs import Confirm, Field, Find, Form
from tui.widgets.file_picker import typed_path
from tui.widgets.han_content import HanContent
from tui.widgets.page import Page
from tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from db.rules.scheme import Scheme
    from tui.console.pane import Desk
    from tui.widgets.page import PageLine

SECTIONS = (
    words.STANDARDS, words.TIMELINE, words.LINKS, words.REQUIREMENTS, words.TARGETS,
    words.AWARDS, words.POINTS, words.MEETINGS, words.REMARKS,
)  # fmt: skip


class SchemePane(Pane):
    """What is in force above, the scheme as a page, what the digits do below."""

    TITLE = words.TITLE
    HELP = words.HELP
    ACTS: ClassVar[tuple[ActSpec, ...]] = (
        ActSpec("find", "查找", "cz", "f3", "方案里的任何一处"),
        ActSpec("adopt", "采用别的方案", "cybdfa", "f4", "程序自带的，或自己的文件"),
        ActSpec("look", "看别的方案", "kbdfa", help="只看，不采用"),
        ActSpec("back", "回到正在采用的方案", "hdzzcydfa"),
        ActSpec("copy", "复制成文件", "fzcwj", help="改成自己的方案"),
    )
    DEFAULT_CSS = """
    SchemePane #scheme-head { height: 1; text-style: bold; color: $text-primary; }
    SchemePane #scheme-hint { height: auto; max-height: 2; color: $text-muted; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._in_force: InForce = in_force(desk.book, desk.config)
        self._other: Scheme | None = None

    def compose(self) -> ComposeResult:
        """What is in force, the page, the digits."""
        yield Static("", id="scheme-head", markup=False)
        yield Page(id="scheme-page")
        yield Static(HanContent(words.HINT.format(sections=_digits())), id="scheme-hint")

    # Reading

    @property
    def shown(self) -> Scheme:
        """The scheme on the screen."""
        return self._other or self._in_force.scheme

    def reload(self) -> None:
        """Read which scheme is in force and draw the one that is looked at."""
        self._in_force = in_force(self.book, self.desk.config)
        self.query_one(Page).show(self._lines)
        self._draw_head()

    def on_resize(self, event: Resize) -> None:
        """The line above is cut for the width."""
        del event
        self._draw_head()

    def leave(self) -> None:
        """The next visit begins with the scheme in force."""
        self._other = None

    def _draw_head(self) -> None:
        title, by = self.shown.title, terms.NAMED_BY[self._in_force.named_by]
        said = words.LOOKING.format(title=title) if self._other else words.IN_FORCE.format(title=title, by=by)
        width = max(20, self.size.width - 2)
        self.query_one("#scheme-head", Static).update(Content(cut(said, width)), layout=False)

    def _lines(self, width: int) -> Sequence[PageLine]:
        return page_lines(self.shown, self.book.today(), width)

    # What can be done

    def digit(self, number: int) -> bool:
        """Jump to a section."""
        if not 1 <= number <= len(SECTIONS):
            return False
        self.query_one(Page).go_to(block_of(number))
        return True

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        if act == "adopt" and self.desk.config.scheme:
            return words.BY_CONFIG
        return words.NOT_LOOKING if act == "back" and self._other is None else ""

    async def do_find(self) -> None:
        """Go to a thing by words that stand in it."""
        everything = places(self.shown, self.book.today())

        def found(typed: str) -> list[Row]:
            return [
                Row(str(block), (section, said))
                for block, section, said in everything
                if fits(typed, said, "")
            ]

        chosen = await self.desk.ask(Find(words.FOUND, found, (Column("", 10), Column("", 0))))
        if chosen is not None:
            self.query_one(Page).go_to(int(chosen))

    async def do_adopt(self) -> None:
        """Let the branch follow another scheme, or the same from another day."""
        if self.desk.config.scheme:
            raise Refused(words.BY_CONFIG)
        scheme = self._other or await ask_scheme(self.desk, words.CHOOSE, self._in_force.scheme)
        if scheme is None:
            return
        scheme = await ask_start(self.desk, scheme)
        if scheme is None:
            return
        begun = words.CONFIRM_BEGUN.format(day=day_words(scheme.begun)) if scheme.begun else ""
        said = words.CONFIRM_TEXT.format(title=scheme.title, begun=begun)
        if not await self.desk.ask(Confirm(words.CONFIRM, said, yes=words.ADOPT)):
            return
        acts.choose(self.book, scheme)
        self._other = None
        self.acted(words.ADOPTED.format(title=scheme.title))

    async def do_look(self) -> None:
        """Read another scheme without following it."""
        scheme = await ask_scheme(self.desk, words.LOOK, self._in_force.scheme)
        if scheme is None:
            return
        same = scheme.fingerprint == self._in_force.scheme.fingerprint
        self._other = None if same else scheme
        self.reload()
        self.query_one(Page).action_scroll_home()

    def do_back(self) -> None:
        """Read the scheme in force again."""
        if self._other is None:
            raise Refused(words.NOT_LOOKING)
        self._other = None
        self.reload()
        self.desk.say(words.BACK)

    async def do_copy(self) -> None:
        """Write the scheme on the screen into a file that can be changed."""
        suggested = Path.cwd() / f"{self.shown.id}-本支部.toml"
        field = Field("path", words.COPY_FIELD, str(suggested), required=True)
        values = await self.desk.ask(Form(words.COPY_TITLE, (field,), note=words.COPY_NOTE))
        if values is None:
            return
        path = typed_path(values["path"], Path.cwd())
        if path is None:
            return
        copy_scheme(self.shown, path)
        self.desk.say(words.COPIED.format(path=path))


def _digits() -> str:
    return " ".join(f"{number}{title}" for number, title in enumerate(SECTIONS, 1))
