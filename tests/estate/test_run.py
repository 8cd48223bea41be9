"""A run: its findings are those of `riveter scan`, nothing is lost or judged twice, and what dies is an entry."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter import api
from riveter.estate import engines, isolation
from riveter.estate.engines import LOSSES, Engine
from riveter.estate.model import Answer, Limits, Request, ScanRequest, SurveyRequest
from riveter.estate.store import Store, StoreError

from .support import KEY, OFF, ON, TODAY, Estate, bare, commit, digest, git, write

MODULE = (
    'variable "rotate" {\n  default = false\n}\nresource "aws_kms_key" "m" {\n  enable_key_rotation = var.rotate\n}\n'
)
CALL = 'module "store" {\n  source = "%s"\n%s}\n'
MONOREPO = {
    "live/dev/main.tf": CALL % ("../../modules/store", ""),
    "live/prod/main.tf": CALL % ("../../modules/store", "  rotate = true\n"),
    "live/prod/nested/main.tf": OFF,
    "modules/store/main.tf": MODULE,
    "reads/main.tf": 'resource "aws_kms_key" "f" {\n  description = file("${path.module}/../texts/d.txt")\n}\n',
    "texts/d.txt": "from a file",
    "many/main.tf": CALL % ("./${var.kind}", "") + 'variable "kind" {\n  default = "inner"\n}\n',
    "many/inner/main.tf": MODULE,
    "units/main.tf": 'variable "on" {}\nresource "aws_kms_key" "t" {\n  enable_key_rotation = var.on\n}\n',
    "units/unit/terragrunt.hcl": 'terraform {\n  source = "../"\n}\ninputs = {\n  on = false\n}\n',
}


def _findings(folder: Path, rules: Path) -> list[tuple[str, ...]]:
    """Return the findings of an ordinary scan of a repository."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        result = api.scan(api.ScanOptions(targets=api.Targets(paths=(".",), cache=False), rules=(str(rules),)))
    finally:
        os.chdir(here)
    return sorted(
        (f.rule_id, f.resource.address, f.outcome.value, f.fingerprint, f.resource.span.file)
        for f in result.findings
        if f.resource.span
    )


@pytest.mark.parametrize("kind", ["directory", "git"])
def test_findings_are_those_of_a_scan(estate: Estate, kind: str) -> None:
    commit(estate.folder / "repo", {**MONOREPO, ".gitignore": "live/dev\n"})
    estate.sources(f"  - {kind}: repo\n")
    estate.run()
    found = estate.rows("SELECT rule, address, outcome, fingerprint, file FROM verdicts ORDER BY ALL")
    expected = _findings(estate.folder / "repo", estate.folder / "rules.yml")
    assert len(expected) > 10
    assert found == expected
    roots = [root for (root,) in estate.rows("SELECT root FROM tasks WHERE root <> '' ORDER BY 1")]
    assert roots == ["live/dev", "live/prod", "live/prod/nested", "many", "reads", "units"]


def test_a_bare_repository_is_read_at_a_branch_or_commit(estate: Estate) -> None:
    work = estate.folder / "work" / "pay"
    first = commit(work, {"main.tf": OFF})
    git(work, "switch", "-q", "-c", "fixed")
    commit(work, {"main.tf": ON})
    git(work, "switch", "-q", "main")
    (estate.folder / "mirrors").mkdir()
    git(estate.folder, "clone", "-q", "--mirror", str(work), "mirrors/pay.git")
    refs = {"fixed": "fixed", "first": first[:12]}
    others = "".join(f"  - {{git: mirrors/pay.git, ref: {ref}, name: {name}}}\n" for name, ref in refs.items())
    estate.sources(f"  - git: mirrors/*.git\n{others}")
    estate.run()
    assert [row for row in estate.failing() if row[1] == "rotation"] == [
        ("first//.", "rotation", "aws_kms_key.a"),
        ("pay//.", "rotation", "aws_kms_key.a"),
    ]
    assert estate.rows("SELECT DISTINCT commit FROM tasks WHERE repository = 'first'") == [(first,)]


def test_nothing_in_a_repository_runs_or_leads_out_of_it(estate: Estate) -> None:
    """Its settings name programs, links lead out, objects are missing and would be fetched by a program: none of that happens."""
    marker = estate.folder / "ran"
    write(estate.folder, {"secret.txt": "hidden-token-4711"})
    work = estate.folder / "work" / "evil"
    commit(work, {"main.tf": 'resource "aws_kms_key" "a" {\n  description = file("secret.txt")\n}\n'})
    (work / "secret.txt").symlink_to(estate.folder / "secret.txt")
    (work / "out").symlink_to(estate.folder)
    commit(work, {"m/main.tf": CALL % ("../out", "")})
    (estate.folder / "mirrors").mkdir()
    target = estate.folder / "mirrors" / "evil.git"
    git(estate.folder, "clone", "-q", "--bare", str(work), str(target))
    for name in (
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "uploadpack.packObjectsHook",
        "core.gitProxy",
        "alias.ls-tree",
    ):
        git(target, "config", name, f"!touch {marker}")
    git(target, "config", "remote.origin.url", f"ext::sh -c 'touch {marker}'")
    git(target, "config", "remote.origin.promisor", "true")
    git(target, "config", "extensions.partialClone", "origin")
    git(target, "config", "protocol.ext.allow", "always")
    write(target, {"hooks/post-checkout": f"#!/bin/sh\ntouch {marker}\n"})
    (target / "hooks" / "post-checkout").chmod(0o755)
    shutil.copytree(target, estate.folder / "mirrors" / "partial.git")
    blob = git(target, "rev-parse", "HEAD:main.tf")
    lost = estate.folder / "mirrors" / "partial.git" / "objects" / blob[:2] / blob[2:]
    if not lost.exists():  # packed
        pack = next((estate.folder / "mirrors" / "partial.git" / "objects" / "pack").glob("*.pack"))
        (estate.folder / "p.pack").write_bytes(pack.read_bytes())
        for path in pack.parent.iterdir():
            path.unlink()
        with (estate.folder / "p.pack").open("rb") as stream:
            import subprocess

            subprocess.run(["git", "unpack-objects", "-q"], cwd=lost.parents[2], stdin=stream, check=True)
    lost.unlink()
    estate.sources("  - git: mirrors/*.git\n")
    estate.run()
    assert not marker.exists()
    assert estate.rows("SELECT task, failure FROM tasks WHERE status = 'failed'") == [("partial//", "git")]
    everything = (
        estate.rows("SELECT * FROM verdicts")
        + estate.rows("SELECT * FROM provenance")
        + estate.rows("SELECT * FROM modules")
    )
    assert estate.rows("SELECT count(*) FROM verdicts") != [(0,)]
    assert "hidden-token-4711" not in str(everything)


def test_what_did_not_change_is_not_judged_again(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        commit(
            estate.folder / "repos" / name,
            {"one/main.tf": KEY % (name, "false"), "two/main.tf": KEY % (f"{name}2", "false")},
        )
    estate.sources("  - git: repos/*\n")
    first = estate.run()
    assert (first.computed, first.reused) == (6, 0)
    again = estate.run(today="2026-12-24")
    assert (again.computed, again.reused, again.run.snapshot) == (0, 6, first.run.snapshot)
    commit(estate.folder / "repos" / "b", {"one/main.tf": ON, "two/readme.md": "x"})
    changed = estate.run()
    assert (changed.computed, changed.reused) == (1, 5)
    assert changed.run.snapshot != first.run.snapshot
    fresh = str(estate.folder / "fresh")
    assert estate.run(url=fresh).computed == 6
    assert digest(fresh) == digest(estate.url)
    estate.write(
        {
            "rules.yml": "- {id: d, name: d, resource_type: aws_kms_key, assertions: {key: description, operator: exists}}\n"
        }
    )
    assert estate.run().computed == 6


def test_a_module_that_changes_changes_its_callers(estate: Estate) -> None:
    plain = {name: text for name, text in MONOREPO.items() if not name.startswith(("many/", "units/unit/"))}
    commit(estate.folder / "repo", plain)
    estate.sources("  - git: repo\n")
    assert estate.run().computed == 5
    commit(estate.folder / "repo", {"modules/store/main.tf": MODULE.replace("false", "true")})
    done = estate.run()
    assert (done.computed, done.reused) == (3, 2)  # the two callers, and the one that may read any file
    assert ("repo//live/dev", "rotation", "module.store.aws_kms_key.m") not in estate.failing()


@pytest.mark.parametrize(
    "files",
    [
        {"main.tf": 'resource "aws_kms_key" "a" {\n  description = file /* */ ("d.txt")\n}\n'},
        {"main.tf": 'resource "aws_kms_key" "a" {\n  description = templatefile("d.txt", {})\n}\n'},
        {"main.tf.json": '{"resource": {"aws_kms_key": {"a": {"description": "${\\u0066ile(\\"d.txt\\")}"}}}}'},
        {"main.tf": OFF, "link.tf": "->d.txt"},
    ],
)
def test_a_file_that_is_read_changes_the_result(estate: Estate, files: dict[str, str]) -> None:
    plain = {name: text for name, text in files.items() if not text.startswith("->")}
    commit(estate.folder / "repo", {**plain, "d.txt": "# one"})
    for name in files.keys() - plain.keys():
        (estate.folder / "repo" / name).symlink_to(files[name].removeprefix("->"))
        commit(estate.folder / "repo", {})
    estate.sources("  - git: repo\n")
    assert estate.run().computed == 1
    commit(estate.folder / "repo", {"d.txt": "# two"})
    assert estate.run().computed == 1


def test_functions_read_nothing_outside_of_their_source(estate: Estate) -> None:
    """A source may be a folder of a repository that holds more than this source."""
    git(estate.folder, "init", "-q")
    text = 'resource "aws_kms_key" "a" {\n  description = file("%s")\n}\n'
    files = {
        "hidden.txt": "hidden-token-4711",
        "repo/one/main.tf": text % "../../hidden.txt",
        "repo/two/main.tf": text % "../d.txt",
    }
    write(estate.folder, {**files, "repo/d.txt": "mine"})
    rules = "- {id: d, name: d, resource_type: aws_kms_key, assertions: {key: description, operator: equals, value: other}}\n"
    estate.write({"rules.yml": rules})
    estate.sources("  - directory: repo\n")
    estate.run()
    found = estate.rows("SELECT task, outcome, actual FROM verdicts ORDER BY task")
    assert found == [("repo//one", "unknown", "null"), ("repo//two", "fail", '"mine"')]


def test_a_suppression_with_a_date_is_judged_on_each_day(estate: Estate) -> None:
    text = OFF.replace("{\n", '{ # riveter:ignore rotation reason="soon" until=2026-12-01\n', 1)
    commit(estate.folder / "repo", {"main.tf": text})
    estate.sources("  - git: repo\n")
    estate.run(today="2026-11-30")
    assert estate.rows("SELECT outcome, suppressed_outcome, suppression FROM verdicts WHERE rule = 'rotation'") == [
        ("suppressed", "fail", "soon")
    ]
    assert estate.run(today="2026-12-02").computed == 1
    assert estate.rows("SELECT outcome FROM verdicts WHERE rule = 'rotation'") == [("fail",)]


def test_owners_are_those_of_the_sources_or_of_codeowners(estate: Estate) -> None:
    files = {"pay/main.tf": OFF, "other/main.tf": OFF, ".github/CODEOWNERS": "* @org/all\n/pay/ @org/pay @bob\n"}
    bare_folder = estate.folder / "mirrors"
    bare_folder.mkdir()
    bare(bare_folder / "a.git", files)
    commit(estate.folder / "b", files)
    estate.sources("  - git: mirrors/a.git\n  - {directory: b, owner: team-b}\n")
    estate.run()
    assert estate.rows("SELECT task, owner FROM tasks WHERE root <> '' ORDER BY 1") == [
        ("a//other", "@org/all"),
        ("a//pay", "@org/pay @bob"),
        ("b//other", "team-b"),
        ("b//pay", "team-b"),
    ]


def test_plans_and_states_are_judged(estate: Estate) -> None:
    state = {
        "version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {},
        "resources": [{
            "mode": "managed", "type": "aws_kms_key", "name": "k", "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [{"schema_version": 0, "attributes": {"enable_key_rotation": False, "description": "d"}}],
        }],
    }  # fmt: skip
    estate.write({"states/prod.tfstate": msgspec.json.encode(state).decode(), "states/broken.tfstate": "{"})
    estate.sources("  - document: states/*.tfstate\n")
    done = estate.run()
    assert estate.failing() == [("prod.tfstate//prod.tfstate", "rotation", "aws_kms_key.k")]
    assert done.run.counts["problems"] == 1
    assert estate.run().computed == 0


# -- what dies is an entry ----------------------------------------------------------------------------


def _ask(estate: Estate, kind: type[SurveyRequest | ScanRequest], **limits: Any) -> Answer:
    found = estate.read()
    repository = found.repositories[0]
    given = Limits(**limits)
    children = isolation.Children()
    try:
        survey = children.ask(SurveyRequest(repository, Limits(), TODAY))
        if kind is SurveyRequest:
            return children.ask(SurveyRequest(repository, given, TODAY))
        from riveter.estate.model import Survey

        (root,) = msgspec.msgpack.decode(survey.content, type=Survey).roots
        return children.ask(ScanRequest(repository, root, "", found.policy, given, TODAY))
    finally:
        children.end()


@pytest.mark.parametrize("kind", [SurveyRequest, ScanRequest])
def test_a_task_has_a_limit_of_time(estate: Estate, kind: type[SurveyRequest | ScanRequest]) -> None:
    commit(estate.folder / "repo", {"main.tf": OFF})
    estate.sources("  - directory: repo\n")
    answer = _ask(estate, kind, seconds=0.001)
    assert (answer.failure, answer.detail) == ("time", "it took longer than 0.001 s")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of memory need forks")
def test_a_task_has_a_limit_of_memory(estate: Estate) -> None:
    commit(
        estate.folder / "repo", {"main.tf": OFF, **{f"f{number}.tf": f"# {'x' * 9_900_000}\n" for number in range(20)}}
    )
    estate.sources("  - directory: repo\n")
    size = _virtual_size() + 50
    answer = _ask(estate, ScanRequest, memory=size)
    assert answer.failure in ("memory", "signal"), answer
    assert _ask(estate, ScanRequest, memory=size + 1000).failure == ""


def _virtual_size() -> int:
    """Return the least limit, in MiB, with which a small task is judged."""
    from riveter.estate.model import Repository

    children = isolation.Children()
    repository = Repository(name="x", kind="directory", path=str(Path(__file__).parent))
    try:
        return next(
            size
            for size in range(80, 2_000, 8)
            if not children.ask(SurveyRequest(repository, Limits(60, size), TODAY)).failure
        )
    finally:
        children.end()


def test_repositories_that_cannot_be_read_are_entries(estate: Estate) -> None:
    mirrors = estate.folder / "mirrors"
    mirrors.mkdir()
    bare(mirrors / "good.git", {"main.tf": OFF})
    for name, damage in {"cut": b"", "noise": b"\x00\xff garbage"}.items():
        shutil.copytree(mirrors / "good.git", mirrors / f"{name}.git")
        for path in (mirrors / f"{name}.git" / "objects").rglob("*"):
            if path.is_file():
                path.chmod(0o644)
                path.write_bytes(damage)
    (mirrors / "nothing.git").mkdir()
    shutil.copytree(mirrors / "good.git", mirrors / "headless.git")
    (mirrors / "headless.git" / "HEAD").write_text("ref: refs/heads/gone\n")
    estate.sources("  - git: mirrors/*.git\n")
    done = estate.run()
    rows = estate.rows("SELECT repository, failure FROM tasks WHERE status = 'failed' ORDER BY 1")
    assert rows == [(name, "git") for name in ("cut", "headless", "noise", "nothing")]
    assert done.run.counts["failed_tasks"] == 4
    assert [row[0] for row in estate.failing()] == ["good//.", "good//."]
    shutil.rmtree(mirrors / "cut.git")
    shutil.copytree(mirrors / "good.git", mirrors / "cut.git")
    estate.run()
    assert "cut//." in [row[0] for row in estate.failing()]


class _Losing(Executor):
    """An executor that loses a worker with some requests. lose: for each submission whether it is lost."""

    def __init__(self, inner: Executor, lose: Callable[[bytes], bool]) -> None:
        self._inner, self._lose = inner, lose

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        if self._lose(arguments[0]):
            future: Future[Any] = Future()
            future.set_exception(CancelledError())
            return future
        return self._inner.submit(fn, *arguments, **named)


def test_a_task_whose_worker_is_lost_is_tried_again_a_few_times(estate: Estate) -> None:
    for name in ("a", "b"):
        commit(estate.folder / "repos" / name, {"main.tf": KEY % (name, "false")})
    estate.sources("  - directory: repos/*\n")
    estate.run(url=str(estate.folder / "undisturbed"))
    seen: dict[bytes, int] = {}

    def sometimes(request: bytes) -> bool:
        seen[request] = seen.get(request, 0) + 1
        return seen[request] < LOSSES

    losing = Engine(_Losing(estate.engine.executor, sometimes), estate.engine.slots, estate.engine.lost)
    estate.run(engine=losing)
    assert max(seen.values()) == LOSSES
    assert digest(estate.url) == digest(str(estate.folder / "undisturbed"))
    assert {row[0] for row in estate.rows("SELECT attempts FROM timings")} == {LOSSES}

    def always(request: bytes) -> bool:
        decoded = msgspec.msgpack.decode(request, type=Request)
        return isinstance(decoded, ScanRequest) and decoded.repository.name == "a"

    url = str(estate.folder / "lost")
    done = estate.run(
        url=url, engine=Engine(_Losing(estate.engine.executor, always), estate.engine.slots, estate.engine.lost)
    )
    assert done.run.counts["failed_tasks"] == 1
    assert estate.answers(url).ask("SELECT task, failure, detail FROM tasks WHERE status = 'failed'").rows == [
        ("a//.", "lost", f"{LOSSES} workers were lost with it")
    ]
    assert estate.run(url=url).computed == 1  # it is tried again by the next run
    assert digest(url) == digest(estate.url)


@pytest.mark.slow
def test_a_process_that_is_killed_while_it_works_is_replaced(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(estate.folder / "repo", {"main.tf": OFF})
    estate.sources("  - directory: repo\n")
    killed: list[int] = []
    ask = isolation.Child.ask

    def kill_first(self: isolation.Child, request: Request) -> Answer | None:
        if len(killed) < 2:
            killed.append(self._process.pid)
            self._process.kill()
            self._process.wait()
        return ask(self, request)

    monkeypatch.setattr(isolation.Child, "ask", kill_first)
    done = estate.run()
    assert len(killed) == 2
    assert done.run.counts["failed_tasks"] == 0
    assert len(estate.failing()) == 2


# -- interruptions, several coordinators, and stores that fail ------------------------------------------


class _FailingStore(Store):
    """A store whose disk is full after some writes, or that is slow."""

    left = 1_000
    delay = 0.0

    def put(self, name: str, data: bytes) -> None:
        time.sleep(self.delay)
        self.left -= 1
        if self.left < 0:
            raise StoreError(f"can't write {self.path(name)}: No space left on device")
        super().put(name, data)

    def put_file(self, local: str, name: str) -> None:
        self.put(name, Path(local).read_bytes())


def _many(estate: Estate) -> None:
    for number in range(4):
        commit(estate.folder / "repos" / f"r{number}", {"main.tf": KEY % (f"k{number}", "false")})
    estate.sources("  - git: repos/*\n")


@pytest.mark.slow
def test_a_full_disk_ends_a_run_and_the_next_one_goes_on(estate: Estate) -> None:
    _many(estate)
    whole = _FailingStore(str(estate.folder / "undisturbed"))
    estate.run(store=whole)
    writes = 1_000 - whole.left
    for left in (1, 2, 5, writes - 3):  # the marker, and what is staged, are written once
        store = _FailingStore(estate.url)
        store.left = left
        with pytest.raises(StoreError, match="No space left"):
            estate.run(store=store)
    done = estate.run()
    assert done.computed == 0  # the first run had judged everything, and kept it
    assert digest(estate.url) == digest(str(estate.folder / "undisturbed"))
    assert Store(estate.url).names("staging") == []


@pytest.mark.slow
def test_an_interrupted_run_is_continued(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    from riveter.estate import run

    _many(estate)
    monkeypatch.setattr(run, "AHEAD", 1)  # one task at a time
    calls = []

    def interrupt(request: bytes) -> bool:
        calls.append(request)
        if len(calls) == 7:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        estate.run(engine=Engine(_Losing(estate.engine.executor, interrupt), lambda: 1, estate.engine.lost))
    assert Store(estate.url).runs() == []
    done = estate.run()
    assert done.computed == 1
    estate.run(url=str(estate.folder / "undisturbed"))
    assert digest(estate.url) == digest(str(estate.folder / "undisturbed"))


@pytest.mark.slow
def test_two_coordinators_on_one_output_write_the_same(estate: Estate) -> None:
    from concurrent.futures import ThreadPoolExecutor

    _many(estate)
    estate.run(url=str(estate.folder / "alone"))
    stores = [_FailingStore(estate.url), _FailingStore(estate.url)]
    stores[1].delay = 0.02
    Store(estate.url).prepare(create=True)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda store: estate.run(store=store), stores))
    assert {one.run.snapshot for one in done} == {Store(str(estate.folder / "alone")).runs()[-1].snapshot}
    assert digest(estate.url) == digest(str(estate.folder / "alone"))
    assert estate.rows("SELECT count(*), count(DISTINCT (task, verdict)) FROM verdicts") == [(8, 8)]


def test_an_output_that_holds_something_else_is_refused(estate: Estate) -> None:
    write(estate.folder / "results", {"precious.txt": "x"})
    with pytest.raises(StoreError, match="is not empty"):
        Store(estate.url).prepare(create=True)
    write(estate.folder / "newer", {"riveter-estate.json": '{"schema_version": 99}'})
    with pytest.raises(StoreError, match="results of version 99"):
        Store(str(estate.folder / "newer")).prepare(create=True)
    with pytest.raises(StoreError, match="there are no results"):
        Store(str(estate.folder / "nowhere")).prepare(create=False)


@pytest.mark.slow
def test_what_is_damaged_in_staging_is_judged_again(estate: Estate) -> None:
    _many(estate)
    store = Store(estate.url)
    store.prepare(create=True)
    store.put("staging/x.bin", b"damaged")
    assert estate.run().computed == 4


def test_no_secret_is_in_the_tables(estate: Estate) -> None:
    secret, token = "correct-horse-battery", "tok_5f1c9e2b7a"
    text = f"""
variable "password" {{
  sensitive = true
  default   = "{secret}"
}}
module "m" {{
  source = "git::https://user:{token}@example.com/m.git?ref=v1.2"
}}
resource "aws_kms_key" "a" {{
  description = "x-${{var.password}}"
  policy      = var.password
}}
resource "aws_kms_key" "b" {{
  for_each            = toset([nonsensitive(var.password)])
  enable_key_rotation = var.password
}}
"""
    commit(estate.folder / "repo", {"main.tf": text})
    assertions = '[{key: description, operator: equals, value: "x"}, {key: policy, operator: equals, value: "x"}]'
    estate.write({"rules.yml": f"- {{id: d, name: d, resource_type: aws_kms_key, assertions: {assertions}}}\n"})
    estate.sources("  - git: repo\n")
    estate.run()
    tables = Store(estate.url).runs()[-1].tables
    rows = {table: estate.rows(f"SELECT * FROM {table}") for table in tables}
    assert len(rows["verdicts"]) == 2
    assert rows["modules"][0][2:4] == ("git::https://user:(sensitive)@example.com/m.git", "v1.2")
    everything = str(rows)
    assert secret not in everything
    assert token not in everything
    assert "(sensitive)" in everything
    for path in Path(estate.url).rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes()
            assert token.encode() not in path.read_bytes()


def test_threads_are_an_engine() -> None:
    with engines.threads(3) as engine:
        assert engine.slots() == 3
        assert engine.executor.submit(len, "ab").result() == 2
