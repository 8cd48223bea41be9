"""A root module of many blocks that refer to each other, and small changes in it."""

from __future__ import annotations

import random
from pathlib import Path

FILES = ("a.tf", "b.tf", "c.tf", "d.tf")
NAMES = tuple("abcdefghijkl")
BROKEN = ('resource "aws_s3_bucket" "half" {\n', "locals { x = nothing.here }\n", "}\n")


class Blocks:
    """The blocks of a root module, by file."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.blocks: dict[str, list[str]] = {name: [] for name in FILES}
        for blocks in self.blocks.values():
            blocks.extend(self.block() for _ in range(7))
        self.blocks["variables.tf"] = [
            'variable "on" { default = true }\n',
            'variable "words" { default = ["a", "b"] }\n',
            'variable "secret" {\n  default   = "correct-horse-battery"\n  sensitive = true\n}\n',
            'provider "aws" { region = "eu-central-1" }\n',
        ]
        (folder / "queue").mkdir(parents=True)
        (folder / "queue" / "main.tf").write_text(
            'variable "name" {}\nvariable "on" { default = null }\nresource "aws_sqs_queue" "q" {\n  name = var.name\n'
            '  sqs_managed_sse_enabled = var.on\n}\noutput "arn" { value = aws_sqs_queue.q.arn }\n'
        )
        for name in self.blocks:
            self.save(name)

    def save(self, name: str) -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_text("".join(self.blocks[name]))
        return path

    def change(self) -> tuple[str, Path]:
        """Change one file a little."""
        name = self.random.choice((*FILES, *FILES, *FILES, "variables.tf", "queue"))
        broken = [each for each in FILES if any(block in BROKEN for block in self.blocks[each])]
        name = broken[0] if broken else name
        if name == "queue":
            path = self.folder / "queue" / "main.tf"
            text = path.read_text()
            path.write_text(
                text + "# more\n"
                if self.random.random() < 0.5
                else text.replace("q", "p")
                if 'p"' not in text
                else text
            )
            return "module", path
        blocks = self.blocks[name]
        if any(block in BROKEN for block in blocks) and self.random.random() < 0.9:
            blocks[:] = [block for block in blocks if block not in BROKEN]
            return f"mend {name}", self.save(name)
        at = self.random.randrange(len(blocks)) if blocks else 0
        kind = self.random.choice(("replace", "replace", "replace", "insert", "remove", "comment", "swap", "broken"))
        if name == "variables.tf":
            kind = "comment"
        if kind == "insert" or not blocks:
            blocks.insert(at, self.block())
        elif kind == "replace":
            blocks[at] = self.block()
        elif kind == "remove":
            del blocks[at]
        elif kind == "comment":
            blocks.insert(self.random.choice((at, len(blocks))), self.random.choice(("# more\n", "\n")))
        elif kind == "swap":
            blocks[at], blocks[-1] = blocks[-1], blocks[at]
        else:
            blocks.append(self.random.choice(BROKEN))
        return f"{kind} in {name}", self.save(name)

    def block(self) -> str:
        """Return a block, which seldom exists already, and may refer to what does not exist."""
        there = {line for blocks in self.blocks.values() for block in blocks for line in block.split("\n")[:2]}
        found = self._block()
        while self.random.random() < 0.99 and not there.isdisjoint(found.split("\n")[: 2 if "locals" in found else 1]):
            found = self._block()
        return found

    def _block(self) -> str:
        pick, name, other = self.random.choice, self.random.choice(NAMES), self.random.choice(NAMES)
        value = pick((f'"{other}"', f"local.{other}", "var.on", f"aws_s3_bucket.{other}.arn"))
        bucket = pick(
            (f"aws_s3_bucket.{other}.id", f"aws_s3_bucket.{other}.bucket", f'"{other}-data"', f"local.{other}")
        )
        made = pick(
            (
                f'"{name}-data"',
                f'"${{local.{other}}}-data"',
                f'"{name}-${{random_id.r.hex}}"',
                "var.words[0]",
                "var.secret",
            )
        )
        return pick(
            (
                f'resource "aws_s3_bucket" "{name}" {{\n  bucket = {made}\n}}\n',
                f'resource "aws_s3_bucket" "{name}" {{\n  bucket = {made}\n  force_destroy = var.on\n}}\n',
                f'resource "aws_s3_bucket_versioning" "{name}" {{\n  bucket = {bucket}\n  versioning_configuration {{\n'
                f"    status = {pick(('local.status', chr(34) + 'Enabled' + chr(34)))}\n  }}\n}}\n",
                f'resource "aws_s3_bucket_public_access_block" "{name}" {{\n  bucket = {bucket}\n  block_public_acls = true\n'
                "  block_public_policy = var.on\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n",
                f'resource "aws_s3_bucket_policy" "{name}" {{\n  bucket = {bucket}\n'
                f"  policy = data.aws_iam_policy_document.{other}.json\n}}\n",
                f'data "aws_iam_policy_document" "{name}" {{\n  statement {{\n    actions = ["{pick(("s3:*", "s3:GetObject"))}"]\n'
                f'    resources = [aws_s3_bucket.{other}.arn]\n    principals {{\n      type = "AWS"\n'
                f'      identifiers = ["{pick(("*", "123456789012"))}"]\n    }}\n  }}\n}}\n',
                f'resource "aws_iam_role" "{name}" {{\n  name = "{name}"\n  assume_role_policy = "{{}}"\n}}\n',
                f'resource "aws_iam_role_policy" "{name}" {{\n  role = aws_iam_role.{other}.id\n'
                f'  policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "*", Resource = "{pick(("*", "a"))}" }}] }})\n}}\n',
                f'resource "aws_sqs_queue" "{name}" {{\n  name = local.{other}\n  count = {pick((0, 1, 2))}\n}}\n',
                f'resource "aws_sns_topic" "{name}" {{\n  for_each = toset(var.words)\n  name = "${{each.key}}-{other}"\n}}\n',
                f'resource "aws_instance" "{name}" {{\n  user_data = "password=${{local.{other}}}"\n'
                f"  vpc_security_group_ids = [aws_security_group.{other}.id]\n}}\n",
                f'resource "aws_security_group" "{name}" {{\n  ingress {{\n    from_port = 22\n    to_port = 22\n'
                f'    protocol = "tcp"\n    cidr_blocks = ["{pick(("0.0.0.0/0", "10.0.0.0/8"))}"]\n  }}\n}}\n',
                f"locals {{\n  {name} = {value}\n}}\n",
                'locals {\n  status = "Enabled"\n}\n',
                f'module "{name}" {{\n  source = "./queue"\n  name = local.{other}\n  on = {pick(("true", "false", "null"))}\n}}\n',
                f'output "{name}" {{\n  value = module.{other}.arn\n}}\n',
                'resource "random_id" "r" {\n  byte_length = 4\n}\n',
            )
        )
