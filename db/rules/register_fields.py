"""What an entry of a register says: the scheme's fields, checked one by one; a rate carries its figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from db.rules.scheme import EntryField, Requirement

RATE = "rate"
"""Code of the figure that an entry of a rate always carries, in per cent."""
RATE_FIELD = EntryField(code=RATE, name="百分率", kind="number")
LONGEST = 2000

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,4})?")


def fields_of(requirement: Requirement) -> tuple[EntryField, ...]:
    """Return the fields that an entry has: those of the scheme, after the figure where it is a rate."""
    if requirement.measure != "rate" or any(one.code == RATE for one in requirement.fields):
        return requirement.fields
    return (RATE_FIELD, *requirement.fields)


def needs_words(requirement: Requirement) -> bool:
    """Say whether an entry cannot be made without typing something."""
    return any(one.is_required for one in fields_of(requirement))


def fault(requirement: Requirement, said: Mapping[str, str]) -> str:
    """Say in Chinese what is missing or wrong in an entry's fields; empty where nothing is."""
    known = {one.code: one for one in fields_of(requirement)}
    unknown = sorted(set(said) - set(known))
    if unknown:
        return f"“{requirement.name}”没有“{unknown[0]}”这一栏。"
    for code, one in known.items():
        text = said.get(code, "").strip()
        if not text:
            if one.is_required:
                return f"“{requirement.name}”要填写“{one.name}”。"
            continue
        if len(text) > LONGEST:
            return f"“{one.name}”不能超过{LONGEST}个字。"
        if code == RATE and requirement.measure == "rate":
            complaint = (
                ""
                if rate_tenths(text) is not None
                else f"“{text}”不是百分率，请填 0 到 100 的数，最多一位小数。"
            )
        else:
            complaint = _kind_fault(one, text)
        if complaint:
            return complaint
    return ""


def _kind_fault(one: EntryField, text: str) -> str:
    if one.kind == "number" and not _NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        return f"“{one.name}”应填数字，而不是“{text}”。"
    if one.kind == "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            return f"“{one.name}”应填日期，写成 2026-11-22，而不是“{text}”。"
    return ""


def rate_tenths(text: str) -> int | None:
    """Read a rate in per cent with at most one decimal place into tenths; None where it is none or above 100."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(\.\d0*)?", plain):
        return None
    whole, _, rest = plain.partition(".")
    tenths = int(whole) * 10 + int(rest[:1] or "0")
    return tenths if tenths <= 1000 else None


def rate_text(tenths: int) -> str:
    """Write a rate: 95.2%."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"
