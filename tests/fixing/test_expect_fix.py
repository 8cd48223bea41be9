"""`expect_fix` in cases, and with it what plans of fixes change: the origin of a value."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from riveter.rule_testing.runner import run_cases

KEY = "{key: enable_key_rotation, operator: is_true}"
HEAD = "- id: r\n  resource_type: aws_kms_key\n  assertions: "


def _problems(
    folder: Path, rules: str, terraform: str, expected: str, *, expect: str = "fail", **modules: str
) -> list[str]:
    def block(text: str) -> str:
        return "|\n" + textwrap.indent(textwrap.dedent(text), "        ") if "\n" in text else text

    lines = [f"cases:\n  - rule: r\n    name: n\n    terraform: {block(terraform)}"]
    lines.append(f"    expect: {expect}\n    expect_fix: {block(expected)}\n")
    if modules:
        lines.append(
            "    modules:\n" + "".join(f"      {k}: |\n" + textwrap.indent(v, "        ") for k, v in modules.items())
        )
    (folder / "r.yml").write_text(rules)
    (folder / "r.cases.yml").write_text("\n".join(lines))
    report = run_cases([str(folder)], jobs=1)
    assert not report.diagnostics, report.diagnostics
    return [f"{each.summary}: {each.detail}" for case in report.cases for each in case.problems]


ORIGINS = {
    "the argument itself": (
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = false # why\n}\n',
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = true # why\n}\n',
    ),
    "an argument in parentheses": (
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = (false)\n}\n',
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n',
    ),
    "a missing argument": (
        'resource "aws_kms_key" "a" {\n  description = "x"\n}\n',
        'resource "aws_kms_key" "a" {\n  description         = "x"\n  enable_key_rotation = true\n}\n',
    ),
    "null": (
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = null\n}\n',
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n',
    ),
    "a default": (
        'variable "r" {\n  default = false\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.r\n}\n',
        'variable "r" {\n  default = true\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.r\n}\n',
    ),
    "a local value behind another": (
        'locals {\n  a = local.b\n  b = false\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = local.a\n}\n',
        'locals {\n  a = local.b\n  b = true\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = local.a\n}\n',
    ),
    "an entry of a map for for_each": (
        'locals {\n  k = { a = { r = true }, b = { r = false } }\n}\n'
        'resource "aws_kms_key" "a" {\n  for_each            = local.k\n  enable_key_rotation = each.value.r\n}\n',
        'locals {\n  k = { a = { r = true }, b = { r = true } }\n}\n'
        'resource "aws_kms_key" "a" {\n  for_each            = local.k\n  enable_key_rotation = each.value.r\n}\n',
    ),
    "the branch of a conditional that was taken": (
        'locals {\n  p = true\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = local.p ? false : true\n}\n',
        'locals {\n  p = true\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = local.p ? true : true\n}\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORIGINS)
def test_the_origin_of_the_value_is_changed(name: str, tmp_path: Path) -> None:
    before, after = ORIGINS[name]
    expect = "{fail: ['aws_kms_key.a[\"b\"]'], pass: ['aws_kms_key.a[\"a\"]']}" if "for_each" in before else "fail"
    assert _problems(tmp_path, HEAD + KEY, before, after, expect=expect) == []


MODULE = 'variable "r" {\n  default = false\n}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.r\n}\n'


def test_the_argument_of_a_call_is_changed_where_it_is_given(tmp_path: Path) -> None:
    before = 'module "m" {\n  source = "./k"\n  r      = false\n}\n'
    assert _problems(tmp_path, HEAD + KEY, before, before.replace("false", "true"), k=MODULE) == []


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('var.env == "prod"', "the value is computed"),
        ("aws_kms_key.b.enable_key_rotation", "the value is not written in the configuration"),
    ],
)
def test_computed_values_have_no_fix(tmp_path: Path, value: str, why: str) -> None:
    before = (
        'variable "env" {\n  default = "dev"\n}\nresource "aws_kms_key" "b" {\n  enable_key_rotation = true\n  is_enabled = true\n}\n'
        f'resource "aws_kms_key" "a" {{\n  enable_key_rotation = {value}\n  is_enabled = false\n}}\n'
    )
    rules = "- id: r\n  resource_type: aws_kms_key\n  filters: {key: is_enabled, operator: is_false}\n"
    rules += f"  assertions: {KEY}\n" if "env" in value else "  assertions: {key: description, operator: exists}\n"
    expect = "{fail: [aws_kms_key.a]}"
    assert _problems(tmp_path, rules, before, "none", expect=expect) == []
    if "env" in value:
        assert why in _problems(tmp_path, rules, before, "pass", expect=expect)[0]


def test_companions_follow_count_and_for_each_and_are_changed_where_they_exist(tmp_path: Path) -> None:
    rules = """
- id: r
  resource_type: aws_s3_bucket
  assertions:
    related: {resource_type: aws_s3_bucket_versioning, via: bucket}
    assertions: {key: versioning_configuration.status, operator: equals, value: Enabled}
  fix:
    add_resource: aws_s3_bucket_versioning
    body: {bucket: "${self.id}", versioning_configuration: {status: Enabled}}
"""
    before = """
resource "aws_s3_bucket" "a" {
  for_each = toset(["x"])
  bucket   = each.key
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "other" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Suspended"
  }
}
"""
    after = """
resource "aws_s3_bucket" "a" {
  for_each = toset(["x"])
  bucket   = each.key
}

resource "aws_s3_bucket_versioning" "a" {
  for_each = aws_s3_bucket.a

  bucket = aws_s3_bucket.a[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "other" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}
"""
    assert _problems(tmp_path, rules, before, after) == []


def test_set_leaves_alone_what_is_set_and_not_failing(tmp_path: Path) -> None:
    rules = f"{HEAD}{KEY}\n  fix:\n    - {{set: enable_key_rotation, value: true}}\n    - {{set: rotation_period_in_days, value: 365}}\n"
    kept = 'resource "aws_kms_key" "a" {\n  enable_key_rotation     = %s\n  rotation_period_in_days = 90\n}\n'
    assert _problems(tmp_path, rules, kept % "false", kept % "true") == []


def test_set_leaves_out_what_passes_without_it(tmp_path: Path) -> None:
    rules = (
        "- id: r\n  resource_type: google_container_cluster\n  assertions:\n"
        "    - {key: monitoring_service, operator: not_equals, value: none}\n"
        "    - {key: monitoring_config.enable_components, operator: is_not_empty}\n"
        "    - {key: addons_config.network_policy_config.disabled, operator: is_not_true}\n  fix:\n"
        "    - {set: monitoring_service, value: monitoring.googleapis.com/kubernetes}\n"
        "    - {set: monitoring_config.enable_components, value: [SYSTEM_COMPONENTS]}\n"
        "    - {set: addons_config.network_policy_config.disabled, value: false}\n"
    )
    before = 'resource "google_container_cluster" "a" {\n  name = "a"\n\n  monitoring_config {\n    enable_components = []\n  }\n}\n'
    for text in (before, before.replace('"a"\n', '"a"\n  monitoring_service = null\n', 1)):
        assert _problems(tmp_path, rules, text, text.replace("[]", '["SYSTEM_COMPONENTS"]')) == []


def test_placeholders_are_filled_and_can_inject_nothing(tmp_path: Path) -> None:
    rules = HEAD + '{key: description, operator: exists}\n  fix: {set: description, value: "{name} of {$.policy}"}\n'
    before = 'resource "aws_kms_key" "a" {\n  policy = "$${file(1)}\\"x"\n}\n'
    after = (
        'resource "aws_kms_key" "a" {\n  policy      = "$${file(1)}\\"x"\n  description = "a of $${file(1)}\\"x"\n}\n'
    )
    assert _problems(tmp_path, rules, before, after) == []


def test_deviations_are_reported(tmp_path: Path) -> None:
    before = 'resource "aws_kms_key" "a" {\n}\n'
    assert "another text than expected" in _problems(tmp_path, HEAD + KEY, before, "other\n")[0]
    assert "Expected no fix, but there is one" in _problems(tmp_path, HEAD + KEY, before, "none")[0]
    wrong = HEAD + KEY + "\n  fix: {set: description, value: x}\n"
    assert "does not pass" in _problems(tmp_path, wrong, before, "pass")[0]
    passing = before.replace("{\n", "{\n  enable_key_rotation = true\n")
    assert "No resource of the case fails" in _problems(tmp_path, HEAD + KEY, passing, "pass", expect="pass")[0]


FLAGS = """
- id: r
  resource_type: google_sql_database_instance
  assertions:
    each: settings.database_flags
    quantifier: any
    assertions:
      - {key: name, operator: equals, value: log_connections}
      - {key: value, operator: equals, value: "on"}
  fix: {add_block: settings.database_flags, by: name, body: {name: log_connections, value: "on"}}
"""
INSTANCE = 'resource "google_sql_database_instance" "a" {\n  settings {\n    tier = "t"\n%s  }\n}\n'
FLAG = '    database_flags {\n      name  = "%s"\n      value = "%s"\n    }\n'
DYNAMIC = (
    '    dynamic "database_flags" {\n      for_each = local.flags\n      content {\n        name  = database_flags.key\n'
    "        value = database_flags.value\n      }\n    }\n"
)
IDENTIFIED = {
    "none": (INSTANCE % "", INSTANCE % ("\n" + FLAG % ("log_connections", "on"))),
    "another one": (
        INSTANCE % FLAG % ("other", "off"),
        INSTANCE % (FLAG % ("other", "off") + "\n" + FLAG % ("log_connections", "on")),
    ),
    "one of two": (
        INSTANCE % (FLAG % ("other", "off") + FLAG % ("log_connections", "off")),
        INSTANCE % (FLAG % ("other", "off") + FLAG % ("log_connections", "on")),
    ),
    "a dynamic block": (
        'locals {\n  flags = { log_connections = "off", other = "off" }\n}\n' + INSTANCE % DYNAMIC,
        'locals {\n  flags = { log_connections = "on", other = "off" }\n}\n' + INSTANCE % DYNAMIC,
    ),
    "a dynamic block without it": (
        'locals {\n  flags = { other = "off" }\n}\n' + INSTANCE % DYNAMIC,
        'locals {\n  flags = { other = "off" }\n}\n' + INSTANCE % (DYNAMIC + "\n" + FLAG % ("log_connections", "on")),
    ),
}


@pytest.mark.parametrize("name", IDENTIFIED)
def test_the_block_with_a_name_is_changed_or_added(tmp_path: Path, name: str) -> None:
    before, after = IDENTIFIED[name]
    assert _problems(tmp_path, FLAGS, before, after) == []


def test_the_former_name_of_an_argument_is_changed_where_it_is_written(tmp_path: Path) -> None:
    rules = """
- id: r
  resource_type: azurerm_storage_account
  assertions:
    any:
      - {key: https_traffic_only_enabled, operator: is_true}
      - {key: enable_https_traffic_only, operator: is_true}
  fix: {set: https_traffic_only_enabled, value: true, formerly: enable_https_traffic_only}
"""
    account = 'resource "azurerm_storage_account" "a" {\n  name = "a"\n}\n'
    old = account.replace("name =", "enable_https_traffic_only =").replace('"a"\n}', "%s\n}")
    new = account.replace("name =", "name                       =").replace(
        "\n}", "\n  https_traffic_only_enabled = true\n}"
    )
    assert _problems(tmp_path, rules, account, new) == []
    assert _problems(tmp_path, rules, old % "false", old % "true") == []


def test_a_manifest_is_not_edited_as_the_resource_that_it_is(tmp_path: Path) -> None:
    rules = """
- id: r
  resource_type: [kubernetes_deployment, kubernetes_deployment_v1]
  assertions: {key: spec.paused, operator: is_false}
%s"""
    fix = "  fix: {set: spec.paused, value: false}\n"
    before = (
        'resource "kubernetes_manifest" "a" {\n  manifest = {\n    apiVersion = "apps/v1"\n    kind       = "Deployment"\n'
        '    metadata   = { name = "a" }\n    spec       = { paused = true }\n  }\n}\n'
    )
    assert _problems(tmp_path, rules % fix, before, "none", expect="{fail: [kubernetes_manifest.a]}") == []
    assert _problems(tmp_path, rules % "", before, "none", expect="{fail: [kubernetes_manifest.a]}") == []
