"""The forms in which a secret poll is prepared: which fields a kind asks, and what was typed as a draft.

A kind's form is data: the fields that it has. What the fields say is read alike for every kind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.acts.poll_drafts import Line, PollDraft
from db.rules.ballot import MAX_TEXT_BYTES, BallotForm, Part
from db.rules.motion import HandCount
from db.rules.poll_kinds import CRITERION_SCALE, KINDS
from db.rules.problems import PROBLEMS
from tui.present.motions import split_names
from tui.strings import ballot_drafts as words
from tui.widgets.dialogs import Field

if TYPE_CHECKING:
    from db.rules.ballot import Scale
    from db.rules.scheme import Standard
    from db.rules.settings import Rules
    from db.views.polls import Candidate, PollSheet


@dataclass(frozen=True)
class Way:
    """One way to vote as it is offered: the channel, and how often each slip is typed in."""

    id: str
    title: str
    hint: str
    channel: str
    entries: int = 1


WAYS: Final = (
    Way("slips", "逐张录入", "每张票一行一行录，程序合计", "slips"),
    Way("twice", "录入两遍", "两人各录一遍，互不相看，相核", "slips", 2),
    Way("totals", "录入合计", "计票人合计后录数", "totals"),
    Way("calls", "唱票", "唱一票按一键，划正字", "calls"),
    Way("booth", "投票台", "在电脑上投票，没有纸票", "booth"),
)
"""In the order of the menu."""


def way_of(channel: str, entries: int) -> Way:
    """The way that a poll votes by."""
    return next(way for way in WAYS if (way.channel, way.entries) == (channel, entries))


def way_title(sheet: PollSheet) -> str:
    """What the way of a poll is called."""
    return way_of(sheet.turnout.channel, sheet.entries).title


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


def _title(kind: str, _ground: Ground) -> list[Field]:
    preset = words.TITLE_PRESET.get(kind, KINDS[kind].name)
    if KINDS[kind].decides:
        return [Field("title", words.MATTER, preset, words.MATTER_HINT, required=True)]
    return [Field("title", words.NAME, preset, words.NAME_HINT, required=True)]


def _pool(kind: str, _ground: Ground) -> list[Field]:
    return [
        Field("pool", words.POOL, words.POOL_PRESET.get(kind, ""), words.POOL_HINT),
        Field("due", words.POOL_DUE, hint=words.POOL_NUMBER_HINT),
        Field("present", words.POOL_PRESENT, hint=words.POOL_NUMBER_HINT),
    ]


def _problems(_kind: str, ground: Ground) -> list[Field]:
    preset = "yes" if ground.rules.ballot_problems else "no"
    return [Field("problems", words.PROBLEMS, preset, choices=words.PROBLEMS_CHOICES)]


def _text(_kind: str, ground: Ground) -> list[Field]:
    preset = "yes" if ground.rules.ballot_text else "no"
    return [Field("text", words.TEXT, preset, choices=words.TEXT_CHOICES)]


def _way(_kind: str, ground: Ground) -> list[Field]:
    offered = {way.id for way in ground.ways}
    preset = "twice" if ground.rules.second_entry and "twice" in offered else ground.ways[0].id
    choices = tuple((way.id, way.title) for way in ground.ways)
    return [Field("way", words.WAY, preset, choices=choices, required=True)]


def _standard(_kind: str, ground: Ground) -> list[Field]:
    choices = tuple(
        (one.code, words.STANDARD_OF[one.target].format(name=one.name)) for one in ground.standards
    )
    first = next((one.code for one in ground.standards if one.target == "member"), "")
    preset = first or (choices[0][0] if choices else "")
    return [Field("standard", words.STANDARD, preset, choices=choices, required=True)]


def _chosen(_kind: str, _ground: Ground) -> list[Field]:
    return [Field("chosen", words.CHOSEN, "1", required=True)]


def _names(_kind: str, _ground: Ground) -> list[Field]:
    return [Field("names", words.NAMES, hint=words.NAMES_HINT)]


def _written(_kind: str, ground: Ground) -> list[Field]:
    title = ground.given.get("title", "")
    preset = "yes" if any(word in title for word in words.WRITTEN_IN) else "no"
    return [Field("written", words.WRITTEN, preset, choices=words.WRITTEN_CHOICES)]


def _lines(preset: Sequence[str]) -> list[Field]:
    given = [*preset, *[""] * words.LINES][: max(words.LINES, len(preset))]
    return [
        Field(f"line{place}", words.LINE.format(number=place), text, words.LINE_HINT)
        for place, text in enumerate(given, 1)
    ]


def _aspects(_kind: str, _ground: Ground) -> list[Field]:
    return _lines(words.ASPECTS)


def _groups(_kind: str, ground: Ground) -> list[Field]:
    return _lines(ground.groups)


def _own_lines(_kind: str, _ground: Ground) -> list[Field]:
    return _lines(())


FORMS: Final[Mapping[str, tuple[Fields, ...]]] = MappingProxyType(
    {
        "appraisal": (_title, _way, _pool, _problems, _text),
        "criteria": (_title, _standard, _way, _pool, _problems, _text),
        "satisfaction": (_title, _pool, _way, _text, _aspects),
        "motion": (_title, _written, _way),
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


def fields_of(form: str, ground: Ground) -> list[Field]:
    """The fields of a form, filled in as far as anything is known."""
    kind = form.partition(".")[0]
    made = [field for part in FORMS[form] for field in part(kind, ground)]
    return [replace(field, value=ground.given.get(field.id, field.value)) for field in made]


# What was typed


def number_of(typed: str) -> int | None:
    """A number as typed; an empty one is 0, anything but digits is None."""
    plain = unicodedata.normalize("NFKC", typed).strip() or "0"
    return int(plain) if plain.isdecimal() and len(plain) <= 4 else None


def complaint(values: Mapping[str, str], ground: Ground) -> str:
    """What is wrong with the values of a form; nothing where a draft can be made of them."""
    labels = {"due": words.POOL_DUE, "present": words.POOL_PRESENT, "chosen": words.CHOSEN}
    numbers = {name: number_of(values.get(name, "")) for name in labels}
    for name, number in numbers.items():
        if number is None:
            return words.NUMBER_BAD.format(label=labels[name])
    due, present = numbers["due"] or 0, numbers["present"] or 0
    if values.get("pool") and not 1 <= present <= due:
        return words.POOL_NUMBERS.format(pool=values["pool"])
    if "chosen" in values and not 1 <= (numbers["chosen"] or 0) <= 99:
        return words.CHOSEN_BAD.format(label=words.CHOSEN)
    if any(name.startswith("line") for name in values) and not typed_lines(values):
        return words.NO_LINES
    return people_of(values.get("names", ""), ground.people)[1]


def typed_lines(values: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a form that are not empty, in their order."""
    lines = (values.get(f"line{place}", "") for place in range(1, len(values) + 1))
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def people_of(typed: str, people: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    """Whom typed names mean, in the order of the roll, and a complaint where one means nobody or several."""
    shown = {unicodedata.normalize("NFKC", one.label).lower(): one for one in people}
    found = []
    for name in split_names(typed, shown):
        fitting = [
            one
            for label, one in shown.items()
            if name in (label, label.partition("(")[0]) or name in one.initials.lower().split()
        ]
        fitting = [shown[name]] if name in shown else fitting
        fitting = fitting or [one for label, one in shown.items() if _begins(name, label, one.initials)]
        if not fitting:
            return [], words.NOT_ON_ROLL.format(typed=name)
        if len(fitting) > 1:
            names = "、".join(one.label for one in fitting)
            return [], words.SEVERAL.format(typed=name, names=names)
        found += fitting
    chosen = {one.member_id for one in found}
    return [one for one in people if one.member_id in chosen], ""


def _begins(typed: str, label: str, initials: str) -> bool:
    """Whether a name, or any reading of it, begins with what was typed."""
    return label.startswith(typed) or any(one.startswith(typed) for one in initials.lower().split())


def draft_of(form: str, values: Mapping[str, str], ground: Ground) -> PollDraft:
    """The draft that the values of a form make; `complaint` says whether they do."""
    kind = form.partition(".")[0]
    way = next(way for way in ground.ways if way.id == values["way"])
    pool = values.get("pool", "")
    return PollDraft(
        kind=kind,
        title=values["title"],
        channel=way.channel,
        form=_form(kind, values, ground),
        lines=_rows(kind, values, ground),
        pool=pool,
        pool_due=(number_of(values.get("due", "")) or 0) if pool else 0,
        pool_present=(number_of(values.get("present", "")) or 0) if pool else 0,
        entries=way.entries,
    )


def _form(kind: str, values: Mapping[str, str], ground: Ground) -> BallotForm:
    own = KINDS[kind].form
    standard = _standard_of(values, ground)
    chosen = number_of(values.get("chosen", "")) or 0
    return replace(
        own,
        scale=ground.scale if KINDS[kind].has_cap else own.scale,
        criteria=tuple(Part(one.code, one.title, CRITERION_SCALE) for one in standard.criteria)
        if standard
        else (),
        most_chosen=chosen,
        write_ins=min(chosen, ground.rules.nomination_write_ins),
        problems=PROBLEMS if values.get("problems") == "yes" else (),
        text_bytes=MAX_TEXT_BYTES if values.get("text") == "yes" else 0,
    )


def _standard_of(values: Mapping[str, str], ground: Ground) -> Standard | None:
    return next((one for one in ground.standards if one.code == values.get("standard")), None)


def _rows(kind: str, values: Mapping[str, str], ground: Ground) -> tuple[Line, ...] | None:
    """The rows of the slip; None for whomever of the roll the kind puts on it."""
    standard = _standard_of(values, ground)
    if standard is not None:
        return (Line(ground.branch),) if standard.target == "organisation" else None
    if KINDS[kind].decides:
        return (Line(values["title"]),)
    if lines := typed_lines(values):
        return tuple(Line(line) for line in lines)
    people = people_of(values.get("names", ""), ground.people)[0]
    if not people and KINDS[kind].keeps_roles_out:
        people = list(ground.people)
    return tuple(Line(one.label, one.member_id, one.is_graded) for one in people) or None


def written_of(values: Mapping[str, str]) -> HandCount | None:
    """The opinions filed in writing, or None where one is no number or there are none."""
    in_favour, against, abstaining = (number_of(values.get(name, "")) for name, _ in words.WRITTEN_FIELDS)
    if in_favour is None or against is None or abstaining is None:
        return None
    filed = HandCount(in_favour, against, abstaining)
    return filed if filed.total else None


def given_of(sheet: PollSheet) -> dict[str, str]:
    """What stands in the form of a draft that is changed."""
    numbers, form = sheet.turnout, sheet.form
    values = {
        "title": numbers.title,
        "pool": numbers.pool,
        "due": str(numbers.due or "") if numbers.pool else "",
        "present": str(numbers.electorate or "") if numbers.pool else "",
        "problems": "yes" if form.problems else "no",
        "text": "yes" if form.text_bytes else "no",
        "way": way_of(numbers.channel, sheet.entries).id,
        "chosen": str(form.most_chosen),
        "written": "yes" if sheet.written.total else "no",
        "names": "、".join(target.label for target in sheet.targets if target.member_id is not None),
    }
    if sheet.written.total:
        filed = (sheet.written.in_favour, sheet.written.against, sheet.written.abstaining)
        values |= {name: str(number) for (name, _), number in zip(words.WRITTEN_FIELDS, filed, strict=True)}
    own = [target.label for target in sheet.targets if target.member_id is None]
    rows = max(words.LINES, len(own))
    return values | {f"line{place + 1}": own[place] if place < len(own) else "" for place in range(rows)}
