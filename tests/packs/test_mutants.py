"""The cases of the bundled rules notice when a rule asks less than it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.rule_testing import run_cases
from tests.packs.catalogue import rule_files

LEAST = 0.92
"""The share of its changes that the cases of each file notice. Some changes make no difference, others make one in plans alone."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=f"{folder}-{path.stem}")
        for folder in ("aws", "azure", "gcp")
        for path in rule_files(folder)
    ],
)
def test_the_cases_notice_most_changes_of_the_rules(path: Path) -> None:
    mutation = run_cases([str(path)], mutate=True, jobs=1).mutation
    assert mutation is not None
    missed = [f"{mutant.rule}: {mutant.change}" for mutant in mutation.survivors]
    assert (mutation.score or 0) >= LEAST, missed
