"""A resource that moves to another address is the same one: `moved` blocks and `count`, as Terraform follows them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from riveter.core.moves import Moves
from riveter.terraform.modules.moved_blocks import moves_of
from riveter.terraform.project import load
from tests.cli.conftest import Riveter
from tests.diffing.conftest import Make, Scan

KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
MOVED = "moved {\n  from = %s\n  to   = %s\n}\n"
RULES = """
- id: key-rotation
  name: Keys must be rotated
  resource_type: aws_kms_key
  assertions:
    - {key: enable_key_rotation, operator: equals, value: true}
    - {key: deletion_window_in_days, operator: not_equals, value: 7}
- id: private
  name: Buckets are private
  resource_type: aws_s3_bucket
  assertions: [{related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}, quantifier: any}]
"""
CALL = 'module "%s" {\n  source = "./m"\n%s}\n'

CASES = [
    pytest.param(KEY % ("a", "false"), KEY % ("b", "false") + MOVED % ("aws_kms_key.a", "aws_kms_key.b"), id="renamed"),
    pytest.param(
        KEY % ("a", "false"),
        KEY % ("c", "false")
        + MOVED % ("aws_kms_key.b", "aws_kms_key.c")
        + MOVED % ("aws_kms_key.a", "aws_kms_key.b"),
        id="twice",
    ),
    pytest.param(KEY % ("a", "false"), KEY % ("a", "false\n  count = 1"), id="a count"),
    pytest.param(KEY % ("a", "false\n  count = 1"), KEY % ("a", "false"), id="a count less"),
    pytest.param(
        KEY % ("a", "false\n  count = 2"),
        KEY % ("b", "false\n  count = 2") + MOVED % ("aws_kms_key.a", "aws_kms_key.b"),
        id="all instances",
    ),
    pytest.param(
        KEY % ("a", "false"),
        KEY % ("a", 'false\n  for_each = toset(["x"])') + MOVED % ("aws_kms_key.a", 'aws_kms_key.a["x"]'),
        id="to an instance",
    ),
    pytest.param(
        KEY % ("a", "false"), CALL % ("m", "") + MOVED % ("aws_kms_key.a", "module.m.aws_kms_key.in"), id="into a module"
    ),
    pytest.param(CALL % ("a", ""), CALL % ("b", "") + MOVED % ("module.a", "module.b"), id="a module"),
    pytest.param(
        CALL % ("a", '  for_each = toset(["x", "y"])\n'),
        CALL % ("b", '  for_each = toset(["x", "y"])\n') + MOVED % ("module.a", "module.b"),
        id="all instances of a module",
    ),
    pytest.param(
        CALL % ("a", ""), CALL % ("a", "  count = 1\n") + MOVED % ("module.a", "module.a[0]"), id="a module with a count"
    ),
]  # fmt: skip
MODULE = {"m/main.tf": KEY % ("in", "false")}


def files(text: str) -> dict[str, str]:
    """Return the files of a root module, with the module if it is called."""
    return {"main.tf": text, **(MODULE if "module " in text else {})}


def write(folder: Path, text: str) -> None:
    for name, content in files(text).items():
        (folder / name).write_text(content)


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def statuses(scan: Scan, folder: object, tmp_path: Path) -> list[tuple[str, str]]:
    (tmp_path / "moved.yml").write_text(RULES)
    done = scan(folder, "-r", "../moved.yml", "--diff", "HEAD", "-f", "json", "--no-cache")
    report = json.loads(done.stdout)
    assert not [item for item in report["diagnostics"] if item["severity"] == "error"]
    found = [(item["resource"]["address"], item["status"]) for item in report["findings"] if item["outcome"] == "fail"]
    return [*found, *((item["resource"]["address"], "fixed") for item in report["diff"]["fixed_findings"])]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_a_finding_of_a_resource_that_moved_is_not_new(
    make: Make, scan: Scan, tmp_path: Path, before: str, after: str
) -> None:
    folder = make(files(before))
    folder.write(files(after))
    found = statuses(scan, folder, tmp_path)
    assert found
    assert {status for _, status in found} == {"unchanged"}


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform")
@pytest.mark.parametrize(("before", "after"), CASES)
def test_terraform_follows_the_same_moves(tmp_path: Path, before: str, after: str) -> None:
    def plain(text: str) -> str:  # resources without a provider
        return text.replace("aws_kms_key", "terraform_data").replace("enable_key_rotation", "input")

    def terraform(*words: str) -> str:
        environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
        command = ["terraform", *words, "-no-color"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(plain(MODULE["m/main.tf"]))
    (tmp_path / "main.tf").write_text(plain(before))
    terraform("init")
    terraform("apply", "-auto-approve")
    (tmp_path / "main.tf").write_text(plain(after))
    terraform("init")
    assert "0 to add, 0 to change, 0 to destroy" in terraform("plan")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(KEY % ("b", "false"), id="without a block"),
        pytest.param(KEY % ("b", "false") + MOVED % ("aws_kms_key.x", "aws_kms_key.b"), id="from another one"),
        pytest.param(
            KEY % ("a", "false") + KEY % ("b", "false") + MOVED % ("aws_kms_key.a[1]", "aws_kms_key.b"),
            id="one that is still there",
        ),
        pytest.param(
            KEY % ("b", 'false\n  for_each = toset(["x", "y"])') + MOVED % ("aws_kms_key.a", 'aws_kms_key.b["x"]'),
            id="one of two instances",
        ),
        pytest.param(
            KEY % ("b", "false\n  deletion_window_in_days = 7") + MOVED % ("aws_kms_key.a", "aws_kms_key.b"),
            id="another violation",
        ),
    ],
)
def test_what_did_not_move_is_new(make: Make, scan: Scan, tmp_path: Path, after: str) -> None:
    folder = make({"main.tf": KEY % ("a", "false")})
    folder.write({"main.tf": after})
    assert "new" in [status for _, status in statuses(scan, folder, tmp_path)]


def test_why_a_finding_of_a_moved_resource_is_new(make: Make, scan: Scan, tmp_path: Path) -> None:
    folder = make({"main.tf": KEY % ("a", "true")})
    folder.write({"main.tf": KEY % ("b", "false") + MOVED % ("aws_kms_key.a", "aws_kms_key.b")})
    (tmp_path / "moved.yml").write_text(RULES)
    said = scan(folder, "-r", "../moved.yml", "--diff", "HEAD").stdout
    assert "was true, main.tf:2" in said
    assert "the resource is new" not in said


def test_a_moved_neighbour_did_not_go(make: Make, scan: Scan, tmp_path: Path) -> None:
    bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
    block = 'resource "aws_s3_bucket_public_access_block" "%s" {\n  bucket = %s\n}\n'
    folder = make({"main.tf": bucket + block % ("p", "aws_s3_bucket.b.id")})
    address = "aws_s3_bucket_public_access_block.%s"
    folder.write({"main.tf": bucket + block % ("q", '"other"') + MOVED % (address % "p", address % "q")})
    (tmp_path / "moved.yml").write_text(RULES)
    said = scan(folder, "-r", "../moved.yml", "--diff", "HEAD").stdout
    assert "aws_s3_bucket.b" in said
    assert "there was" not in said


def test_a_moved_resource_whose_finding_is_mended_is_fixed(make: Make, scan: Scan, tmp_path: Path) -> None:
    folder = make({"main.tf": KEY % ("a", "false")})
    folder.write({"main.tf": KEY % ("b", "true") + MOVED % ("aws_kms_key.a", "aws_kms_key.b")})
    assert statuses(scan, folder, tmp_path) == [("aws_kms_key.b", "fixed")]


@pytest.mark.parametrize(("before", "after"), CASES)
@pytest.mark.usefixtures("inside")
def test_a_baseline_knows_a_resource_that_moved(
    riveter: Riveter,
    tmp_path: Path,
    before: str,
    after: str,
) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    write(tmp_path, before)
    assert riveter("baseline", "create", "-r", "rules.yml").code == 0
    write(tmp_path, after)
    words = ("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json")
    done = riveter(*words)
    assert (done.code, "no longer occur" in done.err) == (0, False)
    updated = riveter("baseline", "update", "-r", "rules.yml")
    assert updated.out.startswith("0 removed, 0 added"), updated.out
    (tmp_path / "main.tf").write_text(after.partition("moved {")[0])
    assert riveter(*words).code == 0


@pytest.mark.usefixtures("inside")
def test_a_baseline_knows_one_resource_only(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "main.tf").write_text(KEY % ("a", "false"))
    riveter("baseline", "create", "-r", "rules.yml")
    move = MOVED % ("aws_kms_key.a", "aws_kms_key.b")
    (tmp_path / "main.tf").write_text(KEY % ("a", "false") + KEY % ("b", "false") + move.replace("key.a", "key.a[0]"))
    assert riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json").code == 1


def test_moves_inside_of_modules_apply_to_all_their_instances(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "main.tf").write_text(
        CALL % ("m", '  for_each = toset(["x.y", "z"])\n') + MOVED % ("module.o", "module.m")
    )
    (tmp_path / "m/main.tf").write_text(KEY % ("new", "true") + MOVED % ("aws_kms_key.old", "aws_kms_key.new"))
    (root,) = load([str(tmp_path)]).trees
    found = list(moves_of(root).former('module.m["x.y"].aws_kms_key.new'))
    assert found[:2] == ['module.o["x.y"].aws_kms_key.new', 'module.m["x.y"].aws_kms_key.old']
    assert 'module.o["x.y"].aws_kms_key.old' in found


def test_moves_in_a_circle_end() -> None:
    assert list(Moves().former("data.aws_ami.a")) == []
    assert list(Moves().former("module.m[0].aws_x.y")) == ["module.m[0].aws_x.y[0]"]
