"""`kubernetes_manifest` is judged as the typed resource of its object."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import scan
from riveter.cli.main import main
from riveter.findings import Finding
from riveter.scan.options import ScanOptions, Targets

DEPLOYMENT = """
variable "image" {}
resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "a", labels = { hostPID = "x" } }
    spec = {
      template = {
        spec = {
          hostPID = true
          containers = [
            { name = "a", image = "nginx", ports = [{ containerPort = 80, hostPort = 8080 }] },
            { name = "b", image = var.image },
          ]
          volumes = [{ name = "v", hostPath = { path = "/data" } }]
        }
      }
    }
  }
}
"""


def judge(folder: Path, text: str, *conditions: str, type: str = "kubernetes_deployment_v1") -> list[Finding]:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    rules = "".join(
        f"- {{id: r{i}, name: r{i}, resource_type: {type}, assertions: [{condition}]}}\n"
        for i, condition in enumerate(conditions)
    )
    (folder / "rules.yml").write_text(rules, encoding="utf-8")
    targets = Targets(paths=(str(folder),), cache=False)
    return list(scan(ScanOptions(targets=targets, rules=(str(folder / "rules.yml"),), allow_empty=True)).findings)


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("{key: '**.host_pid', operator: is_true}", "pass"),
        ("{key: spec.template.spec.host_pid, operator: is_true}", "pass"),
        ("{key: '**.container.0.image', operator: equals, value: nginx}", "pass"),
        ("{key: '**.container.1.image', operator: equals, value: nginx}", "unknown"),
        ("{key: '**.container.port.host_port', operator: not_exists}", "fail"),
        ("{key: '**.volume.host_path.path', operator: equals, value: /data}", "pass"),
        ("{key: metadata.labels.hostPID, operator: equals, value: x}", "pass"),
        ("{key: '**.init_container', operator: not_exists}", "pass"),
    ],
)
def test_its_keys_are_those_of_the_typed_resource(tmp_path: Path, condition: str, outcome: str) -> None:
    [finding] = judge(tmp_path, DEPLOYMENT, condition)
    assert (finding.resource.address, finding.outcome.value) == ("kubernetes_manifest.m", outcome)


def test_the_finding_is_at_the_line_of_the_manifest(tmp_path: Path) -> None:
    [finding] = judge(tmp_path, DEPLOYMENT, "{key: '**.host_pid', operator: is_false}")
    location = finding.assertions[0].location
    assert location is not None
    assert location.start_line == 11


@pytest.mark.parametrize(
    ("version", "kind", "type"),
    [
        ("v1", "Pod", "kubernetes_pod_v1"),
        ("apps/v1", "DaemonSet", "kubernetes_daemon_set_v1"),
        ("apps/v1", "StatefulSet", "kubernetes_stateful_set_v1"),
        ("batch/v1", "CronJob", "kubernetes_cron_job_v1"),
        ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "kubernetes_cluster_role_binding_v1"),
        ("networking.k8s.io/v1", "NetworkPolicy", "kubernetes_network_policy_v1"),
        ("policy/v1beta1", "PodSecurityPolicy", "kubernetes_pod_security_policy_v1beta1"),
        ("v1", "ServiceAccount", "kubernetes_service_account_v1"),
    ],
)
def test_every_kind_has_its_type(tmp_path: Path, version: str, kind: str, type: str) -> None:
    manifest = f'{{ apiVersion = "{version}", kind = "{kind}", metadata = {{ name = "a" }} }}'
    text = f'resource "kubernetes_manifest" "m" {{\n  manifest = {manifest}\n}}\n'
    [finding] = judge(tmp_path, text, "{key: metadata.name, operator: equals, value: a}", type=type)
    assert finding.outcome.value == "pass"


@pytest.mark.parametrize(
    "manifest",
    [
        '{ apiVersion = "serving.knative.dev/v1", kind = "Service", metadata = { name = "a" } }',
        '{ apiVersion = "example.com/v1", kind = "Widget", metadata = { name = "a" } }',
        '{ apiVersion = "v1", kind = "Nothing" }',
        '{ kind = "Service" }',
        "{ apiVersion = 1, kind = [] }",
    ],
)
def test_other_objects_have_none(tmp_path: Path, manifest: str) -> None:
    text = f'variable "m" {{}}\nresource "kubernetes_manifest" "m" {{\n  manifest = {manifest}\n}}\n'
    assert judge(tmp_path, text, "{key: metadata.name, operator: exists}", type="'kubernetes_service*'") == []


def test_a_rule_for_both_judges_the_manifest_as_it_is_written(tmp_path: Path) -> None:
    [finding] = judge(tmp_path, DEPLOYMENT, "{key: manifest.kind, operator: exists}", type="'kubernetes_*'")
    assert finding.outcome.value == "pass"


@pytest.mark.parametrize(
    "data", ['data = { password = "b3JkaW5hcnk=" }', 'stringData = { password = "ordinary-words-too" }']
)
def test_the_data_of_secrets_is_not_shown(tmp_path: Path, data: str) -> None:
    text = f'resource "kubernetes_manifest" "m" {{\n  manifest = {{\n    apiVersion = "v1"\n    kind = "Secret"\n    {data}\n  }}\n}}\n'
    [finding] = judge(tmp_path, text, "{key: data.password, operator: is_not_literal}", type="kubernetes_secret_v1")
    assert finding.outcome.value == "fail"
    assert "ordinary-words-too" not in repr(finding)
    assert "b3JkaW5hcnk=" not in repr(finding)


@pytest.mark.parametrize(
    "parts",
    ['data = merge(var.more, { a = "eA==" })\n stringData = { b = "x" }', 'stringData = merge(var.more, { b = "x" })'],
)
def test_what_may_be_in_a_secret_stays_unknown_with_texts_beside_it(parts: str, tmp_path: Path) -> None:
    text = (
        'variable "more" {\n  type = map(string)\n}\nresource "kubernetes_manifest" "m" {\n  manifest = {\n    apiVersion = "v1"\n'
        f'    kind = "Secret"\n    metadata = {{ name = "a" }}\n    {parts}\n  }}\n}}\n'
    )
    found = judge(
        tmp_path,
        text,
        "{key: data.c, operator: not_exists}",
        "{key: data.b, operator: exists}",
        type="kubernetes_secret_v1",
    )
    assert [item.outcome.value for item in found] == ["unknown", "pass"]


def test_a_replica_set_is_judged_as_a_deployment(tmp_path: Path) -> None:
    text = DEPLOYMENT.replace('"Deployment"', '"ReplicaSet"')
    (finding,) = judge(tmp_path, text, "{key: '**.host_pid', operator: is_false}")
    assert finding.outcome.value == "fail"


def manifest(text: str) -> str:
    return f'variable "given" {{}}\nresource "kubernetes_manifest" "m" {{\n  manifest = {text}\n}}\n'


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("var.given", "unknown"),
        ("yamldecode(var.given)", "unknown"),
        ('{ apiVersion = "v1", kind = var.given, spec = { hostPID = true } }', "unknown"),
        ('{ apiVersion = var.given, kind = "Pod", spec = { hostPID = true } }', "unknown"),
        ('merge({ apiVersion = "v1", kind = "Pod", spec = { hostPID = true } }, var.given)', "unknown"),
        ('{ apiVersion = "v1", kind = "Pod", spec = { hostPID = true } }', "fail"),
        ('{ apiVersion = "v1", kind = "Pod" }', "pass"),
        # certainly no pod
        ('{ apiVersion = "acme.example/v1", kind = var.given, spec = { hostPID = true } }', None),
        ('{ apiVersion = var.given, kind = "Service", spec = { hostPID = true } }', None),
        ('{ apiVersion = var.given, kind = "Thing", spec = { hostPID = true } }', None),
    ],
)
def test_an_object_of_unknown_kind_may_be_any(tmp_path: Path, text: str, outcome: str | None) -> None:
    found = judge(tmp_path, manifest(text), "{key: spec.host_pid, operator: is_not_true}", type="kubernetes_pod_v1")
    assert [finding.outcome.value for finding in found] == ([outcome] if outcome else [])


def test_a_rule_that_asks_for_no_value_does_not_fail_what_may_be_another_object(tmp_path: Path) -> None:
    condition = "{related: {resource_type: kubernetes_service_v1}}"
    [finding] = judge(tmp_path, manifest("var.given"), condition, type="kubernetes_pod_v1")
    assert finding.outcome.value == "unknown"


@pytest.mark.parametrize("kind", ['"Secret"', "var.given"])
def test_the_data_of_a_secret_is_shown_nowhere(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = manifest(f'{{ apiVersion = "v1", kind = {kind}, stringData = {{ p = "sesame-open-77" }} }}')
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (["show", "."], ["eval", "kubernetes_manifest.m.manifest"]):
        main(command)
        shown = capfdbinary.readouterr().out
        assert shown
        assert b"sesame" not in shown


@pytest.mark.parametrize(
    ("members", "outcome"),
    [
        ("stringData = var.given", "unknown"),
        ('data = { other = "x" }, stringData = var.given', "unknown"),
        ('data = var.given, stringData = { other = "x" }', "unknown"),
        ('data = { key = "x" }, stringData = var.given', "pass"),
        ('stringData = { other = "x" }', "fail"),
        ('data = [1], stringData = "x"', "fail"),
    ],
)
def test_unknown_texts_may_be_any_data(tmp_path: Path, members: str, outcome: str) -> None:
    text = manifest(f'{{ apiVersion = "v1", kind = "Secret", {members} }}')
    [finding] = judge(tmp_path, text, "{key: data.key, operator: exists}", type="kubernetes_secret_v1")
    assert finding.outcome.value == outcome
