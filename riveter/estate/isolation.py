"""Requests are answered in processes of their own, which this one starts, keeps, and ends."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import threading
from typing import BinaryIO, cast

import msgspec

from riveter.estate.frames import read_frame, write_frame
from riveter.estate.model import Answer, Request

_START = "import sys; sys.path[:] = sys.argv[1:]; from riveter.estate.child import main; main()"
_KEPT = (
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "XDG_CACHE_HOME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
)
"""The variables of the environment that tasks see."""
GRACE = 30.0
"""So many seconds after its limit a process that does not answer is ended."""


class Child:
    """A process that answers requests (see `riveter.estate.child`)."""

    def __init__(self) -> None:
        paths = [path for path in sys.path if os.path.isabs(path)]
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, *paths],
            cwd=tempfile.gettempdir(),
            env={name: value for name, value in os.environ.items() if name in _KEPT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, request: Request) -> Answer | None:
        """Return the answer; None if the process has ended, which was not the fault of the request."""
        process = self._process
        timer = threading.Timer(request.limits.seconds + GRACE, process.kill)
        timer.daemon = True
        timer.start()
        try:
            write_frame(cast(BinaryIO, process.stdin), msgspec.msgpack.encode(request))
            cast(BinaryIO, process.stdin).flush()
            data = read_frame(cast(BinaryIO, process.stdout))
        except OSError:
            return None
        finally:
            timer.cancel()
        return None if data is None else msgspec.msgpack.decode(data, type=Answer)

    def end(self) -> None:
        """End the process: it ends what it has started when its input ends."""
        for stream in (self._process.stdin, self._process.stdout):
            try:
                cast(BinaryIO, stream).close()
            except OSError:
                continue
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Children:
    """The processes of this worker: one for each thread that asks at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Child] = []

    def ask(self, request: Request) -> Answer:
        """Return the answer to a request."""
        with self._lock:
            child = self._idle.pop() if self._idle else None
        child = child or Child()
        answer = None
        try:
            answer = child.ask(request)
        finally:
            if answer is None:
                child.end()
        if answer is None:
            return Answer(failure="lost", detail="the process of its worker ended")
        with self._lock:
            self._idle.append(child)
        return answer

    def end(self) -> None:
        """End all processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()


CHILDREN = Children()
atexit.register(CHILDREN.end)


def perform(request: bytes) -> bytes:
    """Answer an encoded request. This is what an executor runs on a worker."""
    answer = CHILDREN.ask(msgspec.msgpack.decode(request, type=Request))
    return msgspec.msgpack.encode(answer)


def dask_setup(worker: object) -> None:
    """Leave interrupts to the process that started the workers: it ends them. Dask calls this in each new worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
