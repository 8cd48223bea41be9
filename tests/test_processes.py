"""Work in several processes gives what one process gives, whatever happens to them."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import engine
from riveter.cli.main import main
from riveter.core import processes
from riveter.core.causes import UnsetVariable
from riveter.core.processes import available, in_order
from riveter.core.values import Unknown
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import NOW, make_resource, source

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="processes are not forked on this platform"
)

HERE = os.getpid()


def square(number: int) -> tuple[int, bool]:
    return number * number, os.getpid() != HERE


def has_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def test_results_come_in_order_from_other_processes() -> None:
    found = list(in_order(square, 25, 4))
    assert [value for value, _ in found] == [number * number for number in range(25)]
    assert all(elsewhere for _, elsewhere in found)
    assert not has_children()


@pytest.mark.parametrize(("count", "wanted"), [(0, 4), (1, 4), (5, 1), (5, 0)])
def test_little_work_is_done_here(count: int, wanted: int) -> None:
    assert list(in_order(square, count, wanted)) == [(number * number, False) for number in range(count)]


def test_large_results_come_whole() -> None:
    found = list(in_order(lambda number: bytes([number]) * 3_000_000, 6, 3))
    assert [(piece[0], len(piece), len(set(piece))) for piece in found] == [(n, 3_000_000, 1) for n in range(6)]


def _dies(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _raises(number: int) -> None:
    raise RuntimeError


def _exits(number: int) -> None:
    sys.exit(3)


@pytest.mark.parametrize("end", [_dies, _raises, _exits])
def test_what_a_process_does_not_deliver_is_done_here(end: Callable[[int], None]) -> None:
    def work(number: int) -> tuple[int, bool]:
        if number == 5 and os.getpid() != HERE:
            end(number)
        return square(number)

    found = list(in_order(work, 9, 3))
    assert [value for value, _ in found] == [number * number for number in range(9)]
    assert not found[5][1]
    assert end is _dies or [elsewhere for _, elsewhere in found] == [number != 5 for number in range(9)]
    assert not has_children()


def test_what_can_not_be_sent_is_done_here() -> None:
    assert [next(made) for made in in_order(lambda number: (n for n in [number]), 4, 2)] == [0, 1, 2, 3]


def test_an_error_of_the_work_is_raised_here() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    with pytest.raises(ValueError, match="two"):
        list(in_order(work, 4, 2))
    assert not has_children()


def test_where_no_process_is_to_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr("os.fork", refuse)
    assert list(in_order(square, 3, 2)) == [(0, False), (1, False), (4, False)]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_no_file_stays_open() -> None:
    before = len(os.listdir("/proc/self/fd"))
    list(in_order(square, 8, 4))
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_interrupt_ends_every_process_at_once() -> None:
    def interrupt(_signal: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    def work(number: int) -> int:
        time.sleep(60)
        return number

    before = signal.signal(signal.SIGALRM, interrupt)
    started = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(KeyboardInterrupt):
            list(in_order(work, 4, 2))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 120
    assert not has_children()


def test_processes_are_not_forked_beside_threads_but_for_the_progress_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riveter.core.processes.threading.enumerate", lambda: [threading.current_thread()])
    assert available() >= 1
    beside = threading.Thread(name="another")
    monkeypatch.setattr("riveter.core.processes.threading.enumerate", lambda: [threading.current_thread(), beside])
    assert available() == 0
    beside.name = processes.BYSTANDER
    assert available() >= 1


def test_processes_are_not_forked_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riveter.core.processes.sys.platform", "darwin")
    assert available() == 0


# --- verdicts ------------------------------------------------------------------------------------

RULES = """
- {name: set, resource_type: "aws_*", assertions: [{key: v, operator: exists}, {key: n, operator: lt, value: 30}]}
- {name: small, resource_type: aws_a, filters: [{key: n, operator: gt, value: 5}], assertions: [{key: big, operator: gt, value: 1}]}
- name: related
  resource_type: aws_a
  assertions: [{related: {resource_type: aws_b}, assertions: [{key: v, operator: not_equals, value: "7"}]}]
- {name: nothing, resource_type: aws_c, assertions: [{key: v, operator: exists}]}
"""


def test_verdicts_of_several_processes_are_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = parse_rules(source(RULES)).rules.rules
    unknown = Unknown(UnsetVariable("v"))
    resources = [
        make_resource(
            f"aws_{'ab'[i % 2]}.x{i}",
            {"v": unknown if i % 5 == 0 else str(i // 2), "n": i, "big": 10**30, "a_id": f"x{i}"},
            secrets=("v",) if i % 7 == 0 else (),
        )
        for i in range(40)
    ]
    monkeypatch.setattr(engine, "available", lambda: 3)
    alone = engine.run(resources, made, now=NOW)
    counted: list[int] = []

    def counting(work: Callable[[int], Any], count: int, several: int) -> Any:
        counted.append(several)
        return in_order(work, count, several)

    monkeypatch.setattr(engine, "in_order", counting)
    assert engine.run(resources, made, now=NOW, jobs=0) == alone
    assert counted == []  # so few are judged here
    monkeypatch.setattr(engine, "WORTH_A_PROCESS", 10)
    assert repr(engine.run(resources, made, now=NOW, jobs=0)) == repr(alone)
    assert repr(engine.run(resources, made, now=NOW, jobs=2)) == repr(alone)
    assert counted == [3, 2]
    monkeypatch.setattr(engine, "available", lambda: 0)
    assert repr(engine.run(resources, made, now=NOW, jobs=4)) == repr(alone)
    assert counted == [3, 2]


def test_reports_are_the_same_for_any_number_of_jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "main.tf").write_text(
        'variable "v" {}\n'
        + "".join(f'resource "aws_{"ab"[i % 2]}" "x{i}" {{\n  v = "${{var.v}}{i}"\n  n = {i}\n}}\n' for i in range(30))
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "available", lambda: 2)
    monkeypatch.setattr(engine, "WORTH_A_PROCESS", 5)
    reports = []
    for jobs in ("1", "2", "0"):
        assert main(["scan", "-r", "rules.yml", "-o", "report.json", "--jobs", jobs, "-q", "."]) == 1
        reports.append((tmp_path / "report.json").read_bytes())
        assert len(json.loads(reports[-1])["findings"]) > 50
    assert reports[0] == reports[1] == reports[2]


def test_processes_may_be_forked_while_progress_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fork inherits a lock that the drawing thread holds, and no process draws twice."""
    from riveter.cli import progress

    monkeypatch.setattr(progress, "DELAY", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)
    reading, writing = os.openpty()
    shown = bytearray()

    def read() -> None:
        try:
            while chunk := os.read(reading, 65536):
                shown.extend(chunk)
        except OSError:
            pass  # the terminal was closed

    reader = threading.Thread(target=read)
    reader.start()
    with (
        os.fdopen(writing, "w", encoding="utf-8") as terminal,
        progress.Progress(terminal, {"TERM": "xterm", "COLUMNS": "80"}) as stage,
    ):
        stage("Working")
        for _ in range(5):
            assert [value for value, _ in in_order(square, 40, 4)] == [number * number for number in range(40)]
    reader.join(30)
    os.close(reading)
    assert b"Working" in shown
    assert shown.endswith(b"\r\x1b[2K")
