"""Which root modules a proof evaluates: those that may reach a file that changes, and no others."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from riveter.api import ScanOptions, Session, Targets
from riveter.findings import Finding, Outcome
from riveter.fixing.fixer import Fix, Fixer
from riveter.fixing.proof_session import ProofSession
from riveter.hcl import nodes as n
from riveter.terraform.modules.reach import Mentions, _mentions
from tests.fixing.conftest import Repository

Make = Callable[..., Repository]

KEY = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n'
CALL = 'module "m" {\n  source = "../../modules/%s"\n}\n'
FILES = {
    "live/a/main.tf": KEY + CALL % "shared",
    "live/b/main.tf": CALL % "shared",
    "live/c/main.tf": CALL % "other"
    + 'locals {\n  a = file("${path.module}/policies/${var.x}.json")\n}\nvariable "x" {}\n',
    "live/c/more.tf": 'locals {\n  # file("../a/main.tf")\n  b = fileset("${path.module}/policies", "*")\n}\n',
    "modules/shared/main.tf": KEY,
    "modules/other/main.tf": KEY,
}
READS = 'variable "name" {\n  default = "main"\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = true\n  description = %s\n}\n'


def options(*paths: str, **given: object) -> ScanOptions:
    return ScanOptions(targets=Targets(paths=paths, **given), rules=("rules/r.yml",))  # type: ignore[arg-type]


def failing(*paths: str) -> list[Finding]:
    return [each for each in Session(options(*paths)).result().findings if each.outcome is Outcome.FAIL]


def evaluated(*paths: str) -> set[str]:
    proof = ProofSession(options(*paths))
    proof.concern(failing(*paths))
    return set(proof.roots())


def test_root_modules_that_share_no_module_are_left_out(repository: Make) -> None:
    repository(FILES)
    assert evaluated("live/a") == {"live/a", "live/b"}
    assert evaluated("live/c") == {"live/c"}
    assert evaluated("modules/other") == {"live/c"}
    assert evaluated(".") == {"live/a", "live/b", "live/c"}


@pytest.mark.parametrize(
    "read",
    [
        'file("${path.module}/../a/main.tf")',
        'filemd5("../a/main.tf")',
        'templatefile("${path.module}/../a/${var.name}.tf", {})',
        'join(",", [for each in fileset("${path.module}/../a", "*") : file("${path.module}/../a/${each}")])',
        'join(",", [for each in fileset(path.module, "../*/*.tf") : file(each)])',
        'file(/* where */ var.name == "x" ? var.name : "${path.module}/../a/main.tf")',
    ],
)
def test_those_that_read_a_file_as_text_are_evaluated(repository: Make, read: str) -> None:
    repository({**FILES, "live/d/main.tf": READS % read})
    assert evaluated("live/a") == {"live/a", "live/b", "live/d"}


def test_so_are_those_that_could_not_be_read_whole(repository: Make) -> None:
    repository({**FILES, "live/d/main.tf": "resource {\n"})
    assert "live/d" in evaluated("live/a")


def test_where_sources_are_expressions_everything_is_evaluated(repository: Make) -> None:
    repository({**FILES, "live/d/main.tf": 'module "m" {\n  source = "../${var.x}"\n}\nvariable "x" {}\n'})
    assert {"live/a", "live/b", "live/c", "live/d"} <= evaluated("live/a")


def test_a_fix_that_harms_who_reads_the_file_is_refused(repository: Make) -> None:
    rules = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
- id: short
  resource_type: aws_kms_key
  assertions: {key: description, operator: not_contains, value: enable_key}
"""
    made = repository({**FILES, "live/d/main.tf": READS % 'file("${path.module}/../a/main.tf")'}, rules)
    done = made.fix("live/a", "--rule", "rotation")
    assert "short would be fail for aws_kms_key.k" in done.err
    assert "live/a" not in done.out
    assert "+++ b/modules/shared/main.tf" in done.out


def test_values_for_several_root_modules_widen_the_proof(repository: Make) -> None:
    """`b` passes only because of the value that would be changed: it shares nothing else with `a`."""
    rules = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
- id: off
  resource_type: aws_kms_alias
  assertions: {key: name, operator: equals, value: "alias/false"}
"""
    variable = 'variable "on" {\n  type = bool\n}\n'
    made = repository(
        {
            "a/main.tf": variable + 'resource "aws_kms_key" "k" {\n  enable_key_rotation = var.on\n}\n',
            "b/main.tf": variable + 'resource "aws_kms_alias" "k" {\n  name = "alias/${var.on}"\n}\n',
            "env/dev.tfvars": "on = false\n",
        },
        rules,
    )
    done = made.fix("a", "--var-file", "env/dev.tfvars")
    assert "off would be fail for aws_kms_alias.k" in done.err
    made.write({"b/main.tf": variable})
    assert "+on = true" in made.fix("a", "--var-file", "env/dev.tfvars").out


def test_a_fix_is_the_same_as_with_everything(repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(FILES)

    def after() -> dict[str, str]:
        found = [each for each in Fixer(options("live/a", "live/b")).run(lambda fix: True) if isinstance(each, Fix)]
        return {name: text for fix in found for name, text in fix.after.items()}

    few = after()
    monkeypatch.setattr(ProofSession, "chosen_roots", lambda self, loader: None)
    assert few == after()
    assert set(few) == {"live/a/main.tf", "modules/shared/main.tf"}


def test_a_text_of_any_length_is_looked_at_once() -> None:
    """The syntax tree decides, not a search in the text."""
    node = n.Call(0, 1, "file", (n.Template(0, 1, (n.Variable(0, 1, "x"), n.StringLit(0, 1, "/a/b.json"))),))
    body = n.Body(0, 1, (n.Attribute(0, 1, "a", node, 1),), (), ())
    config = SimpleNamespace(sources=[SimpleNamespace(name="x.tf", text="file(")])
    assert _mentions(config, lambda name: body) == Mentions(  # type: ignore[arg-type]
        frozenset({(frozenset({"a"}), "/a/b.json")}), frozenset(), frozenset()
    )
    assert _mentions(config, lambda name: None) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "more", [{}, {"live/d/main.tf": 'module "m" {\n  source = "../${var.x}"\n}\nvariable "x" {}\n'}]
)
def test_findings_have_fixes_also_where_sources_are_expressions(repository: Make, more: dict[str, str]) -> None:
    volume = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "a"\n}\n'
    rules = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
- id: encrypted
  resource_type: aws_ebs_volume
  assertions: {key: encrypted, operator: is_true}
"""
    made = repository({"live/a/main.tf": KEY + volume, **more}, rules)
    done = made.fix("live/a")
    assert "enable_key_rotation = true" in done.out
    assert "it would replace aws_ebs_volume.v" in done.err


def test_what_terragrunt_runs_has_fixes(repository: Make) -> None:
    unit = 'terraform {\n  source = "../../modules/key"\n}\ninputs = {\n  a = 1\n}\n'
    made = repository({"modules/key/main.tf": KEY + 'variable "a" {}\n', "live/a/terragrunt.hcl": unit})
    done = made.fix(".")
    assert "enable_key_rotation = true" in done.out


def test_a_folder_of_a_module_that_others_call_has_fixes(repository: Make) -> None:
    made = repository({**FILES, "modules/other/more.tf": KEY.replace('"k"', '"l"')})
    done = made.fix("modules/other")
    assert done.code == 0, done.err
    assert done.out.count("+  enable_key_rotation = true") == 2
    assert "Fixes: 2 of 2 findings" in done.err


def test_what_only_a_caller_can_fix_is_said(repository: Make) -> None:
    module = 'variable "on" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.on\n}\n'
    call = 'module "m" {\n  source = "../../modules/m"\n  on     = false\n}\n'
    made = repository({"modules/m/main.tf": module, "live/a/main.tf": call})
    done = made.fix("modules/m")
    assert "+  on     = true" in done.out
    assert "aws_kms_key.k is not fixed: only the modules that call this one are fixed" in done.err
    assert done.code == 1


def test_secrets_of_root_modules_that_the_proof_leaves_out_are_not_shown(repository: Make) -> None:
    """The scan knows them: `b` has no finding that fails, so the proof does not evaluate it."""
    secret = "correct-horse-battery"
    made = repository(
        {
            "a/main.tf": f'resource "aws_kms_key" "k" {{\n  # {secret}\n  description = "x"\n\n\n\n}}\n',
            "b/main.tf": f'variable "p" {{\n  sensitive = true\n  default = "{secret}"\n}}\n'
            'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n  description = var.p\n}\n',
        }
    )
    done = made.fix(".")
    assert secret not in done.out + done.err
    assert done.out.count("+  enable_key_rotation = true") == 1
