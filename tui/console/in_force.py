"""The scheme and the rules in force at this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.views import schemes

if TYPE_CHECKING:
    from db.rules.settings import Rules
    from db.scheme import Scheme
    from tui.console.pane import Desk


def scheme_in_force(desk: Desk) -> Scheme:
    """The scheme that new records follow.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """
    return schemes.scheme_in_force(desk.book, desk.config)


def rules_in_force(desk: Desk) -> Rules:
    """The rules that a meeting opened now is held under.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """
    return schemes.rules_in_force(desk.book, desk.config)
