"""Time and memory of a scan of a monorepo, beside another installed riveter, in one run.

    python benchmarks/monorepo.py [--roots 200] [--modules 40] [--beside RIVETER] [--pack aws-security] [--keep DIRECTORY]

Each root module calls eight of the modules, with arguments of its own. Every measurement is a process of its own; the runs of both are
interleaved, and the medians of the processor time are compared. The report is JSON, without a cache, in one process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from beside import compare

CALLS = 8
"""So many modules are called by each root module."""


def bucket(name: str) -> str:
    """A bucket with what usually belongs to one."""
    return f"""
resource "aws_s3_bucket" "{name}" {{
  bucket = "${{var.prefix}}-${{var.environment}}-{name}"
  tags   = merge(var.tags, {{ Name = "{name}" }})
}}
resource "aws_s3_bucket_versioning" "{name}" {{
  bucket = aws_s3_bucket.{name}.id
  versioning_configuration {{
    status = var.keep ? "Enabled" : "Suspended"
  }}
}}
resource "aws_s3_bucket_server_side_encryption_configuration" "{name}" {{
  bucket = aws_s3_bucket.{name}.id
  rule {{
    apply_server_side_encryption_by_default {{
      sse_algorithm = "AES256"
    }}
  }}
}}
resource "aws_s3_bucket_public_access_block" "{name}" {{
  bucket                  = aws_s3_bucket.{name}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.keep
}}
"""


def service(name: str) -> str:
    """A function with its role and log group."""
    return f"""
resource "aws_iam_role" "{name}" {{
  name               = "${{var.prefix}}-{name}"
  assume_role_policy = data.aws_iam_policy_document.{name}_trust.json
}}
data "aws_iam_policy_document" "{name}_trust" {{
  statement {{
    actions = ["sts:AssumeRole"]
    principals {{
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }}
  }}
}}
resource "aws_iam_role_policy" "{name}" {{
  role = aws_iam_role.{name}.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::${{var.prefix}}-${{var.environment}}/*" }}]
  }})
}}
resource "aws_lambda_function" "{name}" {{
  function_name = "${{var.prefix}}-${{var.environment}}-{name}"
  role          = aws_iam_role.{name}.arn
  runtime       = "python3.12"
  handler       = "main.handler"
  filename      = "main.zip"
  environment {{
    variables = {{ ENVIRONMENT = var.environment }}
  }}
}}
resource "aws_cloudwatch_log_group" "{name}" {{
  name              = "/aws/lambda/${{aws_lambda_function.{name}.function_name}}"
  retention_in_days = var.keep ? 365 : 7
}}
"""


def network(name: str) -> str:
    """A network with a security group."""
    return f"""
resource "aws_vpc" "{name}" {{
  cidr_block = var.cidr
  tags       = var.tags
}}
resource "aws_subnet" "{name}" {{
  count      = 2
  vpc_id     = aws_vpc.{name}.id
  cidr_block = cidrsubnet(var.cidr, 4, count.index)
}}
resource "aws_security_group" "{name}" {{
  name   = "${{var.prefix}}-{name}"
  vpc_id = aws_vpc.{name}.id
  dynamic "ingress" {{
    for_each = var.ports
    content {{
      description = "port ${{ingress.value}}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [var.open ? "0.0.0.0/0" : var.cidr]
    }}
  }}
}}
"""


def database(name: str) -> str:
    """A database with its key."""
    return f"""
resource "aws_kms_key" "{name}" {{
  description         = "for ${{var.prefix}}"
  enable_key_rotation = var.keep
}}
resource "aws_db_instance" "{name}" {{
  identifier                  = "${{var.prefix}}-${{var.environment}}-{name}"
  engine                      = "postgres"
  instance_class              = "db.m6g.large"
  allocated_storage           = 100
  username                    = "admin"
  manage_master_user_password = true
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.{name}.arn
  publicly_accessible         = var.open
  backup_retention_period     = var.keep ? 14 : 0
  skip_final_snapshot         = true
  tags                        = var.tags
}}
resource "aws_sns_topic" "{name}" {{
  name              = "${{var.prefix}}-{name}"
  kms_master_key_id = aws_kms_key.{name}.id
}}
resource "aws_sqs_queue" "{name}" {{
  name                    = "${{var.prefix}}-{name}"
  sqs_managed_sse_enabled = true
}}
"""


KINDS: tuple[Callable[[str], str], ...] = (bucket, service, network, database)

VARIABLES = """
variable "prefix" { type = string }
variable "environment" { type = string }
variable "tags" { type = map(string) }
variable "keep" {
  type    = bool
  default = true
}
variable "open" {
  type    = bool
  default = false
}
variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}
variable "ports" {
  type    = list(number)
  default = [443, 8443]
}
"""


def write(top: Path, roots: int, modules: int) -> None:
    """Write a monorepo."""
    for number in range(modules):
        folder = top / "modules" / f"m{number}"
        folder.mkdir(parents=True)
        (folder / "main.tf").write_text(KINDS[number % len(KINDS)](f"r{number}"))
        (folder / "variables.tf").write_text(VARIABLES)
    for number in range(roots):
        folder = top / "live" / f"root{number:04}"
        folder.mkdir(parents=True)
        calls = "".join(_call(number, turn, modules) for turn in range(CALLS))
        (folder / "main.tf").write_text(f'provider "aws" {{\n  region = "eu-central-1"\n}}\n{calls}')
        (folder / "variables.tf").write_text('variable "environment" {\n  type = string\n}\n')
        name = ("dev", "stage", "prod")[number % 3]
        (folder / "terraform.tfvars").write_text(f'environment = "{name}"\n')


def _call(root: int, turn: int, modules: int) -> str:
    module = (root * 3 + turn * 5) % modules
    kept = "" if (root + turn) % 10 else "  keep = false\n"
    opened = "" if (root + turn) % 25 else "  open = true\n"
    return (
        f'module "part{turn}" {{\n  source      = "../../modules/m{module}"\n  prefix      = "team{root}-{turn}"\n'
        f'  environment = var.environment\n  tags        = {{ Team = "team{root}" }}\n{kept}{opened}'
        f'  cidr        = "10.{root % 250}.0.0/16"\n}}\n'
    )


def main() -> int:
    """Generate, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--roots", type=int, default=200)
    parser.add_argument("--modules", type=int, default=40)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--pack", default="aws-security")
    parser.add_argument("--beside", type=Path, help="another installed riveter")
    parser.add_argument("--riveter", type=Path, default=Path(sys.executable).parent / "riveter", help="this riveter")
    parser.add_argument("--keep", type=Path, help="write the monorepo to this directory and keep it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = given.keep or Path(folder, "monorepo")
        if not top.exists():
            write(top, given.roots, given.modules)
        print(f"{given.roots} root modules, {given.modules} modules, {given.pack}")
        compare([top], [given.riveter, *([given.beside] if given.beside else [])], given.pack, given.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
