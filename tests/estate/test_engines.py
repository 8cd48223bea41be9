"""Dask runs tasks: on processes of this machine, which are killed, and on an existing scheduler. Results in an object store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from riveter.cli.app import run as riveter
from riveter.estate import engines
from riveter.estate.store import Store

from .support import KEY, Estate, commit, digest

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def _repositories(estate: Estate, number: int) -> None:
    for index in range(number):
        commit(
            estate.folder / "repos" / f"r{index:02}",
            {"main.tf": KEY % (f"k{index}", "false"), "b/main.tf": KEY % (f"b{index}", "true")},
        )
    estate.sources("  - git: repos/*\n")


def test_workers_of_dask_that_are_killed_lose_nothing(estate: Estate) -> None:
    _repositories(estate, 12)
    undisturbed = str(estate.folder / "undisturbed")
    estate.run(url=undisturbed)
    killed: list[int] = []
    with engines.dask(workers=2) as engine:
        client = engine.executor._client  # type: ignore[attr-defined]  # of Dask: only its own client tells
        assert engine.slots() == 2
        over = threading.Event()

        def kill() -> None:
            while not over.wait(2.0) and len(killed) < 2:
                for address in list(client.scheduler_info(n_workers=-1)["workers"])[:1]:
                    (number,) = client.run(os.getpid, workers=[address]).values()
                    os.kill(number, signal.SIGKILL)
                    killed.append(number)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            done = estate.run(engine=engine)
        finally:
            over.set()
            killer.join()
    assert done.run.counts["failed_tasks"] == 0
    assert digest(estate.url) == digest(undisturbed)


def test_a_scheduler_that_runs_already_is_used(estate: Estate) -> None:
    _repositories(estate, 2)
    program = Path(sys.executable).parent / "dask"
    port = "38786"
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__STATUS__TASK_STREAM_LENGTH": "10"}
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "env": environment,
        "cwd": estate.folder,
    }
    scheduler = subprocess.Popen(
        [program, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet
    )
    worker = subprocess.Popen(
        [program, "worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-dashboard"], **quiet
    )
    try:
        with engines.dask(f"tcp://127.0.0.1:{port}") as engine:
            until = time.monotonic() + 30
            while not engine.executor._client.nthreads() and time.monotonic() < until:  # type: ignore[attr-defined]  # of Dask: only its own client tells
                time.sleep(0.2)
            assert estate.run(engine=engine).computed == 4
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait(20)


def test_a_scheduler_that_asks_for_certificates_is_used(
    estate: Estate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from distributed import LocalCluster, Security

    _repositories(estate, 2)
    sources, security = str(estate.folder / "SOURCES.yml"), Security.temporary()
    with LocalCluster(
        n_workers=1, threads_per_worker=1, protocol="tls://", security=security, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:  # fmt: skip
        words = ["estate", "scan", sources, "--results", estate.url, "--scheduler", cluster.scheduler_address, "-q"]
        assert riveter(words) == 2
        assert "can't reach the scheduler at tls://" in capsys.readouterr().err
        tls = {"CA_FILE": "tls_ca_file", "CLIENT__CERT": "tls_client_cert", "CLIENT__KEY": "tls_client_key"}
        process = subprocess.run(
            [Path(sys.executable).parent / "riveter", *words],
            env={**os.environ, **{f"DASK_DISTRIBUTED__COMM__TLS__{name}": getattr(security, place) for name, place in tls.items()}},
            capture_output=True, text=True,
        )  # fmt: skip
        assert process.returncode == 1, process.stderr
    assert len(estate.failing()) == 6


def test_a_scheduler_that_is_not_there_is_an_error(
    estate: Estate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _repositories(estate, 1)
    monkeypatch.setattr(engines, "PATIENCE", 1)
    sources = str(estate.folder / "SOURCES.yml")
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        assert riveter(["estate", "scan", sources, "--results", estate.url, "--scheduler", address, "-q"]) == 2
        assert f"can't reach the scheduler at {address}" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="interrupts of a process group")
def test_an_interrupt_ends_the_workers_without_a_word(estate: Estate) -> None:
    import psutil

    _repositories(estate, 40)
    process = subprocess.Popen(
        [
            Path(sys.executable).parent / "riveter",
            "estate",
            "scan",
            "SOURCES.yml",
            "--workers",
            "2",
            "--results",
            estate.url,
        ],
        cwd=estate.folder,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def judges() -> bool:
        children = psutil.Process(process.pid).children(recursive=True)
        return any("riveter.estate.child" in " ".join(child.cmdline()) for child in children)

    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if judges():
                break
        except psutil.Error:  # a process ended meanwhile
            pass
        time.sleep(0.1)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert (process.returncode, output.strip()) == (130, "Interrupted.")
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []


# -- an object store ------------------------------------------------------------------------------------


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a folder in a bucket of a local S3."""
    if find_spec("moto") is None or find_spec("s3fs") is None:
        pytest.skip("moto and s3fs are not installed: pip install s3fs 'moto[s3,server]'")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("our-bucket")
    yield "s3://our-bucket/estate"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_results_in_an_object_store_are_those_of_a_folder(estate: Estate, bucket: str) -> None:
    _repositories(estate, 3)
    estate.run()
    estate.run(url=bucket)
    assert digest(bucket) == digest(estate.url)
    assert Store(bucket).names("staging") == []
    commit(estate.folder / "repos" / "r01", {"main.tf": KEY % ("changed", "false")})
    assert estate.run(url=bucket).computed == 1
    estate.run()
    assert digest(bucket) == digest(estate.url)
    assert len(Store(bucket).runs()) == 2
    assert estate.answers(bucket).sql("SELECT count(*) FROM findings WHERE address = 'aws_kms_key.changed'", 5)[
        0
    ].rows == [(2,)]
    assert len(estate.answers(bucket).top_fixes(50).rows) > 3
