"""What has not changed is not looked at again, and every change is noticed."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter.estate import evidence
from riveter.estate.engines import Engine
from riveter.estate.model import Repository, Request

from .support import KEY, OFF, ON, Estate, bare, commit, digest, git, write


class _Noting(Executor):
    """An executor that counts what it is asked, by kind."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner
        self.kinds: Counter[str] = Counter()

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        self.kinds[type(msgspec.msgpack.decode(arguments[0], type=Request)).__name__] += 1
        return self._inner.submit(fn, *arguments, **named)


def _kinds(estate: Estate) -> dict[str, int]:
    """Run an estate, and return how many requests of each kind that took."""
    noting = _Noting(estate.engine.executor)
    estate.run(engine=Engine(noting, estate.engine.slots, estate.engine.lost))
    return dict(noting.kinds)


STATE = {
    "version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {},
    "resources": [{
        "mode": "managed", "type": "aws_kms_key", "name": "k", "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{"schema_version": 0, "attributes": {"enable_key_rotation": False, "description": "d"}}],
    }],
}  # fmt: skip


def test_repositories_without_a_change_are_looked_at_together(estate: Estate) -> None:
    (estate.folder / "mirrors").mkdir()
    for name in ("a", "b", "c"):
        bare(estate.folder / "mirrors" / f"{name}.git", {"main.tf": KEY % (name, "false")})
        commit(estate.folder / "checkouts" / name, {"main.tf": KEY % (f"d{name}", "false")})
        write(estate.folder, {f"plain/{name}/main.tf": KEY % (f"p{name}", "false")})
    write(estate.folder, {"states/prod.tfstate": json.dumps(STATE)})
    estate.sources(
        "  - git: mirrors/*.git\n  - {directory: checkouts/*, name: c}\n  - {directory: plain/*, name: p}\n  - document: states/*\n"
    )
    first = _kinds(estate)
    assert first == {"SurveyRequest": 10, "ScanRequest": 10}
    assert _kinds(estate) == {"CheckRequest": 1}
    write(estate.folder, {"plain/b/main.tf": KEY % ("pb", "true ")})
    commit(estate.folder / "work" / "a", {"main.tf": KEY % ("a", "true")})
    git(estate.folder / "mirrors" / "a.git", "fetch", "-q", str(estate.folder / "work" / "a"), "+main:main")
    write(estate.folder, {"states/prod.tfstate": json.dumps({**STATE, "serial": 2})})
    assert _kinds(estate) == {"CheckRequest": 1, "SurveyRequest": 3, "ScanRequest": 3}
    assert [row for row in estate.failing() if row[1] == "rotation" and row[0][:3] in ("a//", "p/b")] == []
    fresh = str(estate.folder / "fresh")
    estate.run(url=fresh)
    assert digest(estate.url) == digest(fresh)


def _same_size_and_time(folder: Path) -> None:
    path = folder / "live" / "main.tf"
    before = path.stat()
    path.write_text(path.read_text().replace("false", "true "))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _linked(folder: Path) -> None:
    (folder / "live" / "more.tf").unlink()
    (folder / "live" / "more.tf").symlink_to("../shared/two.tf")


CHANGES: dict[str, Callable[[Path], Any]] = {
    "text": lambda folder: write(folder, {"live/main.tf": ON}),
    "same size and time": _same_size_and_time,
    "new file": lambda folder: write(folder, {"live/b.tf": KEY % ("b", "false")}),
    "new folder": lambda folder: write(folder, {"other/main.tf": OFF}),
    "removed file": lambda folder: (folder / "live" / "main.tf").unlink(),
    "removed folder": lambda folder: shutil.rmtree(folder / "live"),
    "values": lambda folder: write(folder, {"live/terraform.tfvars": "x = 1\n"}),
    "lock file": lambda folder: write(folder, {"live/.terraform.lock.hcl": "# x\n"}),
    "owners": lambda folder: write(folder, {"CODEOWNERS": "* @org/b\n"}),
    "ignored": lambda folder: write(folder, {".gitignore": "live\n"}),
    "local module": lambda folder: write(folder, {"modules/m/main.tf": ON}),
    "installed": lambda folder: write(folder, {"live/.terraform/modules/modules.json": '{"Modules": []}'}),
    "link": _linked,
    "text of a function": lambda folder: write(folder, {"texts/d.txt": "two"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("kind", ["directory", "git", "plain"])
def test_every_change_of_a_repository_is_noticed(estate: Estate, kind: str, name: str) -> None:
    repository = estate.folder / "repo"
    (repository / "live").mkdir(parents=True)
    (repository / "live" / "more.tf").symlink_to("../shared/one.tf")
    files = {
        "live/main.tf": OFF + 'module "m" {\n  source = "../modules/m"\n}\n', "modules/m/main.tf": OFF,
        "shared/one.tf": KEY % ("s", "false"), "shared/two.tf": KEY % ("s", "true"), "CODEOWNERS": "* @org/a\n", "texts/d.txt": "one",
        "reads/main.tf": 'resource "aws_kms_key" "f" {\n  description = file("${path.module}/../texts/d.txt")\n}\n',
    }  # fmt: skip
    (write if kind == "plain" else commit)(repository, files)
    estate.sources(f"  - {kind.replace('plain', 'directory')}: repo\n")
    estate.run()
    CHANGES[name](repository)
    if kind == "git":
        commit(repository, {})
    assert "SurveyRequest" in _kinds(estate)
    fresh = str(estate.folder / "fresh")
    estate.run(url=fresh)
    assert digest(estate.url) == digest(fresh)


def test_two_branches_of_a_repository_do_not_mix(estate: Estate) -> None:
    repository = estate.folder / "repo"
    commit(repository, {"main.tf": OFF})
    git(repository, "branch", "fixed")
    estate.sources("  - {git: repo, ref: main, name: one}\n  - {git: repo, ref: fixed, name: two}\n")
    estate.run()
    git(repository, "switch", "-q", "fixed")
    commit(repository, {"main.tf": ON})
    assert _kinds(estate) == {"CheckRequest": 1, "SurveyRequest": 1, "ScanRequest": 1}
    assert [row[0] for row in estate.failing() if row[1] == "rotation"] == ["one//."]
    assert _kinds(estate) == {"CheckRequest": 1}


def test_installed_modules_of_a_commit_are_read(estate: Estate) -> None:
    """Some teams commit what `terraform init` has installed. Its digest does not depend on where the commit is written."""
    manifest = {
        "Modules": [
            {"Key": "", "Source": "", "Dir": "."},
            {"Key": "store", "Source": "acme/store/aws", "Version": "4.2.0", "Dir": ".terraform/modules/store"},
        ]
    }
    files = {
        "live/main.tf": 'module "store" {\n  source  = "acme/store/aws"\n  version = "~> 4.1"\n}\n',
        "live/.terraform/modules/modules.json": json.dumps(manifest),
        "live/.terraform/modules/store/main.tf": OFF,
        "other/main.tf": ON,
    }
    commit(estate.folder / "repo", files)
    estate.sources("  - git: repo\n  - {directory: repo, name: same}\n")
    estate.run()
    found = {row[0] for row in estate.failing() if row[1] == "rotation"}
    assert found == {"repo//live", "same//live"}
    assert estate.rows("SELECT count(*) FROM coverage WHERE kind = 'module'") == [(0,)]
    write(estate.folder / "repo", {"other/main.tf": OFF})
    git(estate.folder / "repo", "commit", "-q", "-a", "-m", "x")
    assert estate.run().computed == 1


# -- references -------------------------------------------------------------------------------------------


def _resolve(folder: Path, ref: str) -> str:
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except Exception:
        return ""


@pytest.mark.parametrize("seed", range(3))
def test_references_with_the_same_evidence_mean_the_same_commit(tmp_path: Path, seed: int) -> None:
    """Git is asked after each of many random changes of references."""
    chance = random.Random(seed)
    folder = tmp_path / "r"
    commits = [commit(folder, {"main.tf": f"# {number}\n"}) for number in range(4)]
    names = ["main", "dev", "team/dev", "v1", "HEAD"]
    changes: list[Callable[[], Any]] = [
        lambda: git(folder, "update-ref", f"refs/heads/{chance.choice(names[:3])}", chance.choice(commits)),
        lambda: git(folder, "update-ref", f"refs/tags/{chance.choice(names[:4])}", chance.choice(commits)),
        lambda: git(folder, "tag", "-f", "-a", "-m", "x", "v1", chance.choice(commits)),
        lambda: git(folder, "update-ref", f"refs/remotes/{chance.choice(names[:2])}/HEAD", chance.choice(commits)),
        lambda: git(folder, "symbolic-ref", "HEAD", f"refs/heads/{chance.choice(names[:3])}"),
        lambda: git(folder, "symbolic-ref", "refs/heads/dev", "refs/heads/main"),
        lambda: git(folder, "symbolic-ref", "--delete", "refs/heads/dev"),
        lambda: git(folder, "update-ref", "-d", f"refs/{chance.choice(('heads', 'tags'))}/{chance.choice(names[1:4])}"),
        lambda: git(folder, "pack-refs", "--all", "--prune"),
        lambda: None,
    ]  # fmt: skip
    asked = [*names, "heads/main", "refs/heads/dev", "tags/v1"]
    seen: dict[tuple[str, bytes], str] = {}
    kept = 0
    for _ in range(25):
        try:
            chance.choice(changes)()
        except Exception:  # git refuses some of them
            continue
        for ref in asked:
            found = evidence.of_reference(str(folder), ref)
            assert found
            meant = _resolve(folder, ref) if (ref, found) not in seen or chance.random() < 0.2 else seen[ref, found]
            kept += (ref, found) in seen
            assert seen.setdefault((ref, found), meant) == meant, ref
    assert kept > 20


@pytest.mark.parametrize("ref", ["main~1", "main^", "HEAD@{1}", ":/x", "main...dev", "abcdef0", "v1-3-gabcdef0"])
def test_only_git_resolves_what_is_no_plain_name(tmp_path: Path, ref: str) -> None:
    commit(tmp_path / "r", {"main.tf": OFF})
    assert evidence.of_reference(str(tmp_path / "r"), ref) == b""
    assert not evidence.holds(Repository(name="r", kind="git", path=str(tmp_path / "r"), ref=ref), b"")


def test_references_that_are_kept_in_another_way_have_no_evidence(tmp_path: Path) -> None:
    commit(tmp_path / "r", {"main.tf": OFF})
    assert evidence.of_reference(str(tmp_path / "r"), "main")
    (tmp_path / "r" / ".git" / "reftable").mkdir()
    assert evidence.of_reference(str(tmp_path / "r"), "main") == b""
    assert evidence.of_reference(str(tmp_path / "nothing"), "main") == b""
