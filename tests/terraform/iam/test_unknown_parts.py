"""A policy document keeps what is known of it; the rest is unknown, and says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.values import Hole, OpenList, PartialText, Unknown, decode_json

Terraform = Callable[..., Any]


def document(loaded: Any, key: str = "policy", address: str = "aws_s3_bucket_policy.p") -> Any:
    """The document in an attribute of a resource, as rules enter it."""
    value = loaded[address].values[key]
    assert isinstance(value, (str, PartialText)), value
    return decode_json(value)


def policy(body: str, more: str = "") -> str:
    return f"""
        resource "aws_s3_bucket" "b" {{}}
        resource "aws_kms_key" "k" {{}}
        variable "unset" {{}}
        variable "unset_list" {{ type = list(string) }}
        {more}
        data "aws_iam_policy_document" "d" {{
          {body}
        }}
        resource "aws_s3_bucket_policy" "p" {{
          bucket = aws_s3_bucket.b.id
          policy = data.aws_iam_policy_document.d.json
        }}
    """


def test_resources_of_a_new_bucket_are_holes_between_known_parts(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            """
            statement {
              sid       = "TlsOnly"
              effect    = "Deny"
              actions   = ["s3:*"]
              resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
              principals {
                type        = "*"
                identifiers = ["*"]
              }
              condition {
                test     = "Bool"
                variable = "aws:SecureTransport"
                values   = ["false"]
              }
            }
            """
        )
    )
    statement = document(loaded)["Statement"][0]
    arn, objects = statement.pop("Resource")
    assert statement == {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Action": "s3:*",
        "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    assert isinstance(arn, Unknown)
    assert arn.kind == "computed_attribute"
    assert arn.references == ("aws_s3_bucket.b",)
    assert isinstance(objects, PartialText)
    assert objects.suffix == "/*"
    assert objects.opaque
    assert loaded.problems() == []


def test_known_elements_come_first_in_the_providers_order_then_unknown_ones_as_written(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            'statement {\n resources = [aws_kms_key.k.arn, "arn:a", "${aws_s3_bucket.b.arn}/x", "arn:c", "arn:b"]\n}'
        )
    )
    resources = document(loaded)["Statement"][0]["Resource"]
    assert resources[:3] == ["arn:c", "arn:b", "arn:a"]
    assert [item.references for item in resources[3:]] == [("aws_kms_key.k",), ("aws_s3_bucket.b",)]


def test_the_text_around_a_hole_is_what_the_provider_writes(terraform: Terraform) -> None:
    loaded = terraform(policy('statement {\n actions = ["kms:Decrypt"]\n resources = [aws_kms_key.k.arn]\n}'))
    text = loaded["aws_s3_bucket_policy.p"].values["policy"]
    before, hole, after = text.parts
    assert before.splitlines() == [
        "{",
        '  "Version": "2012-10-17",',
        '  "Statement": [',
        "    {",
        '      "Effect": "Allow",',
        '      "Action": "kms:Decrypt",',
        '      "Resource": ',
    ]
    assert isinstance(hole, Hole)
    assert hole.encoded
    assert after == "\n    }\n  ]\n}"


def test_texts_are_escaped_around_their_holes(terraform: Terraform) -> None:
    loaded = terraform(policy('statement {\n resources = ["<a>\\"${aws_s3_bucket.b.id}&{aws:username}"]\n}'))
    text = loaded["aws_s3_bucket_policy.p"].values["policy"]
    assert '"\\u003ca\\u003e\\"' in text.prefix
    resource = document(loaded)["Statement"][0]["Resource"]
    assert resource.known_parts == ('<a>"', "${aws:username}")


def test_an_unknown_list_of_actions_is_unknown_as_a_whole(terraform: Terraform) -> None:
    loaded = terraform(policy("statement {\n actions = var.unset_list\n effect = var.unset\n sid = var.unset\n}"))
    statement = document(loaded)["Statement"][0]
    assert {name: type(value) for name, value in statement.items()} == dict.fromkeys(
        ("Sid", "Effect", "Action"), Unknown
    )
    assert statement["Action"].reason == "var.unset_list has no value: main.tf:5"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("identifiers = var.unset_list", "unknown"),
        ("identifiers = [var.unset]", "unknown"),
        ('identifiers = [var.unset, "1"]', ["1", "unknown"]),
    ],
)
def test_unknown_identifiers_are_found_below_their_type(terraform: Terraform, blocks: str, expected: Any) -> None:
    loaded = terraform(policy('statement {\n principals {\n type = "AWS"\n' + blocks + "\n}\n}"))
    identifiers = document(loaded)["Statement"][0]["Principal"]["AWS"]
    shown = (
        [item if isinstance(item, str) else "unknown" for item in identifiers]
        if isinstance(identifiers, list)
        else "unknown"
    )
    assert shown == expected


def test_known_identifiers_stay_beside_an_unknown_list_of_the_same_type(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            'statement {\n principals {\n type = "AWS"\n identifiers = var.unset_list\n}\n'
            'principals {\n type = "AWS"\n identifiers = ["*"]\n}\n}'
        )
    )
    identifiers = document(loaded)["Statement"][0]["Principal"]["AWS"]
    assert isinstance(identifiers, OpenList)
    assert identifiers[0] == "*"
    assert list(identifiers.open) == [1]


def test_principals_of_unknown_type_are_unknown_as_a_whole(terraform: Terraform) -> None:
    loaded = terraform(policy('statement {\n principals {\n type = var.unset\n identifiers = ["*"]\n}\n}'))
    principal = document(loaded)["Statement"][0]["Principal"]
    assert isinstance(principal, Unknown)
    assert not principal.opaque


def test_a_condition_on_an_unknown_variable_hides_only_the_variables_of_its_test(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            """
            statement {
              condition {
                test     = "StringEquals"
                variable = "${aws_s3_bucket.b.id}:sub"
                values   = ["system:serviceaccount:app"]
              }
              condition {
                test     = "Bool"
                variable = "aws:SecureTransport"
                values   = ["true"]
              }
            }
            """
        )
    )
    condition = document(loaded)["Statement"][0]["Condition"]
    assert condition["Bool"] == {"aws:SecureTransport": "true"}
    assert isinstance(condition["StringEquals"], Unknown)
    assert not condition["StringEquals"].opaque


def test_known_statements_stay_beside_an_unknown_number_of_others(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            """
            statement {
              sid     = "Known"
              actions = ["*"]
            }
            dynamic "statement" {
              for_each = var.unset_list
              content {
                effect    = "Deny"
                actions   = ["s3:*"]
                resources = [statement.value]
              }
            }
            """
        )
    )
    statements = document(loaded)["Statement"]
    assert isinstance(statements, OpenList)
    assert statements[0] == {"Sid": "Known", "Effect": "Allow", "Action": "*"}
    assert list(statements.open) == [1]
    assert statements[1]["Effect"] == "Deny"
    assert statements[1]["Action"] == "s3:*"
    assert isinstance(statements[1]["Resource"], Unknown)


def test_the_text_does_not_show_statements_that_may_not_exist(terraform: Terraform) -> None:
    body = 'dynamic "statement" {\n for_each = var.unset_list\n content {\n actions = ["s3:DeleteBucket"]\n}\n}'
    loaded = terraform(policy(body))
    text = loaded["aws_s3_bucket_policy.p"].values["policy"]
    assert not any("DeleteBucket" in part for part in text.known_parts)
    assert document(loaded)["Statement"][0]["Action"] == "s3:DeleteBucket"


def test_functions_keep_the_number_of_statements_open(terraform: Terraform) -> None:
    more = """
        resource "aws_iam_policy" "p" {
          policy      = replace(data.aws_iam_policy_document.d.json, "x:y", "x:z")
          description = length(jsondecode(data.aws_iam_policy_document.d.json).Statement)
        }
    """
    body = 'statement {\n actions = ["x:y"]\n}\ndynamic "statement" {\n for_each = var.unset_list\n content {}\n}'
    loaded = terraform(policy(body, more))
    statements = document(loaded, address="aws_iam_policy.p")["Statement"]
    assert statements[0]["Action"] == "x:z"
    assert list(statements.open) == [1]
    assert isinstance(loaded.value("aws_iam_policy.p", "description"), Unknown)


def test_an_unknown_source_document_adds_an_unknown_number_of_statements(terraform: Terraform) -> None:
    loaded = terraform(
        policy('source_policy_documents = [var.unset]\nstatement {\n sid = "Own"\n actions = ["s3:Get*"]\n}')
    )
    found = document(loaded)
    assert found["Version"] == "2012-10-17"
    assert list(found["Statement"].open) == [0]
    assert found["Statement"][1] == {"Sid": "Own", "Effect": "Allow", "Action": "s3:Get*"}


def test_an_unknown_override_may_replace_statements_that_have_a_sid(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            """
            override_policy_documents = var.unset_list
            statement {
              sid     = "Named"
              actions = ["s3:Get*"]
            }
            statement {
              actions = ["s3:Put*"]
            }
            """
        )
    )
    statements = document(loaded)["Statement"]
    assert sorted(statements.open) == [0, 2]
    assert statements[0]["Sid"] == "Named"
    assert statements[1] == {"Effect": "Allow", "Action": "s3:Put*"}


def test_a_partly_known_sid_replaces_only_what_it_may_equal(terraform: Terraform) -> None:
    over = 'jsonencode({ Statement = [{ Sid = "Own${var.unset}", Action = "over" }] })'
    loaded = terraform(
        policy(
            f"override_policy_documents = [{over}]\n"
            'statement {\n sid = "OwnA"\n actions = ["a"]\n}\nstatement {\n sid = "B"\n actions = ["b"]\n}'
        )
    )
    statements = document(loaded)["Statement"]
    assert list(statements.open) == [0]
    assert [statement["Action"] for statement in statements] == ["a", "b", "over"]


def test_holes_of_a_source_document_are_kept(terraform: Terraform) -> None:
    more = """
        data "aws_iam_policy_document" "base" {
          statement {
            sid       = "Base"
            actions   = ["s3:Get*"]
            resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
          }
        }
    """
    loaded = terraform(
        policy(
            'source_policy_documents = [data.aws_iam_policy_document.base.json]\nstatement {\n actions = ["x:y"]\n}',
            more,
        )
    )
    base, own = document(loaded)["Statement"]
    assert own == {"Effect": "Allow", "Action": "x:y"}
    assert base["Action"] == "s3:Get*"
    assert base["Resource"][0].references == ("aws_s3_bucket.b",)
    assert base["Resource"][1].suffix == "/*"


def test_sensitive_values_make_the_document_sensitive(terraform: Terraform) -> None:
    loaded = terraform(
        policy(
            'statement {\n actions = ["x:y"]\n condition {\n test = "StringEquals"\n variable = "x"\n values = [var.secret]\n}\n}',
            'variable "secret" {\n default = "hush"\n sensitive = true\n}',
        )
    )
    resource = loaded["aws_s3_bucket_policy.p"]
    assert resource.origin.sensitive(("policy",))
    assert not resource.origin.sensitive(("bucket",))
    assert document(loaded)["Statement"][0]["Condition"] == {"StringEquals": {"x": "hush"}}


def test_relations_go_through_the_document(terraform: Terraform) -> None:
    loaded = terraform(policy("statement {\n resources = [aws_kms_key.k.arn]\n}"))
    edges = {(item.key, item.address) for item in loaded["aws_s3_bucket_policy.p"].references}
    assert ("bucket", "aws_s3_bucket.b") in edges
    assert ("policy", "aws_kms_key.k") in edges


def test_a_document_that_refers_to_itself_is_a_cycle_and_not_a_hang(terraform: Terraform) -> None:
    loaded = terraform(policy("statement {\n resources = [data.aws_iam_policy_document.d.json]\n}"))
    assert [problem for problem in loaded.problems() if problem.startswith("error: Self-reference: ")]


def test_a_document_of_too_many_statements_is_stopped(terraform: Terraform) -> None:
    body = 'dynamic "statement" {\n for_each = range(30000)\n content {\n actions = ["a:b"]\n}\n}'
    loaded = terraform(policy(body))
    assert isinstance(loaded["aws_s3_bucket_policy.p"].values["policy"], Unknown)
    assert any("more than" in problem for problem in loaded.problems())


OF_UNKNOWN_NUMBER = """
    variable "keys" { type = set(string) }
    variable "number" { type = number }
    data "aws_iam_policy_document" "keyed" {
      for_each = var.keys
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::${each.key}/*"]
      }
    }
    data "aws_iam_policy_document" "counted" {
      count = var.number
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::b-${count.index}/*"]
      }
    }
"""


@pytest.mark.parametrize(
    "resource",
    [
        "for_each = var.keys\npolicy = data.aws_iam_policy_document.keyed[each.key].json",
        "for_each = data.aws_iam_policy_document.keyed\npolicy = each.value.json",
        "count = var.number\npolicy = data.aws_iam_policy_document.counted[count.index].json",
        'policy = data.aws_iam_policy_document.keyed["a"].json',
        "policy = data.aws_iam_policy_document.counted[0].minified_json",
    ],
)
def test_a_document_of_unknown_number_is_made_from_the_block_that_is_written(
    terraform: Terraform, resource: str
) -> None:
    loaded = terraform(f'{OF_UNKNOWN_NUMBER}\nresource "aws_iam_policy" "p" {{\n{resource}\n}}\n')
    address = "aws_iam_policy.p" if resource.startswith("policy") else "aws_iam_policy.p[*]"
    (statement,) = document(loaded, address=address)["Statement"]
    assert statement["Action"] == "s3:GetObject"
    assert isinstance(statement["Resource"], PartialText)


@pytest.mark.parametrize(
    "expression",
    [
        'data.aws_iam_policy_document.keyed["a"].json == data.aws_iam_policy_document.keyed["b"].json',
        "data.aws_iam_policy_document.counted[0].json != data.aws_iam_policy_document.counted[1].json",
        'try(data.aws_iam_policy_document.keyed["a"].json, "none")',
        'can(data.aws_iam_policy_document.keyed["a"].json)',
        'data.aws_iam_policy_document.keyed["a"].version',
    ],
)
def test_nothing_else_is_known_of_documents_of_unknown_number(terraform: Terraform, expression: str) -> None:
    loaded = terraform(f'{OF_UNKNOWN_NUMBER}\nresource "terraform_data" "t" {{\n  input = {expression}\n}}\n')
    value = loaded["terraform_data.t"].values["input"]
    assert isinstance(value, Unknown)
    assert not isinstance(value, PartialText)
