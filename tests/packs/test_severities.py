"""The severities of the rules are those that `docs/rules/severities.md` allows."""

from __future__ import annotations

import re

import pytest

from riveter.findings import SEVERITIES
from riveter.rules.model.rule import Rule
from tests.packs.catalogue import ROOT, rules

PAGE = (ROOT / "docs" / "rules" / "severities.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
STATED = re.compile(rf"({'|'.join(SEVERITIES)})\b", re.IGNORECASE)

THEMES = {
    "policies and grants for everyone": r"(policy|acl|trust)-not-public$|-no-public-members$",
    "all ports, or a database, open to the internet": r"-no-public-(databases|all-ports)$",
    "login ports (SSH, RDP) open to the internet": r"-no-public-(ssh|rdp)$",
    "web ports open to the internet": r"-no-public-http$",
    "administrators, and ways to become one": (
        r"no-administrator|^iam-.*escalation$|role-.*no-escalation$|no-escalat(e|ing-roles)$|cluster-admin$|no-full-access"
    ),
    "containers with the powers of the host": r"(^|-)(privileged|host-pid|host-ipc|host-network|host-namespaces|host-process)$",
    "a customer managed key instead of a key of the cloud": r"customer-key|-kms-encryption$",
    "old versions of TLS, weak ciphers": r"tls-version|min-tls|tls-policy",
    "no backups, no deletion protection": r"deletion-protection|-backups?$",
    "versions without fixes": r"(?<!rds|rch|che)-supported-version|supported-runtime|runtime-supported|mq-version|current-version",
    "versions with extended support": r"^(rds|opensearch|elasticache)-supported-version",
}
"""The themes of the page whose rules are known by their ids."""


def allowed() -> dict[str, set[str]]:
    """The severities that the page allows for each theme."""
    found = {theme: set(re.split(r",? or |, ", words)) for theme, words in ROW.findall(PAGE)}
    return {theme: words for theme, words in found.items() if words <= set(SEVERITIES)}


def of_theme(theme: str) -> list[Rule]:
    return [rule for _, rule in rules() if re.search(THEMES[theme], rule.id)]


def test_a_reason_is_about_the_severity_that_the_rule_has() -> None:
    """Where a description says why the rule has its severity, it says that severity."""
    stated = [(rule, STATED.match(rule.description)) for _, rule in rules()]
    assert sum(1 for _, word in stated if word is not None) > 400
    assert [rule.id for rule, word in stated if word is not None and word[1].lower() != rule.severity] == []


@pytest.mark.parametrize("theme", THEMES)
def test_rules_of_a_theme_have_a_severity_of_the_theme_or_say_why_not(theme: str) -> None:
    severities = allowed()[theme]
    found = of_theme(theme)
    assert len(found) >= 3
    assert [rule.id for rule in found if rule.severity not in severities and not STATED.match(rule.description)] == []
    # that is the exception
    assert sum(1 for rule in found if rule.severity in severities) * 3 >= len(found) * 2


def test_what_only_concerns_availability_is_low_or_info() -> None:
    found = [rule for _, rule in rules() if set(rule.metadata["frameworks"]["soc2"]) == {"A1.2"}]
    assert found
    assert [rule.id for rule in found if rule.severity not in allowed()["availability, cost, names"]] == []


def test_every_severity_and_every_theme_has_a_row() -> None:
    assert {severity for severity in SEVERITIES if f"\n| {severity} | " in PAGE} == set(SEVERITIES)
    assert set(THEMES) <= set(allowed())
