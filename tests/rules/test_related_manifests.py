"""`related` finds a `kubernetes_manifest` by the type of its object."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.test_manifests import judge

NAMESPACE = """
resource "kubernetes_namespace_v1" "a" {
  metadata {
    name = "a"
  }
}
resource "kubernetes_namespace_v1" "b" {
  metadata {
    name = "b"
  }
}
"""
POLICY = """
variable "kind" {}
resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = { name = "deny", namespace = kubernetes_namespace_v1.a.metadata[0].name }
    spec       = { podSelector = {}, policyTypes = ["Ingress"] }
  }
}
"""
TEXT = """
resource "kubernetes_manifest" "m" {
  manifest = yamldecode(<<-EOT
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: deny
      namespace: ${kubernetes_namespace_v1.a.metadata[0].name}
    spec:
      policyTypes: [Ingress]
  EOT
  )
}
"""


def related(folder: Path, text: str, relation: str, type: str = "kubernetes_namespace_v1") -> dict[str, str]:
    found = judge(folder, text, relation, type=type)
    return {finding.resource.address.rpartition(".")[2]: finding.outcome.value for finding in found}


@pytest.mark.parametrize(
    ("policy", "relation"),
    [
        (POLICY, "{related: kubernetes_network_policy_v1}"),
        (TEXT, "{related: kubernetes_network_policy_v1}"),
        (POLICY, "{related: {resource_type: kubernetes_network_policy_v1, direction: to_this}}"),
        (POLICY, "{related: {resource_type: kubernetes_network_policy_v1, via: metadata.namespace}}"),
        (
            POLICY,
            "{related: {resource_type: 'kubernetes_network_policy*', on: {metadata.namespace: '{$.metadata.name}'}}}",
        ),
        (
            TEXT,
            "{related: {resource_type: kubernetes_network_policy_v1, on: {metadata.namespace: '{$.metadata.name}'}}}",
        ),
        (
            POLICY,
            "{related: kubernetes_network_policy_v1, assertions: [{key: spec.policy_types, operator: contains, value: Ingress}]}",
        ),
    ],
)
def test_a_manifest_is_connected_as_the_typed_resource(tmp_path: Path, policy: str, relation: str) -> None:
    assert related(tmp_path, NAMESPACE + policy, relation) == {"a": "pass", "b": "fail"}


def test_a_manifest_of_another_kind_is_not(tmp_path: Path) -> None:
    text = NAMESPACE + POLICY.replace('"NetworkPolicy"', '"Ingress"')
    assert related(tmp_path, text, "{related: kubernetes_network_policy_v1}") == {"a": "fail", "b": "fail"}


def test_a_manifest_of_a_kind_that_is_not_known_may_be_of_any(tmp_path: Path) -> None:
    text = NAMESPACE + POLICY.replace('"NetworkPolicy"', "var.kind")
    none = "{related: kubernetes_network_policy_v1, quantifier: none}"
    assert related(tmp_path, text, none) == {"a": "unknown", "b": "pass", "m": "pass"}


def test_what_a_typed_resource_refers_to_may_be_a_manifest(tmp_path: Path) -> None:
    text = """
resource "kubernetes_manifest" "n" {
  manifest = { apiVersion = "v1", kind = "Namespace", metadata = { name = "a", labels = { level = "restricted" } } }
}
resource "kubernetes_pod_v1" "p" {
  metadata {
    namespace = kubernetes_manifest.n.manifest.metadata.name
  }
}
"""
    labelled = "{related: kubernetes_namespace_v1, assertions: [{key: metadata.labels.level, operator: equals, value: restricted}]}"
    assert related(tmp_path, text, labelled, type="kubernetes_pod_v1") == {"p": "pass"}


def test_manifests_count_among_those_of_a_root_module(tmp_path: Path) -> None:
    one = "{related: {resource_type: kubernetes_network_policy_v1, in: root}, quantifier: {at_least: 1, at_most: 1}}"
    assert related(tmp_path, NAMESPACE + POLICY, one) == {"a": "pass", "b": "pass"}


def test_a_manifest_is_not_related_to_itself(tmp_path: Path) -> None:
    other = "{related: {resource_type: kubernetes_network_policy_v1, on: {metadata.name: '{$.metadata.name}'}}, quantifier: none}"
    assert related(tmp_path, NAMESPACE + POLICY, other, type="kubernetes_network_policy_v1") == {"m": "pass"}
