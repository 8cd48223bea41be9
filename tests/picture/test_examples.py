"""Pictures of the examples."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from riveter.core.addresses import without_keys
from riveter.rules.model.resource_types import OTHER_BLOCKS
from tests.cli.conftest import Riveter
from tests.picture.conftest import Show
from tests.picture.mermaid_page import MermaidPage
from tests.picture.reading import mermaid

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path for path in EXAMPLES.iterdir() if list(path.glob("*.tf")) or list(path.glob("terraform/*.tf")))

OTHER_PACKS = {"aks-landing-zone": "azure-security", "gke-data-platform": "gcp-security"}

each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def configuration(folder: Path) -> list[str]:
    """The paths of the configuration of an example, without its broken variants."""
    root = folder if list(folder.glob("*.tf")) else folder / "terraform"
    return [str(root)] if not (root / "broken").exists() else sorted(map(str, root.glob("*.tf")))


@pytest.mark.slow
@each
def test_every_resource_of_an_example_is_drawn(folder: Path, riveter: Riveter, show: Show) -> None:
    resources = json.loads(riveter("show", *configuration(folder), "--format", "json").out)["resources"]
    resources = [item for item in resources if item["type"] not in OTHER_BLOCKS]
    drawn, run = show(*configuration(folder), "-p", OTHER_PACKS.get(folder.name, "aws-security"))
    assert (run.code, run.err) == (0, "")
    assert sorted(node.address for node in drawn.nodes) == sorted({without_keys(item["address"]) for item in resources})
    assert {node.style for node in drawn.nodes} <= {"passed", "failed", "suppressed", "data", ""}
    failed = {node.address for node in drawn.nodes if node.style == "failed"}
    assert failed == ({"aws_s3_bucket.reports"} if folder.name == "first-rule" else set())
    certain, possible = set(), set()
    for item in resources:
        for other in item["references"]:
            ends = without_keys(item["address"]), without_keys(other["address"])
            if ends[0] != ends[1]:
                possible.add(ends)
                if other["attribute"] or other["key"] == "depends_on":
                    certain.add(ends)
    assert certain
    links = {ends for ends in drawn.links if ends[0] in {node.address for node in drawn.nodes}}
    assert certain <= links <= possible


@each
def test_mermaid_draws_an_example(folder: Path, riveter: Riveter, mermaid_page: MermaidPage) -> None:
    pack = OTHER_PACKS.get(folder.name, "aws-security")
    chart = riveter("show", *configuration(folder), "--format", "mermaid", "-p", pack).out
    drawn = mermaid(chart)
    labels = set(map(tuple, mermaid_page.draw(chart)))
    assert {node.label for node in drawn.nodes} <= labels


@each
def test_graphviz_draws_an_example(folder: Path, riveter: Riveter, graphviz: str) -> None:
    graph = riveter("show", *configuration(folder), "--format", "dot", "-p", "aws-security").out
    done = subprocess.run(
        [graphviz, "-Tsvg"], input=graph, capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    assert done.stderr == ""
    assert done.stdout.count('class="node"') == graph.count("[label=")
