"""What Terraform's own language expects where in JSON syntax: blocks with their labels, and how strings are read."""

from __future__ import annotations

from enum import Enum

import msgspec


class Reading(Enum):
    """How Terraform reads the strings in an argument."""

    TEMPLATE = "template"
    """As a template: what native syntax would have between the quotes."""
    LITERAL = "literal"
    """As plain text, `${` included."""
    REFERENCE = "reference"
    """As a reference or another expression in native syntax, as in `depends_on`."""
    REFERENCE_MAP = "reference map"
    """As `REFERENCE`, for the keys of an object too."""
    REQUIREMENT = "requirement"
    """An entry of `required_providers`: plain text but for `configuration_aliases`."""


class Shape(msgspec.Struct, frozen=True):
    """What a block can hold: `labels` names its labels, `reading` is for arguments that are not listed."""

    labels: tuple[str, ...] = ()
    attributes: dict[str, Reading] = {}
    blocks: dict[str, Shape] = {}
    reading: Reading = Reading.TEMPLATE


_CHECK = Shape()
_CONNECTION = Shape()
_PROVISIONER = Shape(
    labels=("type",),
    attributes={"when": Reading.REFERENCE, "on_failure": Reading.REFERENCE},
    blocks={"connection": _CONNECTION},
)
_LIFECYCLE = Shape(
    attributes={
        "create_before_destroy": Reading.LITERAL,
        "prevent_destroy": Reading.LITERAL,
        "destroy": Reading.LITERAL,
        "ignore_changes": Reading.REFERENCE,
        "replace_triggered_by": Reading.REFERENCE,
    },
    blocks={
        "precondition": _CHECK,
        "postcondition": _CHECK,
        "action_trigger": Shape(
            attributes={"events": Reading.REFERENCE, "actions": Reading.REFERENCE, "on_failure": Reading.REFERENCE}
        ),
    },
)


def _dynamic() -> Shape:
    """Return the shape of `dynamic` blocks, which can hold themselves."""
    blocks: dict[str, Shape] = {}
    dynamic = Shape(
        labels=("type",), attributes={"iterator": Reading.REFERENCE}, blocks={"content": Shape(blocks=blocks)}
    )
    blocks["dynamic"] = dynamic
    return dynamic


_DYNAMIC = _dynamic()
_META = {"depends_on": Reading.REFERENCE, "provider": Reading.REFERENCE}


def _resource() -> Shape:
    return Shape(
        labels=("type", "name"),
        attributes=_META,
        blocks={
            "lifecycle": _LIFECYCLE,
            "connection": _CONNECTION,
            "provisioner": _PROVISIONER,
            "dynamic": _DYNAMIC,
        },
    )


_DATA = Shape(labels=("type", "name"), attributes=_META, blocks={"lifecycle": _LIFECYCLE, "dynamic": _DYNAMIC})

_METHOD = Shape(blocks={"fallback": Shape()})
_ENCRYPTION = Shape(
    blocks={
        "key_provider": Shape(labels=("type", "name")),
        "method": Shape(labels=("type", "name")),
        "state": _METHOD,
        "plan": _METHOD,
        "remote_state_data_sources": Shape(
            blocks={"default": _METHOD, "remote_state_data_source": Shape(labels=("name",), blocks=_METHOD.blocks)}
        ),
    }
)

ROOT = Shape(
    blocks={
        "resource": _resource(),
        "data": _DATA,
        "ephemeral": _DATA,
        "action": _DATA,
        "variable": Shape(
            labels=("name",),
            attributes={"type": Reading.REFERENCE},
            blocks={"validation": _CHECK},
            reading=Reading.LITERAL,
        ),
        "output": Shape(
            labels=("name",),
            attributes={
                "type": Reading.REFERENCE,
                "depends_on": Reading.REFERENCE,
                "deprecated": Reading.LITERAL,
                "description": Reading.LITERAL,
                "sensitive": Reading.LITERAL,
                "ephemeral": Reading.LITERAL,
            },
            blocks={"precondition": _CHECK},
        ),
        "locals": Shape(),
        "module": Shape(
            labels=("name",),
            attributes={
                "depends_on": Reading.REFERENCE,
                "providers": Reading.REFERENCE_MAP,
            },
        ),
        "provider": Shape(
            labels=("name",),
            attributes={"alias": Reading.LITERAL, "version": Reading.LITERAL},
            blocks={"dynamic": _DYNAMIC},
        ),
        "terraform": Shape(
            attributes={"required_version": Reading.LITERAL, "experiments": Reading.REFERENCE},
            blocks={
                "backend": Shape(labels=("type",), reading=Reading.LITERAL),
                "cloud": Shape(blocks={"workspaces": Shape(reading=Reading.LITERAL)}, reading=Reading.LITERAL),
                "required_providers": Shape(reading=Reading.REQUIREMENT),
                "provider_meta": Shape(labels=("name",)),
                "encryption": _ENCRYPTION,
            },
        ),
        "moved": Shape(attributes={"from": Reading.REFERENCE, "to": Reading.REFERENCE}),
        "import": Shape(attributes={"to": Reading.REFERENCE, "provider": Reading.REFERENCE}),
        "removed": Shape(
            attributes={"from": Reading.REFERENCE},
            blocks={"lifecycle": _LIFECYCLE, "connection": _CONNECTION, "provisioner": _PROVISIONER},
        ),
        "check": Shape(labels=("name",), blocks={"data": _DATA, "assert": _CHECK}),
        "language": Shape(reading=Reading.LITERAL, blocks={"compatible_with": Shape(reading=Reading.LITERAL)}),
    }
)
"""The top level of a file."""
