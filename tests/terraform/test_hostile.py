"""Input that wants to read what it should not, or never to end."""

from __future__ import annotations

import base64
import gzip
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter.core.values import Unknown
from riveter.terraform.project import load

Terraform = Callable[..., Any]


@pytest.mark.parametrize(
    "expression",
    [
        'file("/etc/passwd")',
        'file("../outside.txt")',
        'file("${path.module}/../outside.txt")',
        'file("link.txt")',
        'filebase64("~/.ssh/id_rsa")',
        'templatefile("../outside.txt", {})',
        'filesha256("../outside.txt")',
        'join("", fileset("..", "*.txt"))',
        'fileexists("../outside.txt")',
    ],
)
def test_files_outside_of_the_scanned_directory_are_not_read(tmp_path: Path, expression: str) -> None:
    (tmp_path / "outside.txt").write_text("secret-content")
    module = tmp_path / "module"
    module.mkdir()
    (module / "link.txt").symlink_to(tmp_path / "outside.txt")
    (module / "main.tf").write_text(f'resource "x_y" "z" {{ v = {expression} }}')
    project = load([str(module)])
    value = project.resources[0].values["v"]
    assert isinstance(value, Unknown)
    assert "secret-content" not in repr(project.diagnostics) + value.reason
    assert any("outside of the scanned directory" in d.detail for d in project.diagnostics)


def test_files_inside_are_read_relative_to_the_root_module(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" { source = "./m" }\nresource "x_y" "z" { v = file("data/a.txt") }',
            "data/a.txt": "hello",
            "m/main.tf": 'resource "x_y" "z" { v = file("${path.module}/b.txt") }',
            "m/b.txt": "inner",
        }
    )
    assert loaded.value("x_y.z", "v") == "hello"
    assert loaded.value("module.m.x_y.z", "v") == "inner"


DOUBLING = (
    'locals {\n  l0 = "xxxxxxxxxx"\n'
    + "".join(f'  l{i} = "${{local.l{i - 1}}}${{local.l{i - 1}}}"\n' for i in range(1, 60))
    + "}"
)
SHARING = (
    "locals {\n  l0 = [1, 2]\n" + "".join(f"  l{i} = [local.l{i - 1}, local.l{i - 1}]\n" for i in range(1, 60)) + "}"
)
LOOPS = "locals {\n  r = range(1000)\n  p = [for a in local.r : [for b in local.r : [for c in local.r : a * b * c]]]\n}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("doubling text", DOUBLING + '\nresource "x_y" "z" { v = local.l59 }'),
        ("sharing lists", SHARING + '\nresource "x_y" "z" { v = local.l59 }'),
        ("sharing lists in jsonencode", SHARING + '\nresource "x_y" "z" { v = jsonencode(local.l59) }'),
        ("nested loops", LOOPS + '\nresource "x_y" "z" { v = local.p }'),
        ("range", 'resource "x_y" "z" { v = range(1000000000) }'),
        ("wide format", 'resource "x_y" "z" { v = format("%1000000000d", 1) }'),
        ("setproduct", 'resource "x_y" "z" { v = setproduct(range(1000), range(1000), range(1000)) }'),
    ],
)
def test_explosive_expressions_end_quickly_as_unknown(terraform: Terraform, name: str, text: str) -> None:
    start = time.monotonic()
    loaded = terraform(text)
    assert time.monotonic() - start < 300  # seconds on an idle machine: this is about hangs
    assert isinstance(loaded.value("x_y.z", "v"), Unknown)


def test_a_budget_that_is_used_up_is_an_error_and_the_rest_is_unknown(terraform: Terraform) -> None:
    loaded = terraform(LOOPS + '\nresource "x_y" "z" { v = local.p }')
    assert any("Evaluation budget exceeded" in problem for problem in loaded.problems())
    value = loaded.value("x_y.z", "v")
    assert isinstance(value, Unknown)
    assert value.kind == "spent_budget"


def test_deeply_nested_blocks_end_with_an_error(terraform: Terraform) -> None:
    loaded = terraform('resource "x_y" "z" {' + "b {" * 2000 + "}" * 2000 + "}")
    assert loaded.problems()


def test_a_directory_link_to_itself_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "x_y" "z" {}')
    os.symlink(tmp_path, tmp_path / "loop")
    assert len(load([str(tmp_path)]).resources) == 1


def test_a_link_to_itself_is_an_error_and_the_rest_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "x_y" "z" {}')
    os.symlink(tmp_path / "loop.tf", tmp_path / "loop.tf")
    project = load([str(tmp_path)])
    assert len(project.resources) == 1
    assert [d.severity for d in project.diagnostics] == ["error"]


def test_binary_huge_and_undecodable_files_are_errors_and_the_rest_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text('resource "x_y" "z" {}')
    (tmp_path / "binary.tf").write_bytes(b"a\0b")
    (tmp_path / "latin.tf").write_bytes('# é\nx = "é"'.encode("latin-1"))
    (tmp_path / "huge.tf").write_bytes(b"#" * (20 * 1024 * 1024))
    project = load(["."])
    assert len(project.resources) == 1
    assert sorted(d.summary for d in project.diagnostics) == [
        "File is binary, not text",
        "File is larger than 10 MiB",
        "File is not valid UTF-8",
    ]
    assert [str(d.span) for d in project.diagnostics if "UTF-8" in d.summary] == ["latin.tf:1:3"]


@pytest.mark.parametrize("repository", [True, False])
def test_links_that_lead_out_are_not_read_nor_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: bool
) -> None:
    (tmp_path / "outside.tf").write_text('resource "x_y" "secret" {}\nsecret-content')
    (tmp_path / "outside.tfvars").write_text('name = "secret-content"\n[secret-content')
    module = tmp_path / "module"
    module.mkdir()
    if repository:
        (module / ".git").mkdir()
    (module / "main.tf").write_text('variable "name" {}\nresource "x_y" "z" { v = var.name }')
    (module / "link.tf").symlink_to("../outside.tf")
    (module / "terraform.tfvars").symlink_to(tmp_path / "outside.tfvars")
    monkeypatch.chdir(module)
    project = load(["."])
    assert [resource.address for resource in project.resources] == ["x_y.z", "var.name"]
    assert isinstance(project.resources[0].values["v"], Unknown)
    summary = "The link leads out of the repository: the file is not read"
    assert sorted((d.severity, d.summary, str(d.span)) for d in project.diagnostics) == [
        ("error", summary, "link.tf:1:1"),
        ("warning", summary, "terraform.tfvars:1:1"),
    ]
    assert [source.name for source in project.sources()] == ["main.tf"]


def test_links_inside_of_the_repository_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "common.tf").write_text('variable "name" {}\nresource "x_y" "z" { v = var.name }')
    (tmp_path / "common.tfvars").write_text('name = "a"')
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "main.tf").symlink_to("../common.tf")
    (tmp_path / "live" / "terraform.tfvars").symlink_to("../common.tfvars")
    monkeypatch.chdir(tmp_path / "live")
    project = load(["."])
    assert project.diagnostics == []
    assert project.resources[0].values["v"] == "a"


def test_modules_outside_of_the_repository_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "main.tf").write_text('resource "x_y" "secret" {}\nsecret-content')
    module = tmp_path / "module"
    (module / ".git").mkdir(parents=True)
    (module / "linked").symlink_to("../outside")
    manifest = module / ".terraform" / "modules" / "modules.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text('{"Modules": [{"Key": "c", "Source": "registry/x/y", "Dir": "../outside"}]}')
    calls = {"a": "../outside", "b": "./linked", "c": "registry/x/y"}
    text = "".join(f'module "{name}" {{\n  source = "{source}"\n}}\n' for name, source in calls.items())
    (module / "main.tf").write_text(text + 'resource "x_y" "z" {\n  v = [module.a.x, module.b.x, module.c.x]\n}\n')
    monkeypatch.chdir(module)
    project = load(["."])
    assert [source.name for source in project.sources()] == ["main.tf"]
    assert [(item.severity, item.summary) for item in project.diagnostics] == [
        ("note", "Module outside of the repository")
    ] * 3
    values = next(resource for resource in project.resources if resource.address == "x_y.z").values["v"]
    assert ["outside of the repository" in value.reason for value in values] == [True, True, True]


def doubling_modules(levels: int) -> dict[str, str]:
    """Each module calls the next one twice."""
    files = {
        f"m{i}/main.tf": "".join(f'module "{name}" {{\n  source = "../m{i + 1}"\n}}\n' for name in "ab")
        for i in range(levels)
    }
    files["main.tf"] = files["m0/main.tf"].replace("../", "./").replace("m1", "m0")
    files[f"m{levels}/main.tf"] = 'resource "x_y" "z" {}\n'
    return files


@pytest.mark.parametrize(
    "files",
    [
        doubling_modules(24),
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  count  = 10000\n}\n',
            "m/main.tf": 'resource "x_y" "z" {\n  count = 10000\n}\n',
        },
        {"main.tf": "".join(f'resource "x_y" "z{i}" {{\n  count = 20000\n}}\n' for i in range(40))},
    ],
    ids=["modules that double", "many instances of modules and resources", "many large counts"],
)
def test_ever_more_instances_use_up_the_budget(terraform: Terraform, files: dict[str, str]) -> None:
    start = time.monotonic()
    loaded = terraform(files)
    assert time.monotonic() - start < 300
    assert any("Evaluation budget exceeded" in problem for problem in loaded.problems())
    assert len(loaded.project.resources) < 200_000


@pytest.mark.slow
def test_policy_documents_that_double_end_quickly_as_unknown(terraform: Terraform) -> None:
    name = "data.aws_iam_policy_document"
    text = 'data "aws_iam_policy_document" "d0" {\n  statement {\n    actions = ["a"]\n  }\n}\n' + "".join(
        f'data "aws_iam_policy_document" "d{i}" {{\n'
        f"  source_policy_documents = [{name}.d{i - 1}.json, {name}.d{i - 1}.json]\n}}\n"
        for i in range(1, 60)
    )
    start = time.monotonic()
    loaded = terraform(f'{text}resource "x_y" "z" {{\n  v = {name}.d59.json\n}}\n')
    assert time.monotonic() - start < 300
    assert isinstance(loaded.value("x_y.z", "v"), Unknown)
    assert any("more than 20,000 statements" in problem for problem in loaded.problems())


def test_messages_that_quote_a_value_are_of_bounded_length(terraform: Terraform) -> None:
    loaded = terraform(f'resource "x_y" "z" {{\n  v = parseint("{"9" * 1_000_000}x", 10)\n}}\n')
    [problem] = loaded.problems()
    assert 1000 < len(problem) < 3000
    assert problem.endswith('x".') or "base 10" in problem[-600:]


@pytest.mark.parametrize(
    "expression",
    [
        'file("pipe")',
        'file("zero")',
        'file("linked/outside.txt")',
        'file("loop/loop/link.txt")',
        'file("/proc/self/environ")',
        'file("/proc/self/cwd/link.txt")',
        'file(abspath("../outside.txt"))',
        'file("a\\u0000b")',
        'filemd5("zero")',
        'filebase64sha512("loop/zero")',
        'templatefile("linked/outside.txt", {})',
        'fileset(".", "../*.txt")',
        'fileset(".", "linked/*")',
        'fileset("linked", "**")',
        'fileset("/", "etc/*")',
    ],
)
def test_special_files_and_links_are_not_read(tmp_path: Path, expression: str) -> None:
    (tmp_path / "outside.txt").write_text("secret-content")
    module = tmp_path / "module"
    module.mkdir()
    os.mkfifo(module / "pipe")
    (module / "zero").symlink_to("/dev/zero")
    (module / "link.txt").symlink_to("../outside.txt")
    (module / "linked").symlink_to("..")
    (module / "loop").symlink_to(".")
    (module / "main.tf").write_text(f'resource "x_y" "z" {{ v = {expression} }}')
    project = load([str(module)])
    value = project.resources[0].values["v"]
    assert isinstance(value, Unknown)
    assert value.kind == "evaluation_error"
    [problem] = project.diagnostics
    assert problem.span is not None
    assert "secret-content" not in repr(problem)


def test_what_is_no_regular_file_is_not_read_as_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text('resource "x_y" "z" {}')
    os.mkfifo(tmp_path / "pipe.tf")
    os.mkfifo(tmp_path / "pipe.auto.tfvars")
    project = load(["."])
    assert len(project.resources) == 1
    assert [(d.severity, d.summary, str(d.span)) for d in project.diagnostics] == [
        ("error", "File is not a regular file", "pipe.tf:1:1"),
        ("error", "File is not a regular file", "pipe.auto.tfvars:1:1"),
    ]


@pytest.mark.parametrize(
    "expression",
    [
        "1e999999999",
        "pow(10, 10000000)",
        "9" * 500_000,
        f'tonumber("{"9" * 500_000}")',
        f'parseint("{"z" * 100_000}", 36)',
        'format("%*d", 1000000000, 1)',
        'format("%.1000000000f", 1)',
        'join("x", [for i in range(1000) : join("x", [for j in range(1000) : join("x", range(1000))])])',
        'indent(1000000000, "a\\na")',
        'replace("' + "a" * 50_000 + '", "a", "' + "b" * 5_000 + '")',
        f'strrev("{"ab" * 500_000}")',
        'regex("(a+)+$", "' + "a" * 50_000 + 'b")',
        'yamldecode("&a [*a]")',
        'yamldecode("' + "[" * 50_000 + '")',
        'jsondecode("' + "[" * 50_000 + '")',
        'setproduct([for i in range(30) : [1, 2]]...)',
        "[for i in range(1000) : [for j in range(1000) : range(1000)]]",
        'cidrsubnets("10.0.0.0/8", ' + ", ".join(["8"] * 3000) + ")",
        'templatestring("%{for i in range(1000)}%{for j in range(1000)}%{for k in range(1000)}x%{endfor}%{endfor}%{endfor}", {})',
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_large_numbers_texts_and_products_end_in_seconds_in_little_memory(
    terraform: Terraform, expression: str
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    loaded = terraform(f'resource "x_y" "z" {{\n  v = {expression}\n}}\n')
    assert time.monotonic() - start < 300
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # in KiB
    assert "v" in loaded["x_y.z"].values or loaded.problems()


def test_aliases_that_multiply_and_archives_that_swell_are_stopped(terraform: Terraform) -> None:
    levels = "\\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 12))
    packed = base64.b64encode(gzip.compress(b"0" * 100_000_000)).decode()
    loaded = terraform(
        'resource "x_y" "z" {\n'
        f'  yaml = yamldecode("l0: &l0 [x, x]\\n{levels}")\n'
        f'  gzip = base64gunzip("{packed}")\n'
        "}\n"
    )
    assert isinstance(loaded["x_y.z"].values["gzip"], Unknown)
    assert isinstance(loaded["x_y.z"].values["yaml"], Unknown)
