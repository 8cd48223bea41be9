"""Environments: one run, findings that say where they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter
from tests.config.conftest import ScanConfig, key

BOTH = "environments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {var_files: [prod.tfvars]}\n"


@pytest.fixture(autouse=True)
def values(repository: Path) -> None:
    """A key whose rotation is off in production only."""
    (repository / "main.tf").write_text('variable "r" {\n  default = true\n}\n' + key("k", "var.r"))
    (repository / "dev.tfvars").write_text("r = true\n")
    (repository / "prod.tfvars").write_text("r = false\n")


def test_findings_say_in_which_environments_they_hold(scan: ScanConfig) -> None:
    result = scan(BOTH)
    assert result.code == 1
    assert result.document["environments"] == ["dev", "prod"]
    assert result.where("kms-rotation", "fail") == ["prod"]
    assert result.where("kms-rotation", "pass") == ["dev"]
    assert result.where("kms-window", "pass") == ["dev", "prod"]
    assert len(result.findings) == 3


def test_the_text_says_fails_only_in_prod(scan: ScanConfig, riveter: Riveter) -> None:
    scan(BOTH)
    out = riveter("scan").out
    assert "❌ KMS keys must have rotation enabled (1 of 1 resource)\n" in out
    assert "   aws_kms_key.k  main.tf:5:25  (fails only in prod)\n" in out
    assert "= var.r is false: main.tf:2:13 (default), set in prod.tfvars:1:5\n" in out
    assert "Summary: 1 rule passed, 1 failed\n" in out


def test_what_fails_everywhere_is_told_once_and_without_a_remark(
    scan: ScanConfig, riveter: Riveter, repository: Path
) -> None:
    (repository / "dev.tfvars").write_text("r = false\n")
    result = scan(BOTH)
    assert result.where("kms-rotation", "fail") == ["dev", "prod"]
    out = riveter("scan").out
    assert "only in" not in out
    assert "(default), set in dev.tfvars:1:5, set in prod.tfvars:1:5" in out


@pytest.mark.parametrize(
    ("names", "code", "environments"),
    [
        (("--env", "dev"), 0, ["dev"]),
        (("--env", "prod"), 1, ["prod"]),
        (("--env", "prod", "--env", "dev"), 1, ["prod", "dev"]),
    ],
)
def test_environments_can_be_chosen(
    scan: ScanConfig, names: tuple[str, ...], code: int, environments: list[str]
) -> None:
    result = scan(BOTH, *names)
    assert (result.code, result.document["environments"]) == (code, environments)


@pytest.mark.parametrize(
    ("config", "words"),
    [(BOTH, "Did you mean 'prod'?"), ("", "The config has no `environments`.")],
)
def test_an_environment_that_there_is_not_is_a_usage_error(scan: ScanConfig, config: str, words: str) -> None:
    result = scan(config, "--env", "prd")
    assert result.code == 2
    assert words in result.document["err"]


def test_variables_workspace_and_assumptions_may_differ(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(
        'variable "r" {\n  type = bool\n}\nvariable "days" {}\ndata "aws_region" "r" {}\n'
        + key("k", 'var.r && terraform.workspace == "live" && data.aws_region.r.name == "eu-west-1"', "var.days")
    )
    result = scan(
        "variables: {days: 3}\nworkspace: live\n"
        "environments:\n"
        "  a: {variables: {r: true, days: 9}, assume: {data.aws_region.name: eu-west-1}}\n"
        "  b: {variables: {r: true}, workspace: test, assume: {data.aws_region.name: eu-west-1}}\n"
        "  c: {variables: {r: true}, assume: {data.aws_region.name: us-east-1}}\n"
        "  d: {variables: {r: false}}\n"
        "  e: {variables: {r: true}}\n"
    )
    assert result.where("kms-rotation", "pass") == ["a"]
    assert result.where("kms-rotation", "fail") == ["b", "c", "d"]
    assert result.where("kms-rotation", "unknown") == ["e"]
    assert result.where("kms-window", "pass") == ["a"]
    assert result.where("kms-window", "fail") == ["b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("config", "options", "value"),
    [
        ("var_files: prod.tfvars\n", (), "fail"),
        ("var_files: prod.tfvars\nvariables: {r: true}\n", (), "pass"),
        ("variables: {r: true}\nenvironments: {x: {var_files: prod.tfvars}}\n", (), "fail"),
        ("environments: {x: {var_files: prod.tfvars, variables: {r: true}}}\n", (), "pass"),
        ("variables: {r: true}\n", ("--var-file", "prod.tfvars"), "fail"),
        ("environments: {x: {variables: {r: true}}}\n", ("--var-file", "prod.tfvars"), "fail"),
        ("environments: {x: {variables: {r: false}}}\n", ("--var", "r=true"), "pass"),
    ],
)
def test_the_nearer_value_wins_and_the_command_line_wins_over_all(
    scan: ScanConfig, config: str, options: tuple[str, ...], value: str
) -> None:
    assert scan(config, *options).outcomes["kms-rotation aws_kms_key.k"] == value


def test_values_have_the_types_they_are_written_with(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(
        'variable "any" {}\nvariable "zones" {\n  type = list(string)\n}\nvariable "tags" {\n  type = map(string)\n}\n'
        + key("k", 'var.any == "x" && var.zones[1] == "b" && var.tags.a == "1"')
    )
    result = scan("variables: {any: x, zones: [a, b], tags: {a: 1}}\n")
    assert result.outcomes["kms-rotation aws_kms_key.k"] == "pass"


def test_a_value_of_the_config_says_where_it_is_written(scan: ScanConfig) -> None:
    result = scan("environments:\n  x:\n    variables:\n      r: false\n")
    (failed,) = [item for item in result.findings if item["outcome"] == "fail"]
    steps = [(step["file"], step["line"], step["how"]) for step in failed["assertions"][0]["provenance"]]
    assert ("riveter.yml", 5, "environment x") in steps


def test_a_resource_that_is_not_everywhere(scan: ScanConfig, repository: Path, riveter: Riveter) -> None:
    (repository / "main.tf").write_text(
        'variable "r" {}\n' + key("k").replace("{\n", "{\n  count = var.r ? 1 : 0\n", 1)
    )
    result = scan(BOTH)
    assert result.where("kms-rotation", "fail") == ["dev"]
    assert result.document["summary"]["resources"] == 1
    (rule,) = [item for item in result.document["rules"] if item["id"] == "kms-rotation"]
    assert (rule["fail"], rule["pass"]) == (1, 0)


def test_what_is_wrong_in_one_environment_says_which(scan: ScanConfig) -> None:
    result = scan("environments:\n  dev: {var_files: gone.tfvars}\n  prod: {var_files: prod.tfvars}\n")
    assert result.code == 2
    assert result.where("kms-rotation", "fail") == ["prod"]
    (problem,) = result.document["diagnostics"]
    assert (problem["file"], problem["summary"]) == ("gone.tfvars", "File not found")
    assert problem["detail"] == "In dev only."


def test_what_is_wrong_everywhere_is_told_once(scan: ScanConfig, repository: Path) -> None:
    (repository / "broken.tf").write_text("resource {")
    result = scan(BOTH)
    assert result.code == 2
    assert len(result.document["diagnostics"]) == len({str(item) for item in result.document["diagnostics"]})
    assert not any("only" in item["detail"] for item in result.document["diagnostics"])


def test_suppressions_are_used_when_they_are_in_any_environment(scan: ScanConfig, repository: Path) -> None:
    text = (repository / "main.tf").read_text()
    (repository / "main.tf").write_text(text.replace("resource", "# riveter:ignore kms-rotation\nresource"))
    result = scan(BOTH)
    assert (result.code, result.errors) == (0, [])
    assert result.where("kms-rotation", "suppressed") == ["prod"]


def test_a_plan_is_what_it_is_in_every_environment(scan: ScanConfig, repository: Path) -> None:
    import json

    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.0",
        "planned_values": {
            "root_module": {
                "resources": [
                    {
                        "address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k",
                        "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0,
                        "values": {"enable_key_rotation": False}, "sensitive_values": {},
                    }
                ]
            }
        },
        "resource_changes": [],
        "configuration": {"root_module": {}},
    }  # fmt: skip
    (repository / "plan.json").write_text(json.dumps(plan))
    result = scan(BOTH, "plan.json")
    assert result.outcomes == {"kms-rotation aws_kms_key.k": "fail"}
    assert result.findings[0]["environments"] == []
    assert result.document["environments"] == []


def test_show_and_eval_take_the_values_of_an_environment(scan: ScanConfig, riveter: Riveter) -> None:
    scan(BOTH)
    assert riveter("eval", "var.r", "--env", "prod").out == "false\n"
    assert riveter("eval", "var.r").out == "true\n"
    assert "enable_key_rotation = false" in riveter("show", "--env", "prod", "--address", "aws_kms_key.k").out
    assert riveter("show", "--env", "prd").code == 2


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ("environments: [prod]\n", "riveter.yml:2:15 error: `environments` must be a map, not a list"),
        ("environments: {prod: prod.tfvars}\n", "riveter.yml:2:22 error: Environment `prod` must be a map, not text"),
        ("environments: {'a b': {}}\n", "riveter.yml:2:16 error: `a b` can't be the name of an environment"),
        ("environments: {prod: {var_file: x}}\n", "Did you mean `var_files`?"),
        ("environments: {prod: {variables: [a]}}\n", "`variables` must be a map, not a list"),
    ],
)
def test_what_is_wrong_with_an_environment_is_told_in_its_place(scan: ScanConfig, config: str, error: str) -> None:
    result = scan(config)
    assert result.code == 2
    assert any(error in line for line in result.errors)


RULES = """\
parameters: {days: {type: number, default: 7}}
rules:
  - id: window
    resource_type: aws_kms_key
    assertions: [{key: deletion_window_in_days, operator: gte, value: "{param.days}"}]
  - id: named
    resource_type: aws_kms_key
    filters: [{key: __environment__, operator: equals, value: prod}]
    assertions: [{key: description, operator: exists}]
  - id: variable
    resource_type: aws_kms_key
    filters: [{key: __variables__.r, operator: is_false}]
    assertions: [{key: description, operator: exists}]
  - id: workspace
    resource_type: aws_kms_key
    filters: [{key: __workspace__, operator: equals, value: production}]
    assertions: [{key: description, operator: exists}]
  - id: expression
    resource_type: aws_kms_key
    assertions: [{expression: "resource.__environment__ == 'dev' || resource.__variables__.r"}]
  - id: secret
    resource_type: aws_kms_key
    assertions: [{key: __variables__.secret, operator: not_equals, value: x}]
"""
WITH_PARAMETERS = """\
rules: own.yml
environments:
  dev: {var_files: [dev.tfvars]}
  prod: {var_files: [prod.tfvars], workspace: production, parameters: {days: 30}}
"""


@pytest.fixture
def own_rules(repository: Path) -> None:
    """Rules that look at the environment."""
    secret = 'variable "r" {}\nvariable "secret" {\n  default = "y"\n  sensitive = true\n}\n'
    key = 'resource "aws_kms_key" "k" {\n  deletion_window_in_days = 10\n}\n'
    (repository / "main.tf").write_text(secret + key)
    (repository / "own.yml").write_text(RULES)


@pytest.mark.usefixtures("own_rules")
def test_parameters_of_an_environment_are_for_it_alone(riveter: Riveter, repository: Path) -> None:
    (repository / "riveter.yml").write_text(WITH_PARAMETERS)

    assert verdicts(riveter("scan", "-f", "json").out, "window") == {"dev": "pass", "prod": "fail"}
    given = riveter("scan", "-f", "json", "--param", "days=10").out
    assert verdicts(given, "window") == {"dev": "pass", "prod": "pass"}
    explained = riveter("explain", "window", "aws_kms_key.k", "-t", ".").out
    assert "must be at least 7" in explained
    assert "must be at least 30" in explained


@pytest.mark.usefixtures("own_rules")
@pytest.mark.parametrize("rule", ["named", "variable", "workspace", "expression"])
def test_rules_read_what_they_are_evaluated_for(rule: str, riveter: Riveter, repository: Path) -> None:
    (repository / "riveter.yml").write_text(WITH_PARAMETERS)

    found = verdicts(riveter("scan", "-f", "json", "--include", rule).out, rule)

    assert found["prod"] == "fail"
    assert found.get("dev", "pass") == "pass"


@pytest.mark.usefixtures("own_rules")
def test_a_sensitive_variable_decides_nothing(riveter: Riveter, repository: Path) -> None:
    (repository / "riveter.yml").write_text(WITH_PARAMETERS)

    found = verdicts(riveter("scan", "-f", "json").out, "secret")

    assert set(found.values()) == {"unknown"}


@pytest.mark.usefixtures("own_rules")
def test_an_unknown_parameter_of_an_environment_is_an_error(riveter: Riveter, repository: Path) -> None:
    (repository / "riveter.yml").write_text(WITH_PARAMETERS.replace("days: 30", "dayz: 30"))

    done = riveter("scan")

    assert done.code == 2
    assert "dayz" in done.err


def verdicts(report: str, rule: str) -> dict[str, str]:
    """The outcome of a rule in each environment."""
    findings = [item for item in json.loads(report)["findings"] if item["rule_id"] == rule]
    return {name: item["outcome"] for item in findings for name in item["environments"]}
