"""The scheme and the rules in force: the branch's scheme, and what `config.toml` says over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.scheme import load_scheme

if TYPE_CHECKING:
    from db.config import Config
    from db.rules.settings import Rules
    from db.scheme import Scheme


def scheme_in_force(config: Config) -> Scheme:
    """The scheme that new meetings follow.

    Raises:
        BadInput: its file is at fault.
    """
    return load_scheme(config.scheme, config.path.parent if config.path else None)


def rules_in_force(config: Config) -> Rules:
    """The rules that a meeting opened now is held under.

    Raises:
        BadInput: the scheme's file is at fault.
    """
    return config.rules(scheme_in_force(config).rules())
