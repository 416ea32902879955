"""The benches: every figure beside its floor of the same run, as a ratio. Needs a POSIX system (Linux for memory)."""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import _bench_book as fixture
import _bench_box as box
from _bench_pty import Terminal

from db.acts import booths
from db.book import open_book, open_reader
from db.rules.ledger import format_tenths
from db.rules.stage import SceneSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).resolve().parent
LIMITS = {
    "start": 1.5, "memory": 1.5, "key roll call": 0.5, "key points": 0.5, "key slip": 0.5, "key booth": 0.5, "display p95": 2.0,
    "display idle": 2.0, "minutes": 4.0, "cast": 3.0, "count": 20.0,
    "ledger": 0.2, "append": 2.0, "registers": 6.0, "tick": 4.0,
}  # fmt: skip
KEYS_A_ROUND = 3
COMMITS, IDLE_SECONDS = 500, 30


class Bench:
    """One bench of a run: its rounds, a folder of its own, its figures."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder = folder
        self.rounds = rounds
        self.is_within = True

    def book(self, name: str) -> Path:
        """A path for a book of this run."""
        return self.folder / f"{name}.db"

    def say(self, what: str, ours: float, floor: float, unit: str, *, limit_of: str = "") -> None:
        """One line: the figure, its floor, the ratio and the limit, its own or that of a named one."""
        ratio, limit = ours / floor, LIMITS[limit_of or what]
        self.is_within &= ratio <= limit
        verdict = "within" if ratio <= limit else "OVER"
        print(
            f"{what:15} {ours:9.2f} {unit:3} floor {floor:8.2f}  ratio {ratio:5.2f}  limit {limit:3.1f}  {verdict}"
        )
        sys.stdout.flush()


def floor(kind: str, *arguments: str) -> Terminal:
    """Run a floor app."""
    return Terminal([sys.executable, "-I", str(HERE / "_bench_floors.py"), kind, *arguments])


def pingyi(*words: str) -> Terminal:
    """Run the program as its users do."""
    return Terminal([sys.executable, "-I", "-m", "tui", *words])


def holds_all(*marks: str) -> Callable[[str], bool]:
    """Whether a screen's text has all of the marks."""
    return lambda text: all(mark in text for mark in marks)


# Start and memory


def start(bench: Bench) -> None:
    """Fork to the read that completes the last visible data row; resident memory two seconds later."""
    path = bench.book("start")
    fixture.make(path)
    floor_done = holds_all("党员第30行")
    # The home page: its last row, the last item of the agenda, what is live.
    our_done = holds_all("单屏", "8 书记总结", "正在放映", "应到300", "F12")
    times: dict[str, list[float]] = {"floor": [], "ours": []}
    memory: dict[str, list[float]] = {"floor": [], "ours": []}
    for number in range(bench.rounds + 1):
        for name, done in (("floor", floor_done), ("ours", our_done)):
            terminal = floor("start") if name == "floor" else pingyi("console", "--db", str(path))
            until = time.perf_counter() + 2.5
            while (left := until - time.perf_counter()) > 0:
                terminal.pump(left)
            if number:  # the first round warms the caches
                times[name].append(terminal.when(done) - terminal.began)
                memory[name].append(terminal.rss())
            terminal.end()
    bench.say("start", median(times["ours"]) * 1e3, median(times["floor"]) * 1e3, "ms")
    bench.say("memory", median(memory["ours"]), median(memory["floor"]), "MB")


# Keys


def key(bench: Bench) -> None:
    """Key written to new text read, the commit included."""
    roll, points, slips = (bench.book(name) for name in ("roll", "points", "slips"))
    for path in (roll, points, slips):
        ids = fixture.make(path)
        fixture.start_meeting(path, all_present=path == slips)
    fixture.open_ballot(slips, ids)
    measure_key(bench, "key roll call", *roll_call_keys(roll))
    measure_key(bench, "key points", *points_keys(points))
    measure_key(bench, "key slip", *slip_keys(slips))
    booth = bench.book("booth")
    fixture.open_booths(booth, 300, 300, booths=0)
    measure_key(bench, "key booth", *booth_keys(booth))


Press = tuple[bytes, "Callable[[str], bool]"]


def measure_key(bench: Bench, what: str, ours: Terminal, presses: Iterator[Press]) -> None:
    """Press keys in both programs by turns."""
    base = floor("key", str(bench.folder / f"{what}.floor.db"))
    base.wait_for(holds_all("党员第30行"))
    base.settle(1.0)
    times: dict[str, list[float]] = {"floor": [], "ours": []}
    for pressed in range(1, bench.rounds * KEYS_A_ROUND + 1):
        times["floor"].append(one_key(base, b"x", holds_all(f"到会{pressed:02d}")))
        times["ours"].append(one_key(ours, *next(presses)))
    ours.end()
    base.end()
    bench.say(what, median(times["ours"]) * 1e3, median(times["floor"]) * 1e3, "ms")


def one_key(terminal: Terminal, keys: bytes, done: Callable[[str], bool]) -> float:
    """Press once all is quiet, and find the read that held the new text."""
    terminal.settle(0.1)
    terminal.forget()
    moment = terminal.send(keys)
    terminal.wait_for(done, 5)
    return terminal.when(done) - moment


def line_with(name: str, text: str) -> Callable[[str], bool]:
    """Whether a row that begins with a name now holds a text."""
    pattern = re.compile(rf"{re.escape(name)} [^\n]{{0,60}}?{re.escape(text)}")
    return lambda screen: pattern.search(screen) is not None


def names_in_order(path: Path) -> list[str]:
    """The members as the lists show them."""
    with open_reader(path) as reader:
        return [row[0] for row in reader.rows("SELECT name FROM member ORDER BY sort_key, id")]


def roll_call_keys(path: Path) -> tuple[Terminal, Iterator[Press]]:
    """A digit marks and moves on."""
    terminal = opened(path, b"3", "未签到300")
    return terminal, ((b"1", line_with(name, "到会")) for name in names_in_order(path))


def points_keys(path: Path) -> tuple[Terminal, Iterator[Press]]:
    """Enter gives the chosen rule: 讲微党课, three points without a cap."""
    terminal = opened(path, b"6", "积分")
    terminal.send(b"6")
    terminal.settle()
    with open_reader(path) as reader:
        totals = reader.rows(
            "SELECT m.name, 1000 + coalesce(b.tenths, 0) FROM member m LEFT JOIN point_balance b"
            " ON b.member_id = m.id ORDER BY m.sort_key, m.id"
        )
    return terminal, ((b"\r", line_with(name, format_tenths(max(total, 0) + 30))) for name, total in totals)


def slip_keys(path: Path) -> tuple[Terminal, Iterator[Press]]:
    """A digit grades and moves on, on a slip of 300 rows."""
    terminal = opened(path, b"8", "收回")
    terminal.send(b"5")
    terminal.settle()
    for code in fixture.CODES:
        terminal.send(code.encode())
        terminal.settle(0.2)
        terminal.send(b"\r")
        terminal.settle()
    return terminal, ((b"1", line_with(name, "优秀")) for name in names_in_order(path))


def booth_keys(path: Path) -> tuple[Terminal, Iterator[Press]]:
    """A digit grades and moves on, in a booth whose ballot has 300 rows."""
    terminal = pingyi("booth", "--db", str(path))
    terminal.wait_for(holds_all("群众评议"))
    terminal.send(b"\r")
    terminal.settle()
    for code in fixture.CODES:
        terminal.send(code.encode())
        terminal.settle(0.2)
        terminal.send(b"\r")
        terminal.settle()
    terminal.wait_for(holds_all("等计票人请您入场"))
    with open_book(path) as book:
        booths.admit(book, 1, 1)
    terminal.settle(0.5)
    terminal.send(b"\r")
    terminal.settle()
    return terminal, ((b"1", holds_all(f"已填 {row}/300")) for row in range(1, 300))


def opened(path: Path, place: bytes, mark: str) -> Terminal:
    """The console, gone to a place."""
    terminal = pingyi("console", "--db", str(path))
    terminal.wait_for(holds_all("单屏"))
    terminal.settle()
    terminal.forget()
    terminal.send(place)
    terminal.wait_for(holds_all(mark))
    terminal.settle()
    return terminal


# Display


def display(bench: Bench) -> None:
    """Commit returned to text read, with one row changing; then processor time while nothing happens."""
    path, plain_path = bench.book("display"), bench.folder / "display.floor.db"
    ids = fixture.make(path)
    with open_book(path) as book:
        from db.acts.stage import show

        show(book, SceneSpec("points"))
    writer = sqlite3.connect(plain_path, isolation_level=None)
    for line in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE mark (id INTEGER PRIMARY KEY)",
    ):
        writer.execute(line)
    ours, base = pingyi("display", "--db", str(path)), floor("display", str(plain_path))
    ours.wait_for(holds_all("第 1 页"))
    ours.send(b" ")  # hold the first page
    for terminal in (ours, base):
        terminal.settle(0.5)
    times: dict[str, list[float]] = {"floor": [], "ours": []}
    chance = random.Random(3)
    with open_book(path) as book:
        name, tenths = book.rows(
            "SELECT name, 1000 + tenths FROM member JOIN point_balance ON member_id = id WHERE id = ?",
            (ids[0],),
        )[0]
        for number in range(1, COMMITS + 1):
            times["floor"].append(committed(base, lambda n=number: plain_commit(writer, n), f"第{number}笔"))  # type: ignore[misc]
            time.sleep(chance.uniform(0.02, 0.12))
            total = format_tenths(tenths + 10 * number)
            times["ours"].append(committed(ours, lambda: fixture.give_one(book, ids[0]), total))
            time.sleep(chance.uniform(0.02, 0.12))
    bench.say("display p95", p95(times["ours"]) * 1e3, p95(times["floor"]) * 1e3, "ms")
    print(
        f"{'':14} median {median(times['ours']) * 1e3:.2f} ms, floor {median(times['floor']) * 1e3:.2f} ms ({name})"
    )
    idle(bench, ours, base)


def plain_commit(writer: sqlite3.Connection, number: int) -> None:
    """One row for the floor."""
    writer.execute("INSERT INTO mark (id) VALUES (?)", (number,))


def committed(terminal: Terminal, commit: Callable[[], None], mark: str) -> float:
    """Commit; the time from its return until the mark was read."""
    while terminal.pump(0):
        pass
    terminal.forget()
    commit()
    moment = time.perf_counter()
    terminal.wait_for(holds_all(mark), 5)
    return max(terminal.when(holds_all(mark)) - moment, 0.0)


def idle(bench: Bench, ours: Terminal, base: Terminal) -> None:
    """Processor time over thirty quiet seconds."""
    before = {terminal: terminal.cpu_seconds() for terminal in (ours, base)}
    until = time.perf_counter() + IDLE_SECONDS
    while time.perf_counter() < until:
        for terminal in (ours, base):
            terminal.pump(0.05)
    used = {terminal: (terminal.cpu_seconds() - before[terminal]) / IDLE_SECONDS * 100 for terminal in before}
    for terminal in (ours, base):
        terminal.end()
    bench.say("display idle", used[ours], used[base], "%")


# Minutes


def minutes(bench: Bench) -> None:
    """The minutes of 300 members as Word, against cloning as many prototype rows; imports excluded."""
    from _bench_rows import clone_rows

    from db.export.minutes import minutes_docx
    from db.views.minutes import minutes as read

    path = bench.book("minutes")
    ids = fixture.make(path, with_points=False)
    fixture.start_meeting(path, all_present=True)
    fixture.speak(path, ids)
    with open_reader(path) as reader:
        names = [row[0] for row in reader.rows("SELECT name FROM member ORDER BY sort_key")]
        rows = [(str(n), name, fixture.SPOKEN) for n, name in enumerate(names, 1)]
        times: dict[str, list[float]] = {"floor": [], "ours": []}
        for number in range(bench.rounds + 1):
            began = time.perf_counter()
            clone_rows(rows)
            middle = time.perf_counter()
            found = read(reader, 1)
            assert found is not None
            minutes_docx(found.record, found.standing)
            if number:
                times["floor"].append(middle - began)
                times["ours"].append(time.perf_counter() - middle)
    bench.say("minutes", median(times["ours"]) * 1e3, median(times["floor"]) * 1e3, "ms")


# Ledger


def ledger(bench: Bench) -> None:
    """A million entries: every screen against a GROUP BY over a covering index, an append against a bare commit."""
    from _bench_points import measure

    for name, ours, base in measure(bench.folder):
        bench.say(name, ours, base, "ms", limit_of="append" if name == "append" else "ledger")


# Registers


def registers(bench: Bench) -> None:
    """A year of 20 registers of 300 members: the screens against the same sums in bare SQL."""
    from _bench_registers import measure

    for name, ours, base in measure(bench.folder, bench.rounds):
        bench.say(name, ours, base, "ms", limit_of="tick" if name == "tick" else "registers")


median = statistics.median


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


BENCHES = {
    "start": start, "key": key, "display": display, "minutes": minutes, "cast": box.cast, "count": box.count,
    "crowd": box.crowd, "ledger": ledger, "registers": registers,
}  # fmt: skip


def main(words: list[str]) -> int:
    """Run the benches named, or all; 1 when a figure is over its limit."""
    rounds = int(words.pop(words.index("--rounds") + 1)) if "--rounds" in words else 15
    chosen = [word for word in words if word != "--rounds"] or list(BENCHES)
    if unknown := set(chosen) - set(BENCHES):
        print(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    is_within = True
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix=f"pingyi-bench-{name}-") as folder:
            bench = Bench(Path(folder), rounds)
            BENCHES[name](bench)
        is_within &= bench.is_within
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
