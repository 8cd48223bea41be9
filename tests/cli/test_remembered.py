"""A scan is answered from an earlier one only while nothing that it depends on has changed."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="command lines are expanded there")

MAIN = """\
variable "status" {
  default = "Enabled"
}

resource "aws_s3_bucket" "data" {
  bucket = "some-data"
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = var.status
  }
}

module "inner" {
  source = "./inner"
}
"""
INNER = """\
resource "aws_sqs_queue" "jobs" {
  name   = "jobs"
  policy = file("${path.module}/policy.json")
}
"""
RULES = """\
rules:
  - id: versioned
    name: Buckets must be versioned
    resource_type: aws_s3_bucket_versioning
    assertions: [{key: versioning_configuration.status, operator: equals, value: Enabled}]
  - id: queue-policy
    name: Queues must name a principal
    resource_type: aws_sqs_queue
    assertions: [{key: policy, operator: not_contains, value: "*"}]
"""


class Repository:
    """A folder that is scanned, with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.cache = folder / "cache"
        (self.folder / "infra" / "inner").mkdir(parents=True)
        (self.folder / "infra" / "main.tf").write_text(MAIN)
        (self.folder / "infra" / "inner" / "main.tf").write_text(INNER)
        (self.folder / "infra" / "inner" / "policy.json").write_text('{"Principal": "me"}')
        (self.folder / "rules.yml").write_text(RULES)
        subprocess.run(["git", "init", "-q", str(self.folder)], check=True)
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache), "NO_COLOR": "1"}

    def run(self, *more: str, options: tuple[str, ...] = ()) -> tuple[int, bytes, bytes]:
        """Scan; the exit code and what was printed."""
        command = [sys.executable, *options, "-m", "riveter", "scan", "-r", "rules.yml", *more, "infra"]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def answers(self, *more: str) -> bool:
        """Whether the next scan is answered without the command line being read."""
        _, _, imports = self.run(*more, options=("-X", "importtime"))
        return b" click\n" not in imports

    def write(self, path: str, text: str) -> None:
        """Write a file of the repository."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_same_scan_prints_the_same(repository: Repository) -> None:
    first = repository.run()
    assert first[0] == 0
    assert repository.answers()
    assert repository.run() == first


@pytest.mark.parametrize(
    "format", ["json", *(pytest.param(name, marks=pytest.mark.slow) for name in ("text", "sarif", "junit", "markdown"))]
)
def test_every_format_comes_back(repository: Repository, format: str) -> None:
    repository.write("infra/inner/policy.json", '{"Principal": "*"}')
    first = repository.run("-f", format)
    assert first[0] == 1
    assert repository.answers("-f", format)
    assert repository.run("-f", format) == first


def _link(repository: Repository) -> None:
    shutil.copytree(repository.folder / "infra" / "inner", repository.folder / "elsewhere")
    repository.write("elsewhere/policy.json", '{"Principal": "*"}')
    shutil.rmtree(repository.folder / "infra" / "inner")
    (repository.folder / "infra" / "inner").symlink_to("../elsewhere")


def _environment(name: str, value: str) -> Callable[[Repository], None]:
    return lambda repository: repository.environment.update({name: value})


def _writes(path: str, text: str) -> Callable[[Repository], None]:
    return lambda repository: repository.write(path, text)


OFF = 'resource "aws_s3_bucket_versioning" "more" {\n  versioning_configuration {\n    status = "Suspended"\n  }\n}\n'
CHANGES: dict[str, Callable[[Repository], None]] = {
    "a file": _writes("infra/main.tf", MAIN.replace('"Enabled"', '"Suspended"')),
    "a file of a module": _writes("infra/inner/main.tf", INNER.replace('file("${path.module}/policy.json")', '"*"')),
    "a file that a function reads": _writes("infra/inner/policy.json", '{"Principal": "*"}'),
    "a new file": _writes("infra/more.tf", OFF),
    "a new root module": _writes("infra/new/main.tf", OFF),
    "an override": _writes("infra/override.tf", 'variable "status" {\n  default = "Suspended"\n}\n'),
    "values": _writes("infra/x.auto.tfvars", 'status = "Suspended"\n'),
    "values of the environment": _environment("TF_VAR_status", "Suspended"),
    "the rules": _writes("rules.yml", RULES.replace("Enabled", "Suspended")),
    "a config": _writes("riveter.yml", "variables: {status: Suspended}\n"),
    "a config that excludes": _writes("riveter.yml", 'exclude_paths: ["infra/inner/**"]\n'),
    "an ignored file": _writes(".gitignore", "main.tf\n"),
    "a comment": _writes("infra/main.tf", "# riveter:ignore-file versioned -- why not\n" + MAIN),
    "a link": _link,
    "a removed file": lambda repository: (repository.folder / "infra" / "inner" / "policy.json").unlink(),
    "a removed folder": lambda repository: shutil.rmtree(repository.folder / "infra" / "inner"),
    "colour": _environment("FORCE_COLOR", "1"),
    "a workspace": _environment("TF_WORKSPACE", "prod"),
}
QUICK = ("a file that a function reads", "values", "a link")


@pytest.mark.parametrize(
    "change", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in CHANGES]
)
def test_what_changes_is_seen(repository: Repository, change: str) -> None:
    repository.environment.pop("NO_COLOR")
    before = repository.run()
    assert repository.run() == before
    CHANGES[change](repository)
    fresh = repository.run("--no-cache")
    assert repository.run() == fresh
    assert repository.run() == fresh


def test_the_index_of_git_counts(repository: Repository) -> None:
    repository.write(".gitignore", "more/\n")
    repository.write("infra/more/main.tf", OFF)
    before = repository.run()
    assert repository.run() == before
    subprocess.run(["git", "add", "-f", "infra/more/main.tf"], cwd=repository.folder, check=True)
    assert repository.run() == repository.run("--no-cache") != before


@pytest.mark.parametrize(
    "options",
    [
        ("-o", "report.json"),
        ("--diff", "HEAD"),
        *(pytest.param(words, marks=pytest.mark.slow) for words in (("-v",), ("--time-limit", "100"), ("-f", "html"))),
    ],
)
def test_what_does_more_than_print_is_not_remembered(repository: Repository, options: tuple[str, ...]) -> None:
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.com"]
    subprocess.run([*git, "add", "-A"], cwd=repository.folder, check=True)
    subprocess.run([*git, "commit", "-qm", "all"], cwd=repository.folder, check=True)
    repository.run(*options)
    assert not repository.answers(*options)


def test_standard_input_is_not_remembered(repository: Repository) -> None:
    command = [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml", "-"]
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": []}}}
    bucket = {
        "address": "aws_s3_bucket_versioning.a",
        "mode": "managed",
        "type": "aws_s3_bucket_versioning",
        "name": "a",
    }
    codes = []
    for status in ("Enabled", "Suspended", "Enabled"):
        values = {"versioning_configuration": [{"status": status}]}
        plan["planned_values"] = {"root_module": {"resources": [{**bucket, "values": values}]}}
        done = subprocess.run(
            command, input=json.dumps(plan).encode(), cwd=repository.folder, env=repository.environment,
            capture_output=True, check=False,
        )  # fmt: skip
        codes.append(done.returncode)
    assert codes == [0, 1, 0]


def test_what_is_installed_counts_wherever_it_is(repository: Repository) -> None:
    """A user's own folder of packages is on the path as well."""
    packages = repository.folder.parent / "packages"
    packages.mkdir()
    repository.environment["PYTHONPATH"] = f"{packages}:{ROOT}"
    repository.run()
    assert repository.answers()
    (packages / "checks-1.0.dist-info").mkdir()
    assert not repository.answers()


def test_a_repository_brings_no_kept_output(repository: Repository) -> None:
    repository.environment["XDG_CACHE_HOME"] = str(repository.folder / "cache")
    repository.run()
    assert not repository.answers()
    assert not (repository.folder / "cache").exists()


def test_a_rule_about_the_time_is_not_remembered(repository: Repository) -> None:
    rule = RULES + (
        "  - id: soon\n    name: Buckets must not expire\n    resource_type: aws_s3_bucket\n"
        "    filters: [{key: tags.Until, operator: exists}]\n"
        "    assertions: [{key: tags.Until, operator: not_expires_within, value: 3}]\n"
    )
    repository.write("rules.yml", rule)
    repository.run()
    assert repository.answers()
    repository.write("infra/main.tf", MAIN.replace('"some-data"', '"some-data"\n  tags = { Until = "2035-01-01" }'))
    assert repository.run() == repository.run("--no-cache")
    assert not repository.answers()


def test_output_that_nobody_read_to_the_end_is_not_remembered(repository: Repository) -> None:
    command = f"{sys.executable} -m riveter scan -r rules.yml -f json infra | head -c 1"
    subprocess.run(command, shell=True, cwd=repository.folder, env=repository.environment, check=True)
    code, output, _ = repository.run("-f", "json")
    assert (code, output) == repository.run("-f", "json", "--no-cache")[:2]


def test_a_damaged_entry_is_none(repository: Repository) -> None:
    first = repository.run()
    entries = [path for path in (repository.cache / "riveter").rglob("*") if path.is_file() and "scans" in str(path)]
    assert len(entries) == 1
    entries[0].write_bytes(entries[0].read_bytes()[:-3])
    assert repository.run() == first


def test_no_secret_is_kept(repository: Repository) -> None:
    repository.write(
        "infra/secret.tf", 'variable "password" {\n  default   = "correct-horse-battery"\n  sensitive = true\n}\n'
        'resource "aws_sqs_queue" "named" {\n  name   = var.password\n  policy = "* ${var.password}"\n}\n'
    )  # fmt: skip
    assert repository.run("-f", "json")[0] == 1
    assert repository.answers("-f", "json")
    for path in (repository.cache / "riveter").rglob("*"):
        assert not path.is_file() or "scans" not in str(path) or b"correct-horse" not in path.read_bytes()


def test_every_door_notes_what_is_looked_up() -> None:
    """Links are resolved in one place, and who opens a file notes its content."""
    resolving, opening = [], []
    for path in (ROOT / "riveter").rglob("*.py"):
        name = path.relative_to(ROOT / "riveter").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "realpath":
                resolving.append(name)
            if isinstance(node, ast.Attribute) and node.attr == "open_file":
                opening.append(name)
    assert set(resolving) == {"__main__.py", "files/bounds.py"}
    assert set(opening) == {"files/reader.py", "files/gitindex.py", "files/lookups.py"}
