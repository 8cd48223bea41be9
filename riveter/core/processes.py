"""Run the same function for many numbers in several processes, which are forks of this one and send back their results.

This is done only if a fork is safe. Otherwise, and for all results that a process fails to deliver, this process does the work. The results
are those of one process, in the same order.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from riveter.core import journal

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

BYSTANDER = "riveter-progress"
"""The name of threads that a fork may leave behind: they hold no lock that the work needs."""

_work: Callable[[int], Any] | None = None
"""The work of forked processes. They inherit it, so it need not be pickled."""


def available() -> int:
    """Return the number of processors for forked processes; none if forking is not possible."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # system libraries there do not survive a fork
        return 0
    if any(thread is not threading.current_thread() and thread.name != BYSTANDER for thread in threading.enumerate()):
        return 0  # they may hold locks, which nobody would release in a fork
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def in_order(work: Callable[[int], T], count: int, processes: int) -> Iterator[T]:
    """Return the result of `work` for every number below `count`, in order. `work` must not depend on earlier calls. See the module.

    `pickle` must be able to encode the results.
    """
    done: dict[int, T] = {}
    if processes > 1 and count > 1:
        done = _forked(work, count, min(processes, count))
    for number in range(count):
        yield done.pop(number) if number in done else work(number)


def _forked(work: Callable[[int], T], count: int, processes: int) -> dict[int, T]:
    """Return the results of forked processes, by number. The processes have ended when this returns or raises."""
    global _work
    journal.spoil()  # nobody collects what the processes look up
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    for stream in (sys.stdout, sys.stderr):  # or every process would write again what waits to be written
        if stream is not None:
            stream.flush()
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork")
    _work = work
    pool = ProcessPoolExecutor(processes, context, initializer=_begin)
    finished = False
    try:
        done = _collect(_submit(pool, count))
        finished = True
        return done
    finally:
        _work = None
        if not finished:
            for child in set(multiprocessing.active_children()) - others:
                child.kill()
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, count: int) -> dict[int, Future[Any]]:
    """Submit the work; return nothing if no process or file is available, or if the pool broke."""
    futures: dict[int, Future[Any]] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see BYSTANDER
            for number in range(count):
                futures[number] = pool.submit(_one, number)
    except (OSError, RuntimeError):
        pass
    return futures


def _collect(futures: dict[int, Future[Any]]) -> dict[int, Any]:
    """Wait for all results. If the work fails, it is repeated in this process, which then raises the error."""
    return {number: future.result() for number, future in futures.items() if future.exception() is None}


def _begin() -> None:
    """Prepare a process: an interrupt ends it without a word, and its memory stays shared with its parent's."""
    import gc
    import signal

    gc.disable()  # it would copy every page
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _one(number: int) -> Any:
    assert _work is not None
    return _work(number)
