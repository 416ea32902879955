"""Asking who says what about whom, until a remark can be begun or changed; None wherever the answer was Esc."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.acts.remarks import RemarkDraft
from db.rules.remarks import Kind, Step
from db.words import REMARK_KIND
from tui.console.speaker_dialogs import Person, ask_person
from tui.present.remarks import STEPS_SHOWN, step_title
from tui.strings import remarks as words
from tui.widgets.dialogs import Choice, Choose

if TYPE_CHECKING:
    from db.views.remarks import Floor
    from tui.console.pane import Desk

OWN = (Kind.SELF_REVIEW, Kind.RESPONSE)
"""What is said about oneself."""


async def ask_step(desk: Desk, floor: Floor, step: Step) -> RemarkDraft | None:
    """A suggested step; asks for the speaker or the reader where it leaves them open."""
    names = floor.names
    person: Person | None = Person(step.speaker_id)
    if step.speaker_id is None:
        about = names.get(step.about_id, words.BRANCH) if step.about_id is not None else words.BRANCH
        questions = {Kind.SUMMARY: words.WHO_SUMS_UP, Kind.REPORT: words.WHO_REPORTS}
        question = questions.get(step.kind, words.WHO_CRITICISES.format(name=about))
        person = await ask_person(desk, question, floor, but=step.about_id)
    if person is None:
        return None
    reader = None
    if step.is_written and step.speaker_id is not None:
        question = words.WHO_READS.format(name=names.get(step.speaker_id, ""))
        reader = await ask_person(desk, question, floor, but=step.speaker_id, takes_guests=False)
        if reader is None:
            return None
    return RemarkDraft(step.kind, person.id, person.name, step.about_id, reader.id if reader else None)


async def ask_part(desk: Desk, floor: Floor, person: Person) -> RemarkDraft | None:
    """How somebody takes part: a member in every way, a guest by speaking or criticising."""
    name = person.name if person.id is None else floor.names[person.id]
    parts = words.GUEST_SAYS if person.id is None else words.PERSON
    choices = [Choice(code, text.format(name=name)) for code, text in parts.items()]
    chosen = await desk.ask(Choose(words.PERSON_TITLE.format(name=name), choices))
    if chosen is None:
        return None
    if chosen == "criticises":
        question = words.WHOM_CRITICISES.format(name=name)
        about = await ask_person(desk, question, floor, but=person.id, takes_guests=False, has_branch=True)
        return RemarkDraft(Kind.CRITICISM, person.id, person.name, about.id) if about else None
    if chosen == "comment":
        return RemarkDraft(Kind.COMMENT, person.id, person.name)
    steps = {
        "self_review": Step(Kind.SELF_REVIEW, person.id, person.id),
        "criticised": Step(Kind.CRITICISM, None, person.id),
        "response": Step(Kind.RESPONSE, person.id, person.id),
        "written": Step(Kind.SELF_REVIEW, person.id, person.id, is_written=True),
    }
    return await ask_step(desk, floor, steps[chosen])


async def ask_next(desk: Desk, floor: Floor) -> RemarkDraft | None:
    """Everything that may be said next: the suggested steps, then what belongs to no turn."""
    steps = floor.steps[:STEPS_SHOWN]
    choices = [Choice(str(place), step_title(step, floor.names)) for place, step in enumerate(steps)]
    choices += [Choice(code, text) for code, text in words.OTHERS.items()]
    chosen = await desk.ask(Choose(words.NEXT_TITLE, choices))
    if chosen is None:
        return None
    if chosen.isdigit():
        return await ask_step(desk, floor, steps[int(chosen)])
    if chosen == "branch_criticism":
        return await ask_step(desk, floor, Step(Kind.CRITICISM, None, None))
    kinds = {"branch_review": Kind.SELF_REVIEW, "report": Kind.REPORT, "summary": Kind.SUMMARY}
    kind = kinds.get(chosen, Kind.COMMENT)
    questions = {Kind.REPORT: words.WHO_REPORTS, Kind.SUMMARY: words.WHO_SUMS_UP}
    takes_guests = kind is not Kind.SELF_REVIEW
    person = await ask_person(desk, questions.get(kind, words.WHO_SPEAKS), floor, takes_guests=takes_guests)
    return RemarkDraft(kind, person.id, person.name) if person else None


async def ask_change(desk: Desk, floor: Floor, draft: RemarkDraft) -> RemarkDraft | None:
    """The draft with kind, speaker, subject or reader asked anew."""
    choices = [Choice(code, title) for code, title in words.CHANGE.items()]
    chosen = await desk.ask(Choose(words.CHANGE_TITLE, choices))
    is_own = draft.about_id is not None and draft.about_id == draft.speaker_id
    if chosen == "kind":
        kinds = [Choice(code, title) for code, title in REMARK_KIND.items()]
        code = await desk.ask(Choose(words.KIND_TITLE, kinds, selected=draft.kind.value))
        if code is None:
            return None
        about = draft.speaker_id if Kind(code) in OWN else None if is_own else draft.about_id
        return replace(draft, kind=Kind(code), about_id=about)
    if chosen == "speaker":
        person = await ask_person(desk, words.WHO_SPEAKS, floor)
        if person is None:
            return None
        about = person.id if is_own else draft.about_id
        return replace(draft, speaker_id=person.id, speaker=person.name, about_id=about)
    if chosen == "about":
        person = await ask_person(desk, words.WHOM_ABOUT, floor, takes_guests=False, has_branch=True)
        return replace(draft, about_id=person.id) if person else None
    if chosen == "reader":
        title = words.WHO_READS.format(name=floor.names.get(draft.speaker_id or 0, draft.speaker))
        person = await ask_person(
            desk, title, floor, but=draft.speaker_id, takes_guests=False, none=words.NO_READER
        )
        return replace(draft, reader_id=person.id) if person else None
    return None
