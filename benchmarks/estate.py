"""How an estate scales: repositories that are made up, judged by one and by two workers, again after a change, and by a simulated cluster.

python benchmarks/estate.py                          # 200 repositories with 1,000 root modules
python benchmarks/estate.py --repositories 2000 --small --workers 2    # 10,000 root modules, two resources in each
python benchmarks/estate.py --simulate 50            # 50 workers that only wait as long as a task took
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import msgspec
import psutil

from riveter.estate import engines, policy, sources
from riveter.estate.engines import Engine
from riveter.estate.model import Answer, Request, Survey, SurveyRequest
from riveter.estate.run import Coordinator, Outcome, Progress
from riveter.estate.store import Store
from riveter.files.reader import FileReader

TODAY = "2026-11-30"
MODULE = """
variable "name" {}
variable "encrypted" {
  default = %(encrypted)s
}
resource "aws_kms_key" "this" {
  description         = var.name
  enable_key_rotation = var.encrypted
}
resource "aws_s3_bucket" "this" {
  bucket = "${var.name}-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.encrypted ? "aws:kms" : "AES256"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}
"""
ROOT = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}
provider "aws" {
  region = "eu-central-1"
}
locals {
  names = ["raw", "clean", "report"]
}
module "store" {
  source    = "../../modules/store"
  for_each  = toset(local.names)
  name      = "%(name)s-${each.key}"
  encrypted = %(encrypted)s
}
module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "%(version)s"
  name    = "%(name)s"
}
resource "aws_iam_role" "job" {
  name               = "%(name)s"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
}
resource "aws_sqs_queue" "jobs" {
  count                   = 4
  name                    = "%(name)s-${count.index}"
  sqs_managed_sse_enabled = %(encrypted)s
}
resource "aws_security_group" "app" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["%(cidr)s"]
  }
}
"""  # noqa: E501 - Terraform
SMALL = """
resource "aws_sqs_queue" "jobs" {
  name                    = "%(name)s"
  sqs_managed_sse_enabled = %(encrypted)s
}
"""
CALL = """
module "shared" {
  source  = "%(source)s"
  version = "~> 4.0"
  name    = "%(name)s"
}
"""
SHARED = """
variable "name" {}
variable "rotate" {
  default = %(rotate)s
}
resource "aws_kms_key" "this" {
  description         = "${var.name} of %(source)s %(version)s"
  enable_key_rotation = var.rotate
}
"""
ENVIRONMENTS = ("dev", "test", "stage", "prod", "audit")
SOURCES = tuple(f"acme/{name}/aws" for name in ("store", "queue", "service", "table", "topic", "job", "site", "alarm"))
"""Modules that repositories share. Each root module has committed the version that `terraform init` has installed."""
VERSIONS = ("4.0.0", "4.1.0", "4.2.0")
HISTORY = 6
"""So many commits are in each repository. Modules are upgraded in them."""


def files(number: int, change: int, *, small: bool) -> Iterator[tuple[str, str]]:
    """Yield the files of a repository. change: the number of its commit; after the history, only its first root module changes."""
    chance = random.Random(number)
    if not small:
        yield "modules/store/main.tf", MODULE % {"encrypted": chance.choice(("true", "false"))}
    yield ".github/CODEOWNERS", f"* @org/team-{number % 40}\n"
    for index, environment in enumerate(ENVIRONMENTS):
        later = change - HISTORY + 1 if change >= HISTORY and not index else 0
        values = {
            "name": f"app{number}-{environment}" + (f"-{later}" if later else ""),
            "encrypted": chance.choice(("true", "true", "false")),
            "version": chance.choice(("5.1.0", "5.8.1", "6.0.0")),
            "cidr": chance.choice(("10.0.0.0/8", "10.0.0.0/8", "0.0.0.0/0")),
            "source": SOURCES[(number + index) % len(SOURCES)],
        }
        yield f"live/{environment}/main.tf", ((SMALL if small else ROOT) + CALL) % values
        installed = VERSIONS[min((min(change, HISTORY - 1) + number) // 2, len(VERSIONS)) % len(VERSIONS)]
        shared = {"source": values["source"], "version": installed, "rotate": str(installed == VERSIONS[-1]).lower()}
        folder = f"live/{environment}/.terraform/modules"
        yield f"{folder}/shared/main.tf", SHARED % shared
        entry = {"Key": "shared", "Source": values["source"], "Version": installed, "Dir": ".terraform/modules/shared"}
        yield f"{folder}/modules.json", json.dumps({"Modules": [{"Key": "", "Source": "", "Dir": "."}, entry]})


def commit(folder: Path, number: int, changes: range, *, small: bool = False) -> None:
    """Add commits to a bare repository, which is made if it is not there."""
    if not folder.exists():
        for name in ("objects", "refs/heads"):
            (folder / name).mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/main\n")
    lines: list[bytes] = []
    known: dict[str, str] = {}
    for change in changes:
        lines.append(
            b"commit refs/heads/main\ncommitter a <a@example.com> %d +0000\ndata 1\nx\n" % (1_700_000_000 + change)
        )
        if change:
            lines.append(b"from refs/heads/main^0\n" if change == changes.start else b"")
        for name, text in files(number, change, small=small):
            if known.get(name) != text:
                known[name], data = text, text.encode()
                lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(data), data))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(lines), check=True)


class Simulated(Executor):
    """An executor whose workers wait as long as a task took, and give an answer that was recorded."""

    def __init__(self, inner: Executor, answers: dict[type, list[bytes]]) -> None:
        self._inner, self._answers, self._number = inner, answers, 0

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        request = msgspec.msgpack.decode(arguments[0], type=Request)
        recorded = self._answers[type(request)]
        self._number += 1
        answer = recorded[self._number % len(recorded)]
        if isinstance(request, SurveyRequest):
            answer = _of_its_own(answer, request.repository.name)
        return self._inner.submit(wait, answer)


def _of_its_own(answer: bytes, name: str) -> bytes:
    """Return the answer to a survey as if the root modules were in no other repository."""
    found = msgspec.msgpack.decode(answer, type=Answer)
    survey = msgspec.msgpack.decode(found.content, type=Survey)
    roots = tuple(msgspec.structs.replace(root, content=f"{root.content} {name}") for root in survey.roots)
    content = msgspec.msgpack.encode(msgspec.structs.replace(survey, roots=roots))
    return msgspec.msgpack.encode(msgspec.structs.replace(found, content=content))


def _slower(answer: bytes, factor: float) -> bytes:
    found = msgspec.msgpack.decode(answer, type=Answer)
    return msgspec.msgpack.encode(msgspec.structs.replace(found, seconds=found.seconds * factor))


def wait(answer: bytes) -> bytes:
    """Wait as long as a task took."""
    time.sleep(msgspec.msgpack.decode(answer, type=Answer).seconds)
    return answer


class Recorder(Executor):
    """An executor that keeps answers."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner
        self.answers: dict[type, list[bytes]] = {}

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        kind = type(msgspec.msgpack.decode(arguments[0], type=Request))
        future = self._inner.submit(fn, *arguments, **named)
        future.add_done_callback(lambda done: self.answers.setdefault(kind, []).append(done.result()))
        return future


def run(
    estate: sources.Estate, folder: Path, engine: Engine, progress: Progress = lambda text: None
) -> tuple[float, Outcome]:
    """Run an estate, and return the seconds and what was done."""
    store = Store(str(folder))
    store.prepare(create=True)
    rules = policy.digest(estate.policy, TODAY)
    started = time.perf_counter()
    done = Coordinator(estate, rules, store, engine, today=TODAY, progress=progress).run()
    return time.perf_counter() - started, done


def judge(folder: Path, given: argparse.Namespace, workers: int, what: str) -> float:
    """Run the command on the estate, print what it did and the most memory of its processes, and return the seconds."""
    command = [
        sys.executable,
        "-m",
        "riveter",
        "estate",
        "scan",
        "SOURCES.yml",
        "--results",
        f"results{workers}",
        "-q",
        "-f",
        "json",
    ]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--fail-on", "never", "--workers", str(workers), "--engine", given.engine],
        cwd=folder, stdout=subprocess.PIPE,
    )  # fmt: skip
    here: list[int] = []
    most: dict[str, int] = {}
    watcher = threading.Thread(target=_watch, args=(process, here, most), daemon=True)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    watcher.join()
    done = msgspec.json.decode(output)
    counts = done["counts"]
    quarters = ", ".join(str(here[len(here) * part // 4 - 1]) for part in (1, 2, 3, 4) if here)
    print(
        f"{what}: {seconds:.1f} s, {counts['root_modules']:,} root modules, {done['computed']:,} judged, {counts['failed_tasks']} tasks "
        f"failed, {counts['failed']:,} findings fail\n"
        f"    MiB: coordinator with scheduler {quarters} after each quarter of the time, {max(here, default=0)} at most; "
        f"a worker {most.get('worker', 0)}, a process of tasks {most.get('tasks', 0)}",
        flush=True,
    )
    return seconds


def _watch(process: subprocess.Popen[bytes], here: list[int], most: dict[str, int]) -> None:
    own = psutil.Process(process.pid)
    while process.poll() is None:
        time.sleep(1.0)
        try:
            here.append(own.memory_info().rss >> 20)
            children = own.children(recursive=True)
        except psutil.Error:
            return
        for child in children:
            try:
                words, size = " ".join(child.cmdline()), child.memory_info().rss >> 20
            except psutil.Error:
                continue
            kind = "tasks" if "riveter.estate.child" in words else "worker" if "spawn_main" in words else ""
            most[kind] = max(most.get(kind, 0), size)


def show(what: str, seconds: float, done: Outcome) -> None:
    """Print a line about a run."""
    roots = done.run.counts["root_modules"]
    print(
        f"{what}: {seconds:.1f} s, {roots:,} root modules, {done.computed:,} judged, {done.run.counts['failed_tasks']} tasks failed, "
        f"{done.run.counts['failed']:,} findings fail",
        flush=True,
    )


def read(folder: Path) -> sources.Estate:
    """Return the estate in a folder."""
    (folder / "SOURCES.yml").write_text("packs: [aws-security]\nsources: [{git: mirrors/*.git}]\n")
    return sources.read(str(folder / "SOURCES.yml"), FileReader())


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--engine", choices=("dask", "threads"), default="dask")
    parser.add_argument("--small", action="store_true", help="one resource in each root module")
    parser.add_argument("--simulate", type=int, metavar="WORKERS")
    parser.add_argument("--factor", type=float, default=1.0, help="simulated tasks take so many times as long")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="riveter-estate-") as name:
        folder = Path(name)
        (folder / "mirrors").mkdir()
        number = 20 if given.simulate else given.repositories
        started = time.perf_counter()
        for index in range(number):
            commit(folder / "mirrors" / f"r{index:05}.git", index, range(HISTORY), small=given.small)
        print(f"{number:,} repositories made in {time.perf_counter() - started:.1f} s", flush=True)
        if given.simulate:
            simulate(folder, given.simulate, given.repositories, given.factor)
        else:
            measure(folder, given)


def measure(folder: Path, given: argparse.Namespace) -> None:
    """Judge the repositories with different numbers of workers, and again after a change of 1 %."""
    read(folder)
    times = [judge(folder, given, workers, f"{workers} workers") for workers in given.workers]
    if len(times) > 1:
        print(f"{given.workers[-1]} workers are {times[0] / times[-1]:.2f} x as fast as {given.workers[0]}")
    changed = range(0, given.repositories, 20)  # one root module of five in each twentieth repository
    for index in changed:
        commit(folder / "mirrors" / f"r{index:05}.git", index, range(HISTORY, HISTORY + 1), small=given.small)
    seconds = judge(folder, given, given.workers[-1], "again, after a change of 1 %")
    print(f"{seconds / times[-1]:.3f} x of the first run")
    size = sum(path.stat().st_size for path in (folder / f"results{given.workers[-1]}" / "tables").rglob("*.parquet"))
    print(f"two snapshots take {size / 2**20:.1f} MiB")


def simulate(folder: Path, workers: int, repositories: int, factor: float) -> None:
    """Let a cluster of workers wait as long as tasks took, or a multiple of it, in as many repositories as are wanted."""
    from distributed import Client, LocalCluster

    with engines.threads(2) as engine:
        recorder = Recorder(engine.executor)
        seconds, done = run(read(folder), folder / "recorded", Engine(recorder, engine.slots, engine.lost))
    show("recorded", seconds, done)
    for index in range(20, repositories):
        (folder / "mirrors" / f"r{index:05}.git").mkdir()
    estate = read(folder)
    shutil.rmtree(folder / "recorded")
    waiting = sum(
        msgspec.msgpack.decode(answer, type=Answer).seconds
        for answers in recorder.answers.values()
        for answer in answers
    )
    recorded = {kind: [_slower(answer, factor) for answer in answers] for kind, answers in recorder.answers.items()}
    with (
        # Ten workers share a process: they only wait. The scheduler and the coordinator are in this process, as they are in a run.
        LocalCluster(
            n_workers=-(-workers // 10),
            threads_per_worker=10,
            processes=True,
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
        ) as cluster,
        Client(cluster) as client,
    ):
        executor = Simulated(client.get_executor(pure=False), recorded)
        written: list[float] = []
        started = time.perf_counter()
        seconds, done = run(
            estate,
            folder / "simulated",
            Engine(executor, lambda: workers, lambda error: False),
            lambda text: written.append(time.perf_counter() - started) if text.startswith("Writing") else None,
        )
    show(f"{workers} simulated workers", seconds, done)
    tasks = done.computed + len(estate.repositories)
    print(
        f"{tasks:,} tasks in {written[0]:.1f} s, and {seconds - written[0]:.1f} s for writing the tables: "
        f"{tasks / written[0]:.0f} tasks a second; the tasks themselves wait for {waiting * factor / 20 * repositories / workers:.1f} s"
    )


if __name__ == "__main__":
    main()
