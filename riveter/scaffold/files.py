"""The texts of the files that `riveter init` writes."""

from __future__ import annotations

import shlex

import msgspec

from riveter.scaffold.survey import RepositorySurvey

CONFIG, RULES, CASES = "riveter.yml", "policies/rules.yml", "policies/rules.cases.yml"
HOOKS, GITHUB, GITLAB = ".pre-commit-config.yaml", ".github/workflows/riveter.yml", ".gitlab-ci.yml"

_RULES = """\
# Rules of this repository. `riveter lint policies` checks them, `riveter test policies` runs their cases, `riveter schema rules` prints
# the schema with which editors complete and check them.
metadata:
  name: repository-rules
  description: The rules that we use in addition to the packs.

rules:
  - id: variables-have-descriptions
    name: Variables must have a description
    resource_type: variable
    severity: info
    assertions:
      - {key: description, operator: is_not_empty}
    message: Say what `{name}` is for.
    remediation: |
      ```hcl
      variable "retention_days" {
        description = "How long logs are kept"
      }
      ```
"""
_CASES = """\
# Cases of rules.yml: `riveter test policies` runs them.
cases:
  - rule: variables-have-descriptions
    name: a variable with a description
    terraform: |
      variable "days" {
        description = "How long logs are kept"
      }
    expect: pass

  - rule: variables-have-descriptions
    name: a variable without one
    terraform: |
      variable "days" {}
    expect: fail
"""
_HOOKS = """\
# `pip install pre-commit && pre-commit install` switches these on. They run the installed riveter.
repos:
  - repo: local
    hooks:
      # Fixes what a commit adds: `pre-commit run riveter-fix --hook-stage manual`. Without `stages`, it runs before each commit.
      - id: riveter-fix
        name: riveter fix
        entry: riveter fix --pre-commit --write --exit-code
        args: ["--"]
        language: system
        files: \\.(tf|tofu|tfvars)(\\.json)?$
        always_run: true
        stages: [manual]
        require_serial: true
      - id: riveter
        name: riveter
        entry: riveter scan --pre-commit
        args: ["--"] # keep it last, so that no file name is read as an option
        language: system
        files: \\.(tf|tofu|tfvars)(\\.json)?$
        always_run: true # also for a commit that only removes files
        require_serial: true
      - id: riveter-lint
        name: riveter lint
        entry: riveter lint
        args: ["--"]
        language: system
        files: ^policies/.*\\.ya?ml$
        exclude: \\.cases\\.ya?ml$
        require_serial: true
"""
_GITHUB = """\
name: riveter
on:
  pull_request:
  push:
    branches: [main]

permissions: {{}}

jobs:
  riveter:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: {checkout}
        with:
          persist-credentials: false
      - run: python3 -m pip install --quiet {requirement}{variable}
      - run: riveter lint policies && riveter test policies
      - run: riveter scan -f github
"""
_GITLAB = """\
riveter:
  stage: test
  image: python:3.13
  script:
    - pip install --quiet {requirement}
    - riveter lint policies
    - riveter test policies
    - riveter scan -f text -f junit:riveter.xml -f gitlab:gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      junit: riveter.xml
      codequality: gl-code-quality-report.json
"""
_SHELL = """\
pip install {requirement}
riveter lint policies
riveter test policies
riveter scan -f text -f junit:riveter.xml
"""


CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
UNKNOWN_SOURCE = '"${RIVETER:?}"'
"""The argument of pip if riveter was installed from a local folder: a variable of the CI system that must be set."""
VARIABLE = """
        env:
          RIVETER: ${{ vars.RIVETER }}"""


class PlannedFile(msgspec.Struct, frozen=True):
    """A file to write. merge: what to do with its text if the file exists already, because riveter does not replace it."""

    path: str
    text: str
    merge: str = ""


def plan(found: RepositorySurvey, ci: str, source: str) -> tuple[list[PlannedFile], str]:
    """Return the files for a repository, and lines for a CI system without a file of its own here (else empty).

    ci: ``github``, ``gitlab``, ``other`` or ``none``. source: the argument of pip to install riveter; empty if others cannot install it
    from there.
    """
    requirement = shlex.quote(source) if source else UNKNOWN_SOURCE
    variable = "" if source else VARIABLE
    files = [
        PlannedFile(CONFIG, config_text(found)),
        PlannedFile(RULES, _RULES),
        PlannedFile(CASES, _CASES),
        PlannedFile(HOOKS, _HOOKS, "Add these hooks to it"),
    ]
    if ci == "github":
        files.append(PlannedFile(GITHUB, _GITHUB.format(checkout=CHECKOUT, requirement=requirement, variable=variable)))
    elif ci == "gitlab":
        files.append(PlannedFile(GITLAB, _GITLAB.format(requirement=requirement), "Add this job to it"))
    return files, _SHELL.format(requirement=requirement) if ci == "other" else ""


def config_text(found: RepositorySurvey) -> str:
    """Return the text of the config."""
    packs = ", ".join(found.packs)
    lines = [
        "# The settings of `riveter scan` in this repository. Options on the command line override them.",
        "# `riveter schema config` prints the schema with which editors complete and check this file.",
        f"packs: [{packs}]" if packs else "# packs: [aws-security] # `riveter packs` lists them",
        "rules: [policies]",
        "fail_on: low # findings of severity info do not fail the scan",
        "",
    ]
    if found.environments:
        lines += ["# riveter evaluates each environment. Findings name those in which they occur.", "environments:"]
        lines += [f"  {_key(name)}: {{var_files: [{_quoted(path)}]}}" for name, path in found.environments.items()]
    else:
        lines += ["# environments: # riveter evaluates each; findings name those in which they occur"]
        lines += ["#   prod: {var_files: [prod.tfvars]}"]
    lines += [
        "",
        "# assume: # values that only the cloud knows",
        "#   data.aws_region.name: eu-west-1",
        "",
        "# overrides: # other settings for some files",
        "#   - {path: modules/legacy, exclude: [s3-*]}",
        "",
        "# suppressions: {require_reason: true}",
        "# waivers:",
        '#   - {rule: s3-bucket-versioning, resource: aws_s3_bucket.logs, reason: "…", expires: 2027-03-31}',
    ]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    """Return a name as a YAML key, quoted if it might be read as another type."""
    return (
        name
        if name[0].isalpha() and name.lower() not in ("null", "true", "false", "y", "n", "yes", "no", "on", "off")
        else f'"{name}"'
    )


def _quoted(path: str) -> str:
    return msgspec.json.encode(path).decode("utf-8", "replace")
