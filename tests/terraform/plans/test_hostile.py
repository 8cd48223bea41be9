"""Whatever a plan or state holds, reading it ends soon and raises nothing."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter import provider_schema
from riveter.terraform.project import LoadOptions, Project, load
from tests.random_examples import examples
from tests.terraform.conftest import Loaded
from tests.terraform.plans.conftest import FIXTURES

Document = Callable[..., Loaded]

SEEDS = {
    path.relative_to(FIXTURES).as_posix(): json.loads(path.read_text("utf-8"))
    for path in (
        FIXTURES / "create" / "plan.json",
        FIXTURES / "change" / "plan.json",
        FIXTURES / "applied" / "terraform.tfstate",
        FIXTURES / "applied" / "state.json",
    )
}

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**25) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
    | st.sampled_from(["module.a", 'module.a["', "module.", "data.x", "each.key", "var.x", "managed", "delete", "[", '"', "\\"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["references", "constant_value", "address", "module", "values", "id", "a"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def look_at_everything(project: Project) -> None:
    """Ask each resource everything a rule or a report may ask."""
    for resource in project.resources:
        assert isinstance(resource.address, str)
        assert isinstance(resource.values, dict)
        assert isinstance(resource.references, tuple)
        for key in [*resource.flat][:20]:
            for match in resource.get(key) if not key.startswith(".") else []:
                resource.origin.locate(match.path)
                resource.origin.provenance(match.path)
                resource.origin.sensitive(match.path)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all parts of a document."""
    found = [at]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found.extend(places(item, (*at, key)))
    return found


PLACES = {name: places(seed)[1:] for name, seed in SEEDS.items()}


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(SEEDS)), data=st.data())
def test_parts_of_other_kinds_are_diagnostics_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: Any
) -> None:
    changed = copy.deepcopy(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(PLACES[name]))
        at: Any = changed
        try:
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = data.draw(JUNK)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    monkeypatch.chdir(FIXTURES / name.partition("/")[0])
    document = tmp_path / "document.json"
    document.write_text(json.dumps(changed), "utf-8")
    look_at_everything(load([str(document)], LoadOptions(schemas=provider_schema)))


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 30_000), junk=st.binary(max_size=6))
def test_bytes_of_any_kind_are_diagnostics_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int, junk: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (FIXTURES / "create" / "plan.json").read_bytes()
    (tmp_path / "document").write_bytes(text[:start] + junk + text[start + len(junk) :])
    look_at_everything(load(["document"]))


def seconds(document: Document, content: Any) -> float:
    """How long reading a document and looking at all of it takes."""
    start = time.perf_counter()
    look_at_everything(document(json.dumps(content)).project)
    return time.perf_counter() - start


def plan(configuration: dict[str, Any], addresses: list[tuple[str, str, str]]) -> dict[str, Any]:
    """A plan of resources (module address, type, name) with a configuration part."""
    changes = [
        {
            "address": f"{module}.{type}.{name}" if module else f"{type}.{name}",
            "module_address": module,
            "type": type,
            "name": name,
            "change": {"actions": ["create"], "after": {"x": None}, "after_unknown": {"x": True}},
        }
        for module, type, name in addresses
    ]
    return {"format_version": "1.2", "resource_changes": changes, "configuration": {"root_module": configuration}}


def test_references_that_fan_out_at_every_step_are_followed_once_each(document: Document) -> None:
    outputs = {
        f"o{i}": {"expression": {"references": [f"module.m.o{i + 1}", f"module.n.o{i + 1}"]}} for i in range(200)
    }
    module: dict[str, Any] = {"outputs": outputs, "module_calls": {}}
    for _ in range(6):
        module = {"outputs": outputs, "module_calls": {"m": {"module": module}, "n": {"module": module}}}
    module["resources"] = [
        {"type": "aws_x", "name": "a", "expressions": {"x": {"references": ["module.m.o0", "module.n.o0"]}}}
    ]
    assert seconds(document, plan(module, [("", "aws_x", "a")])) < 120


def test_variables_that_lead_to_one_another_end(document: Document) -> None:
    arguments = {name: {"references": ["module.a.o", "module.b.o"]} for name in ("p", "q")}
    inner = {
        "outputs": {"o": {"expression": {"references": ["var.p", "var.q"]}}},
        "resources": [{"type": "aws_x", "name": "a", "expressions": {"x": {"references": ["var.p"]}}}],
    }
    calls = {name: {"expressions": arguments, "module": inner} for name in ("a", "b")}
    assert seconds(document, plan({"module_calls": calls}, [("module.a", "aws_x", "a")])) < 120


def test_deeply_nested_modules_are_read_or_refused(document: Document) -> None:
    module: dict[str, Any] = {}
    for _ in range(250):
        module = {"module_calls": {"m": {"module": module}}}
    loaded = document(json.dumps(plan(module, [("", "aws_x", "a")])))
    resources = [resource for resource in loaded.project.resources if resource.type != "module"]
    assert len(resources) + len(loaded.project.diagnostics) == 1


def test_many_blocks_are_matched_with_their_source_in_reasonable_time(document: Document, tmp_path: Path) -> None:
    blocks = "".join(f"  ingress {{\n    from_port = {i}\n    cidr = aws_x.b.y\n  }}\n" for i in range(600))
    (tmp_path / "main.tf").write_text(f'resource "aws_x" "a" {{\n{blocks}}}\nresource "aws_x" "b" {{}}\n')
    after = {"ingress": [{"from_port": i} for i in range(600)]}
    unknown = {"ingress": [{"cidr": True} for _ in range(600)]}
    change = {"actions": ["create"], "after": after, "after_unknown": unknown}
    changes = [{"address": "aws_x.a", "type": "aws_x", "name": "a", "change": change}]
    assert seconds(document, {"format_version": "1.2", "resource_changes": changes}) < 120
