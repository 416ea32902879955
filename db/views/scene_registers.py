"""What the room may see of the registers and targets: counts, never a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from db.config import Config
from db.rules.settings import Rules
from db.rules.stage import SCENES
from db.views import registers, schemes, targets
from db.views.scene_view import SceneView, ShareRow, SharesView

if TYPE_CHECKING:
    from db.book import Reader
    from db.rules.scheme import Scheme
    from db.rules.stage import SceneSpec
    from db.views.meetings import Meeting


def registers_scene(
    reader: Reader, spec: SceneSpec, meeting: Meeting | None, base: dict[str, Any]
) -> SceneView:
    """How many have done what each requirement asks, and how many are late; no meeting is needed for it."""
    midway = (meeting.rules if meeting else Rules()).register_midway
    found = registers.matrix(reader, _scheme(reader, spec), _day(reader, spec), midway)
    rows = tuple(
        ShareRow(one.requirement.name, one.done, one.asked, one.late) for one in found.counts() if one.asked
    )
    return SharesView(**base, title=SCENES["registers"], rows=rows)


def targets_scene(
    reader: Reader, spec: SceneSpec, _meeting: Meeting | None, base: dict[str, Any]
) -> SceneView:
    """How many are up to the standard of each target, with the share that is wanted."""
    found = targets.board(reader, _scheme(reader, spec), _day(reader, spec).isoformat())
    rows = tuple(
        ShareRow(one.target.what, one.up, one.total, goal=one.target.share, by=one.target.by)
        for one in found.targets
        if one.total
    )
    return SharesView(**base, title=SCENES["targets"], rows=rows)


def _scheme(reader: Reader, spec: SceneSpec) -> Scheme:
    """The scheme that the scene was put up for (`scheme`: the first 12 digits of its fingerprint), else the one chosen in the book."""
    number = spec.ids.get("scheme")
    kept = schemes.recorded_under(reader, f"{number:012x}") if number is not None else None
    return kept or schemes.scheme_in_force(reader, Config())


def _day(reader: Reader, spec: SceneSpec) -> date:
    """The date that the scene was put up for (`day` as 20261122), else today."""
    if "day" in spec.ids:
        digits = str(spec.ids["day"])
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return date.fromisoformat(reader.today())
