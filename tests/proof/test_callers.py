"""`scan --prove` names the callers, environments and files of values that make a rule fail."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from riveter import api
from riveter.cli.main import main
from riveter.findings import Caller
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.project import Loader, ProjectPart
from tests.oracle import TerraformError, require_terraform, terraform_plan_json
from tests.proof.conftest import RULES
from tests.proof.test_against_terraform import verdict
from tests.proof.test_never_wrong import WHOLE, configuration, draw

KEY = """
variable "rotate" {
  type    = bool
  default = true
}
variable "create" {
  type    = bool
  default = true
}
variable "days" {
  type    = number
  default = 30
  validation {
    condition     = var.days > 10
    error_message = "More."
  }
}
resource "aws_kms_key" "k" {
  count               = var.create ? 1 : 0
  enable_key_rotation = var.rotate
}
"""


def call(arguments: str = "", source: str = "../../modules/key") -> str:
    return f'module "key" {{\n  source = "{source}"\n{arguments}}}\n'


class Repository:
    """A repository with a module, in the working directory."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        (folder / ".git").mkdir()
        self.write("rules.yml", RULES)
        self.write("modules/key/main.tf", KEY)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def report(self, form: str, *words: str) -> str:
        main(["scan", "--prove", "-r", "rules.yml", "--no-cache", "-f", form, *words])
        return self._capsys.readouterr().out

    def proof(self, *words: str, rule: str = "rotated") -> dict[str, Any]:
        found = [one for one in json.loads(self.report("json", *words))["findings"] if one["rule_id"] == rule]
        (proof,) = [one["proof"] for one in found if "proof" in one]
        return dict(proof)

    def callers(self, *words: str) -> dict[tuple[str, str, str], str]:
        proof = self.proof(*words)
        return {
            (one["root"], one["module"], one["environment"] or one["var_file"]): one["outcome"]
            for one in proof["callers"]
        }

    def text(self, *words: str) -> str:
        return " ".join(self.report("text", *words).split())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Repository:
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path, capsys)


def test_a_module_names_the_callers_with_their_verdicts(repository: Repository) -> None:
    repository.write("live/dev/main.tf", call("  rotate = false\n"))
    repository.write("live/prod/main.tf", call())
    repository.write("live/none/main.tf", call("  create = false\n  rotate = false\n"))
    repository.write("live/bad/main.tf", call("  rotate = false\n  days = 3\n"))
    repository.write("live/open/main.tf", 'variable "r" {}\n' + call("  rotate = var.r\n"))
    repository.write("live/zero/main.tf", call("  count = 0\n  rotate = false\n"))
    proof = repository.proof("modules/key")
    assert proof["callers_complete"] is True
    assert repository.callers("modules/key") == {
        ("live/dev", "module.key", ""): "fail",
        ("live/prod", "module.key", ""): "pass",
        ("live/none", "module.key", ""): "not_applicable",
        ("live/bad", "module.key", ""): "refused",
        ("live/open", "module.key", ""): "unknown",
        ("live/zero", "", ""): "not_applicable",
    }
    first = proof["callers"][0]
    assert (first["root"], first["file"], first["line"]) == ("live/dev", "live/dev/main.tf", 1)
    reasons = {one["root"]: one["unknown_reason"] for one in proof["callers"]}
    assert reasons["live/open"] == "var.r has no value: live/open/main.tf:1"
    text = repository.text("modules/key")
    assert "It fails for live/dev (live/dev/main.tf:1). It passes for live/prod (live/prod/main.tf:1)." in text
    assert "It is not known for live/open (live/open/main.tf:2): var.r has no value" in text
    assert "Terraform refuses the values for live/bad (live/bad/main.tf:1)." in text
    assert "live/dev" in repository.report("html", "modules/key")


def test_nobody_makes_it_fail(repository: Repository) -> None:
    nobody = "No call by path, environment or file of values in this repository makes it fail."
    assert repository.proof("modules/key")["callers"] == []
    assert nobody in repository.text("modules/key")
    repository.write("live/prod/main.tf", call())
    assert nobody in repository.text("modules/key")
    repository.write("live/open/main.tf", 'variable "r" {}\n' + call("  rotate = var.r\n"))
    assert nobody not in repository.text("modules/key")


def test_what_cannot_be_read_may_be_a_caller(repository: Repository) -> None:
    repository.write("live/broken/main.tf", 'module "key" {\n  source = \n')
    assert repository.proof("modules/key")["callers_complete"] is False
    assert "makes it fail" not in repository.text("modules/key")


def test_outside_of_a_repository_the_folders_of_the_scan_are_searched(repository: Repository) -> None:
    (repository.folder / ".git").rmdir()
    repository.write("live/dev/main.tf", call("  rotate = false\n", "../../modules/${var.which}"))
    repository.write("live/dev/variables.tf", 'variable "which" { default = "key" }\n')
    repository.write("modules/key/some/test.tfvars", "rotate = false\n")
    file = ("modules/key", "", "modules/key/some/test.tfvars")
    assert repository.callers("modules/key") == {file: "fail"}
    assert repository.callers("modules", "modules/key") == {file: "fail"}
    assert repository.proof("modules/key")["callers_complete"] is False
    (repository.folder / "modules" / "key" / "some" / "test.tfvars").unlink()
    assert "callers" not in repository.proof("modules/key")
    assert "makes it fail" not in repository.text("modules/key")


def installed_from(repository: Repository, directory: str, source: str) -> None:
    manifest = {"Modules": [{"Key": "", "Dir": "."}, {"Key": "key", "Dir": directory, "Source": source}]}
    repository.write("live/dev/.terraform/modules/modules.json", json.dumps(manifest))


def test_a_module_that_is_installed_from_this_folder_is_called(repository: Repository) -> None:
    source = "registry.terraform.io/example/key/aws"
    repository.write("live/dev/main.tf", call("  rotate = false\n", "example/key/aws"))
    installed_from(repository, "../../modules/key", source)
    assert repository.callers("modules/key") == {("live/dev", "module.key", ""): "fail"}
    installed_from(repository, ".terraform/modules/key", source)
    repository.write("live/dev/.terraform/modules/key/main.tf", KEY)
    assert repository.callers("modules/key") == {}


def test_callers_of_callers_count(repository: Repository) -> None:
    repository.write(
        "modules/stack/main.tf", 'variable "r" { default = true }\n' + call("  rotate = var.r\n", "../key")
    )
    repository.write("live/dev/main.tf", call("  r = false\n", "../../modules/stack"))
    assert repository.callers("modules/key") == {("live/dev", "module.key.module.key", ""): "fail"}


def test_every_instance_of_a_call_counts(repository: Repository) -> None:
    each = '  for_each = toset(["a", "b"])\n  rotate = each.key == "a"\n'
    repository.write("live/dev/main.tf", call(each))
    assert repository.callers("modules/key") == {("live/dev", "module.key", ""): "fail"}
    repository.write("live/dev/main.tf", 'variable "n" {}\n' + call("  count = var.n\n  rotate = false\n"))
    assert repository.callers("modules/key") == {("live/dev", "module.key", ""): "unknown"}


def test_keys_that_only_a_caller_has(repository: Repository) -> None:
    """By default, the module has the key `a`. With those of the caller, another one fails."""
    text = KEY.replace("count               = var.create ? 1 : 0", "for_each            = var.names")
    repository.write("modules/key/main.tf", 'variable "names" { default = { a = true } }\n' + text)
    repository.write("live/dev/main.tf", call("  names = { b = true }\n  rotate = false\n"))
    repository.write("live/prod/main.tf", call("  names = { b = true }\n"))
    callers = repository.callers("modules/key")
    assert (callers["live/dev", "module.key", ""], callers["live/prod", "module.key", ""]) == ("fail", "pass")


def test_files_of_values_and_environments(repository: Repository) -> None:
    repository.write(
        "app/main.tf", 'variable "r" { type = bool }\nresource "aws_kms_key" "k" { enable_key_rotation = var.r }\n'
    )
    repository.write("app/env/dev.tfvars", "r = false\n")
    repository.write("app/env/prod.tfvars", "r = true\n")
    assert repository.callers("app") == {
        ("app", "", "app/env/dev.tfvars"): "fail",
        ("app", "", "app/env/prod.tfvars"): "pass",
    }
    text = repository.text("app")
    assert "It fails with app/env/dev.tfvars. It passes with app/env/prod.tfvars." in text
    assert "It fails with app/env/dev.tfvars." in repository.report("sarif", "app")
    assert '"var_file": "app/env/dev.tfvars"' in repository.report("sarif", "app")
    assert "It fails with app/env/dev.tfvars." in repository.report("html", "app")
    environments = (
        "environments:\n  dev:\n    var_files: [app/env/dev.tfvars]\n  prod:\n    variables: {r: true}\n  new: {}\n"
    )
    repository.write("riveter.yml", environments)
    assert repository.callers("app") == {
        ("app", "", "dev"): "fail",
        ("app", "", "prod"): "pass",
        ("app", "", "new"): "unknown",
        ("app", "", "app/env/prod.tfvars"): "pass",
    }
    text = repository.text("app")
    assert "It fails in dev (riveter.yml:2). It passes with app/env/prod.tfvars and in prod (riveter.yml:4)." in text


def test_a_caller_in_its_environments_and_with_its_files(repository: Repository) -> None:
    repository.write("live/main.tf", 'variable "r" {}\n' + call("  rotate = var.r\n", "../modules/key"))
    repository.write("live/dev.tfvars", "r = false\n")
    repository.write("riveter.yml", "environments:\n  a:\n    variables: {r: true}\n  b: {}\n")
    assert repository.callers("modules/key") == {
        ("live", "module.key", "live/dev.tfvars"): "fail",
        ("live", "module.key", "a"): "pass",
        ("live", "module.key", "b"): "unknown",
        ("modules/key", "", "a"): "pass",
        ("modules/key", "", "b"): "pass",
    }
    assert "It fails for live with live/dev.tfvars (live/main.tf:2)." in repository.text("modules/key")


def test_a_unit_of_terragrunt_is_a_caller(repository: Repository) -> None:
    unit = 'terraform {\n  source = "../../modules/key"\n}\ninputs = {\n  rotate = false\n}\n'
    repository.write("units/dev/terragrunt.hcl", unit)
    proof = repository.proof("modules/key")
    (one,) = proof["callers"]
    assert (one["root"], one["outcome"], one["file"]) == ("units/dev", "fail", "units/dev/terragrunt.hcl")


def test_a_caller_by_a_source_that_is_an_expression(repository: Repository) -> None:
    head = 'terraform {\n  required_version = ">= 1.15"\n}\nvariable "m" {\n  const = true\n DEFAULT}\n'
    text = head + call("  rotate = false\n", "../../modules/${var.m}")
    repository.write("live/dev/main.tf", text.replace("DEFAULT", ' default = "key"\n'))
    assert repository.callers("modules/key") == {("live/dev", "module.key", ""): "fail"}
    repository.write("live/dev/main.tf", text.replace("DEFAULT", ""))
    assert repository.callers("modules/key") == {("live/dev", "", ""): "unknown"}


def test_excluded_callers_are_not_read(repository: Repository) -> None:
    repository.write("live/dev/main.tf", call("  rotate = false\n"))
    assert repository.callers("--exclude-path", "live", "modules/key") == {}


def test_a_link_out_of_the_repository_is_not_followed(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "main.tf").write_text(call("  rotate = false\n", str(repository.folder / "modules/key")))
    (repository.folder / "live").symlink_to(outside)
    assert repository.proof("modules/key")["callers"] == []


def test_hostile_names_are_shown_safely(repository: Repository) -> None:
    name = "live/\x1b[31mred\nline"
    repository.write(f"{name}/main.tf", call("  rotate = false\n"))
    assert "\x1b[31m" not in repository.report("text", "modules/key")
    assert "red" in repository.text("modules/key")


def test_secrets_of_callers_are_not_shown(repository: Repository) -> None:
    secret = 'variable "p" {\n  type      = string\n  sensitive = true\n  default   = "hunter2hunter2"\n}\n'
    each = "  for_each = toset([nonsensitive(var.p)])\n  rotate = false\n"
    repository.write("live/hunter2/main.tf", secret + call(each))
    for form in ("text", "json", "sarif"):
        assert "hunter2hunter2" not in repository.report(form, "modules/key")


def test_the_number_of_callers_is_bounded(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    from riveter.scan import proof_callers

    monkeypatch.setattr(proof_callers, "MOST_EVALUATED", 3)
    for number in range(5):
        repository.write(f"live/a{number}/main.tf", call())
    proof = repository.proof("modules/key")
    assert (len(proof["callers"]), proof["callers_complete"]) == (3, False)
    text = repository.text("modules/key")
    assert "There may be other callers." in text
    assert "makes it fail" not in text


def planned(folder: Path) -> dict[str, dict[str, Any]] | None:
    """Return the values of the planned resources of the called module, by address in it; None if Terraform refuses them."""
    try:
        plan = terraform_plan_json(folder, {})
    except TerraformError:
        return None
    children = plan["planned_values"]["root_module"].get("child_modules", ())
    return {
        item["address"].removeprefix("module.m."): item["values"]
        for child in children
        for item in child.get("resources", ())
    }


def agrees(address: str, rule: str, caller: Caller, resources: dict[str, dict[str, Any]] | None) -> bool:
    """Return whether a plan of a caller agrees with what is said of it."""
    if resources is None or caller.outcome == "refused":
        return resources is None  # Terraform 1.11 also refuses what later versions accept, as `true || null`
    wanted = address.partition("[")[0]
    exact = {name: values for name, values in resources.items() if name == address}
    same = exact or {name: values for name, values in resources.items() if name.partition("[")[0] == wanted}
    verdicts = [one for one in (verdict(rule, values) for values in same.values()) if one is not None]
    if caller.outcome == "fail":
        return False in verdicts
    if caller.outcome == "pass":
        return bool(verdicts) and all(verdicts)
    return caller.outcome == "unknown" or not verdicts


@pytest.mark.slow
def test_plans_of_callers_agree(tmp_path: Path) -> None:
    """Random modules, random arguments: Terraform plans the caller, and the planned values say what the rule says."""
    require_terraform()
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "m").mkdir()
    compared = 0
    for seed in range(7000, 7000 + (25 if WHOLE else 3)):
        pick = random.Random(seed)
        (tmp_path / "m" / "main.tf").write_text(configuration(pick))
        for _ in range(2):
            given = draw(pick)
            arguments = "".join(f"  {name} = {json.dumps(value)}\n" for name, value in given.items())
            (tmp_path / "main.tf").write_text(f'module "m" {{\n  source = "./m"\n{arguments.replace(": ", " = ")}}}\n')
            targets = api.Targets(paths=(str(tmp_path / "m"),))
            result = api.scan(api.ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),), prove=True))
            asked = [
                (one, caller) for one in result.findings if one.proof is not None for caller in one.proof.callers or ()
            ]
            resources = planned(tmp_path) if asked else None
            for one, caller in asked:
                compared += caller.outcome != "unknown"
                assert agrees(one.resource.address, one.rule_id, caller, resources), (seed, given, one, caller)
    assert compared > 4


def test_a_caller_is_evaluated_once_for_all_modules_that_it_calls(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("modules/other/main.tf", KEY)
    other = 'module "other" {\n  source = "../../modules/other"\n  rotate = false\n}\n'
    repository.write("live/dev/main.tf", call() + other)
    repository.write("live/prod/main.tf", call("  rotate = false\n") + other)
    evaluated: list[str] = []
    evaluate = Loader._evaluated

    def counted(loader: Loader, module: ModuleInstance, real: str) -> ProjectPart:
        evaluated.append(module.tree.root_name)
        return evaluate(loader, module, real)

    monkeypatch.setattr(Loader, "_evaluated", counted)
    found = json.loads(repository.report("json", "modules"))["findings"]
    outcomes = {
        (one["root"], caller["root"]): caller["outcome"]
        for one in (one["resource"] | one for one in found if one["rule_id"] == "rotated")
        for caller in one["proof"]["callers"]
    }
    assert outcomes == {
        ("modules/key", "live/dev"): "pass",
        ("modules/key", "live/prod"): "fail",
        ("modules/other", "live/dev"): "fail",
        ("modules/other", "live/prod"): "fail",
    }
    assert sorted(one for one in evaluated if one.startswith("live")) == ["live/dev", "live/prod"]
