"""What riveter knows of the examples without Terraform is what `terraform plan` says: the same resources, the same values."""

from __future__ import annotations

import pytest

from tests.examples.agreement import assert_agreement
from tests.examples.commands import EXAMPLES
from tests.oracle import terraform_plan_json
from tools.local_stack.aws import ACCOUNT

pytestmark = pytest.mark.slow

# Examples that ask AWS for nothing when they are planned. The gallery's tests compare the others with their plans on Moto.
FOLDERS = ("batch-data-pipeline",)


@pytest.mark.parametrize("example", FOLDERS)
def test_riveter_and_the_plan_agree_on_resources_and_values(example: str) -> None:
    asked = {"aws_account_id": ACCOUNT}
    assert_agreement(EXAMPLES / example, terraform_plan_json(EXAMPLES / example, asked), asked)
