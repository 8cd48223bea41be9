"""Files are read in one place: the syntax trees of the product name the functions that open and look up files nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PRODUCT = Path(__file__).parents[2] / "riveter"

CALLS = {
    "os": {
        "open", "listdir", "scandir", "walk", "fwalk", "stat", "lstat", "access", "readlink", "truncate", "popen",
        "startfile",
    },
    "os.path": {
        "exists", "lexists", "isfile", "isdir", "islink", "ismount", "isjunction", "getsize", "getmtime", "samefile",
    },
    "io": {"open", "open_code", "FileIO"},
    "codecs": {"open"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "glob": {"glob", "iglob"},
    "fileinput": {"input"},
    "linecache": {"getline", "getlines"},
    "tempfile": {"mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"},
    "mmap": {"mmap"},
    "tokenize": {"open"},
    "tarfile": {"open"},
    "zipfile": {"ZipFile"},
    "gzip": {"open"},
}  # fmt: skip
METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "is_file", "is_dir", "is_symlink",
    "lstat", "touch", "readlink", "samefile", "hardlink_to", "symlink_to",
}  # fmt: skip
"""Of `pathlib.Path`; `exists` is also what blocks and rules do, and no module can import `pathlib`."""
MODULES = {"pathlib", "glob", "fileinput", "linecache", "tarfile", "zipfile"}

EXCEPTIONS = {
    "files/cache.py": "the cache, in a folder of its own",
    "cli/reports.py": "writes reports",
    "cli/scan.py": "appends the summary of a step to the file that GitHub names",
    "cli/streams.py": "replaces a closed output by the null device",
    "finding_list.py": "keeps findings in a file without a name",
    "scaffold/source.py": "asks for the record of its own installation",
}


def product_files() -> list[Path]:
    """The modules of the product outside of the one room where files are read."""
    return [path for path in sorted(PRODUCT.rglob("*.py")) if path.relative_to(PRODUCT).parts[0] != "files"]


def dotted(node: ast.expr) -> str:
    """`os.path.isfile` of the expression that says so; empty for another."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def doors(tree: ast.AST) -> Iterator[str]:
    """What in a module opens or looks up a file."""
    nodes = list(ast.walk(tree))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: import {item.name}" for item in node.names if item.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            names = {item.name for item in node.names}
            if node.module in MODULES or names & CALLS.get(node.module or "", set()):
                yield f"{node.lineno}: from {node.module} import {', '.join(sorted(names))}"
        elif isinstance(node, ast.Name) and node.id == "open" and "open" not in bound:
            yield f"{node.lineno}: open"
        elif isinstance(node, ast.Attribute):
            module, _, function = dotted(node).rpartition(".")
            if function in CALLS.get(module, ()):
                yield f"{node.lineno}: {module}.{function}"
            elif node.attr in METHODS and not is_reader(node):
                yield f"{node.lineno}: .{node.attr}"


def is_reader(node: ast.Attribute) -> bool:
    """Whether the method is one of a `FileReader`: its names say so."""
    if isinstance(node.value, ast.Call):
        return dotted(node.value.func).rpartition(".")[2] in {"FileReader", "within", "around"}
    return dotted(node.value).rpartition(".")[2] in {"reader", "inner", "copy"}


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(PRODUCT))) for path in product_files()])
def test_no_module_opens_files_by_itself(path: Path) -> None:
    name = path.relative_to(PRODUCT).as_posix()
    found = list(doors(ast.parse(path.read_text(encoding="utf-8"))))
    if name in EXCEPTIONS:
        assert found, f"{name} does not open files any more: take it from the list"
    else:
        assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "open('x')", "reader = open", "import os\nos.open('x', 0)", "os.walk('.')", "os.path.isfile(p)", "from os import scandir",
        "from os.path import exists", "Path(p).read_text()", "import pathlib", "from pathlib import Path", "io.open('x')",
        "p.is_file()", "codecs.open('x')", "os.stat(p)", "tempfile.mkstemp()",
    ],
)  # fmt: skip
def test_the_check_notices(text: str) -> None:
    assert list(doors(ast.parse(text)))


def test_the_reader_is_not_taken_for_a_door() -> None:
    assert not list(
        doors(ast.parse("reader.is_file(p)\nself.reader.is_folder(p)\nFileReader().is_file(p)\nos.path.join(a, b)"))
    )
