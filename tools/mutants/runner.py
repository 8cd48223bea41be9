"""Runs the tests of a subject on each of its mutants. `tools.mutants` starts it in the folder where mutmut has put the mutants.

python -m tools.mutants.runner JOB.json

Each mutant runs in a fork of a process that has imported the tests. There its code takes the place of the function's, so that code which
everything uses is as fast as ever; the wrappers of mutmut's own runner make it many times slower. Only tests that call the function
run, short ones first, up to the first that fails.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

FAILED = 1
"""The exit code of pytest where a test has failed."""

TIMES_AS_LONG = 3
"""Where the tests take so many times as long as without the mutant (when every call was noted), and some seconds more, it does not end."""

MAX_BYTES = 6 * 1024**3


class Recorder:
    """A plug-in of pytest that notes how long each test takes, and which of some functions it calls.

    What a fixture that several tests share calls counts for each of them.
    """

    def __init__(self, functions: dict[CodeType, str]) -> None:
        self.functions = functions
        self.seconds: dict[str, float] = {}
        self.called: dict[str, list[str]] = {}
        self._seen: set[CodeType] = set()
        self._by_fixture: dict[str, set[CodeType]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._seen = set()
        begin = time.process_time()
        with self._watching():
            result = yield
        self.seconds[item.nodeid] = time.process_time() - begin
        for name in getattr(item, "fixturenames", ()):
            self._seen |= self._by_fixture.get(name, set())
        self.called[item.nodeid] = sorted({self.functions[code] for code in self._seen & self.functions.keys()})
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        before, self._seen = self._seen, set()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self._by_fixture[fixturedef.argname] = self._seen
            self._seen = before | self._seen

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        note = self._note  # returns None: the lines of the function are not traced
        threading.settrace(note)
        sys.settrace(note)
        try:
            yield
        finally:
            sys.settrace(None)
            threading.settrace(None)

    def _note(self, frame: FrameType, _event: str, _argument: object) -> None:
        self._seen.add(frame.f_code)


class Selection:
    """A plug-in of pytest that leaves only some tests, those of the quickest modules first."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.seconds]
        of_module: dict[Path, float] = {}
        for item in chosen:
            of_module[item.path] = of_module.get(item.path, 0) + self.seconds[item.nodeid]
        items[:] = sorted(chosen, key=lambda item: (of_module[item.path], str(item.path), self.seconds[item.nodeid]))


def original_of(mutant: str) -> tuple[Any, str, FunctionType, FunctionType]:
    """Return what holds the function that a mutant changes (a module or a class), its name, the function, and the mutant."""
    module, _, name = mutant.rpartition(".")
    owner: Any = importlib.import_module(module)
    function = name.rpartition("__mutmut_")[0]
    if function.startswith("x_"):
        own_name = function[2:]
    else:
        _, class_name, own_name = function.split("ǁ")
        owner = getattr(owner, class_name)
    found = [vars(owner)[own_name], vars(owner)[name]]
    original, changed = [getattr(each, "__func__", each) for each in found]
    return owner, own_name, original, changed


def apply(mutant: str) -> None:
    """Let the function that a mutant changes do what the mutant does, wherever it has been imported to."""
    owner, name, original, changed = original_of(mutant)
    original.__defaults__, original.__kwdefaults__ = changed.__defaults__, changed.__kwdefaults__
    try:
        original.__code__ = changed.__code__
    except ValueError:  # it uses other variables from around it
        setattr(owner, name, changed)


def fork(work: Callable[[], int], seconds: float | None = None) -> int:
    """Start a child that does some work; return its id. seconds: how much processor time it has."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.setpgid(0, 0)
        if seconds is not None:
            import resource  # there is none on Windows

            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
        code = work()
    finally:
        os._exit(int(code))


def end(child: int) -> None:
    """Kill a child and all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


class Runs:
    """The mutants that run at the moment. `noticed` has the results so far."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.noticed: dict[str, bool] = {}
        self._running: dict[int, tuple[str, float]] = {}

    def start(self, mutant: str, work: Callable[[], int], seconds: float) -> None:
        """Run the tests on a mutant as soon as there is room."""
        self.wait(self.jobs - 1)
        # processor time is what it should take; asleep, or on a busy machine, it may take longer
        self._running[fork(work, seconds)] = (mutant, time.monotonic() + 20 * seconds)

    def wait(self, number: int = 0) -> None:
        """Wait until no more mutants than this run."""
        while len(self._running) > number:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child in self._running:
                mutant, _ = self._running.pop(child)
                code = os.waitstatus_to_exitcode(status)
                self.noticed[mutant] = code == FAILED or code < 0
                print(mutant, code, flush=True)
                end(child)
            elif not child:
                time.sleep(0.02)
            for each, (_, latest) in self._running.items():
                if time.monotonic() > latest:
                    end(each)


def main() -> int:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    arguments = [*job["options"], *job["tests"]]
    if pytest.main(["--collect-only", "-qq", *arguments]):
        return 1
    functions = {original_of(mutant)[2].__code__: mutant.rpartition("__mutmut_")[0] for mutant in job["mutants"]}
    recorded = Path("recorded.json")

    def record() -> int:
        recorder = Recorder(functions)
        code = pytest.main(["-q", *arguments], plugins=[recorder])
        recorded.write_text(json.dumps([recorder.seconds, recorder.called]), "utf-8")
        return int(code)

    _, status = os.waitpid(fork(record), 0)
    if status:
        print("the tests fail without any mutant")
        return 1
    seconds, called = json.loads(recorded.read_text("utf-8"))
    runs = Runs(job["jobs"])
    for mutant in job["mutants"]:
        function = mutant.rpartition("__mutmut_")[0]
        chosen = {test: seconds[test] for test, names in called.items() if function in names}
        if not chosen:
            runs.noticed[mutant] = False
            continue

        def work(mutant: str = mutant, chosen: dict[str, float] = chosen) -> int:
            apply(mutant)
            return int(pytest.main(["-x", "-q", *arguments], plugins=[Selection(chosen)]))

        runs.start(mutant, work, job["seconds"] + TIMES_AS_LONG * sum(chosen.values()))
    runs.wait()
    Path(job["results"]).write_text(json.dumps(runs.noticed, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
