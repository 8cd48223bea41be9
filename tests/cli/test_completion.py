"""What the shell offers for a word that is not finished."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Offers = Callable[[str], list[str]]

MAIN = """
resource "aws_kms_key" "data" {
  for_each            = toset(["a b", "c"])
  enable_key_rotation = var.rotate
}
resource "aws_s3_bucket" "logs" {}
variable "rotate" {}
"""
HOSTILE = 'resource "aws_s3_bucket" "%s" {}\n'


def _environment(tmp_path: Path) -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "XDG_CACHE_HOME": str(tmp_path.parent / "cache")}


@pytest.fixture
def offers(tmp_path: Path) -> Offers:
    """`offers("riveter scan -p ")` returns what the shell is given for the last word."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text(MAIN)

    def run(line: str) -> list[str]:
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_RIVETER_COMPLETE": "bash_complete"}
        environment = {**_environment(tmp_path), **words}
        command = [sys.executable, "-m", "riveter"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
        assert done.stderr == ""
        return done.stdout.split()

    return run


def plain(*names: str) -> list[str]:
    return [f"plain,{name}" for name in names]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("riveter s", plain("scan", "show", "schema")),
        ("riveter --ver", plain("--version")),
        (
            "riveter scan -p ",
            plain(
                "aws-all",
                "aws-fsbp",
                "aws-security",
                "aws",
                "azure-all",
                "azure-security",
                "azure",
                "cis-aws-5",
                "cis-aws-7",
                "cis-azure-6",
                "cis-gcp-5",
                "cis-kubernetes",
                "dora",
                "fedramp-moderate-r5",
                "gcp-security",
                "gcp",
                "gdpr",
                "hipaa",
                "iso-27001",
                "kubernetes-security",
                "kubernetes",
                "k8s",
                "mcsb",
                "nis2",
                "nist-800-53-r5",
                "nist-csf-2",
                "nsa-kubernetes",
                "pci-dss-4",
                "soc2-all",
                "soc2-security",
                "soc2",
                "terraform-hygiene",
                "hygiene",
            ),
        ),
        ("riveter scan -p soc2", plain("soc2-all", "soc2-security", "soc2")),
        ("riveter check -p soc2-", plain("soc2-all", "soc2-security")),
        ("riveter baseline create -p soc2-", plain("soc2-all", "soc2-security")),
        ("riveter scan -p ./", ["file,./"]),
        ("riveter packs s", plain("show", "soc2-all", "soc2-security", "soc2")),
        ("riveter packs show aws", plain("aws-all", "aws-fsbp", "aws-security", "aws")),
        ("riveter scan -f sa", plain("sarif")),
        ("riveter scan --format j", plain("json", "jsonl", "junit")),
        ("riveter scan --severity h", plain("high")),
        ("riveter scan --include kms-key-r", plain("kms-key-rotation-enabled")),
        ("riveter scan -p aws --exclude kms-key-r", plain("kms-key-rotation-enabled")),
        ("riveter explain kms-key-r", plain("kms-key-rotation-enabled")),
        ("riveter explain kms-key-rotation-enabled ", plain("aws_kms_key.data")),
        ("riveter explain kms-key-rotation-enabled -t . aws_k", plain("aws_kms_key.data")),
        ("riveter show --address ", plain("aws_kms_key.data", "aws_s3_bucket.logs", "var.rotate")),
        ("riveter show --address aws_s", plain("aws_s3_bucket.logs")),
        ("riveter show -f ", plain("text", "json", "mermaid", "dot")),
        ("riveter show -f dot -p soc2-", plain("soc2-all", "soc2-security")),
        ("riveter scan -t m", ["file,m"]),
        ("riveter scan m", ["file,m"]),
        ("riveter scan -r m", ["file,m"]),
        ("riveter init m", ["dir,m"]),
        ("riveter scan --env ", []),
        ("riveter nothing -p a", []),
    ],
)
def test_what_is_offered(offers: Offers, line: str, offered: list[str]) -> None:
    assert offers(line) == offered


def test_environments_of_the_config(offers: Offers, tmp_path: Path) -> None:
    (tmp_path / "riveter.yml").write_text("environments: {dev: {}, prod: {}}\n")
    assert offers("riveter scan --env ") == plain("dev", "prod")
    assert offers("riveter show --env p") == plain("prod")
    assert offers("riveter scan --no-config --env p") == []


def test_packs_of_the_config(offers: Offers, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    rules = "[{name: Named, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: exists}]}]"
    (tmp_path / "packs" / "ours.yml").write_text(f"metadata: {{name: team}}\nrules: {rules}\n")
    (tmp_path / "riveter.yml").write_text("packs: [packs/ours.yml]\n")
    assert offers("riveter scan -p te") == plain("team", "terraform-hygiene")
    assert offers("riveter packs show tea") == plain("team")
    assert offers("riveter scan -p team --include ") == plain("named")
    assert offers("riveter scan --no-config -p tea") == []


def test_rules_of_files_and_of_the_config(offers: Offers, tmp_path: Path) -> None:
    rule = "- {id: %s, name: Named, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: exists}]}\n"
    (tmp_path / "mine.yml").write_text(rule % "mine")
    (tmp_path / "ours.yml").write_text(rule % "ours")
    (tmp_path / "riveter.yml").write_text("rules: ours.yml\n")
    assert offers("riveter scan --include ") == plain("ours")
    assert offers("riveter scan -r mine.yml --include ") == plain("mine")
    assert offers("riveter explain -r mine.yml ") == plain("mine")
    assert offers("riveter explain mine -r mine.yml ") == plain("aws_s3_bucket.logs")
    assert {"plain,ours", "plain,opensearch-node-to-node-encryption"} <= set(offers("riveter explain o"))


@pytest.mark.parametrize("file", ["main.tf", "riveter.yml", "rules.yml"])
def test_broken_input_disturbs_no_prompt(offers: Offers, tmp_path: Path, file: str) -> None:
    (tmp_path / file).write_text("}}}: [\n\0")
    for line in ("riveter scan -r rules.yml --include ", "riveter show --address ", "riveter scan --env "):
        assert set(offers(line)) <= set(plain("aws_kms_key.data", "aws_s3_bucket.logs", "var.rotate"))


@pytest.mark.parametrize("label", ["x;id", "$(id)", "`id`", "a b", "a'b", "a\\nfile,b", "a|b", "a>b", "\\u001b[31m"])
def test_a_name_that_means_something_to_a_shell_is_not_offered(offers: Offers, tmp_path: Path, label: str) -> None:
    (tmp_path / "hostile.tf").write_text(HOSTILE % label)
    assert offers("riveter show --address aws_s3") == plain("aws_s3_bucket.logs")
    (tmp_path / "rules.yml").write_text(
        f'- {{id: "{label}", name: N, resource_type: aws_s3_bucket, assertions: [{{key: bucket, operator: exists}}]}}\n'
    )
    assert offers("riveter scan -r rules.yml --include ") == []


def _in_shell(shell: str, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a shell that finds riveter on its PATH."""
    program = folder / "bin" / "riveter"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m riveter "$@"\n')
    program.chmod(0o755)
    environment = _environment(folder)
    environment["PATH"] = f"{program.parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        [shell, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(tmp_path: Path) -> None:
    script = (
        'eval "$(_RIVETER_COMPLETE=bash_source riveter)"\n'
        "COMP_WORDS=(riveter scan -p soc); COMP_CWORD=3\n"
        '_riveter_completion riveter soc -p; echo "${COMPREPLY[@]}"\n'
    )
    done = _in_shell("bash", script, tmp_path)
    assert done.stdout.split() == ["soc2-all", "soc2-security", "soc2"], done.stderr


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_shows_whole_descriptions(tmp_path: Path) -> None:
    script = "_RIVETER_COMPLETE=fish_source riveter | source; complete -C 'riveter scan -p aws-sec'"
    done = _in_shell("fish", script, tmp_path)
    summary = "Encryption, access, network exposure and logging of AWS services"
    assert done.stdout == f"aws-security\t{summary}\n", done.stderr


def test_the_script_for_fish_cuts_no_description_at_a_comma(tmp_path: Path) -> None:
    environment = {**_environment(tmp_path), "_RIVETER_COMPLETE": "fish_source"}
    command = [sys.executable, "-m", "riveter"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    # The value follows the first comma. Further ones are part of the description.
    assert 'string split -m 1 ","' in done.stdout
