"""The content of a rule file as immutable structs, with the location of each part."""

# Annotations are objects here, but for those that refer to what follows: decoding rules from the cache would have to compile each.

from typing import Any, Literal, TypeAlias, Union

import msgspec

from riveter.core.source import Span
from riveter.rules.model.fix import FixEdit

RELATIONS = "equivalent_relations"
"""Where the metadata of a rule has what is not exact, by tool and id. `equivalents` has the ids only."""


class Quantifier(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many must satisfy: `all`, `any`, `none`, or counts. A count may be a parameter (``{param.max}``) until the rule is compiled."""

    kind: Literal["all", "any", "none", "count"]
    at_least: int | str | None = None
    at_most: int | str | None = None

    def __str__(self) -> str:
        if self.kind != "count":
            return self.kind
        bounds = [f"at least {self.at_least}"] if self.at_least is not None else []
        bounds += [f"at most {self.at_most}"] if self.at_most is not None else []
        return ", ".join(bounds)


ALL = Quantifier("all")
ANY = Quantifier("any")
DIRECTIONS = ("to_this", "from_this", "any")
"""Which end of a relation the others are at."""


OF_SUBJECT = "$."
"""A key that begins so starts at the resource that the rule applies to."""

OF_OUTER = "^."
"""A key that begins so starts at what is around the `each` or `related`. Each repetition leads one `each` or `related` further out."""


def outward(key: str) -> tuple[int, str]:
    """Return how many times a key begins with `^.`, and the key without that (`.` if nothing is left)."""
    levels = 0
    while key.startswith(OF_OUTER):
        key = key[len(OF_OUTER) :]
        levels += 1
    return levels, key or "."


class Leaf(msgspec.Struct, frozen=True, tag="leaf", omit_defaults=True):
    """One key, one operator, one value. `value_from` is another key to compare with; `has_value` distinguishes null from no value."""

    span: Span
    key: str
    operator: str
    value: Any = None
    has_value: bool = False
    value_from: str | None = None
    transform: tuple[str, ...] = ()
    quantifier: Quantifier | None = None
    message: str = ""
    key_span: Span | None = None
    operator_span: Span | None = None
    value_span: Span | None = None


class Group(msgspec.Struct, frozen=True, tag="group", omit_defaults=True):
    """`any`, `all` or `not` over conditions (`not` over several: not all of them)."""

    span: Span
    kind: Literal["any", "all", "not"]
    conditions: "tuple[Condition, ...]"
    message: str = ""


DimensionKind: TypeAlias = Literal["networks", "ports", "traffic", "names"]
"""What the parts of a dimension are."""


class Dimension(msgspec.Struct, frozen=True, omit_defaults=True):
    """One dimension of what elements or resources must cover together.

    keys: where each of them has its part. of: where the whole is, around the condition. within: only this part counts.
    every: texts that mean everything.
    default: what a key that is not set means, otherwise nothing in an element, and everything in the whole.
    """

    kind: DimensionKind
    keys: tuple[str, ...]
    of: tuple[str, ...]
    within: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    every: tuple[str, ...] = ()


class Each(msgspec.Struct, frozen=True, tag="each", omit_defaults=True):
    """Conditions on every element at `key`; `where` selects elements. covers: instead of conditions."""

    span: Span
    key: str
    assertions: "tuple[Condition, ...]" = ()
    where: "tuple[Condition, ...]" = ()
    quantifier: Quantifier | None = None
    message: str = ""
    key_span: Span | None = None
    covers: tuple[Dimension, ...] = ()


class Sum(msgspec.Struct, frozen=True, omit_defaults=True):
    """Bounds of the sum of the values at a key: numbers, or parameters."""

    key: str
    at_least: Any = None
    at_most: Any = None


class Related(msgspec.Struct, frozen=True, tag="related", omit_defaults=True):
    """Conditions on other resources: those connected by reference, those whose attributes equal texts (`on`), or all of them (`within`).

    via: the attributes with the references, one after the other. on: keys with texts that contain attributes of the resource that the rule
    applies to. within: ``module`` or ``root``; all resources there, the one that the rule applies to as well. ``installed`` is the root
    module, where modules that are not installed contain nothing; it may stand beside `on`. sum, covers: instead of conditions.
    """

    span: Span
    resource_types: tuple[str, ...]
    via: tuple[str, ...] = ()
    direction: Literal["to_this", "from_this", "any"] = "any"
    assertions: "tuple[Condition, ...]" = ()
    where: "tuple[Condition, ...]" = ()
    quantifier: Quantifier | None = None
    message: str = ""
    on: tuple[tuple[str, str], ...] = ()
    within: Literal["", "module", "root", "installed"] = ""
    sum: Sum | None = None
    covers: tuple[Dimension, ...] = ()

    @property
    def relation(self) -> str:
        """How the resources are found, in words that follow their type."""
        if self.within and not self.on:
            return "in this module" if self.within == "module" else "in this root module"
        if self.on:
            return "with " + " and ".join(f'{key} = "{text}"' for key, text in self.on)
        return "connected" + (f" through {' → '.join(self.via)}" if self.via else "")


class CelExpression(msgspec.Struct, frozen=True, tag="expression", omit_defaults=True):
    """A Common Expression Language expression over `resource`."""

    span: Span
    text: str
    message: str = ""


class PythonCheck(msgspec.Struct, frozen=True, tag="check", omit_defaults=True):
    """A check from an installed plug-in, with its options."""

    span: Span
    name: str
    options: dict[str, Any] = {}
    message: str = ""


Condition = Union[Leaf, Group, Each, Related, CelExpression, PythonCheck]  # noqa: UP007 - read at run time by Python 3.10
ParameterType = Literal["string", "number", "bool", "list", "map", "any"]


class Parameter(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value a run may set. `required`: there is no default."""

    name: str
    type: ParameterType
    span: Span
    default: Any = None
    required: bool = False
    description: str = ""


class ProviderDemand(msgspec.Struct, frozen=True):
    """The versions of a provider that a rule is about: ``aws < 6.0``.

    newest: where neither a lock file nor a constraint decides the version, it is taken to be the newest that is allowed.
    """

    name: str
    constraint: str
    span: Span
    newest: bool = False


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """One rule: if its filters hold for a resource, its assertions must hold too.

    `resource_types` as written (types, globs, `*`); `parameters` are those its file declares; `pack` is the pack it was taken
    from, if any. `provider`: the versions of a provider that it is about; None for any. `fix`: edits after which it passes.
    """

    id: str
    name: str
    span: Span
    resource_types: tuple[str, ...]
    assertions: "tuple[Condition, ...]"
    filters: "tuple[Condition, ...]" = ()
    severity: str = "medium"
    message: str = ""
    remediation: str = ""
    description: str = ""
    metadata: dict[str, Any] = {}
    enabled: bool = True
    parameters: tuple[Parameter, ...] = ()
    pack: str = ""
    provider: ProviderDemand | None = None
    fix: tuple[FixEdit, ...] = ()


class RuleSetInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """The metadata of a rule file."""

    name: str = ""
    version: str = ""
    description: str = ""


class RuleSet(msgspec.Struct, frozen=True, omit_defaults=True):
    """The rules of one file, without the broken ones. `file` is its shown name."""

    file: str
    rules: tuple[Rule, ...]
    info: RuleSetInfo = RuleSetInfo()
    parameters: tuple[Parameter, ...] = ()
