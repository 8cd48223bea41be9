"""The built wheel, installed where nothing else is, does what the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `pip wheel` builds it for a release."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `riveter` command of a clean environment with just the wheel and what it brings."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip"]
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return scripts / "riveter"


def test_the_wheel_holds_the_packs_and_the_schemas_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "riveter/rule_packs/packs/aws-security.yml" in names
    assert "riveter/rule_packs/aws/s3.yml" in names
    assert {"riveter/compiled/aws.s3.yml.json", "riveter/compiled/packs.aws-security.yml.json"} < set(names)
    assert "riveter/py.typed" in names
    assert any(name.startswith("riveter/provider_schema/data/aws") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "examples/", "benchmarks/"))]


def test_it_scans_with_a_pack_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [str(installed), "scan", "-p", "aws-security", "-p", "soc2", "-t", "main.tf"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 1, done.stdout
    assert "❌ KMS keys must have rotation enabled (1 of 1 resource)" in done.stdout
    assert "main.tf:2:25" in done.stdout


def test_it_reads_no_yaml_of_its_own_rules(installed: Path, tmp_path: Path) -> None:
    """They come as data with the wheel: a first scan needs no more time than later ones."""
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    command = [str(installed.with_name("python")), "-X", "importtime", "-m", "riveter", "scan", "-p", "aws-security"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "riveter.rules.reading.compiled" in imported
    assert not imported & {"yaml", "riveter.rules.reading.reader"}
