"""`Resource`: an evaluated block, as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Protocol

import msgspec

from riveter.core.causes import OutsideConfiguration
from riveter.core.paths import KeyMatch, Path, compile_path, flatten
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.core.versions import VersionRange
from riveter.findings import Provenance, ResourceRef

PathKeys = tuple["str | int", ...]
"""A concrete path: attribute and map keys are `str`, indexes `int`: ``("rule", 0, "status")``."""


ROOT_MODULE = "root_module"
"""The type, name and address of a root module itself."""


class Reference(msgspec.Struct, frozen=True):
    """An edge to another resource: the attribute at `key` (concrete dotted path) depends on the resource at `address`.

    `address` carries the instance key where it is known. `attribute` is the attribute that is read there (``id``, ``arn``; empty
    for the whole resource).
    """

    key: str
    address: str
    attribute: str = ""


class Several(msgspec.Struct, frozen=True):
    """A resource, or a module around it, that represents several instances, as their number is unknown.

    place: its address. why: why their number is unknown. key: the symbol of ``each.key`` or ``count.index`` there.
    """

    place: str
    why: Unknown
    key: tuple[Any, ...] | None = None


class Origin(Protocol):
    """The source locations of a resource's values, found on demand from the expressions behind one attribute."""

    def locate(self, path: PathKeys) -> Span:
        """Return the narrowest span for the value at a path: an attribute, an item of an object, or a block.

        Return the nearest parent if it is absent.
        """

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain from the attribute back to the source location of its value (empty if the attribute is that location)."""

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys of a path can be shown: the value there is sensitive as a whole, including its keys."""

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if the value at a path, or one it is part of or made of, is sensitive."""


class RunContext:
    """What a root module is evaluated with.

    environment: the name of the environment in the config; empty if there is none, unknown if it may be any.
    workspace: the value of ``terraform.workspace``. variables: gives the values of the root module's variables; None where they are not
    known.
    """

    def __init__(
        self,
        workspace: Any = None,
        variables: Callable[[], dict[str, Any] | Unknown] | None = None,
        environment: str | Unknown = "",
    ) -> None:
        self.environment = environment
        self.workspace = workspace
        self._variables = variables

    @cached_property
    def variables(self) -> dict[str, Any] | Unknown | None:
        """The values of the variables of the root module."""
        return None if self._variables is None else self._variables()


NO_RUN = RunContext()
"""Of a resource that was made for itself."""


def set_environment(resources: Iterable[Resource], environment: str | Unknown) -> None:
    """Tell resources the environment that they are evaluated for."""
    for resource in resources:
        if resource.run is not NO_RUN:
            resource.run.environment = environment


class Resource:
    """One instance of a block: a managed resource, a data source, or a module, provider, variable, output or terraform block.

    address: Terraform's address with its instance key (``module.a["x"].aws_s3_bucket.b[0]``).
    type: the type that rules match: ``aws_s3_bucket``, ``data.aws_ami``, ``module``, ``provider``, …
    values: attribute and block names to values; repeated nested blocks are lists of dicts.
    existence: why it is not known whether this instance exists (an unknown count or for_each), else None.
    change_actions: from plans (``["create"]``), else empty.
    root: which root module it belongs to (its directory, from the repository's root): addresses are unique within one, and only
    resources of one are connected.
    unread: why some of its root module could not be read (a syntax error), so that there may be more resources than are seen.
    provided: what stands for a top-level attribute that is not in `values` as only the provider sets it; None for any other.
    provided_inside: what stands for an attribute of a nested block that only the provider sets, by its path; None for any other.
    filled_in: what the provider fills in for an argument that nobody wrote, by its path; None where it fills in nothing that is known.
    provider_versions: gives the versions of a provider that may be in use; None: it may be any.
    unseen: gives why it is not known how a text at a path is made; None where it is written like that.
    region: gives the AWS region it will be in; None for what is in none. run: what its root module is evaluated with.
    several: that it represents several instances, itself and by the modules around it.
    is_hidden: of a module call, whether its module could not be read; None where that is not known.
    chart_values: gives what a Helm release sets for its chart; None for all else.
    """

    recorded = False
    """Whether its values come from a plan or state, which keeps the elements of sets in an order of its own."""

    __slots__ = (
        "__dict__",
        "address",
        "change_actions",
        "chart_values",
        "existence",
        "filled_in",
        "is_hidden",
        "module",
        "name",
        "origin",
        "provided",
        "provided_inside",
        "provider",
        "provider_versions",
        "references",
        "region",
        "root",
        "run",
        "several",
        "span",
        "type",
        "unread",
        "unseen",
        "values",
    )

    def __init__(
        self,
        *,
        address: str,
        type: str,
        name: str,
        values: dict[str, Any],
        origin: Origin,
        span: Span | None,
        module: str = "",
        provider: str = "",
        references: tuple[Reference, ...] = (),
        existence: Unknown | None = None,
        change_actions: tuple[str, ...] = (),
        root: str = "",
        unread: Unknown | None = None,
        provided: Callable[[str], Any] | None = None,
        provided_inside: Callable[[PathKeys], Any] | None = None,
        filled_in: Callable[[PathKeys], Any] | None = None,
        region: Callable[[], Any] | None = None,
        provider_versions: Callable[[str], VersionRange] | None = None,
        unseen: Callable[[PathKeys, str], Unknown | None] | None = None,
        several: tuple[Several, ...] = (),
    ) -> None:
        self.address = address
        self.type = type
        self.name = name
        self.values = values
        self.origin = origin
        self.span = span
        self.module = module
        self.provider = provider
        self.references = references
        self.existence = existence
        self.change_actions = change_actions
        self.root = root
        self.unread = unread
        self.provided = provided
        self.provided_inside = provided_inside
        self.filled_in = filled_in
        self.region = region
        self.provider_versions = provider_versions
        self.unseen = unseen
        self.several = several
        self.run = NO_RUN
        self.is_hidden: Callable[[], bool] | None = None
        self.chart_values: Callable[[Resource], Any] | None = None

    def with_values(self, values: dict[str, Any], provided: Callable[[str], Any] | None) -> Resource:
        """Return the same resource with other values."""
        changed = Resource(
            address=self.address,
            type=self.type,
            name=self.name,
            values=values,
            origin=self.origin,
            span=self.span,
            module=self.module,
            provider=self.provider,
            references=self.references,
            existence=self.existence,
            change_actions=self.change_actions,
            root=self.root,
            unread=self.unread,
            provided=provided,
            provided_inside=self.provided_inside,
            filled_in=self.filled_in,
            unseen=self.unseen,
            region=self.region,
            provider_versions=self.provider_versions,
            several=self.several,
        )
        changed.run = self.run
        changed.chart_values = self.chart_values
        if self.recorded:
            changed.recorded = True
        return changed

    def get(self, key: str | Path) -> list[KeyMatch]:
        """Return the matches of a dotted key (``rule.0.transition.*.days``), in order.

        Whether the resource itself exists is not considered.
        """
        path = compile_path(key) if isinstance(key, str) else key
        return [match for match in self.scan(path) if not match.missing]

    def scan(self, path: Path) -> list[KeyMatch]:
        """Return the result of `get`, with a `missing` match for every existing element without the attribute."""
        name = path.first
        if name is not None:
            if name.startswith("__") and (special := SPECIAL_KEYS.get(name)):
                return path.scan_special(name, special(self))
            if name == "provider" and name not in self.values and self.provider:
                return path.scan_special(name, self.provider)
            if name not in self.values and self.provided is not None:
                provided = self.provided(name)
                if provided is not None:
                    return path.scan_special(name, provided)
        return self.with_provided(path.scan_plain(self.values) or path.scan_value(self.values))

    def with_provided(self, matches: list[KeyMatch]) -> list[KeyMatch]:
        """Return the matches with what represents the attributes of nested blocks that only the provider sets."""
        if self.provided_inside is None or not any(_lies_in_block(match) for match in matches):
            return matches
        return [self._provided(match) if _lies_in_block(match) else match for match in matches]

    def _provided(self, match: KeyMatch) -> KeyMatch:
        block: Any = self.values
        for key in match.path[:-1]:
            if isinstance(block, list) and isinstance(key, int):
                block = block[key] if 0 <= key < len(block) else None
            elif isinstance(block, dict):
                block = block.get(str(key))
        if not isinstance(block, dict) or self.provided_inside is None:
            return match  # a block that does not exist has no attributes
        value = self.provided_inside(match.path)
        return match if value is None else KeyMatch(match.path, value, match.uncertain)

    def shown_values(self) -> dict[str, Any]:
        """Return the values for display. For a document, these include values that the configuration does not set."""
        return self.values

    @cached_property
    def flat(self) -> dict[str, Any]:
        """The dotted-key dict: every leaf value (and every empty list or map) by its concrete dotted key."""
        return flatten(self.values)

    @cached_property
    def ref(self) -> ResourceRef:
        """The data of the resource that findings keep."""
        return ResourceRef(self.address, self.type, self.name, self.module, self.span, self.root)


def _lies_in_block(match: KeyMatch) -> bool:
    """Return True if there is no value for a match, and if it may be an attribute of a nested block."""
    return match.value is None and len(match.path) > 1 and not match.in_json


SPECIAL_KEYS: dict[str, Callable[[Resource], Any]] = {
    "__address__": lambda r: r.address,
    "__name__": lambda r: r.name,
    "__type__": lambda r: r.type,
    "__module__": lambda r: r.module,
    "__file__": lambda r: r.span.file if r.span else None,
    "__provider__": lambda r: r.provider or None,
    "__region__": lambda r: r.region() if r.region is not None else None,
    "__environment__": lambda r: r.run.environment if r.run.environment != "" else None,
    "__workspace__": lambda r: r.run.workspace,
    "__variables__": lambda r: r.run.variables,
    "__values__": lambda r: r.chart_values(r) if r.chart_values is not None else None,
    "__change_actions__": lambda r: list(r.change_actions) if r.change_actions else None,
    "__undetermined__": lambda r: Unknown(OutsideConfiguration(span=r.span)),
}
"""Facts that riveter adds to a resource, by their key."""
