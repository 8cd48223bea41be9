"""The input and the result of a scan: `Targets`, `ScanOptions`, `ScanResult`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.config.globs import FileGlobs
from riveter.core.diagnostics import Diagnostic
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile, Span
from riveter.files.coverage import NotScanned
from riveter.findings import Comparison, Finding, RuleSummary
from riveter.suppressions.policy import Policy, Waiver
from riveter.terraform.options import EvaluationOptions

if TYPE_CHECKING:
    from riveter.config.model import Environment, Override
    from riveter.core.profile import Profile
    from riveter.files.reader import FileReader
    from riveter.suppressions.accepted import AcceptedComment, AcceptedSuppressions
    from riveter.suppressions.baseline import BaselineScope


class PathGlob(msgspec.Struct, frozen=True):
    """A glob of files and folders, as in a ``.gitignore``, relative to the folder `base`."""

    glob: str
    base: str = "."


class Targets(EvaluationOptions, frozen=True, kw_only=True):
    """The input and its values.

    paths: directories, files, plans and states; ``-`` stands for `stdin`. exclude_paths: files and folders that are not read.
    cache: whether compiled rules are kept between runs. whole_roots: report all resources of a root module that named files are part of.
    removed: named files that only the base of a comparison has.
    """

    paths: tuple[str, ...] = (".",)
    cache: bool = True
    exclude_paths: tuple[PathGlob, ...] = ()
    whole_roots: bool = False
    removed: tuple[str, ...] = ()


class EnvironmentRun(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluation of the targets.

    environment: its values (None: only those of the options). paths: the targets, without files of values. values: such files; findings
    that they affect are reported, in the root modules below `searched`, and in those whose folders are `users`.
    inferred: whether it is for a file of values that nothing else reads, rather than for an environment of the config.
    """

    environment: Environment | None = None
    paths: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    inferred: bool = False

    @property
    def name(self) -> str:
        """The name in findings; empty if the scan has no environments."""
        return self.environment.name if self.environment is not None else ""

    @property
    def span(self) -> Span | None:
        """Where the environment is written, or its file of values."""
        if self.inferred:
            return Span(self.name, 1, 1, 1, 1)
        return None if self.environment is None else self.environment.span


class ScanPlan(msgspec.Struct, frozen=True):
    """What a scan evaluates, and what is to be said about it."""

    runs: tuple[EnvironmentRun, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class ScanOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The input, the rules and the settings of a scan.

    rules: files and directories. packs: names. default_packs: whether the bundled packs for the providers whose resources occur are used
    as well. severity: the least severity of the rules that run. include, exclude: globs of
    rule ids. parameters: values of rule parameters, as text or as they are; the last of a name wins. baseline: a file with findings
    that do not count. diagnostics: what was wrong where the options come from, to be told with the rest.

    environments: what the configuration is evaluated for, one after the other; none: once. base: the folder that globs of files in
    overrides and waivers are relative to. today: the day on which suppressions are judged (None: the clock's, in UTC).
    jobs: the most processes to use where there is enough to judge (0: one for every processor).
    strict_coverage: whether what was left out is an error, but for what the user chose to leave out.
    allow_empty: if true, it is not an error if no rule applies to any resource type.
    accepted: the comments and findings that a base accepts; other comments suppress nothing (None: all comments count).
    reader: what files are read with (None: one of its own); it remembers what it read, for excerpts.
    profile: notes what takes how long (see `riveter.core.profile`); then one process does everything.
    places: where `packs`, `include`, `exclude` and `parameters` are written, by field and word, if they come from a file.
    plan: what is evaluated, if that is decided already.
    prove: whether unknown verdicts are examined for every value of the variables without one (see `riveter.proof`).
    details: whether findings that pass tell what held. This takes a tenth of the time. It may be left out if nobody reads it.
    """

    targets: Targets = Targets()
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    default_packs: bool = False
    severity: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()
    baseline: str | None = None
    environments: tuple[Environment, ...] = ()
    overrides: tuple[Override, ...] = ()
    suppressions: Policy = Policy()
    waivers: tuple[Waiver, ...] = ()
    base: str = "."
    today: date | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    jobs: int = 1
    strict_coverage: bool = False
    allow_empty: bool = False
    accepted: AcceptedSuppressions | None = None
    reader: FileReader | None = None
    profile: Profile | None = None
    places: Mapping[str, Mapping[str, Span]] = {}
    plan: ScanPlan | None = None
    prove: bool = False
    details: bool = True


class ScanResult(msgspec.Struct, frozen=True):
    """The result of a scan.

    findings: of every outcome, in deterministic order (root module, file, line, address, rule); they can be read
    as often as needed. rules: every rule that was selected, in order.
    resources, files: how many resources were evaluated and how many files were read.
    source: the text of a file by its shown name, for excerpts (None when it is not at hand).
    timings: seconds by stage. diff: what the findings were compared with, if they were (see `riveter.diffing`).
    environments: the names of those that were evaluated, where there are any; empty for an evaluation without one.
    scope: what the scan was about, for baselines.
    validated: whether any rule applied to any resource. addresses: gives those of all resources, each after its root module.
    former: gives the earlier addresses of a resource in a root module, by the `moved` blocks, the latest first.
    secrets: what the result does not hold, for whoever shows more than it.
    not_scanned: what the scan left out, by kind and name. comments: the suppression comments that were read.
    """

    findings: Collection[Finding]
    rules: tuple[RuleSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    resources: int
    files: int
    source: Callable[[str], SourceFile | None]
    timings: dict[str, float] = {}
    diff: Comparison | None = None
    environments: tuple[str, ...] = ()
    scope: BaselineScope | None = None
    secrets: Secrets = msgspec.field(default_factory=Secrets)
    not_scanned: tuple[NotScanned, ...] = ()
    comments: frozenset[AcceptedComment] = frozenset()
    validated: bool = True
    addresses: Callable[[], frozenset[tuple[str, str]]] = frozenset
    former: Callable[[str, str], Iterable[str]] = lambda root, address: ()


def in_environment(targets: Targets, environment: Environment) -> Targets:
    """Return the targets with the values of an environment. It is deployed elsewhere: what is selected in a folder is not its workspace."""
    return msgspec.structs.replace(
        targets,
        layers=(*targets.layers, environment.values) if environment.values is not None else targets.layers,
        workspace=environment.workspace or targets.workspace,
        selection=False,
        assume={**targets.assume, **environment.assume},
    )


def excluded_paths(targets: Targets) -> Callable[[str], bool] | None:
    """Return whether the user excluded a path."""
    if not targets.exclude_paths:
        return None

    globs = {item.base: FileGlobs(item.base) for item in targets.exclude_paths}
    # `legacy/**` is about what is in a folder: nothing of it is read, so that the folder need not be either
    wanted = [(globs[item.base], item.glob.removesuffix("/**")) for item in targets.exclude_paths]
    return lambda path: any(known.names(glob, path) for known, glob in wanted)
