"""Reads types out of generated provider bindings: JavaScript and TypeScript declarations, as text.

The generator writes a class a resource, a class (`…OutputReference`) and a function (`…ToHclTerraform`) a nested struct, in
a fixed layout. The class has a comment a member (``// bucket - computed: true, optional: true, required: false``), also
for members that can't be set; the function's ``attrs`` table tells types and nesting of those that can; the
declarations tell blocks from attributes (``* rule block``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from tools.provider_schema.model import Attribute, Block, Nesting, Provider
from tools.provider_schema.packages import Bindings

_FUNCTION = re.compile(r"^function (\w+)ToHclTerraform\(struct\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_CLASS = re.compile(
    r"^(?:let |const )?(?:\w+ = )?class (\w+) extends cdkt[fn]\.(\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL
)
_INTERFACE = re.compile(r"^export interface (\w+)(?: extends \S+)? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_BLOCK_COMMENT = re.compile(r"/\*\*\n    \* (\S+) block\n    \*")
_DECLARED = re.compile(
    r"#([A-Za-z0-9_-]+) [^}\n]*\}(?:(?!readonly)[^;])*?\*/\n    readonly \w+(\??):",
    re.DOTALL,
)
_TABLE = re.compile(r"^( *)const attrs = \{\n(.*?)^\1\};", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(
    r'^( +)"?([A-Za-z0-9_-]+)"?: \{\n'
    r"\1    value: (.*?),\n"
    r"\1    isBlock: (?:true|false),\n"
    r'\1    type: "(\w+)",\n'
    r'\1    storageClassType: "([^"]*)",\n',
    re.MULTILINE | re.DOTALL,
)
_MEMBER = re.compile(
    r"^ {4}// (\S+) - computed: (true|false), optional: (true|false), required: (true|false)\n", re.MULTILINE
)
_NESTED = re.compile(r"""new (?:\w+\.)?(\w+)\(this, ["'][^"']+["'](?:, (true|false))?\)""")
_TO_HCL = re.compile(r"(?:\w+\.|\(0, \w+\.)?(\w+)ToHclTerraform")
_RESOURCE_TYPE = re.compile(r"terraformResourceType: '([^']+)'")
_TABLE_FUNCTION = re.compile(r"^    synthesizeHclAttributes\(\) \{\n(.*?)^    \}", re.MULTILINE | re.DOTALL)
_OPTIONS = re.compile(r"\* @param options (\w+?)(?: = \{\})?\n")
_STORAGE = re.compile(r"(string|number|boolean|any)((?:List|Map|Set)*)")

_PRIMITIVES = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
_MAP_CLASSES = {
    "StringMap": "map(string)",
    "BooleanMap": "map(bool)",
    "NumberMap": "map(number)",
    "AnyMap": "map(dynamic)",
}
_GETTERS = [
    (re.compile(pattern), type)
    for pattern, type in (
        (r"return this\.getStringAttribute\(", "string"),
        (r"return this\.getNumberAttribute\(", "number"),
        (r"return this\.getBooleanAttribute\(", "bool"),
        (r"return this\.getStringMapAttribute\(", "map(string)"),
        (r"return this\.getNumberMapAttribute\(", "map(number)"),
        (r"return this\.getBooleanMapAttribute\(", "map(bool)"),
        (r"return this\.getAnyMapAttribute\(", "map(dynamic)"),
        (r"Token\.asNumberList\(cdkt[fn]\.Fn\.tolist\(", "set(number)"),
        (r"Fn\.tolist\(this\.getNumberListAttribute\(", "set(number)"),
        (r"Fn\.tolist\(this\.getListAttribute\(", "set(string)"),
        (r"return this\.getListAttribute\(", "list(string)"),
        (r"return this\.getNumberListAttribute\(", "list(number)"),
        (r"Fn\.tolist\(", "set(dynamic)"),
        (r"return this\.interpolationForAttribute\(", "dynamic"),
    )
]
_PREFIXES = {
    "TerraformResource": "",
    "TerraformDataSource": "data.",
    "TerraformEphemeralResource": "ephemeral.",
    "TerraformProvider": "provider.",
}

MAX_DEPTH = 60


class ExtractionError(Exception):
    """The bindings do not look like what the extractor was written for."""


def extract(bindings: Bindings) -> Provider:
    """All types in the bindings of a provider. Raises `ExtractionError` when a part can't be read with certainty."""
    provider = Provider(bindings.source, bindings.version, bindings.package)
    for folder, (script, declarations) in sorted(bindings.modules.items()):
        if "extends cdkt" not in script:
            continue
        module = _Module(script, declarations)
        for name, (base, body) in module.classes.items():
            resource_type = _RESOURCE_TYPE.search(body) if base in _PREFIXES else None
            if resource_type is None:
                continue
            key = _PREFIXES[base] + resource_type[1]
            try:
                provider.types[key] = module.type(name, body)
            except ExtractionError as error:
                raise ExtractionError(f"{folder}: {key}: {error}") from None
    return provider


@dataclass(frozen=True)
class _Entry:
    """A row of an ``attrs`` table: only what can be set has one."""

    value: str
    kind: str
    storage: str


@dataclass(frozen=True)
class _Struct:
    name: str
    single: bool
    suffix: str
    wraps_set: bool


class _Module:
    """The parsed text of one module folder."""

    def __init__(self, script: str, declarations: str) -> None:
        self.functions = {match[1]: match[2] for match in _FUNCTION.finditer(script)}
        self.classes = {match[1]: (match[2], match[3]) for match in _CLASS.finditer(script)}
        self.blocks: dict[str, set[str]] = {}
        self.optional: dict[str, dict[str, bool]] = {}
        for match in _INTERFACE.finditer(declarations):
            self.blocks[match[1]] = set(_BLOCK_COMMENT.findall(match[2]))
            self.optional[match[1]] = {name: mark == "?" for name, mark in _DECLARED.findall(match[2])}

    def type(self, name: str, body: str) -> Block:
        """The type that a resource class describes."""
        table = _TABLE_FUNCTION.search(body)
        # The declared name of the options differs from <class>Config where a nested struct has that name.
        options = _OPTIONS.search(body)
        root = Block()
        self._fill(root, options[1] if options else f"{name}Config", body, table[1] if table else "", (), "")
        identifier = root.attributes.get("id")
        if identifier is not None and identifier.optional:
            identifier.computed = True  # older bindings don't tell it of what can also be set
        return root

    def _fill(
        self,
        node: Block | Attribute,
        struct: str,
        class_body: str,
        table_body: str,
        stack: tuple[tuple[str, str], ...],
        path: str,
    ) -> None:
        """Add the members of a struct to `node`; `stack` holds the structs it is in, with their paths."""
        entries = _entries(table_body)
        blocks = self.blocks.get(struct, set())
        members = _members(class_body)
        for name in entries.keys() - members.keys():
            # Structs of the provider's own configuration have no class: the declarations tell what is optional.
            optional = self.optional.get(struct, {}).get(name)
            if optional is None:
                raise ExtractionError(f"nothing tells whether {name} is required at {path or 'the top level'}")
            members[name] = (Attribute("", required=not optional, optional=optional), "")
        for name, (attribute, body) in members.items():
            entry = entries.get(name)
            if entry is not None and "markWriteOnlyAttribute" in entry.value:
                attribute.write_only = True
            nested = self._struct(body, entry)
            if nested is None:
                attribute.type = _leaf_type(name, body, entry)
                # A few huge blocks are flattened to `any` by the generator.
                attribute.opaque_block = name in blocks
                node.attributes[name] = attribute
            else:
                where = f"{path}.{name}" if path else name
                self._nest(node, name, attribute, nested, entry, name in blocks, stack, where)

    def _nest(
        self,
        node: Block | Attribute,
        name: str,
        attribute: Attribute,
        nested: _Struct,
        entry: _Entry | None,
        is_block: bool,
        stack: tuple[tuple[str, str], ...],
        path: str,
    ) -> None:
        nesting = _nesting(nested, entry)
        child: Block | Attribute
        if is_block and isinstance(node, Block):
            child = Block(
                nesting,
                minimum=int(attribute.required),
                maximum=int(nested.single and nesting in ("list", "set")),
            )
            node.blocks[name] = child
        else:
            attribute.type = "object" if nesting == "single" else f"{nesting}(object)"
            child = attribute
            node.attributes[name] = attribute
        # Self-similar blocks (statements in statements) are folded into a recursive struct by the generator.
        above = [where for struct, where in stack if struct == nested.name]
        if above:
            child.recursive = above[0]
            return
        if len(stack) > MAX_DEPTH:
            raise ExtractionError(f"nested deeper than {MAX_DEPTH} at {path}")
        class_body = self.classes.get(f"{nested.name}OutputReference", ("", ""))[1]
        function = self.functions.get(nested.name[:1].lower() + nested.name[1:], "")
        self._fill(child, nested.name, class_body, function, (*stack, (nested.name, path)), path)

    def _struct(self, body: str, entry: _Entry | None) -> _Struct | None:
        """The nested struct behind a member, if there is one."""
        created = _NESTED.search(body)
        if created:
            name, wraps_set = created[1], created[2] == "true"
            if name.endswith("OutputReference"):
                return _Struct(name[: -len("OutputReference")], True, "", wraps_set)
            stem = name
            while f"{stem}OutputReference" not in self.classes:
                shorter = re.sub(r"(List|Map)$", "", stem)
                if shorter == stem:
                    return None
                stem = shorter
            return _Struct(stem, False, name[len(stem) :], wraps_set)
        converter = _TO_HCL.search(entry.value) if entry else None
        if entry is None or converter is None or converter[1] in _PRIMITIVES:
            return None
        if converter[1] not in self.functions:
            return None
        name = converter[1][:1].upper() + converter[1][1:]
        return _Struct(name, "listMapper" not in entry.value and "hashMapper" not in entry.value, "", False)


def _members(class_body: str) -> dict[str, tuple[Attribute, str]]:
    """The members of a class with the text that follows their comments."""
    members: dict[str, tuple[Attribute, str]] = {}
    parts = _MEMBER.split(class_body)
    for index in range(1, len(parts), 5):
        name, computed, optional, required, rest = parts[index : index + 5]
        body = rest.split("\n    }\n", 1)[0]
        attribute = Attribute(
            type="",
            required=required == "true",
            optional=optional == "true",
            computed=computed == "true",
            write_only="Write-only:" in body,
        )
        members[name] = (attribute, body)
    return members


def _entries(body: str) -> dict[str, _Entry]:
    table = _TABLE.search(body)
    if table is None:
        return {}
    indent = len(table[1]) + 4
    return {
        match[2]: _Entry(match[3], match[4], match[5]) for match in _ENTRY.finditer(table[2]) if len(match[1]) == indent
    }


def _nesting(nested: _Struct, entry: _Entry | None) -> Nesting:
    if entry is not None:
        kind = "single" if entry.kind == "struct" else entry.kind
        if kind not in ("single", "list", "set", "map"):
            raise ExtractionError(f"unknown nesting {kind!r} of {nested.name}")
        return cast("Nesting", kind)
    if nested.single:
        return "single"
    if nested.suffix.endswith("Map"):
        return "map"
    return "set" if nested.wraps_set else "list"


def _leaf_type(name: str, body: str, entry: _Entry | None) -> str:
    """The type of a member without nested members; raises `ExtractionError` where nothing tells it."""
    if entry is not None:
        stored = _storage_type(entry.kind, entry.storage)
        if stored:
            return stored
    created = _NESTED.search(body)
    if created and created[1] in _MAP_CLASSES:
        return _MAP_CLASSES[created[1]]
    if created and created[1] == "StringMapList":
        outer: Literal["set", "list"] = "set" if created[2] == "true" else "list"
        return f"{outer}(map(string))"
    for pattern, type in _GETTERS:
        if pattern.search(body):
            return type
    raise ExtractionError(f"unknown type of {name}")


def _storage_type(kind: str, storage: str) -> str | None:
    """``("set", "stringList")`` is ``set(string)``."""
    match = _STORAGE.fullmatch(storage)
    if match is None:
        return None
    type = _PRIMITIVES[match[1]]
    collections = re.findall(r"List|Map|Set", match[2])
    for position, collection in enumerate(collections):
        outermost = position == len(collections) - 1
        type = f"{kind if outermost and kind in ('list', 'set', 'map') else collection.lower()}({type})"
    return type
