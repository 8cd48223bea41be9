"""What is wrong with `provisioner` and `connection` blocks."""

from __future__ import annotations

from collections.abc import Container, Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.suggestions import closest, meant
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.expression_walk import names_after, references
from riveter.terraform.validation.schemas import names
from riveter.terraform.validation.structure import header, problem
from riveter.terraform.values.types import BOOL, NUMBER, STRING, ListType, MapType, Type


class _Provisioner(msgspec.Struct, frozen=True):
    """arguments: those it has. required: those it must have. one_of: those of which it has exactly one."""

    arguments: dict[str, Type]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


_KNOWN = {
    "local-exec": _Provisioner(
        {
            "command": STRING,
            "interpreter": ListType(STRING),
            "working_dir": STRING,
            "environment": MapType(STRING),
            "quiet": BOOL,
        },
        ("command",),
    ),
    "file": _Provisioner(
        {"source": STRING, "content": STRING, "destination": STRING}, ("destination",), ("source", "content")
    ),
    "remote-exec": _Provisioner(
        {"inline": ListType(STRING), "script": STRING, "scripts": ListType(STRING)},
        (),
        ("inline", "script", "scripts"),
    ),
}
_REMOVED = frozenset({"chef", "habitat", "puppet", "salt-masterless"})
_META = frozenset({"when", "on_failure"})

_CONNECTION = names(
    "type user password host port timeout script_path target_platform private_key certificate host_key agent "
    "agent_identity proxy_scheme proxy_host proxy_port proxy_user_name proxy_user_password bastion_host bastion_host_key "
    "bastion_port bastion_user bastion_password bastion_private_key bastion_certificate https insecure use_ntlm cacert"
)
_CONNECTION_TYPES: dict[str, Type] = {
    **dict.fromkeys(("port", "proxy_port", "bastion_port"), NUMBER),
    **dict.fromkeys(("agent", "https", "insecure", "use_ntlm"), BOOL),
}
_WORDS = {"when": ("create", "destroy"), "on_failure": ("continue", "fail")}


def check_provisioners(declared: Declaration) -> Iterator[Diagnostic]:
    """Find what is wrong with the provisioners of a resource, and with how they connect."""
    outer = declared.blocks("connection")
    provisioners = declared.blocks("provisioner")
    if declared.block.type in ("data", "ephemeral"):
        for block in provisioners:
            detail = 'Blocks of type "provisioner" are for managed resources only.'
            yield problem(declared.source_of_block(block), header(block), "Unsupported block type", detail)
        return
    for block in provisioners:
        source = declared.source_of_block(block)
        yield from _provisioner(block, source)
        if declared.block.type == "removed" and _word(block, "when") != "destroy":
            detail = "A removed resource is only destroyed: its provisioners need the argument when = destroy."
            yield problem(source, header(block), "Invalid provisioner block", detail)
        inner = [nested for nested in block.blocks if nested.type == "connection"]
        yield from _connections(outer, inner, declared, source)
        if _word(block, "when") == "destroy":
            yield from _only_itself(block, source)
            for nested in inner:
                yield from _only_itself(nested, source)
    if any(_word(block, "when") == "destroy" for block in provisioners):
        for block in outer:
            yield from _only_itself(block, declared.source_of_block(block))


def _provisioner(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    kind = block.labels[0].value if block.labels else ""
    if kind in _REMOVED:
        detail = f'Terraform has had no "{kind}" provisioner since version 0.15.'
        yield problem(source, header(block), "Provisioner removed", detail)
        return
    for attribute in block.attributes:
        words = _WORDS.get(attribute.name)
        if words is not None and _word(block, attribute.name) not in words:
            detail = f"It must be {words[0]} or {words[1]}."
            yield problem(source, attribute.expr, f'Invalid "{attribute.name}" keyword', detail)
    known = _KNOWN.get(kind)
    if known is None:
        if close := closest(kind, _KNOWN, 0.8):
            detail = f'Terraform has no "{kind}" provisioner.'
            yield problem(source, block.labels[0], "Unknown provisioner", detail, meant(close, '""'))
        return
    for nested in block.blocks:
        if nested.type not in ("connection", "_"):
            yield _no_block(nested, known.arguments, f"a {kind} provisioner", source)
    if block.incomplete:
        return
    given = {attribute.name for attribute in block.attributes}
    for attribute in block.attributes:
        if attribute.name not in known.arguments.keys() | _META:
            detail = f'An argument named "{attribute.name}" is not expected in a {kind} provisioner.'
            yield problem(source, attribute, "Unsupported argument", detail)
    for name in known.required:
        if name not in given:
            detail = f'The argument "{name}" is required in a {kind} provisioner.'
            yield problem(source, header(block), "Missing required argument", detail)
    if known.one_of and len(given.intersection(known.one_of)) != 1:
        shown = ", ".join(f'"{name}"' for name in known.one_of)
        detail = f"A {kind} provisioner has exactly one of {shown}."
        yield problem(source, header(block), "Invalid provisioner", detail)


def _connections(
    outer: list[n.Block], inner: list[n.Block], declared: Declaration, source: SourceFile
) -> Iterator[Diagnostic]:
    """Check how a provisioner connects: its own connection adds to that of the resource."""
    given: set[str] = set()
    for block in (*outer, *inner):
        place = source if block in inner else declared.source_of_block(block)
        for attribute in block.attributes:
            given.add(attribute.name)
            if attribute.name not in _CONNECTION:
                detail = f'An argument named "{attribute.name}" is not expected in a connection.'
                yield problem(place, attribute, "Unsupported argument", detail)
        for nested in block.blocks:
            yield _no_block(nested, _CONNECTION, "a connection", place)
    last = (*outer, *inner)[-1:]
    if last and "host" not in given and not any(block.incomplete or block.blocks for block in (*outer, *inner)):
        place = source if inner else declared.source_of_block(last[0])
        detail = 'The argument "host" is required in a connection.'
        yield problem(place, header(last[0]), "Missing required argument", detail)


def argument_type(block: n.Block, name: str) -> Type | None:
    """Return the type of an argument of a `provisioner` or `connection` block; None if it is not known."""
    if block.type == "connection":
        return _CONNECTION_TYPES.get(name, STRING) if name in _CONNECTION else None
    known = _KNOWN.get(block.labels[0].value) if block.labels else None
    return None if known is None else known.arguments.get(name)


def _no_block(block: n.Block, arguments: Container[str], where: str, source: SourceFile) -> Diagnostic:
    name = block.labels[0].value if block.type == "dynamic" and block.labels else block.type
    detail = f'Blocks of type "{name[:100]}" are not expected in {where}.'
    hint = f"Write {name} = ... to set the argument." if name in arguments else ""
    return problem(source, header(block), "Unsupported block type", detail, hint)


def _word(block: n.Block, name: str) -> str | None:
    """Return a keyword; None if the argument is not set."""
    for attribute in block.attributes:
        if attribute.name == name:
            expr = attribute.expr
            return expr.name if isinstance(expr, n.Variable) else expr.value if isinstance(expr, n.StringLit) else ""
    return None


def _only_itself(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    """Report references of destroy-time provisioners to anything but their own resource, because others may be gone by then."""
    for attribute in block.attributes:
        if attribute.name in _META:
            continue
        for root, node in references(attribute.expr):
            after = names_after(node)
            if root in ("self", "path", "terraform", "tofu") or (root, *after[:1]) in (
                ("count", "index"),
                ("each", "key"),
            ):
                continue
            detail = "A provisioner that runs on destruction can refer to self, count.index and each.key only."
            yield problem(source, node, "Invalid reference from destroy provisioner", detail)
