"""Values as riveter knows them at a place of a file: of references, and of the arguments of resources. Secrets are masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from riveter.api import ScanResult
from riveter.core.clipping import cut
from riveter.core.paths import format_path
from riveter.core.secrets import MASK
from riveter.core.values import Unknown
from riveter.findings import Provenance
from riveter.hcl import nodes as n
from riveter.lsp.spots import Spot
from riveter.reporters import sanitize
from riveter.reporters.values import leaves, show
from riveter.resource import PathKeys, Resource
from riveter.session.session import UsedModule
from riveter.terraform.modules.provenance import Tracer

SHOWN = 200
"""So many characters of a value are shown."""
MOST = 5
"""So many different values are shown, and so many instances are named."""
_SENSITIVE = "(sensitive value)"


class Shown(msgspec.Struct, frozen=True):
    """A value in words. where: the instance that it is of. known: whether it is. steps: where it comes from."""

    text: str
    where: str = ""
    known: bool = True
    steps: tuple[Provenance, ...] = ()


class ArgumentValues(msgspec.Struct, frozen=True):
    """What rules see of an argument. key: its dotted key."""

    resource: Resource
    key: str
    values: tuple[tuple[str, Shown], ...]


def instances(spot: Spot) -> Iterator[UsedModule]:
    """Yield the instances of the module of a place, in the environments that count."""
    yield from spot.index.uses.get(spot.home, ())


def place_of(used: UsedModule) -> str:
    """Return which instance of a module it is, in words; empty for a root module without environments."""
    parts = [used.module.address, f"in {used.root}" if used.module.address and used.root not in ("", ".") else ""]
    parts.append(f"in {used.environment}" if used.environment else "")
    return sanitize.line(" ".join(part for part in parts if part))


def of_reference(spot: Spot, text: str, node: n.Expr, *, steps: bool = True) -> list[Shown]:
    """Return the values of a reference in the instances of its module, each once.

    node: the reference as syntax. steps: whether where they come from is looked for.
    """
    found: dict[str, Shown] = {}
    for number, used in enumerate(instances(spot)):
        if number >= 50 or len(found) > MOST:
            break
        result = spot.index.session.evaluate_in(used, text)
        if result.error is not None:
            continue
        if result.alternatives:
            shown, known = " or ".join(map(show, result.alternatives)), True
        elif result.unknown is not None and result.value is None:
            shown, known = f"not known: {sanitize.line(result.unknown)}", False
        else:
            shown, known = show(result.value), True
        shown = shown.replace(f'"{_SENSITIVE}"', MASK)
        if shown not in found:
            way = _steps(spot, used, node) if steps else ()
            found[shown] = Shown(cut(shown, SHOWN), spot.result.secrets.mask(place_of(used)), known, way)
    return [*found.values()]


def _steps(spot: Spot, used: UsedModule, node: n.Expr) -> tuple[Provenance, ...]:
    """Return where the value of a reference comes from."""
    module = used.module
    source = next((each for each in module.config.sources if each.name == spot.source.name), None)
    if source is None:
        return ()
    with spot.index.session.untouched(used):
        tracer = Tracer(module.tree.narrower)
        outer = module.begin_trace()
        try:
            tracer.follow(node, module.scope(source))
        finally:
            module.drop_trace(outer)
    return spot.result.secrets.masked(tuple(tracer.steps))


def resources_of(spot: Spot, block: n.Block) -> Iterator[tuple[UsedModule, Resource]]:
    """Yield the instances of a block of the file."""
    span = spot.source.span(block.start, block.end)
    seen: set[tuple[str, str]] = set()
    for used in instances(spot):
        root = (used.root, used.environment)
        if root in seen:
            continue
        seen.add(root)
        for resource in spot.index.resources(*root, span):
            yield used, resource


def key_of(nodes: list[n.Node]) -> PathKeys:
    """Return the key of an argument by the nodes around it, from the block of the resource on. Repeated blocks have numbers."""
    path: list[str | int] = []
    for outer, node in pairwise(nodes):
        if isinstance(node, n.Block) and isinstance(outer, n.Block):
            if node.type == "dynamic" and node.labels:
                path.append(node.labels[0].value)
                continue
            if node.type == "content" and outer.type == "dynamic":
                path.append("*")
                continue
            alike = [block for block in outer.blocks if block.type == node.type]
            path += [node.type, alike.index(node)]
        elif isinstance(node, n.Attribute):
            path.append(node.name)
            break
    return tuple(path)


def of_argument(spot: Spot, block: n.Block, path: PathKeys) -> list[ArgumentValues]:
    """Return what rules see of an argument, in each instance of its block."""
    found: list[ArgumentValues] = []
    for used, resource in resources_of(spot, block):
        if len(found) >= MOST:
            break
        with spot.index.session.untouched(used):
            values = tuple(_values(resource, path, spot.result))
        found.append(ArgumentValues(resource, format_path(path), values))
    return found


def _values(resource: Resource, path: PathKeys, result: ScanResult) -> Iterator[tuple[str, Shown]]:
    secrets = result.secrets
    steps: tuple[Provenance, ...] | None = None
    for key, shown_key, value in leaves(resource, secrets):
        if not _is_below(key, path):
            continue
        if steps is None:
            concrete = tuple(each for each in path if each != "*")
            steps = secrets.masked(resource.origin.provenance(concrete)) if len(concrete) == len(path) else ()
        known = not isinstance(value, Unknown)
        text = show(value)
        if not known and text == "(not known)":
            text = f"not known: {sanitize.line(secrets.mask(value.reason))}"
        yield sanitize.line(shown_key), Shown(cut(text, SHOWN), known=known, steps=steps)


def _is_below(key: str, path: Iterable[str | int]) -> bool:
    """Return True if a concrete key is the key of an argument or below it."""
    prefix = format_path(tuple(path))
    if "*" not in prefix:
        return key == prefix or key.startswith((f"{prefix}.", f"{prefix}["))
    wanted, parts = prefix.split("."), key.split(".")
    return len(parts) >= len(wanted) and all(one in ("*", other) for one, other in zip(wanted, parts, strict=False))
