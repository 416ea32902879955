"""A scheme with one requirement of each sort, for the tests of the registers."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING

from db.acts import registers as acts
from db.acts.schemes import choose
from db.rules.requirements import Owner
from db.rules.scheme import Designation, EntryField, Requirement, Target, Tier
from db.scheme import load_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book
    from db.rules.scheme import Scheme

REQUIREMENTS = (
    Requirement(
        code="read", name="每月读一本书", register="学习台账", unit="本", period="month", points_rule="notes",
        fields=(EntryField(code="title", name="书名", is_required=False),),
    ),
    Requirement(
        code="essay", name="每季写一篇心得", register="学习台账", unit="篇", period="quarter",
        fields=(EntryField(code="title", name="题目"), EntryField(code="words", name="字数", kind="number", is_required=False)),
    ),
    Requirement(
        code="idea", name="提一条金点子", register="金点子", unit="条", period="by", begins="2026-10-01", ends="2026-11-25",
    ),
    Requirement(
        code="duty", name="书记半年述职", register="述职", who="post", whom=("书记",), period="half",
    ),
    Requirement(code="train", name="预备党员培训", register="培训", who="kind", whom=("probationary",), period="year"),
    Requirement(code="talk", name="党小组月度讲评", register="讲评", who="group", period="month"),
    Requirement(
        code="rate", name="结案率", register="审判质效", who="organisation", period="month", measure="rate", aim="up",
    ),
    Requirement(code="help", name="结对帮扶", register="帮扶", how_many=0, period="year"),
)  # fmt: skip
DESIGNATIONS = (
    Designation(
        code="model",
        name="党员示范岗",
        least=1,
        most=2,
        check="quarter",
        term_months=12,
        standard="业务精、服务好",
    ),
    Designation(code="zone", name="党员责任区", holder="organisation"),
)
TARGETS = (
    Target(code="half", what="党组织达标", subject="organisation", share=50, by="2026-12-31"),
    Target(code="all", what="党组织达标", subject="organisation", share=100, by="2027-12-31"),
    Target(code="best", what="优秀党员比例提高", subject="member", share=0, by="", rises=True),
)
TIERS = (
    Tier(code="first", name="先进", text="当好标杆"),
    Tier(code="middle", name="中间", text="规范提高"),
    Tier(code="last", name="后进", text="改变面貌"),
)


@lru_cache(maxsize=1)
def scheme() -> Scheme:
    """The default scheme with the registers of this module instead of its own."""
    return dataclasses.replace(
        load_scheme("branch-default"),
        begins="", ends="", requirements=REQUIREMENTS, designations=DESIGNATIONS, targets=TARGETS, tiers=TIERS,
    )  # fmt: skip


def requirement(code: str) -> Requirement:
    """One of the requirements."""
    found = scheme().requirement(code)
    assert found is not None
    return found


def member(number: int) -> Owner:
    """A member as an owner."""
    return Owner(number)


def tick(
    book: Book, code: str, members: Sequence[int], *, day: str = "", counts_on: str = "", **said: str
) -> acts.Filed:
    """Enter that members fulfilled a requirement."""
    filing = acts.Filing(day, counts_on, said=said)
    return acts.file(book, scheme(), requirement(code), [Owner(each) for each in members], filing)


def begin_book(book: Book, day: str = "2026-01-01") -> None:
    """Let the book and everybody in it have been there from a day on."""
    with book.quiet() as db:
        db.execute("UPDATE book SET created_at = ?", (f"{day}T00:00:00.000+00:00",))
        db.execute("UPDATE member SET added_at = ?", (f"{day}T00:00:00.000+00:00",))


def follow_zibo(book: Book) -> Scheme:
    """Let the book follow the scheme with most registers, begun in May of the year of the tests."""
    found = load_scheme("zibo-safety", None, "2026-05-01")
    choose(book, found)
    begin_book(book, "2026-05-01")
    return found
