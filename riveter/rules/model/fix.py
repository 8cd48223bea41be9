"""The `fix:` of a rule: edits of the configuration after which the rule passes."""

# Annotations are objects here: decoding rules from the cache would have to compile each.

from collections.abc import Iterator, Mapping
from typing import Any, Union

import msgspec

from riveter.core.patterns import late
from riveter.core.source import Span

PLACEHOLDER = late(r"(?<![$%])\{(\$\.[^{}]+|param\.[A-Za-z_][A-Za-z0-9_-]*|address|name|type)\}")
"""A placeholder in a text of a fix. A brace behind `$` or `%` begins an interpolation or a directive of Terraform instead."""

NEARLY = late(r"(?<![$%])\{(\s*[A-Za-z_$][A-Za-z0-9_.$-]*\s*)\}")
"""Text that is written as a placeholder, or nearly."""

NAMES = ("address", "name", "type")
IN_EXPRESSIONS = ("name", "type")
"""The placeholders that may be within `${…}`: they are always names. Other texts could be anything."""

SELF = late(r"(?<![A-Za-z0-9_.-])self\.")
"""How an expression of a companion names the resource that the rule applies to."""


class Edit(msgspec.Struct, frozen=True, omit_defaults=True):
    """What all edits have.

    resource_types: the types that it is for; empty: all of the rule. in_place: whether the documentation of the provider says that it
    changes the resource in place.
    """

    span: Span
    resource_types: tuple[str, ...] = ()
    in_place: bool = False


class SetArgument(Edit, frozen=True, tag="set", omit_defaults=True, kw_only=True):
    """Give the argument at a key a value. Blocks around it are made if they are missing and the key names them without an index.

    formerly: the key in older versions of the provider. Where the configuration has it, it gets the value instead.
    """

    key: str
    value: Any
    formerly: str = ""
    key_span: Span | None = None
    value_span: Span | None = None


class RemovePart(Edit, frozen=True, tag="remove", omit_defaults=True, kw_only=True):
    """Remove the argument or the blocks at a key."""

    key: str
    key_span: Span | None = None


class AddBlock(Edit, frozen=True, tag="add_block", omit_defaults=True, kw_only=True):
    """Add a further block at a key.

    by: the arguments that identify a block. If one has the same values of them, it gets the other arguments of the body instead.
    """

    key: str
    body: dict[str, Any]
    by: tuple[str, ...] = ()
    key_span: Span | None = None
    body_span: Span | None = None


class AddResource(Edit, frozen=True, tag="add_resource", omit_defaults=True, kw_only=True):
    """Add another resource, of the type `added`, that refers to this one; or give the arguments of the body to the one that is there."""

    added: str
    body: dict[str, Any]
    added_span: Span | None = None
    body_span: Span | None = None


FixEdit = Union[SetArgument, RemovePart, AddBlock, AddResource]  # noqa: UP007 - read at run time by Python 3.10


def content(edit: FixEdit) -> Any:
    """Return the values that an edit writes."""
    return edit.value if isinstance(edit, SetArgument) else {} if isinstance(edit, RemovePart) else edit.body


def texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def refers_to_self(value: Any) -> bool:
    """Return True if an expression in a value names the resource that the rule applies to."""
    return any("${" in text and SELF.search(text) for text in texts(value))


def ties(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the arguments of a companion that refer to the resource."""
    return tuple(name for name, value in body.items() if isinstance(value, str) and refers_to_self(value))
