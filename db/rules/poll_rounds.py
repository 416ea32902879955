"""Two counts of nearly the same people on the same question: what subtracting one from the other would tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from db.rules.tally import smallest_open_count


def rerun_refusal(electors: Collection[str], earlier: Iterable[Collection[str]], k: int) -> str | None:
    """Return why a 重新测评 may not be held, or None.

    Two counts over electorates that differ by a few people give those people's votes away by subtraction.

    Args:
        electors: Who would take part now.
        earlier: Who took part in each round that was already counted.
        k: Fewer than this are too few to hide in (never below 3).
    """
    changed = _few_changed(electors, earlier, k)
    if not changed:
        return None
    return (
        f"参加人员与上一次已计票的投票相差{changed}人，少于{smallest_open_count(k)}人：两次票数相减，就能推知这{changed}人所投。"
        "请由原参加人员重新投票，或者不再投票。"
    )


def near_warning(electors: Collection[str], earlier: Iterable[Collection[str]], k: int) -> str | None:
    """Return what to warn of where another meeting of the year asked the same of nearly the same people, or None.

    Half a year may lie between the two, so that it is for the branch to weigh, where a repetition is refused.

    Args:
        electors: Who would take part now.
        earlier: Who took part in each counted poll of the other meetings.
        k: As for `rerun_refusal`.
    """
    changed = _few_changed(electors, earlier, k)
    if not changed:
        return None
    return f"本年度另一次会议就同样内容计过票，参加人员只差{changed}人：如果其他人所投没有变化，两次票数相减就能推知这{changed}人所投。"


def _few_changed(electors: Collection[str], earlier: Iterable[Collection[str]], k: int) -> int:
    """By how many people the first earlier electorate differs that differs by fewer than k; 0 where none does."""
    now = set(electors)
    differing = (len(now ^ set(electorate)) for electorate in earlier)
    return next((changed for changed in differing if 1 <= changed < smallest_open_count(k)), 0)
