"""Files are read in one place: other modules of the product use nothing that opens or looks up files.

The syntax trees are compared with lists of what is harmless: what nobody thought of is a door as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PRODUCT = Path(__file__).parents[2] / "riveter"

READER = {"files/reader.py", "files/opening.py"}
"""The one reader, and how it opens files."""

HARMLESS = {
    "os": {
        "PathLike", "altsep", "cpu_count", "curdir", "defpath", "devnull", "environ", "fsdecode", "fsencode", "fspath",
        "getcwd", "getpid", "name", "pardir", "pathsep", "sep",
    },
    # `realpath` looks up links, and opens nothing: where a path leads must be known before it is judged.
    "os.path": {
        "abspath", "basename", "commonpath", "dirname", "isabs", "join", "normpath", "realpath", "relpath", "sep", "split",
        "splitdrive", "splitext",
    },
    "io": {"BytesIO", "StringIO"},
    "shutil": {"get_terminal_size"},
    "codecs": {
        "BOM_UTF16_BE", "BOM_UTF16_LE", "BOM_UTF8", "charmap_build", "charmap_decode", "charmap_encode", "getincrementaldecoder",
        "register_error",
    },
    "click": {
        "Abort", "Argument", "BadParameter", "Choice", "ClickException", "Command", "Context", "FloatRange", "Group", "HelpFormatter",
        "IntRange", "Option", "ParamType", "Parameter", "UsageError", "argument", "command", "confirm", "core", "exceptions", "group",
        "option", "pass_context", "shell_completion", "version_option",
    },
}  # fmt: skip
"""What may be used of modules that can open files as well."""

MODULES = {
    "__future__", "_blake2", "_md5", "_sha1", "_sha2", "_sha256", "_signal", "abc", "array", "base64", "binascii", "bisect",
    "collections", "contextlib", "copy", "csv",
    "dataclasses", "datetime", "decimal", "difflib", "enum", "errno", "fractions", "functools", "gc", "hashlib", "heapq", "html",
    "ipaddress", "itertools", "json", "math", "operator", "posixpath", "re", "shlex", "signal", "stat", "string", "struct", "sys",
    "threading", "time", "traceback", "types", "typing", "unicodedata", "urllib", "uuid", "warnings", "weakref", "xml", "zlib",
    # of others: they read what they are given
    "celpy", "lsprotocol", "msgspec", "re2", "regex", "rich", "riveter", "yaml",
}  # fmt: skip
"""What may be imported: nothing in it opens a file by its name (`posixpath` without its look-ups)."""

BUILTINS = {"open", "__import__", "exec", "eval"}
METHODS = {
    "chmod", "expanduser", "hardlink_to", "is_block_device", "is_char_device", "is_dir", "is_fifo", "is_file",
    "is_mount", "is_socket", "is_symlink", "iterdir", "lchmod", "lstat", "mkdir", "read_bytes", "read_text", "readlink",
    "rename", "rglob", "rmdir", "samefile", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
"""Of `pathlib.Path`, which no module can import; a path may come from somewhere else."""

EXCEPTIONS: dict[str, tuple[str, set[str]]] = {
    "files/bounds.py": ("looks for the repository around a path", {"os.path.isdir", "os.path.lexists"}),
    "files/gitindex.py": (
        "reads the index of git, which is no content, by the opener of the reader",
        {"os.close", "os.fstat", "os.path.isfile", "os.path.islink"},
    ),
    "files/cache.py": (
        "the cache, in a folder of its own",
        {
            "import platformdirs", "open", "os.close", "os.fstat", "os.geteuid", "os.lstat", "os.makedirs", "os.open",
            "os.path.expanduser", "os.path.isdir", "os.replace", "os.stat", "os.unlink", "os.walk",
        },
    ),
    "files/lookups.py": (
        "looks up again what a scan looked up, by the opener of the reader",
        {"os.close", "os.fstat", "os.path.isfile", "os.path.islink"},
    ),
    "cli/remembered.py": ("looks at the times of what is installed", {"os.getuid", "os.path.exists", "os.stat", "os.walk"}),
    "files/overlay.py": ("describes a text in memory as a file", {"os.stat_result"}),
    "files/archives.py": ("reads archives in memory", {"import zipfile"}),
    "files/copying.py": (
        "writes the copy of the base",
        {
            "open", "os", "os.O_CREAT", "os.O_EXCL", "os.O_WRONLY", "os.makedirs", "os.open", "os.path.exists", "os.path.isdir",
            "os.symlink",
        },
    ),
    "files/package.py": (
        "what is installed: data of the package, and where git is",
        {"import mmap", "open", "os.X_OK", "os.access", "os.path.isfile", "os.stat", "os.walk"},
    ),
    "files/cache_contents.py": (
        "empties the cache",
        {"os.DirEntry", "os.scandir", "os.lstat", "os.rmdir", "os.unlink", ".is_dir", ".is_file"},
    ),
    "files/pack_store.py": (
        "keeps packs from elsewhere, in a folder of its own",
        {"import tempfile", "open", "os.makedirs", "os.path.lexists", "os.replace", "shutil.rmtree"},
    ),
    "files/git_objects.py": ("reads what git writes", {"import subprocess"}),
    "pack_fetching/git.py": ("runs git in a temporary folder", {"import subprocess", "import tempfile"}),
    "pack_fetching/oci.py": (
        "reads archives in memory, from a registry",
        {"import gzip", "import oras.auth", "import oras.provider", "import requests", "import requests.adapters", "import tarfile"},
    ),
    "pack_fetching/python_package.py": ("reads the record of an installation", {"from importlib import metadata"}),
    "cli/pack_sources.py": ("makes the folder of a new pack", {"os.makedirs"}),
    "files/temporary.py": ("writes the configuration of a plan or a case", {"import tempfile", "open", "os.makedirs"}),
    "estate/answers.py": ("asks tables in memory", {"import duckdb"}),
    "estate/before.py": ("holds a table in memory", {"import pyarrow"}),
    "estate/checkout.py": ("makes the folder of a commit", {"import tempfile", "os.chdir", "os.makedirs"}),
    "estate/child.py": (
        "answers each request in a process of its own, with limits",
        {
            "import resource", "import select", "import tempfile", "open", "os", "os.WEXITSTATUS", "os.WIFSIGNALED", "os.WTERMSIG",
            "os._exit", "os.close", "os.dup", "os.dup2", "os.fdopen", "os.fork", "os.kill", "os.killpg", "os.pipe", "os.read",
            "os.setsid", "os.wait4",
        },
    ),
    "estate/engines.py": (
        "starts workers",
        {
            "from concurrent.futures import BrokenExecutor, CancelledError, Executor, ThreadPoolExecutor",
            "from distributed import Client, LocalCluster", "from distributed.scheduler import KilledWorker", "import dask", "os",
        },
    ),
    "estate/evidence.py": ("works in the folder that is looked up again", {"os.chdir"}),
    "estate/impact.py": ("keeps its results in a temporary folder", {"import tempfile"}),
    "estate/isolation.py": ("starts processes", {"import atexit", "import subprocess", "import tempfile"}),
    "estate/run.py": ("waits for tasks", {"from concurrent.futures import FIRST_COMPLETED, Future, wait"}),
    "estate/scanning.py": ("works in the folder that is judged", {"os.chdir"}),
    "estate/snapshot.py": (
        "writes tables",
        {"import pyarrow", "import pyarrow.compute", "import pyarrow.parquet", "import tempfile"},
    ),
    "estate/sources.py": ("finds the repositories that the sources name", {"import glob"}),
    "estate/spool.py": ("keeps results in a file without a name", {"import tempfile"}),
    "estate/store.py": (
        "keeps results in a folder, or in an object store",
        {
            "from fsspec.implementations.local import LocalFileSystem", "import fsspec", "import tempfile", "open", "os.makedirs",
            "os.replace", "os.rmdir", "os.urandom",
        },
    ),
    "estate/survey.py": ("works in the folder that is searched", {"os.chdir"}),
    "estate/tables.py": ("reads tables", {"import duckdb", "import pyarrow", "import pyarrow.dataset", "import pyarrow.fs"}),
    "diffing/git.py": ("runs git", {"import subprocess"}),
    "diffing/run.py": ("makes the folder of the base", {"import tempfile", "os.chdir", "os.makedirs"}),
    "diffing/trusted.py": ("makes the folder of the base", {"import tempfile", "os.chdir", "os.makedirs"}),
    "cli/reports.py": (
        "writes reports",
        {
            "import tempfile", "open", "os.chmod", "os.makedirs", "os.path.exists", "os.path.isdir", "os.replace", "os.stat", "os.umask",
            "os.unlink",
        },
    ),
    "fixing/writing.py": (
        "writes fixes",
        {"import tempfile", "open", "os.chmod", "os.fdopen", "os.fstat", "os.fsync", "os.replace", "os.unlink"},
    ),
    "cli/step_summary.py": ("appends the summary of a step to the file that GitHub names", {"open"}),
    "cli/streams.py": (
        "replaces a closed output by the null device",
        {"os.O_WRONLY", "os.close", "os.dup2", "os.get_terminal_size", "os.open"},
    ),
    "cli/main.py": ("ends an interrupted process", {"os._exit", "os.write"}),
    "cli/progress.py": ("is told of a fork", {"os", "os.register_at_fork"}),
    "core/processes.py": (
        "starts processes",
        {
            "from concurrent.futures import Future, ProcessPoolExecutor", "from concurrent.futures import ProcessPoolExecutor",
            "import multiprocessing", "os",
        },
    ),
    "cli/lsp.py": ("silences the log of a library, and ends the process", {"import logging", "os._exit"}),
    "cli/mcp.py": ("works in the folder that it serves", {"os.chdir"}),
    "mcp_server/server.py": (
        "describes tools",
        {
            "from mcp.server.mcpserver import MCPServer", "from mcp.server.mcpserver.tools import Tool",
            "from mcp.types import ToolAnnotations", "from pydantic import ConfigDict",
        },
    ),
    "mcp_server/tools.py": (
        "describes arguments",
        {"from mcp.server.mcpserver.exceptions import ToolError", "from pydantic import Field"},
    ),
    "mcp_server/answers.py": ("describes answers", {"from typing_extensions import TypedDict"}),
    "lsp/protocol.py": (
        "speaks the protocol, and replaces the documents of the library, which reads files",
        {"from pygls.protocol import LanguageServerProtocol", "from pygls.protocol.language_server import lsp_method"},
    ),
    "lsp/server.py": (
        "speaks the protocol",
        {
            "import asyncio", "from pygls.lsp.server import LanguageServer",
            "from pygls.exceptions import FeatureRequestError, JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams",
        },
    ),
    "lsp/worker.py": (
        "runs questions in a thread",
        {
            "import asyncio", "from concurrent.futures import ThreadPoolExecutor",
            "from pygls.exceptions import JsonRpcContentModified, JsonRpcInternalError, JsonRpcRequestCancelled",
        },
    ),
    "finding_list.py": ("keeps findings in a file without a name", {"import pickle", "import tempfile"}),
    "cli/pages.py": ("asks for the record of its own installation", {"from importlib import metadata"}),
    "core/profile.py": ("asks how much memory the process took", {"import resource"}),
    "rules/conditions/cel.py": ("silences the log of a library", {"import logging"}),
    "rules/conditions/checks.py": (
        "finds installed checks",
        {"from importlib.metadata import EntryPoint, entry_points"},
    ),
    "scaffold/source.py": ("asks for the record of its own installation", {".read_text", "from importlib import metadata"}),
}  # fmt: skip
"""Modules with what they use of this, and what for."""


def product_files() -> list[Path]:
    """The modules of the product but for the reader."""
    return [path for path in sorted(PRODUCT.rglob("*.py")) if path.relative_to(PRODUCT).as_posix() not in READER]


def dotted(node: ast.expr) -> str:
    """`os.path.isfile` of the expression that says so; empty for another."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def doors(tree: ast.AST) -> Iterator[str]:
    """What in a module may open or look up a file."""
    nodes = list(ast.walk(tree))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    bound |= {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    imported = {item.asname or item.name for node in nodes if isinstance(node, ast.Import) for item in node.names}
    inner = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (door for item in node.names for door in of_import(item))
        elif isinstance(node, ast.ImportFrom):
            yield from of_names(node.module or "", [item.name for item in node.names])
        elif isinstance(node, ast.Name):
            if node.id in BUILTINS - bound or (node.id in imported & HARMLESS.keys() and id(node) not in inner):
                yield node.id
        elif isinstance(node, ast.Attribute):
            module = dotted(node.value)
            if module in HARMLESS and module.partition(".")[0] in imported:
                if node.attr not in HARMLESS[module] and f"{module}.{node.attr}" not in HARMLESS:
                    yield f"{module}.{node.attr}"
            elif node.attr in METHODS and not is_reader(node):
                yield f".{node.attr}"


def of_import(item: ast.alias) -> Iterator[str]:
    """What an imported module opens."""
    known = item.name in HARMLESS or item.name.partition(".")[0] in {*MODULES, "click"}
    if not known or (item.asname is not None and item.name in HARMLESS):
        yield f"import {item.name}"


def of_names(module: str, names: list[str]) -> Iterator[str]:
    """What names of a module open."""
    if module in HARMLESS:
        yield from (f"from {module} import {name}" for name in names if name not in HARMLESS[module])
    elif module.partition(".")[0] not in {*MODULES, "click"}:
        yield f"from {module} import {', '.join(names)}"
    elif module == "posixpath":
        yield from (f"from {module} import {name}" for name in names if name not in HARMLESS["os.path"])


def is_reader(node: ast.Attribute) -> bool:
    """Whether the method is one of a `FileReader`: its names say so."""
    if isinstance(node.value, ast.Call):
        return dotted(node.value.func).rpartition(".")[2] in {"FileReader", "within", "around"}
    return dotted(node.value).rpartition(".")[2] in {"reader", "inner", "copy"}


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(PRODUCT))) for path in product_files()])
def test_no_module_opens_files_by_itself(path: Path) -> None:
    name = path.relative_to(PRODUCT).as_posix()
    _, allowed = EXCEPTIONS.get(name, ("", set()))
    assert set(doors(ast.parse(path.read_text(encoding="utf-8")))) == allowed


@pytest.mark.parametrize(
    "text",
    [
        "open('x')", "reader = open", "import os\nos.open('x', 0)", "import os\nos.walk('.')", "import os\nos.path.isfile(p)",
        "from os import scandir", "from os.path import exists", "from os import path", "import os.path as p", "import os as o",
        "import os\ngetattr(os, 'op' + 'en')(p)", "import os\nf = [os]", "from os import *", "import posix", "import nt",
        "Path(p).read_text()", "import pathlib", "from pathlib import Path", "import io\nio.open('x')", "import io\nio.FileIO(p)",
        "from io import open_code", "p.is_file()", "import codecs\ncodecs.open('x')", "import os\nos.stat(p)",
        "import tempfile", "from tempfile import mkstemp", "import shutil\nshutil.copytree(a, b)", "from shutil import move",
        "import glob", "from glob import iglob", "import zipfile", "import tarfile", "import mmap", "import gzip", "import bz2",
        "import lzma", "import sqlite3", "import dbm", "import shelve", "import linecache", "import fileinput", "import tokenize",
        "import subprocess", "from subprocess import run", "import ctypes", "import importlib", "import runpy", "import pkgutil",
        "from importlib.resources import files", "__import__('os')", "eval(text)", "exec(text)", "import builtins", "import imaplib",
        "import configparser", "import logging.config", "import netrc", "import mimetypes", "import zipimport", "import platformdirs",
        "import click\nclick.open_file(p)", "from click import File", "import click\nclick.Path(exists=True)",
        "from posixpath import exists",
    ],
)  # fmt: skip
def test_the_check_notices(text: str) -> None:
    assert list(doors(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "reader.is_file(p)\nself.reader.is_folder(p)\nFileReader().is_file(p)", "import os\nos.path.join(os.sep, os.environ['x'])",
        "import os.path\nos.path.dirname(p)", "from os.path import join", "import io\nio.StringIO()",
        "def open(x): ...\nopen(1)", "from riveter.files.reader import FileReader", "import click\nclick.option('--x')",
    ],
)  # fmt: skip
def test_what_is_harmless_is_not_taken_for_a_door(text: str) -> None:
    assert not list(doors(ast.parse(text)))
