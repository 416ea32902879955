"""The two sides of the console: agenda and room; overlays where the window is narrow, and how F6 goes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.console.agenda_panel import AgendaPanel
from tui.console.room_panel import RoomPanel
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.console.shell import Shell


class Sides:
    """Opens and closes the sides; remembers where in the pane the work went on."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._work_focus: Widget | None = None

    @property
    def _panels(self) -> tuple[AgendaPanel, RoomPanel]:
        return self._shell.query_one(AgendaPanel), self._shell.query_one(RoomPanel)

    @property
    def is_open(self) -> bool:
        """Whether a side is open."""
        return any(panel.has_class("-open") for panel in self._panels)

    def turn(self) -> None:
        """Go from the centre to the agenda, to the room where it is hidden, and back."""
        agenda, room = self._panels
        is_agenda_open, is_room_open = agenda.has_class("-open"), room.has_class("-open")
        self.close()
        if is_room_open or (is_agenda_open and not self._shell.has_class("-narrow")):
            self.focus_work()
        elif is_agenda_open:
            room.add_class("-open")
        else:
            self._work_focus = self._shell.focused
            agenda.add_class("-open")
            agenda.query_one(Rows).focus()

    def close(self) -> None:
        """Close both."""
        for panel in self._panels:
            panel.remove_class("-open")

    def focus_work(self) -> None:
        """Put the focus back where it was in the pane before a side was opened."""
        focus, pane = self._work_focus, self._shell.pane
        if focus is not None and focus.is_attached and pane in focus.ancestors:
            focus.focus()
        else:
            pane.focus_default()
