"""riveter in processes that are forked from one that has imported it already: starting Python anew costs most of a short run.

Run as a program it is that server: it reads requests from the socket that is its standard input, each with the two descriptors that the
run is to have as its outputs, and answers with the exit code.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType


class Server:
    """The other end: starts the server, and runs commands by it."""

    def __enter__(self) -> Server:
        self._socket, other = socket.socketpair()
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with other:
            self._process = subprocess.Popen([sys.executable, "-I", __file__], stdin=other.fileno(), env=environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.wait(30)

    def start(
        self,
        words: Sequence[str],
        folder: str,
        environment: Mapping[str, str],
        outputs: tuple[int, int],
        *,
        eager: bool,
    ) -> None:
        """Start `riveter` with these outputs."""
        request = {"words": list(words), "folder": folder, "environment": dict(environment), "eager": eager}
        socket.send_fds(self._socket, [json.dumps(request).encode()], list(outputs))

    def wait(self) -> int:
        """The exit code of what was started last."""
        self._socket.settimeout(120)
        return int(self._socket.recv(64).decode())


def serve() -> None:
    """Import all of riveter, then fork for each request."""
    import importlib
    import pkgutil

    import riveter

    for module in pkgutil.walk_packages(riveter.__path__, "riveter."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with socket.socket(fileno=os.dup(0)) as requests:
        while True:
            message, outputs, _, _ = socket.recv_fds(requests, 1 << 16, 2)
            if not message:
                return
            process = os.fork()
            if process == 0:
                requests.close()
                _become(json.loads(message), *outputs)
            for output in outputs:
                os.close(output)
            _, status = os.waitpid(process, 0)
            requests.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: dict[str, object], out: int, err: int) -> None:
    """Be a process that was started with these outputs and this environment. Does not return."""
    given = request["environment"]
    words = request["words"]
    assert isinstance(given, dict)
    assert isinstance(words, list)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((nothing, out, err)):
        os.dup2(source, target)
        os.close(source)
    os.environ.clear()
    os.environ.update(given)
    os.chdir(str(request["folder"]))
    encoding = given.get("PYTHONIOENCODING", "utf-8")
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding=encoding)  # noqa: SIM115
    sys.stdout = _stream(1, encoding, "strict")
    sys.stderr = _stream(2, encoding, "backslashreplace")
    if request["eager"]:
        from riveter.cli import progress

        progress.DELAY = 0.001
        sys.setswitchinterval(0.0005)
    code = 1
    try:
        from riveter.cli.main import main

        sys.argv = ["riveter", *words]
        code = main()
        sys.stdout.flush()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _stream(descriptor: int, encoding: str, errors: str) -> io.TextIOWrapper:
    """A stream as Python makes it for a new process."""
    raw = open(descriptor, "wb", closefd=False)  # noqa: SIM115
    return io.TextIOWrapper(
        raw, encoding=encoding, errors=errors, line_buffering=os.isatty(descriptor) or descriptor == 2
    )


if __name__ == "__main__":
    serve()
