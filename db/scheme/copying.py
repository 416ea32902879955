"""Copying a scheme into a file of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import BadInput
from db.place import is_folder, why_not

if TYPE_CHECKING:
    from pathlib import Path

    from db.rules.scheme import Scheme


def copy_scheme(scheme: Scheme, path: Path) -> None:
    """Write the scheme's file, word for word, where no file stands yet.

    Raises:
        BadInput: the name does not end in .toml, something stands there already, or it cannot be written.
    """
    if path.suffix != ".toml":
        raise BadInput(f"方案文件的名称要以 .toml 结尾，“{path}”不是。")
    if is_folder(path):
        raise BadInput(f"“{path}”是文件夹，请写出文件名。")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(scheme.text)
    except FileExistsError:
        raise BadInput(f"“{path}”已经存在，没有覆盖。请换一个名称。") from None
    except OSError as error:
        raise BadInput(f"写不了“{path}”：{why_not(error)}。") from error
