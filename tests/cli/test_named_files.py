"""Files that are named one by one: what they have a part in is reported, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from riveter.cli.app import application

RULES = """- id: rotates
  name: Keys rotate
  resource_type: aws_kms_key
  assertions:
    - {key: enable_key_rotation, operator: is_true}
"""
KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
VARIABLE = 'variable "rotate" {\n  default = %s\n}\n'


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(top: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text)


def scan(*paths: str) -> tuple[int, list[str], list[str]]:
    """The exit code, the failing addresses with their environments, and the summaries of diagnostics."""
    words = ("scan", "-r", "rules.yml", "-f", "json", "--no-cache", "--", *paths)
    done = CliRunner().invoke(application, words, standalone_mode=False)
    report = json.loads(done.stdout)
    failing = [
        ":".join((finding["resource"]["address"], *finding["environments"]))
        for finding in report["findings"]
        if finding["outcome"] == "fail"
    ]
    return done.return_value, failing, [item["summary"] for item in report["diagnostics"]]


LOCAL = {
    "main.tf": KEY % ("k", "local.rotate"),
    "locals.tf": "locals {\n  rotate = var.rotate\n}\n",
    "variables.tf": VARIABLE % "false",
}
MODULE = {
    "main.tf": 'module "m" {\n  source = "./m"\n  rotate = false\n}\n',
    "m/main.tf": KEY % ("k", "var.rotate"),
    "m/variables.tf": VARIABLE % "true",
}

JSON_KEY = json.dumps({"resource": {"aws_kms_key": {"k": {"enable_key_rotation": "${var.rotate}"}}}})


@pytest.mark.parametrize(
    ("files", "named", "failing"),
    [
        pytest.param(LOCAL, ["variables.tf"], ["aws_kms_key.k"], id="a default"),
        pytest.param(LOCAL, ["locals.tf"], ["aws_kms_key.k"], id="a local"),
        pytest.param(LOCAL, ["main.tf"], ["aws_kms_key.k"], id="the resource"),
        pytest.param(
            {**LOCAL, "other.tf": KEY % ("other", "false")}, ["variables.tf"], ["aws_kms_key.k"], id="not what is beside it"
        ),
        pytest.param(MODULE, ["m/main.tf"], ["module.m.aws_kms_key.k"], id="a file of a module"),
        pytest.param(MODULE, ["main.tf"], ["module.m.aws_kms_key.k"], id="the call"),
        pytest.param(
            {f"envs/prod/{name}": text.replace('"./m"', '"../../m"') for name, text in {"main.tf": MODULE["main.tf"]}.items()}
            | {name: MODULE[name] for name in ("m/main.tf", "m/variables.tf")},
            ["m/main.tf"],
            ["module.m.aws_kms_key.k"],
            id="a module far from its caller",
        ),
        pytest.param(
            {
                "main.tf": MODULE["main.tf"],
                "m/main.tf": 'variable "rotate" {}\nmodule "n" {\n  source = "../n"\n  rotate = var.rotate\n}\n',
                "n/main.tf": KEY % ("k", "var.rotate"),
                "n/variables.tf": VARIABLE % "true",
            },
            ["n/main.tf"],
            ["module.m.module.n.aws_kms_key.k"],
            id="a module of a module",
        ),
        pytest.param(
            {"main.tf": KEY % ("k", "var.rotate"), "variables.tf": VARIABLE % "true", "terraform.tfvars": "rotate = false\n"},
            ["terraform.tfvars"],
            ["aws_kms_key.k"],
            id="values that Terraform reads",
        ),
        pytest.param(
            {"m/main.tf": KEY % ("k", "var.rotate"), "m/variables.tf": VARIABLE % "false"},
            ["m/main.tf"],
            ["aws_kms_key.k"],
            id="a module that nothing calls",
        ),
        pytest.param(
            {"main.tf.json": JSON_KEY, "v.tf.json": json.dumps({"variable": {"rotate": {"default": False}}})},
            ["v.tf.json"],
            ["aws_kms_key.k"],
            id="JSON",
        ),
    ],
)  # fmt: skip
def test_findings_by_influence(top: Path, files: dict[str, str], named: list[str], failing: list[str]) -> None:
    write(top, files)
    code, found, _ = scan(*named)
    assert found == failing
    assert code == (1 if failing else 0)


ENVIRONMENTS = {
    "main.tf": KEY % ("k", "var.rotate") + KEY % ("other", "false"),
    "variables.tf": 'variable "rotate" {}\n',
    "env/dev.tfvars": "rotate = false\n",
    "env/prod.tfvars": "rotate = true\n",
    "riveter.yml": "environments:\n  dev: {var_files: [env/dev.tfvars]}\n  prod: {var_files: [env/prod.tfvars]}\n",
}


@pytest.mark.parametrize(
    ("named", "failing"),
    [
        (["env/dev.tfvars"], ["aws_kms_key.k:dev"]),
        (["env/prod.tfvars"], []),
        (["env/dev.tfvars", "env/prod.tfvars"], ["aws_kms_key.k:dev"]),
    ],
)
def test_values_that_the_config_names(top: Path, named: list[str], failing: list[str]) -> None:
    write(top, ENVIRONMENTS)
    code, found, said = scan(*named)
    assert found == failing
    assert code == (1 if failing else 0)
    assert said == []


def test_values_for_all_environments(top: Path) -> None:
    write(top, {**ENVIRONMENTS, "riveter.yml": "var_files: env/dev.tfvars\n"})
    assert scan("env/dev.tfvars")[:2] == (1, ["aws_kms_key.k"])


def test_values_that_nothing_uses_are_a_warning(top: Path) -> None:
    write(top, {"main.tf": KEY % ("k", "true"), "elsewhere/x.tfvars": "rotate = false\n"})
    code, found, said = scan("elsewhere/x.tfvars")
    assert (code, found) == (2, [])
    assert said == ["No known module uses these values", "Nothing was validated"]
    write(top, {"riveter.yml": "allow_empty: true\n"})
    assert scan("elsewhere/x.tfvars")[0] == 0


@pytest.mark.parametrize(
    ("named", "config", "said"),
    [
        (["m/prod.tfvars"], "", ["The values in this file are not used"]),
        (["m/prod.tfvars", "m/main.tf"], "", ["The values in this file are not used"]),
        (["m/terraform.tfvars"], "", []),
        (["m/x.auto.tfvars"], "", []),
        (["m"], "", []),
        (["m/prod.tfvars"], "environments: {prod: {var_files: m/prod.tfvars}}\n", []),
        (["m/prod.tfvars"], "var_files: m/prod.tfvars\n", []),
    ],
)
def test_values_beside_a_module_that_nothing_reads_are_a_warning(
    top: Path, named: list[str], config: str, said: list[str]
) -> None:
    values = {f"m/{name}.tfvars": "rotate = true\n" for name in ("prod", "terraform", "x.auto")}
    write(top, {"m/main.tf": KEY % ("k", "var.rotate") + VARIABLE % "true", "riveter.yml": config, **values})
    assert scan(*named)[2] == said
    used = ("scan", "-r", "rules.yml", "--no-cache", "--var-file", "m/prod.tfvars", "--", *named)
    assert "not used" not in CliRunner().invoke(application, used, standalone_mode=False).output


def test_errors_in_modules_that_are_only_searched_are_not_reported(top: Path) -> None:
    write(top, {**MODULE, "broken/main.tf": "}}}"})
    code, found, said = scan("m/main.tf")
    assert (code, found) == (1, ["module.m.aws_kms_key.k"])
    assert said == []
