"""How long a `Session` takes to answer after a change of one file, and whether its memory grows.

    python benchmarks/session.py                 # root modules of 100 and 2,000 resources, then 10,000 edits
    python benchmarks/session.py --edits 500     # fewer edits

A root module is generated: ten files or more of different AWS resources, most of which refer to others in their file, and to locals and
variables of a file for all. One file is changed in an editor: an attribute, a comment, half a block that is not closed yet, a new block, a
local that a tenth of the resources refer to. Each change is answered by the session (processor time, median), and by a scan in the same
process, with everything warm. Both answers are compared.

The memory is that of all Python objects (tracemalloc) while a small workspace of two root modules and a module that both call is changed
over and over again, in each of these ways. Some caches fill, and are emptied when they are full: so the most that is taken in the
second half of the edits is compared with the most in the first half. It may be a tenth more.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from riveter.api import ScanOptions, ScanResult, Session, Targets, scan

PACKS = ("aws-security", "terraform-hygiene")
LIMITS = {100: 0.040, 2_000: 0.150}
"""The processor time that a change of one file may take, in seconds, by the number of resources."""

GROUP = """\
resource "aws_kms_key" "k{n}" {{
  enable_key_rotation = true
  tags                = local.tags
}}
resource "aws_s3_bucket" "b{n}" {{
  bucket = "${{local.name}}-{n}"
  tags   = merge(local.tags, {{ Number = "{n}" }})
}}
resource "aws_s3_bucket_versioning" "b{n}" {{
  bucket = aws_s3_bucket.b{n}.id
  versioning_configuration {{
    status = "Enabled"
  }}
}}
resource "aws_s3_bucket_public_access_block" "b{n}" {{
  bucket                  = aws_s3_bucket.b{n}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}}
resource "aws_sqs_queue" "q{n}" {{
  name              = "queue-{n}"
  kms_master_key_id = aws_kms_key.k{n}.arn
}}
resource "aws_security_group" "g{n}" {{
  name = "group-{n}"
  ingress {{
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }}
}}
resource "aws_iam_role" "r{n}" {{
  name               = "role-{n}"
  assume_role_policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = local.principal }}] }})
}}
resource "aws_iam_role_policy" "r{n}" {{
  role   = aws_iam_role.r{n}.id
  policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "s3:GetObject", Resource = "${{aws_s3_bucket.b{n}.arn}}/*" }}] }})
}}
resource "aws_instance" "i{n}" {{
  ami                    = "ami-12345678"
  instance_type          = local.size
  vpc_security_group_ids = [aws_security_group.g{n}.id]
}}
resource "aws_db_instance" "d{n}" {{
  identifier        = "database-{n}"
  storage_encrypted = true
  kms_key_id        = aws_kms_key.k{n}.arn
}}
"""
RULES = """\
- id: versioned
  name: Buckets have versions
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_versioning, via: bucket}
      quantifier: any
      assertions: [{key: versioning_configuration.status, operator: equals, value: Enabled}]
- id: encrypted
  name: Databases are encrypted
  resource_type: aws_db_instance
  assertions: [{key: storage_encrypted, operator: is_true}]
- id: closed
  name: Security groups are closed
  resource_type: aws_security_group
  assertions: [{key: ingress.*.cidr_blocks.*, operator: not_equals, value: 0.0.0.0/0}]
"""
COMMON = """\
variable "cidr" {
  default = "10.0.0.0/8"
}
locals {
  name = "benchmark"
  tags = { Team = "a" }

  principal = { Service = "ec2.amazonaws.com" }
}
locals {
  size = "t3.micro"
}
"""
CALL = """\
module "queue" {
  source = "../queue"
  name   = "queue"
}
"""
QUEUE = """\
variable "name" {}
resource "aws_sqs_queue" "q" {
  name = var.name
}
"""


def generate(folder: Path, resources: int) -> list[Path]:
    """Write a root module, and return its files: that with what is common last."""
    groups = resources // 10
    each = max(1, groups // 20)
    files = []
    for start in range(0, groups, each):
        path = folder / f"part{start:04}.tf"
        path.write_text("".join(GROUP.format(n=n) for n in range(start, min(start + each, groups))))
        files.append(path)
    common = folder / "common.tf"
    common.write_text(COMMON)
    return [*files, common]


def edits(files: list[Path]) -> Iterator[tuple[str, Path, str]]:
    """Yield changes: what each is, the file, and its new text. After each of them the file is as it was before."""
    *parts, common = files
    path = parts[len(parts) // 2]
    text = path.read_text()
    middle = text.index('resource "aws_sqs_queue"', len(text) // 3)
    yield "an attribute", path, text.replace("storage_encrypted = true", "storage_encrypted = false", 1)
    yield "a comment", path, text[:middle] + "# why\n" + text[middle:]
    yield "a block", path, text + 'resource "aws_s3_bucket" "new" {\n  bucket = "new"\n}\n'
    yield "half a block", path, text + 'resource "aws_s3_bucket" "new" {\n  bucket = '
    yield "a local", common, common.read_text().replace("t3.micro", "t3.nano")


def same(one: ScanResult, other: ScanResult) -> bool:
    """Whether two results say the same."""
    return [*one.findings] == [*other.findings] and one.diagnostics == other.diagnostics and one.rules == other.rules


def measure(resources: int, repeat: int) -> None:
    """Print what a root module takes, and whether the limit for an attribute holds."""
    fits = True
    with tempfile.TemporaryDirectory() as folder:
        files = generate(Path(folder), resources)
        os.chdir(folder)
        options = ScanOptions(targets=Targets(paths=(".",)), packs=PACKS)
        session = Session(options)
        started = time.process_time()
        found = len(session.result().findings)
        opened = time.process_time() - started
        print(f"{resources:,} resources, {len(files)} files, {found:,} findings; opened in {opened * 1000:.0f} ms")
        for what, path, text in edits(files):
            taken: list[float] = []
            before = path.read_text()
            fresh = 0.0
            for turn in range(repeat * 2):
                session.update(str(path), text if turn % 2 == 0 else before)
                started = time.process_time()
                result = session.result()
                taken.append(time.process_time() - started)
                if turn == 0:
                    path.write_text(text)
                    started = time.process_time()
                    other = scan(options)
                    fresh = time.process_time() - started
                    if not same(result, other):
                        raise SystemExit(f"after {what} the session differs from a scan")
                    path.write_text(before)
            session.close(str(path))
            session.result()
            there, back = statistics.median(taken[::2]), statistics.median(taken[1::2])
            print(
                f"  {what:14} {there * 1000:6.0f} ms, undone {back * 1000:6.0f} ms; a scan {fresh * 1000:6.0f} ms",
                flush=True,
            )
            if what == "an attribute":
                fits = there <= LIMITS.get(resources, there)
        print(f"  at most {LIMITS[resources] * 1000:.0f} ms for an attribute: {'yes' if fits else 'NO'}")
        os.chdir("/")


def memory(number: int) -> bool:
    """Print how the memory develops over many edits. Whether it stays."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        for name, text in {
            "one/main.tf": CALL,
            "two/main.tf": CALL,
            "queue/main.tf": QUEUE,
            "one/common.tf": COMMON,
        }.items():
            (top / name).parent.mkdir(exist_ok=True)
            (top / name).write_text(text)
        (top / "one" / "part.tf").write_text(GROUP.format(n=0))
        os.chdir(folder)
        (top / "rules.yml").write_text(RULES)
        session = Session(ScanOptions(targets=Targets(paths=(".",)), rules=("rules.yml",)))
        session.result()
        files = [top / "one" / "part.tf", top / "one" / "common.tf"]
        changes = [*edits(files), ("the module", top / "queue" / "main.tf", QUEUE + "# more\n")]
        changes.append(("values", top / "one" / "x.auto.tfvars", 'cidr = "0.0.0.0/0"\n'))
        changes.append(
            (
                "a secret",
                top / "two" / "more.tf",
                'variable "p" {\n  sensitive = true\n  default   = "%s-secret-word"\n}\n',
            )
        )
        sizes: list[float] = []
        tracemalloc.start()
        for turn in range(number):
            _, path, text = changes[turn // 2 % len(changes)]
            if turn % 2:
                session.close(str(path))
            else:  # no two texts are the same
                session.update(str(path), text.replace("%s", str(turn)) + f"\n# {turn}\n")
            session.result()
            if turn % max(1, number // 200) == 0:
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0] / 1024)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0] / 1024)
        tracemalloc.stop()
        os.chdir("/")
    early, late = max(sizes[: len(sizes) // 2]), max(sizes[len(sizes) // 2 :])
    flat = late <= early * 1.1
    shown = "flat" if flat else "GROWS"
    print(f"{number:,} edits: at most {early:,.0f} KiB in the first half, {late:,.0f} KiB in the second: {shown}")
    return flat


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--edits", type=int, default=10_000)
    given = parser.parse_args()
    for resources in LIMITS:
        measure(resources, given.repeat if resources < 1_000 else max(1, given.repeat // 2))
    return 0 if memory(given.edits) else 1


if __name__ == "__main__":
    sys.exit(main())
