"""`riveter fix`: what is offered, what is only advice, and how it is written."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.fixing.conftest import KEY_RULE, Repository

Make = Callable[..., Repository]
OFF = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n'
ON = OFF.replace("false", "true")
MODULE = (
    'variable "rotate" {\n  default = false\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
)


def test_the_patch_is_one_that_git_applies(repository: Make) -> None:
    made = repository({"a/main.tf": "# one\n" + OFF, "b.tf": OFF.replace("\n", "\r\n"), 'c/ö "x.tf': OFF.rstrip("\n")})
    done = made.fix()
    assert (done.code, "Fixes: 3 of 3 findings" in done.err) == (0, True), done.err
    assert made.git("status", "--porcelain") == ""
    made.git("apply", stdin=done.out)
    assert made.text("a/main.tf") == "# one\n" + ON
    assert made.text("b.tf") == ON.replace("\n", "\r\n")
    assert made.text('c/ö "x.tf') == ON.rstrip("\n")
    assert made.fix().out == ""
    assert made.fix().code == 0


@pytest.mark.parametrize("start", ["", "# one\n"])
def test_a_patch_of_a_file_with_a_byte_order_mark_applies(repository: Make, start: str) -> None:
    made = repository({"main.tf": "\ufeff" + start + OFF.replace("\n", "\r\n")})
    made.git("apply", stdin=made.fix().out)
    assert made.text("main.tf") == "\ufeff" + start + ON.replace("\n", "\r\n")


def test_the_entry_of_a_map_for_for_each_is_changed(repository: Make) -> None:
    terraform = """
locals {
  keys = {
    a = { rotation = false }
    b = { rotation = true }
  }
}

resource "aws_kms_key" "k" {
  for_each            = local.keys
  enable_key_rotation = each.value.rotation
}
"""
    made = repository({"main.tf": terraform})
    done = made.fix("--write")
    assert (done.code, made.text("main.tf")) == (0, terraform.replace("false", "true")), done.err


def test_the_fixes_are_written_and_writing_again_changes_nothing(repository: Make) -> None:
    made = repository({"main.tf": "\ufeff" + OFF})
    (made.folder / "main.tf").chmod(0o640)
    made.commit()
    done = made.fix("--write")
    assert (done.code, done.out) == (0, "main.tf\n")
    assert made.text("main.tf") == "\ufeff" + ON
    assert stat.S_IMODE((made.folder / "main.tf").stat().st_mode) == 0o640
    assert made.fix("--write", "--allow-dirty").out == ""
    assert made.run("scan").code == 0
    assert sorted(os.listdir(made.folder)) == [".git", "main.tf", "riveter.yml", "rules"]


@pytest.mark.parametrize("how", ["changed", "untracked", "no repository"])
def test_changes_that_are_not_committed_are_not_mixed_with_fixes(repository: Make, how: str) -> None:
    made = repository({"main.tf": OFF})
    if how == "changed":
        (made.folder / "main.tf").write_text("# mine\n" + OFF)
    elif how == "untracked":
        made.git("rm", "-q", "--cached", "main.tf")
        made.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x")
    else:
        (made.folder / ".git").rename(made.folder.parent / f"{made.folder.name}-git")
    before = made.text("main.tf")
    done = made.fix("--write")
    assert (done.code, made.text("main.tf")) == (2, before), done.err
    assert "--allow-dirty" in done.err
    assert made.fix("--write", "--allow-dirty").code == 0
    assert made.text("main.tf") == before.replace("false", "true")


def test_a_module_called_twice_with_different_needs_gets_an_argument(repository: Make) -> None:
    rules = (
        KEY_RULE
        + "- id: off\n  resource_type: aws_kms_key\n  filters: {key: __module__, operator: equals, value: module.other}\n"
    )
    rules += "  assertions: {key: enable_key_rotation, operator: is_false}\n"
    calls = 'module "%s" {\n  source = "./m"\n}\n'
    made = repository({"main.tf": calls % "one" + calls % "other", "m/main.tf": MODULE}, rules)
    done = made.fix("--write", "--rule", "rotation")
    assert made.text("m/main.tf") == MODULE
    assert 'module "one" {\n  source = "./m"\n  rotate = true\n}\n' in made.text("main.tf")
    assert 'module "other" {\n  source = "./m"\n}\n' in made.text("main.tf")
    assert (done.code, "off would be fail" in done.err) == (1, True), done.err


def test_the_default_of_a_module_is_changed_if_that_is_right_for_all_calls(repository: Make) -> None:
    calls = 'module "%s" {\n  source = "./m"\n}\n'
    made = repository({"main.tf": calls % "one" + calls % "other", "m/main.tf": MODULE})
    done = made.fix("--write")
    assert (done.code, made.text("m/main.tf")) == (0, MODULE.replace("false", "true"))
    assert "Fixes: 2 of 2 findings, 1 file written" in done.err


def test_a_root_outside_of_the_given_paths_objects(repository: Make) -> None:
    rules = (
        KEY_RULE
        + "- id: off\n  resource_type: aws_kms_key\n  filters: {key: __module__, operator: equals, value: module.b}\n"
    )
    rules += "  assertions: {key: enable_key_rotation, operator: is_false}\n"
    files = {
        "one/main.tf": 'module "a" {\n  source = "../m"\n  rotate = var.x\n}\nvariable "x" {\n  default = false\n}\n',
        "two/main.tf": 'module "b" {\n  source = "../m"\n}\n',
        "m/main.tf": MODULE.replace("var.rotate", "false"),
    }
    made = repository(files, rules)
    done = made.fix("one")
    assert (done.code, done.out) == (1, "")
    assert "off would be fail for module.b.aws_kms_key.a" in done.err


def test_a_line_of_a_tfvars_file_is_changed(repository: Make) -> None:
    made = repository(
        {"main.tf": MODULE.replace("  default = false\n", ""), "terraform.tfvars": "rotate = false # why\n"}
    )
    assert made.fix("--write").code == 0
    assert made.text("terraform.tfvars") == "rotate = true # why\n"


def test_all_environments_are_proven(repository: Make) -> None:
    files = {"main.tf": MODULE, "prod.tfvars": "rotate = false\n", "dev.tfvars": "rotate = true\n"}
    made = repository(files)
    config = (
        "rules: [rules/r.yml]\nenvironments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {var_files: [prod.tfvars]}\n"
    )
    made.write({"riveter.yml": config})
    done = made.fix("--write")
    assert done.code == 0, done.err
    assert (made.text("prod.tfvars"), made.text("main.tf")) == ("rotate = true\n", MODULE)


ADVICE = {
    "installed module": (
        {".terraform/modules/m/main.tf": OFF, ".terraform/modules/modules.json":
         '{"Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Source": "x/y/z", "Dir": ".terraform/modules/m"}]}',
         "main.tf": 'module "m" {\n  source = "x/y/z"\n}\n'},
        "installed module",
    ),
    "generated": ({"main.tf": "# Code generated by x. DO NOT EDIT.\n" + OFF}, "the file is generated"),
    "generated JSON": (
        {"main.tf.json": '{"//": {"metadata": {"stackName": "x"}}, "resource": {"aws_kms_key": {"a": {}}}}'},
        "the file is generated"),
    "no configuration": ({"main.tf": 'variable "k" {}\n' + OFF.replace("false", "var.k"), "x.json": '{"k": false}'}, "x.json"),
    "computed": (
        {"main.tf": OFF.replace("false", "!var.x") + 'variable "x" {\n  default = true\n}\n'},
        "is computed"),
    "command line": ({"main.tf": MODULE}, "not in a file of the configuration"),
    "replaced": (
        {"main.tf": 'resource "aws_ebs_volume" "a" {\n  availability_zone = "a"\n  encrypted = false\n}\n'},
        "it would replace aws_ebs_volume.a: a change of encrypted does",
    ),
    "not known whether replaced": (
        {"main.tf": 'resource "google_kms_x" "a" {\n  encrypted = false\n}\n'},
        "it may replace google_kms_x.a",
    ),
    "error": (
        {"main.tf": 'resource "aws_kms_key" "a" {\n  bypass = local.x\n}\nlocals {\n  x = "a"\n}\n'},
        "with it, the verdict would be unknown"),
}  # fmt: skip
MORE_RULES = (
    KEY_RULE
    + """
- id: volume
  resource_type: [aws_ebs_volume, google_kms_x]
  assertions: {key: encrypted, operator: is_true}
  fix: {set: encrypted, value: true}
- id: wrong
  resource_type: aws_kms_key
  filters: {key: bypass, operator: exists}
  assertions: {key: description, operator: exists}
  fix: {set: description, value: "${local.no_such}"}
"""
)


@pytest.mark.parametrize("name", ADVICE)
def test_what_is_not_proven_or_not_the_users_is_advice_only(repository: Make, name: str) -> None:
    files, why = ADVICE[name]
    made = repository(files, MORE_RULES)
    words = {"command line": ["--var", "rotate=false"], "no configuration": ["--var-file", "x.json"]}.get(name, [])
    done = made.fix(*words)
    assert done.code == 1, done.err
    assert name == "error" or not done.out
    assert why in done.err


def test_replacing_is_allowed_if_it_is_asked_for(repository: Make) -> None:
    files, _ = ADVICE["replaced"]
    made = repository(files, MORE_RULES)
    assert made.fix("--allow-replace").code == 0
    assert made.fix("--write").code == 1
    assert made.text("main.tf") == files["main.tf"]


def test_what_the_documentation_says_to_be_in_place_is_offered(repository: Make) -> None:
    files, _ = ADVICE["not known whether replaced"]
    made = repository(
        files, MORE_RULES.replace("value: true}\n- id: wrong", "value: true, in_place: true}\n- id: wrong")
    )
    assert made.fix().code == 0


def test_a_module_that_is_not_edited_gets_an_argument_in_its_call(repository: Make) -> None:
    installed = '{"Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Source": "x/y/z", "Dir": ".terraform/modules/m"}]}'
    files = {
        "main.tf": 'module "m" {\n  source = "x/y/z"\n}\n',
        ".terraform/modules/modules.json": installed,
        ".terraform/modules/m/main.tf": MODULE,
    }
    made = repository(files)
    done = made.fix("--write")
    assert (done.code, done.out) == (0, "main.tf\n"), done.err
    assert made.text("main.tf") == 'module "m" {\n  source = "x/y/z"\n  rotate = true\n}\n'
    assert made.text(".terraform/modules/m/main.tf") == MODULE


def test_another_repository_is_not_edited_and_the_call_of_its_module_is(repository: Make) -> None:
    made = repository({"main.tf": 'module "m" {\n  source = "./sub"\n}\n', "own.tf": OFF})
    inner = made.folder / "sub"
    (inner / "root").mkdir(parents=True)
    (inner / "main.tf").write_text(MODULE)
    (inner / "root" / "main.tf").write_text(OFF)
    made.git("-C", "sub", "init", "-q")
    done = made.fix("--write", "--allow-dirty")
    assert (inner / "main.tf").read_text() == MODULE
    assert (inner / "root" / "main.tf").read_text() == OFF
    assert made.text("main.tf") == 'module "m" {\n  source = "./sub"\n  rotate = true\n}\n'
    assert made.text("own.tf") == ON
    assert "another repository, such as a submodule" in done.err


@pytest.mark.parametrize("ignored", [True, False])
def test_ignored_files_and_links_are_not_edited(repository: Make, ignored: bool) -> None:
    made = repository({"main.tf": MODULE.replace("  default = false\n", "")})
    (made.folder / "real.values").write_text("rotate = false\n")
    if ignored:
        (made.folder / "terraform.tfvars").write_text("rotate = false\n")
        (made.folder / ".gitignore").write_text("*.tfvars\n")
    else:
        (made.folder / "terraform.tfvars").symlink_to("real.values")
    made.commit()
    done = made.fix("--write")
    assert (done.code, done.out) == (1, ""), done.err
    assert ("git ignores the file" if ignored else "a link leads to the file") in done.err
    assert (made.folder / "real.values").read_text() == "rotate = false\n"


SECRET = 'resource "aws_db_instance" "a" {\n%s  deletion_protection = false\n%s}\n'
SECRET_RULE = "- id: r\n  resource_type: aws_db_instance\n  assertions: {key: deletion_protection, operator: is_true}\n"


def test_secrets_are_not_shown_as_context(repository: Make) -> None:
    text = SECRET % ('  password            = "hunter2-hunter2"\n  username            = "u"\n', "")
    made = repository({"main.tf": text}, SECRET_RULE)
    done = made.fix()
    assert done.code == 0, done.err
    assert "hunter2" not in done.out + done.err
    made.git("apply", stdin=done.out)
    assert made.text("main.tf") == text.replace("false", "true")


def test_a_patch_that_would_have_to_show_a_secret_is_not_shown(repository: Make) -> None:
    text = SECRET % ("", '  password            = "hunter2-hunter2"\n')
    made = repository({"main.tf": text}, SECRET_RULE)
    done = made.fix()
    assert (done.code, done.out) == (2, "")
    assert "hunter2" not in done.err
    assert made.fix("--write").code == 0
    assert made.text("main.tf") == text.replace("false", "true")


def test_characters_that_control_a_terminal_are_not_shown(repository: Make) -> None:
    made = repository({"main.tf": OFF.replace("}", "# \x1b[31m\n}")})
    done = made.fix()
    assert (done.code, "\x1b" in done.out + done.err) == (2, False)


def test_rules_can_be_chosen(repository: Make) -> None:
    rules = KEY_RULE + "- id: other\n  resource_type: aws_kms_key\n  assertions: {key: is_enabled, operator: is_true}\n"
    made = repository({"main.tf": OFF}, rules)
    assert "is_enabled" not in made.fix("--rule", "rot*").out
    done = made.fix("--rule", "rotatio")
    assert (done.code, "Did you mean" in done.err) == (2, True)


def test_each_fix_can_be_declined(repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = repository({"a.tf": OFF, "b.tf": OFF.replace('"a"', '"b"')})
    monkeypatch.setattr("sys.stdin", io.StringIO("n\ny\n"))
    done = made.fix("--interactive", "--write")
    assert (made.text("a.tf"), made.text("b.tf")) == (OFF, ON.replace('"a"', '"b"'))
    assert (done.code, done.out) == (1, "b.tf\n")
    assert "+  enable_key_rotation = true" in done.err


def test_a_second_fix_of_a_file_is_proven_with_the_first(repository: Make) -> None:
    rules = KEY_RULE + "- id: other\n  resource_type: aws_kms_key\n  assertions: {key: is_enabled, operator: is_true}\n"
    made = repository({"main.tf": OFF.replace("false", "false\n  is_enabled          = false")}, rules)
    done = made.fix("--write")
    assert done.code == 0, done.err
    assert made.text("main.tf") == ON.replace("true", "true\n  is_enabled          = true")


def test_findings_that_are_suppressed_are_left_alone(repository: Make) -> None:
    made = repository({"main.tf": OFF.replace("= false", "= false # riveter:ignore rotation")})
    done = made.fix()
    assert (done.code, done.out) == (0, "")


def test_a_scan_does_not_import_the_fixes() -> None:
    import subprocess
    import sys

    code = "import sys; from riveter.cli.app import run; run(['scan', '--help']); "
    code += "print([m for m in sys.modules if m.startswith('riveter.fixing')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


BUCKET_RULE = """
- id: private
  resource_type: aws_s3_bucket
  assertions:
    related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
    assertions: {key: block_public_acls, operator: is_true}
  fix:
    add_resource: aws_s3_bucket_public_access_block
    body: {bucket: "${self.id}", block_public_acls: true}
"""
BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n'


def test_a_companion_gets_a_free_name(repository: Make) -> None:
    other = 'resource "aws_s3_bucket_public_access_block" "a" {\n  bucket            = "other"\n  block_public_acls = true\n}\n'
    made = repository({"main.tf": BUCKET, "other.tf": other}, BUCKET_RULE)
    assert made.fix("--write").code == 0
    assert 'resource "aws_s3_bucket_public_access_block" "a_2" {' in made.text("main.tf")


def test_a_companion_that_other_values_would_make_is_not_added_twice(repository: Make) -> None:
    other = 'resource "aws_s3_bucket_public_access_block" "x" {\n  count  = 0\n  bucket = aws_s3_bucket.a.id\n}\n'
    made = repository({"main.tf": BUCKET, "other.tf": other}, BUCKET_RULE)
    done = made.fix()
    assert (done.code, done.out) == (1, "")
    assert "aws_s3_bucket_public_access_block.x, which does not exist with these values" in done.err


def test_parameters_of_the_run_count(repository: Make) -> None:
    rules = """
parameters: {days: {type: number, default: 7}}
rules:
  - id: period
    resource_type: aws_kms_key
    assertions: {key: rotation_period_in_days, operator: gte, value: "{param.days}"}
    fix: {set: rotation_period_in_days, value: "{param.days}"}
"""
    made = repository({"main.tf": 'resource "aws_kms_key" "a" {\n  rotation_period_in_days = 1\n}\n'}, rules)
    assert "+  rotation_period_in_days = 7\n" in made.fix().out
    assert "+  rotation_period_in_days = 90\n" in made.fix("--param", "days=90").out


def test_a_finding_that_a_later_fix_mends_is_fixed(repository: Make) -> None:
    rules = (
        """
- id: a-written
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: exists}
"""
        + KEY_RULE
    )
    repo = repository({"main.tf": 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n'}, rules)
    done = repo.fix()
    assert done.code == 0
    assert "not fixed" not in done.err
    assert "Fixes: 2 of 2 findings" in done.err


def test_the_values_of_several_environments_are_changed_together(repository: Make) -> None:
    config = (
        "rules: [rules/r.yml]\nenvironments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {var_files: [prod.tfvars]}\n"
    )
    files = {
        "main.tf": 'variable "on" {}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.on\n}\n',
        "dev.tfvars": "on = false\n",
        "prod.tfvars": "on = false # why\n",
        "riveter.yml": config,
    }
    made = repository(files)
    done = made.fix("--write")
    assert done.code == 0, done.err
    assert (made.text("dev.tfvars"), made.text("prod.tfvars")) == ("on = true\n", "on = true # why\n")


@pytest.mark.parametrize("name", ["override.tf", "a_override.tf"])
def test_an_override_file_is_changed_where_it_decides(repository: Make, name: str) -> None:
    block = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = %s\n}\n'
    made = repository({"main.tf": block % "true", name: block % "false"})
    done = made.fix("--write")
    assert (done.code, made.text("main.tf"), made.text(name)) == (0, block % "true", block % "true"), done.err


def test_an_argument_that_no_override_file_has_is_added_to_the_resource(repository: Make) -> None:
    main = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n'
    override = main.replace('"x"', '"y"')
    made = repository({"main.tf": main, "override.tf": override})
    done = made.fix("--write")
    assert (done.code, made.text("override.tf")) == (0, override), done.err
    assert "enable_key_rotation = true" in made.text("main.tf")


@pytest.mark.parametrize(
    ("before", "after"),
    [("/* why */ false /* a */", "/* why */ true /* a */"), ("/* why */ (false)", "/* why */ true")],
)
def test_comments_beside_a_value_stay(repository: Make, before: str, after: str) -> None:
    block = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = %s\n}\n'
    made = repository({"main.tf": block % before})
    made.fix("--write")
    assert made.text("main.tf") == block % after


def test_a_value_with_a_comment_inside_is_left_alone(repository: Make) -> None:
    made = repository({"main.tf": 'resource "aws_kms_key" "k" {\n  enable_key_rotation = (\n    false # why\n  )\n}\n'})
    done = made.fix()
    assert (done.code, done.out) == (1, "")
    assert "comment" in done.err


def test_a_note_says_that_git_leaves_out_files_of_other_folders(
    repository: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = repository({"a/main.tf": OFF, "b/x.txt": ""})
    assert "git apply" not in made.fix("a").err
    monkeypatch.chdir(made.folder / "b")
    assert "git apply" in made.fix("../a", "-r", "../rules/r.yml").err


def test_the_time_limit_ends_the_search(repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = repository({"main.tf": OFF})
    monkeypatch.setattr("riveter.fixing.fixer.Deadline", lambda limit: SimpleNamespace(passed=lambda: True))
    done = made.fix()
    assert (done.code, done.out) == (1, "")
    assert "the time limit was reached" in done.err


JSON = {
    "an argument": ({"main.tf.json": ('{"resource": {"aws_kms_key": {"a": {"enable_key_rotation": "false"}}}}', '"false"', "true")}),
    "a missing argument": (
        {"main.tf.json": ('{"resource": {"aws_kms_key": {"a": {"is_enabled": true}}}}\r\n', ": true}",
                          ': true, "enable_key_rotation": true}')}
    ),
    "a default": (
        {"main.tf.json": ('{"resource": {"aws_kms_key": {"a": {"enable_key_rotation": "${var.on}"}}},\n'
                          ' "variable": {"on": {"default": false}}}', "false", "true")}
    ),
    "a local value": (
        {"main.tf.json": ('{"resource": {"aws_kms_key": {"a": {"enable_key_rotation": "${local.k.on}"}}},\n'
                          ' "locals": {"k": {"x": [], "on": false}}}', "false", "true")}
    ),
    "a part that is missing": (
        {"main.tf.json": ('{"resource": {"aws_kms_key": {"a": {"enable_key_rotation": "${local.k.on}"}}},\n'
                          ' "locals": {"k": {"on": null}}}', "null", "true")}
    ),
    "a file of values": (
        {"main.tf": (MODULE, "", ""), "terraform.tfvars.json": ('{\n    "//": "why",\n    "rotate": false\n}\n', "false", "true")}
    ),
    "a map for for_each": (
        {"main.tf.json": ('{"locals": {"k": {"a": {"on": false}, "b": {"on": true}}}, "resource": {"aws_kms_key": {"a": '
                          '{"for_each": "${local.k}", "enable_key_rotation": "${each.value.on}"}}}}', "false", "true")}
    ),
    "an argument of a module": (
        {"main.tf.json": ('{"module": {"m": {"source": "./m", "rotate": false}}}', "false", "true"), "m/main.tf": (MODULE, "", "")}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_json_syntax_is_edited_at_the_origin(repository: Make, name: str) -> None:
    files = JSON[name]
    made = repository({file: text for file, (text, _, _) in files.items()})
    done = made.fix("--write")
    assert done.code == 0, done.err
    for file, (text, before, after) in files.items():
        assert made.text(file) == (text.replace(before, after) if before else text)
    assert made.fix("--write", "--allow-dirty").out == ""


def test_a_module_in_json_syntax_called_twice_gets_an_argument(repository: Make) -> None:
    rules = (
        KEY_RULE
        + "- id: off\n  resource_type: aws_kms_key\n  filters: {key: __module__, operator: equals, value: module.other}\n"
    )
    rules += "  assertions: {key: enable_key_rotation, operator: is_false}\n"
    calls = '{"module": {"one": {"source": "./m"}, "other": {"source": "./m"}}}\n'
    module = (
        '{"variable": {"rotate": {"default": false}},\n'
        ' "resource": {"aws_kms_key": {"a": {"enable_key_rotation": "${var.rotate}"}}}}\n'
    )
    made = repository({"main.tf.json": calls, "m/main.tf.json": module}, rules)
    made.fix("--write", "--rule", "rotation")
    assert made.text("m/main.tf.json") == module
    assert made.text("main.tf.json") == calls.replace('"./m"}', '"./m", "rotate": true}', 1)


@pytest.mark.parametrize(
    "meta", ['"count": 2', '"for_each": "${toset([\\"a\\"])}"', '"provider": "aws.x"', '"bucket": "a"']
)
def test_a_companion_in_json_syntax(repository: Make, meta: str) -> None:
    text = '{"provider": {"aws": {"alias": "x"}},\n "resource": {"aws_s3_bucket": {"a": {META}}}}\n'.replace(
        "META", meta
    )
    made = repository({"main.tf.json": text}, BUCKET_RULE)
    done = made.fix("--write")
    assert done.code == 0, done.err
    key = {'"c': "[count.index]", '"f': "[each.key]"}.get(meta[:2], "")
    repeated = {'"b': "", '"f': '"for_each": "${aws_s3_bucket.a}", '}.get(meta[:2], f"{meta}, ")
    companion = f'{{{repeated}"bucket": "${{aws_s3_bucket.a{key}.id}}", "block_public_acls": true}}'
    added = f'{{{meta}}}}}, "aws_s3_bucket_public_access_block": {{"a": {companion}}}'
    assert made.text("main.tf.json") == text.replace(f"{{{meta}}}}}", added)


def test_a_text_with_marks_of_a_template_is_not_written_where_it_would_be_literal(repository: Make) -> None:
    rules = (
        "- id: r\n  resource_type: aws_kms_key\n  assertions: {key: description, operator: not_equals, value: x}\n"
        '  fix: {set: description, value: "%%{a}"}\n'
    )
    text = '{"resource": {"aws_kms_key": {"a": {"description": "%s"}}}, "variable": {"d": {"default": "x"}}}'
    made = repository({"main.tf.json": text % "${var.d}"}, rules)
    done = made.fix()
    assert (done.code, "no reference can be written" in done.err) == (1, True)
    made.write({"main.tf.json": text % "x"})
    assert made.fix("--write").code == 0
    assert made.text("main.tf.json") == text % "%%{a}"
