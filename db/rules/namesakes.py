"""People of one name: who is who when a file meets the book, and the mark that tells them apart in lists."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

Traits = Mapping[str, str]
"""What is known of a person by field name; an empty value is not known."""

DATES = ("birth", "joined", "confirmed")
"""Fields that hold partial ISO dates: 1978, 1978-12, 1978-12-05."""

_TELLING = ("id_number", "birth", "joined", "phone", "gender")
_DIFFERENCES_OF_STRANGERS = 2
_YEARS_OF_STRANGERS = 2


def agree(field: str, one: str, other: str) -> bool | None:
    """Whether two values of a field say the same; None where either is not known.

    Partial dates agree as far as both are exact.
    """
    if not one or not other:
        return None
    if field in DATES:
        known = min(len(one), len(other))
        return one[:known] == other[:known]
    return one == other


def likeness(one: Traits, other: Traits) -> int:
    """How well two people of one name fit: agreements less differences, an ID number deciding alone."""
    said = {field: agree(field, one.get(field, ""), other.get(field, "")) for field in _TELLING}
    if said["id_number"] is not None:
        return 100 if said["id_number"] else -100
    return sum((verdict is True) - (verdict is False) for verdict in said.values())


def are_one_person(one: Traits, other: Traits) -> bool:
    """Whether two entries of one name speak of one person, one of whose facts may have been corrected.

    One difference is a correction, unless it puts a date years away and nothing but the sex agrees; two differences
    are a namesake, unless as many facts agree.
    """
    said = {field: agree(field, one.get(field, ""), other.get(field, "")) for field in _TELLING}
    if said["id_number"] is not None:
        return said["id_number"]
    verdicts = list(said.values())
    differences, agreements = verdicts.count(False), verdicts.count(True)
    if differences >= _DIFFERENCES_OF_STRANGERS:
        return agreements >= differences
    is_far = any(_years_apart(one.get(field, ""), other.get(field, "")) for field in ("birth", "joined"))
    return not is_far or any(said[field] for field in ("birth", "joined", "phone"))


def _years_apart(one: str, other: str) -> bool:
    """Whether two partial dates are further apart than a slip of the pen."""
    return bool(one and other) and abs(int(one[:4]) - int(other[:4])) >= _YEARS_OF_STRANGERS


def pair(found: Sequence[Traits], known: Sequence[Traits]) -> tuple[int | None, ...]:
    """For each person of one name in a file, the index of the one in the book, or None for a new one.

    The best fit is taken first, each known person once.
    """
    fits = sorted(
        ((likeness(one, other), -i, -j) for i, one in enumerate(found) for j, other in enumerate(known)),
        reverse=True,
    )
    paired: dict[int, int] = {}
    for score, minus_i, minus_j in fits:
        i, j = -minus_i, -minus_j
        if i in paired or j in paired.values() or not are_one_person(found[i], known[j]):
            continue
        if score < 0 and len(found) + len(known) > 2:
            continue
        paired[i] = j
    return tuple(paired.get(i) for i in range(len(found)))


def marks(people: Sequence[Traits]) -> tuple[str, ...]:
    """Short words that tell people of one name apart: 女, 第二党小组, 1982年生 …; by number where nothing does."""
    for words in _WORDS:
        found = tuple(words(person) for person in people)
        if all(found) and len(set(found)) == len(found):
            return found
    return tuple(f"之{number}" for number in _NUMERALS[: len(people)]) if len(people) <= len(_NUMERALS) else tuple(
        f"之{number}" for number in range(1, len(people) + 1)
    )  # fmt: skip


def merged(field: str, old: str, new: str) -> str:
    """What a field holds after a file has spoken: a less exact date does not blur a more exact one."""
    if field in DATES and agree(field, old, new) and len(old) >= len(new):
        return old
    return new


_NUMERALS = "一二三四五六七八九"


def _word(person: Traits, *, field: str, before: str = "", after: str = "", start: int = 0) -> str:
    value = person.get(field, "")
    if field in DATES:
        value = value[:4]
    return f"{before}{value[start:]}{after}" if value else ""


_WORDS: tuple[Callable[[Traits], str], ...] = (
    functools.partial(_word, field="gender"),
    functools.partial(_word, field="group"),
    functools.partial(_word, field="birth", after="年生"),
    functools.partial(_word, field="joined", after="年入党"),
    functools.partial(_word, field="phone", before="尾号", start=-4),
)
