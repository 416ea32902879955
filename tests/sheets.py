"""Style sheets read once a process: every app under test brings the same ones, and Textual parses them for each anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet

READ: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], list[RuleSet]]] = {}
"""Rules by the colours of the look, then by their text, where it stands and its rank: by all that they are made of."""

_parse_rules = Stylesheet._parse_rules


def _parse_rules_once(sheet: Stylesheet, css: str, *place: Any, **rank: Any) -> list[RuleSet]:
    read, made_of = _read_in_look_of(sheet), (css, place, *sorted(rank.items()))
    if made_of not in read:
        read[made_of] = _parse_rules(sheet, css, *place, **rank)
    return read[made_of]


def _read_in_look_of(sheet: Stylesheet) -> dict[tuple[Any, ...], list[RuleSet]]:
    """Where the rules of a sheet are kept; found once for each set of colours that the sheet is given."""
    colours, read = vars(sheet).get("_read", (None, None))
    if read is None or colours is not sheet._variables:
        read = READ.setdefault(frozenset(sheet._variables.items()), {})
        vars(sheet)["_read"] = sheet._variables, read
    found: dict[tuple[Any, ...], list[RuleSet]] = read
    return found


def install() -> None:
    """Let every style sheet of this process share what was read; nothing changes a rule once it was parsed."""
    Stylesheet._parse_rules = _parse_rules_once  # type: ignore[method-assign,assignment]
