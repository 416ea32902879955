"""The handbook's pictures: the sample branch's second meeting, photographed as it goes on."""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.app import App

from db.acts import points, registers, remarks, schemes, stage
from db.acts.placements import PlacementDraft, place
from db.book import open_book
from db.config import Config, Look
from db.demo import SINCE, Clock, branch, held, planned, texts
from db.demo import people as who
from db.rules.remarks import Kind
from db.rules.requirements import Owner
from db.rules.stage import SceneSpec
from db.scheme import load_scheme
from tui.console.app import ConsoleApp
from tui.display.app import DisplayApp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.book import Book

PICTURES = Path(__file__).resolve().parent / "pictures"
DAY = date(2026, 11, 20)
CONSOLE, WALL = (126, 34), (120, 34)
FONTS = 'font-family: "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace'
SCALE = "0.6"
CELL = 12.2
"""Width of a cell in Rich's drawing."""
CONFIG = Config(look=Look(compatible="off"))


def main() -> int:
    """Make every picture; needs a browser that turns SVG into PNG."""
    browser = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if browser is None:
        print("chromium is needed to draw the pictures", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(datetime(DAY.year, DAY.month, DAY.day, 9).astimezone() - SINCE)
        with open_book(Path(folder) / "示例.db", clock=clock) as book:
            for name, svg in asyncio.run(photograph(book, clock)):
                draw(browser, svg, PICTURES / f"{name}.png")
                print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size // 1024} kB")
    return 0


async def photograph(book: Book, clock: Clock) -> list[tuple[str, str]]:
    """Hold the meeting and photograph its places and scenes on the way."""
    taken: list[tuple[str, str]] = []
    people = branch.add_people(book, DAY)
    held.hold(book, clock, people, date(2025, 11, 21))
    meeting = planned.plan(book, clock, people, DAY, DAY)

    async def console(name: str, place: str, *keys: str) -> None:
        taken.append((name, await shot(ConsoleApp(book, CONFIG, start=place), CONSOLE, keys)))

    async def wall(name: str, scene: SceneSpec) -> None:
        stage.show(book, scene)
        taken.append((name, await shot(DisplayApp(book.path, CONFIG), WALL, ())))

    clock.set(DAY, 14, 10)
    await console("home", "home")
    await console("plan", "plan")
    held.roll_call(book, clock, people, meeting, DAY)
    await wall("wall-rollcall", SceneSpec("rollcall"))
    await console("rollcall", "rollcall", "down", "down", "down")
    held.talk(book, clock, people, meeting)
    turn = texts.TURNS[0]
    draft = remarks.RemarkDraft(Kind.COMMENT, people[who.DEPUTY])
    remarks.save_text(book, remarks.begin(book, meeting, draft), turn.review)
    await console("remarks", "remarks")
    rule = next(rule for rule in load_scheme("branch-default").points.rules if rule.code == "talk")
    points.give_by_rule(
        book, [people["石磊"], people["何静"]], rule, scheme=load_scheme("branch-default"), meeting_id=meeting
    )
    await console("points", "points", "2")
    await wall("wall-points", SceneSpec("points"))
    held.vote(book, clock, people, meeting)
    poll = int(book.value("SELECT max(id) FROM poll WHERE kind = 'appraisal'"))
    await console("ballot", "ballot")
    await wall("wall-result", SceneSpec("result", {"poll": poll}))
    held.comment_and_sum_up(book, clock, people, meeting)
    await console("commentary", "commentary")
    shown = int(book.value("SELECT max(id) FROM commentary WHERE member_id IS NULL"))
    await wall("wall-commentary", SceneSpec("commentary", {"commentary": shown}))
    await console("minutes", "minutes")
    await console("tables", "tables")
    await console("registers", "registers")
    await console("compliance", "compliance")
    await console("posts", "posts")
    registers.put_on_wall(book, load_scheme("branch-default"), "registers")
    taken.append(("wall-registers", await shot(DisplayApp(book.path, CONFIG), WALL, ())))
    begun = load_scheme("zibo-safety", None, f"{DAY.year}-05-01")
    schemes.choose(book, begun)
    await console("scheme", "scheme", "2")
    place(book, begun, [Owner(None, people.organisation)], PlacementDraft("half", is_up=True))
    await console("targets", "targets")
    return taken


async def shot(app: App[Any], size: tuple[int, int], keys: Sequence[str]) -> str:
    """What an app shows after some keys, as SVG."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.3)
        return app.export_screenshot()


def draw(browser: str, svg: str, target: Path) -> None:
    """SVG to PNG with Chinese set right."""
    svg = corrected(svg)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    width, height = (int(float(side)) for side in box.groups())
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "shot.svg"
        page.write_text(svg, encoding="utf-8")
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-background-networking", f"--user-data-dir={folder}/profile",
                f"--force-device-scale-factor={SCALE}", f"--window-size={width},{height}", f"--screenshot={target}",
                page.as_uri(),
            ],
            check=True, stderr=subprocess.DEVNULL, timeout=90,
        )  # fmt: skip


def corrected(svg: str) -> str:
    """Rich's drawing with widths in cells (it counts a Han character as one) and fonts that are here."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r'font-family: *"?Fira Code"?(, monospace)?', FONTS, svg)
    svg = svg.replace("font-variant-east-asian: full-width;", "")

    def in_cells(match: re.Match[str]) -> str:
        cells = cell_len(html.unescape(match[2]).replace("\xa0", " "))
        return (
            re.sub(r'textLength="[\d.]+"', f'textLength="{cells * CELL:.1f}"', match[1])
            + match[2]
            + "</text>"
        )

    return re.sub(r'(<text [^>]*textLength="[^>]*>)([^<]*)</text>', in_cells, svg)


if __name__ == "__main__":
    sys.exit(main())
