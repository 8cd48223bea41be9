"""`riveter explain`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from riveter import api
from riveter.cli import completion, inputs, options, pack_names, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK, UserError
from riveter.cli.pages import rule_page
from riveter.cli.sources import DiagnosedFiles, shown_sources
from riveter.core.addresses import without_keys
from riveter.core.causes import UnknownObject
from riveter.core.globs import matches_glob
from riveter.core.suggestions import did_you_mean
from riveter.files.reader import FileReader
from riveter.reporters import drawing, sanitize
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.reporters.style import Style

if TYPE_CHECKING:
    from riveter.config.model import Config, Environment
    from riveter.core.diagnostics import Diagnostic
    from riveter.findings import Finding, Suppression
    from riveter.resource import Resource
    from riveter.rules.conditions.compilation import CompiledRule
    from riveter.rules.conditions.explanation import Explanation, ExplanationStep, InspectedValue
    from riveter.rules.model.rule import Rule
    from riveter.terraform.project import Project

    Proofs = Mapping[tuple[str, str, str], Finding]
    Explained = tuple[Explanation, Resource, Suppression | None, Finding | None]

EXAMPLES = (
    ("a rule: what it requires, why, and how to comply", "riveter explain kms-key-rotation-enabled"),
    ("your own rule", "riveter explain my-rule -r rules.yml"),
    ("its verdict on a resource, step by step", "riveter explain kms-key-rotation-enabled 'aws_kms_key.*' -t infra"),
    ("with which values it fails", "riveter explain kms-key-rotation-enabled 'aws_kms_key.*' -t infra --prove"),
    ("for a program", "riveter explain kms-key-rotation-enabled 'aws_kms_key.*' -t infra --format json"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Explain a rule, or its verdict on a resource.",
    help="Explain a rule: what it requires, why it matters, and how to comply. With an ADDRESS (a glob), explain its verdict on that "
    "resource: "
    "every condition, the values that it compared, and the source of these values.",
)
@click.argument("rule", metavar="RULE", shell_complete=completion.rules)
@click.argument("address", metavar="[ADDRESS]", required=False, shell_complete=completion.addresses)
@click.option(
    "-r",
    "--rules",
    multiple=True,
    metavar="FILE",
    shell_complete=completion.files,
    help="The rule file (default: those of the config, then the bundled packs).",
)
@click.option(
    "-p",
    "--rule-pack",
    "packs",
    multiple=True,
    metavar="NAME",
    shell_complete=completion.packs,
    help="The pack that contains the rule. Repeatable.",
)
@options.terraform_option
@options.variable_options
@click.option(
    "--env",
    "environments",
    multiple=True,
    metavar="NAME",
    shell_complete=completion.environments,
    help="Use only this environment of the config (default: all environments). Repeatable.",
)
@click.option(
    "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="The value of a rule parameter. Repeatable."
)
@click.option(
    "--prove/--no-prove",
    default=None,
    help="Whether to examine the verdict for every value of the variables that it depends on, as `riveter scan --prove`.",
)
@options.config_options
@options.no_cache_option
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.verbose_option
def command(**given: Any) -> int:
    """Print the rule, or its evaluation."""
    settings = inputs.read_config(given)
    problems = list(settings.diagnostics)
    as_json = given["form"] == "json"
    shown = options.render_options(sys.stderr, given)
    if not as_json:
        files = DiagnosedFiles(settings.diagnostics, settings.reader or FileReader())
        streams.write_stderr(render_diagnostics(settings.diagnostics, files, shown))
    rules = RuleLookup(given, settings)
    rule = rules.find(given["rule"])
    if given["address"] is None:
        if given["prove"]:
            raise click.UsageError("--prove needs an ADDRESS")
        from riveter.rules.conditions.phrases import rule_markdown

        if as_json:
            _write_json(rule, None, problems)
        else:
            page = rule_page(rule.id, rule.span.file)
            text = rule_markdown(rule) + (f"\nMore: <{page}>\n" if page else "")
            streams.write_stdout(_markdown(text, given))
        return _exit_code(problems)
    targets = inputs.targets(given, settings, given["terraform"])
    documents: list[dict[str, Any]] = []
    chosen_environments = inputs.environments(given, settings)
    prove = settings.prove if given["prove"] is None else given["prove"]
    proofs = rules.proofs(targets, chosen_environments) if prove else {}
    for number, environment in enumerate(chosen_environments or (None,)):
        given_targets = targets if environment is None else api.in_environment(targets, environment)
        project = api.load(given_targets, root_modules=True)
        sources = shown_sources(project)
        errors = sources.diagnostics(item for item in project.diagnostics if item.severity == "error")
        problems += (item for item in errors if item not in problems)
        name = environment.name if environment is not None else ""
        from riveter.resource import set_environment

        set_environment(project.resources, name)
        chosen = _chosen(rule, given["address"], project)
        found = _explained(rules, chosen, project, settings, name, proofs)
        if as_json:
            from riveter.reporters.explanation import explanation_document

            documents += (explanation_document(one, item, by, name, proven) for one, item, by, proven in found)
        else:
            streams.write_stderr(render_diagnostics(errors, sources, shown))
            streams.write_stdout(_text(found, name if environment is not None else None, number, given))
        if not project.trees:
            break  # environments do not change a plan or a state
    if as_json:
        _write_json(rule, documents, problems)
    return _exit_code(problems)


def _exit_code(problems: Iterable[Diagnostic]) -> int:
    return EXIT_ERROR if any(item.severity == "error" for item in problems) else EXIT_OK


def _write_json(rule: Rule, documents: list[dict[str, Any]] | None, problems: Iterable[Diagnostic]) -> None:
    from riveter.reporters.explanation import document
    from riveter.reporters.json import encode

    streams.write_stdout(
        [encode(document(rule, documents, problems, rule_page(rule.id, rule.span.file))), "\n"], utf8=True
    )


class RuleLookup:
    """Finds a rule: among those that a scan here selects, then in the bundled packs; with the parameters that a scan gives it."""

    def __init__(self, given: dict[str, Any], settings: Config) -> None:
        from riveter.config.globs import FileGlobs
        from riveter.scan.rule_selection import RuleSelection, Selection

        self._given = given
        self._reader = settings.reader or FileReader()
        files, packs = given["rules"], given["packs"]
        named = bool(files or packs)
        if not named:
            files, packs = settings.rules, settings.packs
        else:
            packs = pack_names.resolved(packs, settings)
        values = (*settings.parameters.items(), *inputs.assignments("--param", given["parameters"]))
        self._parameters = dict(values)
        self._base = settings.base
        self._overrides = overrides = (
            *inputs.environment_overrides(given, settings),
            *(settings.overrides if not named else ()),
        )
        self._choice = choice = RuleSelection(rules=files, packs=packs, parameters=self._parameters)
        self._selection = Selection(choice, overrides, FileGlobs(settings.base).matches, None, self._reader)
        self._bundled: list[Rule] | None = None if not named else []
        self._found: list[Rule] = []

    def find(self, name: str) -> Rule:
        """Return the rule with an id or name. Raises `UserError` if there is none, after reporting files that could not be read."""
        self._found = [rule for rule in self._all() if name in (rule.id, rule.name)]
        if not self._found:
            self._found = [rule for rule in self._others() if name in (rule.id, rule.name)]
        if self._found:
            return self._found[0]
        wrong = [item for item in self._selection.diagnostics if item.severity == "error" and item.span is not None]
        shown = options.render_options(sys.stderr, self._given)
        streams.write_stderr(render_diagnostics(wrong, DiagnosedFiles(wrong, self._reader), shown))
        near = did_you_mean(name, [rule.id for rule in (*self._all(), *self._others())], quotes="''")
        among = " among those that could be read" if wrong else ""
        raise UserError(
            f"there is no rule '{name}'{among}", near or "Name its file with -r FILE, or its pack with -p PACK."
        )

    def for_resource(self, resource: Resource) -> Rule:
        """Return the rule as a scan applies it to a resource: overrides may give it other parameters there."""
        self._selection.prepare([resource])
        for rule in self._selection.every:
            if rule.id == self._found[0].id and self._selection.applies(rule, resource):
                return rule
        return self._found[0]

    def proofs(self, targets: api.Targets, environments: tuple[Environment, ...]) -> Proofs:
        """Return the findings of the rule with a proof, by environment, root module and address."""
        rule, choice = self._found[0], self._choice
        if not any(one is rule for one in self._all()):
            choice = replace(choice, rules=(), packs=(rule.pack,))
        result = api.scan(
            api.ScanOptions(
                targets=targets,
                rules=choice.rules,
                packs=choice.packs,
                include=(rule.id,),
                parameters=tuple(self._parameters.items()),
                environments=environments,
                overrides=self._overrides,
                base=self._base,
                reader=self._reader,
                allow_empty=True,
                prove=True,
            )
        )
        return {
            (environment, one.resource.root, one.resource.address): one
            for one in result.findings
            if one.proof is not None and one.rule_id == rule.id
            for environment in one.environments or ("",)
        }

    def _all(self) -> list[Rule]:
        return self._selection.every

    def _others(self) -> list[Rule]:
        if self._bundled is None:
            from riveter.rules.packs import loader

            found: dict[str, Rule] = {}
            for pack in api.packs()[0]:
                for rule in pack.rules:
                    found.setdefault(rule.id, rule)
            rules = [*found.values()]
            declared = {parameter.name for rule in rules for parameter in rule.parameters}
            values = {name: value for name, value in self._parameters.items() if name in declared}
            self._bundled = loader.set_parameters(rules, values, []) if values else rules
        return self._bundled


def _chosen(rule: Rule, glob: str, project: Project) -> list[Resource]:
    """Return the resources at an address that the rule applies to. Raise `UserError` if there are none."""
    from riveter.manifests import forms
    from riveter.rules.model.resource_types import matches_any_type

    found = [item for item in project.resources if item.address == glob or matches_glob(glob, item.address)]
    if not found:  # without keys: every instance
        found = [item for item in project.resources if matches_glob(glob, without_keys(item.address))]
    if not found:
        known = [project.secrets.mask(item.address) for item in project.resources]
        raise UserError(f"there is no resource '{glob}'", did_you_mean(glob, known, quotes="''"))
    fitting: list[Resource] = []
    for item in found:
        form = next((form for form in forms(item) if matches_any_type(rule.resource_types, form.type)), None)
        if form is not None:
            fitting.append(form)
    if not fitting:
        raise UserError(f"the rule applies to {', '.join(rule.resource_types)}, and '{glob}' is of another type")
    return fitting


def _markdown(text: str, given: dict[str, Any]) -> Iterator[str]:
    """Yield Markdown: rendered on a terminal, unchanged elsewhere."""
    render = options.render_options(sys.stdout, given)
    safe = sanitize.lines(text)
    if render.width is None:
        yield safe if safe.endswith("\n") else safe + "\n"
    else:
        yield drawing.markdown(safe, render)


def _explained(
    rules: RuleLookup,
    chosen: list[Resource],
    project: Project,
    settings: Config,
    environment: str,
    proofs: Proofs,
) -> Iterator[Explained]:
    """Yield the explanation of the rule for each resource with its suppression and its proof, without the secrets of the project."""
    from datetime import datetime, timezone

    from riveter.engine import evaluate
    from riveter.rules.conditions.compilation import compile_rule
    from riveter.rules.conditions.explanation import explain
    from riveter.rules.conditions.found_secrets import keep_found, looks_for_secrets
    from riveter.rules.relations.graph import ResourceGraph
    from riveter.rules.relations.scope import ConditionScope

    now = datetime.now(timezone.utc)
    members: dict[str, list[Resource]] = {}
    for item in (*project.resources, *project.context):
        members.setdefault(item.root, []).append(item)
    graphs = {root: ResourceGraph(items, project.secrets) for root, items in members.items()}
    compiled_rules: list[CompiledRule] = []
    for resource in chosen:
        rule = rules.for_resource(resource)
        try:
            compiled_rules.append(compile_rule(rule))
        except ValueError as problem:
            raise UserError(f"rule '{rule.id}' can't be used: {problem}") from None
        if looks_for_secrets(rule):
            scope = ConditionScope(resource, graphs[resource.root], now, complete=True)
            with _limited(resource, project):
                keep_found(project.secrets, compiled_rules[-1], scope)
    project.hide_instances()
    for resource, compiled in zip(chosen, compiled_rules, strict=True):
        graph = graphs[resource.root]
        with _limited(resource, project):
            finding = evaluate(compiled, resource, graph, now)
        by = None
        if finding is not None:
            by = _suppression(compiled.rule, project, finding, settings, environment, resource.run.workspace)
        with _limited(resource, project):
            explanation = explain(compiled, resource, graph, now=now)
        yield explanation, resource, by, proofs.get((environment, resource.root, explanation.address))


@contextmanager
def _limited(resource: Resource, project: Project) -> Iterator[None]:
    """Limit the work of a rule on one resource to the steps that a scan has for all rules and resources."""
    from riveter.core.effort import EffortSpentError, effort_for, limited

    effort = effort_for(project.characters)
    try:
        with limited(effort):
            yield
    except EffortSpentError:
        address = project.secrets.mask(resource.address)
        hint = "Simplify the rule, or split the configuration."
        raise UserError(f"the rule takes more than {effort:,} steps on {address}", hint) from None


def _suppression(
    rule: Rule, project: Project, finding: Finding, settings: Config, environment: str, workspace: Any
) -> Suppression | None:
    """Return the suppression of a rule's finding in words, without secrets; None if there is none."""
    from datetime import datetime, timezone

    from riveter.config.globs import FileGlobs
    from riveter.fingerprints import fingerprint_of
    from riveter.suppressions.suppressor import Suppressor, workspace_name

    suppressor = Suppressor(
        rules={rule.id: rule.metadata}, others=dict, applied=lambda _: {rule.id}, waivers=settings.waivers,
        policy=settings.suppressions, today=datetime.now(timezone.utc).date(),
        matches_path=FileGlobs(settings.base).matches, known=None, fingerprint=fingerprint_of,
    )  # fmt: skip
    for judged in suppressor.apply(project, [finding], environment=environment, workspace=workspace_name(workspace)):
        if judged.suppression is not None:
            return project.secrets.struct(judged.suppression, without=("kind", "span"))
    return None


def _text(
    found: Iterable[Explained],
    environment: str | None,
    number: int,
    given: dict[str, Any],
) -> Iterator[str]:
    """Yield the explanations in an environment (None: there are none), the `number`th."""
    style = Style(options.render_options(sys.stdout, given))
    if environment is not None:
        yield f"{chr(10) * bool(number)}In the environment {sanitize.line(environment)}:\n\n"
    for count, (explanation, resource, suppressed, proven) in enumerate(found):
        words = _suppression_words(suppressed)
        yield from _explanation(explanation, resource, style, words, proven, first=count == 0)


def _suppression_words(suppressed: Suppression | None) -> str:
    """Return the words for a suppression: the location of a comment, or a waiver, and the reason."""
    if suppressed is None:
        return ""
    reason = f": {suppressed.reason}" if suppressed.reason else ""
    what = "comment" if suppressed.kind == "inline" else suppressed.kind
    return f"the {what} at {suppressed.span}{reason}" if suppressed.span else f"a {what}{reason}"


def _explanation(
    found: Explanation, resource: Resource, style: Style, suppressed: str, proven: Finding | None, *, first: bool
) -> Iterator[str]:
    from riveter.reporters.proofs import proof_words, proven_outcome

    outcome = proven_outcome(found.outcome, proven)
    place = f"  {resource.span.file}:{resource.span.start_line}" if resource.span else ""
    verdict = "does not apply" if outcome is None else outcome.value
    mark = f"{style.mark(outcome)} " if outcome is not None else ""
    yield (
        "" if first else "\n"
    ) + f"{mark}{style.bold(sanitize.line(found.address))}{style.faint(sanitize.line(place))}\n"
    yield f"   {sanitize.line(found.rule.name)}: {verdict}\n"
    if suppressed:
        yield f"   it is suppressed by {sanitize.line(suppressed)}\n"
    if found.existence:
        kind = resource.existence is not None and isinstance(resource.existence.cause, UnknownObject)
        words = "the rule may not be about it" if kind else "it may not exist"
        yield f"   {words}: {sanitize.line(found.existence)}\n"
    for words in () if proven is None else proof_words(proven):
        yield f"   {sanitize.line(words)}\n"
    for title, steps in (("The rule applies if", found.filters), ("The rule requires that", found.assertions)):
        if steps:
            yield f"\n   {style.bold(title)}\n"
            for step in steps:
                yield from _step(step, 2, style)


_COLORS = {"holds": "32", "fails": "31", "unknown": "33"}


def _step(step: ExplanationStep, depth: int, style: Style) -> Iterator[str]:
    indent = "   " * depth
    decided = style.faint("  ← decided") if step.decided and step.result != "holds" else ""
    yield f"{indent}{style.paint(step.result, _COLORS[step.result])}: {sanitize.line(step.words)}{decided}\n"
    if step.reason and step.result != "holds" and step.reason not in (inspected.reason for inspected in step.inspected):
        yield f"{indent}   {sanitize.line(step.reason)}\n"
    for inspected in step.inspected:
        marked = step.decided and inspected.decided and step.result != "holds" and len(step.inspected) > 1
        yield from _inspected(inspected, depth + 1, style, marked=marked)
    for inner in step.steps:
        yield from _step(inner, depth + 1, style)
    yield from _candidates(step, depth + 1, style)


def _candidates(step: ExplanationStep, depth: int, style: Style) -> Iterator[str]:
    """Yield the resources that a relation does not connect, with the reasons."""
    from riveter.rules.relations.candidates import objection_words

    indent = "   " * depth
    for other in step.candidates:
        place = f"  {style.faint(sanitize.line(f'{other.span.file}:{other.span.start_line}'))}" if other.span else ""
        yield f"{indent}not connected: {sanitize.line(other.address)}{place}\n"
        yield f"{indent}   {sanitize.line(objection_words(other.why))}\n"
    if step.more:
        yield f"{indent}not connected: {step.more} more\n"


def _inspected(inspected: InspectedValue, depth: int, style: Style, *, marked: bool) -> Iterator[str]:
    from riveter.core.origins import ValueOrigin
    from riveter.reporters.describe import says_unset

    indent = "   " * depth
    found = f"= {sanitize.line(inspected.words)}" if inspected.words else "is not known"
    value = found if inspected.set else "is not set"
    place = f"  {style.faint(sanitize.line(str(inspected.location)))}" if inspected.location else ""
    yield f"{indent}{sanitize.line(inspected.key)} {value}: {style.paint(inspected.result, _COLORS[inspected.result])}{place}"
    yield f"{style.faint('  ← decided') if marked else ''}\n"
    if inspected.reason:
        yield f"{indent}   {sanitize.line(inspected.reason)}\n"
    if inspected.uncertain:
        yield f"{indent}   it may not exist: {sanitize.line(inspected.uncertain)}\n"
    for origin in inspected.provenance:
        if origin.how is ValueOrigin.MISSING and says_unset(inspected.cause, origin):
            continue  # which has been said
        how = f" ({sanitize.line(origin.words)})" if origin.words else ""
        yield f"{indent}   from {sanitize.line(origin.what)}: {sanitize.line(str(origin.span))}{how}\n"
