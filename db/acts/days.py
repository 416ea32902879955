"""A day as somebody typed it."""

from __future__ import annotations

from datetime import date

from db.errors import BadInput


def typed_day(text: str, what: str = "") -> date:
    """Read an ISO day, with blanks around it or not; `what` names the field in the complaint.

    Raises:
        BadInput: it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"{what}“{text}”不是日期，请写成 2026-11-22。") from None
