"""The forms in which a secret poll is prepared: which fields a kind asks, filled in as far as anything is known.

A kind's form is data: the fields that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.rules.poll_kinds import KINDS
from tui.strings import ballot_drafts as words
from tui.widgets.dialogs import Field

if TYPE_CHECKING:
    from db.rules.ballot import Scale
    from db.rules.poll_kinds import PollKind
    from db.rules.scheme import Standard
    from db.rules.settings import Rules
    from db.views.polls import Candidate
    from tui.present.ballot_ways import Way


@dataclass(frozen=True)
class Ground:
    """What a draft is made on.

    Attributes:
        rules: The rules of the meeting.
        scale: The grades of the scheme in force.
        standards: What may be judged line by line.
        branch: The name of the branch, as a row of its own.
        groups: Its 党小组.
        people: Whom a 推荐 may name.
        ways: The ways to vote that are offered here.
        given: What stands in the fields to begin with, by id.
    """

    rules: Rules
    scale: Scale
    standards: tuple[Standard, ...]
    branch: str
    groups: tuple[str, ...]
    people: tuple[Candidate, ...]
    ways: tuple[Way, ...]
    given: Mapping[str, str]


# Fields

Fields = Callable[[str, Ground], "list[Field]"]


def _title(form: str, _ground: Ground) -> list[Field]:
    kind = _kind_of(form)
    preset = words.TITLE_PRESET.get(form, kind.name)
    if kind.decides:
        return [Field("title", words.MATTER, preset, words.MATTER_HINT, required=True)]
    return [Field("title", words.NAME, preset, words.NAME_HINT, required=True)]


def _pool(kind: str, _ground: Ground) -> list[Field]:
    return [
        Field("pool", words.POOL, words.POOL_PRESET.get(kind, ""), words.POOL_HINT),
        Field("due", words.POOL_DUE, hint=words.POOL_NUMBER_HINT),
        Field("present", words.POOL_PRESENT, hint=words.POOL_NUMBER_HINT),
    ]


def _problems(_form: str, ground: Ground) -> list[Field]:
    preset = "yes" if ground.rules.ballot_problems else "no"
    return [Field("problems", words.PROBLEMS, preset, choices=words.PROBLEMS_CHOICES)]


def _text(_form: str, ground: Ground) -> list[Field]:
    preset = "yes" if ground.rules.ballot_text else "no"
    return [Field("text", words.TEXT, preset, choices=words.TEXT_CHOICES)]


def _way(_form: str, ground: Ground) -> list[Field]:
    offered = {way.id for way in ground.ways}
    preset = "twice" if ground.rules.second_entry and "twice" in offered else ground.ways[0].id
    choices = tuple((way.id, way.title) for way in ground.ways)
    return [Field("way", words.WAY, preset, choices=choices, required=True)]


def _standard(_form: str, ground: Ground) -> list[Field]:
    choices = tuple(
        (one.code, words.STANDARD_OF[one.target].format(name=one.name)) for one in ground.standards
    )
    first = next((one.code for one in ground.standards if one.target == "member"), "")
    preset = first or (choices[0][0] if choices else "")
    return [Field("standard", words.STANDARD, preset, choices=choices, required=True)]


def _chosen(_form: str, ground: Ground) -> list[Field]:
    others = ground.rules.nomination_write_ins
    return [
        Field("chosen", words.CHOSEN, str(max(1, others)), required=True),
        Field("write_ins", words.WRITE_INS, str(others), words.WRITE_INS_HINT, required=True),
    ]


def _names(_form: str, _ground: Ground) -> list[Field]:
    return [Field("names", words.NAMES, hint=words.NAMES_HINT)]


def _written(_form: str, ground: Ground) -> list[Field]:
    title = ground.given.get("title", "")
    preset = "yes" if any(word in title for word in words.WRITTEN_IN) else "no"
    return [Field("written", words.WRITTEN, preset, choices=words.WRITTEN_CHOICES)]


def _lines(preset: Sequence[str]) -> list[Field]:
    given = [*preset, *[""] * words.LINES][: max(words.LINES, len(preset))]
    return [
        Field(f"line{place}", words.LINE.format(number=place), text, words.LINE_HINT)
        for place, text in enumerate(given, 1)
    ]


def _aspects(_form: str, _ground: Ground) -> list[Field]:
    return _lines(words.ASPECTS)


def _groups(_form: str, ground: Ground) -> list[Field]:
    return _lines(ground.groups)


def _own_lines(_form: str, _ground: Ground) -> list[Field]:
    return _lines(())


FORMS: Final[Mapping[str, tuple[Fields, ...]]] = MappingProxyType(
    {
        "appraisal": (_title, _way, _pool, _problems, _text),
        "criteria": (_title, _standard, _way, _pool, _problems, _text),
        "satisfaction": (_title, _pool, _way, _text, _aspects),
        "motion": (_title, _written, _way),
        "motion.again": (_written, _way),
        "nomination": (_title, _chosen, _names, _way, _pool),
        "nomination.groups": (_title, _chosen, _way, _pool, _groups),
        "nomination.lines": (_title, _chosen, _way, _pool, _own_lines),
    }
)
"""The fields of every kind; a 推荐 of what is on no roll has forms of its own."""

SOURCES: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = MappingProxyType(
    {"nomination": words.SOURCES}
)
"""What is asked first of a kind whose rows come from several sources."""


def form_of(kind: str, source: str = "") -> str:
    """The form of a kind whose rows come from a source."""
    return f"{kind}.{source}" if f"{kind}.{source}" in FORMS else kind


def _kind_of(form: str) -> PollKind:
    return KINDS[form.partition(".")[0]]


def fields_of(form: str, ground: Ground) -> list[Field]:
    """The fields of a form, filled in as far as anything is known."""
    made = [field for part in FORMS[form] for field in part(form, ground)]
    return [replace(field, value=ground.given.get(field.id, field.value)) for field in made]
