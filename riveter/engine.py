"""(resources, rules) → findings. Rules are looked up by resource type: the cost is resources × matching rules."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from riveter.core.causes import Cause
from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.effort import EffortSpentError, limited, remaining, spend
from riveter.core.globs import is_glob
from riveter.core.processes import available, in_order
from riveter.core.secrets import Secrets
from riveter.core.values import Unknown
from riveter.findings import AssertionResult, Finding, Outcome, RuleSummary
from riveter.fingerprints import fingerprint, where
from riveter.manifests import MANIFEST, forms
from riveter.masking import masked_assertions
from riveter.resource import Resource
from riveter.rules.conditions.assertion_results import outcome_of, placeholders
from riveter.rules.conditions.choices import together
from riveter.rules.conditions.compilation import CompiledRule, SharedFilters, compile_rule, may_be_unusable
from riveter.rules.conditions.found_secrets import keep_found, looks_for_secrets
from riveter.rules.conditions.headlines import headline
from riveter.rules.conditions.verdict import Verdict, verdict_of
from riveter.rules.model.messages import render
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope

if TYPE_CHECKING:
    from riveter.core.profile import Profile


class EngineResult(msgspec.Struct, frozen=True):
    """The findings by resource and rule, a summary of every rule in the order given, and what was wrong with rules.

    too_much: the number of resources that not all rules judged, because the steps were used up.
    """

    findings: list[Finding]
    rules: list[RuleSummary]
    diagnostics: list[Diagnostic] = []
    too_much: int = 0


WORTH_A_PROCESS = 20_000
"""So many verdicts take longer than starting a process and bringing them back from it."""

STEPS_OF_FINDING = 10
STEPS_OF_RESULT = 8
"""The cost of building and reporting a result; a passed result costs one step."""

_BLOCKS = 8
"""In how many pieces a process gets its work: some resources take much longer than others."""


def run(
    resources: Sequence[Resource],
    rules: Sequence[CompiledRule | Rule],
    *,
    context: Sequence[Resource] = (),
    applies: Callable[[Rule, Resource], bool] | None = None,
    parameters: Mapping[str, Any] | None = None,
    now: datetime | None = None,
    jobs: int = 1,
    secrets: Secrets | None = None,
    effort: float = math.inf,
) -> EngineResult:
    """Evaluate rules on resources; see `Engine`. Return the findings, a summary of every usable rule, and the problems of the others."""
    engine = Engine(rules, applies=applies, parameters=parameters, now=now, jobs=jobs, secrets=secrets)
    findings = engine.judge(resources, context, effort)
    return EngineResult(findings, engine.summaries(), engine.diagnostics(), engine.too_much)


class EarlierVerdicts(Protocol):
    """Verdicts of an earlier run, as far as nothing that they depend on has changed, and those of this run."""

    def graph(self, resources: list[Resource], secrets: Secrets) -> ResourceGraph:
        """Return the graph of a root module."""

    def sought(self, index: int, resource: Resource) -> float | None:
        """Return the steps that a rule (by number) took to find no secrets in a resource; None if it must look for them."""

    def seek(self, index: int, resource: Resource, steps: float | None) -> None:
        """Keep that a rule found no secrets in a resource, and the steps; None: it found some, or may not have looked."""

    def begin(self, graph: ResourceGraph) -> None:
        """Begin: from now on, verdicts are asked for. The secrets that rules found are known."""

    def all_of(self, resource: Resource) -> tuple[list[int], list[Finding], float] | None:
        """Return the findings of all rules on a resource with the numbers of their rules, and the steps; None: ask for each verdict."""

    def of(self, index: int, resource: Resource) -> tuple[Finding | None, float] | None:
        """Return the verdict of a rule (by number) on a resource, and its steps; None if it must be judged."""

    def keep(self, index: int, resource: Resource, finding: Finding | None, steps: float) -> None:
        """Keep a verdict."""


class Engine:
    """Judge resources, one root module after the other. Rules are compiled once.

    applies: whether a rule applies to a resource. parameters: values for the parameters that rule files declare. now: the time for
    operators that compare with it (default: the clock). jobs: the maximum number of processes (0: one per processor); the result is the
    same. profile: notes what each rule takes. secrets: the known secrets; secrets that rules find are added, and no finding contains any.
    details: whether findings that pass tell what held. deadline: when to stop. `left_out`: the number of resources that were not judged
    because of it. `too_much`: the number of resources that not all rules judged, because the steps were used up. A rule that cannot be
    compiled (a parameter of the wrong type) becomes a diagnostic. A rule that crashes on a resource gives an ERROR finding. The other
    rules continue.
    """

    def __init__(
        self,
        rules: Sequence[CompiledRule | Rule] = (),
        *,
        applies: Callable[[Rule, Resource], bool] | None = None,
        parameters: Mapping[str, Any] | None = None,
        now: datetime | None = None,
        jobs: int = 1,
        secrets: Secrets | None = None,
        deadline: Deadline = NEVER,
        profile: Profile | None = None,
        details: bool = True,
    ) -> None:
        self.left_out = 0
        self.knew: int | None = None
        """The number of secrets that were known when the first verdict was made, since somebody set it to None."""
        self.judged_by: list[int] = []
        """The numbers of the rules of the last findings."""
        self.earlier: EarlierVerdicts | None = None
        """Where verdicts are looked up and kept, for the next call of `judge` with the resources of one root module."""
        self._profile = profile
        self._details = details
        self.too_much = 0
        self._deadline = deadline
        self._rules = _Rules(parameters or {})
        self._applies = applies
        self._now = now or datetime.now(timezone.utc)
        self._jobs = jobs
        self._secrets = Secrets() if secrets is None else secrets
        self.add(rules)

    def add(self, rules: Iterable[CompiledRule | Rule]) -> None:
        """Add rules that were not added yet."""
        self._rules.add(rules)

    def judge(
        self, resources: Sequence[Resource], context: Sequence[Resource] = (), effort: float = math.inf
    ) -> list[Finding]:
        """Return the findings by resource and rule.

        context: resources that are not judged themselves but may be related to those that are. effort: how many steps it may take.
        The result is the same however many processes share the work: if they take too much together, one process does it again.
        """
        processes = _processes(resources, self._rules, self._jobs)
        judged = self._judge(resources, context, effort, processes)
        if processes > 1 and any(one.too_much for one in judged):
            judged = self._judge(resources, context, effort, 1)
        findings: list[Finding] = []
        self.judged_by = []
        for one in judged:
            findings += self._rules.counted(one.rules, one.findings)
            self.judged_by += one.rules
            self.left_out += one.left_out
            self.too_much += one.too_much
        return findings

    def restart(self, *, secrets: Secrets, deadline: Deadline = NEVER, now: datetime | None = None) -> None:
        """Begin another run with the same rules, which stay compiled. Nothing was judged in it yet."""
        self.left_out = self.too_much = 0
        self._secrets, self._deadline = secrets, deadline
        self._now = now or datetime.now(timezone.utc)
        self._rules.restart()

    def count(self, indexes: list[int], findings: list[Finding]) -> None:
        """Count findings of an earlier run, which hold for this one as well. indexes: the numbers of their rules."""
        self._rules.counted(indexes, findings)

    def _judge(
        self, resources: Sequence[Resource], context: Sequence[Resource], effort: float, processes: int
    ) -> list[_Judged]:
        with limited(effort):
            try:
                return self._judge_all(resources, context, processes)
            except EffortSpentError:  # before anything was judged
                return [_Judged(too_much=len(resources))]

    def _judge_all(self, resources: Sequence[Resource], context: Sequence[Resource], processes: int) -> list[_Judged]:
        rules, earlier = self._rules, self.earlier
        graphs = _graphs(resources, context, self._secrets, ResourceGraph if earlier is None else earlier.graph)
        for resource in resources:
            if self._deadline.passed():  # the others may contain secrets: report nothing
                return [_Judged(left_out=len(resources))]
            for each in forms(resource):
                for index, rule in rules.seeking(each.type):
                    if self._applies is None or self._applies(rule.rule, each):
                        sought = None if earlier is None else earlier.sought(index, each)
                        if sought is not None:
                            spend(sought)
                            continue
                        steps = remaining()
                        found = _seek(rule, each, graphs[resource.root], self._now)
                        if earlier is not None:
                            earlier.seek(index, each, None if found else steps - remaining())
        for root, graph in graphs.items():
            self._secrets.number_instances(root, (resource.address for resource in graph.resources))
        if self.knew is None:
            self.knew = len(self._secrets)

        if earlier is not None:
            for graph in graphs.values():
                earlier.begin(graph)
        profile = self._profile

        def judge(some: Sequence[Resource]) -> _Judged:
            judged = _Judged()
            for number, resource in enumerate(some):
                if self._deadline.passed():
                    judged.left_out = len(some) - number
                    break
                every = None if earlier is None else earlier.all_of(resource)
                if every is not None:
                    indexes, findings, steps = every
                    try:
                        spend(steps)
                    except EffortSpentError:
                        judged.too_much = len(some) - number
                        return judged
                    judged.rules += indexes
                    judged.findings += findings
                    continue
                for index, rule, form in _rules_for(resource, rules):
                    if self._applies is not None and not self._applies(rule.rule, form):
                        continue
                    if profile is not None:
                        profile.enter(rule.rule.id, rule.rule.span.file, rule.rule.span.start_line)
                    try:
                        known = None if earlier is None else earlier.of(index, form)
                        if known is not None:
                            finding, steps = known
                            spend(steps)
                        else:
                            steps = remaining()
                            finding = evaluate(rule, form, graphs[resource.root], self._now, details=self._details)
                            if earlier is not None:
                                earlier.keep(index, form, finding, steps - remaining())
                        if remaining() < 0:  # a check in Python went on although the steps were used up
                            raise EffortSpentError
                    except EffortSpentError:
                        judged.too_much = len(some) - number
                        return judged
                    finally:
                        if profile is not None:
                            profile.leave()
                    if finding is not None:
                        judged.rules.append(index)
                        judged.findings.append(finding)
            return judged

        if processes <= 1:
            return [judge(resources)]
        size = -(-len(resources) // (processes * _BLOCKS))
        blocks = [resources[start : start + size] for start in range(0, len(resources), size)]
        # what relations need to know of all resources is worked out here, not by every process again
        shared = {(r.root, r.type): r for r in resources if len(graphs[r.root].resources) > size}
        judge([*shared.values()])
        with limited(remaining() / processes):  # for each of them: together they take no more than one alone may
            return [*in_order(lambda number: judge(blocks[number]), len(blocks), processes)]

    def summaries(self) -> list[RuleSummary]:
        """Return how every usable rule fared so far, in the order in which the rules were added."""
        return self._rules.summaries()

    def diagnostics(self) -> list[Diagnostic]:
        """Return what is wrong with the rules that can't be used."""
        return self._rules.diagnostics()


def _processes(resources: Sequence[Resource], rules: _Rules, jobs: int) -> int:
    """Return the number of processes to use. This also compiles every rule before the processes start."""
    if jobs == 1:
        return 1
    verdicts = sum(len(rules.of(resource.type)) for resource in resources)
    wanted = min(verdicts // WORTH_A_PROCESS, len(resources)) + 1
    if wanted == 1:
        return 1
    possible = available()
    return min(wanted, jobs or possible) if possible else 1


class _Judged(msgspec.Struct):
    """What some resources were judged to be: findings, with the numbers of their rules.

    left_out: how many of the resources were not judged for want of time. too_much: how many, as the steps were used up.
    """

    rules: list[int] = []
    findings: list[Finding] = []
    left_out: int = 0
    too_much: int = 0


class _Rules:
    """The rules of a run by resource type. A rule is compiled when there is a resource of its type.

    Rules that may be unusable are always compiled, so that the problem is reported whether or not there are resources.
    """

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._parameters = parameters
        self._rules: list[CompiledRule | Rule] = []
        self._known: set[int] = set()
        self._counts: list[dict[Outcome, int]] = []
        self._compiled: dict[int, CompiledRule] = {}
        self._filters: SharedFilters = {}
        self._broken: dict[int, Diagnostic] = {}
        self._of: dict[str, list[tuple[int, CompiledRule]]] = {}
        self._seeking: dict[str, list[tuple[int, CompiledRule]]] = {}
        self._exact: dict[str, list[int]] = {}
        self._globs: list[int] = []

    def add(self, rules: Iterable[CompiledRule | Rule]) -> None:
        """Add those that are enabled and not there already (by identity)."""
        for rule in rules:
            if id(rule) in self._known or not (isinstance(rule, CompiledRule) or rule.enabled):
                continue
            self._known.add(id(rule))
            self._of.clear()
            self._seeking.clear()
            index = len(self._rules)
            self._rules.append(rule)
            self._counts.append(dict.fromkeys(Outcome, 0))
            source = rule.rule if isinstance(rule, CompiledRule) else rule
            if any(is_glob(pattern) for pattern in source.resource_types):
                self._globs.append(index)
            else:
                for name in dict.fromkeys(source.resource_types):
                    self._exact.setdefault(name, []).append(index)
            if may_be_unusable(source):
                self._get(index)

    def of(self, type: str) -> list[tuple[int, CompiledRule]]:
        """Return the rules for a type with their numbers, in the order given."""
        found = self._of.get(type)
        if found is None:
            indexes = [*self._exact.get(type, ())]
            indexes += (i for i in self._globs if matches_any_type(self._source(i).resource_types, type))
            usable = ((index, self._get(index)) for index in sorted(indexes))
            found = self._of[type] = [(index, rule) for index, rule in usable if rule is not None]
        return found

    def seeking(self, type: str) -> list[tuple[int, CompiledRule]]:
        """Return those rules for a type that look for secrets."""
        found = self._seeking.get(type)
        if found is None:
            found = self._seeking[type] = [item for item in self.of(type) if looks_for_secrets(item[1].rule)]
        return found

    def restart(self) -> None:
        """Forget what was counted."""
        self._counts = [dict.fromkeys(Outcome, 0) for _ in self._counts]

    def counted(self, indexes: list[int], found: list[Finding]) -> list[Finding]:
        """Count findings for the summaries, and return them; `indexes`: the numbers of their rules."""
        for index, finding in zip(indexes, found, strict=True):
            self._counts[index][finding.outcome] += 1
        return found

    def summaries(self) -> list[RuleSummary]:
        """Return how every usable rule fared."""
        usable = (index for index in range(len(self._rules)) if index not in self._broken)
        return [_summary(self._source(index), self._counts[index]) for index in usable]

    def diagnostics(self) -> list[Diagnostic]:
        """Return what is wrong with the others."""
        return [self._broken[index] for index in sorted(self._broken)]

    def _source(self, index: int) -> Rule:
        rule = self._rules[index]
        return rule.rule if isinstance(rule, CompiledRule) else rule

    def _get(self, index: int) -> CompiledRule | None:
        rule = self._rules[index]
        if isinstance(rule, CompiledRule):
            return rule
        if index not in self._compiled and index not in self._broken:
            try:
                self._compiled[index] = compile_rule(rule, self._parameters, self._filters)
            except ValueError as problem:
                self._broken[index] = _unusable(rule, problem)
        return self._compiled.get(index)


def _unusable(rule: Rule, problem: ValueError) -> Diagnostic:
    summary = f"Rule `{rule.id}` can't be used: {problem}"
    span = getattr(problem, "span", rule.span)
    hint = "Set its parameters to valid values (`--param`)." if rule.parameters else ""
    return Diagnostic("error", summary, "", span, hint)


def _graphs(
    resources: Iterable[Resource],
    context: Iterable[Resource],
    secrets: Secrets,
    make: Callable[[list[Resource], Secrets], ResourceGraph],
) -> dict[str, ResourceGraph]:
    """Keep connected resources within a root module: the same address in another one is another resource."""
    by_root: dict[str, list[Resource]] = {}
    for resource in (*resources, *context):
        by_root.setdefault(resource.root, []).append(resource)
    return {root: make(members, secrets) for root, members in by_root.items()}


def _summary(rule: Rule, counts: dict[Outcome, int]) -> RuleSummary:
    return RuleSummary(
        id=rule.id,
        name=rule.name,
        severity=rule.severity,
        passed=counts[Outcome.PASS],
        failed=counts[Outcome.FAIL],
        unknown=counts[Outcome.UNKNOWN],
        errors=counts[Outcome.ERROR],
        pack=rule.pack,
        message=rule.message,
        remediation=rule.remediation,
        metadata=rule.metadata,
        file=rule.span.file,
        description=rule.description,
    )


def _rules_for(resource: Resource, rules: _Rules) -> Iterator[tuple[int, CompiledRule, Resource]]:
    """Yield the rules for a resource, each with the form in which the resource is judged. A rule for several judges the first."""
    if resource.type != MANIFEST:  # most of them
        for index, rule in rules.of(resource.type):
            yield index, rule, resource
        return
    seen: set[int] = set()
    for form in forms(resource):
        for index, rule in rules.of(form.type):
            if index not in seen:
                seen.add(index)
                yield index, rule, form


def evaluate(
    rule: CompiledRule, resource: Resource, graph: ResourceGraph, now: datetime, *, details: bool = True
) -> Finding | None:
    """Return the verdict of one rule on one resource; None if its filters do not hold. details: also what held, if it passes."""
    try:
        return _evaluate(rule, resource, graph, now, details)
    except EffortSpentError:
        raise
    except Exception as error:  # a rule that crashes must not stop the others
        message = f"The rule could not be evaluated here: {_crash(error)}"
        return _finding(rule, resource, Outcome.ERROR, message, [], graph.secrets)


def _seek(rule: CompiledRule, resource: Resource, graph: ResourceGraph, now: datetime) -> bool:
    """Add the secrets that a rule finds in a resource. Return True if there may be any. If the rule crashes, its finding reports it."""
    try:
        return keep_found(graph.secrets, rule, ConditionScope(resource, graph, now, complete=True))
    except EffortSpentError:
        raise
    except Exception:  # its finding says so
        return True


def _crash(error: Exception) -> str:
    """Return the type of an error and where it was raised. Its text may contain values and is left out."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{place}"


def _evaluate(
    rule: CompiledRule, resource: Resource, graph: ResourceGraph, now: datetime, details: bool
) -> Finding | None:
    verdict = verdict_of(rule, resource, graph, now)
    outcome = verdict.outcome
    if outcome is None:
        return None
    if outcome is Outcome.PASS and not details:
        spend(STEPS_OF_FINDING + len(verdict.assertions))
        return _finding(rule, resource, Outcome.PASS, "", [], graph.secrets)
    results = list(together(map(rule.result_builder.build, verdict.assertions)))
    spend(STEPS_OF_FINDING + sum([1 if entry.outcome is Outcome.PASS else STEPS_OF_RESULT for entry in results]))
    if outcome is Outcome.PASS:
        return _finding(rule, resource, Outcome.PASS, "", results, graph.secrets)
    failed = any(outcome_of(result.truth) is Outcome.FAIL for result in verdict.assertions)
    own = _own_message(rule, resource, results) if failed else ""
    filters: list[AssertionResult] = []
    if outcome is Outcome.FAIL and resource.existence is not None:
        outcome = Outcome.UNKNOWN
    if outcome is Outcome.UNKNOWN:
        doubtful = [result for result in verdict.filters if isinstance(result.truth, Unknown)]
        filters = [entry for result in doubtful for entry in rule.filter_result_builder.build(result)]
    uncertain = resource.existence.cause if resource.existence is not None and outcome is Outcome.UNKNOWN else None
    results = [*filters, *results]
    finding = _finding(rule, resource, outcome, own, results, graph.secrets, len(filters), uncertain, verdict.cases)
    if verdict.presumed and outcome is Outcome.FAIL:
        finding = msgspec.structs.replace(finding, presumed=True)
    if verdict.others:
        finding = msgspec.structs.replace(finding, other_cases=_other_cases(rule, verdict, results, graph.secrets))
    return msgspec.structs.replace(finding, message=headline(finding))


def _other_cases(
    rule: CompiledRule, verdict: Verdict, results: list[AssertionResult], secrets: Secrets
) -> tuple[AssertionResult, ...]:
    """Return the violations of the other cases, if they are at other locations than the reported ones."""
    known = {_where_wrong(entry) for entry in results if entry.outcome is not Outcome.PASS}
    found: list[AssertionResult] = []
    for result in verdict.others:
        for entry in rule.result_builder.build(result):
            place = _where_wrong(entry)
            if entry.outcome is not Outcome.PASS and place not in known:
                known.add(place)
                found.append(entry)
    return tuple(masked_assertions(found, secrets) if secrets else found)


def _where_wrong(entry: AssertionResult) -> tuple[Any, ...]:
    return (entry.location, entry.provenance, entry.violations, entry.more)


def _own_message(rule: CompiledRule, resource: Resource, results: list[AssertionResult]) -> str:
    """Return the rule's message about the first assertion that failed."""
    first = next((entry for entry in results if entry.outcome is Outcome.FAIL), None)
    if first is None or not rule.rule.message:
        return rule.rule.message
    values = placeholders(resource, first.key, first.shown or first.actual, first.expected, first.location)
    return render(rule.rule.message, values, rule.parameters)


def _finding(
    rule: CompiledRule,
    resource: Resource,
    outcome: Outcome,
    message: str,
    results: list[AssertionResult],
    secrets: Secrets,
    filters: int = 0,
    existence: Cause | None = None,
    cases: int = 1,
) -> Finding:
    source, ref = rule.rule, resource.ref
    if secrets:  # before the fingerprint is made
        message, ref = secrets.mask(message), secrets.struct(ref, without=("type", "span", "root"))
        results = masked_assertions(results, secrets)
    return Finding(
        rule_id=source.id,
        rule_name=source.name,
        severity=source.severity,
        outcome=outcome,
        message=message,
        resource=ref,
        assertions=tuple(results),
        pack=source.pack,
        fingerprint=fingerprint(source.id, where(ref.root, ref.address), outcome, results),
        remediation=source.remediation,
        metadata=source.metadata,
        own_message=message,
        filters=filters,
        existence=existence,
        cases=cases,
    )
