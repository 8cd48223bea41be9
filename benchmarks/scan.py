"""How long a cold `riveter scan -p aws-security` takes beside Checkov, on the same directory, in one run.

    python benchmarks/scan.py [DIRECTORY] [--repeat N]
    python benchmarks/scan.py [DIRECTORY] [--repeat N] --beside RIVETER [--riveter RIVETER]

Checkov is installed from PyPI into an environment of its own on the first run. The runs are interleaved, so that whatever else the machine
does meets both; what is compared are the medians. Also measured, beside a bare interpreter: `riveter --version`, and a warm scan of a
single file (the first of the directory), as an editor runs it when a file is saved.

With `--beside`, another installed riveter takes the place of Checkov, such as that of the commit before. Then the processor time of the
same commands is compared: the time of the clock depends on what else the machine does. All rules (`aws-all`) are compared with the other's
`aws-security`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / "build" / "benchmark-checkov"


def checkov() -> Path:
    """The path of a Checkov in its own environment, installed when it is missing."""
    scripts = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    found = scripts / "checkov"
    if not found.exists():
        print("installing checkov (once) …", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "checkov"], check=True)
    return found


def seconds(command: Sequence[str | Path], environment: dict[str, str]) -> float:
    """How long a command takes; findings (exit code 1) and broken input (2) are no failure here."""
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    elapsed = time.perf_counter() - start
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"{command[0]} failed: {done.stderr.decode()[-2000:]}")
    return elapsed


def processor_seconds(command: Sequence[str | Path], environment: dict[str, str]) -> float:
    """The processor time of a command and of the processes that it starts, in the system as well."""
    import resource  # Windows has none

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds(command, environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def commands_of(riveter: Path, directory: str, pack: str = "aws-security") -> dict[str, list[str | Path]]:
    """What is measured of a riveter."""
    scan: list[str | Path] = [riveter, "scan", "-p", pack, "-q", directory]
    return {
        "riveter scan, cold": [*scan, "--no-cache"],
        "riveter scan, warm": scan,
        "riveter scan, a file": [*scan[:-1], _file(directory)],
        "riveter --version": [riveter, "--version"],
    }


def _file(directory: str) -> Path:
    """Return the first file of a directory, or of a folder in it."""
    return min(Path(directory).glob("*.tf"), default=None) or min(Path(directory).glob("**/*.tf"))


def beside(riveter: Path, other: Path, directory: str, repeat: int) -> None:
    """Compare the processor time of two installed riveters."""
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both are to run compiled
    with tempfile.TemporaryDirectory() as caches:
        own, others = (
            (
                commands_of(path, directory)
                | {f"{name}, all": command for name, command in commands_of(path, directory, pack).items()},
                {**environment, "XDG_CACHE_HOME": str(Path(caches, name))},
            )
            for path, name, pack in ((riveter, "own", "aws-all"), (other, "other", "aws-security"))
        )
        print(f"{'processor time, median':30} {'this':>9} {'other':>9} ratio")
        for name in own[0]:
            taken: tuple[list[float], list[float]] = ([], [])
            for turn in range(repeat + 1):
                for (commands, variables), times in zip((own, others), taken, strict=True):
                    time_taken = processor_seconds(commands[name], variables)
                    if turn:  # the first runs fill the caches and compile bytecode
                        times.append(time_taken)
            here, there = map(statistics.median, taken)
            print(f"{name:30} {here * 1000:6.0f} ms {there * 1000:6.0f} ms {here / there:.2f}", flush=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", default=str(ROOT / "examples" / "batch-data-pipeline"))
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--beside", type=Path, help="another installed riveter, to compare the processor time with")
    parser.add_argument("--riveter", type=Path, default=Path(sys.executable).parent / "riveter", help="this riveter")
    given = parser.parse_args()
    riveter = given.riveter
    if given.beside is not None:
        beside(riveter, given.beside, given.directory, given.repeat)
        return 0
    other = checkov()
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache, "NO_COLOR": "1"}
        commands: dict[str, list[str | Path]] = {
            **commands_of(riveter, given.directory),
            "checkov": [other, "-d", given.directory, "--framework", "terraform", "--quiet", "--compact"],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():  # the first runs fill the page cache and compile bytecode
            seconds(command, environment)
        for _ in range(given.repeat):
            for name, command in commands.items():
                taken[name].append(seconds(command, environment))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:20} {median * 1000:9.0f} ms")
    print(f"checkov / riveter cold: {medians['checkov'] / medians['riveter scan, cold']:.1f}")
    print(f"checkov / riveter warm: {medians['checkov'] / medians['riveter scan, warm']:.1f}")
    print(f"a file / bare python: {medians['riveter scan, a file'] / medians['python -c pass']:.1f}")
    print(f"--version / bare python: {medians['riveter --version'] / medians['python -c pass']:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
