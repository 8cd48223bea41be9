"""`riveter scan --pre-commit`: the findings that a commit creates, in whichever file, and no others."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.diffing.conftest import GitFolder, Make, Scan

KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
VARIABLE = 'variable "rotate" {\n  default = %s\n}\n'
MODULE = {
    "main.tf": 'module "m" {\n  source = "./m"\n}\n',
    "m/main.tf": KEY % ("k", "var.rotate"),
    "m/variables.tf": VARIABLE % "true",
}
BLOCK = 'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n}\n'
RULES = """
- id: key-rotation
  name: Keys must be rotated
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: equals, value: true}]
- id: blocked
  name: Buckets must have a block
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
      quantifier: any
"""
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
Hook = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def hook(scan: Scan, tmp_path: Path) -> Hook:
    """`hook(folder, *paths)`: the exit code, and the addresses of the failing findings that are not unchanged."""
    rules = tmp_path / "hook.yml"
    rules.write_text(RULES, "utf-8")

    def run(folder: GitFolder, *paths: str, at: str = ".", **variables: str) -> tuple[int, list[str]]:
        done = scan(folder, "--pre-commit", "-r", str(rules), "-f", "json", "--", *paths, at=at, **variables)
        if not done.stdout:
            assert "Nothing to validate" in done.stderr
            return done.returncode, []
        found = json.loads(done.stdout)["findings"]
        failing = [item for item in found if item["outcome"] == "fail" and item.get("status") != "unchanged"]
        return done.returncode, [item["resource"]["address"] for item in failing]

    return run


def stage(folder: GitFolder, **files: str | None) -> None:
    """Write files and stage everything. Names have `__` for a slash and `_` for the last dot."""
    folder.write({name.replace("__", "/")[::-1].replace("_", ".", 1)[::-1]: text for name, text in files.items()})
    folder.git("add", "--all")


LOCAL = {"main.tf": KEY % ("k", "var.rotate"), "variables.tf": VARIABLE % "true"}


def test_a_staged_default_that_turns_a_rule_in_another_file(make: Make, hook: Hook) -> None:
    folder = make(LOCAL | {"old.tf": KEY % ("old", "false")})
    stage(folder, variables_tf=VARIABLE % "false")
    assert hook(folder, "variables.tf") == (1, ["aws_kms_key.k"])


def test_what_failed_before_the_commit_does_not_count(make: Make, hook: Hook) -> None:
    folder = make(LOCAL | {"old.tf": KEY % ("old", "false")})
    stage(folder, old_tf=KEY % ("old", "false") + KEY % ("new", "true"))
    assert hook(folder, "old.tf") == (0, [])


def test_a_file_of_a_module_turns_a_rule_for_its_caller(make: Make, hook: Hook) -> None:
    folder = make(MODULE)
    stage(folder, m__variables_tf=VARIABLE % "false")
    assert hook(folder, "m/variables.tf") == (1, ["module.m.aws_kms_key.k"])


@pytest.mark.parametrize("name", ["terraform.tfvars", "x.auto.tfvars", "x.auto.tfvars.json"])
def test_values_turn_a_rule(make: Make, hook: Hook, name: str) -> None:
    folder = make(LOCAL)
    folder.write({name: '{"rotate": false}' if name.endswith("json") else "rotate = false\n"})
    folder.git("add", "--all")
    assert hook(folder, name) == (1, ["aws_kms_key.k"])


NAMED = {"main.tf": KEY % ("k", "var.rotate") + KEY % ("old", "false"), "variables.tf": VARIABLE % "true"}


@pytest.mark.parametrize("name", ["env/dev.tfvars", "dev.tfvars", "env/dev.tfvars.json"])
@pytest.mark.parametrize("new", [True, False])
def test_values_that_nothing_else_reads_turn_a_rule(make: Make, hook: Hook, name: str, new: bool) -> None:
    good, bad = (
        ('{"rotate": true}', '{"rotate": false}') if name.endswith("json") else ("rotate = true", "rotate=false")
    )
    folder = make(NAMED if new else NAMED | {name: good})
    folder.write({name: bad})
    folder.git("add", "--all")
    assert hook(folder, name) == (1, ["aws_kms_key.k"])
    assert hook(folder) == (1, ["aws_kms_key.k"])
    assert hook(folder, name, at="." if "/" not in name else "env/..") == (1, ["aws_kms_key.k"])


def test_values_that_were_bad_before_do_not_count(make: Make, hook: Hook) -> None:
    folder = make(NAMED | {"env/dev.tfvars": "rotate = false\n"})
    folder.write({"env/dev.tfvars": "# A comment.\nrotate = false\n", "variables.tf": VARIABLE % "true" + "\n"})
    folder.git("add", "--all")
    assert hook(folder, "env/dev.tfvars", "variables.tf") == (0, [])
    assert hook(folder) == (0, [])


VALUES = '# Values of an environment.\nname = "dev"\nzones = ["a", "b"]\nrotate = %s\n'


@pytest.mark.parametrize("name", ["env/development.tfvars", "live/dev.tfvars", "development.tfvars"])
@pytest.mark.parametrize("config", ["", "environments: {dev: {var_files: [%s]}}\n"])
def test_values_in_a_renamed_file_were_there_before(make: Make, hook: Hook, name: str, config: str) -> None:
    declared = NAMED | {"more.tf": 'variable "name" {}\nvariable "zones" {}\n' + KEY % ("new", "var.new")}
    declared |= {"new.tf": 'variable "new" {\n  default = true\n}\n'}
    folder = make(
        declared | {"env/dev.tfvars": VALUES % "false", "riveter.yml": config.replace("%s", "env/dev.tfvars")}
    )
    folder.write({name: VALUES % "false", "env/dev.tfvars": None, "riveter.yml": config.replace("%s", name)})
    folder.git("add", "--all")
    assert hook(folder, name) == (0, [])
    assert hook(folder) == (0, [])
    folder.write({name: VALUES % "false" + "new = false\n"})
    folder.git("add", "--all")
    assert hook(folder, name) == (1, ["aws_kms_key.new"])


def test_a_renamed_file_of_values_that_is_compared_with_a_commit(make: Make, scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "keys.yml").write_text(RULES, "utf-8")
    folder = make(NAMED | {"env/dev.tfvars": "rotate = false\n"})
    folder.git("mv", "env/dev.tfvars", "env/development.tfvars")
    folder.git("commit", "--quiet", "-m", "a")
    for at, name in (
        (".", "env/development.tfvars"),
        ("env", "development.tfvars"),
        ("env", str(folder.path / "env/development.tfvars")),
    ):
        done = scan(folder, "--diff", "HEAD~", "-r", str(tmp_path / "keys.yml"), "--", name, at=at)
        assert (done.returncode, "Nothing is new" in done.stdout) == (0, True), name


def test_values_in_a_renamed_file_that_have_changed(make: Make, hook: Hook, scan: Scan, tmp_path: Path) -> None:
    declared = NAMED | {"more.tf": 'variable "name" {}\nvariable "zones" {}\n'}
    folder = make(declared | {"env/dev.tfvars": VALUES % "true"})
    folder.write({"env/development.tfvars": VALUES % "false", "env/dev.tfvars": None})
    folder.git("add", "--all")
    assert hook(folder, "env/development.tfvars") == (1, ["aws_kms_key.k"])
    done = scan(folder, "--pre-commit", "-r", str(tmp_path / "hook.yml"), "--", "env/development.tfvars")
    assert "was true, env/dev.tfvars:4" in done.stdout
    folder.write({"env/dev.tfvars": VALUES % "true", "env/development.tfvars": VALUES % "false"})
    folder.git("add", "--all")  # a copy: both environments exist
    assert hook(folder, "env/development.tfvars") == (1, ["aws_kms_key.k"])


def test_values_of_an_environment_that_is_new(make: Make, hook: Hook) -> None:
    folder = make(NAMED)
    folder.write(
        {"env/dev.tfvars": "rotate = true\n", "riveter.yml": "environments: {dev: {var_files: [env/dev.tfvars]}}\n"}
    )
    folder.git("add", "--all")
    assert hook(folder, "env/dev.tfvars") == (0, [])
    folder.write({"env/dev.tfvars": "rotate = false\n"})
    folder.git("add", "--all")
    assert hook(folder, "env/dev.tfvars") == (1, ["aws_kms_key.k"])


def test_values_for_a_root_module_that_is_new(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": KEY % ("old", "false")})
    folder.write(
        {"infra/main.tf": KEY % ("k", "var.rotate"), "infra/v.tf": VARIABLE % "true", "env/x.tfvars": "rotate=false"}
    )
    folder.git("add", "--all")
    assert hook(folder) == (1, ["aws_kms_key.k"])


def test_all_files_of_a_clean_tree_with_values(make: Make, hook: Hook) -> None:
    folder = make(LOCAL | {"env/dev.tfvars": "rotate = false\n", "env/prod.tfvars": "rotate = true\n"})
    names = ("main.tf", "variables.tf", "env/dev.tfvars", "env/prod.tfvars")
    assert hook(folder, *names) == (1, ["aws_kms_key.k"])


def test_the_report_names_the_former_value_of_such_a_file(make: Make, hook: Hook, scan: Scan, tmp_path: Path) -> None:
    folder = make(NAMED | {"env/dev.tfvars": "rotate = true\n"})
    folder.write({"env/dev.tfvars": "rotate = false\n"})
    folder.git("add", "--all")
    said = scan(folder, "--pre-commit", "-r", "../hook.yml", "--", "env/dev.tfvars")
    assert "was true, env/dev.tfvars:1" in said.stdout
    assert "this root module with it: `.` (the nearest one above that has its variables)" in said.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("k.tofu", KEY % ("k", "false")),
        ("k.tf.json", '{"resource": {"aws_kms_key": {"k": {"enable_key_rotation": false}}}}'),
    ],
)
def test_every_kind_of_configuration_counts(make: Make, hook: Hook, name: str, text: str) -> None:
    folder = make({"main.tf": ""})
    folder.write({name: text})
    folder.git("add", "--all")
    assert hook(folder) == (1, ["aws_kms_key.k"])


@pytest.mark.parametrize("given", [(), ("main.tf",)])
def test_a_commit_that_removes_a_file(make: Make, hook: Hook, given: tuple[str, ...]) -> None:
    folder = make({"main.tf": BUCKET, "block.tf": BLOCK})
    folder.git("rm", "--quiet", "block.tf")
    assert hook(folder, *given) == (1, ["aws_s3_bucket.b"])


def test_removed_values_turn_a_rule(make: Make, hook: Hook) -> None:
    folder = make(
        {
            "main.tf": KEY % ("k", "var.rotate"),
            "variables.tf": VARIABLE % "false",
            "terraform.tfvars": "rotate = true\n",
        }
    )
    folder.git("rm", "--quiet", "terraform.tfvars")
    assert hook(folder) == (1, ["aws_kms_key.k"])


def test_a_removed_module_file_concerns_the_callers(make: Make, hook: Hook) -> None:
    module = {"m/main.tf": BUCKET, "m/block.tf": BLOCK}
    folder = make({"infra/main.tf": 'module "m" {\n  source = "../m"\n}\n', **module})
    folder.git("rm", "--quiet", "m/block.tf")
    assert hook(folder) == (1, ["module.m.aws_s3_bucket.b"])


POLICY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = jsondecode(file("${path.module}/%s")).rotate\n}\n'


@pytest.mark.parametrize("data", ["infra/key.json", "infra/data/key.json", "shared/key.json"])
def test_a_file_that_the_configuration_reads(make: Make, hook: Hook, data: str) -> None:
    folder = make(
        {
            "infra/main.tf": POLICY % os.path.relpath(data, "infra"),
            data: '{"rotate": true}',
            "other/main.tf": KEY % ("other", "false"),
        }
    )
    folder.write({data: '{"rotate": false}'})
    folder.git("add", "--all")
    assert hook(folder) == (1, ["aws_kms_key.k"])


def test_a_file_that_nothing_reads(make: Make, hook: Hook) -> None:
    folder = make({"infra/main.tf": POLICY % "key.json", "infra/key.json": '{"rotate": false}'})
    folder.write({"readme.md": "text"})
    folder.git("add", "--all")
    assert hook(folder) == (0, [])


def test_a_module_that_is_removed_but_called(make: Make, scan: Scan) -> None:
    folder = make({"infra/main.tf": 'module "m" {\n  source = "../gone"\n}\n', "gone/main.tf": BUCKET})
    folder.git("rm", "--quiet", "-r", "gone")
    done = scan(folder, "--pre-commit", "-p", "aws-security")
    assert done.returncode == 2
    assert "infra/main.tf:2" in done.stdout + done.stderr


def test_a_folder_that_is_moved_or_removed_has_no_new_findings(make: Make, hook: Hook) -> None:
    folder = make({"a/main.tf": KEY % ("k", "false"), "b/main.tf": ""})
    folder.git("rm", "--quiet", "a/main.tf")
    assert hook(folder) == (0, [])


def test_a_resource_that_moves_to_another_file_is_not_new(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": KEY % ("k", "false"), "other.tf": ""})
    stage(folder, main_tf="", other_tf=KEY % ("k", "false"))
    assert hook(folder, "main.tf", "other.tf") == (0, [])
    folder.git("mv", "other.tf", "new.tf")
    assert hook(folder, "new.tf") == (0, [])


def test_a_clean_tree_is_compared_with_nothing(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": KEY % ("k", "false"), "other.tf": KEY % ("other", "false")})
    assert hook(folder, "main.tf", "other.tf") == (1, ["aws_kms_key.k", "aws_kms_key.other"])
    assert hook(folder, "main.tf") == (1, ["aws_kms_key.k"])
    assert hook(folder) == (0, [])


def test_a_range_of_commits_is_compared_with_its_beginning(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": KEY % ("old", "false"), "block.tf": BLOCK, "bucket.tf": BUCKET})
    start = folder.git("rev-parse", "HEAD").strip()
    folder.git("rm", "--quiet", "block.tf")
    folder.commit({"main.tf": KEY % ("old", "false") + KEY % ("new", "false")})
    folder.commit({"readme": "text"})
    ends = {"PRE_COMMIT_FROM_REF": start, "PRE_COMMIT_TO_REF": "HEAD"}
    assert hook(folder, "main.tf", **ends) == (1, ["aws_s3_bucket.b", "aws_kms_key.new"])
    assert hook(folder, **ends) == (1, ["aws_s3_bucket.b", "aws_kms_key.new"])
    assert hook(folder, **ends | {"PRE_COMMIT_FROM_REF": "HEAD~1"}) == (0, [])


def test_in_a_merge_the_findings_of_either_branch_are_not_new(make: Make, hook: Hook) -> None:
    folder = make({"variables.tf": VARIABLE % "true", "ours.tf": "", "theirs.tf": ""})
    folder.git("checkout", "--quiet", "-b", "other")
    folder.commit({"theirs.tf": KEY % ("theirs", "false"), "k.tf": KEY % ("k", "var.rotate")})
    folder.git("checkout", "--quiet", "main")
    folder.commit({"ours.tf": KEY % ("ours", "false")})
    folder.git("merge", "--quiet", "--no-commit", "--no-ff", "other")
    assert hook(folder, "theirs.tf", "k.tf") == (0, [])
    stage(folder, variables_tf=VARIABLE % "false", new_tf=KEY % ("new", "false"))
    assert hook(folder) == (1, ["aws_kms_key.k", "aws_kms_key.new"])


def test_a_beginning_that_is_not_there_is_an_error(make: Make, scan: Scan) -> None:
    done = scan(make(LOCAL), "--pre-commit", "-p", "aws-security", PRE_COMMIT_FROM_REF="0" * 40)
    assert done.returncode == 2
    assert "names no commit" in done.stderr


def test_the_first_commit_of_a_repository(make: Make, hook: Hook) -> None:
    folder = make({})
    folder.git("update-ref", "-d", "HEAD")
    stage(folder, main_tf=KEY % ("k", "false"))
    assert hook(folder) == (1, ["aws_kms_key.k"])
    assert hook(folder, "main.tf") == (1, ["aws_kms_key.k"])


def test_files_that_git_does_not_track_do_not_count(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": BUCKET, "block.tf": BLOCK, "variables.tf": VARIABLE % "true"})
    stage(folder, key_tf=KEY % ("k", "var.rotate"))
    folder.write({"untracked.tf": KEY % ("u", "false"), "terraform.tfvars": "rotate = false\n"})
    assert hook(folder, "key.tf") == (0, [])
    folder.git("rm", "--quiet", "block.tf")
    folder.write({"again.tf": BLOCK})
    assert hook(folder, "key.tf") == (1, ["aws_s3_bucket.b"])
    assert hook(folder, "untracked.tf") == (1, ["aws_s3_bucket.b", "aws_kms_key.u"])


def test_ignored_values_count_on_both_sides(make: Make, hook: Hook) -> None:
    folder = make({".gitignore": "*.tfvars\n", "main.tf": "", "variables.tf": VARIABLE % "true"})
    folder.write({"terraform.tfvars": "rotate = false\n"})
    stage(folder, main_tf=KEY % ("k", "var.rotate"))
    assert hook(folder, "main.tf") == (1, ["aws_kms_key.k"])


def test_the_index_of_a_partial_commit(make: Make, hook: Hook) -> None:
    folder = make({"main.tf": KEY % ("k", "false")})
    (folder.path / ".git" / "next-index").write_bytes((folder.path / ".git" / "index").read_bytes())
    stage(folder, main_tf=KEY % ("k", "false") + "#")
    assert hook(folder, "main.tf") == (0, [])
    # nothing is staged in this one
    assert hook(folder, "main.tf", GIT_INDEX_FILE=".git/next-index") == (1, ["aws_kms_key.k"])
    # an index elsewhere is of another repository
    assert hook(folder, "main.tf", GIT_INDEX_FILE="/elsewhere/index") == (0, [])


def test_a_folder_below_the_root(make: Make, hook: Hook) -> None:
    folder = make({"infra/main.tf": BUCKET, "infra/block.tf": BLOCK, "m/main.tf": ""})
    folder.git("rm", "--quiet", "infra/block.tf")
    stage(folder, m__main_tf=KEY % ("k", "false"))
    assert hook(folder, at="m") == (1, ["aws_s3_bucket.b", "aws_kms_key.k"])


def test_a_commit_without_terraform_has_nothing_to_do(make: Make, hook: Hook) -> None:
    folder = make(LOCAL | {"old.tf": KEY % ("old", "false")})
    stage(folder, readme_md="text")
    assert hook(folder) == (0, [])


def test_named_files_that_are_no_terraform_are_no_targets(make: Make, hook: Hook) -> None:
    folder = make(LOCAL)
    stage(folder, README_md="text\n")
    assert hook(folder, "README.md") == (0, [])
    stage(folder, variables_tf=VARIABLE % "false")
    assert hook(folder, "README.md", "variables.tf") == (1, ["aws_kms_key.k"])
    folder.git("commit", "--quiet", "-m", "text", "--no-verify")
    assert hook(folder, "README.md") == (0, [])


def test_another_base_is_refused_and_rules_are_not_files(make: Make, scan: Scan, tmp_path: Path) -> None:
    folder = make({"main.tf": ""})
    stage(folder, main_tf=KEY % ("k", "false"))
    assert scan(folder, "--pre-commit", "--diff", "HEAD").returncode == 2
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(RULES.replace("id: ", f"id: {name[0]}-"), "utf-8")
    done = scan(folder, "--pre-commit", "-r", str(tmp_path / "a.yml"), str(tmp_path / "b.yml"), "-f", "json")
    found = json.loads(done.stdout)["findings"]
    assert [(item["rule_id"], item["status"]) for item in found] == [
        ("a-key-rotation", "new"),
        ("b-key-rotation", "new"),
    ]
