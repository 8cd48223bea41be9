"""With --untrusted, what a pull request changes does not decide what it is judged by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.diffing.conftest import GitFolder, Make, Scan

RULES = """- id: rotates
  name: Keys rotate
  resource_type: aws_kms_key
  severity: high
  assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""
GOOD = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n'
BAD = GOOD.replace("true", "false")
BASE = {"main.tf": GOOD, "rules/kms.yml": RULES, "riveter.yml": "rules: rules\n"}


def judged(scan: Scan, folder: GitFolder, *words: str, code: int = 1) -> dict[str, Any]:
    done = scan(folder, "--untrusted", "--diff", "main", "-f", "json", *words)
    assert done.returncode == code, done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    "change",
    [
        {"riveter.yml": "rules: rules\nexclude: [rotates]\n"},
        {"riveter.yml": "rules: rules\nfail_on: never\n"},
        {"riveter.yml": "rules: rules\nexclude_paths: main.tf\n"},
        {"riveter.yml": "rules: rules\nwaivers: [{rule: rotates, reason: x, expires: 2999-01-01}]\n"},
        {"riveter.yml": "rules: rules\noverrides: [{path: main.tf, exclude: [rotates]}]\n"},
        {"riveter.yml": "packs: [aws-security]\ninclude: [none]\n"},
        {".riveter.yml": "fail_on: never\n"},
        {"riveter.yml": "][ is read by nobody\n"},
        {"riveter.yaml": "fail_on: never\n", "riveter.yml": None},
        {"rules/kms.yml": RULES.replace("value: true", "value: false")},
        {"rules/kms.yml": "[]\n"},
        {"main.tf": '# riveter:ignore rotates reason="fine"\n' + BAD},
        {"main.tf": BAD.replace("{\n", '{\n  # riveter:ignore rotates reason="fine"\n', 1)},
    ],
)
def test_a_change_of_what_judges_does_not_count(make: Make, scan: Scan, change: dict[str, str | None]) -> None:
    folder = make(BASE)
    folder.write({"main.tf": BAD, **change})
    report = judged(scan, folder)
    assert [(item["rule_id"], item["outcome"], item["status"]) for item in report["findings"]] == [
        ("rotates", "fail", "new")
    ]
    assert report["summary"]["findings"]["suppressed"] == 0


@pytest.mark.parametrize("words", [("-r", "rules"), ("-r", "rules/kms.yml"), ("--config", "riveter.yml")])
def test_what_the_command_line_names_is_the_bases(make: Make, scan: Scan, words: tuple[str, ...]) -> None:
    folder = make(BASE)
    folder.write({"main.tf": BAD, "rules/kms.yml": "[]\n", "riveter.yml": "fail_on: never\n"})
    assert [item["outcome"] for item in judged(scan, folder, *words)["findings"]] == ["fail"]


@pytest.mark.parametrize("change", ["main.tf", "other.tf"])
def test_a_comment_for_a_whole_file_counts_where_the_base_has_it(make: Make, scan: Scan, change: str) -> None:
    comment = '# riveter:ignore-file rotates reason="fine"\n\n\n\n\n'
    folder = make({**BASE, "main.tf": comment + GOOD})
    folder.write({change: comment + BAD.replace('"a"', '"b"')})
    found = judged(scan, folder, code=0 if change == "main.tf" else 1)["findings"]
    outcomes = {item["resource"]["name"]: item["outcome"] for item in found}
    assert outcomes["b"] == ("suppressed" if change == "main.tf" else "fail")


def test_a_comment_that_the_base_has_counts(make: Make, scan: Scan) -> None:
    comment = '  # riveter:ignore rotates reason="fine"\n'
    folder = make({**BASE, "main.tf": BAD.replace("{\n", "{\n" + comment, 1)})
    folder.write({"other.tf": BAD.replace('"a"', '"b"').replace("{\n", "{\n" + comment, 1)})
    report = judged(scan, folder)
    assert {item["resource"]["name"]: item["outcome"] for item in report["findings"]} == {
        "a": "suppressed",
        "b": "fail",
    }


def test_a_baseline_is_the_bases(make: Make, scan: Scan) -> None:
    folder = make(
        {
            **BASE,
            "riveter.yml": "rules: rules\nbaseline: b.json\n",
            "b.json": '{"riveter_baseline": 1, "findings": []}\n',
        }
    )
    folder.write({"main.tf": BAD})
    assert scan(folder, "--diff", "main").returncode == 1
    (folder.path / "b.json").write_text("not a baseline")
    assert [item["outcome"] for item in judged(scan, folder)["findings"]] == ["fail"]


def test_values_are_those_of_the_change(make: Make, scan: Scan) -> None:
    uses = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
    folder = make(
        {**BASE, "main.tf": uses, "x.tfvars": "rotate = true\n", "riveter.yml": "rules: rules\nvar_files: x.tfvars\n"}
    )
    folder.write({"x.tfvars": "rotate = false\n"})
    assert [item["outcome"] for item in judged(scan, folder)["findings"]] == ["fail"]


def test_variables_of_the_environment_are_not_read(make: Make, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from riveter.cli.main import main

    rules = RULES.replace("{key:", "{key: description, operator: equals, value: y}, {key:")
    text = 'variable "x" {}\nresource "aws_kms_key" "a" {\n  description = var.x\n}\n'
    folder = make({**BASE, "main.tf": text, "rules/kms.yml": rules})
    monkeypatch.setenv("TF_VAR_x", "from-the-runner")
    monkeypatch.chdir(folder.path)
    for words, shown in ((("--diff", "main"), True), (("--untrusted", "--diff", "main"), False)):
        main(("scan", *words, "-f", "json", "--no-cache"))
        assert ("from-the-runner" in capsys.readouterr().out) is shown


@pytest.mark.parametrize("words", [(), ("--diff", "nothing")])
def test_without_a_readable_base_nothing_is_judged(make: Make, scan: Scan, words: tuple[str, ...]) -> None:
    folder = make(BASE)
    done = scan(folder, "--untrusted", *words)
    assert done.returncode == 2
    assert "base" in done.stderr or "commit" in done.stderr


def test_a_target_below_the_working_directory(make: Make, scan: Scan) -> None:
    folder = make({"infra/main.tf": GOOD, "infra/rules.yml": RULES, "infra/riveter.yml": "rules: rules.yml\n"})
    folder.write({"infra/main.tf": BAD, "infra/riveter.yml": "fail_on: never\nrules: rules.yml\n"})
    assert len(judged(scan, folder, "infra")["findings"]) == 1


def test_links_of_the_base_lead_nowhere(make: Make, scan: Scan, tmp_path: Path) -> None:
    folder = make()
    (tmp_path / "outside.yml").write_text("secret-of-the-machine: 1\n")
    (folder.path / "riveter.yml").symlink_to("../outside.yml")
    folder.commit({"main.tf": BAD})
    done = scan(folder, "--untrusted", "--diff", "main", "-p", "aws-security")
    assert "secret-of-the-machine" not in done.stdout + done.stderr


COMMENT = '# riveter:ignore rotates reason="fine"\n'
INSIDE = "  " + COMMENT
OTHER = BAD.replace('"a"', '"b"')
COMMENTS = [
    ("lines are moved", COMMENT + BAD, "locals {\n  x = 1\n}\n\n\n\n\n" + COMMENT + BAD, "suppressed"),
    ("the block is in another file", COMMENT + BAD, {"main.tf": "", "keys.tf": COMMENT + BAD}, "suppressed"),
    ("an argument is new", COMMENT + BAD, COMMENT + BAD.replace("}", '  description = "x"\n}'), "suppressed"),
    ("the block is formatted anew", COMMENT + BAD, COMMENT + BAD.replace("  enable", "      enable"), "suppressed"),
    ("a neighbour has it", COMMENT + OTHER + GOOD, COMMENT + OTHER + COMMENT + BAD, "fail"),
    ("a neighbour ends with it", OTHER.replace("}", INSIDE + "}") + GOOD, OTHER + COMMENT + BAD, "fail"),
    ("it is elsewhere", COMMENT + OTHER + "\n" * 9 + GOOD, COMMENT + OTHER + COMMENT + "#\n" * 4 + BAD, "fail"),
    ("the violation is new", COMMENT + GOOD, COMMENT + BAD, "fail"),
    ("another rule is named", COMMENT.replace("rotates", "other") + BAD, COMMENT + BAD, "known"),
    ("it has ended", COMMENT.replace("\n", " until=2001-01-01\n") + BAD, COMMENT + BAD, "known"),
    ("it is gone", COMMENT + BAD, BAD, "fail"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "change", "outcome"), [row[1:] for row in COMMENTS], ids=[row[0] for row in COMMENTS])
@pytest.mark.parametrize("absolute", [False, True])
def test_a_comment_counts_at_the_same_block_only(
    make: Make, scan: Scan, base: str, change: str | dict[str, str], outcome: str, absolute: bool
) -> None:
    folder = make({**BASE, "main.tf": base})
    folder.write({"main.tf": change} if isinstance(change, str) else change)
    words = [str(folder.path)] if absolute else []
    report = judged(scan, folder, *words, code=1 if outcome == "fail" else 0)
    found = next(item for item in report["findings"] if item["resource"]["name"] == "a")
    assert found["outcome"] == ("suppressed" if outcome == "suppressed" else "fail")
    if outcome != "suppressed":
        assert found["status"] == ("new" if outcome == "fail" else "unchanged")


def test_a_comment_in_another_nested_block_is_new(make: Make, scan: Scan) -> None:
    rules = RULES.replace("aws_kms_key", "aws_security_group").replace(
        "{key: enable_key_rotation, operator: equals, value: true}",
        "{key: ingress.*.cidr_blocks, operator: not_contains, value: 0.0.0.0/0}",
    )
    part = '  ingress {\n    from_port = %d\n    cidr_blocks = ["0.0.0.0/0"] # riveter:ignore rotates reason="x"\n  }\n'
    group = 'resource "aws_security_group" "a" {\n%s}\n'
    folder = make({**BASE, "rules/kms.yml": rules, "main.tf": group % (part % 443)})
    assert judged(scan, folder, code=0)["summary"]["findings"]["suppressed"] == 1
    folder.write({"main.tf": group % (part % 443 + part % 22)})
    report = judged(scan, folder)
    assert [(item["outcome"], item["status"]) for item in report["findings"]] == [("fail", "new")]
    assert "the base does not have it" in json.dumps(report["diagnostics"])


def test_a_new_comment_on_part_of_a_finding_does_not_make_it_an_old_one(make: Make, scan: Scan) -> None:
    rules = RULES.replace(
        "[{key: enable_key_rotation, operator: equals, value: true}]",
        "[{key: enable_key_rotation, operator: equals, value: true}, {key: is_enabled, operator: equals, value: true}]",
    )
    folder = make({**BASE, "rules/kms.yml": rules, "main.tf": BAD.replace("}", "  is_enabled = true\n}")})
    assert judged(scan, folder, code=0)["findings"][0]["status"] == "unchanged"
    folder.write({"main.tf": BAD.replace("}", '  is_enabled = false # riveter:ignore rotates reason="x"\n}')})
    assert judged(scan, folder)["findings"][0]["status"] == "new"


@pytest.mark.parametrize("at", ["inside", "outside"])
def test_a_target_that_is_named_from_elsewhere(make: Make, scan: Scan, tmp_path: Path, at: str) -> None:
    folder = make(BASE)
    folder.write({"main.tf": BAD, "riveter.yml": "rules: rules\nfail_on: never\n"})
    (tmp_path / "link").symlink_to(folder.path)
    for target in (str(folder.path), "../link" if at == "inside" else "link"):
        done = scan(folder, "--untrusted", "--diff", "main", target, at="." if at == "inside" else "..")
        assert done.returncode == 1, (target, done.stdout, done.stderr)


@pytest.mark.parametrize("name", ["new.tf", "terraform.tfvars", ".terraform/modules/m/main.tf"])
def test_what_only_a_new_ignore_file_names_is_the_changes(make: Make, scan: Scan, name: str) -> None:
    uses = 'variable "rotate" {\n  default = true\n}\nresource "aws_kms_key" "b" {\n  enable_key_rotation = var.rotate\n}\n'
    call = 'module "m" {\n  source  = "example/m/aws"\n  version = "1.0.0"\n}\n'
    listed = {"Modules": [{"Key": "m", "Source": "registry.terraform.io/example/m/aws", "Dir": ".terraform/modules/m"}]}
    folder = make({**BASE, "main.tf": uses + (call if "modules" in name else "")})
    if "modules" in name:
        folder.write({".terraform/modules/modules.json": json.dumps(listed)})
    folder.write({name: "rotate = false\n" if name.endswith("vars") else BAD})
    ignores = f"{name}\n.terraform\n"
    for place in (".gitignore", ".git/info/exclude"):
        folder.write({place: ignores})
        trusted = place.startswith(".git/")  # the repository's own settings are not part of a change
        report = judged(scan, folder, code=0 if trusted else 1)
        failing = [item["status"] for item in report["findings"] if item["outcome"] == "fail"]
        assert failing == ["unchanged" if trusted else "new"], place
    folder.write({".git/info/exclude": ""})
    folder.commit({".gitignore": ignores})
    assert judged(scan, folder, "--diff", "HEAD", code=0)["summary"]["findings"]["fail"] == 1


@pytest.mark.parametrize("ignored", [False, True])
def test_the_workspace_that_is_selected_in_a_folder_does_not_count(make: Make, scan: Scan, ignored: bool) -> None:
    uses = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = terraform.workspace == "dev"\n}\n'
    folder = make({**BASE, "main.tf": uses, **({".gitignore": ".terraform\n"} if ignored else {})})
    folder.write({".terraform/environment": "dev"})
    report = judged(scan, folder, code=0)
    assert [(item["outcome"], item["status"]) for item in report["findings"]] == [("fail", "unchanged")]


def test_a_file_of_values_that_only_a_new_ignore_file_names(make: Make, scan: Scan) -> None:
    uses = 'variable "rotate" {\n  default = true\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
    folder = make({**BASE, "main.tf": uses})
    folder.write({"x.tfvars": "rotate = false\n", ".gitignore": "x.tfvars\n"})
    report = judged(scan, folder, "--var-file", "x.tfvars")
    assert [item["status"] for item in report["findings"]] == ["new"]


def test_a_new_ignore_file_hides_nothing(make: Make, scan: Scan) -> None:
    folder = make({**BASE, ".gitignore": "old\n"})
    folder.write({"old/main.tf": BAD, "new/main.tf": BAD, ".gitignore": "old\nnew\n"})
    assert scan(folder, "--diff", "main").returncode == 0
    report = judged(scan, folder)
    assert [item["resource"]["file"] for item in report["findings"] if item["outcome"] == "fail"] == ["new/main.tf"]
    assert report["not_scanned"]["counts"]["ignored"] == 1


@pytest.mark.parametrize("where", ["command line", "config"])
def test_settings_of_the_base_may_have_any_name(make: Make, scan: Scan, where: str) -> None:
    known = '{"riveter_baseline": 1, "findings": []}\n'
    config = "rules: [keys.rules]\nbaseline: known.base\n"
    folder = make({"main.tf": BAD, "keys.rules": RULES, "known.base": known, "riveter.yml": config, "a.conf": config})
    folder.write({"main.tf": BAD.replace('"a"', '"b"'), "keys.rules": "[]\n", "known.base": "", "a.conf": ""})
    words = ("--config", "a.conf", "-r", "keys.rules", "--baseline", "known.base") if where == "command line" else ()
    assert [item["outcome"] for item in judged(scan, folder, *words)["findings"]] == ["fail"]


@pytest.mark.parametrize("key", ["rules", "packs"])
@pytest.mark.parametrize("where", ["config", "override", "command line"])
def test_rules_and_packs_are_the_bases_wherever_they_are_named(make: Make, scan: Scan, key: str, where: str) -> None:
    name = "own.yml" if key == "rules" else "./own.yml"
    pack = "metadata: {name: own, version: 1.0.0}\ninclude: [{file: kms.yml}]\n"
    named = f"{key}: [{name}]\n"
    config = {"config": named, "override": f"overrides: [{{path: main.tf, {key}: [{name}]}}]\nrules: [other.yml]\n"}
    folder = make({
        "main.tf": GOOD,
        "riveter.yml": config.get(where, ""),
        "own.yml": RULES if key == "rules" else pack,
        "kms.yml": RULES,
        "other.yml": RULES.replace("id: rotates", "id: other").replace("aws_kms_key", "aws_s3_bucket"),
    })  # fmt: skip
    silent = RULES.replace("value: true", "value: false")
    folder.write({"main.tf": BAD, "kms.yml": silent, "own.yml": silent if key == "rules" else pack})
    words = ("-r" if key == "rules" else "-p", name) if where == "command line" else ()
    found = judged(scan, folder, *words)["findings"]
    assert [(item["rule_id"], item["outcome"]) for item in found] == [("rotates", "fail")]


def test_what_is_wrong_with_settings_of_the_base_is_told_once_and_by_name(make: Make, scan: Scan) -> None:
    folder = make({**BASE, "rules/kms.yml": "x: [\n"})
    for words in (("--untrusted",), ()):
        done = scan(folder, *words, "--diff", "main")
        assert done.returncode == 2
        assert done.stderr.startswith("rules/kms.yml:2:1: error: The YAML can't be read")
        assert done.stderr.count("error:") == 1
        assert "itself has" not in done.stderr
        assert "riveter-" not in done.stderr


def test_an_excluded_module_that_is_called_is_no_way_around(make: Make, scan: Scan) -> None:
    folder = make({**BASE, "riveter.yml": "rules: rules\nexclude_paths: [examples]\n"})
    folder.write({"examples/x/main.tf": BAD, "main.tf": GOOD + 'module "x" {\n  source = "./examples/x"\n}\n'})
    report = judged(scan, folder, code=0)
    assert {"kind": "module", "name": "module.x"}.items() <= report["not_scanned"]["items"][-1].items()
    judged(scan, folder, "--strict-coverage", code=2)
