"""What was typed into the form of a secret poll, as a draft; and a draft as what stands in its form.

What the fields say is read alike for every kind; `tui.present.ballot_forms` says which a kind has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.acts.poll_drafts import Line, PollDraft
from db.rules.ballot import MAX_TEXT_BYTES, BallotForm, Part
from db.rules.motion import HandCount
from db.rules.poll_kinds import CRITERION_SCALE, KINDS
from db.rules.problems import PROBLEMS
from tui.present.ballot_ways import way_of
from tui.present.motions import split_names
from tui.strings import ballot_drafts as words

if TYPE_CHECKING:
    from db.rules.scheme import Standard
    from db.views.polls import Candidate, PollSheet
    from tui.present.ballot_forms import Ground


MOST_WRITE_INS: Final = 9
"""How many names a slip has lines for at the most; the setting takes no more either."""


def number_of(typed: str) -> int | None:
    """A number as typed; an empty one is 0, anything but digits is None."""
    plain = unicodedata.normalize("NFKC", typed).strip() or "0"
    return int(plain) if plain.isdecimal() and len(plain) <= 4 else None


def complaint(values: Mapping[str, str], ground: Ground) -> str:
    """What is wrong with the values of a form; nothing where a draft can be made of them."""
    labels = {
        "due": words.POOL_DUE,
        "present": words.POOL_PRESENT,
        "chosen": words.CHOSEN,
        "write_ins": words.WRITE_INS,
    }
    numbers = {name: number_of(values.get(name, "")) for name in labels}
    for name, number in numbers.items():
        if number is None:
            return words.NUMBER_BAD.format(label=labels[name])
    due, present = numbers["due"] or 0, numbers["present"] or 0
    if values.get("pool") and not 1 <= present <= due:
        return words.POOL_NUMBERS.format(pool=values["pool"])
    chosen, write_ins = numbers["chosen"] or 0, numbers["write_ins"] or 0
    if "chosen" in values and not 1 <= chosen <= 99:
        return words.CHOSEN_BAD.format(label=words.CHOSEN)
    if write_ins > (most := min(chosen, MOST_WRITE_INS)):
        return words.WRITE_INS_BAD.format(label=words.WRITE_INS, most=most)
    if any(name.startswith("line") for name in values) and not typed_lines(values):
        return words.NO_LINES
    return people_of(values.get("names", ""), ground.people)[1]


def typed_lines(values: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a form that are not empty, in their order."""
    lines = (values.get(f"line{place}", "") for place in range(1, len(values) + 1))
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def people_of(
    typed: str, people: Sequence[Candidate], nobody: str = words.NOT_ON_ROLL
) -> tuple[list[Candidate], str]:
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
            return [], nobody.format(typed=name)
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
    return replace(
        own,
        scale=ground.scale if KINDS[kind].has_cap else own.scale,
        criteria=tuple(Part(one.code, one.title, CRITERION_SCALE) for one in standard.criteria)
        if standard
        else (),
        most_chosen=number_of(values.get("chosen", "")) or 0,
        write_ins=number_of(values.get("write_ins", "")) or 0,
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


def filers_of(values: Mapping[str, str], away: Sequence[Candidate]) -> tuple[int, ...]:
    """Who filed them, by id; `filing_complaint` says whether the names can be read."""
    return tuple(one.member_id for one in people_of(values.get("who", ""), away)[0])


def filing_complaint(values: Mapping[str, str], away: Sequence[Candidate]) -> str:
    """What is wrong with the opinions as typed, of those who may file one; nothing where they can be kept."""
    if not away:
        return words.WRITTEN_NOBODY
    filed = written_of(values)
    if filed is None:
        return words.WRITTEN_NONE
    if not values.get("who", "").strip():
        return words.WRITTEN_WHO_NONE
    found, why_not = people_of(values["who"], away, words.WRITTEN_NOT_AWAY)
    if why_not:
        return why_not
    if len(found) != filed.total:
        return words.WRITTEN_SUM.format(count=filed.total, people=len(found))
    return ""


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
        "write_ins": str(form.write_ins),
        "written": "yes" if sheet.written.total else "no",
        "names": "、".join(target.label for target in sheet.targets if target.member_id is not None),
    }
    if sheet.written.total:
        filed = (sheet.written.in_favour, sheet.written.against, sheet.written.abstaining)
        values |= {name: str(number) for (name, _), number in zip(words.WRITTEN_FIELDS, filed, strict=True)}
    own = [target.label for target in sheet.targets if target.member_id is None]
    rows = max(words.LINES, len(own))
    return values | {f"line{place + 1}": own[place] if place < len(own) else "" for place in range(rows)}
