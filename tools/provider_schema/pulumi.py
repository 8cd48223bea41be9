"""Reads which top-level attributes are secret or deprecated out of Pulumi's generated Python packages, as text.

Pulumi's providers are bridged from the same Terraform providers, but the Python packages do not tell Terraform's names. A
resource is found again by its name and by how much its properties overlap with a type's attributes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tools.provider_schema.model import Block, Provider

_FILE = re.compile(r"[^/]+/(\w+)/(\w+)\.py$")
_RESOURCE = re.compile(
    r'^@pulumi\.type_token\("(\w+):([\w/]+):(\w+)"\)\nclass \w+\(pulumi\.CustomResource\)', re.MULTILINE
)
_ARGUMENTS = re.compile(r"^class \w+Args:\n(.*?)(?=^@|^class )", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(
    r"^    @(?:_builtins\.)?property\n(?:    @pulumi\.getter[^\n]*\n)(?:    @_utilities[^\n]*\n)*    def (\w+)\(",
    re.MULTILINE,
)
_SECRET_OUTPUTS = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")
_SECRET_INPUT = re.compile(r'__props__\.__dict__\["(\w+)"\] = None if \w+ is None else pulumi\.Output\.secret')
_DEPRECATED = re.compile(r'@_utilities\.deprecated\("""((?:(?!""").)*)"""\)\n    def (\w+)\(self\)', re.DOTALL)

ACCEPTED = 0.75
"""The least score of a match; 1 would be the same set of settable names, up to 0.3 more is given for the name."""

_NOT_SECRET = frozenset({"effective_labels"})
"""Secret for Pulumi only, because it may hold its own default labels."""

_UNSET_BY_PULUMI = frozenset({"id", "tags_all", "timeouts"})


@dataclass
class Facts:
    """What is known of the top-level attributes of a type."""

    sensitive: set[str] = field(default_factory=set)
    deprecated: set[str] = field(default_factory=set)


@dataclass
class _Resource:
    module: str
    name: str
    properties: set[str]
    sensitive: set[str]
    deprecated: set[str]


def read_facts(files: Iterable[tuple[str, str]], provider: Provider) -> dict[str, Facts]:
    """The facts by Terraform type, for the resources of `provider` that are found in the package's `files`."""
    resources = list(_resources(files))
    managed = {name: block for name, block in provider.types.items() if "." not in name}
    facts: dict[str, Facts] = {}
    for name, resource in _match(managed, resources, provider.name):
        members = managed[name].attributes.keys() | managed[name].blocks.keys()
        facts[name] = Facts(
            sensitive={found for item in resource.sensitive for found in _terraform_names(item, members)},
            deprecated={found for item in resource.deprecated for found in _terraform_names(item, members)},
        )
    return facts


def _resources(files: Iterable[tuple[str, str]]) -> Iterator[_Resource]:
    for path, text in files:
        place = _FILE.match(path)
        token = _RESOURCE.search(text) if place else None
        if place is None or token is None:
            continue
        arguments = _ARGUMENTS.search(text)
        secret = set(_SECRET_INPUT.findall(text))
        for names in _SECRET_OUTPUTS.findall(text):
            secret |= {_snake_case(name) for name in re.findall(r'"(\w+)"', names)}
        yield _Resource(
            module=place[1].replace("_", ""),
            name=token[3].lower(),
            properties=set(_PROPERTY.findall(arguments[1])) if arguments else set(),
            sensitive=secret - _NOT_SECRET,
            # What is merely discouraged is Pulumi's own word, not the provider's.
            deprecated={
                name for reason, name in _DEPRECATED.findall(text[token.end() :]) if "is discouraged" not in reason
            },
        )


def _match(types: dict[str, Block], resources: list[_Resource], prefix: str) -> Iterator[tuple[str, _Resource]]:
    """Pair types and resources one to one, best scores first."""
    by_flat_name: dict[str, list[str]] = defaultdict(list)
    by_member: dict[str, set[str]] = defaultdict(set)
    settable: dict[str, set[str]] = {}
    for name, block in types.items():
        by_flat_name[name.replace("_", "")].append(name)
        settable[name] = {key for key, value in block.attributes.items() if value.settable} | block.blocks.keys()
        for member in settable[name]:
            by_member[member].add(name)
    scored: list[tuple[float, str, int]] = []
    for index, resource in enumerate(resources):
        named = {
            name
            for flat in (resource.name, resource.module + resource.name)
            for name in by_flat_name.get(prefix + flat, ())
        }
        overlapping: dict[str, int] = defaultdict(int)
        for item in resource.properties:
            for name in {type for member in _singular_forms(item) for type in by_member.get(member, ())}:
                overlapping[name] += 1
        for name in named | overlapping.keys():
            known = settable[name]
            forth = overlapping.get(name, 0) / max(1, len(resource.properties))
            back = len({m for p in resource.properties for m in _singular_forms(p) if m in known})
            score = min(forth, back / max(1, len(known - _UNSET_BY_PULUMI)))
            if name in named:
                score += 0.3
            elif name.replace("_", "").endswith(resource.name):
                score += 0.15
            elif score < 0.8:
                continue
            if score >= ACCEPTED:
                scored.append((score, name, index))
    taken: set[str] = set()
    used: set[int] = set()
    for _, name, index in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if name not in taken and index not in used:
            taken.add(name)
            used.add(index)
            yield name, resources[index]


def _terraform_names(name: str, members: Iterable[str]) -> list[str]:
    known = set(members)
    return [form for form in _singular_forms(name) if form in known][:1]


def _singular_forms(name: str) -> list[str]:
    """The names that Pulumi may have made the plural of; the name itself first."""
    forms = [name]
    if name.endswith("ies"):
        forms.append(f"{name[:-3]}y")
    if name.endswith("es"):
        forms.append(name[:-2])
    if name.endswith("s"):
        forms.append(name[:-1])
    return forms


def _snake_case(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
