"""The texts of the files that `riveter packs new` writes: a repository for a team's own pack."""

from __future__ import annotations

import os
import re
import shlex

from riveter.scaffold.files import CHECKOUT, UNKNOWN_SOURCE, VARIABLE, PlannedFile

_PACK = """\
# The pack: what other repositories name. `riveter.yml` there has
#   packs:
#     - {{git: https://example.com/{name}.git, ref: v1.0.0}}
metadata:
  name: {name}
  version: 1.0.0
  description: The rules that our teams agreed on

include:
  - {{file: rules/buckets.yml}}
  # - {{file: aws/kms.yml, rules: [kms-key-*], severity: high}} # of a bundled file
"""
_RULES = """\
metadata:
  name: {name}-buckets
  description: The rules of this pack for S3 buckets.

rules:
  - id: buckets-have-owners
    name: Buckets must name the team that owns them
    resource_type: aws_s3_bucket
    severity: low
    assertions:
      - {{key: tags_all.Owner, operator: is_not_empty}}
    message: Nobody knows whom to ask about the data in `{{name}}`.
    remediation: |
      ```hcl
      resource "aws_s3_bucket" "example" {{
        tags = {{ Owner = "data-platform" }}
      }}
      ```
"""
_CASES = """\
# `riveter test .` runs these.
cases:
  - rule: buckets-have-owners
    name: an owner in the tags of the bucket, or of the provider
    terraform: |
      resource "aws_s3_bucket" "owned" {
        tags = { Owner = "data-platform" }
      }
    expect: pass

  - rule: buckets-have-owners
    name: no tags, or an empty owner
    terraform: |
      resource "aws_s3_bucket" "bare" {}
      resource "aws_s3_bucket" "empty" {
        tags = { Owner = "" }
      }
    expect: fail
"""
_GITHUB = """\
name: pack

on:
  pull_request:
  push:
    branches: [main]

permissions: {{}}

jobs:
  check:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: {checkout}
        with:
          persist-credentials: false
      - run: python3 -m pip install --quiet {requirement}{variable}
      - run: riveter lint --strict rules
      - run: riveter test rules
      - run: riveter packs show ./pack.yml
"""
_README = """\
# {name}

Rules for Terraform, run by riveter{install}.

Name this pack in the `riveter.yml` of a repository:

```yaml
packs:
  - aws-security
  - {{git: https://example.com/{name}.git, ref: v1.0.0}}
```

Then run `riveter packs update` there, and commit `riveter.yml` and `riveter.lock`.
In CI, run `riveter packs install` before `riveter scan`.

To change a rule, edit `rules/`, add a case beside it, and run `riveter lint rules` and `riveter test rules`.
Tag a version. The repositories that use the pack get it with `riveter packs update`.
"""


def pack_files(directory: str, source: str) -> list[PlannedFile]:
    """Return the files of a repository for a pack. source: the argument of pip to install riveter; empty if others cannot install it."""
    name = re.sub(r"[^a-z0-9]+", "-", os.path.basename(os.path.abspath(directory)).lower()).strip("-") or "team"
    requirement, variable = (shlex.quote(source), "") if source else (UNKNOWN_SOURCE, VARIABLE)
    install = f": `pip install {shlex.quote(source)}`" if source else ""
    workflow = _GITHUB.format(checkout=CHECKOUT, requirement=requirement, variable=variable)
    return [
        PlannedFile("pack.yml", _PACK.format(name=name)),
        PlannedFile("rules/buckets.yml", _RULES.format(name=name)),
        PlannedFile("rules/buckets.cases.yml", _CASES),
        PlannedFile(".github/workflows/pack.yml", workflow),
        PlannedFile("README.md", _README.format(name=name, install=install)),
    ]
