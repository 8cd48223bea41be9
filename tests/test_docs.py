"""What the pages say is true: links lead somewhere, commands exist, snippets parse, and everything there is stands somewhere.

`python -m tests.test_docs` writes the part of docs/commands.md that is made from the command line itself.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml

from riveter import api
from riveter.api import ScanOptions, ScanResult, Targets
from riveter.cli import inputs as cli_inputs
from riveter.cli.app import COMMANDS, application
from riveter.config import reader as config_reader
from riveter.core import effort, source
from riveter.core.source import SourceFile
from riveter.hcl.parser import parse
from riveter.reporters.formats import FORMATS
from riveter.rule_testing import cases
from riveter.rules.packs import loader
from riveter.rules.reading import conditions_reader
from riveter.rules.reading import files as rule_files
from riveter.terraform.documents import document as documents
from riveter.terraform.functions import sandbox
from riveter.terraform.modules import expansion, module
from riveter.terraform.values import budget

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS_PAGE = DOCS / "commands.md"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(DOCS.glob("*.md")),
    *sorted((DOCS / "decisions").glob("*.md")),
    *sorted(ROOT.glob("examples/*/README.md")),
    *sorted(ROOT.glob("examples/*/exercises/README.md")),
]
MARK = "<!-- The rest is made by `python -m tests.test_docs`; a test compares. -->\n"
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)\)")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SHELL = ("bash", "sh", "console")


class Snippet(NamedTuple):
    """A code block of a page."""

    page: Path
    number: int
    language: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.page.relative_to(ROOT)}-{self.number}"


def _snippets() -> Iterator[Snippet]:
    for page in PAGES:
        for number, found in enumerate(_FENCE.finditer(_text(page))):
            yield Snippet(page, number, found["language"], found["text"])


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


SNIPPETS = list(_snippets())


def _of(*languages: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "snippet", [item for item in SNIPPETS if item.language in languages], ids=lambda item: item.id
    )


# --- links -----------------------------------------------------------------------------------------


def _anchors(page: Path) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", _FENCE.sub("", _text(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", _text(page))):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"](docs/{page.name})" in _text(ROOT / "README.md")


def test_the_gallery_leads_to_every_example() -> None:
    folders = {path.parent.name for path in ROOT.glob("examples/*/README.md")}
    assert set(re.findall(r"\]\(\.\./examples/([\w-]+)\)", _text(DOCS / "gallery.md"))) == folders


def test_paths_that_the_pages_for_contributors_name_exist() -> None:
    page = _text(ROOT / "CONTRIBUTING.md") + _text(DOCS / "architecture.md")
    named = [path for path in re.findall(r"`([\w./-]*/[\w./-]*)`", page) if path.split("/")[0] in os.listdir(ROOT)]
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


# --- snippets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_tests_that_a_page_names_exist(page: Path) -> None:
    for name, function in re.findall(r"`(tests/[\w./-]+)(?:::(\w+))?`", page.read_text("utf-8")):
        path = ROOT / name
        assert path.exists(), name
        assert not function or f"def {function}(" in path.read_text("utf-8"), f"{name}::{function}"


def test_every_guarantee_names_its_tests() -> None:
    table = (DOCS / "security.md").read_text("utf-8").partition("## Guarantees")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    assert len(rows) >= 10
    assert [row for row in rows if "`tests/" not in row.rpartition(" | ")[2]] == []


def test_every_snippet_is_of_a_kind_that_is_checked() -> None:
    known = {"yaml", "hcl", "python", "json", *_SHELL}
    # outputs, diagrams and commands of the sections about data; Jenkins is checked with the rest of docs/ci.md,
    # pictures in tests/picture, and local stacks (shell) in tests/gallery
    known |= {"", "text", "groovy", "sql", "mermaid", "shell"}
    assert {item.language for item in SNIPPETS} <= known


@_of("yaml")
def test_yaml_snippets_parse(snippet: Snippet) -> None:
    assert yaml.safe_load(snippet.text) is not None


@_of("hcl")
def test_terraform_snippets_parse(snippet: Snippet) -> None:
    parsed = parse(SourceFile("main.tf", snippet.text))
    assert not parsed.diagnostics
    assert parsed.body.blocks or parsed.body.attributes


@_of("python")
def test_python_snippets_compile(snippet: Snippet) -> None:
    ast.parse(snippet.text)


def _commands(snippet: Snippet) -> Iterator[list[str]]:
    """The calls of riveter in a shell snippet, as words."""
    lines = snippet.text.replace("\\\n", " ").splitlines()
    if snippet.language == "console":
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    for line in lines:
        line = re.sub(r"\$\{\w+:\+([^}]*)\}", r"\1", line)
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, ";"]:
            if set(word) <= set("|&;<>()"):
                if words and words[0] == "riveter" and len(words) > 1:
                    yield words
                words = []
            else:
                words.append(word)


_INLINE = [
    (page.name, tuple(shlex.split(call)))
    for page in sorted(DOCS.glob("*.md"))
    if page.name != "commands.md"  # it names the aliases
    for call in re.findall(r"`(riveter [a-z][^`…]*)`", _text(page))
]
CALLS = sorted(
    {*_INLINE, *((item.id, tuple(words)) for item in SNIPPETS if item.language in _SHELL for words in _commands(item))},
    key=lambda call: (call[0], call[1]),
)


def test_there_are_commands() -> None:
    assert len(CALLS) >= 40


@pytest.mark.parametrize(("place", "words"), CALLS, ids=lambda part: part if isinstance(part, str) else " ".join(part))
def test_commands_and_their_options_exist(place: str, words: tuple[str, ...]) -> None:
    rest = list(words[1:])
    if rest == ["--version"]:
        return
    command: click.Command = application
    context = click.Context(application, info_name="riveter")
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        assert found is not None, rest[0]
        context, command = click.Context(found, info_name=rest.pop(0), parent=context), found
    options, _, _ = command.make_parser(context).parse_args(rest)  # raises for an option there is not
    for parameter in command.params:
        if parameter.name in options and isinstance(parameter, click.Option):
            parameter.type_cast_value(context, options[parameter.name])


def test_make_has_the_targets_that_the_pages_name() -> None:
    targets = re.findall(r"^(\w+):", _text(ROOT / "Makefile"), re.MULTILINE)
    named = {name for page in PAGES[:2] for name in re.findall(r"(?:^|`)make (\w+)", _text(page), re.MULTILINE)}
    assert {"example", "check"} <= named <= set(targets)


# --- the first steps, step by step -----------------------------------------------------------------

_FIRST_LINE = re.compile(r"# (\S+\.(?:tf|ya?ml))\n")
_SECONDS = re.compile(r" \(\d+\.\d s\)$", re.MULTILINE)


def _run(command: str, folder: Path, *, code: tuple[int, ...] = (0, 1)) -> str:
    """What a command prints, on either output. Fails for an exit code that is not one of those expected."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no POSIX shell")
    environment = {name: os.environ[name] for name in ("HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env={**environment, "PATH": path, "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": os.devnull},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode in code, done.stdout
    return _SECONDS.sub("", done.stdout)


def test_the_first_steps_print_what_their_page_says(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    ran = 0
    for snippet in SNIPPETS:
        if snippet.page.name != "first-steps.md":
            continue
        if snippet.language == "console":
            for part in re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                assert _run(command, folder) == output, command
                ran += 1
        else:
            named = _FIRST_LINE.match(snippet.text)
            assert named, snippet.text
            path = folder / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(snippet.text, encoding="utf-8")
    assert ran == 10


def _lines(page: Path) -> list[str]:
    """The commands of a page that begin with riveter, or end in it after a pipe."""
    texts = [
        item.text.replace("\\\n", " ") for item in SNIPPETS if item.page == page and item.language in ("bash", "sh")
    ]
    lines = [line.partition("  #")[0].strip() for text in texts for line in text.splitlines()]
    return [line for line in lines if re.match(r"riveter |.*\| riveter ", line)]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example in which the commands of the README run, with what they find beside it."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples" / "batch-data-pipeline", checkout / "examples" / "batch-data-pipeline")
    shutil.copytree(ROOT / "rule_packs", checkout / "rule_packs")
    return checkout / "examples" / "batch-data-pipeline"


@pytest.mark.parametrize("command", _lines(ROOT / "README.md"))
def test_commands_of_the_readme_run_where_they_stand(command: str, pipeline: Path) -> None:
    assert _run(command, pipeline)


EXAMPLE_COMMANDS = [(page, line) for page in PAGES if page.parent.parent.name == "examples" for line in _lines(page)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "command"),
    [(page, line) for page, line in EXAMPLE_COMMANDS if page.parent.name != "python-check"],
    ids=lambda part: part if isinstance(part, str) else part.parent.name,
)
def test_commands_of_the_examples_work(page: Path, command: str) -> None:
    assert _run(command, page.parent)


OUTPUTS_OF_THE_README = [
    item.text for item in SNIPPETS if item.page == ROOT / "README.md" and item.text.startswith("$ riveter scan")
]


@pytest.mark.parametrize("text", OUTPUTS_OF_THE_README, ids=lambda text: text.partition("\n")[0])
def test_the_readme_shows_what_the_example_prints(text: str, pipeline: Path) -> None:
    command, _, shown = text.removeprefix("$ ").partition("\n")
    printed = _run(command, pipeline).splitlines()
    if "…" not in shown.splitlines():
        assert printed == shown.splitlines()
        return
    lines = [line for line in shown.splitlines() if line != "…"]
    assert len(lines) >= 5
    assert [line for line in printed if line in lines] == lines


def test_the_readme_shows_what_a_failure_looks_like(tmp_path: Path) -> None:
    (tmp_path / "storage.tf").write_text(
        "\n" * 38
        + 'resource "aws_kms_key" "data_key" {\n  description         = "Data key"\n  enable_key_rotation = var.rotate\n}\n'
    )
    (tmp_path / "variables.tf").write_text("\n" * 6 + 'variable "rotate" {\n  type    = bool\n  default = true\n}\n')
    (tmp_path / "prod.tfvars").write_text("\nrotate = false\n")
    rules = shlex.quote(str(ROOT / "examples" / "batch-data-pipeline" / "data-security-rules.yml"))
    printed = _run(f"riveter scan -q -r {rules} --include kms-key-rotation --var-file prod.tfvars", tmp_path)
    (shown,) = [
        item.text for item in SNIPPETS if item.page == ROOT / "README.md" and item.text.startswith("❌ KMS keys must")
    ]
    assert shown in printed, printed


def test_the_rule_of_the_readme_is_sound(tmp_path: Path) -> None:
    (rule,) = [item.text for item in SNIPPETS if item.page == ROOT / "README.md" and item.language == "yaml"]
    (tmp_path / "rules.yml").write_text(rule)
    assert _run("riveter lint --strict rules.yml", tmp_path) == "No problems found.\n"


# --- Python ----------------------------------------------------------------------------------------


def test_the_snippets_of_the_python_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(
        'variable "rotate" {}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
    )
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "rules.yml").write_text(
        "- {name: k, resource_type: aws_kms_key, assertions: [{key: policy, operator: exists}]}\n"
    )
    (tmp_path / "policies" / "rules.cases.yml").write_text(
        'cases: [{rule: k, name: none, terraform: \'resource "aws_kms_key" "k" {}\', expect: fail}]\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    printed: list[str] = []
    snippets = [item for item in SNIPPETS if item.page.name == "python.md"]
    assert len(snippets) == 5
    for snippet in snippets:
        names: dict[str, Any] = {"print": lambda *words: printed.append(" ".join(map(str, words)))}
        exec(compile(snippet.text, snippet.id, "exec"), names)  # our own page
    assert printed[0] == "medium kms-key-rotation-enabled aws_kms_key.k"
    assert any(line.startswith("aws_kms_key.k {'enable_key_rotation': ") for line in printed)
    assert "Outcome.PASS kms-key-rotation-enabled ('infra',)" in printed
    assert printed[-1] == "True"


def test_the_python_page_names_what_is_public() -> None:
    page = _text(DOCS / "python.md")
    for name in api.__all__:
        assert re.search(rf"^\| `{name}\b", page, re.MULTILINE), name
    fields = {name for kind in (Targets, ScanOptions, ScanResult) for name in kind.__struct_fields__}
    rows = re.findall(r"^\| `(?:Targets|ScanOptions|ScanResult)` \|(.*)\|$", page, re.MULTILINE)
    assert len(rows) == 3
    assert set(re.findall(r"`(\w+)`", "".join(rows))) - {"TF_VAR_"} <= fields


# --- everything there is ---------------------------------------------------------------------------


def _helps(command: click.Command, context: click.Context, depth: int) -> Iterator[str]:
    path = context.command_path
    yield f"{'#' * depth} {path}\n\n```text\n{context.get_help()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _helps(inner, _context(inner, name, context), depth + 1)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return command.context_class(
        command, parent, name, terminal_width=96, max_content_width=96, help_option_names=["-h", "--help"]
    )


def commands_page() -> str:
    """docs/commands.md with the help of every command as it is now."""
    head, mark, _ = _text(COMMANDS_PAGE).partition(MARK)
    root = _context(application, "riveter", None)
    parts: list[str] = []
    for name in COMMANDS:
        command = application.get_command(root, name)
        assert command is not None
        parts.extend(_helps(command, _context(command, name, root), 3))
    return head + mark + "\n" + "\n".join(parts)


def test_the_page_of_commands_has_the_help_of_each() -> None:
    # in a process of its own: click keeps help options that other tests may have made
    arguments = [sys.executable, "-m", "tests.test_docs", "--print"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == _text(COMMANDS_PAGE), "run: python -m tests.test_docs"


def test_every_command_is_in_the_table_of_the_page() -> None:
    for name in COMMANDS:
        assert f"[`riveter {name}`](#riveter-{name})" in _text(COMMANDS_PAGE)


def test_the_page_of_reports_names_every_format_and_extension() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\.[\w.]+)` \|", _text(DOCS / "reports.md"), re.MULTILINE)
    assert rows == [(item.name, item.extension) for item in FORMATS.values()]
    holding = re.search(r"The formats (.*?) contain the diagnostics", _text(DOCS / "reports.md"), re.DOTALL)
    assert holding is not None
    assert re.findall(r"`(\w+)`", holding[1]) == [item.name for item in FORMATS.values() if item.diagnostics]


def _fields(schema: Any) -> Iterator[str]:
    """The names of all properties in a JSON Schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value
            yield from _fields(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _fields(item)


def test_the_page_of_reports_names_every_field_of_the_json_report() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "schema", "output"], capture_output=True, text=True, check=True
    )
    named = set(re.findall(r"`(\w+)`", _text(DOCS / "reports.md")))
    assert set(_fields(json.loads(done.stdout))) - named == set()


def _keys(value: Any) -> Iterator[str]:
    """The keys of a document and of the objects in its lists, two levels deep: deeper ones are the report's own."""
    for key, inner in value.items():
        yield key
        for item in inner if isinstance(inner, list) else [inner]:
            if isinstance(item, dict) and key not in ("values", "unknown", "partial", "location", "metadata"):
                yield from _keys(item)


@pytest.mark.parametrize(
    "command",
    ["show", "eval var.name", "lint rules.yml", "test rules.yml --mutate", "packs", "packs show aws-security"],
)
def test_the_page_of_reports_names_every_field_of_other_commands(command: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "x-${var.name}"\n}\n'
        'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n}\n'
    )
    (tmp_path / "rules.yml").write_text(
        "- {name: k, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: exists}]}\n"
    )
    (tmp_path / "rules.cases.yml").write_text(
        'cases: [{rule: k, name: none, terraform: \'resource "aws_s3_bucket" "b" {}\', expect: fail}]\n'
    )
    words = command.split()
    name = "packs show NAME" if words[:2] == ["packs", "show"] else words[0]
    row = re.search(rf"^\| `riveter {name} --format json` \|(.*)\|$", _text(DOCS / "reports.md"), re.MULTILINE)
    assert row is not None
    document = json.loads(_run(f"riveter {command} --format json", tmp_path))
    assert set(_keys(document)) - set(re.findall(r"`(\w+)`", row[1])) == set()


def test_the_page_of_configuration_names_every_key_of_the_schema() -> None:
    schema = json.loads(_text(DOCS / "schemas" / "config.schema.json"))
    text = _text(DOCS / "configuration.md") + _text(DOCS / "suppressions.md")
    named = set(re.findall(r"`(\w+)`", text)) | set(re.findall(r"(\w+):", text))
    assert set(_fields(schema)) - named == set()


def test_the_rule_language_names_every_key_of_the_schema() -> None:
    schema = json.loads(_text(DOCS / "schemas" / "rules.schema.json"))
    text = "".join(_text(DOCS / name) for name in ("rule-language.md", "iam.md", "packs.md"))
    named = set(re.findall(r"`(\w+)`", text)) | set(re.findall(r"(\w+):", text))
    assert set(_fields(schema)) - named == set()


def test_the_page_on_ci_names_every_input_and_output_of_the_action() -> None:
    action = yaml.safe_load(_text(ROOT / "action.yml"))
    page = _text(DOCS / "ci.md")
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == list(action["inputs"])
    assert {name for name in action["outputs"] if f"`{name}`" not in page} == set()


def test_the_page_on_ci_names_every_hook() -> None:
    hooks = yaml.safe_load(_text(ROOT / ".pre-commit-hooks.yaml"))
    assert {hook["id"] for hook in hooks} == set(
        re.findall(r"- id: (riveter[\w-]*)$", _text(DOCS / "ci.md"), re.MULTILINE)
    )


_READ = re.compile(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"")


def test_every_environment_variable_that_is_read_is_documented() -> None:
    page = _text(COMMANDS_PAGE)
    read = {name for path in (ROOT / "riveter").rglob("*.py") for name in _READ.findall(_text(path))}
    assert {"NO_COLOR", "TF_WORKSPACE", "GITHUB_STEP_SUMMARY"} <= read
    for name in read - {"PATH"}:
        assert f"`{name}" in page, name


MIB = 1024 * 1024
BOUNDS = {
    "a source file of Terraform": (source.MAX_SOURCE_BYTES, 10 * MIB, "10 MiB"),
    "a plan or state": (documents.MAX_DOCUMENT_BYTES, 1024 * MIB, "1 GiB"),
    "a plan or state from standard input": (cli_inputs.MAX_STDIN_BYTES, 512 * MIB, "512 MiB"),
    "a rule file, a case file": (max(rule_files.MAX_RULE_FILE_BYTES, cases.MAX_CASE_FILE_BYTES), 4 * MIB, "4 MiB"),
    "`riveter.yml`": (config_reader.MAX_BYTES, MIB, "1 MiB"),
    "depth of nested modules": (module.MAX_MODULE_DEPTH, 32, "32"),
    "instances of one block or module": (expansion.MAX_INSTANCES, 20_000, "20,000"),
    "a single text": (budget.MAX_TEXT, 16 * MIB, "16 MiB"),
    "a file that a function reads": (sandbox.MAX_FILE_BYTES, 4 * MIB, "4 MiB"),
    "depth of nested conditions": (conditions_reader.MAX_DEPTH, 20, "20"),
    "rule files": (loader.MAX_FILES, 5_000, "5,000"),
}


def test_the_budgets_on_the_page_of_security_are_those_that_hold() -> None:
    table = _text(DOCS / "security.md").partition("## Budgets")[2].partition("\n\n*")[0]
    found = re.findall(r"^\| (.+?) \| (.+ \| .+) \|$", table, re.MULTILINE)[1:]
    rows = {re.split(r"[:.]| for new", first)[0]: rest for first, rest in found}
    least, most, each = budget.BASE_INSTANCES, budget.MAX_INSTANCES, budget.INSTANCES_PER_CHARACTER
    assert rows == {
        "steps": f"{budget.BASE_STEPS:,}, at most {budget.MAX_STEPS:,} | {budget.STEPS_PER_CHARACTER}",
        "memory": f"{budget.BASE_MEMORY // MIB} MiB, at most {budget.MAX_MEMORY // MIB} MiB | {budget.MEMORY_PER_CHARACTER} bytes",
        "instances of resources and modules": f"{least:,}, at most {most:,} | {each}",
        "steps of rules": f"{effort.BASE:,}, at most {effort.MOST:,} | {effort.PER_CHARACTER}",
        'names that are compared for a "Did you mean"': f"1,000, at most {budget.MAX_SUGGESTIONS:,} | 0.1",
    }


def test_the_bounds_on_the_page_of_security_are_those_that_hold() -> None:
    table = _text(DOCS / "security.md").partition("Some of the bounds:")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| (.+?) \| ([\d,]+(?: [MG]iB)?) \|$", table, re.MULTILINE))
    assert rows == {name: shown for name, (_, _, shown) in BOUNDS.items()}
    assert {name: real for name, (real, _, _) in BOUNDS.items()} == {
        name: said for name, (_, said, _) in BOUNDS.items()
    }


# --- what no page may hold -------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_no_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:root|work|home|Users|opt)\b|(?:\d{1,3}\.){3}\d{1,3}:\d+", _text(page))


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.buffer.write(commands_page().encode())
    else:
        COMMANDS_PAGE.write_text(commands_page(), encoding="utf-8")


_BY_NAME = re.compile(r"pip install(?: -\S+)* ['\"]?riveter\b(?! @)[^\n]*")


def test_no_page_installs_riveter_by_its_name() -> None:
    # The package of that name in the public index is another program.
    places = [*PAGES, *(path for path in (ROOT / "editors").rglob("*") if path.suffix in {".md", ".js", ".json"})]
    found = [(str(path.relative_to(ROOT)), words) for path in places for words in _BY_NAME.findall(_text(path))]
    assert found == []
