"""A repository with several root modules, and every kind of change that one can make in it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

BROKEN = 'resource "aws_s3_bucket" "broken" {\n  bucket = "x\n'
MAIN = (
    """\
variable "name" { default = "data" }
variable "password" {
  default   = "correct-horse-battery"
  sensitive = true
}
locals { tags = { Team = "a", Name = var.name } }
resource "aws_s3_bucket" "data" {
  bucket = "${var.name}-bucket"
  tags   = local.tags
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_db_instance" "db" {
  identifier = "db"
  password   = var.password
}
module "queue" {
  source = "../modules/queue"
  name   = var.name
}
""",
    """\
variable "name" {}
resource "aws_s3_bucket" "data" {
  # riveter:ignore versioned the data can be made again
  bucket = "plain"
}
module "queue" {
  source   = "../modules/queue"
  for_each = toset(["a", "b"])
  name     = "${var.name}-${each.key}"
}
output "arns" { value = [for queue in module.queue : queue.arn] }
""",
    """\
provider "aws" { region = "eu-central-1" }
variable "name" { default = "x" }
variable "number" { default = 2 }
resource "aws_s3_bucket" "data" {
  count  = var.number
  bucket = "numbered-${count.index}"
}
resource "aws_sqs_queue" "own" {
  name   = "own"
  policy = fileexists("${path.module}/policy.json") ? file("${path.module}/policy.json") : undeclared
}
module "missing" { source = "example.com/no/such" }
""",
    'module "other" {\n  source = "../other"\n}\n',
    BROKEN,
    "",
)
MORE = (
    """\
resource "aws_s3_bucket" "more" {
  bucket = "correct-horse-battery"
}
resource "aws_s3_bucket_versioning" "more" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Suspended" }
}
""",
    """\
resource "aws_iam_user" "user" {
  name = "user"
  tags = { Key = "AKIAIOSFODNN7EXAMPLF" }
}
locals { other = aws_s3_bucket.data }
""",
    'locals { tags = "twice" }\n',
    BROKEN,
)
QUEUE = (
    """\
variable "name" { type = string }
resource "aws_sqs_queue" "queue" {
  name = var.name
}
output "arn" { value = aws_sqs_queue.queue.arn }
""",
    """\
variable "name" { type = number }
resource "aws_sqs_queue" "queue" {
  name                      = "fixed"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = nonsense.value
}
output "arn" { value = "arn:aws:sqs:eu-central-1:123456789012:fixed" }
""",
    'variable "name" {}\nmodule "inner" {\n  source = "./inner"\n}\n',
    BROKEN,
)
RULE = """\
  - id: versioned
    name: Buckets have versions
    resource_type: aws_s3_bucket
    severity: high
    assertions:
      - related: {resource_type: aws_s3_bucket_versioning, via: bucket}
        quantifier: any
        assertions: [{key: versioning_configuration.status, operator: equals, value: Enabled}]
"""
NAMED = """\
  - id: named
    name: Queues have a name
    resource_type: aws_sqs_queue
    assertions:
      - {key: name, operator: matches, value: "^[a-z]"}
      - {key: name, operator: length_gte, value: "{param.least}"}
"""
KEYS = """\
  - id: keys
    name: Users have no keys in tags
    resource_type: aws_iam_user
    assertions: [{key: tags.*, operator: is_not_literal_secret}]
  - id: modules
    name: Modules have a source
    resource_type: module
    severity: low
    assertions: [{key: source, operator: exists}]
  - id: labels
    name: Buckets say their team
    resource_type: aws_s3_bucket
    assertions: [{key: tags.Team, operator: equals, value: a}]
"""
LEAST = "parameters:\n  least: {type: number, default: 3}\n"
RULES = (
    f"{LEAST}rules:\n{RULE}{NAMED}{KEYS}",
    f"rules:\n{RULE}",
    f"{LEAST}rules:\n{NAMED}{KEYS}",
    f"rules:\n{RULE}  - id: broken\n",
    "rules: [\n",
)
CONFIG = (
    "rules: [rules.yml]\n",
    "rules: [rules.yml]\nvariables: {name: of-config}\nwaivers:\n  - {rule: named, path: 'one/**', reason: known}\n",
    "rules: [rules.yml]\nexclude_paths: ['other/**']\n",
    "rules: [rules.yml]\nenvironments:\n  dev: {variables: {name: dev}}\n  prod: {variables: {name: prod}, parameters: {least: 5}}\n",
    "rules: [rules.yml]\noverrides:\n  - {path: 'one/*.tf', exclude: [versioned]}\n  - {path: 'two/*.tf', parameters: {least: 9}}\n",
    "packs: [terraform-hygiene]\n",
    "rules: [rules.yml]\nassume: {aws_sqs_queue.arn: known}\nsuppressions: {require_reason: true}\nnonsense: 1\n",
    "rules: [rules.yml\n",
)
VALUES = (
    'name = "of-file"\n',
    'name = "x"\nnumber = 3\n',
    'name = "correct-horse-battery"\n',
    "name = [1\n",
    "number = 0\n",
)
IGNORED = ("other/\n", "*.auto.tfvars\nmore.tf\n", "")
FILES: dict[str, tuple[str, ...]] = {
    "one/main.tf": MAIN,
    "one/more.tf": MORE,
    "one/override.tf": ('resource "aws_s3_bucket" "data" {\n  bucket = "overridden"\n}\n',),
    "one/terraform.tfvars": VALUES,
    "one/x.auto.tfvars": VALUES,
    "one/policy.json": ('{"Statement": []}', "plain"),
    "two/main.tf": MAIN,
    "two/more.tf": MORE,
    "two/a.auto.tfvars.json": ('{"name": "of-json"}', "{"),
    "other/main.tf": MAIN,
    "modules/queue/main.tf": QUEUE,
    "modules/queue/more.tf": ('locals { name = "${var.name}" }\n', BROKEN),
    "modules/queue/inner/main.tf": ('resource "aws_s3_bucket" "inner" {}\n', ""),
    "rules.yml": RULES,
    "riveter.yml": CONFIG,
    ".gitignore": IGNORED,
    "other/.gitignore": IGNORED,
    "new/deep/main.tf": MAIN,
    "README.md": ("text", "more text"),
}  # fmt: skip
FOLDERS = ("one", "other", "modules/queue", "modules", "new", "modules/queue/inner")


class Workspace:
    """A repository on the disk, the texts that an editor holds, and what a session has to be told."""

    def __init__(self, top: Path, seed: int) -> None:
        self.top = top
        self.random = random.Random(seed)
        self.held: dict[Path, str] = {}
        (top / ".git").mkdir(parents=True)
        (top / ".git" / "objects").mkdir()
        for name in ("one/main.tf", "two/main.tf", "modules/queue/main.tf", "rules.yml", "riveter.yml"):
            self.write(name, FILES[name][0])

    def write(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        path.write_text(text)
        return path

    def change(self) -> tuple[str, list[tuple[Path, str | None]], list[Path]]:
        """Make a change: what it is, the calls of `update`, and those of `close`."""
        name = self.random.choice([*FILES])
        path = self.top / name
        text = self.random.choice(FILES[name])
        kind = self.random.choice(
            ("write", "write", "write", "hold", "hold", "type", "close", "remove", "remove", "folder", "link")
        )
        if kind == "write":
            return f"write {name}", [(self.write(name, text), None)], []
        if kind == "type" and path.is_file():
            text = path.read_text()
            at = self.random.randrange(len(text) + 1)
            text = (
                text[:at] + self.random.choice(('"', "}", "# x\n", "x", "\n")) + text[at + self.random.randrange(3) :]
            )
            return f"type in {name}", [(self.write(name, text), None)], []
        if kind == "hold" and path.parent.is_dir() and not path.is_symlink():
            self.held[path] = text
            return f"hold {name}", [(path, text)], []
        if kind == "close" and self.held:
            path = self.random.choice([*self.held])
            del self.held[path]
            return f"close {path.name}", [], [path]
        if kind == "link" and not path.exists() and path.parent.is_dir() and path not in self.held:
            path.unlink(missing_ok=True)
            path.symlink_to(self.random.choice(("main.tf", "../two/main.tf", "/etc/hostname", "nowhere")))
            return f"link {name}", [(path, None)], []
        if kind == "folder":
            folder = self.top / self.random.choice(FOLDERS)
            closed = [each for each in self.held if folder in each.parents]
            for each in closed:
                del self.held[each]
            shutil.rmtree(folder, ignore_errors=True)
            return f"remove {folder.name}", [(folder, None)], closed
        path.unlink(missing_ok=True)
        return f"remove {name}", [(path, None)], []
