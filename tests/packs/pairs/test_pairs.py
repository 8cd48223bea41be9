"""The rules that claim a check of another tool find what its subject asks for, in Terraform that was written without a look at the rules.

Each file is a root module of its own: `<check>.tf`, or `<check>.<n>.tf` where resources would disturb each other. Those of AWS are beside
this file, those of others and of Trivy in a folder each. The first word of a resource's name says what the rules that claim the check make
of it:

* `pass` and `fail`;
* `left`: no rule asks it of this resource;
* `unknown`: a value is missing;
* `stricter`: the check accepts it, the rules do not; `looser`: the other way round. The claim has to say so.

Other names are for resources that the others need. What a pod has, the other workloads of Kubernetes have in their templates.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path

import pytest

from riveter import engine, provider_schema
from riveter.rules.conditions.compilation import CompiledRule, compile_rule
from riveter.terraform.project import LoadOptions, load
from tests.packs.coverage import answers

FILES = sorted(Path(__file__).parent.rglob("*.tf"))
EXPECTED = {
    "pass": {"pass"},
    "fail": {"fail"},
    "left": {"left"},
    "unknown": {"unknown"},
    "stricter": {"fail"},
    "looser": {"pass", "left"},
}
RELATIONS = {"stricter": {"stricter", "part"}, "looser": {"looser", "part"}}
"""The relations of a claim that allow a rule to differ from the check in this way."""

UNDECLARED = "Reference to undeclared resource"
"""Examples leave out what they refer to."""

TEMPLATED = "deployment deployment_v1 daemonset daemon_set_v1 stateful_set stateful_set_v1 replication_controller replication_controller_v1"
JOBS = "job job_v1"
CRON_JOBS = "cron_job cron_job_v1"
NOT_OF_JOBS = {"CKV_K8S_8", "CKV_K8S_9", "CKV_K8S_33", "CKV_K8S_34"}
"""Checks of what serves others: nobody asks jobs for it."""

_WORD = re.compile(r"(?:data\.)?\w+\.([a-z]+)_")
_POD = re.compile(
    r'^resource "kubernetes_pod_v1" ("\w+") {\n((?:  .*\n|\n)*?)  spec {\n((?:    .*\n)*)  }\n}\n', re.MULTILINE
)


@functools.cache
def claims() -> dict[str, list[tuple[CompiledRule, str]]]:
    """The rules that claim a check, with the relation."""
    of_tools = answers() | answers("trivy")
    return {check: [(compile_rule(rule), relation) for rule, relation in found] for check, found in of_tools.items()}


def workloads(text: str, *, jobs: bool) -> str:
    """The pods of a text as what else runs pods."""
    made = []
    for name, metadata, spec in _POD.findall(text):
        template = f"template {{\n spec {{\n{spec}}}\n}}\n"
        bodies = {"pod": spec, **dict.fromkeys(TEMPLATED.split(), template)}
        if jobs:
            bodies |= dict.fromkeys(JOBS.split(), template)
            bodies |= dict.fromkeys(CRON_JOBS.split(), f"job_template {{\n spec {{\n{template}}}\n}}\n")
        for kind, body in bodies.items():
            made.append(f'resource "kubernetes_{kind}" {name} {{\n{metadata}spec {{\n{body}}}\n}}\n')
    return "".join(made)


def verdicts(path: Path, rules: list[CompiledRule], folder: Path) -> dict[str, str]:
    """What the rules make of each resource together: the worst of their verdicts, or that none asks anything of it."""
    text = path.read_text()
    (folder / "main.tf").write_text(text + workloads(text, jobs=path.stem not in NOT_OF_JOBS))
    project = load([str(folder)], LoadOptions(schemas=provider_schema))
    assert {item.summary for item in project.diagnostics} <= {UNDECLARED}
    found = defaultdict(set)
    for finding in engine.run(project.resources, rules, context=project.context).findings:
        found[finding.resource.address].add(finding.outcome.value)
    return {
        resource.address: next(
            (each for each in ("fail", "unknown", "pass") if each in found[resource.address]), "left"
        )
        for resource in project.resources
    }


@pytest.mark.slow
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_the_rules_find_what_the_check_asks_for(path: Path, tmp_path: Path) -> None:
    found = claims().get(path.stem.partition(".")[0], [])
    relations = {relation for _, relation in found}
    wrong, judged = {}, 0
    for address, verdict in verdicts(path, [rule for rule, _ in found], tmp_path).items():
        word = match[1] if (match := _WORD.match(address)) else ""
        if word not in EXPECTED:
            continue
        judged += 1
        if verdict not in EXPECTED[word]:
            wrong[address] = verdict
        elif not relations & RELATIONS.get(word, relations):
            wrong[address] = f"no claim is {word}"
    assert wrong == {}
    assert judged


@pytest.mark.slow
def test_pods_are_judged_as_other_workloads_too(tmp_path: Path) -> None:
    path = next(path for path in FILES if path.stem == "CKV_K8S_16")
    found = verdicts(path, [rule for rule, _ in claims()["CKV_K8S_16"]], tmp_path)
    kinds = ["pod", "pod_v1", *TEMPLATED.split(), *JOBS.split(), *CRON_JOBS.split()]
    assert {found[f"kubernetes_{kind}.fail_true"] for kind in kinds} == {"fail"}
