"""What stands on the stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.rules.stage import SceneSpec

if TYPE_CHECKING:
    from db.book import Reader


@dataclass(frozen=True)
class Stage:
    """What is live, what is next, whether the wall is blank, and how the projector is wired."""

    live: SceneSpec
    next: SceneSpec | None
    is_blank: bool
    room: str

    @property
    def room_sees_laptop(self) -> bool:
        """Whether the room sees the laptop's own screen, so that what is private has to be covered there."""
        return self.room in ("mirrored", "single")


def stage(reader: Reader) -> Stage:
    """The stage as it stands."""
    row = reader.one("SELECT live, next, blank, room FROM stage JOIN book")
    if row is None:
        return Stage(SceneSpec("test"), None, is_blank=False, room="unknown")
    live, following, is_blank, room = row
    return Stage(
        SceneSpec.from_json(live),
        SceneSpec.from_json(following) if following else None,
        bool(is_blank),
        str(room),
    )
