"""Keeping a register, with the questions that some ways of it ask: for whom, which words, which period, why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from db.acts import excuses
from db.acts import registers as acts
from db.errors import Refused
from db.rules.register_fields import fault, fields_of, needs_words
from db.rules.requirements import Owner, State
from db.views import register_sheet as view
from db.views.points import in_room
from db.views.register_owners import excuses_on, owner_row
from db.views.register_pages import page_of
from tui.console.register_dialogs import Sheet as SheetDialog
from tui.present import registers as present
from tui.strings import registers as words
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.rules.scheme import Requirement, Scheme
    from db.views.register_owners import OwnerRow
    from db.views.register_sheet import EntryLine, Sheet, SheetLine
    from tui.console.pane import Desk

ROW_BY_ROW = 8
"""Up to so many lines are read again one by one; beyond it the sheet is read as a whole."""


class Counter(Protocol):
    """What keeping needs of the pane."""

    desk: Desk
    scheme: Scheme

    @property
    def sheet(self) -> Sheet:
        """The sheet that is open."""

    @property
    def day(self) -> date:
        """Today."""

    def kept(self, who: Sequence[OwnerRow], text: str) -> None:
        """Something was written about these owners: draw it, and say it."""


class Keeping:
    """The ways of writing into the sheet that is open."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.desk = counter.desk
        self.book = counter.desk.book

    @property
    def requirement(self) -> Requirement:
        """The requirement of the sheet."""
        return self.counter.sheet.asked.requirement

    def counts_on(self, day: str) -> str:
        """A day of the sheet's period for something done on a day: that day itself, or the nearest of the period."""
        sheet = self.counter.sheet
        span = sheet.period.span.meet(sheet.asked.duty.held)
        return min(max(date.fromisoformat(day), span.begins), span.ends).isoformat()

    def file(self, lines: Sequence[SheetLine], filing: acts.Filing | None = None) -> None:
        """Enter at once for some lines of the sheet.

        Raises:
            Refused: there is nobody.
        """
        if not lines:
            raise Refused(words.NO_ENTRY_TWICE)
        today = self.counter.day.isoformat()
        filing = filing or acts.Filing(today, self.counts_on(today))
        owners = [line.who.owner for line in lines]
        filed = acts.file(self.book, self.counter.scheme, self.requirement, owners, filing)
        passed = {owner for owner, _ in filed.skipped}
        names = [line.who.shown_name for line in lines if line.who.owner not in passed]
        text = present.filed_text(filed, self.requirement, self.counter.sheet.period.label, names)
        self.counter.kept([line.who for line in lines], text)

    async def file_asking(self, lines: Sequence[SheetLine]) -> None:
        """Enter for some lines; ask for words only where the scheme will not do without."""
        if needs_words(self.requirement) and lines:
            await self.with_words(lines)
        else:
            self.file(lines)

    async def with_words(self, lines: Sequence[SheetLine]) -> None:
        """Enter for some lines with day and fields, which hold for all of them."""
        who = _names(lines)
        form = self._form(words.FILE_TITLE.format(who=who, name=self.requirement.name), None)
        values = await self.desk.ask(form)
        if values is not None:
            self.file(lines, self._filing(values))

    def _form(self, title: str, entry: EntryLine | None) -> Form:
        requirement = self.requirement
        said = entry.said if entry else {}
        fields = [
            Field(one.code, one.name, said.get(one.code, ""), required=one.is_required)
            for one in fields_of(requirement)
        ]
        fields.append(
            Field("_day", "日期", entry.day if entry else self.counter.day.isoformat(), hint="2026-11-22")
        )
        if not requirement.points_rule:
            fields.append(
                Field("_amount", "数量", str(entry.amount) if entry else "1", hint=requirement.unit)
            )
        return Form(title, fields, check=self._complaint)

    def _complaint(self, values: dict[str, str]) -> str:
        """What is wrong with a form, so that it stays open with what was typed."""
        try:
            date.fromisoformat(values["_day"] or self.counter.day.isoformat())
        except ValueError:
            return f"“{values['_day']}”不是日期，请写成 2026-11-22。"
        if not (values.get("_amount") or "1").isdecimal():
            return "数量应是整数。"
        said = {code: text for code, text in values.items() if not code.startswith("_") and text}
        return fault(self.requirement, said)

    def _filing(self, values: dict[str, str], counts_on: str = "") -> acts.Filing:
        day = values["_day"] or self.counter.day.isoformat()
        said = {code: text for code, text in values.items() if not code.startswith("_")}
        return acts.Filing(day, counts_on or self.counts_on(day), int(values.get("_amount") or "1"), said)

    async def to_group(self) -> None:
        """Everybody who still owes, a 党小组, who is in the room, or all, in one act."""
        sheet = self.counter.sheet
        choices = self._groups(sheet)
        title = words.GROUP_TITLE.format(name=self.requirement.name, period=sheet.period.label)
        chosen = await self.desk.ask(
            Choose(
                title,
                [
                    Choice(
                        key, name, present.heads(len(lines), self.requirement), "" if lines else "没有还欠的"
                    )
                    for key, (name, lines) in choices.items()
                ],
            )
        )
        if chosen is not None:
            await self.file_asking(choices[chosen][1])

    def _groups(self, sheet: Sheet) -> dict[str, tuple[str, list[SheetLine]]]:
        """Whom one act can be for; whoever has done it already is left out."""
        owing = [line for line in sheet.lines if line.now.state is not State.DONE]
        asked = [line for line in owing if line.now.state is not State.NONE]
        found = {"owing": (words.OWING, asked)}
        for group in dict.fromkeys(line.who.group for line in sheet.lines if line.who.group_id is not None):
            found[f"g{group}"] = (group, [line for line in asked if line.who.group == group])
        meeting = self.desk.meeting_id
        if meeting is not None and sheet.lines and sheet.lines[0].who.owner.member_id is not None:
            room = set(in_room(self.book, meeting))
            here = [line for line in owing if line.who.owner.member_id in room]
            found["room"] = (words.PRESENT, here)
        found["all"] = (words.EVERYBODY, owing)
        return found

    def fill(self, lines: Sequence[SheetLine]) -> None:
        """Make up every late period of some lines, one entry a missing piece.

        Raises:
            Refused: nothing is late, or an entry cannot be made without words.
        """
        if needs_words(self.requirement):
            raise Refused(f"“{self.requirement.name}”要填写内容，请换到那一期逐期登记。")
        today, asked = self.counter.day.isoformat(), self.counter.sheet.asked
        pieces: list[tuple[Owner, acts.Filing]] = []
        done = []
        for line in lines:
            late = [one for one in page_of(self.book, asked, line.who) if one.state is State.LATE]
            for one in late:
                filing = acts.Filing(today, one.period.span.meet(asked.duty.held).ends.isoformat())
                pieces.extend([(line.who.owner, filing)] * (one.wanted - one.done))
            if late:
                done.append(line)
        if not done:
            raise Refused(words.NOTHING_OWED)
        acts.file_each(self.book, self.counter.scheme, self.requirement, pieces)
        text = words.FILLED.format(who=_names(done), name=self.requirement.name, count=len(pieces))
        self.counter.kept([line.who for line in done], text)

    async def entries(self, line: SheetLine) -> None:
        """The entries of one line; one that is picked can be changed or withdrawn."""
        found = view.entries(self.book, self.requirement, line.who.owner)
        title = words.ENTRIES_TITLE.format(who=line.who.shown_name, name=self.requirement.name)
        picked = await self.desk.ask(
            SheetDialog(
                title, present.ENTRY_COLUMNS, present.entry_rows(found), note=words.ENTRIES_NOTE,
                empty=words.NO_ENTRIES, last=True,
            )
        )  # fmt: skip
        entry = next((one for one in found if str(one.id) == picked), None)
        if entry is None:
            return
        gone = "已经撤回" if entry.withdrawn_why else ""
        what = await self.desk.ask(
            Choose(
                title, [Choice("edit", "修改", entry.day, gone), Choice("withdraw", "撤回", "写明理由", gone)]
            )
        )
        if what == "edit":
            await self._edit(line, entry)
        elif what == "withdraw":
            await self._withdraw(line, entry)

    async def _edit(self, line: SheetLine, entry: EntryLine) -> None:
        title = words.EDIT_TITLE.format(who=line.who.shown_name, name=self.requirement.name)
        values = await self.desk.ask(self._form(title, entry))
        if values is None:
            return
        kept = entry.counts_on if entry.counts_on != entry.day or values["_day"] == entry.day else ""
        filing = self._filing(values, kept)
        acts.edit(self.book, self.counter.scheme, self.requirement, entry.id, filing)
        self.counter.kept([line.who], f"已修改：{line.who.shown_name} {self.requirement.name}")

    async def _withdraw(self, line: SheetLine, entry: EntryLine) -> None:
        values = await self.desk.ask(
            Form(words.WITHDRAW_TITLE, [Field("why", "理由", words.UNDO_WHY, required=True)])
        )
        if values is not None:
            acts.withdraw(self.book, (entry.id,), values["why"])
            text = words.WITHDRAWN.format(who=line.who.shown_name, name=self.requirement.name)
            self.counter.kept([line.who], text)

    async def excuse(self, lines: Sequence[SheetLine]) -> None:
        """免做: for this requirement or for all, from a day on, with the reason.

        Raises:
            Refused: an organisation is not excused.
        """
        members = tuple(line.who.owner.member_id for line in lines if line.who.owner.member_id is not None)
        if not members:
            raise Refused("党组织填报的要求不能免做。")
        if len(members) == 1 and await self._ended(lines[0], members[0]):
            return
        scope = ((self.requirement.code, self.requirement.name), ("*", words.EXCUSE_ALL))
        fields = [
            Field("reason", "理由", hint="长期患病、在外学习等", required=True),
            Field("requirement", "免做哪些", self.requirement.code, choices=scope, required=True),
            Field("begins", "从哪天起", self.counter.day.isoformat(), required=True),
            Field("ends", "到哪天止", hint="不写为长期"),
        ]
        values = await self.desk.ask(Form(words.EXCUSE_TITLE.format(who=_names(lines)), fields))
        if values is None:
            return
        code = "" if values["requirement"] == "*" else values["requirement"]
        draft = excuses.ExcuseDraft(members, values["reason"], code, values["begins"], values["ends"])
        excuses.excuse(self.book, draft)
        self._kept_again(members, words.EXCUSED.format(who=_names(lines)))

    async def _ended(self, line: SheetLine, member: int) -> bool:
        """Where somebody is excused already: end that, or go on; False to write another excuse."""
        running = excuses_on(self.book, member, self.counter.day.isoformat())
        if not running:
            return False
        names = {one.code: one.name for one in self.counter.scheme.requirements} | {"": words.EXCUSE_ALL}
        choices = [
            Choice(
                str(one.id),
                words.END_EXCUSE.format(name=names.get(one.requirement, one.requirement)),
                one.reason,
            )
            for one in running
        ]
        choices.append(Choice("new", words.ANOTHER_EXCUSE))
        chosen = await self.desk.ask(Choose(words.EXCUSE_TITLE.format(who=line.who.shown_name), choices))
        if chosen is not None and chosen != "new":
            excuses.end_excuse(self.book, int(chosen))
            self._kept_again((member,), words.EXCUSE_ENDED.format(who=line.who.shown_name))
        return chosen != "new"

    def _kept_again(self, members: Sequence[int], text: str) -> None:
        fresh = [owner_row(self.book, Owner(member)) for member in members]
        self.counter.kept([one for one in fresh if one], text)


def _names(lines: Sequence[SheetLine]) -> str:
    names = [line.who.shown_name for line in lines]
    unit = "名" if lines and lines[0].who.owner.member_id is not None else "个"
    return "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}{unit}"
