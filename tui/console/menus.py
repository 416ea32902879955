"""What F1, F2 and “到别处去” show: made from the pane in front, never written twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from tui.console.places import PLACES
from tui.keys import BY_KEY
from tui.strings import console as words
from tui.widgets.dialogs import Choice, Choose, Notice

if TYPE_CHECKING:
    from tui.console.pane import ActSpec, Pane

GENERAL = (
    ("go", "到别处去", "dbcq"),
    ("f5", "备播画面上屏", "bbhmsp"),
    ("f8", "大屏黑屏或恢复", "dphphhf"),
    ("f9", "议程计时开始或暂停", "ycjskshzt"),
    ("rehearse", "演练", "yl"),
    ("cover", "遮盖主控台", "zgzkt"),
    ("quit", "退出评议台", "tcpyt"),
)
"""Acts of the frame: id, title, initials."""


def help_for(pane: Pane) -> Notice:
    """F1: the place, what can be done in it and by which digit or key, every key."""
    text = Text(pane.HELP.strip() + "\n\n")
    numbers = {act: str(number) for number, act in enumerate(pane.digits(), 1)}
    if pane.ACTS:
        text.append(words.HELP_ACTS + "\n", "bold")
        for act in pane.ACTS:
            keys = " ".join(key for key in (numbers.get(act.id, ""), key_label(act)) if key)
            text.append(f"  {keys:>2}  {act.title}" + (f"：{act.help}" if act.help else "") + "\n")
    text.append("\n" + words.HELP_KEYS + "\n", "bold")
    for spec in BY_KEY.values():
        if spec.console:
            text.append(f"  {spec.label}  {spec.console}\n")
    return Notice(pane.TITLE, text)


def menu_for(pane: Pane) -> Choose:
    """F2: every act of the place, with why not where one cannot be done, then those of the frame (`.id`).

    What digits do in the place comes first, under the same digits.
    """
    numbered = pane.digits()
    acts = sorted(pane.ACTS, key=lambda act: numbered.index(act.id) if act.id in numbered else len(numbered))
    choices = [Choice(act.id, act.title, key_label(act) or act.help, pane.why_not(act.id)) for act in acts]
    choices.append(Choice(".go", words.MENU_GO))
    choices.extend(Choice(f".{act}", title) for act, title, _ in GENERAL[1:])
    return Choose(words.MENU_TITLE.format(place=pane.TITLE), choices, note=words.MENU_NOTE)


def places_menu(here: str) -> Choose:
    """Every place, the present one under the cursor."""
    choices = [Choice(place.id, place.title, place.hint) for place in PLACES]
    return Choose(words.GO_TITLE, choices, note=words.MENU_NOTE, selected=here)


def key_label(act: ActSpec) -> str:
    """How people write the key of an act; nothing where it has none."""
    return BY_KEY[act.key].label if act.key in BY_KEY else ""
