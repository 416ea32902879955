"""Preparing a secret poll: which kind, then what that kind needs, in one form that a minute fills."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.acts.poll_opinions import NO_WRITTEN
from db.errors import Refused
from db.rules.poll_kinds import KINDS
from db.views import polls as views
from db.views.meetings import meeting
from db.views.roster import groups
from tui.console.ballot import opinions
from tui.console.ballot.opinions import Filed
from tui.console.ballot.ways import WAYS
from tui.console.in_force import scheme_in_force
from tui.present import ballot_drafts as present
from tui.present import ballot_forms as forms
from tui.present.ballot_ways import WAYS as EVERY_WAY
from tui.present.ballot_ways import Way, way_of
from tui.strings import ballot as ballot_words
from tui.strings import ballot_drafts as words
from tui.widgets.dialogs import Choice, Choose, Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.acts.poll_drafts import PollDraft
    from db.views.polls import PollSheet
    from tui.console.pane import Desk


def offered() -> tuple[Way, ...]:
    """The ways to vote that this console has."""
    return tuple(way for way in EVERY_WAY if way.channel in WAYS)


async def ask_kind(desk: Desk) -> str | None:
    """Which kind of poll, or None."""
    return await _choose(desk, words.KIND_TITLE, words.KINDS)


async def ask_way(desk: Desk, sheet: PollSheet) -> Way | None:
    """Another way to vote for a draft, or None."""
    ways = offered()
    now = way_of(sheet.turnout.channel, sheet.entries)
    choices = [Choice(way.id, way.title, way.hint) for way in ways]
    chosen = await desk.ask(Choose(words.WAY, choices, selected=now.id))
    return next((way for way in ways if way.id == chosen), None)


async def ask_new(desk: Desk, meeting_id: int, kind: str, title: str = "") -> PollDraft | None:
    """What a new poll of a kind asks, or None when somebody went back.

    Raises:
        Refused: the scheme in force has no standard to judge by.
    """
    source = ""
    if kind in forms.SOURCES:
        chosen = await _choose(desk, words.SOURCE_TITLE, forms.SOURCES[kind])
        if chosen is None:
            return None
        source = chosen
    form = forms.form_of(kind, source)
    ground = _ground(desk, meeting_id, {"title": title} if title else {})
    draft = await _ask(desk, form, ground, meeting_id)
    item = views.home_item(desk.book, meeting_id, kind)
    return None if draft is None else replace(draft, agenda_item_id=item)


async def ask_again(desk: Desk, sheet: PollSheet) -> PollDraft | None:
    """What a draft is to ask instead, or None when somebody went back."""
    kind = sheet.turnout.kind
    source = "" if sheet.is_of_members else "lines"
    ground = _ground(desk, sheet.turnout.meeting_id, present.given_of(sheet))
    if sheet.form.criteria:
        ground = replace(ground, given={**ground.given, "standard": _standard_of(sheet, ground)})
    return await _ask(desk, forms.form_of(kind, source), ground, sheet.turnout.meeting_id, sheet)


async def ask_repeated(desk: Desk, sheet: PollSheet) -> tuple[Way, Filed] | None:
    """The way to vote and the opinions in writing of a 表决 that repeats another, or None when somebody went back."""
    meeting_id = sheet.turnout.meeting_id
    ground = _ground(desk, meeting_id, present.given_of(sheet))
    values = await desk.ask(
        Form(words.AGAIN_TITLE, forms.fields_of("motion.again", ground), note=words.AGAIN_NOTE)
    )
    if values is None:
        return None
    way = next(way for way in ground.ways if way.id == values["way"])
    if values["written"] != "yes":
        return way, Filed(NO_WRITTEN, ())
    filed = await opinions.ask(desk, meeting_id, sheet)
    return None if filed is None else (way, filed)


def _standard_of(sheet: PollSheet, ground: forms.Ground) -> str:
    """The standard that the criteria of a draft came from; the first where the scheme has changed since."""
    codes = {part.code for part in sheet.form.criteria}
    fitting = (one.code for one in ground.standards if {item.code for item in one.criteria} == codes)
    return next(fitting, ground.standards[0].code if ground.standards else "")


async def _choose(desk: Desk, title: str, choices: Sequence[tuple[str, str, str]]) -> str | None:
    return await desk.ask(Choose(title, [Choice(*choice) for choice in choices]))


def _ground(desk: Desk, meeting_id: int, given: Mapping[str, str]) -> forms.Ground:
    found = meeting(desk.book, meeting_id)
    if found is None:
        raise Refused(ballot_words.NO_MEETING)
    scheme = scheme_in_force(desk)
    return forms.Ground(
        rules=found.rules,
        scale=scheme.scale,
        standards=tuple(one for one in scheme.standards if one.criteria),
        branch=found.organisation,
        groups=tuple(one.name for one in groups(desk.book, found.organisation_id)),
        people=views.may_be_named(desk.book, meeting_id),
        ways=offered(),
        given=given,
    )


async def _ask(
    desk: Desk, form: str, ground: forms.Ground, meeting_id: int, sheet: PollSheet | None = None
) -> PollDraft | None:
    fields = forms.fields_of(form, ground)
    if any(field.id == "standard" and not field.choices for field in fields):
        raise Refused(words.NO_STANDARD)
    title = words.FORM_TITLE.format(kind=KINDS[form.partition(".")[0]].name)
    values = await desk.ask(
        Form(title, fields, note=words.FORM_NOTE, check=lambda typed: present.complaint(typed, ground))
    )
    if values is None:
        return None
    draft = present.draft_of(form, values, ground)
    if values.get("written") != "yes":
        return draft
    filed = await opinions.ask(desk, meeting_id, sheet)
    return None if filed is None else replace(draft, written=filed.count, written_by=filed.by)
