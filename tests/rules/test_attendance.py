from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from db.rules.attendance import (
    STATUS_KEYS,
    Attendance,
    Counts,
    Direction,
    Movement,
    Status,
    count,
    first_unmarked,
    is_present,
    opening_sentence,
    voting_sentence,
    why_not_move,
)

NOON = datetime(2026, 1, 20, 12, tzinfo=timezone.utc)


def minute(number: int) -> datetime:
    return NOON + timedelta(minutes=number)


def out(number: int) -> Movement:
    return Movement(minute(number), Direction.LEFT)


def came(number: int) -> Movement:
    return Movement(minute(number), Direction.ARRIVED)


def back(number: int) -> Movement:
    return Movement(minute(number), Direction.RETURNED)


movements = st.lists(
    st.builds(Movement, st.integers(0, 120).map(minute), st.sampled_from(Direction)), max_size=5
).map(lambda lines: tuple(sorted(lines, key=lambda line: line.at)))
attendances = st.builds(
    Attendance,
    member=st.integers(1, 400),
    status=st.sampled_from(Status),
    is_full=st.booleans(),
    has_vote=st.booleans(),
    is_due=st.booleans(),
    movements=movements,
)
rolls = st.lists(attendances, max_size=60, unique_by=lambda line: line.member)
moments = st.none() | st.integers(-5, 125).map(minute)


@given(rolls, st.integers(0, 9), moments)
def test_everybody_due_is_counted_once(roll: list[Attendance], observers: int, at: datetime | None) -> None:
    counts = count(roll, observers, at)
    parts = counts.present + counts.gone + counts.on_leave + counts.absent + counts.unmarked
    assert parts == counts.due


@given(rolls, moments)
def test_full_and_probationary_add_up(roll: list[Attendance], at: datetime | None) -> None:
    counts = count(roll, at=at)
    assert (counts.due, counts.present) == (
        counts.due_full + counts.due_probationary,
        counts.present_full + counts.present_probationary,
    )


@given(rolls, moments)
def test_present_never_exceeds_due(roll: list[Attendance], at: datetime | None) -> None:
    counts = count(roll, at=at)
    assert counts.voting_present <= counts.voting_due <= counts.due
    assert counts.late <= counts.present <= counts.due


@given(rolls, moments, st.randoms())
def test_order_of_the_roll_changes_no_count(
    roll: list[Attendance], at: datetime | None, random: object
) -> None:
    shuffled = list(roll)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(shuffled, at=at) == count(roll, at=at)


@given(rolls, moments)
def test_present_members_are_those_counted(roll: list[Attendance], at: datetime | None) -> None:
    counts = count(roll, at=at)
    here = [line for line in roll if line.is_due and is_present(line, at)]
    assert (len(here), sum(line.has_vote for line in here)) == (counts.present, counts.voting_present)


@given(rolls)
def test_marking_one_more_present_adds_exactly_one(roll: list[Attendance]) -> None:
    before = count(roll)
    after = count([*roll, Attendance(9999, Status.PRESENT)])
    assert (after.due - before.due, after.present - before.present) == (1, 1)


@given(rolls)
def test_members_not_due_are_in_no_number_but_the_observers(roll: list[Attendance]) -> None:
    only_due = [line for line in roll if line.is_due]
    guests = sum(1 for line in roll if not line.is_due and is_present(line))
    assert count(roll) == count(only_due, guests)


@given(rolls, st.integers(0, 5))
def test_sentence_never_claims_a_quorum(roll: list[Attendance], observers: int) -> None:
    assert "规定人数" not in opening_sentence(count(roll, observers))


@given(rolls, st.integers(0, 5))
def test_sentence_writes_no_zero_but_an_empty_room(roll: list[Attendance], observers: int) -> None:
    assert "0名" not in opening_sentence(count(roll, observers)).replace("10名", "").replace(
        "20名", ""
    ).replace("30名", "").replace("40名", "").replace("50名", "").replace("60名", "").replace("实到0名", "")


def test_sentence_as_the_chair_reads_it() -> None:
    counts = Counts(
        due=26,
        due_full=24,
        due_probationary=2,
        present=24,
        present_full=23,
        present_probationary=1,
        on_leave=2,
        observers=2,
    )
    assert opening_sentence(counts) == "应到党员26名，实到24名（正式23、预备1），请假2名，列席2名。"


def test_sentence_of_a_branch_without_probationary_members_has_no_bracket() -> None:
    assert opening_sentence(Counts(due=9, due_full=9, present=9, present_full=9)) == "应到党员9名，实到9名。"


def test_sentence_says_when_only_full_members_came() -> None:
    counts = Counts(due=5, due_full=4, due_probationary=1, present=4, present_full=4, absent=1)
    assert opening_sentence(counts) == "应到党员5名，实到4名（均为正式党员），缺席1名。"


def test_sentence_says_when_only_probationary_members_came() -> None:
    counts = Counts(due=2, due_full=1, due_probationary=1, present=1, present_probationary=1, on_leave=1)
    assert opening_sentence(counts) == "应到党员2名，实到1名（均为预备党员），请假1名。"


def test_sentence_names_those_who_left_and_those_not_called() -> None:
    counts = Counts(due=4, due_full=4, present=2, present_full=2, gone=1, unmarked=1)
    assert opening_sentence(counts) == "应到党员4名，实到2名，离会1名，未签到1名。"


def test_sentence_without_anyone_due() -> None:
    assert opening_sentence(Counts()) == "尚无应到党员。"


def test_sentence_without_anyone_due_still_names_observers() -> None:
    assert opening_sentence(Counts(observers=2)) == "尚无应到党员，列席2名。"


def test_voting_numbers_stand_apart() -> None:
    assert voting_sentence(Counts(voting_due=24, voting_present=23)) == "有表决权应到24名、实到23名"


def test_late_member_is_absent_before_arriving() -> None:
    line = Attendance(1, Status.LATE, movements=(came(10),))
    assert not is_present(line, minute(9))


def test_late_member_is_present_from_the_moment_of_arrival() -> None:
    line = Attendance(1, Status.LATE, movements=(came(10),))
    assert is_present(line, minute(10))


def test_member_marked_present_is_present_from_the_start() -> None:
    assert is_present(Attendance(1, Status.PRESENT), minute(-60))


def test_member_who_left_is_not_present() -> None:
    assert not is_present(Attendance(1, Status.PRESENT, movements=(out(5),)))


def test_member_who_left_was_present_before() -> None:
    assert is_present(Attendance(1, Status.PRESENT, movements=(out(5),)), minute(4))


def test_member_who_returned_is_present_again() -> None:
    assert is_present(Attendance(1, Status.PRESENT, movements=(out(5), back(9))))


def test_order_of_movements_does_not_matter() -> None:
    assert is_present(Attendance(1, Status.PRESENT, movements=(back(9), out(5))))


@given(movements, moments, st.sampled_from([Status.LEAVE, Status.ABSENT, Status.UNMARKED]))
def test_nobody_marked_away_is_present(
    lines: tuple[Movement, ...], at: datetime | None, status: Status
) -> None:
    assert not is_present(Attendance(1, status, movements=lines), at)


def test_digits_are_those_of_the_keyboard_table() -> None:
    assert "".join(STATUS_KEYS[key].value + " " for key in "12340") == "present late leave absent unmarked "


def test_late_member_without_a_time_counts_from_the_start() -> None:
    assert is_present(Attendance(1, Status.LATE), minute(0))


def test_late_member_who_left_early_is_not_present() -> None:
    assert not is_present(Attendance(1, Status.LATE, movements=(came(5), out(40))), minute(41))


def test_next_unmarked_is_searched_onwards_and_around() -> None:
    roll = [Attendance(1), Attendance(2, Status.PRESENT), Attendance(3)]
    assert (first_unmarked(roll, 0), first_unmarked(roll, 2)) == (2, 0)


def test_no_unmarked_when_all_are_called() -> None:
    assert first_unmarked([Attendance(1, Status.ABSENT)]) is None


def test_no_unmarked_in_an_empty_branch() -> None:
    assert first_unmarked([]) is None


def test_leaving_is_refused_for_one_on_leave() -> None:
    assert why_not_move(Attendance(1, Status.LEAVE), Direction.LEFT) != ""


def test_leaving_twice_is_refused() -> None:
    assert why_not_move(Attendance(1, Status.PRESENT, movements=(out(1),)), Direction.LEFT) != ""


def test_returning_without_leaving_is_refused() -> None:
    assert why_not_move(Attendance(1, Status.PRESENT), Direction.RETURNED) != ""


@given(attendances.filter(lambda line: line.status.came))
def test_exactly_one_of_leaving_and_returning_is_possible(line: Attendance) -> None:
    possible = [
        direction for direction in (Direction.LEFT, Direction.RETURNED) if not why_not_move(line, direction)
    ]
    assert len(possible) == 1
