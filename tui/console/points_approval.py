"""审核认定 as questions: who decides, then entry by entry or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.acts import points as acts
from db.errors import Refused
from db.views import point_ledger
from db.views import points as view
from tui.present import points as present
from tui.strings import points as words
from tui.widgets.dialogs import Choice, Choose, Field, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.console.pane import Desk


class Approval:
    """One round of decisions by one person."""

    def __init__(self, desk: Desk, acted: Callable[[], None], tell: Callable[[str], None]) -> None:
        self.desk = desk
        self.book = desk.book
        self._acted = acted
        self._tell = tell
        self._number: int | None = None
        self._name = ""

    async def run(self) -> None:
        """Ask until nothing waits or the person leaves.

        Raises:
            Refused: nothing waits, or a rule says no.
        """
        if not point_ledger.pending_count(self.book):
            raise Refused(words.NOTHING_PENDING)
        if not await self._ask_approver():
            return
        while waiting := point_ledger.pending(self.book):
            chosen = await self.desk.ask(
                Choose(words.PENDING_TITLE.format(name=self._name), self._choices(waiting))
            )
            if chosen is None:
                return
            if chosen == "all":
                self._approve_all([one.id for one in waiting if not self._why_not(one)])
                return
            await self._decide(next(one for one in waiting if str(one.id) == chosen))

    def _why_not(self, one: point_ledger.EntryLine) -> str:
        return present.why_not_approved_by(one, self._number)

    def _choices(self, waiting: Sequence[point_ledger.EntryLine]) -> list[Choice]:
        free = sum(not self._why_not(one) for one in waiting)
        every = Choice("all", words.APPROVE_ALL.format(count=free), "", "" if free else words.OWN)
        return [
            every,
            *(
                Choice(str(one.id), present.pending_title(one), one.day, self._why_not(one))
                for one in waiting
            ),
        ]

    async def _ask_approver(self) -> bool:
        people = view.approvers(self.book)
        choices = [Choice(str(one.member_id), one.shown_name, one.post) for one in people]
        chosen = await self.desk.ask(
            Choose(words.APPROVER_TITLE, [*choices, Choice("superior", words.SUPERIOR)])
        )
        if chosen is None:
            return False
        if chosen != "superior":
            self._number = int(chosen)
            self._name = next(one.shown_name for one in people if one.member_id == self._number)
            return True
        answer = await self.desk.ask(
            Form(words.SUPERIOR_TITLE, [Field("name", "单位或姓名", hint="例如：机关党委", required=True)])
        )
        self._name = answer["name"] if answer else ""
        return answer is not None

    def _approve_all(self, entries: Sequence[int]) -> None:
        acts.approve(self.book, entries, approver_id=self._number, approver=self._name)
        self._acted()
        self._tell(words.APPROVED_ALL.format(count=len(entries), name=self._name))

    async def _decide(self, entry: point_ledger.EntryLine) -> None:
        what = present.pending_title(entry)
        question = present.pending_question(entry)
        chosen = await self.desk.ask(
            Choose(question, [Choice("yes", words.APPROVE), Choice("no", words.REJECT)])
        )
        if chosen == "yes":
            acts.approve(self.book, [entry.id], approver_id=self._number, approver=self._name)
            self._acted()
            self._tell(words.APPROVED.format(what=what))
        elif chosen == "no":
            answer = await self.desk.ask(
                Form(words.REJECT_TITLE.format(what=what), [Field("note", "理由", required=True)])
            )
            if answer is not None:
                acts.reject(
                    self.book, [entry.id], answer["note"], approver_id=self._number, approver=self._name
                )
                self._acted()
                self._tell(words.REJECTED.format(what=what))
