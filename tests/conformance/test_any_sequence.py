"""Any sequence of acts and restarts: what was acknowledged is in the box, and the count is the count of that."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db.acts import ballots, booths, cleaning, counting, poll_drafts, polls
from db.book import open_book
from db.errors import Refused
from db.rules.ballot import APPRAISAL_FORM, VOID_ROW, Ballot
from db.rules.tally import tally
from db.store import poll_boxes
from db.store import polls as store
from tests import paper, sample
from tests.conformance import ways

if TYPE_CHECKING:
    from db.rules.tally import Tally

PEOPLE, ROWS = 5, 3
ORDER = ("draft", "open", "closed", "settling", "counted", "void")
IS_LONG = bool(os.environ.get("PINGYI_LONG"))
slips = st.builds(
    Ballot,
    st.tuples(*[st.sampled_from([0, 1, 2, 3, 4, VOID_ROW])] * ROWS),
    st.sampled_from([False, False, True]),
)
numbers = st.integers(0, PEOPLE + 1)
booth_numbers = st.integers(1, 2)


class Evening(RuleBasedStateMachine):
    """One branch of five, one poll after another, by whichever way."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = sample.Clock()
        self.book = open_book(self.folder / "支部.db", clock=self.clock)
        self.meeting, self.members = ways.branch_of(self.book, PEOPLE)
        self.poll: int | None = None
        self.typed: dict[tuple[int, int], Ballot] = {}
        self.cast: list[Ballot] = []
        self.in_hand: dict[int, bool] = {}
        self.places: dict[int, bytes] = {}
        self.broken: set[int] = set()
        self.furthest = 0

    def teardown(self) -> None:
        self.book.close()
        shutil.rmtree(self.folder)

    @property
    def record(self) -> store.PollRecord:
        assert self.poll is not None
        found = store.poll(self.book, self.poll)
        assert found is not None
        return found

    def is_in(self, *states: str) -> bool:
        return self.poll is not None and self.record.state in states

    def tried(self, act: object, *arguments: object, **named: object) -> bool:
        """Do an act that a rule may refuse; a refusal changes nothing."""
        try:
            act(self.book, self.poll, *arguments, **named)  # type: ignore[operator]
        except Refused:
            return False
        return True

    # From draft to open

    @precondition(lambda self: not self.is_in("draft", "open", "closed", "settling"))
    @rule(channel=st.sampled_from(["slips", "totals", "calls", "booth"]), entries=st.sampled_from([1, 2]))
    def prepare(self, channel: str, entries: int) -> None:
        lines = tuple(poll_drafts.Line(f"第{row}项") for row in range(ROWS))
        draft = poll_drafts.PollDraft(
            "satisfaction", f"第{self.poll}次", channel, APPRAISAL_FORM, lines,
            entries=entries if channel == "slips" else 1,
        )  # fmt: skip
        with self.book.quiet() as db:  # each poll of the evening is about something else
            db.execute("UPDATE poll_target SET label = label || '旧' || poll_id")
        self.poll = poll_drafts.draft(self.book, self.meeting, draft)
        self.typed, self.cast, self.in_hand, self.furthest = {}, [], {}, 0
        self.broken = set()

    @precondition(lambda self: self.is_in("draft"))
    @rule()
    def open_it(self) -> None:
        assert self.poll is not None
        self.sealer = paper.open_now(self.book, self.poll)

    # On paper

    @precondition(lambda self: self.is_in("open"))
    @rule(count=numbers)
    def hand_out(self, count: int) -> None:
        self.tried(polls.record_issued, count)

    @precondition(lambda self: self.is_in("open"))
    @rule(issued=numbers, returned=numbers)
    def count_paper(self, issued: int, returned: int) -> None:
        self.tried(polls.count_slips, issued, returned)

    @precondition(lambda self: self.is_in("open") and self.record.issued)
    @rule(lost=st.integers(0, 2))
    def count_paper_right(self, lost: int) -> None:
        issued = self.record.issued or 0
        self.tried(polls.count_slips, issued, max(1, issued - lost))

    @precondition(lambda self: self.is_in("open", "closed"))
    @rule(number=numbers, entry=st.sampled_from([1, 2]), slip=slips)
    def type_in(self, number: int, entry: int, slip: Ballot) -> None:
        if self.tried(ballots.enter_slip, self.sealer, number, slip, entry=entry):
            self.typed[(number, entry)] = slip

    @precondition(lambda self: self.is_in("open") and self.record.channel in ("slips", "calls"))
    @rule(data=st.data())
    def type_the_rest(self, data: st.DataObject) -> None:
        record = self.record
        for number in range(1, (record.returned or 0) + 1):
            for entry in range(1, record.entries + 1):
                if (number, entry) not in self.typed:
                    self.type_in(number, entry, data.draw(slips))

    @precondition(
        lambda self: self.is_in("open") and self.record.channel == "totals" and self.record.returned
    )
    @rule(data=st.data())
    def type_totals(self, data: st.DataObject) -> None:
        returned = self.record.returned or 0
        deck = data.draw(st.lists(slips, min_size=returned, max_size=returned))
        if self.tried(polls.close_poll) or not self.tried(ballots.start_totals_again):
            return
        assert self.poll is not None
        paper.enter_totals(self.book, self.poll, self.sealer, tally(deck, APPRAISAL_FORM, ROWS))
        self.typed = {(number, 1): slip for number, slip in enumerate(deck, 1)}

    # In booths

    @precondition(lambda self: self.is_in("open") and len(self.in_hand) < 2)
    @rule()
    def set_up_booth(self) -> None:
        if self.tried(booths.add_booth):
            self.in_hand[len(self.in_hand) + 1] = False

    @property
    def busy(self) -> frozenset[int]:
        return poll_boxes.busy_booths(self.book, self.poll or 0)

    @precondition(lambda self: self.is_in("open", "closed"))
    @rule(number=booth_numbers)
    def admit(self, number: int) -> None:
        if not self.broken and self.tried(
            booths.admit, number
        ):  # the teller's screen admits nobody until it is settled
            self.in_hand[number], self.places[number] = True, booths.new_place()

    @precondition(lambda self: self.is_in("open", "closed"))
    @rule(number=booth_numbers, slip=slips, leaves=st.booleans())
    def vote(self, number: int, slip: Ballot, leaves: bool) -> None:
        if number in self.busy and (number in self.broken or not self.in_hand[number]):
            return  # nobody is there to cast, or this booth knows that its voter has cast
        if self.tried(booths.cast, self.sealer, number, slip, place=self.places.get(number)):
            assert self.in_hand[number]
            self.cast.append(slip)
            self.in_hand[number] = False
            if leaves:
                booths.leave(self.book, self.poll or 0, number)

    @precondition(lambda self: self.is_in("open"))
    @rule(number=booth_numbers)
    def take_back(self, number: int) -> None:
        if number in self.broken:
            return  # it is settled, not taken back
        try:
            is_back = booths.withdraw(self.book, self.poll or 0, number)
        except Refused:
            return
        if is_back:
            assert self.in_hand[number]
            self.in_hand[number] = False

    @precondition(lambda self: self.is_in("open") and self.busy - self.broken)
    @rule(data=st.data())
    def booth_sees_to_it(self, data: st.DataObject) -> None:
        """A booth at work says that its voter has cast, or, asked or left, that he has not."""
        number = data.draw(st.sampled_from(sorted(self.busy - self.broken)))
        if not self.in_hand[number]:
            booths.leave(self.book, self.poll or 0, number)
            return
        place = self.places[number]
        assert booths.hand_back(self.book, self.poll or 0, self.sealer, number, place)
        self.in_hand[number] = False

    @precondition(lambda self: self.is_in("open") and self.busy - self.broken)
    @rule(data=st.data())
    def break_off(self, data: st.DataObject) -> None:
        self.broken.add(data.draw(st.sampled_from(sorted(self.busy - self.broken))))

    @precondition(lambda self: self.is_in("open") and self.broken)
    @rule(seen=st.none() | st.integers(0, 2))
    def settle(self, seen: int | None) -> None:
        """What the numbers tell is so; where they do not tell, only what agrees with the box is believed."""
        busy = self.busy
        out, everywhere = (sum(self.in_hand[number] for number in numbers) for numbers in (self.broken, busy))
        is_told = busy == self.broken and seen == len(self.broken) - out
        is_decided = everywhere in (0, len(busy)) or is_told
        try:
            again = booths.settle_broken(self.book, self.poll or 0, self.broken, seen=seen)
        except Refused:
            assert not is_decided
            return
        assert is_decided
        assert again == out
        assert self.busy == busy - self.broken
        self.in_hand |= dict.fromkeys(self.broken, False)
        self.broken = set()

    @precondition(lambda self: self.is_in("open"))
    @rule(off=st.sampled_from([0, 0, 0, 1]))
    def count_voters(self, off: int) -> None:
        self.tried(polls.count_booth, len(self.cast) + off, len(self.cast))

    # To the end

    @precondition(lambda self: self.is_in("open", "closed"))
    @rule()
    def close(self) -> None:
        self.tried(polls.close_poll)

    @precondition(lambda self: self.is_in("open", "closed", "counted", "settling"))
    @rule(is_meant=st.sampled_from([False, False, False, True]))
    def void(self, is_meant: bool) -> None:
        if is_meant and self.tried(polls.void_poll, "重来"):
            self.typed, self.cast, self.broken = {}, [], set()

    @precondition(lambda self: self.is_in("closed", "settling"))
    @rule()
    def count(self) -> None:
        assert self.poll is not None
        work = counting.work_of(self.book, self.poll)
        unsealed = counting.unseal(work, paper.CODES)
        result = unsealed.result
        if result is None:
            counting.begin_settling(self.book, self.poll)
            right = {one.slip: self.typed[(one.slip, 2)] for one in unsealed.differences}
            result = counting.settled(work, unsealed, right)
        counting.store_count(self.book, self.poll, result)
        assert result == self.expected()

    def expected(self) -> Tally:
        """The count of what was acknowledged; of two entries, the one that the paper bears out."""
        entries = self.record.entries
        stack = self.cast or [slip for (_, entry), slip in self.typed.items() if entry == entries]
        return tally(stack, APPRAISAL_FORM, ROWS)

    @rule()
    def restart(self) -> None:
        path = self.book.path
        self.book.close()
        self.book = open_book(path, clock=self.clock)
        cleaning.resume_cleaning(self.book)
        if self.is_in("open"):
            assert self.poll is not None
            self.sealer = paper.unlock(self.book, self.poll)
            self.broken |= self.busy

    @precondition(lambda self: self.is_in("draft", "open", "closed", "settling"))
    @rule(data=st.data())
    def evening_goes_on(self, data: st.DataObject) -> None:
        """The next right step, so that many evenings end with a count."""
        record = self.record
        if record.state == "draft":
            self.open_it()
        elif record.state != "open":
            self.count()
        elif record.channel == "booth" and record.returned is None:
            self.vote_and_leave(data.draw(slips))
        elif record.issued is None:
            self.hand_out(PEOPLE)
        elif record.returned is None:
            self.count_paper_right(data.draw(st.integers(0, 2)))
        elif record.channel == "totals" and not self.typed:
            self.type_totals(data)
        else:
            self.type_the_rest(data) if record.channel in ("slips", "calls") else None
            self.close()

    def vote_and_leave(self, slip: Ballot) -> None:
        self.set_up_booth() if not self.in_hand else None
        for number in self.busy - self.broken:
            if not self.in_hand[number]:
                booths.leave(self.book, self.poll or 0, number)
        if self.broken:
            self.settle(len(self.broken) - sum(self.in_hand[number] for number in self.broken))
        for number in self.in_hand:
            self.admit(number)
            self.vote(number, slip, leaves=True)
        if len(self.cast) >= PEOPLE - 1:
            self.count_voters(0)

    # What always holds

    @invariant()
    def the_box_holds_what_was_acknowledged(self) -> None:
        if self.is_in("open", "closed", "settling") and self.record.channel != "totals":
            boxes = poll_boxes.box_count(self.book, self.poll or 0)
            assert boxes == len(self.typed) + len(self.cast)
            assert boxes <= self.record.admissions - self.record.withdrawn

    @invariant()
    def what_is_outstanding_is_in_somebodys_hand(self) -> None:
        if self.is_in("open") and self.record.channel == "booth":
            record = self.record
            outstanding = record.admissions - record.withdrawn - poll_boxes.box_count(self.book, record.id)
            assert outstanding == sum(self.in_hand.values())

    @invariant()
    def a_poll_never_goes_back(self) -> None:
        if self.poll is not None:
            now = ORDER.index(self.record.state)
            assert now >= self.furthest
            self.furthest = now

    @invariant()
    def the_identities_hold(self) -> None:
        if not self.is_in("counted"):
            return
        row = self.book.one(
            "SELECT electorate, issued, returned, valid, void FROM poll WHERE id = ?", (self.poll,)
        )
        assert row is not None
        electorate, issued, returned, valid, void = row
        assert valid + void == returned <= issued <= electorate
        assert poll_boxes.box_count(self.book, self.poll or 0) == 0
        sums = self.book.rows(
            "SELECT sum(count) FROM poll_count WHERE poll_id = ? GROUP BY target_id", (self.poll,)
        )
        assert [total for (total,) in sums] == [valid] * ROWS


TestAnySequence = Evening.TestCase
TestAnySequence.settings = settings(
    max_examples=300 if IS_LONG else 25,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
