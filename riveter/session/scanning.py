"""A scan of a workspace that stays in memory: rules stay compiled, and verdicts on unchanged root modules are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core import journal
from riveter.findings import Finding
from riveter.scan.options import EnvironmentRun, ScanOptions
from riveter.scan.pipeline import Scan
from riveter.session.differences import difference
from riveter.session.loading import Evaluated, KeptLoader, LoadingState
from riveter.session.memory import Memory
from riveter.session.noted_secrets import Added, NotedSecrets
from riveter.session.verdicts import Verdicts

if TYPE_CHECKING:
    from riveter.engine import Engine
    from riveter.scan.default_packs import DefaultPacks
    from riveter.scan.rule_selection import Selection
    from riveter.terraform.options import LoadOptions
    from riveter.terraform.project import Loader, ProjectPart

MOST_OF_EFFORT = 1 / 2
GROWTH = 1.25
"""Verdicts are kept one by one only if all of them once took no more of the steps, and until there are so many times more resources.
Steps that verdicts share are not told apart: a root module that may come near the limit is judged as a whole."""


class Judged(msgspec.Struct):
    """The findings of a root module, before suppressions, with the numbers of their rules.

    rules, secrets, effort: what they depend on. too_much: how many resources not all rules judged. added: the secrets that rules found.
    verdicts: those that may be kept one by one; None: none of them. lookups: of judging.
    """

    rules: object
    secrets: tuple[Any, ...]
    effort: float
    findings: list[Finding]
    indexes: list[int]
    too_much: int
    added: Added
    verdicts: Verdicts | None
    lookups: dict[journal.Lookup, str]

    def holds(self, rules: object, secrets: tuple[Any, ...], effort: float) -> bool:
        """Return True if the same would come out again."""
        return self.rules is rules and self.secrets == secrets and self.effort == effort


class ScanState:
    """What is kept between the scans of a session. now: the time for rules that ask for it."""

    def __init__(self, memory: Memory, cancel: Callable[[], None], now: datetime) -> None:
        self.memory = memory
        self.loading = LoadingState(memory, cancel)
        self.now = now
        self.rules = object()
        """Another one for each set of rules, and for each time."""
        self.engine: Engine | None = None
        self._rule_lookups: dict[journal.Lookup, str] = {}

    def forget_verdicts(self, now: datetime) -> None:
        """Judge everything again, at another time."""
        self.now = now
        self.rules = object()

    def read_rules(self, lookups: dict[journal.Lookup, str]) -> None:
        """Take note of what the rules were read from."""
        if lookups != self._rule_lookups:
            self._rule_lookups = lookups
            self.rules = object()
            self.engine = None


class KeptScan(Scan):
    """A scan of a session."""

    forgets = False

    def __init__(
        self,
        options: ScanOptions,
        state: ScanState,
        progress: Callable[[str], None] | None,
        choose: Callable[[Loader], Collection[str] | None],
    ) -> None:
        """Begin. choose: gives the names of the root modules to evaluate; None: all."""
        super().__init__(options, progress)
        self.choose = choose
        self.secrets = NotedSecrets()
        self.state = state
        state.loading.parts.clear()
        state.loading.others.clear()

    def select(self, matches: Callable[[str, str], bool]) -> None:
        """Read the rules, if they are not those of the scan before."""
        if self.options.overrides:  # which rules there are depends on the files with resources
            with journal.recording() as noted:
                super().select(matches)
            self.state.read_rules(noted.lookups)
            self.state.engine = None
            return

        def select() -> tuple[Selection, DefaultPacks | None]:
            super(KeptScan, self).select(matches)
            return self.selection, self.defaults

        with journal.recording() as noted:
            self.selection, self.defaults = self.state.memory.ask("rules", select, lasting=True)
        self.state.read_rules(noted.lookups)

    def start_engine(self) -> Engine:
        """Return the engine of the scan before, if the rules are the same."""
        state = self.state
        if state.engine is None:
            state.engine = super().start_engine()
        state.engine.restart(secrets=self.secrets, deadline=self.deadline, now=state.now)
        return state.engine

    def open(self, run: EnvironmentRun) -> None:
        """Find the root modules of one environment, and read their files."""
        super().open(run)
        loader = self.runs[-1].loader
        chosen = self.choose(loader)
        if chosen is not None:
            loader.keep(chosen)

    def loader(self, options: LoadOptions, environment: str) -> Loader:
        """Return what evaluates the targets for an environment."""
        return KeptLoader(self.state.loading, options, environment)

    def judged(self, part: ProjectPart, effort: float, *, context: bool = False) -> list[Finding]:
        """Return the findings of one root module. context: of the resources that were not asked for."""
        evaluated = self.state.loading.parts.get(id(part))
        if evaluated is None:
            return super().judged(part, effort, context=context)
        assert isinstance(self.secrets, NotedSecrets)
        secrets = self.secrets.state()
        known: Judged | None = evaluated.judged.get(context)
        if known is not None and known.holds(self.state.rules, secrets, effort):
            self.secrets.repeat(known.added)
            self.engine.count(known.indexes, known.findings)
            self.engine.too_much += known.too_much
            return [*known.findings]
        if known is not None:  # what rules made it look up, and the secrets in that, may be other things this time
            evaluated.renew()
        too_much = self.engine.too_much
        verdicts, before = self.verdicts_for(evaluated, effort, context=context)
        with journal.recording() as noted, self.secrets.noted() as added:
            if before is not None:
                journal.repeat(before.lookups)
            self.engine.earlier = verdicts
            try:
                with self.secrets.told_by(evaluated.instance.tree):
                    findings = super().judged(part, effort, context=context)
            finally:
                self.engine.earlier = None
        too_much = self.engine.too_much - too_much
        fits = verdicts is not None and verdicts.end() and verdicts.full <= effort * MOST_OF_EFFORT and not too_much
        if evaluated.result is not None:
            evaluated.result.add(noted.lookups)
        evaluated.judged[context] = Judged(
            self.state.rules,
            secrets,
            effort,
            [*findings],
            self.engine.judged_by,
            too_much,
            added,
            verdicts if fits else None,
            noted.lookups,
        )
        return findings

    def verdicts_for(
        self, evaluated: Evaluated, effort: float, *, context: bool
    ) -> tuple[Verdicts | None, Judged | None]:
        """Return where to look up and keep the verdicts of a root module, and where those come from that may hold."""
        assert isinstance(self.secrets, NotedSecrets)
        state = self.secrets.state
        earlier = evaluated.before
        if self.options.overrides:  # the numbers of rules are not the same in every run
            return None, None
        known: Judged | None = None if earlier is None else earlier.judged.get(context)
        if earlier is None or known is None or known.verdicts is None or known.rules is not self.state.rules:
            return Verdicts(state), None
        part = evaluated.part
        assert part is not None
        size = len(part.resources) + len(part.context)
        if earlier.situation != evaluated.situation or size > known.verdicts.size * GROWTH:
            return Verdicts(state), None
        if known.verdicts.full > effort * MOST_OF_EFFORT:
            return Verdicts(state), None
        if evaluated.carried is not None:
            same = evaluated.carried.difference
            return (Verdicts(state), None) if same is None else (Verdicts(state, known.verdicts, same.is_same), known)
        assert earlier.result is not None
        assert evaluated.result is not None
        old, new = {**known.lookups, **earlier.result.lookups}, evaluated.result.lookups
        if not self.state.memory.hold({lookup: result for lookup, result in old.items() if lookup not in new}):
            return Verdicts(state), None
        same = difference(earlier.instance, evaluated.instance, old, new)
        if same is None:
            return Verdicts(state), None
        return Verdicts(state, known.verdicts, same.is_same), known

    def abandon(self) -> None:
        """Forget everything: the run begins anew."""
        self.state.memory.clear(but="options")
        self.state.loading.latest.clear()

    def end(self) -> None:
        """Keep what the next scan may use."""
        loading = self.state.loading
        if self.deadline.over:
            self.state.memory.clear()
        for run in self.runs:
            if isinstance(run.loader, KeptLoader):
                run.loader.end_run()
        loading.end_run({source.name for run in self.runs for source in run.loader.project.sources()})
        self.state.memory.end_run()
