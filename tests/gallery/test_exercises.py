"""The exercises of the batch data pipeline, deployed on Moto beside the buckets of the pipeline."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.examples.commands import EXAMPLES
from tools.local_stack.aws import ACCOUNT, REGION, Moto, make_log_bucket
from tools.local_stack.terraform import prepared

pytestmark = pytest.mark.gallery

EXERCISES = EXAMPLES / "batch-data-pipeline" / "exercises"
REPLICAS = "eu-west-1"

# What a second plan changes on Moto 5.2.5, and how many resources there are. Moto has no data quality rulesets (502), and all else in
# that exercise is about one.
DEPLOYED: dict[str, tuple[int, dict[str, set[str]]]] = {
    "profiling": (5, {}),
    # Moto keeps no tags of a stream. As the stream changes, Terraform reads the policy about it on apply only.
    "streaming": (9, {"aws_kinesis_stream.records": {"tags_all"}, "aws_iam_role_policy.delivery": {"policy"}}),
    # Moto loses the prefix of the filter, and the selection of encrypted objects.
    "replication": (
        21,
        {
            f'aws_s3_bucket_replication_configuration.source["{name}"]': {"rule"}
            for name in ("raw_data", "processed_data")
        },
    ),
}


class Deployment(NamedTuple):
    """What Terraform did: the resources after an apply, the changes of a second plan, the resources after a destroy."""

    made: list[str]
    changes: dict[str, set[str]]
    left: list[str]


@pytest.fixture(scope="module")
def deployments(moto: Moto, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Deployment]:
    """All exercises, deployed and removed side by side."""
    s3 = moto.client("s3")
    for kind in ("raw", "processed"):
        bucket = f"batch-pipeline-{kind}-data-0a1b2c3d"
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    make_log_bucket(moto, f"example-corp-s3-access-logs-{REPLICAS}", REPLICAS)
    folder = tmp_path_factory.mktemp("exercises")

    def cycle(name: str) -> Deployment:
        return _cycle(name, folder / name, moto)

    with ThreadPoolExecutor(len(DEPLOYED)) as pool:
        return dict(zip(DEPLOYED, pool.map(cycle, DEPLOYED), strict=True))


def _cycle(name: str, folder: Path, moto: Moto) -> Deployment:
    stack = prepared(EXERCISES / name, folder, moto)
    (folder / "local.auto.tfvars.json").write_text(json.dumps({"aws_account_id": ACCOUNT}), "utf-8")
    if name == "replication":
        override = folder / "moto_override.tf"
        text = override.read_text("utf-8")
        override.write_text(text + text.replace('"aws" {\n', '"aws" {\n  alias = "replica"\n'), "utf-8")
    stack.initialize()
    stack.apply(parallel=8)
    made = stack.terraform("state", "list").splitlines()
    changes = stack.changes()
    stack.terraform("destroy", "-auto-approve", "-no-color")
    return Deployment(made, changes, stack.terraform("state", "list").splitlines())


@pytest.mark.parametrize("name", DEPLOYED)
def test_terraform_makes_everything_once_and_removes_it(name: str, deployments: dict[str, Deployment]) -> None:
    number, changes = DEPLOYED[name]
    found = deployments[name]
    assert len([address for address in found.made if not address.startswith("data.")]) == number
    assert found.changes == changes
    assert found.left == []
