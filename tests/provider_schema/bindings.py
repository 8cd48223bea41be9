"""Writes tiny packages in the layout of the generated provider bindings, to read them back."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

_GETTERS = {
    "string": "return this.getStringAttribute('{name}');",
    "number": "return this.getNumberAttribute('{name}');",
    "bool": "return this.getBooleanAttribute('{name}');",
    "map(string)": "return this.getStringMapAttribute('{name}');",
    "list(string)": "return this.getListAttribute('{name}');",
    "set(string)": "return cdktn.Fn.tolist(this.getListAttribute('{name}'));",
}
_STORED = {
    "string": ("simple", "string", "cdktn.stringToHclTerraform({value})"),
    "number": ("simple", "number", "cdktn.numberToHclTerraform({value})"),
    "bool": ("simple", "boolean", "cdktn.booleanToHclTerraform({value})"),
    "dynamic": ("simple", "any", "cdktn.anyToHclTerraform({value})"),
    "map(string)": ("map", "stringMap", "cdktn.hashMapperHcl(cdktn.stringToHclTerraform)({value})"),
    "list(string)": ("list", "stringList", "cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)({value})"),
    "set(string)": ("set", "stringList", "cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)({value})"),
}


@dataclass
class Attr:
    """A plain attribute; `mode` is any of r(equired), o(ptional), c(omputed), w(rite-only)."""

    type: str = "string"
    mode: str = "o"
    block: bool = False


@dataclass
class Struct:
    """A nested block, or an attribute that is an object. `again`: the members are those of the struct of this class name."""

    members: dict[str, Attr | Struct] = field(default_factory=dict)
    nesting: str = "list"
    mode: str = "o"
    block: bool = True
    single: bool = False
    again: str = ""


Members = dict[str, "Attr | Struct"]


def camel(name: str) -> str:
    """``sse_algorithm`` → ``sseAlgorithm``."""
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


def pascal(name: str) -> str:
    """``sse_algorithm`` → ``SseAlgorithm``."""
    return "".join(word.title() for word in name.split("_"))


def module(type_name: str, members: Members, *, base: str = "TerraformResource") -> tuple[str, str]:
    """The script and the declarations of one type."""
    name = pascal(type_name.partition("_")[2] or type_name)
    scripts: list[str] = []
    declarations: list[str] = [_interface(f"{name}Config", name, members)]
    for key, member in members.items():
        if isinstance(member, Struct) and not member.again:
            _struct(f"{name}{pascal(key)}", member, scripts, declarations)
    body = "".join(_member(name, key, member) for key, member in members.items())
    scripts.append(
        f"class {name} extends cdktn.{base} {{\n"
        f"    /**\n    * @param options {name}Config\n    */\n"
        f"    constructor(scope, id, config) {{\n        super(scope, id, {{\n"
        f"            terraformResourceType: '{type_name}',\n        }});\n    }}\n"
        f"{body}"
        f"    synthesizeHclAttributes() {{\n{_table(name, members, 'this._', 8)}    }}\n"
        "}\n"
    )
    return "".join(scripts), "".join(declarations)


def provider_module(name: str, members: Members) -> tuple[str, str]:
    """The provider's own configuration: structs have functions, but no classes."""
    title = f"{pascal(name)}Provider"
    scripts, declarations = [], [_interface(f"{title}Config", title, members)]
    for key, member in members.items():
        if isinstance(member, Struct):
            scripts.append(_function(f"{title}{pascal(key)}", member.members))
            declarations.append(_interface(f"{title}{pascal(key)}", title, member.members))
    scripts.append(
        f"class {title} extends cdktn.TerraformProvider {{\n"
        f"    /**\n    * @param options {title}Config = {{}}\n    */\n"
        f"    constructor(scope, id, config) {{\n        super(scope, id, {{\n"
        f"            terraformResourceType: '{name}',\n        }});\n    }}\n"
        f"{''.join(_member(title, key, member) for key, member in members.items() if isinstance(member, Attr))}"
        f"    synthesizeHclAttributes() {{\n{_table(title, members, 'this._', 8)}    }}\n"
        "}\n"
    )
    return "".join(scripts), "".join(declarations)


def _struct(name: str, struct: Struct, scripts: list[str], declarations: list[str]) -> None:
    for key, member in struct.members.items():
        if isinstance(member, Struct) and not member.again:
            _struct(f"{name}{pascal(key)}", member, scripts, declarations)
    scripts.append(_function(name, struct.members))
    scripts.append(
        f"class {name}OutputReference extends cdktn.ComplexObject {{\n"
        f"{''.join(_member(name, key, member) for key, member in struct.members.items())}"
        "}\n"
    )
    declarations.append(_interface(name, name, struct.members))


def _function(name: str, members: Members) -> str:
    return f"function {name[0].lower()}{name[1:]}ToHclTerraform(struct) {{\n{_table(name, members, 'struct.', 4)}}}\n"


def _table(owner: str, members: Members, prefix: str, indent: int) -> str:
    pad = " " * indent
    rows = []
    for key, member in members.items():
        if not set(member.mode) & {"r", "o"}:
            continue
        value = prefix + camel(key)
        if isinstance(member, Attr):
            kind, storage, converter = _STORED[member.type]
            converted = converter.format(value=value)
            is_block = member.block
        else:
            struct = member.again or f"{owner}{pascal(key)}"
            function = f"{struct[0].lower()}{struct[1:]}ToHclTerraform"
            mapped = f"cdktn.listMapperHcl({function}, {str(member.block).lower()})({value})"
            converted = f"{function}({value}.internalValue)" if member.single else mapped
            kind = "struct" if member.nesting == "single" else member.nesting
            storage = f"{struct}{'' if member.single else 'List'}"
            is_block = True
        rows.append(
            f"{pad}    {key}: {{\n"
            f"{pad}        value: {converted},\n"
            f"{pad}        isBlock: {str(is_block).lower()},\n"
            f'{pad}        type: "{kind}",\n'
            f'{pad}        storageClassType: "{storage}",\n'
            f"{pad}    }},\n"
        )
    return f"{pad}const attrs = {{\n{''.join(rows)}{pad}}};\n"


def _member(owner: str, key: str, member: Attr | Struct) -> str:
    flags = ", ".join(
        f"{word}: {str(letter in member.mode).lower()}"
        for word, letter in (("computed", "c"), ("optional", "o"), ("required", "r"))
    )
    name = camel(key)
    if isinstance(member, Attr):
        note = "        // Write-only: not kept in the state\n" if "w" in member.mode else ""
        getter = _GETTERS.get(member.type, "return this.interpolationForAttribute('{name}');").format(name=key)
        return f"    // {key} - {flags}\n    get {name}() {{\n{note}        {getter}\n    }}\n"
    struct = member.again or f"{owner}{pascal(key)}"
    wraps = "" if member.single else f", {str(member.nesting == 'set').lower()}"
    created = f"{struct}{'OutputReference' if member.single else 'List'}"
    return (
        f'    // {key} - {flags}\n    _{name} = new {created}(this, "{key}"{wraps});\n'
        f"    get {name}() {{\n        return this._{name};\n    }}\n"
    )


def _interface(name: str, owner: str, members: Members) -> str:
    rows = []
    for key, member in members.items():
        if not set(member.mode) & {"r", "o"}:
            continue
        head = f"    * {key} block\n    *\n" if member.block else ""
        mark = "" if "r" in member.mode else "?"
        rows.append(
            f"    /**\n{head}    * Docs: {{@link x#{key} {owner}#{key}}}\n    */\n    readonly {camel(key)}{mark}: any;\n"
        )
    return f"export interface {name} extends cdktn.TerraformMetaArguments {{\n{''.join(rows)}}}\n"


def write_wheel(
    path: Path,
    modules: dict[str, tuple[str, str]],
    *,
    source: str = "hashicorp/aws",
    version: str = "9.1.0",
    licence: str = "MPL-2.0",
) -> Path:
    """Write the wheel of a package with these module folders."""
    files = {
        "package/README.md": f"# CDKTN prebuilt bindings for {source} provider version {version}\n",
        "package/package.json": json.dumps({"name": "@example/provider", "version": "1.0.0", "license": licence}),
        "package/LICENSE": "Mozilla Public License Version 2.0\n",
        "package/.jsii": "{}",
    }
    for folder, (script, declarations) in modules.items():
        files[f"package/lib/{folder}/index.js"] = script
        files[f"package/lib/{folder}/index.d.ts"] = declarations
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tarball:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tarball.addfile(info, io.BytesIO(text.encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("pkg/_jsii/provider@1.0.0.jsii.tgz", packed.getvalue())
    return path
