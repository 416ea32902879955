"""Which scheme is in force, who says so, and the one that something was recorded under."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from db.config import DEFAULT_SCHEME
from db.scheme import load_scheme, packaged, parse_scheme
from db.store import schemes as store
from db.toml_file import parse_toml

if TYPE_CHECKING:
    from db.book import Reader
    from db.config import Config
    from db.rules.scheme import Scheme
    from db.rules.settings import Rules


@dataclass(frozen=True)
class InForce:
    """The scheme that new records follow, and what names it: `config.toml`, a choice in the book, or nothing."""

    scheme: Scheme
    named_by: Literal["config", "book", "default"]


def in_force(reader: Reader, config: Config) -> InForce:
    """Return the scheme in force: `config.toml` overrides what was chosen in the book.

    What was chosen is followed as it read then, whatever has become of its file or of the program's own schemes.
    A file of one's own is read with `config.toml`, once: spoilt in the middle of a meeting it changes nothing.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """
    if config.own_scheme is not None:
        return InForce(config.own_scheme, "config")
    if config.scheme:
        beside = config.path.parent if config.path else None
        return InForce(_load(config.scheme, beside, config.begins), "config")
    chosen = _kept(reader, store.chosen(reader))
    if chosen is None:
        return InForce(_load(DEFAULT_SCHEME, None, ""), "default")
    return InForce(chosen, "book")


def scheme_in_force(reader: Reader, config: Config) -> Scheme:
    """Return the scheme that new records follow.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """
    return in_force(reader, config).scheme


def rules_in_force(reader: Reader, config: Config) -> Rules:
    """Return the rules that a meeting opened now is held under: the scheme's, and `config.toml` over them.

    Raises:
        BadInput: the file that `config.toml` names is at fault.
    """
    return config.rules(scheme_in_force(reader, config).rules())


def recorded_under(reader: Reader, fingerprint: str) -> Scheme | None:
    """Return the scheme that something was recorded under, by its fingerprint or the first digits of it.

    None where the book has not kept it.
    """
    return _kept(reader, fingerprint)


def _kept(reader: Reader, fingerprint: str) -> Scheme | None:
    found = store.kept(reader, fingerprint)
    return None if found is None else _parsed(found)


def _load(name: str, beside: Path | None, begins: str) -> Scheme:
    return _packaged(name, begins) if name in packaged() else load_scheme(name, beside, begins)


@lru_cache(maxsize=16)
def _packaged(name: str, begins: str) -> Scheme:
    return load_scheme(name, begins=begins)


@lru_cache(maxsize=16)
def _parsed(kept: store.Kept) -> Scheme:
    path = Path(f"{kept.scheme}.toml")
    return parse_scheme(parse_toml(kept.text, path.name), path, kept.begins)
