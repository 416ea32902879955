"""Write the handbook's table of keys from `tui.keys`; with --check only say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "README.zh.md"
BEGIN, END = "<!-- 按键表由 scripts/key_table.py 生成 -->", "<!-- 按键表完 -->"


def table() -> str:
    """One line a key: what it does in the console, while slips are typed in, at a booth, on the wall."""
    from tui.keys import KEYS

    lines = ["| 按键 | 主控台 | 录票 | 投票台 | 投影 |", "|---|---|---|---|---|"]
    lines += [f"| {key.label} | {key.console} | {key.entry} | {key.booth} | {key.display} |" for key in KEYS]
    return "\n".join(lines)


def written(handbook: str) -> str:
    """The handbook with the table as it has to be."""
    before, _, rest = handbook.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main(words: list[str]) -> int:
    """Write, or check."""
    handbook = HANDBOOK.read_text(encoding="utf-8")
    if handbook == written(handbook):
        return 0
    if "--check" in words:
        print("README.zh.md: the table of keys is out of date; run scripts/key_table.py", file=sys.stderr)
        return 1
    HANDBOOK.write_text(written(handbook), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
