"""What the shell offers for a word that is not finished: packs, rules, formats, environments, addresses, files.

Whatever is wrong with the config, the rules or the Terraform: the shell then offers less, and no message disturbs the prompt.
The shell writes an offer into the command line as it is. Names from the input are offered only if they have no character that means
something to a shell or a terminal.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from riveter.core.patterns import late

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.rules.model.rule import Rule

SECONDS = 3.0
"""So long Terraform is evaluated for addresses; the shell waits for it."""

_HARMLESS = late(r"[\w.][\w.-]*\Z")

_Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]
_Offers = Callable[[click.Context, str], "Iterable[CompletionItem[str]]"]


def _completer(function: _Offers) -> _Completer:
    """Return the callback for click. It offers the values that match the beginning of the word, and none if an error occurs."""

    @functools.wraps(function)
    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        try:
            offered = list(function(context, incomplete))
        except Exception:  # no stream for the error
            return []
        return [item for item in offered if item.type != "plain" or _fits(item.value, incomplete)]

    return complete


def _fits(name: str, incomplete: str) -> bool:
    return name.startswith(incomplete) and _HARMLESS.match(name) is not None


@_completer
def files(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Have the shell offer files and folders."""
    yield CompletionItem(incomplete, type="file")


@_completer
def folders(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Have the shell offer folders."""
    yield CompletionItem(incomplete, type="dir")


@_completer
def formats(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Offer the formats of reports."""
    from riveter.reporters.formats import FORMATS

    for item in FORMATS.values():
        yield CompletionItem(item.name, help=item.summary)


@_completer
def packs(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Offer the packs: those that the config has in files, then the bundled ones. Offer files for a word that begins a path."""
    from riveter.cli.pack_names import own_packs
    from riveter.files.cache import Cache, own_directory
    from riveter.rules.packs.packs import pack_files, read_header

    if "/" in incomplete or incomplete.startswith("."):
        yield CompletionItem(incomplete, type="file")
        return
    try:
        own = own_packs(_config(context))
    except Exception:  # a config that can't be read names no packs
        own = []
    cache = Cache(own_directory(), "rules")
    for pack in filter(None, (*own, *(read_header(path, cache) for path in pack_files()))):
        for name in (pack.name, *pack.aliases):
            yield CompletionItem(name, help=_one_line(pack.description))


@_completer
def rules(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Offer the ids of rules: of those that the command names, else of those of the config, else of the bundled ones."""
    for rule in _rules(context):
        yield CompletionItem(rule.id, help=_one_line(rule.name))


@_completer
def environments(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Offer the environments of the config."""
    for environment in _config(context).environments:
        yield CompletionItem(environment.name)


@_completer
def addresses(context: click.Context, incomplete: str) -> Iterator[CompletionItem[str]]:
    """Offer the addresses of resources, without keys of instances: shells take quotes and brackets for their own.

    For `explain`, only resources that its rule is about.
    """
    import msgspec

    from riveter import api
    from riveter.cli import inputs
    from riveter.core.addresses import without_keys
    from riveter.rules.model.resource_types import matches_any_type

    given = _given(context)
    settings = _config(context)
    paths = (*given["terraform"], *given["paths"])
    found = msgspec.structs.replace(inputs.targets(given, settings, paths), time_limit=SECONDS, stdin=b"")
    project = api.load(found)
    project.hide_instances()
    types = [rule.resource_types for rule in _rules(context) if rule.id == given.get("rule")]
    names: dict[str, None] = {}
    for resource in project.resources:
        if not types or any(matches_any_type(wanted, resource.type) for wanted in types):
            names[without_keys(project.secrets.mask(resource.address))] = None
    yield from map(CompletionItem, sorted(names))


def _given(context: click.Context) -> dict[str, Any]:
    """Return the words given to the command so far; nothing if the command does not have the option."""
    nothing: dict[str, Any] = dict.fromkeys(("terraform", "paths", "rules", "packs", "variables", "var_files"), ())
    nothing |= {"files_before": (), "workspace": None, "no_cache": False, "no_config": False, "config_path": None}
    return {**nothing, **{name: value for name, value in context.params.items() if value is not None}}


def _config(context: click.Context) -> Config:
    from riveter.cli import inputs

    return inputs.read_config(_given(context))


def _rules(context: click.Context) -> Iterable[Rule]:
    from riveter.cli.pack_names import resolved
    from riveter.files.cache import Cache, own_directory
    from riveter.rules.packs.loader import load_rules
    from riveter.rules.packs.packs import bundled_rules

    cache = Cache(own_directory(), "rules")
    given, settings = _given(context), _config(context)
    files, packs = given["rules"], given["packs"]
    if not files and not packs:
        files, packs = settings.rules, settings.packs
    else:
        packs = resolved(packs, settings)
    found = {rule.id: rule for rule in load_rules(files, packs=tuple(packs), cache=cache).rules}
    if (not files and not packs) or (context.info_name == "explain" and not given["rules"] and not given["packs"]):
        for rule in bundled_rules(cache):
            found.setdefault(rule.id, rule)
    return found.values()


def _one_line(text: str) -> str:
    from riveter.reporters import sanitize

    return sanitize.line(text)
