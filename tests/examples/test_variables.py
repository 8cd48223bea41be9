"""The input variables of the examples: each is described and typed, and refuses a value that makes no sense, before anything is planned."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES
from tests.oracle import require_terraform

pytestmark = pytest.mark.slow

BATCH = {"project_name": "Batch", "aws_region": "moon", "aws_account_id": "12"}
TABLE = {"catalog_database": "a-b", "table_name": "Records", "key_column": "a b"}
# A wrong value for each variable. A bool needs no validation.
WRONG: dict[str, dict[str, str]] = {
    "batch-data-pipeline": BATCH | {
        "environment": "moon", "access_log_bucket": "arn:aws:s3:::logs", "log_level": "LOUD", "log_retention_days": "91",
        "data_retention_days": "365", "alarm_emails": '["nobody"]',
    },
    "batch-data-pipeline/exercises/data-quality": BATCH | TABLE | {
        "data_key_id": "alias/data", "processed_data_bucket": "arn:aws:s3:::data", "alarm_emails": '["nobody"]',
    },
    "batch-data-pipeline/exercises/profiling": BATCH | TABLE | {"data_key_id": "alias/data", "processed_data_bucket": "Data"},
    "batch-data-pipeline/exercises/streaming": BATCH | {
        "data_key_id": "alias/data", "raw_data_bucket": "Data", "alarm_topic": "arn:aws:sns:::alarms", "log_retention_days": "30",
    },
    "batch-data-pipeline/exercises/replication": BATCH | {
        "data_key_id": "alias/data", "raw_data_bucket": "Data", "processed_data_bucket": "Data", "replica_region": "moon",
        "replica_log_bucket": "Logs", "data_retention_days": "90",
    },
    "dxr-athena-export/terraform": {
        "bucket_name": "Data", "access_log_bucket": "Logs", "aws_region": "moon", "api_path": "metadata", "page_size": "0", "retention_days": "90",
    },
    "audit-table/terraform": {
        "name": "Audit", "aws_region": "moon", "access_log_bucket": "Logs", "alarm_email": "nobody", "retention_years": "0",
        "tables": '{ "Or ders" = { hash_key = "orderId" } }',
    },
    "secure-data-pipeline/terraform": {
        "name": "Caa304", "aws_region": "moon", "access_log_bucket": "arn:aws:s3:::logs", "first_day": "2025/13/01", "log_level": "LOUD",
        "identity_center": '{ instance_arn = "ssoins-1234567890abcdef", group_id = "uploaders" }',
    },
    "audit-log-analytics/terraform": {
        "name": "Logs", "source_bucket": "arn:aws:s3:::logs", "source_key_arn": "alias/logs", "access_log_bucket": "Logs", "aws_region": "moon",
        "writer_role_arns": '["arn:aws:iam::*:role/x"]', "availability_zones": '["eu-central-1a", "eu-central-1b", "eu-central-1a"]',
        "vpc_cidr": "10.80.0.0", "database": "dev", "base_capacity": "12", "worker_type": "G.0X", "max_workers": "1", "retention_days": "90",
    },
    "aks-landing-zone/terraform": {
        "name": "Example-Corp", "environment": "moon", "location": "West Europe", "backup_location": "north-europe", "tenant_id": "example.com",
        "admin_group_ids": "[]", "hub_cidr": "10.40.0.0", "spoke_cidr": "10.41.0.0/28", "node_size": "Standard_D8s_v5", "max_nodes": "2",
        "workloads": '{ all = { namespace = "orders", service_account = "*" } }', "allowed_fqdns": '["*"]', "retention_days": "30",
        "backup_days": "7",
    },
    "gke-data-platform/terraform": {
        "project_id": "Data", "project_number": "12", "environment": "moon", "region": "europe", "nodes_cidr": "10.60.0.0",
        "admin_cidr": "8.8.8.0/24", "group_domain": "example", "analysts": "analysts@example.com", "machine_type": "e2-small", "max_nodes": "0",
        "worker_image": "example/worker:latest", "retention_days": "7",
    },
}  # fmt: skip

# The same for the modules that an example calls: values that it could give, and wrong ones.
GIVEN: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "audit-table/terraform/modules/audited-table": (
        {
            "name": "Orders", "hash_key": "orderId", "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1", "function_role": "recorder",
            "function_arn": "arn:aws:lambda:eu-central-1:123456789012:function:recorder", "failure_bucket_arn": "arn:aws:s3:::failures",
        },
        {
            "name": "Or ders", "hash_key": "", "range_key": "", "batch_size": "501", "kms_key_arn": "alias/data", "function_arn": "recorder",
            "function_role": "arn:aws:iam::123456789012:role/recorder", "failure_bucket_arn": "failures",
        },
    ),
    "secure-data-pipeline/terraform/modules/secure-bucket": (
        {
            "bucket": "caa304-raw", "classification": "Internal", "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1",
            "access_log_bucket": "logs", "transitions": '{ cold = { days = { GLACIER = 90 } } }', "policy": '{ "Statement": [] }',
        },
        {
            "bucket": "Raw", "classification": "Secret", "kms_key_arn": "alias/data", "access_log_bucket": "Logs", "expiration_days": "0.5",
            "transitions": '{ cold = { days = { GLACIER = -1 } } }', "policy": "Allow",
        },
    ),
}  # fmt: skip

_VARIABLE = re.compile(r'^variable "(\w+)" \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)


@pytest.fixture(params=WRONG)
def example(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def module(example: str, tmp_path: Path) -> Path:
    """The variables of an example, and nothing else: no provider is needed."""
    for name in ("variables.tf", "terraform.tfvars"):
        shutil.copy(EXAMPLES / example / name, tmp_path)
    return tmp_path


def plan(module: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [require_terraform(), "plan", "-json", "-input=false", *options],
        cwd=module,
        env={"PATH": os.environ["PATH"], "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def test_the_values_of_the_example_are_accepted(module: Path) -> None:
    asked = (
        {"aws_account_id": "123456789012"} if "aws_account_id" in (module / "variables.tf").read_text("utf-8") else {}
    )
    done = plan(module, *(f"-var={name}={value}" for name, value in asked.items()))
    assert done.returncode == 0, done.stdout
    # the account, and nothing else, has no value that an example could give
    lines = [json.loads(line) for line in plan(module).stdout.splitlines()]
    missing = [line["diagnostic"]["snippet"]["code"] for line in lines if line.get("@level") == "error"]
    assert missing == [f'variable "{name}" {{' for name in asked]


def refused(module: Path, values: dict[str, str]) -> set[str]:
    """Return the variables whose values Terraform refuses."""
    done = plan(module, *(f"-var={name}={value}" for name, value in values.items()))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    errors = [line["diagnostic"] for line in lines if line.get("@level") == "error"]
    assert {error["summary"] for error in errors} <= {"Invalid value for variable"}
    return {error["snippet"]["code"].split('"')[1] for error in errors}


def test_wrong_values_are_refused(example: str, module: Path) -> None:
    assert refused(module, WRONG[example]) == set(WRONG[example])


@pytest.mark.parametrize("name", GIVEN)
def test_a_module_refuses_wrong_values_and_takes_others(name: str, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / name / "variables.tf", tmp_path)
    right, wrong = GIVEN[name]
    assert refused(tmp_path, right) == set()
    assert refused(tmp_path, right | wrong) == set(wrong)
    found = dict(_VARIABLE.findall((tmp_path / "variables.tf").read_text("utf-8")))
    assert set(wrong) == {name for name, body in found.items() if not re.search(r"type\s+= bool", body)}


def test_every_variable_is_described_typed_and_tested(example: str, module: Path) -> None:
    found = dict(_VARIABLE.findall((module / "variables.tf").read_text("utf-8")))
    assert all("  description" in body and "  type" in body for body in found.values())
    assert set(WRONG[example]) == {name for name, body in found.items() if not re.search(r"type\s+= bool", body)}
