"""Frameworks: every control that is named exists in the list of its version, and the pages are those of the packs."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from riveter.rules.packs.packs import list_packs, pack_files
from tests.packs.catalogue import PACKS, rules
from tests.packs.frameworks import DATA, PAGES, Framework, frameworks, pages

ALL = frameworks()
LISTS = {one.key: set(one.controls) for one in ALL}
LISTS["nist-800-53"] = next(set(one.controls) for one in ALL if one.pack.name == "nist-800-53-r5")


def by_name(framework: Framework) -> str:
    return framework.pack.name


def lines(name: str) -> set[str]:
    return set((DATA / name).read_text(encoding="utf-8").split())


def ids(tool: str) -> set[tuple[str, str]]:
    return {(rule.id, item) for _, rule in rules() for item in rule.metadata.get("equivalents", {}).get(tool, [])}


def test_the_pages_are_those_of_the_packs() -> None:
    # `python -m tests.packs.frameworks` writes them.
    written = {path: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.md"))}
    assert {path.name: text for path, text in written.items()} == {path.name: text for path, text in pages().items()}


def test_every_pack_of_a_framework_has_its_list() -> None:
    named = {path.name for path in map(Path, pack_files()) if "\nframework:" in path.read_text(encoding="utf-8")}
    assert named == {path.name for path in DATA.glob("*.yml")}


@pytest.mark.parametrize("framework", ALL, ids=by_name)
def test_controls_of_rules_exist_in_the_list(framework: Framework) -> None:
    served = framework.rules()
    assert [control for control in served if control not in framework.controls] == []
    assert served


@pytest.mark.parametrize("framework", ALL, ids=by_name)
def test_what_follows_from_other_controls_exists_in_both_lists(framework: Framework) -> None:
    written = yaml.safe_load((PACKS / "packs" / f"{framework.pack.name}.yml").read_text(encoding="utf-8"))
    for other, table in written["framework"].get("from", {}).items():
        pairs = table.items() if isinstance(table, dict) else [(control, [control]) for control in table]
        for control, found in pairs:
            assert control in LISTS[other], control
            assert [item for item in found if item not in framework.controls] == [], control


@pytest.mark.parametrize("framework", ALL, ids=by_name)
def test_lists_have_no_control_twice_and_reasons_are_about_some(framework: Framework) -> None:
    assert len(framework.controls) == len(set(framework.controls))
    data = yaml.safe_load((DATA / f"{framework.pack.name}.yml").read_text(encoding="utf-8"))
    patterns = [pattern for group in data["unseen"] for pattern in group["controls"]]
    idle = [p for p in patterns if not any(fnmatchcase(control, p) for control in framework.controls)]
    # one list of reasons serves NIST 800-53 and the baseline that is made of it
    assert idle == [] or framework.pack.name == "fedramp-moderate-r5"
    assert all(group["why"].endswith(".") for group in data["unseen"])


def test_ids_of_prowler_exist() -> None:
    assert {item for item in ids("prowler") if item[1] not in lines("prowler_checks.txt")} == set()


def test_ids_of_security_hub_exist() -> None:
    known = LISTS["aws-fsbp"] | lines("securityhub_others.txt")
    assert {item for item in ids("securityhub") if item[1] not in known} == set()


def test_what_is_in_the_standard_of_security_hub_is_an_equivalent_too() -> None:
    named = ids("securityhub")
    missing = [
        (rule.id, control)
        for _, rule in rules()
        for control in rule.metadata["frameworks"].get("aws-fsbp", [])
        if (rule.id, control) not in named
    ]
    assert missing == []


def test_a_control_of_nist_leads_into_every_framework_that_is_made_of_them() -> None:
    """Rules of encryption, access and logging are in all of these packs."""
    packs = {pack.name: pack for pack in list_packs()[0]}
    for name in ("nist-csf-2", "iso-27001", "pci-dss-4", "hipaa", "gdpr", "nis2", "dora", "fedramp-moderate-r5"):
        assert {rule.id for rule in packs[name].rules} >= {
            "s3-bucket-tls-only", "kms-key-rotation-enabled", "cloudtrail-multi-region", "iam-policy-no-administrator",
        }, name  # fmt: skip
