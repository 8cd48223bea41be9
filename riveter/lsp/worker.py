"""The one thread that uses sessions. Questions wait for each other, and end early if nobody wants their answer any more."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from pygls.exceptions import JsonRpcContentModified, JsonRpcInternalError, JsonRpcRequestCancelled

from riveter.api import Cancelled

T = TypeVar("T")

IDLE = 5.0
"""After so many seconds without a question, unused memory is collected. Doing so within a question would delay its answer."""


class Worker:
    """Runs questions one after the other. problem: called with the name of an unexpected exception."""

    def __init__(self, problem: Callable[[Exception], None]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="riveter")
        self._problem = problem
        self._waiting = 0
        self._stopped = Event()
        self._idle: asyncio.TimerHandle | None = None

    async def ask(self, question: Callable[[Callable[[], bool]], T], *, patient: bool = False) -> T:
        """Return the answer to a question. It is called with a function that says whether it is cancelled.

        patient: the question gives way to others: it is cancelled if another one waits, and the editor asks again later. Raises an
        exception of the protocol if it was cancelled, or if anything unexpected happened. Neither holds any text of the input.
        """
        unwanted = Event()

        def run() -> T:
            def cancelled() -> bool:
                return unwanted.is_set() or self._stopped.is_set() or (patient and self._waiting > 1)

            if unwanted.is_set() or self._stopped.is_set():
                raise Cancelled
            return question(cancelled)

        loop = asyncio.get_running_loop()
        self._waiting += 1
        if self._idle is not None:
            self._idle.cancel()
        try:
            return await loop.run_in_executor(self._thread, run)
        except asyncio.CancelledError:
            unwanted.set()
            raise
        except Cancelled:
            raise (JsonRpcRequestCancelled if unwanted.is_set() else JsonRpcContentModified) from None
        except Exception as error:
            self._problem(error)
            raise JsonRpcInternalError(f"internal error: {type(error).__name__}") from None
        finally:
            self._waiting -= 1
            if not self._waiting and not self._stopped.is_set():
                self._idle = loop.call_later(IDLE, self._collect)

    def _collect(self) -> None:
        self._thread.submit(gc.collect)

    def stop(self) -> None:
        """Take no more questions, and cancel those that are not answered."""
        self._stopped.set()
        if self._idle is not None:
            self._idle.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)
