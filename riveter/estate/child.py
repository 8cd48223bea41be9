"""A process that answers requests, each in a fork of its own with limits of time and memory.

It reads requests from standard input and writes answers to standard output. It has one thread, so its forks are safe. They find everything
loaded. A request that needs too much, or that crashes, ends its fork and nothing else. Without forks (Windows), requests are answered here.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
import time

import msgspec

from riveter.estate.frames import read_frame, write_frame
from riveter.estate.model import Answer, CheckRequest, Request, Scanned, SurveyRequest

_OUT_OF_MEMORY, _FAILED = 3, 4
_MIB = 1024 * 1024


def main() -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # nothing else may write between answers
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    decoder = msgspec.msgpack.Decoder(Request)
    prepare()
    while (data := read_frame(requests)) is not None:
        request = decoder.decode(data)
        answer = _forked(request, requests.fileno()) if hasattr(os, "fork") else _here(request)
        if answer is None:
            return
        write_frame(answers, msgspec.msgpack.encode(answer))


def prepare() -> None:
    """Load what every task needs, once."""
    import gc

    from riveter import api
    from riveter.estate import evidence, scanning, survey  # noqa: F401 - loaded for the forks

    with tempfile.TemporaryDirectory(prefix="riveter-") as folder:
        path = os.path.join(folder, "main.tf")
        with open(path, "w") as handle:
            handle.write('resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n')
        list(api.scan(api.ScanOptions(targets=api.Targets(paths=(path,)), packs=("aws-security",))).findings)
    gc.collect()
    gc.freeze()


def work(request: Request) -> bytes:
    """Return the encoded result of a request."""
    if isinstance(request, CheckRequest):
        from riveter.estate.evidence import holds

        return msgspec.msgpack.encode(tuple(map(holds, request.repositories, request.evidence)))
    if isinstance(request, SurveyRequest):
        from riveter.estate.survey import survey

        return msgspec.msgpack.encode(survey(request))
    from riveter.estate.scanning import scan

    counts, rows = scan(request)
    return msgspec.msgpack.encode(Scanned(counts, rows))


def _attempt(request: Request) -> Answer:
    """Return the answer to a request, whatever happens."""
    from riveter.files.copying import NoSpaceError
    from riveter.files.git_objects import GitError
    from riveter.files.reader import ReadError

    try:
        return Answer(work(request))
    except GitError as error:
        return Answer(failure="git", detail=str(error))
    except NoSpaceError:
        return Answer(failure="disk", detail="the disk for temporary files is full")
    except (FileNotFoundError, NotADirectoryError):
        return Answer(failure="missing", detail="the path does not exist")
    except ReadError as error:
        return Answer(failure="missing", detail=error.summary)
    except MemoryError:
        return Answer(failure="memory", detail=_memory(request))
    except RecursionError:
        return Answer(failure="error", detail="the input is nested too deeply")
    except Exception as error:  # its text may hold a secret
        return Answer(failure="error", detail=f"internal error: {type(error).__name__} in {_place(error)}")


def _place(error: Exception) -> str:
    """Return the line of this package that an error comes from."""
    found = "?"
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        found = f"{module}:{trace.tb_lineno}" if module.startswith("riveter.") else found
        trace = trace.tb_next
    return found


def _here(request: Request) -> Answer:
    started = time.monotonic()
    answer = _attempt(request)
    return msgspec.structs.replace(answer, seconds=time.monotonic() - started)


def _forked(request: Request, requests: int) -> Answer | None:
    """Return the answer of a fork; None if nobody waits for it any more."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="riveter-task-", ignore_cleanup_errors=True) as scratch:
        reading, writing = os.pipe()
        number = os.fork()
        if number == 0:
            _in_fork(request, scratch, reading, writing)
        os.close(writing)
        data = _collect(reading, requests, started + request.limits.seconds)
        os.close(reading)
        if not isinstance(data, bytes):
            _end(number)
        _, status, usage = os.wait4(number, 0)
    if data is None:
        return None
    spent = time.monotonic() - started
    peak = usage.ru_maxrss // (_MIB if sys.platform == "darwin" else 1024)
    return msgspec.structs.replace(_outcome(request, data, status), seconds=spent, memory=peak)


def _in_fork(request: Request, scratch: str, reading: int, writing: int) -> None:
    """Answer in the fork, and end it."""
    code = _FAILED
    try:
        os.close(reading)
        os.setsid()  # git is ended with it
        tempfile.tempdir = scratch
        _limit(request)
        data = msgspec.msgpack.encode(_attempt(request))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _limit(request: Request) -> None:
    import resource

    size = request.limits.memory * _MIB
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    seconds = int(request.limits.seconds) + 5  # if nobody is left to end it
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _collect(reading: int, requests: int, until: float) -> bytes | bool | None:
    """Return what a fork writes; False if the time is over, None if standard input has ended."""
    parts: list[bytes] = []
    watched = [reading, requests]
    while True:
        left = until - time.monotonic()
        if left <= 0:
            return False
        ready, _, _ = select.select(watched, (), (), left)
        if reading in ready:
            part = os.read(reading, _MIB)
            if not part:
                return b"".join(parts)
            parts.append(part)
        elif requests in ready:  # one request at a time: this is the end
            return None


def _end(number: int) -> None:
    for end in (os.killpg, os.kill):
        try:
            end(number, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _outcome(request: Request, data: bytes | bool, status: int) -> Answer:
    if data is False:
        return Answer(failure="time", detail=f"it took longer than {request.limits.seconds:g} s")
    if os.WIFSIGNALED(status):
        return Answer(failure="signal", detail=f"its process was ended by signal {os.WTERMSIG(status)}")
    if os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
        return Answer(failure="memory", detail=_memory(request))
    try:
        assert isinstance(data, bytes)
        return msgspec.msgpack.decode(data, type=Answer)
    except msgspec.MsgspecError:
        return Answer(failure="error", detail="its process ended without an answer")


def _memory(request: Request) -> str:
    return f"it needed more than {request.limits.memory:,} MiB of memory"
