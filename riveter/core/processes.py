"""The same work on many things, in several processes: forks of this one, which see all it has in memory and send back what they find.

Only where a fork is safe and there is one: elsewhere, and for whatever a process fails to deliver, the work is done here. The results
are those of one process, in the same order.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    import selectors

T = TypeVar("T")

BYSTANDER = "riveter-progress"
"""The name of threads that a fork may leave behind: they hold nothing that the work needs."""

_HEADER = 16
_CHUNK = 1 << 20


def available() -> int:
    """How many processors there are for processes of their own; none where processes can't be forked."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # system libraries there do not survive a fork
        return 0
    if any(thread is not threading.current_thread() and thread.name != BYSTANDER for thread in threading.enumerate()):
        return 0  # they may hold locks, which nobody would release in a fork
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def in_order(work: Callable[[int], T], count: int, processes: int) -> Iterator[T]:
    """What `work` gives for every number below `count`, in order; it must not depend on what it did before. See the module.

    Results must be such that `pickle` takes them.
    """
    done: dict[int, T] = {}
    if processes > 1 and count > 1:
        done = _forked(work, count, min(processes, count))
    for number in range(count):
        yield done.pop(number) if number in done else work(number)


def _forked(work: Callable[[int], T], count: int, processes: int) -> dict[int, T]:
    """What forked processes deliver, by number. They are gone when this returns or raises."""
    import pickle  # noqa: F401 - before the fork: then every process has it
    import selectors
    import signal

    children: list[int] = []
    ends: list[int] = []  # to read from
    done: dict[int, T] = {}
    with selectors.DefaultSelector() as selector:
        try:
            for first in range(processes):
                readable, writable = os.pipe()
                ends.append(readable)
                pid = _fork()
                if pid == 0:
                    _child(work, range(first, count, processes), writable, ends)
                children.append(pid)
                os.close(writable)
                selector.register(readable, selectors.EVENT_READ, bytearray())
            _collect(selector, done)
        except OSError:  # no more processes or files to be had: what is missing is done here
            pass
        finally:
            for descriptor in ends:
                os.close(descriptor)
            for pid in children:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                with suppress(OSError):
                    os.waitpid(pid, 0)
    return done


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see BYSTANDER
        return os.fork()


def _child(work: Callable[[int], T], numbers: range, writable: int, inherited: Iterable[int]) -> NoReturn:
    """Do a part of the work and end: nothing of this process's owner is run, flushed or told."""
    import pickle
    import signal

    try:
        gc.disable()  # it would copy every page
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for descriptor in inherited:  # or writing would not fail, but wait, when nobody reads any more
            os.close(descriptor)
        with os.fdopen(writable, "wb") as pipe:
            for number in numbers:
                data = pickle.dumps(work(number), protocol=pickle.HIGHEST_PROTOCOL)
                pipe.write(number.to_bytes(8, "big") + len(data).to_bytes(8, "big"))
                pipe.write(data)
                pipe.flush()
    finally:
        os._exit(0)


def _collect(selector: selectors.BaseSelector, done: dict[int, T]) -> None:
    """Read until every process has closed its end."""
    import pickle

    while selector.get_map():
        for key, _ in selector.select():
            data: bytearray = key.data
            piece = os.read(key.fd, _CHUNK)
            if not piece:
                selector.unregister(key.fileobj)
                continue
            data += piece
            while len(data) >= _HEADER:
                end = _HEADER + int.from_bytes(data[8:_HEADER], "big")
                if len(data) < end:
                    break
                # of our own making: no input reaches pickle but inside of what this program made of it
                done[int.from_bytes(data[:8], "big")] = pickle.loads(data[_HEADER:end])
                del data[:end]
