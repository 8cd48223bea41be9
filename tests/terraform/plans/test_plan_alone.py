"""What a plan tells without its configuration, and whether it is all there will be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.alternatives import Alternatives, as_presumed
from riveter.core.causes import NotRecorded
from riveter.core.values import PartialText, Unknown, decode_json
from tests.rules.scans import findings, outcomes
from tests.terraform.conftest import Loaded

Document = Callable[..., Loaded]
Read = Callable[..., Loaded]


def change(
    address: str, actions: str = "create", after: Any = None, unknown: Any = None, **more: Any
) -> dict[str, Any]:
    """An item of the list of changes."""
    _, _, local = (
        address.rpartition("module.")[2].partition(".") if address.startswith("module.") else ("", "", address)
    )
    mode, local = ("data", local[5:]) if local.startswith("data.") else ("managed", local)
    type, _, name = local.partition(".")
    found = {"address": address, "mode": mode, "type": type, "name": name.partition("[")[0]}
    if address.startswith("module."):
        found["module_address"] = address[: -len(local) - 1]
    return {
        **found,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {"actions": [actions], "after": after or {}, "after_unknown": unknown or {}},
        **more,
    }


def block(address: str, **more: Any) -> dict[str, Any]:
    """A resource of the configuration."""
    mode, local = ("data", address[5:]) if address.startswith("data.") else ("managed", address)
    type, _, name = local.partition(".")
    return {"address": address, "mode": mode, "type": type, "name": name, **more}


def plan(changes: list[Any], root: dict[str, Any] | None = None, **more: Any) -> str:
    """A plan as JSON."""
    configuration = {"root_module": root or {}, "provider_config": more.pop("provider_config", {})}
    return json.dumps({"format_version": "1.2", "resource_changes": changes, "configuration": configuration, **more})


# --- blocks of the configuration -----------------------------------------------------------------

ROOT = {
    "module_calls": {
        "net": {
            "source": "./net",
            "expressions": {"cidr": {"constant_value": "10.0.0.0/8"}, "zone": {"references": ["var.zone"]}},
            "module": {"resources": [block("aws_vpc.v")]},
        }
    },
    "variables": {"zone": {"default": "a"}, "token": {"default": "SEKRET", "sensitive": True}},
    "outputs": {"one": {"expression": {"constant_value": 1}}, "other": {"expression": {"references": ["var.zone"]}}},
}
PROVIDERS = {
    "aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}},
    "aws.north": {
        "name": "aws",
        "alias": "north",
        "expressions": {
            "region": {"constant_value": "eu-north-1"},
            "default_tags": [{"tags": {"constant_value": {"Owner": "team"}}}],
        },
    },
    "module.net:aws": {
        "name": "aws",
        "module_address": "module.net",
        "expressions": {"access_key": {"constant_value": "x"}},
    },
    "old.inner:aws": {"name": "aws", "module_address": "old.inner", "expressions": {"region": {"constant_value": "x"}}},
    "silent": {"name": "silent"},
}


def test_providers_calls_variables_and_outputs_are_read_from_the_plan(document: Document) -> None:
    loaded = document(plan([change("module.net.aws_vpc.v")], ROOT, provider_config=PROVIDERS))
    found = [item for item in loaded.project.resources if item.type in ("provider", "module", "variable", "output")]
    values = [(item.type, item.address, item.values) for item in found]
    assert [(type, address) for type, address, _ in values] == [
        ("provider", "provider.aws"),
        ("provider", "provider.aws"),
        ("provider", "module.net.provider.aws"),
        ("provider", "module.old.module.inner.provider.aws"),
        ("module", "module.net"),
        ("variable", "var.zone"),
        ("variable", "var.token"),
        ("output", "output.one"),
        ("output", "output.other"),
    ]
    assert isinstance(values[0][2]["region"], Unknown)
    assert values[1][2] == {"region": "eu-north-1", "alias": "north", "default_tags": [{"tags": {"Owner": "team"}}]}
    assert values[2][2] == {"access_key": "x"}
    assert found[2].module == "module.net"
    values = [*values[:2], *values[4:]]
    found = [*found[:2], *found[4:]]
    assert values[2][2]["cidr"] == "10.0.0.0/8"
    assert values[2][2]["source"] == "./net"
    assert isinstance(values[2][2]["zone"], Unknown)
    assert values[5][2]["value"] == 1
    assert isinstance(values[6][2]["value"], Unknown)
    assert found[4].origin.sensitive(("default",))
    assert not found[3].origin.sensitive(("default",))


def test_blocks_of_called_modules_are_read_from_the_plan(document: Document) -> None:
    inner = {"source": "./inner", "expressions": {"size": {"constant_value": 5}}, "module": {"variables": {"size": {}}}}
    net = {
        "module_calls": {"inner": inner},
        "variables": {"token": {"default": "x", "sensitive": True}},
        "outputs": {"o": {}},
    }
    call = {"source": "./net", "for_each_expression": {"references": ["var.zones"]}, "module": net}
    changes = [change(f'module.net["{key}"].module.inner.aws_vpc.v') for key in "ab"]
    loaded = document(plan(changes, {"module_calls": {"net": call}}))
    blocks = {item.address: item for item in loaded.project.resources if item.type in ("module", "variable", "output")}
    assert list(blocks) == [
        'module.net["a"]',
        'module.net["b"]',
        'module.net["a"].module.inner',
        'module.net["a"].var.token',
        'module.net["a"].output.o',
        'module.net["a"].module.inner.var.size',
    ]
    assert blocks['module.net["a"].module.inner'].values == {"source": "./inner", "size": 5}
    assert blocks['module.net["a"].module.inner'].module == 'module.net["a"]'
    assert blocks['module.net["a"].var.token'].origin.sensitive(("default",))


def test_what_a_plan_does_not_say_of_variables_and_outputs_is_unknown(document: Document) -> None:
    """Terraform 1.11.4 records neither the type of a variable, nor its validation; of an output, no precondition."""
    root = {
        "variables": {"v": {"default": 1, "description": "said"}, "typed": {"type": "number"}},
        "outputs": {"o": {"expression": {"constant_value": 1}, "description": "said"}, "p": {}},
    }
    found = {item.address: item for item in document(plan([change("aws_vpc.a")], root)).project.resources}
    for name in ("type", "nullable", "ephemeral", "validation"):
        assert isinstance(found["var.v"].values[name].cause, NotRecorded)
    assert found["var.v"].values["description"] == "said"
    assert found["var.typed"].values["type"] == "number"  # OpenTofu records it
    for name in ("ephemeral", "precondition"):
        assert isinstance(found["output.o"].values[name].cause, NotRecorded)
    assert found["output.o"].values["description"] == "said"
    assert "description" not in found["output.p"].values


def test_with_the_configuration_at_hand_its_own_blocks_count(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    assert all(".tf:" in str(item.span) for item in loaded.project.resources if item.type == "provider")
    assert any(item.type == "variable" and item.module.startswith("module.bucket") for item in loaded.project.resources)


# --- what is not whole -----------------------------------------------------------------------------

TWO = {"resources": [block("aws_vpc.a"), block("aws_vpc.b")]}


@pytest.mark.parametrize(
    ("more", "root", "said"),
    [
        ({"errored": True}, {}, "Planning ended with an error"),
        ({"complete": False}, {}, "The plan is not complete"),
        ({"complete": True}, {}, ""),
        ({}, {}, ""),
        ({"deferred_changes": [{"resource_change": change("aws_vpc.later")}]}, {}, "aws_vpc.later"),
        ({}, TWO, "aws_vpc.b"),
        ({}, {"resources": [block("aws_vpc.a"), block("aws_vpc.b", count_expression={})]}, ""),
        ({}, {"resources": [block("aws_vpc.a"), block("aws_vpc.b", for_each_expression={})]}, ""),
        ({}, {"resources": [block("aws_vpc.a"), block("data.aws_vpc.b")]}, ""),
        ({}, {"module_calls": {"m": {"module": {"resources": [block("aws_vpc.b")]}}}}, "module.m.aws_vpc.b"),
        ({}, {"module_calls": {"m": {"count_expression": {}, "module": {"resources": [block("aws_vpc.b")]}}}}, ""),
    ],
)
def test_what_a_plan_leaves_out_is_an_error(document: Document, more: Any, root: Any, said: str) -> None:
    text = plan([change("aws_vpc.a")], root, **more)
    found = document(text).project.diagnostics
    assert [(item.severity, item.summary) for item in found] == ([("error", "Incomplete plan")] if said else [])
    assert all(said in item.detail for item in found)
    allowed = document(text, allow_incomplete=True).project.diagnostics
    assert [item.severity for item in allowed] == (["warning"] if said else [])


@pytest.mark.parametrize(
    "changes", [[], [change("aws_vpc.a", "delete")]], ids=["a plan that only refreshes", "a plan that destroys"]
)
def test_a_plan_that_makes_nothing_leaves_nothing_out(document: Document, changes: list[Any]) -> None:
    assert document(plan(changes, TWO)).project.diagnostics == []


def test_what_is_destroyed_beside_others_is_not_left_out(document: Document) -> None:
    assert document(plan([change("aws_vpc.a"), change("aws_vpc.b", "delete")], TWO)).project.diagnostics == []


def test_deferred_changes_are_resources(document: Document) -> None:
    waiting = {"resource_change": change("aws_vpc.later", after={"cidr_block": "10.0.0.0/8"}), "reason": "x"}
    many = {"resource_change": change('aws_vpc.many["a"]'), "reason": "instance_count_unknown"}
    loaded = document(plan([], deferred_changes=[waiting, many]), allow_incomplete=True)
    assert loaded["aws_vpc.later"].values["cidr_block"] == "10.0.0.0/8"
    assert loaded["aws_vpc.later"].existence is None
    assert loaded['aws_vpc.many["a"]'].existence is not None


def test_actions_that_the_plan_runs_can_be_addressed(document: Document) -> None:
    action = {
        "address": "action.aws_lambda_invoke.warm",
        "type": "aws_lambda_invoke",
        "name": "warm",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "config_values": {"function_name": "f"},
        "config_unknown": {"payload": True},
    }
    later = {"action_invocation": {**action, "address": "module.m[0].action.aws_lambda_invoke.late", "name": "late"}}
    loaded = document(plan([], action_invocations=[action, action], deferred_action_invocations=[later]))
    (one,) = [item for item in loaded.project.resources if item.address == "action.aws_lambda_invoke.warm"]
    assert one.type == "action.aws_lambda_invoke"
    assert one.values["function_name"] == "f"
    assert isinstance(one.values["payload"], Unknown)
    assert loaded["module.m[0].action.aws_lambda_invoke.late"].module == "module.m[0]"


# --- documents that are read on apply --------------------------------------------------------------

STATEMENT = {"actions": ["*"], "resources": ["*"], "effect": None, "sid": None, "condition": [], "principals": []}
NARROW = {**STATEMENT, "actions": ["sqs:SendMessage"], "resources": [None]}
UNKNOWN = {"json": True, "statement": [{}, {"resources": [True]}]}


def deferred(document: Document, references: list[str], **more: Any) -> Any:
    """The policy of a plan in which a document is read on apply."""
    data = change("data.aws_iam_policy_document.d", "read", {"statement": [STATEMENT, NARROW]}, UNKNOWN)
    data["change"].update(more.pop("masks", {}))
    policy = change("aws_iam_policy.p", after={"name": "p"}, unknown={"policy": True})
    root = {
        "resources": [
            block("aws_iam_policy.p", expressions={"policy": {"references": references}}),
            block("data.aws_iam_policy_document.d", expressions={"statement": [{}, {}]}),
            *more.pop("blocks", ()),
        ]
    }
    return document(plan([data, policy], root), schemas=provider_schema)["aws_iam_policy.p"].values["policy"]


def test_a_deferred_document_is_rendered_from_its_statements(document: Document) -> None:
    text = as_presumed(deferred(document, ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]))
    assert isinstance(text, PartialText)
    found = decode_json(text)
    assert isinstance(found, dict)
    statements = found["Statement"]
    assert statements[0] == {"Effect": "Allow", "Action": "*", "Resource": "*"}
    assert isinstance(statements[1]["Resource"], Unknown)


@pytest.mark.parametrize(
    ("references", "masks"),
    [
        (["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d", "local.x"], {}),
        (["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d", "aws_iam_policy.p.policy"], {}),
        (["data.aws_iam_policy_document.d.version", "data.aws_iam_policy_document.d"], {}),
        (["data.aws_iam_policy_document.d.json"], {"after_sensitive": {"statement": [{"resources": [True]}]}}),
        (["data.aws_iam_policy_document.d.json"], {"after_unknown": {"json": True, "statement": True}}),
    ],
)
def test_what_is_no_single_document_is_unknown(document: Document, references: list[str], masks: Any) -> None:
    found = deferred(document, references, masks=masks)
    assert isinstance(found, Unknown)
    assert not isinstance(found, (PartialText, Alternatives))


def administrator(expressions: dict[str, Any], calls: dict[str, Any] | None = None) -> str:
    """A plan of two policies, which allow everything or something, as far as their expressions tell, in a module."""
    changes: list[Any] = []
    blocks: list[Any] = []
    for name, statement in (("all", STATEMENT), ("some", NARROW)):
        data = f"data.aws_iam_policy_document.{name}"
        changes.append(change(data, "read", {"statement": [statement, NARROW]}, UNKNOWN))
        changes.append(change(f"module.m.aws_iam_policy.{name}", after={"name": "p"}, unknown={"policy": True}))
        blocks.append(block(data, expressions={"statement": [{}, {}]}))
    inner = [block(f"aws_iam_policy.{name}", expressions={"policy": written}) for name, written in expressions.items()]
    call = {"source": "./m", "expressions": calls or {}, "module": {"resources": inner}}
    return plan(changes, {"resources": blocks, "module_calls": {"m": call}})


def given(name: str, *more: str) -> dict[str, Any]:
    """The expression of an argument that takes a document."""
    document = f"data.aws_iam_policy_document.{name}"
    return {"references": [f"{document}.json", document, *more]}


BY_VARIABLE = {name: {"references": [f"var.{name}"]} for name in ("all", "some")}


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ({"all": given("all"), "some": given("some")}, {"all": "fail", "some": "unknown"}),
        ({"all": given("all", "var.scope"), "some": given("some", "var.scope")}, {"all": "fail", "some": "unknown"}),
        ({"all": given("all", "local.x"), "some": given("some", "local.x")}, {"all": "unknown", "some": "unknown"}),
        ({"all": {"references": ["var.all"]}}, {"all": "unknown", "some": "unknown"}),
        ({"all": {"constant_value": "{}"}}, {"all": "unknown", "some": "unknown"}),
    ],
    ids=[
        "the document alone",
        "with what is known",
        "with something else",
        "a variable of the root module",
        "a constant, or nothing",
    ],
)
def test_a_rule_fails_by_a_deferred_document_but_does_not_pass_by_it(
    tmp_path: Path, calls: dict[str, Any], expected: dict[str, str]
) -> None:
    """A plan does not tell `data.x.y.json` from `replace(data.x.y.json, "*", "s3:Get*")`."""
    rule = """
- name: no policy allows everything
  resource_type: aws_iam_policy
  assertions:
    - {key: policy, operator: not_contains, value: '"Action": "*"'}
    - {key: policy, operator: exists}
"""
    (tmp_path / "plan.json").write_text(administrator(BY_VARIABLE, calls))
    found = findings(tmp_path, rule, "locals {}", str(tmp_path / "plan.json"))
    assert {name: found[f"module.m.aws_iam_policy.{name}"]["outcome"] for name in expected} == expected
    for item in found.values():
        assert ("unless a function changes" in item["message"]) is (item["outcome"] == "fail")
    (exists,) = [item for item in found["module.m.aws_iam_policy.some"]["assertions"] if item["operator"] == "exists"]
    assert exists["outcome"] == ("pass" if expected["all"] == "fail" else "unknown")


def test_a_document_that_waits_for_another_resource_is_that_of_the_configuration(
    document: Document, tmp_path: Path
) -> None:
    """`depends_on` has Terraform read it on apply, though all of it is known before."""
    source = (
        'resource "aws_vpc" "v" {}\ndata "aws_iam_policy_document" "d" {\n  depends_on = [aws_vpc.v]\n'
        '  statement {\n    actions = ["s3:*"]\n    resources = ["*"]\n  }\n}\n'
        'resource "aws_iam_policy" "p" {\n  policy = %s\n}\n'
    )
    statement = {**STATEMENT, "actions": ["s3:*"]}
    data = change("data.aws_iam_policy_document.d", "read", {"statement": [statement]}, {"json": True})
    policy = change("aws_iam_policy.p", unknown={"policy": True})
    written = {"policy": given("d")}
    blocks = [block("data.aws_iam_policy_document.d"), block("aws_iam_policy.p", expressions=written)]
    text = plan([data, policy], {"resources": blocks})
    for expression, known in (("data.aws_iam_policy_document.d.json", True), ('"{}"', False)):
        (tmp_path / "main.tf").write_text(source % expression)
        found = document(text, schemas=provider_schema)["aws_iam_policy.p"].values["policy"]
        assert isinstance(found, str) is known


def test_a_document_that_takes_itself_ends(document: Document) -> None:
    data = change("data.aws_iam_policy_document.d", "read", {"statement": []}, {"json": True, "override_json": True})
    own = {"override_json": {"references": ["data.aws_iam_policy_document.d.json"]}}
    policy = change("aws_iam_policy.p", unknown={"policy": True})
    written = {"policy": {"references": ["data.aws_iam_policy_document.d.json"]}}
    root = {
        "resources": [
            block("data.aws_iam_policy_document.d", expressions=own),
            block("aws_iam_policy.p", expressions=written),
        ]
    }
    loaded = document(plan([data, policy], root), schemas=provider_schema)
    assert isinstance(loaded["aws_iam_policy.p"].values["policy"], Unknown)


def test_the_value_of_an_ephemeral_variable_is_not_known(document: Document) -> None:
    text = plan(
        [change("aws_vpc.a")], {"resources": [block("aws_vpc.a")]}, variables={"region": {"value": "eu-west-1"}}
    )
    source = 'variable "region" {\n  ephemeral = true\n  default = "eu-west-1"\n}\n'
    source += 'provider "aws" {\n  region = var.region\n}\nresource "aws_vpc" "a" {}\n'
    loaded = document(source, name="main.tf")
    (loaded.root / "plan.json").write_text(text)
    from riveter.terraform.project import load

    (provider,) = [item for item in load(["plan.json"]).resources if item.type == "provider"]
    assert isinstance(provider.values["region"], Unknown)


BLOCKED = """
- name: buckets block public access
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
"""


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ({"id": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"], "arn": ["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]}, "pass"),
        (
            {"id": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"], "logs": ["aws_s3_bucket.l.id", "aws_s3_bucket.l"]},
            "unknown",
        ),
        ({"id": ["local.id"]}, "unknown"),
    ],
)
def test_of_an_instance_of_a_module_any_output_may_be_meant(
    outputs: dict[str, list[str]], expected: str, tmp_path: Path
) -> None:
    """Of ``module.m[each.key].id`` a plan says no more than ``module.m``."""
    changes, blocks = [], []
    for key in ("x", "y"):
        changes += [
            change(f'module.m["{key}"].aws_s3_bucket.{name}', unknown={"id": True, "arn": True}) for name in "bl"
        ]
        changes.append(change("aws_s3_bucket_public_access_block.p", unknown={"bucket": True}))
        changes[-1] |= {"address": f'aws_s3_bucket_public_access_block.p["{key}"]', "index": key}
    blocks.append(
        block("aws_s3_bucket_public_access_block.p", expressions={"bucket": {"references": ["module.m", "each.key"]}})
        | {"for_each_expression": {}}
    )
    inner = {
        "resources": [block("aws_s3_bucket.b"), block("aws_s3_bucket.l")],
        "outputs": {name: {"expression": {"references": read}} for name, read in outputs.items()},
    }
    root = {"resources": blocks, "module_calls": {"m": {"source": "./m", "for_each_expression": {}, "module": inner}}}
    (tmp_path / "plan.json").write_text(plan(changes, root))
    found = outcomes(tmp_path, BLOCKED, "locals {}", str(tmp_path / "plan.json"))
    assert {found[f'module.m["{key}"].aws_s3_bucket.b'] for key in ("x", "y")} == {expected}


@pytest.mark.parametrize(
    ("for_each", "bucket", "keys", "expected"),
    [
        (["aws_s3_bucket.b"], ["each.value.id", "each.value"], ("x", "y"), ["pass", "pass"]),
        (["aws_s3_bucket.b"], ["each.value"], ("x", "z"), ["pass", "unknown"]),  # which one is z?
        (["aws_s3_bucket.b", "aws_s3_bucket.l"], ["each.value"], ("x", "y"), ["unknown", "unknown"]),
        (["local.buckets"], ["each.value"], ("x", "y"), ["unknown", "unknown"]),
        (["var.names"], ["aws_s3_bucket.b", "each.key"], ("x",), ["pass", "fail"]),
    ],
)
def test_what_an_instance_iterates_over_has_its_key(
    for_each: list[str], bucket: list[str], keys: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    made = [change(f'aws_s3_bucket.{name}["{key}"]', unknown={"id": True}, index=key) for key in "xy" for name in "bl"]
    blocking = [
        change(f'aws_s3_bucket_public_access_block.p["{key}"]', unknown={"bucket": True}, index=key) for key in keys
    ]
    blocks = [block(f"aws_s3_bucket.{name}", for_each_expression={"references": ["var.names"]}) for name in "bl"]
    blocks.append(
        block(
            "aws_s3_bucket_public_access_block.p",
            expressions={"bucket": {"references": bucket}},
            for_each_expression={"references": for_each},
        )
    )
    (tmp_path / "plan.json").write_text(plan([*made, *blocking], {"resources": blocks}))
    found = outcomes(tmp_path, BLOCKED, "locals {}", str(tmp_path / "plan.json"))
    assert [found[f'aws_s3_bucket.b["{key}"]'] for key in "xy"] == expected


def test_an_index_of_an_instance_is_no_condition(tmp_path: Path) -> None:
    """``aws_subnet.s[count.index].id`` is not null, though an instance without a subnet would get one."""
    subnets = [
        change(f"aws_subnet.s[{i}]", after={"map_public_ip_on_launch": bool(i)}, unknown={"id": True}, index=i)
        for i in (0, 1)
    ]
    instances = [change(f"aws_instance.i[{i}]", unknown={"subnet_id": True}, index=i) for i in (0, 1)]
    blocks = [
        block("aws_subnet.s", count_expression={"constant_value": 2}),
        block(
            "aws_instance.i",
            expressions={"subnet_id": {"references": ["aws_subnet.s", "count.index"]}},
            count_expression={"constant_value": 2},
        ),
    ]
    (tmp_path / "plan.json").write_text(plan([*subnets, *instances], {"resources": blocks}))
    rule = """
- name: no public subnet
  resource_type: aws_instance
  assertions:
    - related: {resource_type: aws_subnet, via: subnet_id, direction: from_this}
      quantifier: none
      assertions: [{key: map_public_ip_on_launch, operator: is_true}]
"""
    found = outcomes(tmp_path, rule, "locals {}", str(tmp_path / "plan.json"))
    assert (found["aws_instance.i[0]"], found["aws_instance.i[1]"]) == ("pass", "fail")
