"""What the base is read from, and that it is what the working tree would be with that commit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from riveter import api
from riveter.findings import Outcome
from tests.diffing.conftest import Compare, GitFolder, Make, fixed, statuses

EXAMPLES = Path(__file__).parents[2] / "examples"
BAD = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n'
GOOD = BAD.replace("false", "true")
BY_VARIABLE = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
UNCHANGED = {"key-rotation aws_kms_key.a": "unchanged"}
NEW = {"key-rotation aws_kms_key.a": "new"}


@pytest.mark.parametrize("base", ["main", "HEAD", "v1", "refs/heads/main", "HEAD^{commit}", "main...", "main...HEAD"])
def test_every_name_of_a_commit_will_do(make: Make, compare: Compare, base: str) -> None:
    folder = make({"main.tf": BAD})
    folder.git("tag", "v1")
    result = compare(base)
    assert statuses(result) == UNCHANGED
    assert result.diff is not None
    assert result.diff.base == base
    assert result.diff.commit == folder.git("rev-parse", "HEAD").strip()


def test_an_earlier_commit_by_its_short_id(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": GOOD})
    folder.commit({"main.tf": BAD})
    folder.commit({"more.tf": "# nothing"})
    assert statuses(compare(folder.git("rev-parse", "--short", "HEAD~2").strip())) == NEW
    assert statuses(compare("HEAD~1")) == UNCHANGED


def test_three_dots_compare_with_where_the_branch_began(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD})
    folder.git("checkout", "--quiet", "-b", "feature")
    folder.commit({"other.tf": "# feature"})
    folder.git("checkout", "--quiet", "main")
    folder.commit({"main.tf": GOOD})
    folder.git("checkout", "--quiet", "feature")
    assert statuses(compare("main")) == NEW  # main has repaired it meanwhile
    assert statuses(compare("main...")) == UNCHANGED


def test_an_empty_base_makes_everything_new(make: Make, compare: Compare) -> None:
    folder = make()
    folder.write({"main.tf": BAD})
    assert statuses(compare()) == NEW


def test_from_a_folder_inside_the_repository(make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make({"infra/main.tf": BAD, "other/main.tf": BAD})
    monkeypatch.chdir(folder.path / "infra")
    result = compare()
    assert statuses(result) == UNCHANGED
    result = compare("HEAD", "../other")
    assert statuses(result) == UNCHANGED
    span = next(iter(result.findings)).resource.span
    assert span is not None
    assert span.file == "../other/main.tf"


def test_from_outside_of_the_repository(
    make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = make({"infra/main.tf": BAD})
    monkeypatch.chdir(tmp_path)
    assert statuses(compare("HEAD", "repository/infra")) == UNCHANGED
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert statuses(compare("HEAD", "../repository")) == UNCHANGED
    assert statuses(compare("HEAD", str(folder.path / "infra"))) == UNCHANGED
    assert statuses(compare("HEAD", str(folder.path / "infra" / "main.tf"))) == UNCHANGED


def test_one_file_with_its_siblings_as_context(make: Make, compare: Compare) -> None:
    folder = make(
        {"main.tf": BY_VARIABLE.split("\n", 1)[1], "variables.tf": 'variable "rotate" {\n  default = true\n}\n'}
    )
    folder.write({"variables.tf": 'variable "rotate" {\n  default = false\n}\n'})
    assert statuses(compare("HEAD", "main.tf")) == NEW


def test_a_target_that_the_base_lacks_is_all_new(make: Make, compare: Compare) -> None:
    folder = make({"old/main.tf": BAD, "docs/readme.md": ""})
    folder.write(
        {"added/main.tf": BAD, "docs/main.tf": BAD.replace('"a"', '"b"'), "old/more.tf": BAD.replace('"a"', '"c"')}
    )
    assert statuses(compare("HEAD", "added")) == NEW
    assert statuses(compare("HEAD", "docs")) == {"key-rotation aws_kms_key.b": "new"}
    assert statuses(compare("HEAD", "old/more.tf")) == {"key-rotation aws_kms_key.c": "new"}
    assert fixed(compare("HEAD", "old/more.tf")) == []
    assert compare("HEAD", "added").diagnostics == ()


def test_what_a_file_says_may_have_stood_in_another_file_of_its_module(make: Make, compare: Compare) -> None:
    """For a hook that names the staged files: a renamed file, and a block that moved from one file to another."""
    other = BAD.replace('"a"', '"b"')
    folder = make({"main.tf": BAD + other, "below/main.tf": BAD})
    folder.git("mv", "main.tf", "keys.tf")
    assert statuses(compare("HEAD", "keys.tf")) == {**UNCHANGED, "key-rotation aws_kms_key.b": "unchanged"}
    folder.write({"keys.tf": BAD, "moved.tf": other})
    result = compare("HEAD", "moved.tf")
    assert statuses(result) == {"key-rotation aws_kms_key.b": "unchanged"}
    assert fixed(result) == []
    folder.write({"moved.tf": other.replace("false", "true")})
    assert fixed(compare("HEAD", "moved.tf")) == ["key-rotation aws_kms_key.b"]
    folder.commit({"keys.tf": BAD, "moved.tf": other})
    # What is gone from another file is not what this scan is about.
    folder.write({"keys.tf": "", "moved.tf": ""})
    assert fixed(compare("HEAD", "moved.tf")) == ["key-rotation aws_kms_key.b"]
    assert fixed(compare("HEAD", "moved.tf", "keys.tf")) == [
        "key-rotation aws_kms_key.a",
        "key-rotation aws_kms_key.b",
    ]


@pytest.mark.parametrize("name", ["more.auto.tfvars", "terraform.tfvars.json"])
def test_a_file_of_values_that_the_base_lacks_may_be_what_is_scanned(make: Make, compare: Compare, name: str) -> None:
    folder = make({"main.tf": BY_VARIABLE + BAD.replace('"a"', '"b"')})
    folder.write({name: '{"rotate": false}' if name.endswith("json") else "rotate = false\n"})
    assert statuses(compare("HEAD", name)) == {**NEW, "key-rotation aws_kms_key.b": "unchanged"}


def test_what_could_not_be_read_was_not_fixed(make: Make, compare: Compare) -> None:
    other = BAD.replace('"a"', '"b"')
    folder = make({"main.tf": BAD + other})
    folder.write({"main.tf": GOOD + other.replace("false", "((")})
    result = compare()
    assert any(item.severity == "error" for item in result.diagnostics)
    assert fixed(result) == ["key-rotation aws_kms_key.a"]
    folder.write({"main.tf": "resource {{{"})
    assert fixed(compare()) == []
    folder.write({"main.tf": "", "elsewhere/main.tf": "resource {{{"})
    assert fixed(compare()) == ["key-rotation aws_kms_key.a", "key-rotation aws_kms_key.b"]


def test_places_of_the_base_are_told_as_those_of_the_working_tree(
    make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also from far away, where names are absolute."""
    folder = make({"main.tf": BAD})
    folder.write({"main.tf": BAD.replace("false", "true")})
    away = tmp_path / "far" / "far" / "away"
    away.mkdir(parents=True)
    monkeypatch.chdir(away)
    result = compare("HEAD", str(folder.path))
    assert result.diff is not None
    (finding,) = result.diff.fixed
    assert finding.resource.span is not None
    assert finding.resource.span.file == (folder.path / "main.tf").as_posix()
    assert [one.location.file for one in finding.assertions if one.location] == [finding.resource.span.file]


def test_the_working_directory_and_the_temporary_folder_are_left_as_they_were(
    make: Make, compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make({"main.tf": BAD})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    compare()
    assert Path.cwd() == folder.path
    assert list(temporary.iterdir()) == []
    assert folder.git("status", "--porcelain") == ""


def test_a_base_is_what_a_checkout_of_it_is(make: Make, compare: Compare, tmp_path: Path) -> None:
    """The examples, of which nothing is left in the working tree: all that was wrong with them is fixed."""
    folder = make()
    shutil.copytree(EXAMPLES, folder.path / "examples")
    folder.commit()
    real = api.scan(api.ScanOptions(targets=api.Targets(cache=False), packs=("aws-security", "soc2")))
    wrong = [item for item in real.findings if item.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
    assert len(wrong) > 3
    shutil.rmtree(folder.path / "examples")
    folder.write({"main.tf": "# nothing"})
    result = compare("HEAD", packs=("aws-security", "soc2"))
    assert result.diff is not None
    assert list(result.diff.fixed) == wrong


# --- variables ----------------------------------------------------------------------------------------


def test_a_var_file_is_read_as_it_was(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BY_VARIABLE, "envs/prod.tfvars": "rotate = true\n"})
    folder.write({"envs/prod.tfvars": "rotate = false\n"})
    assert statuses(compare(var_files=("envs/prod.tfvars",))) == NEW
    assert statuses(compare(var_files=(str(folder.path / "envs/prod.tfvars"),))) == NEW


def test_a_var_file_of_any_name_is_read_as_it_was(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BY_VARIABLE, "prod.vars": "rotate = false\n"})
    assert statuses(compare(var_files=("prod.vars",))) == UNCHANGED
    folder.commit({"prod.vars": "rotate = true\n"})
    folder.write({"prod.vars": "rotate = false\n"})
    assert statuses(compare(var_files=("prod.vars",))) == NEW


def test_a_var_file_that_the_base_lacks_is_not_read_for_it(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BY_VARIABLE})
    folder.write({"prod.tfvars": "rotate = false\n"})
    result = compare(var_files=("prod.tfvars",))
    assert statuses(result) == NEW
    assert result.diagnostics == ()


def test_a_var_file_outside_of_the_repository_holds_for_both(make: Make, compare: Compare, tmp_path: Path) -> None:
    make({"main.tf": BY_VARIABLE})
    (tmp_path / "prod.tfvars").write_text("rotate = false\n")
    assert statuses(compare(var_files=("../prod.tfvars",))) == UNCHANGED
    assert statuses(compare(variables=(("rotate", "false"),))) == UNCHANGED


def test_values_that_git_was_told_to_ignore_hold_for_both(make: Make, compare: Compare) -> None:
    folder = make({"infra/main.tf": BY_VARIABLE, ".gitignore": "*.tfvars\ngenerated.tf\nsecret.vars\n"})
    folder.write({"infra/terraform.tfvars": "rotate = false\n"})
    assert statuses(compare()) == UNCHANGED
    (folder.path / "infra/terraform.tfvars").unlink()
    folder.write({"secret.vars": "rotate = false\n"})
    assert statuses(compare(var_files=("secret.vars",))) == UNCHANGED
    folder.write({"infra/generated.tf": BAD.replace('"a"', '"g"')})
    assert statuses(compare(variables=(("rotate", "true"),))) == {"key-rotation aws_kms_key.g": "unchanged"}


# --- modules and files --------------------------------------------------------------------------------


def test_a_local_module_outside_of_the_target(make: Make, compare: Compare) -> None:
    folder = make({"live/main.tf": 'module "k" {\n  source = "../modules/key"\n}\n', "modules/key/main.tf": GOOD})
    folder.write({"modules/key/main.tf": BAD})
    assert statuses(compare("HEAD", "live")) == {"key-rotation module.k.aws_kms_key.a": "new"}
    folder.commit()
    assert statuses(compare("HEAD", "live")) == {"key-rotation module.k.aws_kms_key.a": "unchanged"}


def test_installed_modules_are_not_git_s_and_hold_for_both(make: Make, compare: Compare) -> None:
    folder = make(
        {
            ".gitignore": ".terraform/\n",
            "main.tf": 'module "k" {\n  source = "example/key/aws"\n}\n',
        }
    )
    folder.write(
        {
            ".terraform/modules/modules.json": '{"Modules": [{"Key": "k", "Source": "x", "Dir": ".terraform/modules/k"}]}',
            ".terraform/modules/k/main.tf": 'resource "aws_kms_key" "a" {\n'
            '  enable_key_rotation = jsondecode(file("${path.module}/data.json"))\n}\n',
            ".terraform/modules/k/data.json": "false",
            ".terraform/modules/k/.git/main.tf": "broken {",
            ".terraform/providers/big": "x",
        }
    )
    result = compare()
    assert statuses(result) == {"key-rotation module.k.aws_kms_key.a": "unchanged"}


def test_a_module_that_is_upgraded_is_the_same_one_in_both(make: Make, compare: Compare) -> None:
    call = 'module "k" {{\n  source  = "example/key/aws"\n  version = "{}"\n}}\n'
    folder = make({".gitignore": ".terraform/\n", "main.tf": call.format("1.0.0")})
    entry = '{"Key": "k", "Source": "registry.terraform.io/example/key/aws", "Version": "2.0.0", "Dir": ".terraform/modules/k"}'
    installed = {".terraform/modules/modules.json": f'{{"Modules": [{entry}]}}', ".terraform/modules/k/main.tf": BAD}
    folder.write({"main.tf": call.format("2.0.0"), **installed})
    result = compare()
    assert statuses(result) == {"key-rotation module.k.aws_kms_key.a": "unchanged"}
    assert result.diagnostics == ()
    folder.write({"main.tf": call.format("3.0.0")})
    result = compare()
    assert statuses(result) == {}
    assert "Another module is installed" in [problem.summary for problem in result.diagnostics]


def test_the_workspace_that_is_selected_in_a_folder_is_that_of_both(make: Make, compare: Compare) -> None:
    uses = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = terraform.workspace != "dev"\n}\n'
    folder = make({".gitignore": ".terraform/\n", "m/main.tf": uses})
    assert statuses(compare()) == {}
    folder.write({"m/.terraform/environment": "dev"})
    assert statuses(compare()) == {"key-rotation aws_kms_key.a": "unchanged"}


def test_files_and_templates_that_functions_read(make: Make, compare: Compare) -> None:
    uses = (
        'resource "aws_kms_key" "f" {\n  enable_key_rotation = jsondecode(file("${path.module}/flags/rotate.txt"))\n}\n'
        'resource "aws_kms_key" "t" {\n  enable_key_rotation = templatefile("t.tftpl", { x = "false" })\n}\n'
        'resource "aws_kms_key" "s" {\n  enable_key_rotation = length(fileset("flags", "*.on")) > 0\n}\n'
    )
    folder = make({"main.tf": uses, "flags/rotate.txt": "true", "t.tftpl": "${x}", "flags/a.on": ""})
    before = {"key-rotation aws_kms_key.t": "unchanged"}
    assert statuses(compare()) == before
    folder.write({"flags/rotate.txt": "false"})
    (folder.path / "flags/a.on").unlink()
    assert statuses(compare()) == {
        **before,
        "key-rotation aws_kms_key.f": "new",
        "key-rotation aws_kms_key.s": "new",
    }
    folder.commit()
    assert set(statuses(compare()).values()) == {"unchanged"}


def test_a_file_too_large_to_be_read_exists_all_the_same(make: Make, compare: Compare) -> None:
    uses = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = !fileexists("large.bin")\n}\n'
    folder = make()
    (folder.path / "large.bin").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    folder.commit({"main.tf": uses})
    assert statuses(compare()) == UNCHANGED


def test_export_ignore_and_filters_hide_and_change_nothing(make: Make, compare: Compare) -> None:
    attributes = "*.tf export-ignore filter=evil eol=crlf working-tree-encoding=UTF-16 ident\n"
    folder = make({"main.tf": BAD + "# $Id$\n"})
    folder.git("config", "filter.evil.smudge", "touch smudged; cat")
    folder.git("config", "filter.evil.clean", "touch cleaned; cat")
    folder.git("config", "filter.evil.required", "true")
    folder.write({".git/info/attributes": attributes})
    assert statuses(compare()) == UNCHANGED
    assert not (folder.path / "smudged").exists()
    assert not (folder.path / "cleaned").exists()


# --- links, submodules --------------------------------------------------------------------------------


def test_links_to_files_and_folders_inside_the_repository_are_followed(make: Make, compare: Compare) -> None:
    folder = make({"common/key.hcl": BAD, "mods/real/main.tf": BAD.replace('"a"', '"m"'), "live/x": ""})
    os.symlink("../common/key.hcl", folder.path / "live/main.tf")
    os.symlink("../mods", folder.path / "live/linked")
    folder.commit({"live/call.tf": 'module "m" {\n  source = "./linked/real"\n}\n'})
    result = compare("HEAD", "live")
    assert statuses(result) == {**UNCHANGED, "key-rotation module.m.aws_kms_key.m": "unchanged"}
    assert fixed(result) == []
    assert fixed(compare()) == []


def test_links_out_of_the_repository_and_circles_are_left_out(make: Make, compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "secret.tf").write_text(BAD)
    folder = make({"main.tf": GOOD.replace('"a"', '"other"')})
    os.symlink("../secret.tf", folder.path / "up.tf")
    os.symlink(str(tmp_path / "secret.tf"), folder.path / "absolute.tf")
    os.symlink("loop.tf", folder.path / "loop.tf")
    os.symlink(".", folder.path / "here")
    folder.commit()
    for name in ("up.tf", "absolute.tf", "loop.tf"):
        (folder.path / name).unlink()
    result = compare()
    assert statuses(result) == {}
    assert fixed(result) == []  # the base had no such key, as far as it was read


def test_a_submodule_is_noted(make: Make, compare: Compare, tmp_path: Path) -> None:
    inner = GitFolder(tmp_path / "inner", tmp_path)
    inner.commit({"main.tf": GOOD})
    folder = make({"main.tf": BAD})
    folder.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sub")
    folder.commit()
    result = compare()
    assert statuses(result) == UNCHANGED
    assert [(item.severity, item.summary) for item in result.diagnostics] == [
        ("note", "Submodules are not read at HEAD: sub")
    ]


def test_errors_of_the_base_are_a_note_and_those_of_the_head_errors(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": "resource {\n" + BAD})
    result = compare()
    assert any(item.severity == "error" for item in result.diagnostics)
    folder.write({"main.tf": BAD})
    result = compare()
    (note,) = result.diagnostics
    assert note.severity == "note"
    assert note.summary.startswith("HEAD itself has 2 errors")
    assert note.detail.startswith("The first: main.tf:1: ")
    assert next(iter(result.findings)).outcome is Outcome.FAIL
