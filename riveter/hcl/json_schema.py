"""The schema of Terraform's own language in JSON syntax: blocks with their labels, and how strings are read."""

from __future__ import annotations

from enum import Enum

import msgspec


class StringReading(Enum):
    """How Terraform reads the strings in an argument."""

    TEMPLATE = "template"
    """The string is a template, like the text between quotes in native syntax."""
    LITERAL = "literal"
    """As plain text, `${` included."""
    REFERENCE = "reference"
    """As a reference or another expression in native syntax, as in `depends_on`."""
    REFERENCE_MAP = "reference map"
    """As `REFERENCE`, for the keys of an object too."""
    REQUIREMENT = "requirement"
    """An entry of `required_providers`: plain text but for `configuration_aliases`."""


class BlockShape(msgspec.Struct, frozen=True):
    """The content of a block: `labels` names its labels, `reading` is for arguments that are not listed.

    names_only: whether it contains only names chosen by the user, as `locals` does; its body is then a single object.
    """

    labels: tuple[str, ...] = ()
    attributes: dict[str, StringReading] = {}
    blocks: dict[str, BlockShape] = {}
    reading: StringReading = StringReading.TEMPLATE
    names_only: bool = False


_CHECK = BlockShape()
_CONNECTION = BlockShape()
_PROVISIONER = BlockShape(
    labels=("type",),
    attributes={"when": StringReading.REFERENCE, "on_failure": StringReading.REFERENCE},
    blocks={"connection": _CONNECTION},
)
_LIFECYCLE = BlockShape(
    attributes={
        "create_before_destroy": StringReading.LITERAL,
        "prevent_destroy": StringReading.LITERAL,
        "destroy": StringReading.LITERAL,
        "ignore_changes": StringReading.REFERENCE,
        "replace_triggered_by": StringReading.REFERENCE,
    },
    blocks={
        "precondition": _CHECK,
        "postcondition": _CHECK,
        "action_trigger": BlockShape(
            attributes={
                "events": StringReading.REFERENCE,
                "actions": StringReading.REFERENCE,
                "on_failure": StringReading.REFERENCE,
            }
        ),
    },
)


def _dynamic() -> BlockShape:
    """Return the shape of `dynamic` blocks, which can hold themselves."""
    blocks: dict[str, BlockShape] = {}
    dynamic = BlockShape(
        labels=("type",),
        attributes={"iterator": StringReading.REFERENCE},
        blocks={"content": BlockShape(blocks=blocks)},
    )
    blocks["dynamic"] = dynamic
    return dynamic


_DYNAMIC = _dynamic()
NESTED = _DYNAMIC.blocks["content"]
"""The shape of the nested blocks of a provider, as far as Terraform's own language knows it."""
_META = {"depends_on": StringReading.REFERENCE, "provider": StringReading.REFERENCE}


def _resource() -> BlockShape:
    return BlockShape(
        labels=("type", "name"),
        attributes=_META,
        blocks={
            "lifecycle": _LIFECYCLE,
            "connection": _CONNECTION,
            "provisioner": _PROVISIONER,
            "dynamic": _DYNAMIC,
        },
    )


_DATA = BlockShape(labels=("type", "name"), attributes=_META, blocks={"lifecycle": _LIFECYCLE, "dynamic": _DYNAMIC})

_METHOD = BlockShape(blocks={"fallback": BlockShape()})
_ENCRYPTION = BlockShape(
    blocks={
        "key_provider": BlockShape(labels=("type", "name")),
        "method": BlockShape(labels=("type", "name")),
        "state": _METHOD,
        "plan": _METHOD,
        "remote_state_data_sources": BlockShape(
            blocks={"default": _METHOD, "remote_state_data_source": BlockShape(labels=("name",), blocks=_METHOD.blocks)}
        ),
    }
)

ROOT = BlockShape(
    blocks={
        "resource": _resource(),
        "data": _DATA,
        "ephemeral": _DATA,
        "action": _DATA,
        "variable": BlockShape(
            labels=("name",),
            attributes={"type": StringReading.REFERENCE},
            blocks={"validation": _CHECK},
            reading=StringReading.LITERAL,
        ),
        "output": BlockShape(
            labels=("name",),
            attributes={
                "type": StringReading.REFERENCE,
                "depends_on": StringReading.REFERENCE,
                "deprecated": StringReading.LITERAL,
                "description": StringReading.LITERAL,
                "sensitive": StringReading.LITERAL,
                "ephemeral": StringReading.LITERAL,
            },
            blocks={"precondition": _CHECK},
        ),
        "locals": BlockShape(names_only=True),
        "module": BlockShape(
            labels=("name",),
            attributes={
                "depends_on": StringReading.REFERENCE,
                "providers": StringReading.REFERENCE_MAP,
            },
        ),
        "provider": BlockShape(
            labels=("name",),
            attributes={"alias": StringReading.LITERAL, "version": StringReading.LITERAL},
            blocks={"dynamic": _DYNAMIC},
        ),
        "terraform": BlockShape(
            attributes={"required_version": StringReading.LITERAL, "experiments": StringReading.REFERENCE},
            blocks={
                "backend": BlockShape(labels=("type",), reading=StringReading.LITERAL),
                "cloud": BlockShape(
                    blocks={"workspaces": BlockShape(reading=StringReading.LITERAL)}, reading=StringReading.LITERAL
                ),
                "required_providers": BlockShape(reading=StringReading.REQUIREMENT, names_only=True),
                "provider_meta": BlockShape(labels=("name",)),
                "encryption": _ENCRYPTION,
            },
        ),
        "moved": BlockShape(attributes={"from": StringReading.REFERENCE, "to": StringReading.REFERENCE}),
        "import": BlockShape(attributes={"to": StringReading.REFERENCE, "provider": StringReading.REFERENCE}),
        "removed": BlockShape(
            attributes={"from": StringReading.REFERENCE},
            blocks={"lifecycle": _LIFECYCLE, "connection": _CONNECTION, "provisioner": _PROVISIONER},
        ),
        "check": BlockShape(labels=("name",), blocks={"data": _DATA, "assert": _CHECK}),
        "language": BlockShape(
            reading=StringReading.LITERAL, blocks={"compatible_with": BlockShape(reading=StringReading.LITERAL)}
        ),
    }
)
"""The top level of a file."""
