"""Attacks: look for a slip, a box or the order of entry in bytes that somebody could get hold of."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from db.rules.ballot import APPRAISAL_FORM, APPRAISAL_SCALE, Ballot
from db.rules.ballot_bytes import encode_ballot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import Any

    from db.book import Reader
    from db.rules.tally import RowCount

ENOUGH = 8
"""Marks in a row that no chance brings together in these tests."""
DRAWN = re.compile(rb"(?=[0-9a-f]*[a-f])[0-9a-f]{16,}")
"""Where a number drawn at random is written: eight digits of a slip stand in one of these once in ten thousand runs."""
ENOUGH_DRAWN = 20
"""Marks in a row that do not stand even there by chance."""


def spellings(marks: Sequence[int]) -> dict[str, bytes]:
    """Every way in which a run of marks is likely to be written."""
    digits = [str(mark) for mark in marks]
    names = [APPRAISAL_SCALE.grades[mark - 1].name if 1 <= mark <= 4 else "弃权" for mark in marks]
    codes = [APPRAISAL_SCALE.grades[mark - 1].code if 1 <= mark <= 4 else "blank" for mark in marks]
    return {
        "bytes": bytes(marks),
        "digits": "".join(digits).encode(),
        "list": ", ".join(digits).encode(),
        "json": ",".join(digits).encode(),
        "lines": "\n".join(digits).encode(),
        "words": " ".join(digits).encode(),
        "hex": bytes(marks).hex().encode(),
        "names": "".join(names).encode(),
        "names apart": " ".join(names).encode(),
        "names listed": "、".join(names).encode(),
        "codes": ",".join(codes).encode(),
    }


def traces(data: bytes, slips: Iterable[Ballot]) -> list[str]:
    """Which slips can be read in the data, and how they are written there."""
    found = []
    undrawn = DRAWN.sub(b"\0", data)
    for number, slip in enumerate(slips, 1):
        if slip.is_void:
            continue
        for start in (0, len(slip.marks) - ENOUGH):
            run = slip.marks[start : start + ENOUGH]
            found += [
                f"slip {number} as {form}"
                for form, text in spellings(run).items()
                if text in (undrawn if form == "digits" else data)
            ]
        if len(slip.marks) >= ENOUGH_DRAWN and spellings(slip.marks)["digits"] in data:
            found.append(f"slip {number} as digits")
        if encode_ballot(slip, APPRAISAL_FORM) in data:
            found.append(f"slip {number} as it is sealed")
    return found


def book_files(path: Path) -> list[Path]:
    """The book and whatever SQLite keeps beside it."""
    return [
        file for file in sorted(path.parent.iterdir()) if file.is_file() and file.name.startswith(path.name)
    ]


def bytes_of(path: Path) -> bytes:
    """Everything that somebody with the folder gets."""
    return b"".join(file.read_bytes() for file in book_files(path))


def bytes_in(folder: Path) -> bytes:
    """Every file of a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


def boxes_left(data: bytes, boxes: Iterable[bytes]) -> int:
    """How many sealed boxes, whole or in part, are still in the data."""
    return sum(box[:64] in data or box[-64:] in data for box in boxes)


def order_found(data: bytes, boxes: Sequence[bytes]) -> list[int]:
    """The order in which boxes lie in the data, as indexes; boxes that are gone are left out."""
    places = {index: data.find(box[:64]) for index, box in enumerate(boxes)}
    return [index for index, place in sorted(places.items(), key=lambda item: item[1]) if place >= 0]


def concordance(order: Sequence[int]) -> float:
    """The share of pairs that stand in the order of entry; a half is chance, 0 and 1 tell everything."""
    pairs = [(a, b) for place, a in enumerate(order) for b in order[place + 1 :]]
    return sum(a < b for a, b in pairs) / len(pairs) if pairs else 0.5


def beside_the_box(reader: Reader) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the sealed boxes: what a cast may not change."""
    tables = [
        row[0] for row in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return {table: reader.rows(f"SELECT * FROM {table}") for table in tables if table != "poll_box"}


def said_in_log(reader: Reader, rows: Iterable[RowCount]) -> list[int]:
    """Which rows of a count the log of acts spells out, whatever stands between its numbers."""
    ids = [json.loads(row[0]) for row in reader.rows("SELECT ids FROM event")]
    said = [[str(value) for value in about.values()] for about in ids]
    runs = [" ".join(words) for words in said] + [" ".join("".join(words).split()) for words in said]
    wanted = [[str(cell) for cell in row.cells] for row in rows]
    return [
        place
        for place, cells in enumerate(wanted)
        if any(
            joined in run for run in runs for joined in (" ".join(cells), ", ".join(cells), ",".join(cells))
        )
    ]


def lie_by_content(data: bytes, texts: Sequence[str]) -> bool:
    """Whether texts lie in the data in the order of their content, one way or the other, which is no order of voters."""
    lying = sorted(texts, key=lambda text: data.rfind(text.encode()))
    return lying in (sorted(texts), sorted(texts, reverse=True))
