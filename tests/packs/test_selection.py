"""The bundled packs select what they say."""

from __future__ import annotations

import pytest

from riveter.rules.packs.packs import list_packs, load_pack
from tests.packs.catalogue import rules


def test_every_pack_loads_without_a_word() -> None:
    packs, diagnostics = list_packs()
    assert diagnostics == []
    assert {pack.name for pack in packs} >= {"aws-security", "soc2-security"}


@pytest.mark.parametrize(
    ("alias", "name"), [("soc2", "soc2-security"), ("aws", "aws-security"), ("azure", "azure-security")]
)
def test_a_pack_is_found_by_its_alias(alias: str, name: str) -> None:
    found = load_pack(alias).pack
    assert found is not None
    assert found.name == name


def test_every_bundled_rule_is_in_a_pack() -> None:
    packs, _ = list_packs()
    selected = {rule.id for pack in packs for rule in pack.rules}
    assert [rule.id for _, rule in rules() if rule.id not in selected] == []


def test_the_names_in_the_commissioning_report_are_in_both_packs() -> None:
    for pack in ("aws-security", "soc2-security"):
        found = load_pack(pack).pack
        assert found is not None
        names = {rule.name for rule in found.rules}
        assert {"KMS keys must have rotation enabled", "S3 buckets must block public access"} <= names


def test_every_rule_of_the_soc2_pack_names_the_criteria_it_serves() -> None:
    found = load_pack("soc2-security").pack
    assert found is not None
    assert [rule.id for rule in found.rules if not rule.metadata["frameworks"]["soc2"]] == []


def test_the_soc2_pack_covers_access_encryption_monitoring_and_availability() -> None:
    found = load_pack("soc2-security").pack
    assert found is not None
    criteria = {control for rule in found.rules for control in rule.metadata["frameworks"]["soc2"]}
    assert criteria >= {"CC6.1", "CC6.3", "CC6.6", "CC6.7", "CC6.8", "CC7.1", "CC7.2", "CC7.5", "A1.2"}


def test_the_security_pack_leaves_out_what_only_concerns_availability() -> None:
    found = load_pack("aws-security").pack
    assert found is not None
    only_availability = {rule.id for _, rule in rules() if set(rule.metadata["frameworks"]["soc2"]) == {"A1.2"}}
    assert only_availability & {rule.id for rule in found.rules} == set()
    assert only_availability


def test_azure_security_is_what_azure_all_has_of_more_than_severity_info() -> None:
    chosen, every = (load_pack(name).pack for name in ("azure-security", "azure-all"))
    assert chosen is not None
    assert every is not None
    assert {rule.id for rule in chosen.rules} < {rule.id for rule in every.rules}
    assert "info" not in {rule.severity for rule in chosen.rules}
    left = [rule for rule in every.rules if rule.id not in {one.id for one in chosen.rules}]
    assert [rule.id for rule in left if rule.severity in ("critical", "high")] == []
