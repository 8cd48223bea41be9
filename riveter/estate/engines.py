"""What runs the tasks: anything with the shape of `concurrent.futures`. Dask by default."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ThreadPoolExecutor
from contextlib import contextmanager

import msgspec

LOSSES = 3
"""So many workers may be lost with a task."""


PATIENCE = 30
"""So many seconds an existing scheduler may take to answer."""


class EngineError(Exception):
    """Report that there is no engine. `hint` says how to fix it."""

    def __init__(self, summary: str, hint: str) -> None:
        super().__init__(summary)
        self.hint = hint


class Engine(msgspec.Struct, frozen=True):
    """An executor, and how many tasks it works on at the same time. lost: whether an error means that a worker was lost."""

    executor: Executor
    slots: Callable[[], int]
    lost: Callable[[BaseException], bool]


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@contextmanager
def dask(scheduler: str | None = None, workers: int | None = None) -> Iterator[Engine]:
    """Yield Dask: a cluster of processes on this machine, or the one of a scheduler."""
    import dask as settings
    from distributed import Client, LocalCluster
    from distributed.scheduler import KilledWorker

    quiet = {"distributed.admin.log-format": "%(message)s", "distributed.scheduler.allowed-failures": LOSSES}
    with settings.config.set({**quiet, "distributed.worker.multiprocessing-method": "spawn"}):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout=PATIENCE)
            except (OSError, TypeError, ValueError) as error:  # TypeError: it asks for certificates, and there are none
                hint = "Check the address, and for tls:// the certificates: docs/estate.md shows where they are set."
                raise EngineError(f"can't reach the scheduler at {scheduler}: {type(error).__name__}", hint) from None
            cluster = None
        else:
            cluster = LocalCluster(
                n_workers=workers or processors(),
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",  # nobody else is to reach it
                worker_dashboard_address=None,
                preload="riveter.estate.isolation",
                silence_logs=50,
            )
            client = Client(cluster)
        try:
            yield Engine(
                # Without `pure=False`, Dask answers the same call with the first result again.
                client.get_executor(pure=False),
                lambda: max(sum(client.nthreads().values()), 1),
                lambda error: isinstance(error, (KilledWorker, CancelledError, BrokenExecutor, OSError)),
            )
        finally:
            client.close(timeout=5)
            if cluster is not None:
                cluster.close(timeout=10)


@contextmanager
def threads(workers: int | None = None) -> Iterator[Engine]:
    """Yield threads of this process. Each task has a process of its own in any case."""
    number = workers or processors()
    executor = ThreadPoolExecutor(number)
    try:
        yield Engine(executor, lambda: number, lambda error: isinstance(error, (CancelledError, BrokenExecutor)))
    finally:
        executor.shutdown(cancel_futures=True)
