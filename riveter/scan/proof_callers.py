"""Name who makes a rule fail, in proofs: the callers of a module, environments, files of values. Each is evaluated, none is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from riveter.config.model import Environment
from riveter.core.addresses import parts, without_keys
from riveter.core.deadline import Deadline
from riveter.core.secrets import Secrets
from riveter.core.source import Span, display_path
from riveter.core.values import Unknown
from riveter.engine import Engine
from riveter.files.bounds import around, repository_root, within
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.proof.callers import Evaluated, Use, uses_in, with_callers
from riveter.resource import ROOT_MODULE, set_environment
from riveter.scan.loading import load_options
from riveter.scan.named_files import is_automatic, used_files, values_of
from riveter.scan.options import ScanOptions, in_environment
from riveter.scan.rule_selection import Selection
from riveter.terraform.modules.loaded import ProjectPart
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.terragrunt import TerragruntUnit
from riveter.terraform.options import LoadOptions
from riveter.terraform.project import root_name
from riveter.terraform.uses import RepositoryUses, UsesLoader
from riveter.terraform.value_files import users

MOST_EVALUATED = 100
"""So many root modules are evaluated for the verdicts of one."""

MOST_RESOURCES = 60_000
"""So many resources they may have together. So many are kept for the verdicts of others."""

MOST_VALUE_FILES = 200
"""So many files of values of a repository are looked at."""


class CallerFinder:
    """Names the callers in the proofs of a scan.

    environment: what rules see as the environment, by its name and whether a file of values stands for it.
    """

    def __init__(
        self,
        options: ScanOptions,
        selection: Selection,
        reader: FileReader,
        secrets: Secrets,
        deadline: Deadline,
        environment: Callable[..., str | Unknown],
    ) -> None:
        self._options = options
        self._selection = selection
        self._reader = reader
        self._secrets = secrets
        self._deadline = deadline
        self._environment = environment
        self._repositories: dict[tuple[str, ...], RepositoryUses] = {}
        self._users: dict[tuple[str, ...], dict[str, frozenset[str]]] = {}
        self._left = self._room = 0
        self._kept: dict[tuple[str, bool], dict[str, tuple[ProjectPart, int] | None]] = {}
        self._memory = MOST_RESOURCES

    def named(self, evaluated: Sequence[Evaluated], known: Modules) -> list[list[Finding]]:
        """Return the findings of one root module in each environment, with the callers in their proofs.

        known: has the declarations that were read.
        """
        every = [[*(one.findings or ())] for one in evaluated]
        wanted = [finding for found in every for finding in found if _is_asked(finding)]
        module = evaluated[0].part.module if evaluated else None
        if not wanted or module is None:
            return every
        real = self._reader.real(module.config.directory)
        uses: list[Use] = []
        if any(one.environment or one.var_file for one in evaluated):
            for one in evaluated:
                uses += uses_in(one, real, wanted, calls=False)
        top = repository_root(real)
        complete = top is not None  # elsewhere it is not known what else belongs to the module
        tops = self._folders(real) if top is None else (top,)
        if tops:
            repository = self._repository(tops, known)
            self._left, self._room = MOST_EVALUATED, MOST_RESOURCES
            skipped = {one.part.root for one in evaluated}
            uses += self._uses(repository, tops, module.config.directory, real, wanted, skipped)
            complete = complete and repository.complete and self._left >= 0
        if top is None and not uses:
            return every
        return [
            [with_callers(one, uses, complete=complete) if _is_asked(one) else one for one in found] for found in every
        ]

    def _folders(self, real: str) -> tuple[str, ...]:
        """Return the folders of the scan in which something may use a module outside of a repository. None is in another."""
        paths = [one for one in self._options.targets.paths if one != "-" and self._reader.is_folder(one)]
        folders = sorted({self._reader.real(one) for one in paths if around(one).hold(real)})
        return tuple(one for one in folders if not any(one != other and within(one, other) for other in folders))

    def _repository(self, tops: tuple[str, ...], known: Modules) -> RepositoryUses:
        found = self._repositories.get(tops)
        if found is None:
            excluded = self._excluded
            modules = Modules.unreported(self._reader, excluded, self._deadline)
            modules.share(known)
            found = RepositoryUses(tops, self._reader, excluded, modules, self._deadline)
            self._repositories[tops] = found
        return found

    @property
    def _excluded(self) -> Callable[[str], bool]:
        return self._load_options(None).excluded or (lambda path: False)

    def _uses(
        self,
        repository: RepositoryUses,
        tops: tuple[str, ...],
        directory: str,
        real: str,
        wanted: Sequence[Finding],
        skipped: set[str],
    ) -> Iterator[Use]:
        """Yield the uses of a module in its repository, without those in root modules that were judged already."""
        callers = repository.callers(real)
        sure = {self._reader.real(one) for one in repository.calls.callers([real])}
        folders = {real: directory, **{self._reader.real(one): one for one in callers}}
        units = [unit for unit in repository.units_of(folders) if root_name(unit.folder) not in skipped]
        for environment in self._options.environments or (None,):
            span = None if environment is None else environment.span
            for one in self._evaluated(repository, callers, units, environment, span, wanted, skipped, inferred=False):
                yield from uses_in(one, real, wanted, calls=_real_root(self._reader, one) in sure)
        for path, roots in self._value_files(repository, tops).items():
            chosen = [folder for own, folder in folders.items() if own in roots]
            if not chosen:
                continue
            span = Span(display_path(path), 1, 1, 1, 1)
            for one in self._evaluated(repository, chosen, (), values_of(path), span, wanted, set(), inferred=True):
                yield from uses_in(one, real, wanted, calls=_real_root(self._reader, one) in sure)

    def _evaluated(
        self,
        repository: RepositoryUses,
        folders: Sequence[str],
        units: Sequence[TerragruntUnit],
        environment: Environment | None,
        span: Span | None,
        wanted: Sequence[Finding],
        skipped: set[str],
        *,
        inferred: bool,
    ) -> Iterator[Evaluated]:
        """Yield the root modules among some folders, and some units of Terragrunt, judged with the rules of some findings."""
        if (not folders and not units) or self._stopped():
            return
        folders = [folder for folder in folders if root_name(folder) not in skipped]
        name = "" if environment is None else environment.name
        selection, rules = self._selection, {one.rule_id for one in wanted}
        addresses = {_last(one.resource.address) for one in wanted}
        files = {root_name(unit.folder): Span(display_path(unit.file), 1, 1, 1, 1) for unit in units}
        waiting = self._parts(repository, folders, units, environment, inferred=inferred)
        while not self._stopped():
            part, effort = next(waiting, (None, 0))
            if part is None:
                return
            if part.module is None or part.root in skipped:
                continue
            every = [*part.resources, *part.context]
            self._left -= 1
            self._room -= len(every)
            set_environment(every, self._environment(name, inferred=inferred))
            mine = [item for item in every if _last(item.address) in addresses]
            others = [item for item in every if _last(item.address) not in addresses]
            selection.prepare(mine)
            engine = Engine(
                [rule for rule in selection.every if rule.id in rules],
                applies=selection.applies if self._options.overrides else None,
                secrets=self._secrets,
                deadline=self._deadline,
            )
            found = engine.judge(mine, others, effort)
            yield Evaluated(
                part,
                None if engine.left_out or engine.too_much else found,
                "" if inferred else name,
                name if inferred else "",
                files.get(part.root, span),
            )

    def _parts(
        self,
        repository: RepositoryUses,
        folders: Sequence[str],
        units: Sequence[TerragruntUnit],
        environment: Environment | None,
        *,
        inferred: bool,
    ) -> Iterator[tuple[ProjectPart, int]]:
        """Yield root modules and units of Terragrunt with the steps that judging each may take. Each is evaluated once for all modules."""
        kept = self._kept.setdefault(("" if environment is None else environment.name, inferred), {})
        roots = [*map(root_name, folders), *(root_name(unit.folder) for unit in units)]
        yield from [found for root in roots if (found := kept.get(root)) is not None]
        folders = [folder for folder in folders if root_name(folder) not in kept]
        units = [unit for unit in units if root_name(unit.folder) not in kept]
        if not folders and not units:
            return
        loader = UsesLoader(self._load_options(environment), repository.modules, units)
        loader.open([*folders])
        for part in loader.parts():
            found = part, loader.effort(part)
            self._memory -= len(part.resources) + len(part.context)
            if self._memory >= 0:
                kept[part.root] = found
            yield found
        if self._memory >= 0 and not self._deadline.passed():
            for root in roots:
                kept.setdefault(root, None)  # it is no root module

    def _stopped(self) -> bool:
        """Return whether nothing more is evaluated. Then not all callers are known."""
        if self._left > 0 and self._room > 0 and not self._deadline.passed():
            return False
        self._left = -1
        return True

    def _value_files(self, repository: RepositoryUses, tops: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
        """Return the files of values that nothing reads, with the root modules that each may be for (real paths)."""
        found = self._users.get(tops)
        if found is None:
            found = self._users[tops] = {}
            used = used_files(self._options)
            unread = [
                path
                for path in repository.values
                if self._reader.real(path) not in used and not is_automatic(path, self._reader)
            ]
            if len(unread) > MOST_VALUE_FILES:
                repository.complete = False
            for path in unread[:MOST_VALUE_FILES]:
                if self._deadline.passed():
                    repository.complete = False
                    break
                roots = users(path, self._reader, self._excluded, lambda: repository.modules).roots
                found[path] = frozenset(map(self._reader.real, roots))
        return found

    def _load_options(self, environment: Environment | None) -> LoadOptions:
        targets = self._options.targets
        if environment is not None:
            targets = in_environment(targets, environment)
        given = load_options(targets, self._reader, self._secrets, None, self._deadline)
        return replace(given, single=True, whole_roots=False)


def _is_asked(finding: Finding) -> bool:
    """Return whether callers are named for a verdict. One about a root module itself is none about a module in another."""
    return finding.proof is not None and finding.proof.depends and finding.resource.type != ROOT_MODULE


def _real_root(reader: FileReader, evaluated: Evaluated) -> str:
    assert evaluated.part.module is not None
    return reader.real(evaluated.part.module.config.directory)


def _last(address: str) -> str:
    """Return the type and the name in an address."""
    return ".".join(parts(without_keys(address))[-2:])
