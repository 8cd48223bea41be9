"""`riveter explain`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from riveter import api
from riveter.cli import options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK, UserError
from riveter.cli.sources import DiagnosedFiles, shown_sources
from riveter.core.globs import matches_glob
from riveter.core.patterns import late
from riveter.core.suggestions import did_you_mean
from riveter.files.reader import Reader
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.reporters.style import Style

if TYPE_CHECKING:
    from riveter.findings import Finding
    from riveter.resource import Resource
    from riveter.rules.conditions.explanation import Explanation, InspectedValue, Step
    from riveter.rules.model.rule import Rule
    from riveter.terraform.project import Project

_INSTANCE = late(r'\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]')
"""The key of an instance in an address."""

EXAMPLES = (
    ("a rule: what it wants, why, and how to comply", "riveter explain kms-key-rotation-enabled"),
    ("a rule of your own", "riveter explain my-rule -r rules.yml"),
    ("its verdict on a resource, step by step", "riveter explain kms-key-rotation-enabled 'aws_kms_key.*' -t infra"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Explain a rule, or its verdict on a resource.",
    help="Explain a rule: what it wants, why it matters, how to comply. With an ADDRESS (a glob), how it came to its verdict there: "
    "every condition, what it looked at, and where the values come from.",
)
@click.argument("rule", metavar="RULE")
@click.argument("address", metavar="[ADDRESS]", required=False)
@click.option("-r", "--rules", multiple=True, metavar="FILE", help="Where the rule is (default: the bundled packs).")
@click.option("-p", "--rule-pack", "packs", multiple=True, metavar="NAME", help="The pack the rule is in. Repeatable.")
@options.terraform_option
@options.variable_options
@options.no_cache_option
@options.verbose_option
def command(**given: Any) -> int:
    """Print the rule, or its evaluation."""
    rule = _find(given)
    if given["address"] is None:
        from riveter.rules.conditions.phrases import rule_markdown

        streams.write_stdout(_markdown(rule_markdown(rule), given))
        return EXIT_OK
    project = api.load(
        options.targets(
            given["terraform"],
            variables=given["variables"],
            var_files=given["var_files"],
            files_before=given["files_before"],
            workspace=given["workspace"],
            cache=not given["no_cache"],
        )
    )
    errors = project.secrets.diagnostics(item for item in project.diagnostics if item.severity == "error")
    streams.write_stderr(render_diagnostics(errors, shown_sources(project), options.render_options(sys.stderr, given)))
    streams.write_stdout(_explanations(rule, _chosen(rule, given["address"], project), project, given))
    return EXIT_ERROR if errors else EXIT_OK


def _find(given: dict[str, Any]) -> Rule:
    """The rule of an id (or name). Raises `UserError` when there is none, after telling what could not be read."""
    from riveter.rules.packs import loader

    name, files, packs = given["rule"], given["rules"], given["packs"]
    if not files and not packs:
        packs = [pack.name for pack in api.packs()[0]]
    reader = Reader()
    loaded = loader.load_rules(files, packs=packs, reader=reader)
    for rule in loaded.rules:
        if name in (rule.id, rule.name):
            return rule
    wrong = [item for item in loaded.diagnostics if item.severity == "error"]
    shown = options.render_options(sys.stderr, given)
    streams.write_stderr(render_diagnostics(wrong, DiagnosedFiles(wrong, reader), shown))
    near = did_you_mean(name, [rule.id for rule in loaded.rules], quotes="''")
    among = " among those that could be read" if wrong else ""
    raise UserError(f"there is no rule '{name}'{among}", near or "Say where it is with -r FILE or -p PACK.")


def _chosen(rule: Rule, glob: str, project: Project) -> list[Resource]:
    """The resources an address names that the rule is about. Raises `UserError` when there are none."""
    from riveter.rules.model.resource_types import matches_any_type

    found = [item for item in project.resources if item.address == glob or matches_glob(glob, item.address)]
    if not found:  # without keys: every instance
        found = [item for item in project.resources if matches_glob(glob, _INSTANCE.sub("", item.address))]
    if not found:
        known = [project.secrets.mask(item.address) for item in project.resources]
        raise UserError(f"there is no resource '{glob}'", did_you_mean(glob, known, quotes="''"))
    fitting = [item for item in found if matches_any_type(rule.resource_types, item.type)]
    if not fitting:
        raise UserError(f"the rule is about {', '.join(rule.resource_types)}, and '{glob}' is not")
    return fitting


def _markdown(text: str, given: dict[str, Any]) -> Iterator[str]:
    """Markdown, rendered on a terminal and as it is elsewhere."""
    render = options.render_options(sys.stdout, given)
    safe = sanitize.lines(text)
    if sys.stdout is None or not sys.stdout.isatty():
        yield safe if safe.endswith("\n") else safe + "\n"
        return
    import io

    from rich.console import Console
    from rich.markdown import Markdown

    buffer = io.StringIO()
    console = Console(file=buffer, width=render.width, force_terminal=render.color, no_color=not render.color)
    console.print(Markdown(safe))
    yield buffer.getvalue()


def _explanations(rule: Rule, chosen: list[Resource], project: Project, given: dict[str, Any]) -> Iterator[str]:
    from datetime import datetime, timezone

    from riveter.engine import evaluate
    from riveter.rules.conditions.compilation import compile_rule
    from riveter.rules.conditions.explanation import explain
    from riveter.rules.conditions.found_secrets import keep_found, looks_for_secrets
    from riveter.rules.relations.graph import ResourceGraph
    from riveter.rules.relations.scope import ConditionScope

    try:
        compiled = compile_rule(rule)
    except ValueError as problem:
        raise UserError(f"rule '{rule.id}' can't be used: {problem}") from None
    style = Style(options.render_options(sys.stdout, given))
    now = datetime.now(timezone.utc)
    members: dict[str, list[Resource]] = {}
    for item in (*project.resources, *project.context):
        members.setdefault(item.root, []).append(item)
    secrets = project.secrets
    worlds = {root: ResourceGraph(items, secrets) for root, items in members.items()}
    for resource in chosen if looks_for_secrets(rule) else ():
        keep_found(secrets, compiled, ConditionScope(resource, worlds[resource.root], now))
    project.hide_instances()
    findings = [evaluate(compiled, resource, worlds[resource.root], now) for resource in chosen]
    suppressed = _suppressed(rule, project, findings)
    for number, (resource, finding) in enumerate(zip(chosen, findings, strict=True)):
        told = explain(compiled, resource, worlds[resource.root], now=now)
        by = suppressed.get(finding.fingerprint, "") if finding is not None else ""
        yield from _explanation(told, resource, style, secrets.mask(by), first=number == 0)


def _suppressed(rule: Rule, project: Project, findings: list[Finding | None]) -> dict[str, str]:
    """The comments that suppress findings of a rule, by fingerprint: their place and reason."""
    from datetime import date

    from riveter.engine import fingerprint_of
    from riveter.suppressions.policy import Policy
    from riveter.suppressions.suppressor import Suppressor

    suppressor = Suppressor(
        rules={rule.id: rule.metadata}, others=tuple, applied=lambda _: {rule.id}, waivers=(), policy=Policy(),
        today=date.today(), matches_path=lambda *_: False, known=None, fingerprint=fingerprint_of,
    )  # fmt: skip
    found: dict[str, str] = {}
    for judged in suppressor.apply(project, [finding for finding in findings if finding is not None]):
        if judged.suppression is not None:
            reason = f": {judged.suppression.reason}" if judged.suppression.reason else ""
            found[judged.fingerprint] = f"{judged.suppression.span or 'a comment'}{reason}"
    return found


def _explanation(told: Explanation, resource: Resource, style: Style, suppressed: str, *, first: bool) -> Iterator[str]:
    place = f"  {resource.span.file}:{resource.span.start_line}" if resource.span else ""
    verdict = "does not apply" if told.outcome is None else told.outcome.value
    mark = f"{style.mark(told.outcome)} " if told.outcome is not None else ""
    yield (
        "" if first else "\n"
    ) + f"{mark}{style.bold(sanitize.line(told.address))}{style.faint(sanitize.line(place))}\n"
    yield f"   {sanitize.line(told.rule.name)}: {verdict}\n"
    if suppressed:
        yield f"   it is suppressed by the comment at {sanitize.line(suppressed)}\n"
    if told.existence:
        yield f"   it may not exist: {sanitize.line(told.existence)}\n"
    for title, steps in (("It applies where", told.filters), ("It must hold that", told.assertions)):
        if steps:
            yield f"\n   {style.bold(title)}\n"
            for step in steps:
                yield from _step(step, 2, style)


_COLORS = {"holds": "32", "fails": "31", "unknown": "33"}


def _step(step: Step, depth: int, style: Style) -> Iterator[str]:
    indent = "   " * depth
    decided = style.faint("  ← decided") if step.decided and step.said != "holds" else ""
    yield f"{indent}{style.paint(step.said, _COLORS[step.said])}: {sanitize.line(step.words)}{decided}\n"
    if step.reason and step.said != "holds" and step.reason not in (looked.reason for looked in step.looked):
        yield f"{indent}   {sanitize.line(step.reason)}\n"
    for looked in step.looked:
        marked = step.decided and looked.decided and step.said != "holds" and len(step.looked) > 1
        yield from _looked(looked, depth + 1, style, marked=marked)
    for inner in step.steps:
        yield from _step(inner, depth + 1, style)


def _looked(looked: InspectedValue, depth: int, style: Style, *, marked: bool) -> Iterator[str]:
    from riveter.core.origins import How
    from riveter.reporters.describe import says_unset, show_value
    from riveter.rules.model.messages import SENSITIVE

    indent = "   " * depth
    if not looked.set:
        value = "is not set"
    elif looked.value is None and looked.reason:
        value = "is not known"
    elif looked.value == SENSITIVE:
        value = f"= {SENSITIVE}"
    else:
        value = f"= {show_value(looked.value)}"
    place = f"  {style.faint(sanitize.line(str(looked.location)))}" if looked.location else ""
    yield f"{indent}{sanitize.line(looked.key)} {value}: {style.paint(looked.said, _COLORS[looked.said])}{place}"
    yield f"{style.faint('  ← decided') if marked else ''}\n"
    if looked.reason:
        yield f"{indent}   {sanitize.line(looked.reason)}\n"
    if looked.uncertain:
        yield f"{indent}   it may not exist: {sanitize.line(looked.uncertain)}\n"
    for origin in looked.provenance:
        if origin.how is How.MISSING and says_unset(looked.cause, origin):
            continue  # which has been said
        how = f" ({sanitize.line(origin.words)})" if origin.words else ""
        yield f"{indent}   from {sanitize.line(origin.what)}: {sanitize.line(str(origin.span))}{how}\n"
