"""The file of a book: what it must be before it is opened, and in Chinese what SQLite could not do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import BookError
from db.place import why_not
from db.store.migrations import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def check_header(path: Path) -> None:
    """Hold, before SQLite touches a file, that it is no other than a book of this program.

    Raises:
        BookError: there is none, it cannot be read, or it is something else.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise no_book(path) from None
    except IsADirectoryError:
        raise BookError(f"“{path}”是文件夹，不是簿册。请指明簿册文件。", title="不是簿册") from None
    except OSError as error:
        raise BookError(f"“{path.name}”打不开：{why_not(error)}。", title="簿册打不开") from error
    if header[:16] != b"SQLite format 3\x00" or len(header) < 100:
        raise BookError(f"“{path.name}”不是评议台的簿册，未作任何改动。请另选文件。", title="不是簿册")
    application_id = int.from_bytes(header[68:72], "big")
    # A book whose only content still sits in the -wal carries its id there; SQLite is asked after opening.
    if application_id not in (APPLICATION_ID, 0):
        raise not_a_book(path)


def no_book(path: Path) -> BookError:
    """What is said where there is no file."""
    return BookError(
        f"找不到簿册“{path}”。请检查路径；还没有簿册的，先打开主控台新建。", title="没有这个簿册"
    )


def not_a_book(path: Path) -> BookError:
    """What is said of a database that another program made."""
    return BookError(f"“{path.name}”是其他程序的数据文件，未作任何改动。请另选文件。", title="不是簿册")


def book_fault(error: sqlite3.Error, path: Path) -> BookError:
    """Say in Chinese what SQLite could not do."""
    text = str(error)
    name = path.name
    if "disk is full" in text or "disk I/O" in text:
        return BookError(f"磁盘已满或写入失败，“{name}”未作改动。请腾出空间后再试。", title="写不进去")
    if "locked" in text or "busy" in text:
        return BookError(
            f"“{name}”正被另一个程序占用，本次未作改动。请关闭那个程序后再试。", title="簿册被占用"
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return BookError(
            f"“{name}”所在文件夹不能写入。请换一个可以写入的文件夹，或检查权限。", title="不能写入"
        )
    return BookError(f"读写“{name}”时出错：{text}。本次未作改动。", title="簿册出错")
