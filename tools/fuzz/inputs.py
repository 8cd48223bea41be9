"""Random damage to every kind of input, each through one report: no crash, no hang, nothing raw, no secret, and reports that parse.

python tools/fuzz/inputs.py                          # 2,000 inputs, about half a minute
python tools/fuzz/inputs.py --count 100000 --first 5 --jobs 2

Input number N is always the same: `--first N --count 1 --show` makes it again.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from riveter.cli.app import run
from riveter.reporters.formats import FORMATS

SECRET = "hunter2-is-long-enough"
SLOW = 20.0
"""Seconds; an input that takes longer is a fault. A busy machine must not be one."""

SOURCE = """
variable "name" {
  type    = string
  default = "x"
}
variable "token" {
  sensitive = true
  default   = "hunter2-is-long-enough"
}
locals {
  all  = { for k in ["a", "b"] : k => upper(k) if k != var.name }
  text = "pre-${var.name}-%{ if true }yes%{ else }no%{ endif }"
}
resource "aws_s3_bucket" "b" {
  for_each = local.all
  bucket   = "${each.key}-${var.name}"
  tags     = merge({ Name = each.value }, { Owner = try(local.missing, "me") })
}
resource "aws_security_group" "g" {
  name = format("%s-%d", local.text, length(local.all))
  dynamic "ingress" {
    for_each = toset(["0.0.0.0/0"])
    content {
      from_port   = 22
      to_port     = 22
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "${aws_s3_bucket.b["a"].arn}/*" }]
  })
}
resource "aws_db_instance" "d" {
  password  = var.token
  user_data = <<-EOT
    export A=${var.name}
  EOT
}
"""

JSON_SOURCE = json.dumps(
    {
        "variable": {"v": {"default": "${1 + 2}"}},
        "resource": {
            "aws_kms_key": {"k": [{"enable_key_rotation": "${var.v == 3}", "tags": {"a": "b"}}]},
            "aws_s3_bucket": {"b": {"bucket": "x", "lifecycle": {"ignore_changes": ["tags"]}}},
        },
    },
    indent=1,
)

RULES = r"""
metadata: {name: fuzz, version: 1.0.0}
parameters:
  days: {type: number, default: 30}
rules:
  - id: rotates
    name: "Keys rotate"
    resource_type: [aws_kms_key, "aws_s3_*"]
    severity: high
    filters: [{key: tags, operator: exists}]
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true, message: "{address} is {actual}"}
      - any:
          - {key: "tags[\"a\"]", operator: matches, value: "^[a-z]{1,3}$"}
          - not: [{key: bucket, operator: in, value: ["x", "y"]}]
  - id: closed
    name: "Nothing is open"
    resource_type: aws_security_group
    assertions:
      - each: ingress
        where: [{key: protocol, operator: equals, value: tcp}]
        assertions: [{key: cidr_blocks, operator: not_contains, value: "0.0.0.0/0"}]
  - id: narrow
    name: "Policies are narrow"
    resource_type: aws_iam_policy
    assertions:
      - {key: policy, operator: policy_not_allows, value: {actions: ["s3:*"], resources: ["*"]}}
      - related: {resource_type: aws_s3_bucket, direction: any}
        quantifier: any
        assertions: [{key: bucket, operator: length_greater_than, value: "{param.days}"}]
  - {name: secret, resource_type: "*", assertions: [{key: "**.user_data", operator: not_looks_like_secret}]}
"""

CONFIG = """
rules: [rules.yml]
severity: low
fail_on: high
parameters: {days: 3}
environments:
  - {name: dev, variables: {name: dev}}
  - {name: prod, variables: {name: prod}, workspace: prod}
overrides:
  - {path: "*.tf", exclude: [closed]}
waivers:
  - {rules: [rotates], addresses: ["aws_kms_key.*"], reason: "known", until: 2099-01-01}
assume: {data.aws_region.name: eu-west-1}
"""

CASES = """
cases:
  - rule: rotates
    name: a key that rotates
    terraform: |
      resource "aws_kms_key" "k" {
        enable_key_rotation = true
        tags                = { a = "b" }
      }
    expect: pass
  - rule: closed
    name: an open group
    terraform: |
      resource "aws_security_group" "g" {
        ingress {
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    expect: {fail: [aws_security_group.g]}
"""

PLAN = json.dumps(
    {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": []}},
        "resource_changes": [
            {
                "address": f"aws_kms_key.k[{i}]",
                "mode": "managed",
                "type": "aws_kms_key",
                "name": "k",
                "index": i,
                "provider_name": "registry.terraform.io/hashicorp/aws",
                "change": {
                    "actions": ["create"],
                    "before": None,
                    "after": {"enable_key_rotation": bool(i), "tags": {"a": SECRET}},
                    "after_unknown": {"arn": True, "policy": True},
                    "before_sensitive": False,
                    "after_sensitive": {"tags": {"a": True}},
                },
            }
            for i in range(2)
        ],
        "configuration": {
            "root_module": {
                "resources": [
                    {
                        "address": "aws_kms_key.k",
                        "mode": "managed",
                        "type": "aws_kms_key",
                        "name": "k",
                        "expressions": {"enable_key_rotation": {"references": ["count.index"]}},
                        "count_expression": {"constant_value": 2},
                    }
                ]
            }
        },
    }
)

STATE = json.dumps(
    {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": 3,
        "lineage": "0b0b",
        "outputs": {},
        "resources": [
            {
                "mode": "managed",
                "type": "aws_s3_bucket",
                "name": "b",
                "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
                "instances": [{"schema_version": 0, "attributes": {"bucket": "x", "tags": {"a": "b"}}}],
            }
        ],
    }
)

BASELINE = json.dumps(
    {
        "riveter_baseline": 1,
        "findings": [{"rule_id": "rotates", "address": "aws_s3_bucket.b", "fingerprint": "0" * 32, "count": 1}],
    },
    indent=1,
)

VALUES = 'name = "other"\nlist = [1, 2, { a = null }]\n'

WORDS = [
    "${", "}", "%{ if ", "%{ for x in y }", '"', "<<-EOT\n", "\\u{110000}", "null", "for", "...", "[*]", ".*.",
    "[0]", "()", "=>", "?", ":",
    "*", "\x00", "\x1b[31m", "\u202e", "\ud7ff", "\ufeff", "9" * 400, "1e999", "-0", "{{", "&a", "*a", "<<: *a",
    "!!python/object:os.system ",
    "__proto__", "true", "~", "@", "each.key", "module.x", "data.x.y.z", "var.", "local.all", "{param.days}", "(?i)(a+)+$", "[[[[", "]]]]",
    "- - - ", "? ", "| \n", "> \n", "\r\n", "\t", "\n\n", "// ", "#", "/*", "*/", "version: 1", "..", "/etc/passwd", "~/x", "1:2:3", "0x1F",
]  # fmt: skip

CORPUS = (SOURCE, JSON_SOURCE, RULES, CONFIG, CASES, PLAN, STATE, BASELINE, VALUES)


def damaged(text: str, chance: random.Random) -> str:
    """Return the text with one to six random changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 2, 5, 20, 80)))
        kind = chance.randrange(8)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:start] + chance.choice(WORDS) + text[start:]
        elif kind == 2:
            text = text[:start] + text[start:end] * chance.choice((2, 3, 30)) + text[end:]
        elif kind == 3:
            text = (
                text[:start]
                + chr(chance.choice((0, 9, 10, 34, 36, 39, 123, 125, 92, 127, 0x85, 0x2028, 0xFFFF, 0x1F600)))
                + text[end:]
            )
        elif kind == 4:
            other = chance.choice(CORPUS)
            at = chance.randrange(len(other))
            text = text[:start] + other[at : at + chance.choice((5, 40, 200))] + text[end:]
        elif kind == 5:
            names = re.findall(r"[A-Za-z_]\w+", text)
            if names:
                text = text.replace(chance.choice(names), chance.choice((*names, *WORDS)), chance.choice((1, -1)))
        elif kind == 6:
            numbers = list(re.finditer(r"\d+", text))
            if numbers:
                found = chance.choice(numbers)
                number = str(chance.choice((0, -1, 1, 2**31, 2**64, 10**40)))
                text = text[: found.start()] + number + text[found.end() :]
        else:
            lines = text.split("\n")
            one, other_line = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other_line] = lines[other_line], lines[one]
            text = "\n".join(lines)
    return text


Files = dict[str, str]
Kind = Callable[[random.Random, str], tuple[Files, list[str]]]


def _source(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"main.tf": damaged(SOURCE, chance)}, ["scan", "-r", "rules.yml", "-f", report, "."]


def _json_source(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"main.tf.json": damaged(JSON_SOURCE, chance)}, ["scan", "-r", "rules.yml", "-f", report, "."]


def _rules(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    command = ["lint", "more.yml"] if chance.random() < 0.2 else ["scan", "-r", "more.yml", "-f", report, "."]
    return {"main.tf": SOURCE, "more.yml": damaged(RULES, chance)}, command


def _config(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"main.tf": SOURCE, "riveter.yml": damaged(CONFIG, chance)}, ["scan", "-f", report, "."]


def _baseline(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    known = damaged(BASELINE, chance)
    return {"main.tf": SOURCE, "known.json": known}, [
        "scan",
        "-r",
        "rules.yml",
        "--baseline",
        "known.json",
        "-f",
        report,
        ".",
    ]


def _cases(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"rules.cases.yml": damaged(CASES, chance)}, ["test", "--jobs", "1", "rules.yml"]


def _plan(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"plan.json": damaged(PLAN, chance)}, ["scan", "-r", "rules.yml", "-f", report, "plan.json"]


def _state(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"state.json": damaged(STATE, chance)}, ["scan", "-r", "rules.yml", "-f", report, "state.json"]


def _values(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    files = {"main.tf": SOURCE, "terraform.tfvars": damaged(VALUES, chance)}
    return files, ["scan", "-r", "rules.yml", "-f", report, "."]


def _shown(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    command = chance.choice(
        (["show", "--format", "json", "."], ["show", "."], ["eval", damaged("local.all", chance), "-t", "."])
    )
    return {"main.tf": damaged(SOURCE, chance)}, command


def _explained(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    return {"main.tf": damaged(SOURCE, chance)}, [
        "explain",
        "closed",
        "aws_security_group.g",
        "-r",
        "rules.yml",
        "-t",
        ".",
    ]


def _tree(chance: random.Random, report: str) -> tuple[Files, list[str]]:
    files = {"main.tf": damaged(SOURCE, chance), "m/main.tf": damaged(SOURCE, chance), ".base": damaged(SOURCE, chance)}
    return files, ["scan", "-r", "rules.yml", "--diff", "HEAD", "-f", report, "."]


KINDS: dict[str, tuple[Kind, int]] = {
    "source": (_source, 300), "json": (_json_source, 120), "rules": (_rules, 180), "config": (_config, 80),
    "baseline": (_baseline, 60),
    "cases": (_cases, 40), "plan": (_plan, 90), "state": (_state, 60), "values": (_values, 40),
    "show": (_shown, 20), "explain": (_explained, 8),
    "tree": (_tree, 2),
}  # fmt: skip
"""Kinds of input, and how many in a thousand are of each."""


def problems(number: int, folder: Path) -> Iterator[str]:
    """Make input `number` in an empty folder, run it, and say what is wrong."""
    chance = random.Random(number)
    kind = chance.choices(list(KINDS), [weight for _, weight in KINDS.values()])[0]
    report = list(FORMATS)[number % len(FORMATS)]
    files, command = KINDS[kind][0](chance, report)
    if ".base" in files:
        _commit(folder, files.pop(".base"))
    for name, text in {"rules.yml": RULES, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    if command[0] == "scan":
        command[1:1] = ["--no-cache", "--jobs", "1"]
    started = time.perf_counter()
    code, out, err = _run(command)
    took = time.perf_counter() - started
    what = f"{number} ({kind}, {report if command[0] == 'scan' else command[0]})"
    if code not in (0, 1, 2):
        yield f"{what}: exit code {code}"
    if "internal error" in err or "Traceback" in err:
        yield f"{what}: {' '.join(err.split())[-300:]}"
    if took > SLOW:
        yield f"{what}: took {took:.0f} s"
    raw = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err)
    if raw is not None:
        yield f"{what}: prints {raw[0]!r}"
    if command[0] != "lint" and SECRET in out + err and not _written_elsewhere(files):
        yield f"{what}: prints the secret"
    if command[0] == "scan" and code != 2:
        try:
            _parse(report, out)
        except Exception as error:
            yield f"{what}: the report can't be read: {error!r}"


def _written_elsewhere(files: Files) -> bool:
    """Whether the damage took the secret out of what makes it one."""
    text = files.get("main.tf") or files.get("plan.json") or ""
    return (
        (SOURCE[:260] not in text) if "main.tf" in files else ('"after_sensitive": {"tags": {"a": true}}' not in text)
    )


def _run(command: list[str]) -> tuple[int, str, str]:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(command)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        out.flush()
        err.flush()
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return code, texts[0], texts[1]


def _parse(report: str, text: str) -> None:
    if report in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif report == "jsonl":
        for line in text.splitlines():
            json.loads(line)
    elif report == "junit":
        ET.fromstring(text)
    elif report == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    elif report == "tap":
        assert text.startswith("TAP version 13\n1..")


def _commit(folder: Path, text: str) -> None:
    (folder / "main.tf").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "base"]):
        subprocess.run(["git", *words], cwd=folder, check=True, env=environment)


def examine(first: int, count: int) -> list[str]:
    """Return what is wrong with some inputs; each has a folder of its own, which becomes the working directory."""
    found: list[str] = []
    here = Path.cwd()
    shared = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, where there is such a folder
    top = Path(tempfile.mkdtemp(prefix="riveter-fuzz-", dir=shared))
    try:
        for number in range(first, first + count):
            folder = top / "work"
            folder.mkdir()
            os.chdir(folder)
            try:
                found.extend(problems(number, folder))
            finally:
                os.chdir(top)
                shutil.rmtree(folder)
    finally:
        os.chdir(here)
        shutil.rmtree(top, ignore_errors=True)
    return found


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Damage every kind of input, and look at what riveter says.")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    started = time.perf_counter()
    ends = given.first + given.count
    blocks = [(start, min(500, ends - start)) for start in range(given.first, ends, 500)]
    wrong = 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for (start, _), found in zip(blocks, pool.map(examine, *zip(*blocks, strict=True)), strict=True):
            wrong += len(found)
            for problem in found:
                sys.stdout.write(f"{problem}\n")
            if start % 10_000 == given.first % 10_000:
                sys.stdout.write(f"… {start:,}\n")
            sys.stdout.flush()
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{wrong} of {given.count:,} inputs from number {given.first:,} show a fault ({seconds:.0f} s)\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
