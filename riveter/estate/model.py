"""What an estate consists of: its repositories, their root modules as tasks, and the rules for all of them.

All of it is plain data. It is sent to workers as MessagePack, so that nothing that comes back can run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

Kind = Literal["directory", "git", "document"]


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """One repository, folder or document of the estate.

    name: unique in the estate. path: absolute. ref: the commit, branch or tag of a git repository. owner: empty if CODEOWNERS decides.
    """

    name: str
    kind: Kind
    path: str
    ref: str = "HEAD"
    owner: str = ""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules for all root modules. rules: absolute paths. Without rules and packs, the packs are those for the resources that occur."""

    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()


class Limits(msgspec.Struct, frozen=True):
    """What one task may take: seconds, and MiB of memory."""

    seconds: float = 300
    memory: int = 2048


class Call(msgspec.Struct, frozen=True, gc=False):
    """A call of a module whose source is written out. No credentials are in it.

    address: as in ``module.network.module.subnets``. source: without a version. version: the constraint, or the `ref` of a source of git.
    installed: the exact version that `terraform init` has installed. folder: of the module, from the root of the repository; empty if it
    is not there. local: whether the source is a path. file, line: where the call is written.
    """

    address: str
    source: str
    version: str
    installed: str
    folder: str
    local: bool
    file: str
    line: int


class Root(msgspec.Struct, frozen=True):
    """A root module or a document: one task.

    name: as the evaluation names it. folder: from the root of the repository. content: the digest of everything that its result depends
    on besides the rules. owner: by CODEOWNERS. whole: whether it may read any file of its repository; otherwise it reads `folders`.
    found_in_whole: whether only its whole repository says how it is run: Terragrunt runs it, or a source is an expression.
    """

    name: str
    folder: str
    content: str
    owner: str = ""
    whole: bool = False
    found_in_whole: bool = False
    folders: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()


class Survey(msgspec.Struct, frozen=True):
    """The root modules of a repository.

    commit, tree: of a git repository. unchanged: whether the tree is the known one: then nothing else is set.
    day: the only day on which it holds, because a suppression in it has a date; empty if it holds on all days. evidence: see
    `riveter.estate.evidence`.
    coverage: what was left out: kind, name, detail. problems: severity, summary, detail, hint, file, line, column.
    """

    commit: str = ""
    tree: str = ""
    unchanged: bool = False
    day: str = ""
    roots: tuple[Root, ...] = ()
    coverage: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str, str, str, str, int, int], ...] = ()
    evidence: bytes = b""


class CheckRequest(msgspec.Struct, frozen=True, tag="check"):
    """Find out for repositories whether their surveys still hold. evidence: of each one. The answer is one truth value for each."""

    repositories: tuple[Repository, ...]
    evidence: tuple[bytes, ...]
    limits: Limits


class SurveyRequest(msgspec.Struct, frozen=True, tag="survey"):
    """Find the root modules of a repository. today: see `ScanRequest`. known: the tree of the survey that is known already."""

    repository: Repository
    limits: Limits
    today: str
    known: str = ""


class ScanRequest(msgspec.Struct, frozen=True, tag="scan"):
    """Judge one root module. commit: of a git repository. today: the day on which suppressions are judged."""

    repository: Repository
    root: Root
    commit: str
    policy: Policy
    limits: Limits
    today: str


Request: TypeAlias = CheckRequest | SurveyRequest | ScanRequest

Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]
"""Rows by table, without the column of the task."""


class Scanned(msgspec.Struct, frozen=True):
    """The result of one task. counts: see `riveter.estate.schema.COUNTS`."""

    counts: tuple[int, ...]
    tables: Mapping[str, Sequence[Sequence[Any]]]


class Answer(msgspec.Struct, frozen=True):
    """What became of a request.

    content: the `Survey` or the `Scanned`, encoded; empty if there is none. failure: why, by a word for programs. detail: the same for
    people. seconds, memory (MiB): what it took.
    """

    content: bytes = b""
    failure: str = ""
    detail: str = ""
    seconds: float = 0.0
    memory: int = 0
