"""What holds of every bundled rule. Each test lists the rules that break it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from riveter.core.source import SourceFile
from riveter.findings import SEVERITIES
from riveter.hcl import parser
from riveter.linting import lint_files
from riveter.rules.model.rule import Rule
from riveter.rules.reading.files import load_file
from riveter.suppressions.trivy_names import LONG_IDS
from tests.packs.catalogue import PACKS, ROOT, rule_files, rules, written

KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HCL_BLOCK = re.compile(r"```hcl\n(.*?)```", re.DOTALL)
CONTROLS = {
    "soc2": re.compile(r"(CC[1-9]\.[1-9]|A1\.[1-3]|C1\.[1-2]|PI1\.[1-5])"),
    "cis-aws-3.0": re.compile(r"[1-5](\.\d{1,2}){1,2}"),
    "cis-aws-5.0": re.compile(r"[1-5](\.\d{1,2}){1,2}"),
    "cis-aws-7.0": re.compile(r"[2-6](\.\d{1,2}){1,2}"),
    "aws-fsbp": re.compile(r"[A-Za-z0-9]+\.\d+"),
    "pci-dss-4.0.1": re.compile(r"\d{1,2}(\.\d{1,2}){2,3}"),
    "cis-azure-6.0": re.compile(r"\d{1,2}(\.\d{1,2}){1,3}"),
    "cis-gcp-5.0": re.compile(r"[1-8](\.\d{1,2}){1,2}"),
    "cis-kubernetes": re.compile(r"5(\.\d{1,2}){1,2}"),
    "mcsb-1.0": re.compile(r"(NS|IM|PA|DP|AM|LT|IR|PV|ES|BR|DS|GS)-\d{1,2}"),
    "nsa-kubernetes-1.0": re.compile(r"[1-8]\.\d{1,2}"),
    "nist-800-53": re.compile(r"[A-Z]{2}-\d{1,2}"),
}
EQUIVALENTS = {
    "checkov": re.compile(r"CKV2?_(AWS|AZURE|GCP|K8S|TF|GIT|SECRET|LIN|PAN|BCW|OPENSTACK|OCI)_\d+"),
    "trivy": re.compile(r"AVD-(AWS|AZU|GCP)-\d{4}"),
    "tfsec": re.compile(r"(aws|azure|google)-[a-z0-9-]+"),
    "prowler": re.compile(r"[a-z0-9]+(_[a-z0-9]+)+"),
    "securityhub": re.compile(r"[A-Za-z0-9]+\.\d+"),
}
WHOLE = {"CKV2_AWS_6", "AVD-AWS-0094", "aws-s3-specify-public-access-block"}
"""Checks of other tools that find all that such a rule finds."""
MAKERS = {
    "docs.aws.amazon.com",
    "repost.aws",
    "registry.terraform.io",
    "learn.microsoft.com",
    "cloud.google.com",
    "firebase.google.com",
    "kubernetes.io",
    "helm.sh",
    "developer.hashicorp.com",
}


def all_rules() -> list[Rule]:
    return [rule for _, rule in rules()]


def test_there_are_rules() -> None:
    assert len(rules()) >= 80


def test_ids_and_names_are_unique_in_the_whole_catalogue() -> None:
    for counts in (Counter(rule.id for rule in all_rules()), Counter(rule.name for rule in all_rules())):
        assert [word for word, count in counts.items() if count > 1] == []


def test_lint_finds_nothing_but_deprecated_attributes() -> None:
    # The rules look at the older, inline forms on purpose: people still have them.
    assert [item for item in lint_files([str(path) for path in rule_files()]) if item.severity != "note"] == []


def test_every_file_says_what_it_is_about() -> None:
    for path in rule_files():
        info = load_file(str(path)).rules.info
        assert info.name == f"{path.parent.name}-{path.stem}"
        assert re.fullmatch(r"\d+\.\d+\.\d+", info.version)
        assert info.description.endswith(".")


def test_ids_are_kebab_case() -> None:
    assert [rule.id for rule in all_rules() if not KEBAB_CASE.fullmatch(rule.id)] == []


def test_names_are_sentences_that_fit_a_line_of_the_report() -> None:
    odd = [r.name for r in all_rules() if " must " not in r.name or r.name.endswith(".") or len(r.name) > 90]
    assert odd == []


def test_the_severity_is_always_written_down() -> None:
    assert [rule.id for path, rule in rules() if written(path)[rule.id].get("severity") not in SEVERITIES] == []


def test_messages_are_sentences() -> None:
    odd = [rule.id for rule in all_rules() if len(rule.message.split()) < 4 or not rule.message.endswith((".", ")"))]
    assert odd == []


def test_every_remediation_shows_terraform_that_can_be_copied() -> None:
    odd = []
    for rule in all_rules():
        blocks = HCL_BLOCK.findall(rule.remediation)
        problems = [item.summary for block in blocks for item in parser.parse(SourceFile("fix.tf", block)).diagnostics]
        if not blocks or problems:
            odd.append((rule.id, problems))
    assert odd == []


def test_references_lead_to_the_makers_documentation() -> None:
    odd = []
    for rule in all_rules():
        urls = [urlsplit(url) for url in rule.metadata.get("references", [])]
        if not urls or any(url.scheme != "https" or url.hostname not in MAKERS for url in urls):
            odd.append(rule.id)
    assert odd == []


def test_every_rule_names_the_controls_it_serves() -> None:
    odd = []
    for rule in all_rules():
        frameworks = rule.metadata.get("frameworks", {})
        wrong = [c for name, controls in frameworks.items() for c in controls if not CONTROLS[name].fullmatch(c)]
        if not frameworks.get("soc2") or wrong:
            odd.append((rule.id, wrong))
    assert odd == []


def test_equivalents_that_are_not_exact_say_why() -> None:
    odd = [
        (rule.id, check)
        for rule in all_rules()
        for relations in rule.metadata.get("equivalent_relations", {}).values()
        for check, item in relations.items()
        if not item.get("why")
    ]
    assert odd == []


def test_equivalents_are_well_formed() -> None:
    odd = [
        (rule.id, item)
        for rule in all_rules()
        for tool, ids in rule.metadata.get("equivalents", {}).items()
        for item in ids
        if not EQUIVALENTS[tool].fullmatch(item["id"] if isinstance(item, dict) else item)
    ]
    assert odd == []


def test_ids_of_trivy_exist() -> None:
    unknown = [
        (rule.id, name)
        for rule in all_rules()
        for item in rule.metadata.get("equivalents", {}).get("trivy", [])
        if (name := (item["id"] if isinstance(item, dict) else item).removeprefix("AVD-")) not in LONG_IDS
    ]
    assert unknown == []


def test_tfsec_and_trivy_have_the_same_claims() -> None:
    # Their checks are the same ones: Trivy took over those of tfsec.
    odd = [
        (rule.id, name, long)
        for rule in all_rules()
        for relations in (rule.metadata.get("equivalent_relations", {}),)
        for name in rule.metadata.get("equivalents", {}).get("trivy", [])
        for long in rule.metadata.get("equivalents", {}).get("tfsec", [])
        if long in LONG_IDS[name.removeprefix("AVD-")].split()
        and relations.get("trivy", {}).get(name) != relations.get("tfsec", {}).get(long)
    ]
    assert odd == []


@pytest.mark.parametrize("tool", ["checkov", "trivy", "tfsec"])
@pytest.mark.parametrize(
    "rule_id", ["s3-bucket-public-access-block", "s3-public-access-block-complete", "opensearch-https"]
)
def test_the_parts_of_a_rule_do_not_suppress_it(rule_id: str, tool: str) -> None:
    rule = next(rule for rule in all_rules() if rule.id == rule_id)
    parts = [name for name in rule.metadata["equivalents"][tool] if name not in WHOLE]

    assert len(parts) > 1
    relations = rule.metadata["equivalent_relations"][tool]
    assert {name: relations[name]["relation"] for name in parts} == dict.fromkeys(parts, "stricter")


def test_the_catalogue_has_nothing_else_in_it() -> None:
    assert [path for path in PACKS.rglob("*") if path.is_file() and path.suffix != ".yml"] == []


def test_no_example_has_a_rule_of_the_same_id() -> None:
    # A pack and the rules of an example can be used in one scan.
    bundled = {rule.id for rule in all_rules()}
    files = [
        path for path in (ROOT / "examples").rglob("*.yml") if "resource_type:" in path.read_text(encoding="utf-8")
    ]
    assert [rule.id for path in files for rule in load_file(str(path)).rules.rules if rule.id in bundled] == []
