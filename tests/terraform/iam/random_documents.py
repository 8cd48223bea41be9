"""Random policy documents in Terraform, for comparing with what the AWS provider makes of them.

Some of their parts are variables: Terraform is told their values, riveter is told them or not.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

_ACTIONS = (
    "s3:GetObject",
    "s3:PutObject",
    "s3:*",
    "*",
    "kms:Decrypt",
    "iam:Pass*",
    "S3:List",
    "ec2:Describe*",
    "a:é",
    "",
)
_RESOURCES = (
    "*",
    "arn:aws:s3:::data",
    "arn:aws:s3:::data/*",
    "arn:aws:s3:::home/&{aws:username}/*",
    "arn:aws:iam::111122223333:role/<x>",
    'quote"d',
    "",
)
_IDENTIFIERS = (
    "*",
    "111122223333",
    "444455556666",
    "arn:aws:iam::111122223333:root",
    "ec2.amazonaws.com",
    "lambda.amazonaws.com",
    "cognito&{x}",
    "arn:aws:iam::111122223333:user/zoë",
)
_TYPES = ("AWS", "AWS", "Service", "Federated", "CanonicalUser", "*")
_TESTS = ("StringEquals", "StringLike", "Bool", "ForAnyValue:StringEquals", "NumericLessThan", "Null")
_VARIABLES = ("aws:SourceVpc", "aws:PrincipalArn", "s3:prefix", "aws:SecureTransport", "aws:TagKeys")
_VALUES = ("true", "false", "vpc-1", "vpc-2", "home/", "home/&{aws:username}/*", "", "5", "<&>")
_SIDS = ("A", "B", "C", "D", "")


class Documents:
    """Data sources of one module, as blocks of text, with the variables they use.

    blocks: the text of each by name. variables: the value of each by name.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._random = Random(seed)
        self._names = [f"g{number}" for number in range(count)]
        self.variables: dict[str, Any] = {}
        self.blocks: dict[str, str] = {}
        for name in self._names:
            self.blocks[name] = self._document(name)

    def text(self, *, told: bool = True) -> str:
        """The module. told: whether the variables have their values."""
        return "\n".join([*(self._variable(name, told) for name in self.variables), *self.blocks.values()])

    def _variable(self, name: str, told: bool) -> str:
        value = self.variables[name]
        kind = "list(string)" if isinstance(value, list) else "bool" if isinstance(value, bool) else "string"
        default = f"\n  default = {_quoted(value)}" if told else ""
        return f'variable "{name}" {{\n  type = {kind}{default}\n}}\n'

    def _chance(self, percent: int) -> bool:
        return self._random.random() * 100 < percent

    def _pick(self, options: Any) -> Any:
        return self._random.choice(options)

    def _settable(self, value: Any, percent: int = 6) -> str:
        """The value, or a variable that has it."""
        if not self._chance(percent):
            return _quoted(value)
        name = f"v{len(self.variables)}"
        if isinstance(value, str) and len(value) > 3 and self._chance(50):
            cut = self._random.randrange(1, len(value))
            self.variables[name] = value[:cut]
            return _quoted(value[:0])[:-1] + f"${{var.{name}}}" + _quoted(value[cut:])[1:]
        self.variables[name] = value
        return f"var.{name}"

    def _list(self, options: tuple[str, ...], empty: int = 8) -> str:
        count = 0 if self._chance(empty) else self._pick((1, 1, 1, 2, 2, 3, 4))
        items = [self._pick(options) for _ in range(count)]
        if self._chance(4):
            return self._settable(items, 100)
        return "[" + ", ".join(self._settable(item) for item in items) + "]"

    def _document(self, name: str) -> str:
        lines = [f'data "aws_iam_policy_document" "{name}" {{']
        if self._chance(20):
            lines.append(f"  policy_id = {self._settable(self._pick(('', 'one', 'two')))}")
        if self._chance(10):
            lines.append(f"  version = {self._settable('2012-10-17', 30)}")
        sids = [*_SIDS[:4]]
        self._random.shuffle(sids)
        lines.extend(self._statement(sids) for _ in range(self._pick((0, 1, 1, 1, 2, 3))))
        for argument, percent in (("source_policy_documents", 22), ("override_policy_documents", 22)):
            if self._chance(percent):
                documents = [self._source() for _ in range(self._pick((1, 1, 2)))]
                if argument.startswith("source"):
                    documents = documents[:1]
                lines.append(f"  {argument} = [{', '.join(documents)}]")
        return "\n".join([*lines, "}", ""])

    def _source(self) -> str:
        if self.blocks and self._chance(40):
            attribute = self._pick(("json", "json", "minified_json"))
            return f"data.aws_iam_policy_document.{self._pick(list(self.blocks))}.{attribute}"
        sids = [*_SIDS[:4]]
        self._random.shuffle(sids)
        statements = []
        for _ in range(self._pick((0, 1, 1, 2))):
            pairs = []
            if self._chance(60):
                pairs.append(f"Sid = {self._settable(sids.pop())}")
            if self._chance(80):
                pairs.append(f"Effect = {_quoted(self._pick(('Allow', 'Deny')))}")
            key = self._pick(("Action", "NotAction"))
            pairs.append(
                f"{key} = {self._settable(self._pick(_ACTIONS)) if self._chance(50) else self._list(_ACTIONS)}"
            )
            if self._chance(60):
                one = self._chance(50)
                pairs.append(f"Resource = {self._settable(self._pick(_RESOURCES)) if one else self._list(_RESOURCES)}")
            if self._chance(40):
                kind = self._pick(("Principal", "Principal", "NotPrincipal"))
                pairs.append(f"{kind} = {self._principal()}")
            if self._chance(40):
                pairs.append(f"Condition = {self._condition()}")
            statements.append(f"{{ {', '.join(pairs)} }}")
        pairs = ['Version = "2012-10-17"'] if self._chance(70) else []
        if self._chance(20):
            pairs.append(f"Id = {self._settable(self._pick(('', 'x')))}")
        if statements or self._chance(50):
            pairs.append(f"Statement = [{', '.join(statements)}]")
        return f"jsonencode({{ {', '.join(pairs)} }})"

    def _principal(self) -> str:
        if self._chance(25):
            return '"*"'
        pairs = []
        for kind in self._random.sample(("AWS", "Service", "Federated", "*"), self._pick((1, 1, 2))):
            one = self._chance(50)
            value = self._settable(self._pick(_IDENTIFIERS)) if one else self._list(_IDENTIFIERS)
            pairs.append(f"{_quoted(kind)} = {value}")
        return f"{{ {', '.join(pairs)} }}"

    def _condition(self) -> str:
        tests = []
        for test in self._random.sample(_TESTS, self._pick((1, 1, 2))):
            pairs = []
            for variable in self._random.sample(_VARIABLES, self._pick((1, 1, 2))):
                one = self._chance(50)
                value = self._settable(self._pick(_VALUES)) if one else self._list(_VALUES)
                pairs.append(f"{_quoted(variable)} = {value}")
            tests.append(f"{_quoted(test)} = {{ {', '.join(pairs)} }}")
        return f"{{ {', '.join(tests)} }}"

    def _statement(self, sids: list[str]) -> str:
        body = []
        if self._chance(50) and sids:
            body.append(f"sid = {self._settable(sids.pop())}")
        if self._chance(40):
            body.append(f"effect = {self._settable(self._pick(('Allow', 'Deny')))}")
        for argument, options, percent in (
            ("actions", _ACTIONS, 80),
            ("not_actions", _ACTIONS, 15),
            ("resources", _RESOURCES, 70),
            ("not_resources", _RESOURCES, 12),
        ):
            if self._chance(percent):
                body.append(f"{argument} = {self._list(options)}")
        for block, percent in (("principals", 50), ("not_principals", 12)):
            if self._chance(percent):
                for _ in range(self._pick((1, 1, 2, 3))):
                    kind = self._settable(self._pick(_TYPES), 2)
                    body.append(
                        f"{block} {{\n      type = {kind}\n      identifiers = {self._list(_IDENTIFIERS)}\n    }}"
                    )
        if self._chance(45):
            for _ in range(self._pick((1, 1, 2, 3))):
                test, variable = self._settable(self._pick(_TESTS), 2), self._settable(self._pick(_VARIABLES), 2)
                values = self._list(_VALUES)
                body.append(
                    f"condition {{\n      test = {test}\n      variable = {variable}\n      values = {values}\n    }}"
                )
        text = "\n".join(f"    {line}" for line in body)
        if self._chance(10):
            switch = self._settable(self._chance(60), 100)
            return f'  dynamic "statement" {{\n   for_each = {switch} ? [1] : []\n   content {{\n{text}\n   }}\n  }}'
        if self._chance(6):
            return f'  dynamic "statement" {{\n   for_each = toset(["only"])\n   content {{\n{text}\n   }}\n  }}'
        return f"  statement {{\n{text}\n  }}"


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
