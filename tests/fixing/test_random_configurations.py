"""Random configurations: written fixes make the scan better, nothing is fixed twice, and `terraform fmt` leaves the result alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter import api
from riveter.cli.app import run
from riveter.findings import Outcome
from tests.oracle import require_terraform
from tests.random_examples import examples

RULES = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
- id: private
  resource_type: aws_s3_bucket
  assertions:
    related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
    assertions:
      - {key: block_public_acls, operator: is_true}
      - {key: ignore_public_acls, operator: is_true}
  fix:
    add_resource: aws_s3_bucket_public_access_block
    body: {bucket: "${self.id}", block_public_acls: true, ignore_public_acls: true}
- id: tokens
  resource_type: aws_instance
  assertions: {key: metadata_options.http_tokens, operator: equals, value: required}
- id: pinned
  resource_type: aws_kms_key
  filters: {key: tags.pinned, operator: exists}
  assertions: {key: enable_key_rotation, operator: is_false}
"""
FLAGS = ("false", "true", "null", "var.flag", "local.flag", "!var.flag", "each.value.flag", None)


@st.composite
def resources(draw: st.DrawFn) -> str:
    """Draw a resource that rules find something wrong with, perhaps."""
    kind = draw(st.sampled_from(("aws_kms_key", "aws_s3_bucket", "aws_instance")))
    number = draw(st.integers(0, 999))
    lines = []
    repeated = draw(st.sampled_from(("", "", "count = 2", "for_each = var.all", "for_each = local.some")))
    flag = draw(st.sampled_from([each for each in FLAGS if "for_each" in repeated or each != "each.value.flag"]))
    if repeated:
        lines += [repeated, ""]
    if kind == "aws_kms_key":
        lines += [f"enable_key_rotation = {flag}{draw(st.sampled_from(('', ' # why', ' /* a */')))}"] if flag else []
        lines += draw(st.sampled_from(([], ["description = <<EOT", "text", "EOT"], ['description = "x"'])))
        lines += draw(st.sampled_from(([], [], ["tags = {", "  pinned = 1", "}"])))
    elif kind == "aws_instance":
        lines += ['ami = "x"']
        lines += draw(
            st.sampled_from(
                ([], ["metadata_options {", '  http_tokens = "optional"', "}"], ["metadata_options {", "}"])
            )
        )
    else:
        lines += [f'bucket_prefix = "b{number}-"']
    return f'resource "{kind}" "r{number}" {{\n' + "\n".join(lines) + "\n}\n"


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    """Draw the files of a repository: a root module, a module that it calls, and values."""
    flags = st.sampled_from(("true", "false"))
    head = (
        f'variable "flag" {{\n  default = {draw(flags)}\n}}\nvariable "all" {{\n  default = {{\n    a = {{ flag = {draw(flags)} }}\n'
        f"    b = {{ flag = {draw(flags)} }}\n  }}\n}}\nlocals {{\n  flag = {draw(flags)}\n"
        f"  some = {{ x = {{ flag = {draw(flags)} }} }}\n}}\n"
    )
    files = {"main.tf": head, "m/main.tf": head}
    for name in files:
        found: dict[str, str] = {}
        for text in draw(st.lists(resources(), max_size=4)):
            found.setdefault(text.partition("{")[0], text)
        files[name] += "\n".join(found.values())
    for number in range(draw(st.integers(0, 2))):
        argument = draw(st.sampled_from(("", f"  flag   = {draw(flags)}\n")))
        files["main.tf"] += f'module "m{number}" {{\n  source = "./m"\n{argument}}}\n'
    if draw(st.booleans()):
        files["terraform.tfvars"] = f"flag = {draw(flags)}\n"
    return files


def _format(folder: Path) -> str:
    words = [require_terraform(), "fmt", "-recursive", "-list=true"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout


def _outcomes(folder: Path) -> dict[tuple[str, str, str], Outcome]:
    options = api.ScanOptions(
        targets=api.Targets(paths=(str(folder),)), rules=(str(folder / "rules.yml"),), allow_empty=True
    )
    result = api.scan(options)
    assert not [item for item in result.diagnostics if item.severity == "error"]
    return {(each.rule_id, each.resource.root, each.resource.address): each.outcome for each in result.findings}


@pytest.mark.random
@given(repositories(), st.booleans())
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_fixes_only_make_verdicts_better(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], files: dict[str, str], crlf: bool
) -> None:
    folder = tmp_path_factory.mktemp("repository")
    (folder / ".git").mkdir()
    (folder / "rules.yml").write_text(RULES)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    _format(folder)
    for name in files:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data.replace(b"\n", b"\r\n") if crlf else data)
    options = ["--write", "--allow-dirty", "--allow-replace", "--no-config", "--allow-empty"]
    command = ["fix", str(folder), "-r", str(folder / "rules.yml"), *options]
    before = _outcomes(folder)
    capsys.readouterr()
    code = run(command)
    told = capsys.readouterr()
    after = _outcomes(folder)
    assert code in (0, 1), told.err
    assert all(outcome is after[key] or after[key] is Outcome.PASS for key, outcome in before.items())
    assert all(outcome in (Outcome.PASS, Outcome.UNKNOWN) for key, outcome in after.items() if key not in before)
    failing = sum(outcome is Outcome.FAIL for outcome in after.values())
    assert (failing == 0) == (code == 0), told.err
    assert _format(folder) == ""
    written = {name: (folder / name).read_bytes() for name in files}
    assert all(not crlf or b"\n" not in data.replace(b"\r\n", b"") for data in written.values())
    run(command)
    assert written == {name: (folder / name).read_bytes() for name in files}
