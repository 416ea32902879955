"""`config.toml`: what this machine or branch overrides. It is read, never written.

Looked up in this order, the first that exists: the file named by ``--config``, beside the book, in the root of a
checkout, and last the defaults of the program itself. Everything in it is optional.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from db.errors import BadInput
from db.place import is_file
from db.rules.settings import Rules
from db.toml_file import Table, read_toml

if TYPE_CHECKING:
    from db.rules.scheme import Scheme

FILE_NAME = "config.toml"
THEMES = ("dark", "light")
COMPATIBLE = ("auto", "on", "off")
FONT_PRESETS = ("公文", "系统自带")
DEFAULT_SCHEME = "branch-default"

_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Look:
    """How the screens look.

    Attributes:
        theme: ``dark`` or ``light``.
        compatible: ASCII borders; ``auto`` asks the terminal how wide it draws them.
    """

    theme: str = "dark"
    compatible: str = "auto"


@dataclass(frozen=True)
class Config:
    """What the file overrides.

    Attributes:
        path: The file that was read; None for the program's own defaults.
        look: How the screens look.
        fonts: Preset of the documents: 公文 or 系统自带.
        data_folder: Where books are kept; None for the place of the operating system.
        scheme: Id of a packaged scheme, or a path of one's own; empty where the file names none.
        begins: ISO day on which the branch begins it; empty for the document's own dates.
        own_scheme: The scheme of a file of one's own, as it was read with this file; None for a packaged one.
        overrides: Fields of `Rules` that the file sets.
    """

    path: Path | None = None
    look: Look = field(default_factory=Look)
    fonts: str = FONT_PRESETS[0]
    data_folder: Path | None = None
    scheme: str = ""
    begins: str = ""
    own_scheme: Scheme | None = field(default=None, compare=False)
    overrides: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def rules(self, base: Rules | None = None) -> Rules:
        """Return the rules in force: the scheme's or the defaults, and this file over them."""
        return dataclasses.replace(base or Rules(), **self.overrides)


def find_config(explicit: Path | None = None, book: Path | None = None) -> Path | None:
    """Return the file that counts, or None where there is none.

    Raises:
        BadInput: the file named by ``--config`` does not exist.
    """
    if explicit is not None:
        if not is_file(explicit):
            raise BadInput(f"找不到 --config 指定的文件 {explicit}。")
        return explicit
    beside = [book.parent / FILE_NAME] if book is not None else []
    checkout = [_CHECKOUT / FILE_NAME] if (_CHECKOUT / "pyproject.toml").is_file() else []
    return next((path for path in (*beside, *checkout) if is_file(path)), None)


def load_config(explicit: Path | None = None, book: Path | None = None) -> Config:
    """Find and read the configuration.

    Raises:
        BadInput: naming the file, the key and what was expected.
    """
    path = find_config(explicit, book)
    return Config() if path is None else read_config(path)


def read_config(path: Path) -> Config:
    """Read one file.

    Raises:
        BadInput: naming the file, the key and what was expected.
    """
    top = read_toml(path)
    look = top.table("look", required=False)
    documents = top.table("documents", required=False)
    data = top.table("data", required=False)
    rules = top.table("rules", required=False)
    name, begins = _scheme_name(top), _begins(top)
    config = Config(
        path=path,
        look=Look(
            theme=look.text("theme", Look.theme, choices=THEMES),
            compatible=look.text("compatible", Look.compatible, choices=COMPATIBLE),
        ),
        fonts=documents.text("fonts", FONT_PRESETS[0], choices=FONT_PRESETS),
        data_folder=_folder(data, path),
        scheme=name,
        begins=begins,
        own_scheme=_own_scheme(name, path, begins),
        overrides=MappingProxyType(read_rules(rules)),
    )
    for table in (look, documents, data, rules, top):
        table.finish()
    in_force = config.rules()
    if in_force.points_ceiling and in_force.points_ceiling <= max(
        in_force.points_floor, in_force.points_base
    ):
        raise rules.fault("points_ceiling", "大于 points_base 和 points_floor 的数，或 0（不限）")
    if in_force.points_floor > in_force.points_base:
        raise rules.fault("points_floor", "不大于 points_base 的数")
    return config


def _scheme_name(top: Table) -> str:
    if "scheme" not in top:
        top.know("scheme")
        return ""
    name = top.text("scheme")
    if name != DEFAULT_SCHEME and not name.endswith(".toml"):
        from db.scheme import packaged

        if name not in packaged():
            raise top.fault("scheme", f"程序自带的方案（{'、'.join(packaged())}）或自己的 .toml 文件的路径")
    return name


def _own_scheme(name: str, path: Path, begins: str) -> Scheme | None:
    """The scheme of a file of one's own; its faults are told now, not in the middle of a meeting."""
    if not name.endswith(".toml"):
        return None
    from db.scheme import load_scheme

    return load_scheme(name, path.parent, begins)


def _begins(top: Table) -> str:
    begins = top.day("begins", "")
    if begins and "scheme" not in top:
        raise top.fault("begins", "和 scheme 写在一起的日期：先写明 scheme")
    return begins


def _folder(data: Table, path: Path) -> Path | None:
    text = data.text("folder", "")
    if not text:
        return None
    try:
        folder = Path(text).expanduser()
    except RuntimeError:
        raise data.fault("folder", "一个文件夹的路径") from None
    folder = folder if folder.is_absolute() else path.parent / folder
    if is_file(folder):
        raise data.fault("folder", "文件夹，不是文件")
    return folder


def read_rules(table: Table) -> dict[str, Any]:
    """Read those fields of `Rules` that stand in a table, each held against its own bounds."""
    return {
        item.name: _value(table, item) for item in dataclasses.fields(Rules) if _is_asked(table, item.name)
    }


def _is_asked(table: Table, name: str) -> bool:
    if name in table:
        return True
    table.know(name)
    return False


def _value(table: Table, item: dataclasses.Field[Any]) -> Any:
    meta, bounds = item.metadata, {"low": item.metadata["low"], "high": item.metadata["high"]}
    if isinstance(item.default, bool):
        return table.flag(item.name)
    if isinstance(item.default, int):
        return (table.tenths if meta["unit"] == "tenths" else table.integer)(item.name, **bounds)
    if meta["unit"] == "share":
        return table.text(
            item.name, check=_is_share, expected='不超过 1 的分数、百分数或 "none"，如 "1/3"、"30%"'
        )
    return table.text(item.name, choices=meta["choices"])


def _is_share(text: str) -> bool:
    from db.rules.grades import read_share  # the ballot's rules behind it are of no use to a first frame

    try:
        read_share(text)
    except ValueError:
        return False
    return True
