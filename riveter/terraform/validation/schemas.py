"""Which arguments and nested blocks the blocks of Terraform's own language have: Terraform 1.15 and OpenTofu 1.13 together."""

from __future__ import annotations

import msgspec


class BodySchema(msgspec.Struct, frozen=True):
    """The content of a block.

    arguments: those that are expressions. flags: those that are `true` or `false`, written out; OpenTofu takes expressions for those in
    `dynamic_flags`. texts: those that are constant strings.
    required: arguments that must be there. blocks: nested blocks by type; those in `once` are allowed once.
    reserved: nested blocks that the language keeps for later.
    open: whether a provider, or a module, decides which other arguments (and, if `open_blocks`, nested blocks) there are.
    """

    arguments: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    dynamic_flags: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    blocks: dict[str, BodySchema] = {}
    once: frozenset[str] = frozenset()
    reserved: frozenset[str] = frozenset()
    open: bool = False
    open_blocks: bool = False

    @property
    def known(self) -> frozenset[str]:
        """The arguments that the language knows."""
        return self.arguments | self.flags | self.dynamic_flags | self.texts


def names(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


def closed(
    schema: BodySchema,
    arguments: frozenset[str],
    required: tuple[str, ...] = (),
    blocks: dict[str, BodySchema] | None = None,
) -> BodySchema:
    """Return an open schema with all the arguments and nested blocks that there are."""
    return msgspec.structs.replace(
        schema,
        arguments=schema.arguments | arguments,
        required=schema.required + required,
        blocks=schema.blocks | (blocks or {}) | {"_": BodySchema(arguments=arguments)},
        open=False,
        open_blocks=False,
    )


ANYTHING = BodySchema(open=True, open_blocks=True)

CONDITION = BodySchema(arguments=names("condition error_message"), required=("condition", "error_message"))

_ACTION_TRIGGER = BodySchema(arguments=names("events actions condition on_failure"), required=("events", "actions"))

_LIFECYCLE = BodySchema(
    # OpenTofu takes expressions for what Terraform wants as true or false
    arguments=names("ignore_changes replace_triggered_by enabled destroy"),
    flags=names("create_before_destroy"),
    dynamic_flags=names("prevent_destroy"),
    blocks={"precondition": CONDITION, "postcondition": CONDITION, "action_trigger": _ACTION_TRIGGER},
)
_READ_LIFECYCLE = BodySchema(arguments=names("enabled"), blocks={"precondition": CONDITION, "postcondition": CONDITION})

_PROVISIONER = BodySchema(arguments=names("when on_failure"), open=True, open_blocks=True, once=names("connection"))

_READ = BodySchema(
    arguments=names("count for_each provider depends_on"),
    blocks={"lifecycle": _READ_LIFECYCLE},
    once=names("lifecycle"),
    reserved=names("locals"),
    open=True,
    open_blocks=True,
)

_NO_LIFECYCLE = BodySchema(
    arguments=names("count for_each provider depends_on"),
    reserved=names("lifecycle locals"),
    open=True,
    open_blocks=True,
)

SCHEMAS = {
    "resource": BodySchema(
        arguments=names("count for_each provider depends_on"),
        blocks={"lifecycle": _LIFECYCLE, "connection": ANYTHING, "provisioner": _PROVISIONER},
        once=names("lifecycle connection"),
        reserved=names("locals"),
        open=True,
        open_blocks=True,
    ),
    "data": _READ,
    "ephemeral": _READ,
    "action": BodySchema(
        arguments=names("count for_each provider config"),  # `config` in JSON syntax
        blocks={"config": ANYTHING},
        once=names("config"),
    ),
    "variable": BodySchema(
        arguments=names("type default"),
        flags=names("sensitive ephemeral nullable const"),
        texts=names("description deprecated"),
        blocks={"validation": CONDITION},
    ),
    "output": BodySchema(
        arguments=names("value depends_on type"),
        flags=names("sensitive ephemeral"),
        texts=names("description deprecated"),
        blocks={"precondition": CONDITION},
    ),
    "module": BodySchema(
        arguments=names("source version count for_each depends_on providers"),
        blocks={"lifecycle": BodySchema(arguments=names("enabled")), "_": ANYTHING},
        once=names("lifecycle"),
        open=True,
    ),
    "provider": BodySchema(arguments=names("for_each"), texts=names("alias version"), open=True, open_blocks=True),
    "terraform": BodySchema(
        arguments=names("experiments language required_version"),
        blocks={
            "backend": ANYTHING,
            "cloud": ANYTHING,
            "state_store": ANYTHING,
            "required_providers": ANYTHING,
            "provider_meta": ANYTHING,
            "encryption": ANYTHING,
        },
    ),
    "check": BodySchema(blocks={"data": _NO_LIFECYCLE, "assert": CONDITION}),
    "import": BodySchema(arguments=names("to id identity for_each provider"), required=("to",)),
    "moved": BodySchema(arguments=names("from to"), required=("from", "to")),
    "removed": BodySchema(
        arguments=names("from"),
        required=("from",),
        blocks={
            "lifecycle": BodySchema(flags=names("destroy")),
            "connection": ANYTHING,
            "provisioner": _PROVISIONER,
        },
        once=names("connection"),
    ),
}
"""The schema of every block type of the top level that has one."""

LABELS = {"backend": 1, "provider_meta": 1, "state_store": 1, "provisioner": 1, "data": 2}
"""The number of labels of nested blocks. Other blocks have none, as far as the language defines them."""

RESERVED_VARIABLES = names("source version providers count for_each lifecycle depends_on locals provider _")
"""Names that a variable must not have, since they mean something in a module call."""

RESERVED_TYPES = names("var local each count self path terraform")
"""Names that are no types of resources, since they mean something in references."""

RESERVED_IN_PROVIDERS = {"arguments": names("count depends_on source"), "blocks": names("lifecycle locals")}
"""Names that a provider block must not have, because the language reserves them."""
