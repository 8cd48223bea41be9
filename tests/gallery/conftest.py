"""What the gallery needs: Terraform, the AWS provider, and Moto as AWS. Where one is missing, its tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracle import require_aws_provider
from tools.local_stack.aws import Moto, is_installed, running


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    """AWS, as Moto plays it."""
    require_moto()
    require_aws_provider()
    with running(tmp_path_factory.mktemp("moto")) as moto:
        yield moto


def require_moto() -> None:
    """Skips the test where Moto is not installed."""
    if not is_installed():
        pytest.skip('moto is not installed: python -m pip install -e ".[gallery]"')
