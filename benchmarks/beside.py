"""Time and memory of the same scans by two installed riveters, in one run.

    python benchmarks/beside.py PATH… --beside RIVETER [--pack aws-security] [--repeat 3]

The runs are interleaved, so that whatever else the machine does meets both. Medians of the processor time and the largest memory are
printed as rows of a table. The report is JSON, without a cache, in one process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_CODE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def measure(riveter: Path, path: Path, pack: str) -> tuple[float, float]:
    """Return the processor seconds and the peak memory (MiB) of a scan."""
    words = ["scan", "-p", pack, "-f", "json", "--no-cache", "--jobs", "1", "--fail-on", "never", str(path)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", _CODE, str(riveter), *words]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True, env=environment
    )
    code, seconds, peak = done.stdout.split()
    if code not in ("0", "2"):  # 2: the input has errors, or modules are not installed
        raise SystemExit(f"{riveter} ended with {code}")
    return float(seconds), int(peak) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def compare(paths: Sequence[Path], riveters: Sequence[Path], pack: str, repeat: int) -> None:
    """Measure and print. The first run of each is left out: it fills the page cache."""
    for path in paths:
        taken: dict[Path, list[tuple[float, float]]] = {riveter: [] for riveter in riveters}
        for turn in range(repeat + 1):
            for riveter in riveters:
                run = measure(riveter, path, pack)
                if turn:
                    taken[riveter].append(run)
        rows = [[statistics.median(column) for column in zip(*runs, strict=True)] for runs in taken.values()]
        times, peaks = ([row[index] for row in rows] for index in (0, 1))
        cells = [path.name, *(f"{time:.2f} s" for time in times), *(f"{peak:.0f} MiB" for peak in peaks)]
        if len(rows) > 1:
            cells += [f"{times[0] / times[1]:.2f}", f"{peaks[0] / peaks[1]:.2f}"]
        print(f"| {' | '.join(cells)} |", flush=True)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--beside", type=Path, required=True, help="another installed riveter")
    parser.add_argument("--riveter", type=Path, default=Path(sys.executable).parent / "riveter", help="this riveter")
    parser.add_argument("--pack", default="aws-security")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    print(
        "| input | time here | there | memory here | there | time, ratio | memory, ratio |\n|---|---|---|---|---|---|---|"
    )
    compare(given.paths, [given.riveter, given.beside], given.pack, given.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
