"""The examples for Azure and Google Cloud: no account is needed, and no plug-in of a provider.

The schemas stand in for `terraform validate`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from riveter.rule_testing import run_cases
from tests.examples.commands import EXAMPLES, blocks, run, shown
from tests.examples.schemas import misfits

# The rules of each example, and the packs that have to find nothing.
RULES = {"aks-landing-zone": "aks-rules.yml", "gke-data-platform": "gke-rules.yml"}
PACKS = {
    "aks-landing-zone": "-p azure-security -p kubernetes-security",
    "gke-data-platform": "-p gcp-security -p kubernetes-security",
}


def report(command: str, example: str) -> dict[str, Any]:
    process = run(f"{command} -f json", EXAMPLES / example)
    assert process.stderr == ""
    found: dict[str, Any] = json.loads(process.stdout)
    return found


SHOWN = [(example, command, output) for example in RULES for command, output in shown(EXAMPLES / example / "README.md")]


@pytest.mark.parametrize(("example", "command", "output"), SHOWN, ids=lambda text: text.partition("\n")[0])
def test_the_readme_shows_what_its_commands_print(example: str, command: str, output: str) -> None:
    process = run(command, EXAMPLES / example)
    assert (process.stdout, process.stderr) == (output, "")


@pytest.mark.parametrize("example", RULES)
def test_every_rule_applies_and_nothing_is_unknown(example: str) -> None:
    found = report(f"riveter scan -r {RULES[example]} terraform", example)
    assert found["summary"]["rules_not_applicable"] == 0
    assert {entry["outcome"] for entry in found["findings"]} == {"pass"}
    assert found["diagnostics"] == []


@pytest.mark.parametrize("example", RULES)
def test_the_packs_find_nothing_that_has_no_reason(example: str) -> None:
    found = report(f"riveter scan {PACKS[example]} terraform", example)
    assert found["summary"]["rules_passed"] > 40
    left = [entry for entry in found["findings"] if entry["outcome"] != "pass"]
    assert {entry["outcome"] for entry in left} <= {"suppressed"}
    assert all(entry["suppression"]["reason"] for entry in left)


@pytest.mark.slow
@pytest.mark.parametrize("example", RULES)
def test_the_cases_notice_changes_of_the_rules(example: str) -> None:
    found = run_cases([str(EXAMPLES / example / RULES[example])], mutate=True)
    assert all(case.passed for case in found.cases)
    assert found.mutation is not None
    assert found.mutation.score is not None
    assert found.mutation.score >= 0.95


FOLDERS = [
    folder
    for example in RULES
    for folder in (EXAMPLES / example / "terraform", *sorted((EXAMPLES / example / "broken").glob("*/")))
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_it_fits_the_schemas_of_its_providers(folder: Path) -> None:
    assert misfits(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('sku_tier            = "Standard"', 'sku_level = "Standard"', "azurerm_kubernetes_cluster.this: sku_level does not exist"),
        ("dns_prefix          = var.name", "fqdn = var.name", "azurerm_kubernetes_cluster.this: fqdn can't be set"),
        ('    max_surge = "33%"\n', "", "azurerm_kubernetes_cluster.this: default_node_pool.upgrade_settings.max_surge is required"),
        ("  image_cleaner_enabled ", "  identity {}\n  image_cleaner_enabled ", "azurerm_kubernetes_cluster.this: identity may be there 1 times"),
        ('"azurerm_kubernetes_cluster_node_pool"', '"azurerm_kubernetes_nodes"', "azurerm_kubernetes_nodes.workloads: there is no azurerm_kubernetes_nodes"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_noticed(old: str, new: str, problem: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "aks-landing-zone" / "terraform", tmp_path / "terraform")
    file = tmp_path / "terraform" / "cluster.tf"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert problem in misfits(tmp_path / "terraform")


@pytest.mark.parametrize("example", RULES)
def test_terraform_fmt_changes_nothing(example: str) -> None:
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on the PATH")
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-recursive", "-list=true", str(EXAMPLES / example)],
        env={"PATH": str(Path(str(shutil.which("terraform"))).parent), "TF_CLI_CONFIG_FILE": "/dev/null"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("example", RULES)
def test_no_real_id_is_named(example: str) -> None:
    for path in (EXAMPLES / example / "terraform").rglob("*.tf*"):
        text = path.read_text("utf-8")
        assert not re.search(r"/subscriptions/|subscription_id|\bprojects/[a-z]", text), path
        if path.suffix == ".tfvars":
            assert all(
                found.startswith("00000000-") for found in re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", text)
            )


@pytest.mark.slow
@pytest.mark.parametrize("example", RULES)
def test_the_readme_runs_the_tools_of_the_cloud_only_to_deploy(example: str) -> None:
    """What needs a cloud is in blocks for a shell (`sh`). All other commands are riveter's, and are run."""
    commands = [text for language, text in blocks(EXAMPLES / example / "README.md") if language == "bash"]
    assert commands
    for command in commands:
        assert command.startswith("riveter ")
        assert run(command, EXAMPLES / example).returncode in (0, 1)
