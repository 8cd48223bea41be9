"""Select the rules for each file: by the options, and by overrides of the config."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import matches_glob
from riveter.core.source import Span
from riveter.core.suggestions import did_you_mean
from riveter.findings import SEVERITIES
from riveter.rules.packs import loader

if TYPE_CHECKING:
    from riveter.config.model import Override
    from riveter.files.cache import Cache
    from riveter.files.reader import FileReader
    from riveter.resource import Resource
    from riveter.rules.model.rule import Rule


class RuleSelection(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that select rules, for all files or for some. See `riveter.api.ScanOptions`."""

    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = {}
    places: Mapping[str, Mapping[str, Span]] = {}


class Selection:
    """The rules of a run.

    loaded: every rule that was read, by id. diagnostics: what is wrong with rules and options.
    """

    def __init__(
        self,
        choice: RuleSelection,
        overrides: Sequence[Override],
        matches: Callable[[str, str], bool],
        cache: Cache | None = None,
        reader: FileReader | None = None,
        deadline: Deadline = NEVER,
    ) -> None:
        self._deadline = deadline
        self.diagnostics: list[Diagnostic] = []
        self.loaded: dict[str, Rule] = {}
        self._choice = choice
        self._overrides = overrides
        self._matches = matches
        self._cache = cache
        self._reader = reader
        self._by_file: dict[tuple[str, str], tuple[int, ...]] = {}
        self._by_source: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Rule, ...]] = {}
        self._sets: dict[tuple[int, ...], tuple[Rule, ...]] = {}
        self._members: dict[tuple[int, ...], frozenset[int]] = {}
        self._ids: dict[tuple[int, ...], frozenset[str]] = {}
        self._base()

    @property
    def every(self) -> list[Rule]:
        """Return the rules of all files that were requested so far; the same id may occur with several sets of parameters."""
        return list({id(rule): rule for rules in self._sets.values() for rule in rules}.values())

    def prepare(self, resources: Iterable[Resource]) -> None:
        """Work out the rules for the files of resources, which are known then."""
        if self._overrides:
            for resource in resources:
                self._of(_file(resource), _environment(resource))

    def applies(self, rule: Rule, resource: Resource) -> bool:
        """Return True if a rule is applied to a resource."""
        return id(rule) in self._members[self._of(_file(resource), _environment(resource))]

    def ids(self, file: str) -> frozenset[str]:
        """Return the ids of the rules that are applied to a file."""
        key = self._of(file)
        if key not in self._ids:
            self._ids[key] = frozenset(rule.id for rule in self._sets[key])
        return self._ids[key]

    def unused_overrides(self) -> Iterator[Diagnostic]:
        """Yield a warning for each override that changed nothing, as none of its globs matches a file with resources."""
        used = {index for key in self._sets for index in key}
        for index, item in enumerate(self._overrides):
            if index not in used and not item.environment:
                summary, hint = "The override applies to no file with resources", "Check the globs of its `path`."
                yield Diagnostic("warning", summary, "", item.span, hint)

    # -- what the options say ---------------------------------------------------------------------

    def _base(self) -> None:
        rules = select_rules(self._load(self._choice), self._choice, self.diagnostics, alone=not self._replaced())
        self._keep((), tuple(rules))
        for item in self._overrides:
            if item.rules is not None or item.packs is not None:
                self._read(
                    self._choice.rules if item.rules is None else item.rules,
                    self._choice.packs if item.packs is None else item.packs,
                )

    def _replaced(self) -> bool:
        """Return True if some override adds rules: then no others are needed."""
        return any(item.rules or item.packs for item in self._overrides)

    def _load(self, choice: RuleSelection, spans: Mapping[str, Span] | None = None) -> list[Rule]:
        """Read the rules of a choice and give their parameters the values of the choice."""
        rules = list(self._read(choice.rules, choice.packs))
        values = dict(choice.parameters)
        if spans is not None:  # of an override: what is set for all files need not be known to its rules
            declared = {parameter.name for rule in rules for parameter in rule.parameters}
            values = {name: value for name, value in values.items() if name in declared or name in spans}
        if not values:
            return rules
        problems: list[Diagnostic] = []
        places = choice.places.get("parameters", {}) if spans is None else spans
        result = loader.set_parameters(rules, values, problems, places)
        self.diagnostics.extend(item for item in problems if item not in self.diagnostics)
        return result

    def _read(self, paths: tuple[str, ...], packs: tuple[str, ...]) -> tuple[Rule, ...]:
        """Read files and packs, once."""
        if (paths, packs) not in self._by_source:
            places = self._choice.places.get("packs", {})
            found = loader.load_rules(
                paths,
                packs=packs,
                cache=self._cache,
                reader=self._reader,
                places=places,
                deadline=self._deadline,
            )
            self.diagnostics.extend(item for item in found.diagnostics if item not in self.diagnostics)
            self._by_source[(paths, packs)] = found.rules
            self.loaded.update({rule.id: rule for rule in found.rules})
        return self._by_source[(paths, packs)]

    # -- what overrides change --------------------------------------------------------------------

    def _of(self, file: str, environment: str = "") -> tuple[int, ...]:
        """Return the overrides (by index) for a file in an environment, whose rules are worked out."""
        if not self._overrides:
            return ()
        key = self._by_file.get((file, environment))
        if key is None:
            key = tuple(
                index
                for index, item in enumerate(self._overrides)
                if (item.environment and item.environment == environment)
                or (file and any(self._matches(glob, file) for glob in item.paths))
            )
            self._by_file[file, environment] = key
            if key not in self._sets:
                self._keep(key, self._overridden([self._overrides[index] for index in key]))
        return key

    def _overridden(self, overrides: Sequence[Override]) -> tuple[Rule, ...]:
        """Return the rules under some overrides: the last one wins for each setting, exclusions and parameters add up."""
        choice = self._choice
        spans: dict[str, Span] = {}
        for item in overrides:
            changes: dict[str, Any] = {
                name: value
                for name in ("rules", "packs", "severity", "include")
                if (value := getattr(item, name)) is not None
            }
            spans.update(dict.fromkeys(item.parameters, item.span))
            choice = msgspec.structs.replace(
                choice,
                **changes,
                exclude=(*choice.exclude, *item.exclude),
                parameters={**choice.parameters, **item.parameters},
            )
        problems: list[Diagnostic] = []
        rules = select_rules(self._load(choice, spans), choice, problems, alone=False, globs=False)
        for item in overrides:
            self._check_globs(item, choice)
        return tuple(rules)

    def _check_globs(self, item: Override, choice: RuleSelection) -> None:
        known = self._by_source[(choice.rules, choice.packs)]
        for key, severity in (("include", "error"), ("exclude", "warning")):
            for glob in getattr(item, key) or ():
                if not any(matches_glob(glob, rule.id) for rule in known):
                    problem = Diagnostic(
                        severity,  # type: ignore[arg-type]
                        f"`{key}: {glob}` of an override matches no rule",
                        "",
                        item.span,
                        _nearest(glob, known),
                    )
                    if problem not in self.diagnostics:
                        self.diagnostics.append(problem)

    def _keep(self, key: tuple[int, ...], rules: tuple[Rule, ...]) -> None:
        self._sets[key] = rules
        self._members[key] = frozenset(id(rule) for rule in rules)


def select_rules(
    rules: Sequence[Rule],
    choice: RuleSelection,
    diagnostics: list[Diagnostic],
    *,
    alone: bool = True,
    globs: bool = True,
) -> list[Rule]:
    """Return the selected rules. A glob that selects nothing, and an empty selection, are diagnostics.

    alone: whether there are no others than these, so that there must be some. globs: whether globs are checked.
    """
    if globs:
        for option, given, severity in (("include", choice.include, "error"), ("exclude", choice.exclude, "warning")):
            places = choice.places.get(option, {})
            for glob in given:
                if not any(matches_glob(glob, rule.id) for rule in rules):
                    written = f"`{option}: {glob}`" if glob in places else f"--{option} {glob}"
                    summary, hint = f"{written} matches no rule", _nearest(glob, rules)
                    diagnostics.append(Diagnostic(severity, summary, "", places.get(glob), hint))  # type: ignore[arg-type]
    least = SEVERITIES.index(choice.severity) if choice.severity else 0
    selected = [
        rule
        for rule in rules
        if rule.enabled
        and SEVERITIES.index(rule.severity) >= least
        and (not choice.include or any(matches_glob(glob, rule.id) for glob in choice.include))
        and not any(matches_glob(glob, rule.id) for glob in choice.exclude)
    ]
    if alone and not selected and not any(item.severity == "error" for item in diagnostics):
        detail = f"{len(rules)} were loaded; --severity, --include and --exclude leave none of them." if rules else ""
        diagnostics.append(Diagnostic("error", "No rule is selected", detail))
    return selected


def _nearest(glob: str, rules: Sequence[Rule]) -> str:
    return did_you_mean(glob.replace("*", ""), [rule.id for rule in rules], 0.5)


def _environment(resource: Resource) -> str:
    """Return the environment whose overrides apply; empty if it is not known."""
    environment = resource.run.environment
    return environment if isinstance(environment, str) else ""


def _file(resource: Resource) -> str:
    return resource.span.file if resource.span is not None else ""
