"""Whatever goes wrong, the final tables are those of an undisturbed run, byte by byte: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter.estate import engines
from riveter.estate.engines import Engine
from riveter.estate.model import Request, ScanRequest
from riveter.estate.store import Store

from .support import KEY, OFF, Estate, bare, commit, digest

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture
def undisturbed(estate: Estate) -> str:
    """The URL of the results of ten repositories that were judged without a fault."""
    for index in range(10):
        commit(
            estate.folder / "repos" / f"r{index:02}",
            {"main.tf": KEY % (f"k{index}", "false"), "b/main.tf": KEY % (f"b{index}", "true")},
        )
    estate.sources("  - git: repos/*\n")
    url = str(estate.folder / "undisturbed")
    estate.run(url=url)
    return url


def _assert_same(estate: Estate, url: str, undisturbed: str) -> None:
    assert digest(url) == digest(undisturbed)
    answers = estate.answers(url)
    assert answers.ask("SELECT count(*), count(DISTINCT task) FROM tasks").rows == [(30, 30)]
    assert answers.ask("SELECT count(*), count(DISTINCT (task, rule, address)) FROM verdicts").rows == [(40, 40)]
    assert Store(url).names("staging") == []


# -- workers -------------------------------------------------------------------------------------------


def _hog(size: int) -> int:
    """Take memory until this process is ended for it."""
    taken: list[bytearray] = []
    while len(taken) < size:
        taken.append(bytearray(os.urandom(1) * (16 << 20)))
        time.sleep(0.01)
    return len(taken)


def test_workers_of_dask_out_of_memory_lose_nothing(estate: Estate, undisturbed: str) -> None:
    """Dask ends workers that take more than their limit, together with the tasks that they work on."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=2, processes=True, memory_limit="256MiB", dashboard_address="127.0.0.1:0",
            preload="riveter.estate.isolation", silence_logs=50,
        ) as cluster,
        Client(cluster) as client,
        engines.dask(cluster.scheduler_address) as engine,
    ):  # fmt: skip
        before = {client.run(os.getpid)[address] for address in client.run(os.getpid)}
        hogs = [client.submit(_hog, 1_000, pure=False, retries=0) for _ in range(2)]
        estate.run(engine=engine)
        until = time.monotonic() + 60
        while not any(hog.status == "error" for hog in hogs) and time.monotonic() < until:
            time.sleep(0.1)
        assert before - set(client.run(os.getpid).values()), "no worker was ended"
    _assert_same(estate, estate.url, undisturbed)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_processes_that_are_killed_at_random_lose_nothing(estate: Estate, undisturbed: str) -> None:
    """As the kernel does when the machine is out of memory: workers, the processes of their tasks, and forks of these."""
    import psutil

    chance = random.Random(5)
    killed: list[str] = []
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.4) and len(killed) < 8:
            found = [each for each in psutil.Process().children(recursive=True) if _kind(each) in ("worker", "tasks")]
            if found:
                victim = chance.choice(found)
                try:
                    killed.append(_kind(victim))
                    victim.send_signal(signal.SIGKILL)
                except psutil.Error:
                    killed.pop()

    with engines.dask(workers=2) as engine:
        killer = threading.Thread(target=kill)
        killer.start()
        try:
            for _ in range(6):  # a fork that is killed is an entry, which the next run judges again
                done = estate.run(engine=engine)
                if not done.run.counts["failed_tasks"] and len(killed) >= 3:
                    break
        finally:
            over.set()
            killer.join()
    if done.run.counts["failed_tasks"]:
        estate.run()
    assert killed
    _assert_same(estate, estate.url, undisturbed)


def _kind(process: Any) -> str:
    import psutil

    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return ""
    return "tasks" if "riveter.estate.child" in words else "worker" if "spawn_main" in words else ""


# -- repositories --------------------------------------------------------------------------------------


class _Damaging(Executor):
    """An executor that damages a repository before the first root module is judged."""

    def __init__(self, inner: Executor, repository: Path) -> None:
        self._inner, self._repository, self._done = inner, repository, False

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        request = msgspec.msgpack.decode(arguments[0], type=Request)
        if isinstance(request, ScanRequest) and not self._done and request.repository.path == str(self._repository):
            self._done = True
            for path in (self._repository / "objects").rglob("*"):
                if path.is_file():
                    path.chmod(0o644)
                    path.write_bytes(path.read_bytes()[:10])
        return self._inner.submit(fn, *arguments, **named)


def test_a_repository_that_becomes_corrupt_during_a_run_is_an_entry(estate: Estate) -> None:
    (estate.folder / "mirrors").mkdir()
    for name in ("a", "b"):
        bare(estate.folder / "mirrors" / f"{name}.git", {"main.tf": KEY % (name, "false"), "x/main.tf": OFF})
    estate.sources("  - git: mirrors/*.git\n")
    undisturbed = str(estate.folder / "undisturbed")
    estate.run(url=undisturbed)
    shutil.copytree(estate.folder / "mirrors" / "a.git", estate.folder / "kept.git")
    damaging = _Damaging(estate.engine.executor, (estate.folder / "mirrors" / "a.git").resolve())
    done = estate.run(engine=Engine(damaging, estate.engine.slots, estate.engine.lost))
    assert done.run.counts["failed_tasks"] > 0
    assert {row[0] for row in estate.rows("SELECT failure FROM tasks WHERE status = 'failed'")} == {"git"}
    assert {row[0] for row in estate.failing()} >= {"b//.", "b//x"}
    shutil.rmtree(estate.folder / "mirrors" / "a.git")
    (estate.folder / "kept.git").rename(estate.folder / "mirrors" / "a.git")
    done = estate.run()
    assert (done.run.counts["failed_tasks"], digest(estate.url)) == (0, digest(undisturbed))


# -- object stores -------------------------------------------------------------------------------------


class _Slow:
    """A web application that answers late, and refuses some requests for the moment, as a busy object store does."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.requests = self.refused = 0
        self._lock = threading.Lock()

    def __call__(self, environment: Any, start: Any) -> Any:
        time.sleep(0.05)
        with self._lock:
            self.requests += 1
            refuse = self.requests % 9 == 0 and environment["REQUEST_METHOD"] in ("PUT", "GET", "POST")
            self.refused += refuse
        if refuse:
            environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
            start("503 Slow Down", [("Content-Type", "application/xml")])
            return [b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"]
        return self._inner(environment, start)


@pytest.fixture
def slow_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, _Slow]]:
    """The URL of a folder in a bucket of a local S3 that is slow, and what makes it so."""
    if find_spec("moto") is None or find_spec("s3fs") is None:
        pytest.skip("moto and s3fs are not installed: pip install s3fs 'moto[s3,server]'")
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    slow = _Slow(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, slow, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    bucket = f"slow-{os.urandom(4).hex()}"  # the buckets of Moto outlive its server
    s3fs.S3FileSystem().mkdir(bucket)
    yield f"s3://{bucket}/estate", slow
    s3fs.S3FileSystem.clear_instance_cache()
    server.shutdown()
    thread.join()


def test_a_slow_object_store_has_the_same_tables(
    estate: Estate, undisturbed: str, slow_bucket: tuple[str, _Slow]
) -> None:
    url, slow = slow_bucket
    estate.run(url=url)
    assert slow.refused > 2
    _assert_same(estate, url, undisturbed)
    commit(estate.folder / "repos" / "r03", {"main.tf": KEY % ("k3", "true")})
    assert estate.run(url=url).computed == 1
    estate.run(url=undisturbed)
    _assert_same(estate, url, undisturbed)


def test_two_coordinators_on_a_slow_object_store_write_the_same(
    estate: Estate, undisturbed: str, slow_bucket: tuple[str, _Slow]
) -> None:
    url, _ = slow_bucket
    Store(url).prepare(create=True)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda _: estate.run(url=url), range(2)))
    assert len({one.run.snapshot for one in done}) == 1
    _assert_same(estate, url, undisturbed)
