"""Policies by chance, and questions about one action, one resource and one principal: riveter answers as a plain model of IAM does."""

from __future__ import annotations

import itertools
import json
import random
import re
from typing import Any

import pytest

from riveter.rules.conditions.evaluation import judge
from riveter.rules.operators import OPERATORS

PATTERNS_OF_ACTIONS = ["*", "s3:*", "s3:Get*", "S3:getobject", "s3:Put*", "s3:*Object", "s3:?etObject"]
PATTERNS_OF_RESOURCES = [
    "*",
    "arn:aws:s3:::a",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a*",
    "arn:aws:s3:::?b",
    "arn:aws:s3:::A",
]
ROLE = "arn:aws:iam::444455556666:role/r"
PRINCIPALS: list[Any] = [
    "*",
    {"AWS": "*"},
    {"AWS": "111122223333"},
    {"AWS": ["arn:aws:iam::111122223333:root", ROLE]},
    {"Service": "lambda.amazonaws.com"},
]
ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:GetBucketAcl", "s3:DeleteBucket"]
RESOURCES = ["arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::ab"]
ASKED = ["111122223333", ROLE, "arn:aws:iam::999999999999:root", "Service:lambda.amazonaws.com"]


def matches(pattern: str, text: str) -> bool:
    regex = "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.fullmatch(regex, text, re.DOTALL) is not None


def names(principal: Any, asked: str) -> bool:
    if principal == "*":
        return True
    for kind, given in principal.items():
        for one in given if isinstance(given, list) else [given]:
            if (
                one == "*"
                or (
                    f"Service:{one}"
                    if kind == "Service"
                    else one.replace("arn:aws:iam::111122223333:root", "111122223333")
                )
                == asked
            ):
                return True
    return False


def applies(statement: dict[str, Any], action: str, resource: str, principal: str) -> bool:
    def within(element: str, test: Any) -> bool:
        return test(statement[element]) if element in statement else not test(statement[f"Not{element}"])

    return (
        within("Action", lambda patterns: any(matches(each.lower(), action.lower()) for each in patterns))
        and within("Resource", lambda patterns: any(matches(each, resource) for each in patterns))
        and within("Principal", lambda named: names(named, principal))
    )


def made(choices: random.Random) -> dict[str, Any]:
    effect = choices.choice(["Allow", "Allow", "Deny"])
    statement: dict[str, Any] = {"Effect": effect}
    statement[choices.choice(["Action", "Action", "NotAction"])] = choices.sample(
        PATTERNS_OF_ACTIONS, choices.choice([1, 2])
    )
    statement[choices.choice(["Resource", "Resource", "NotResource"])] = choices.sample(
        PATTERNS_OF_RESOURCES, choices.choice([1, 2])
    )
    element = choices.choice(["Principal", "NotPrincipal"]) if effect == "Deny" else "Principal"
    statement[element] = choices.choice(PRINCIPALS)
    return statement


def answer(operator: str, statements: list[dict[str, Any]], question: dict[str, Any]) -> Any:
    row = OPERATORS[operator]
    return judge(row, json.dumps({"Statement": statements}), row.value.prepare(question))


@pytest.mark.parametrize("seed", range(4))
def test_one_action_on_one_resource_by_one_principal(seed: int) -> None:
    choices = random.Random(seed)
    for _ in range(12):
        statements = [made(choices) for _ in range(choices.choice([1, 2, 3]))]
        for action, resource, principal in itertools.product(ACTIONS, RESOURCES, ASKED):
            effects = {each["Effect"] for each in statements if applies(each, action, resource, principal)}
            question = {"actions": [action], "resources": [resource], "principals": [principal]}
            allowed = effects == {"Allow"}

            assert answer("policy_allows", statements, question) is allowed, (question, statements)
            assert answer("policy_not_allows", statements, question) is not allowed, (question, statements)
            assert answer("policy_denies", statements, question) is ("Deny" in effects), (question, statements)
