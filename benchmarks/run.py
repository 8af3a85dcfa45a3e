"""Measures the program beside what no Python program can beat, in one run on one machine.

    python benchmarks/run.py                      10 to 100 000 events, some minutes
    python benchmarks/run.py --largest 1000       a quick look
    python benchmarks/run.py --largest 1000000    with the targets for growth; needs some 8 GB of memory

Whole processes are measured, start-up included: the processor time of user and system together, and the peak
of memory, as the kernel counts them. The commands of a size take turns, so that a busy minute of the machine
falls on all of them, and the median of the rounds counts. How to read the tables: ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = (
    1024 if sys.platform.startswith("linux") else 1024 * 1024
)  # in the unit of ru_maxrss, which differs

START = "import json, argparse"
LOAD = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
DUMP = """import json, os, sys
json.dump(json.load(open(sys.argv[1], encoding='utf-8')), open(os.devnull, 'w', encoding='utf-8'))"""


class Cost(NamedTuple):
    """What a process took: seconds of processor time, megabytes at its peak."""

    cpu: float
    memory: float


class Target(NamedTuple):
    """A row may take ``cpu`` times the processor time, and ``memory`` times the peak, of ``against``."""

    row: str
    events: int
    against: str
    cpu: float
    memory: float | None


PAGE = 24  # events of the news: below each other they make a picture of 1200 × 1660 px
PAINTED = {"pdf": 0.2, "png": 1.5}
"""Seconds that a picture of that size may take, with reading, layout and Python's own start."""
REAL = 0  # stands for the size of the real events.json
TARGETS = (
    Target("render", REAL, "start", 2.5, None),
    Target("check", 100_000, "load", 4.0, 2.0),
    Target("render", 100_000, "load", 5.0, 2.5),
)


def commands(file: Path, scratch: Path) -> dict[str, list[str]]:
    """The rows of the table, by name: first what we measure against, then the program."""
    python, program = [sys.executable], [sys.executable, "-m", "timeline"]
    return {
        "start": [*python, "-c", START],
        "load": [*python, "-c", LOAD, str(file)],
        "load, dump": [*python, "-c", DUMP, str(file)],
        "check": [*program, "check", str(file)],
        "render": [*program, "render", str(file), "-o", str(scratch / "out.svg")],
    }


def painting(file: Path, scratch: Path) -> dict[str, list[str]]:
    """The rows of the table of one picture: as SVG, and with its fonts within."""
    render = [sys.executable, "-m", "timeline", "render", str(file), "--layout", "vertical"]
    start = {"start": [sys.executable, "-c", START]}
    return start | {
        ending: [*render, "-o", str(scratch / f"out.{ending}")] for ending in ("svg", "pdf", "png")
    }


def news(events: int, scratch: Path) -> Path:
    """A file of so many events. Another process makes it, so that this one stays small."""
    file = scratch / f"{events}.json"
    with file.open("wb") as target:
        make = [sys.executable, str(ROOT / "benchmarks" / "news.py"), str(events)]
        subprocess.run(make, stdout=target, check=True)
    return file


def environment(scratch: Path) -> dict[str, str]:
    """The processes' environment: compiled modules are kept, as for anyone who runs the program twice."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**own, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """One run of a command. Raises ``SystemExit`` where it fails: a failure is fast, and looks like speed.

    The peak of a child is never less than what its parent held when it was started. So this process stays
    small: it neither makes nor reads the files that it measures with.
    """
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            said = output.read(2000).decode(errors="replace")
            raise SystemExit(f"{' '.join(command)} ended with status {child.returncode}\n{said}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE)


def measure(rows: dict[str, list[str]], file: Path, scratch: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of each command on a file, after one round that is thrown away if it is cheap."""
    around = environment(scratch)
    if file.stat().st_size < 1_000_000:
        for command in rows.values():
            cost(command, around)
    runs: dict[str, list[Cost]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, command in rows.items():
            runs[name].append(cost(command, around))
    return {
        name: Cost(median(one.cpu for one in costs), median(one.memory for one in costs))
        for name, costs in runs.items()
    }


def show(events: int, file: Path, costs: dict[str, Cost]) -> None:
    """Prints the table of one size, each row beside the two that it is compared with."""
    size = file.stat().st_size
    heading = "the real events.json" if events == REAL else f"{events:,} events"
    print(f"\n{heading}, {size / 1000:,.0f} kB")
    print(f"  {'':<11}{'CPU':>10}{'peak':>10}{'CPU/start':>12}{'CPU/load':>11}{'peak/load':>11}   target")
    start, load = costs["start"], costs["load"]
    for name, (cpu, memory) in costs.items():
        figures = f"{cpu / start.cpu:>12.2f}{cpu / load.cpu:>11.2f}{memory / load.memory:>11.2f}"
        print(
            f"  {name:<11}{cpu * 1000:>7,.0f} ms{memory:>7,.0f} MB{figures}   {verdict(name, events, costs)}"
        )


def verdict(row: str, events: int, costs: dict[str, Cost]) -> str:
    """What is asked of a row at this size, and whether it keeps to it."""
    said = []
    for target in TARGETS:
        if (target.row, target.events) != (row, events):
            continue
        base = costs[target.against]
        said.append(_judged("CPU", costs[row].cpu / base.cpu, target.cpu, target.against))
        if target.memory:
            said.append(_judged("peak", costs[row].memory / base.memory, target.memory, target.against))
    return ", ".join(said)


def _judged(what: str, ratio: float, limit: float, against: str) -> str:
    return f"{what} {'kept' if ratio <= limit else 'MISSED'}: {ratio:.2f} of {limit} × {against}"


def show_growth(measured: dict[int, dict[str, Cost]]) -> None:
    """Prints how time grows from 10 000 events to the most that were measured, beside n log n."""
    small, large = 10_000, max(measured)
    if small not in measured or large <= small:
        return
    allowed = large * math.log(large) / (small * math.log(small))
    print(f"\nfrom {small:,} to {large:,} events; n log n grows {allowed:.1f} times")
    for name in ("check", "render"):
        growth = measured[large][name].cpu / measured[small][name].cpu
        print(f"  {name:<11}{growth:>7.1f} times   {'kept' if growth <= allowed else 'MISSED'}")


def show_painted(costs: dict[str, Cost]) -> None:
    """Prints what one picture costs in each format."""
    print(f"\na picture of {PAGE} events; the PNG has 2400 × 3320 pixels")
    for name, (cpu, memory) in costs.items():
        said = ""
        if limit := PAINTED.get(name):
            said = f"   {'kept' if cpu <= limit else 'MISSED'}: at most {limit * 1000:,.0f} ms"
        print(f"  {name:<11}{cpu * 1000:>7,.0f} ms{memory:>7,.0f} MB{said}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Measure timeline beside json.load and Python's own start-up."
    )
    parser.add_argument("--largest", type=int, default=100_000, metavar="N", help="the most events (100000)")
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="rounds; 3 from 100000 events on (5)"
    )
    arguments = parser.parse_args()
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, medians of {arguments.rounds} rounds"
    )
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        file = ROOT / "events.json"
        show(REAL, file, measure(commands(file, scratch), file, scratch, 2 * arguments.rounds))
        file = news(PAGE, scratch)
        show_painted(measure(painting(file, scratch), file, scratch, arguments.rounds))
        measured = {}
        events = 10
        while events <= arguments.largest:
            file = news(events, scratch)
            rounds = arguments.rounds if events < 100_000 else min(arguments.rounds, 3)
            measured[events] = measure(commands(file, scratch), file, scratch, rounds)
            show(events, file, measured[events])
            file.unlink()
            events *= 10
        show_growth(measured)


if __name__ == "__main__":
    main()
