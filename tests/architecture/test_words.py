"""Menus and palette: every act is found by its Chinese initials, every key is declared once."""

from __future__ import annotations

import pytest
from pypinyin import Style, pinyin

from tui.console.menus import GENERAL
from tui.console.pane import Pane
from tui.console.places import PLACES, load_pane
from tui.keys import BY_KEY

HAN = "\u4e00", "\u9fff"
ACTS = [(place.id, act) for place in PLACES for act in load_pane(place.id).ACTS]


def readings(title: str) -> list[set[str]]:
    """For each Han character of a title, the initials of every reading; other characters stand for themselves."""
    found = []
    for character in title:
        if HAN[0] <= character <= HAN[1]:
            found.append({reading[0] for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0]})
        elif character.isalnum():
            found.append({character.lower()})
    return found


def fits(title: str, initials: str) -> bool:
    wanted = readings(title)
    return len(wanted) == len(initials) and all(c in r for c, r in zip(initials, wanted, strict=True))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_place_is_found_by_its_initials(place: object) -> None:
    assert fits(place.title, place.initials)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("place", "act"), ACTS, ids=lambda value: value if isinstance(value, str) else value.id
)
def test_an_act_is_found_by_its_initials(place: str, act: object) -> None:
    assert fits(act.title, act.initials), f"{place}.{act.id}: {act.title}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("_id", "title", "initials"), GENERAL)
def test_an_act_of_the_frame_is_found_by_its_initials(_id: str, title: str, initials: str) -> None:
    assert fits(title, initials)


@pytest.mark.parametrize(
    ("place", "act"), ACTS, ids=lambda value: value if isinstance(value, str) else value.id
)
def test_an_act_can_be_done_and_its_key_is_declared(place: str, act: object) -> None:
    pane = load_pane(place)
    assert callable(getattr(pane, f"do_{act.id}", None))  # type: ignore[attr-defined]
    assert act.key in ("", *BY_KEY)  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_every_place_explains_itself(place: object) -> None:
    pane = load_pane(place.id)  # type: ignore[attr-defined]
    assert issubclass(pane, Pane)
    assert len(pane.HELP) > 20
    assert pane.TITLE
