"""Whether the time and the memory for a resource stay the same, however many there are.

    python benchmarks/scaling.py                     # all shapes, 100 to 20,000 resources
    python benchmarks/scaling.py modules 100 1000    # one shape, these sizes

Every size is generated and loaded in a process of its own. Beside the time of loading there is that of asking every resource for its
references, which rules that relate resources do, and that of the whole of ``riveter scan -f json`` with a rule pack, in another
process (without the time of its start). The ratio compares the time of a scan per resource with that in the smallest size.
"""

from __future__ import annotations

import json
import resource as process
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES = (100, 1_000, 5_000, 20_000)
PACK = "aws-security"


def flat(count: int) -> dict[str, str]:
    """Resources written one by one, in files of a hundred, each referring to the one before."""
    files: dict[str, str] = {}
    for start in range(0, count, 100):
        files[f"part{start}.tf"] = "".join(_bucket(number) for number in range(start, min(start + 100, count)))
    return files


def _bucket(number: int) -> str:
    other = f"aws_s3_bucket.b{number - 1}.arn" if number else '"none"'
    return (
        f'resource "aws_s3_bucket" "b{number}" {{\n  bucket = "bucket-${{local.name}}-{number}"\n'
        f"  tags = merge(local.tags, {{ Previous = {other} }})\n}}\n"
    ) + ('locals {\n  name = "n"\n  tags = { Team = "a" }\n}\n' if number == 0 else "")


def _numbers(count: int) -> str:
    """An expression for the numbers below `count`: Terraform's `range` makes no more than 1,024 of them."""
    return (
        f"flatten([for a in range({-(-count // 100)}) : [for b in range(100) : a * 100 + b if a * 100 + b < {count}]])"
    )


def for_each(count: int) -> dict[str, str]:
    """Two resources with `for_each` over one map, the second over the first."""
    half = count // 2
    return {
        "main.tf": f"""
locals {{
  names = {{ for n in {_numbers(half)} : "key-${{n}}" => {{ name = "bucket-${{n}}", days = n }} }}
}}
resource "aws_s3_bucket" "b" {{
  for_each = local.names
  bucket   = each.value.name
  tags     = {{ Days = each.value.days }}
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  for_each            = aws_s3_bucket.b
  bucket              = each.value.id
  block_public_acls   = true
  block_public_policy = contains(keys(local.tags), each.key)
}}
locals {{
  tags = {{ a = 1 }}
}}
"""
    }


def count_index(count: int) -> dict[str, str]:
    """Two resources with `count`; the second refers to the first by index."""
    half = count // 2
    return {
        "main.tf": f"""
resource "aws_s3_bucket" "b" {{
  count  = {half}
  bucket = "bucket-${{count.index}}"
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  count             = length(aws_s3_bucket.b)
  bucket            = aws_s3_bucket.b[count.index].id
  block_public_acls = true
}}
"""
    }


def expanded(count: int) -> dict[str, str]:
    """One resource whose ``for_each`` is itself a long expression: it is evaluated once, not for each of the instances."""
    return {
        "main.tf": f"""
resource "aws_s3_bucket" "b" {{
  for_each = {{ for n in {_numbers(count)} : "key-${{n}}" => {{ name = "bucket-${{n}}", tags = {{ Number = n }} }} }}
  bucket   = each.value.name
  tags     = merge({{ Key = each.key }}, each.value.tags)
}}
"""
    }


def chain(count: int) -> dict[str, str]:
    """Each resource takes an argument from the one before, and through a local: the deepest chain there can be."""
    files: dict[str, str] = {}
    for start in range(0, count, 100):
        files[f"part{start}.tf"] = "".join(
            f'resource "aws_sqs_queue" "q{number}" {{\n  max_message_size = {_previous(number)}\n}}\n'
            f"locals {{\n  size{number} = aws_sqs_queue.q{number}.max_message_size\n}}\n"
            for number in range(start, min(start + 100, count))
        )
    return files


def _previous(number: int) -> str:
    return f"local.size{number - 1}" if number else "2048"


def siblings(count: int) -> dict[str, str]:
    """All resources but one refer to that one."""
    files = {"key.tf": 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n'}
    for start in range(1, count, 100):
        files[f"part{start}.tf"] = "".join(
            f'resource "aws_sns_topic" "t{number}" {{\n  name = "topic-{number}"\n'
            "  kms_master_key_id = aws_kms_key.k.arn\n}\n"
            for number in range(start, min(start + 100, count))
        )
    return files


def dynamic(count: int) -> dict[str, str]:
    """Resources with dynamic blocks in dynamic blocks, four inner ones each."""
    return {
        "main.tf": f"""
variable "rules" {{
  default = {{ a = [1, 2], b = [3, 4] }}
}}
resource "aws_s3_bucket_lifecycle_configuration" "l" {{
  count  = {count}
  bucket = "bucket-${{count.index}}"
  dynamic "rule" {{
    for_each = var.rules
    content {{
      id     = "${{rule.key}}-${{count.index}}"
      status = "Enabled"
      dynamic "transition" {{
        for_each = rule.value
        iterator = step
        content {{
          days          = step.value * 30
          storage_class = "GLACIER"
        }}
      }}
    }}
  }}
}}
"""
    }


def modules(count: int) -> dict[str, str]:
    """Module calls with four resources each, half of them by `for_each`."""
    calls = count // 8
    text = f"""
module "each" {{
  source   = "./bucket"
  for_each = {{ for n in {_numbers(calls)} : "k${{n}}" => "bucket-${{n}}" }}
  name     = each.value
}}
"""
    text += "".join(f'module "m{n}" {{\n  source = "./bucket"\n  name = "m-{n}"\n}}\n' for n in range(calls))
    return {
        "main.tf": text,
        "bucket/main.tf": """
variable "name" { type = string }
variable "tags" {
  type    = map(string)
  default = {}
}
locals { tags = merge(var.tags, { Name = var.name }) }
resource "aws_s3_bucket" "b" {
  bucket = var.name
  tags   = local.tags
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket            = aws_s3_bucket.b.id
  block_public_acls = true
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.bucket
  policy = jsonencode({ Statement = [{ Effect = "Deny", Resource = "${aws_s3_bucket.b.arn}/*" }] })
}
output "arn" { value = aws_s3_bucket.b.arn }
""",
    }


def trees(count: int) -> dict[str, str]:
    """Root modules of ten resources each, below one directory."""
    files: dict[str, str] = {}
    for number in range(count // 10):
        for name, text in flat(10).items():
            files[f"stack{number}/{name}"] = text
    return files


SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "flat": flat,
    "for_each": for_each,
    "count": count_index,
    "expanded": expanded,
    "chain": chain,
    "siblings": siblings,
    "dynamic": dynamic,
    "modules": modules,
    "trees": trees,
}


def measure(directory: str) -> dict[str, float]:
    """Load, ask for references; seconds of the processor, and the most memory that was in use (in KiB)."""
    from riveter import provider_schema
    from riveter.terraform.project import LoadOptions, load

    started = time.process_time()
    project = load([directory], LoadOptions(schemas=provider_schema))
    loaded = time.process_time()
    found = [item for item in project.resources if item.type.startswith("aws_")]
    edges = sum(len(item.references) for item in found)
    referred = time.process_time()
    if any(item.severity != "note" for item in project.diagnostics):
        raise SystemExit(f"unexpected: {project.diagnostics[:3]}")
    return {
        "resources": len(found),
        "edges": edges,
        "load": loaded - started,
        "references": referred - loaded,
        "memory": process.getrusage(process.RUSAGE_SELF).ru_maxrss,
    }


def main(arguments: list[str]) -> int:
    """Run the command."""
    if arguments[:1] == ["--measure"]:
        sys.stdout.write(json.dumps(measure(arguments[1])))
        return 0
    shapes = [name for name in SHAPES if name in arguments] or list(SHAPES)
    sizes = [int(text) for text in arguments if text.isdigit()] or list(SIZES)
    sys.stdout.write(f"{'shape':10}{'resources':>10}{'load':>12}{'references':>14}{'scan':>12}{'memory':>14}\n")
    start = _empty_scan()
    for shape in shapes:
        first = 0.0
        for size in sizes:
            row = _in_a_process(SHAPES[shape](size))
            count = row["resources"]
            each = (row["scan"] - start) / count
            first = first or each
            sys.stdout.write(
                f"{shape:10}{count:10}{row['load'] / count * 1e6:9.0f} µs{row['references'] / count * 1e6:11.0f} µs"
                f"{each * 1e6:9.0f} µs{row['memory'] / count:10.1f} KiB"
                f"   ({row['load']:.1f} s, {row['scan']:.1f} s, {row['memory'] / 1024:.0f} MiB, ratio {each / first:.2f})\n"
            )
            sys.stdout.flush()
    return 0


def _scan(directory: str) -> float:
    """The seconds (of the processor) that a scan takes."""
    command = [sys.executable, "-m", "riveter", "scan", "-p", PACK, "-f", "json", "--no-cache", "-t", directory]
    before = process.getrusage(process.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    after = process.getrusage(process.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _empty_scan() -> float:
    """The seconds that starting Python and reading the rules take."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "main.tf").write_text("locals {\n  a = 1\n}\n")
        return min(_scan(directory) for _ in range(3))


def _in_a_process(files: dict[str, str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as directory:
        for name, text in files.items():
            path = Path(directory, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        done = subprocess.run(
            [sys.executable, __file__, "--measure", directory], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        measured: dict[str, float] = json.loads(done.stdout)
        measured["scan"] = _scan(directory)
    return measured


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
