"""The head of an HTML report: project, commit, date, command; and the owners of files."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from riveter.cli.about import command, owners
from tests.cli.conftest import Riveter

KEY = 'variable "password" {\n  sensitive = true\n}\nresource "aws_kms_key" "k" {\n  description = var.password\n}\n'
ROTATED = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = %s\n}\n'


def head(text: str) -> dict[str, str]:
    (found,) = re.findall(r'<dl class="about">(.*?)</dl>', text)
    return {name: html.unescape(value) for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", found)}


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_without_a_repository(riveter: Riveter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tf").write_text(KEY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    found = head(riveter("scan", "-p", "aws-security", "-f", "html", "--var", "password=hunter22").out)
    assert found["Project"] == tmp_path.name
    assert found["Date"] == "1970-01-01 00:00 UTC"
    assert found["Command"] == "riveter scan -p aws-security -f html --var password=…"
    assert "Commit" not in found


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_in_a_repository(riveter: Riveter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(KEY)
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(tmp_path / "infra")
    assert "Commit" not in head(riveter("scan", "-p", "aws-security", "-f", "html").out)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    found = head(riveter("scan", "-p", "aws-security", "-f", "html").out)
    assert (found["Project"], found["Commit"]) == (tmp_path.name, git(tmp_path, "rev-parse", "HEAD"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d UTC", found["Date"])


def test_a_secret_in_a_path_of_the_command_is_masked(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "hunter22xyz.tf").write_text(
        KEY.replace("sensitive = true", 'sensitive = true\n  default = "hunter22xyz"')
    )
    out = riveter("scan", "-p", "aws-security", "-f", "html", "hunter22xyz.tf").out
    assert "hunter22xyz" not in head(out)["Command"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--var", "a=b c"], "--var a=…"),
        (["--var=a=b"], "--var=a=…"),
        (["--var", "--var", "x"], "--var --var=… x"),
        (["--var", "nothing"], "--var nothing=…"),
        (["-r", "my rules.yml"], "-r 'my rules.yml'"),
        (["--", "--var", "a=b"], "-- --var a=b"),
        (["--var-file", "a=b.tfvars"], "--var-file a=b.tfvars"),
    ],
)
def test_the_command_without_the_values_of_variables(words: list[str], shown: str) -> None:
    assert command(words) == f"riveter scan {shown}"


def test_a_long_command_is_cut() -> None:
    assert len(command(["x" * 10_000])) == 500


def owned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str = "CODEOWNERS") -> Any:
    (tmp_path / ".git").mkdir(exist_ok=True)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(text)
    monkeypatch.chdir(tmp_path)
    return owners()


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        ("main.tf", "@org/all"),
        ("infra/main.tf", "@org/infra @org/second"),
        ("infra/prod/main.tf", "@org/infra @org/second"),
        ("network/vpc.tf", "@org/network"),
        ("free/main.tf", ""),
    ],
)
def test_the_last_pattern_that_matches_names_the_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, owner: str
) -> None:
    text = "# owners\n\n* @org/all\n/infra/ @org/infra @org/second # both\nvpc.tf\t@org/network\n!x @no\n../up @no\n/free/\n"
    assert owned(tmp_path, monkeypatch, text)(file) == owner


def test_sections_of_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "* @all\n[Network] @net\nvpc.tf\nlb.tf @lb\n^[Optional]\ndns.tf\n"
    owner_of = owned(tmp_path, monkeypatch, text, ".gitlab/CODEOWNERS")
    assert [owner_of(name) for name in ("vpc.tf", "lb.tf", "dns.tf", "x.tf")] == ["@net", "@lb", "", "@all"]


def test_without_a_file_nobody_owns_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert owners()("main.tf") == ""
    (tmp_path / ".git").mkdir()
    assert owners()("main.tf") == ""


def test_owners_are_in_the_report(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "CODEOWNERS").write_text("*.tf <script>@org/all\n")
    (tmp_path / "main.tf").write_text(KEY)
    out = riveter("scan", "-p", "aws-security", "--include", "kms-key-rot*", "-f", "html").out
    data = json.loads(re.findall(r'id="data">(.*?)</script>', out, re.DOTALL)[0])
    assert [finding["own"] for finding in data["findings"]] == ["<script>@org/all"]
    assert "<script>@org" not in out


def test_the_reports_of_riveter_make_a_trend(riveter: Riveter, tmp_path: Path) -> None:
    for name, value in (("1", "false"), ("2", "true")):
        (tmp_path / "main.tf").write_text(ROTATED % value)
        riveter("scan", "-p", "aws-security", "--include", "kms-key-rot*", "-f", f"json:history/{name}.json")
    (tmp_path / "history" / "z.json").write_text('{"__proto__": 1}')
    code, out, err = riveter(
        "scan", "-p", "aws-security", "--include", "kms-key-rot*", "--history", "history", "-f", "html"
    )
    assert code == 0
    assert (
        '"history":[{"n":"1","fail":1,"unknown":0,"suppressed":0,"pass":0,"severities":[0,0,1,0,0]},{"n":"2","fail":0'
        in out
    )
    assert err == "Warning: history/z.json is no JSON report of riveter\n"
    code, out, err = riveter("scan", "--history", "nowhere", "-f", "html")
    assert (code, out) == (2, "")
    assert err.startswith("Error: --history nowhere: Folder not found")
