"""Configurations written in another way that means the same: rules give them the same verdicts.

`VARIANTS` holds one function for each way. It takes the files of a module by name, and returns what `Variant` says, or None where the way
does not apply. Edits are made in the text, at the places that the syntax tree names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import msgspec

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse

Files = Mapping[str, str]
META_BLOCKS = frozenset({"lifecycle", "connection", "provisioner"})
META_ARGUMENTS = frozenset({"count", "for_each", "provider", "providers", "depends_on", "source", "version"})
OWN_NAMES = frozenset({"each", "count", "self"})
UNIT = "zz_new"
_MAIN = ("main.tf", "module.tf")


class Variant(msgspec.Struct, frozen=True):
    """The files of another module with the same meaning. renamed: the new address of each old one."""

    files: dict[str, str]
    renamed: Callable[[str], str] = lambda address: address


class Edits:
    """Replacements in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, new: str) -> None:
        """Replace a part of the text."""
        self.made.append((start, end, new))

    def done(self) -> str:
        """Return the text with all replacements."""
        text = self.text
        for start, end, new in sorted(self.made, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def parsed(text: str) -> n.Body:
    """Return the tree of a text."""
    return parse(SourceFile("main.tf", text, "main.tf")).body


def root_files(files: Files) -> dict[str, str]:
    """Return those in the folder of the root module."""
    return {name: text for name, text in files.items() if "/" not in name and name.endswith(".tf")}


def walk(node: n.Node) -> Iterator[n.Node]:
    """Yield a node and all nodes below it."""
    yield node
    for child in n.children(node):
        yield from walk(child)


def labels(block: n.Block) -> list[str]:
    """Return the labels of a block."""
    return [label.value for label in block.labels]


def _names_of(step_nodes: Collection[n.Node]) -> list[str]:
    names = []
    for step in step_nodes:
        if not isinstance(step, n.Attr):
            break
        names.append(step.name)
    return names


def references(body: n.Node) -> Iterator[tuple[str, tuple[n.Step, ...]]]:
    """Yield the first name and the steps of every reference."""
    for node in walk(body):
        if isinstance(node, n.Traversal | n.Splat) and isinstance(node.source, n.Variable):
            yield node.source.name, node.steps


def renamed_resources(files: Files) -> Variant | None:
    """Give every resource, data source, module call and local another name."""
    own = root_files(files)
    trees = {name: parsed(text) for name, text in own.items()}
    declared: set[tuple[str, ...]] = set()
    for tree in trees.values():
        for block in tree.blocks:
            if block.type == "resource":
                declared.add(tuple(labels(block)))
            elif block.type == "data":
                declared.add(("data", *labels(block)))
            elif block.type == "module":
                declared.add(("module", *labels(block)))
            elif block.type == "locals":
                declared |= {("local", item.name) for item in block.attributes}
    if not declared:
        return None
    done = dict(files)
    for name, tree in trees.items():
        edits = Edits(own[name])
        for block in tree.blocks:
            if block.type in ("resource", "data", "module"):
                label = block.labels[-1]
                edits.put(label.start, label.end, f'"{label.value}_{UNIT}"')
            elif block.type == "locals":
                for item in block.attributes:
                    edits.put(item.name_end, item.name_end, f"_{UNIT}")
        for first, steps in references(tree):
            names = [first, *_names_of(steps[:2])]
            for size in (2, 3):
                if len(names) >= size and tuple(names[:size]) in declared:
                    end = steps[size - 2].end
                    edits.put(end, end, f"_{UNIT}")
        done[name] = edits.done()

    def renamed(address: str) -> str:
        found = re.match(r"(data\.[\w-]+|module|[\w-]+)\.([\w-]+)", address)
        if found is None or (*found[1].split("."), found[2]) not in declared:
            return address
        return f"{found[0]}_{UNIT}{address[found.end() :]}"

    return Variant(done, renamed)


def with_another_resource(files: Files) -> Variant | None:
    """Add a resource that has to do with nothing."""
    return Variant({**files, f"{UNIT}.tf": f'resource "terraform_data" "{UNIT}" {{\n  input = "x"\n}}\n'})


def in_a_module(files: Files) -> Variant | None:
    """Call the whole from another root module, which has its variables."""
    done = {f"inner/{name}": text for name, text in files.items() if not name.endswith((".tfvars", ".tfvars.json"))}
    done |= {name: text for name, text in files.items() if name.endswith((".tfvars", ".tfvars.json"))}
    variables, arguments = [], []
    for text in root_files(files).values():
        for block in parsed(text).blocks:
            if block.type == "variable":
                variables.append(text[block.start : block.end] + "\n")
                arguments.append(f"  {block.labels[0].value} = var.{block.labels[0].value}\n")
    done["main.tf"] = "".join(variables) + f'module "{UNIT}" {{\n  source = "./inner"\n{"".join(arguments)}}}\n'
    return Variant(done, lambda address: f"module.{UNIT}.{address}")


def in_many_files(files: Files) -> Variant | None:
    """Give each block a file of its own, and write the blocks in another order."""
    done = {name: text for name, text in files.items() if name not in root_files(files)}
    blocks = [text[block.start : block.end] for text in root_files(files).values() for block in parsed(text).blocks]
    if len(blocks) < 2:
        return None
    for number, text in enumerate(reversed(blocks)):
        done[f"f{number:03}.tf"] = text + "\n"
    return Variant(done)


def arguments_in_another_order(files: Files) -> Variant | None:
    """Write the arguments of each block from the last to the first, below its nested blocks."""
    done = dict(files)
    for name, text in root_files(files).items():
        done[name] = "".join(_turned(block, text) + "\n" for block in parsed(text).blocks)
    return Variant(done)


def _turned(block: n.Block, text: str) -> str:
    parts = [_turned(inner, text) for inner in block.blocks]
    parts += [text[item.start : item.end].rstrip("\n") for item in reversed(block.attributes)]
    return text[block.start : block.header_end] + " {\n" + "\n".join(parts) + "\n}"


AS_TEXT = frozenset(
    {
        "provider",
        "depends_on",
        "ignore_changes",
        "replace_triggered_by",
        "providers",
        "from",
        "to",
        "when",
        "on_failure",
        "experiments",
    }
)


def as_json(files: Files) -> Variant | None:
    """Write the module in JSON, each nested block in a list."""
    return _in_json(files, False)


def as_json_objects(files: Files) -> Variant | None:
    """Write the module in JSON, a nested block that is the only one as an object."""
    return _in_json(files, True)


def _in_json(files: Files, objects: bool) -> Variant:
    done = dict(files)
    for name, text in root_files(files).items():
        del done[name]
        top: list[dict[str, Any]] = []
        for block in parsed(text).blocks:
            inner: Any = _json_body(block, text, block.type, objects)
            for label in reversed(labels(block)):
                inner = {label: inner}
            top.append({block.type: inner})
        done[f"{name}.json"] = json.dumps(top) if len(top) != 1 else json.dumps(top[0])
    return Variant(done)


def _json_body(block: n.Block, text: str, within: str, objects: bool) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for item in block.attributes:
        plain = item.name in AS_TEXT and (within not in ("locals", "output", "import") or item.name == "depends_on")
        plain = plain or (within == "variable" and item.name == "type")
        body[item.name] = _reference_text(item.expr, text) if plain else _json_value(item.expr, text)
    for inner in block.blocks:
        value: Any = _json_body(inner, text, within if within == "variable" else "", objects)
        for label in reversed(labels(inner)):
            value = {label: value}
        body.setdefault(inner.type, []).append(value)
    for name in {inner.type for inner in block.blocks} if objects else ():
        if len(body[name]) == 1:
            body[name] = body[name][0]
    return body


def _reference_text(expr: n.Node, text: str) -> Any:
    if isinstance(expr, n.TupleCons):
        return [_reference_text(item, text) for item in expr.items]
    if isinstance(expr, n.ObjectCons) and "(" not in text[expr.start : expr.end]:
        return {
            text[item.key.start : item.key.end].strip('"'): _reference_text(item.value, text) for item in expr.items
        }
    return expr.value if isinstance(expr, n.StringLit) else text[expr.start : expr.end]


def _json_value(expr: n.Node, text: str) -> Any:
    if isinstance(expr, n.StringLit):
        return _template(expr.value)
    if isinstance(expr, n.NumberLit) and re.fullmatch(r"\d{1,15}", expr.text):
        return int(expr.text)
    if isinstance(expr, n.BoolLit):
        return expr.value
    if isinstance(expr, n.NullLit):
        return None
    if isinstance(expr, n.TupleCons):
        return [_json_value(item, text) for item in expr.items]
    if isinstance(expr, n.ObjectCons) and all(isinstance(item.key, n.StringLit) for item in expr.items):
        keys = [_template(item.key.value) for item in expr.items if isinstance(item.key, n.StringLit)]
        if len(set(keys)) == len(keys):
            return dict(zip(keys, [_json_value(item.value, text) for item in expr.items], strict=True))
    return "${" + _closed(text[expr.start : expr.end]) + "}"


def _template(value: str) -> str:
    return value.replace("${", "$${").replace("%{", "%%{")


def hoisted(
    make: Callable[[str], str], wanted: Callable[[n.Node], bool] = lambda node: True
) -> Callable[[Files], Variant | None]:
    """Return the way in which each argument of resources is replaced. make: its new text from the old one."""

    def variant(files: Files) -> Variant | None:
        done, changed = dict(files), False
        for name, text in root_files(files).items():
            edits = Edits(text)
            for block in parsed(text).blocks:
                if block.type in ("resource", "data", "module"):
                    for item in _plain_arguments(block):
                        if wanted(item.expr):
                            edits.put(
                                item.expr.start, item.expr.end, make(_closed(text[item.expr.start : item.expr.end]))
                            )
            changed |= bool(edits.made)
            done[name] = edits.done()
        return Variant(done) if changed else None

    return variant


def _closed(text: str) -> str:
    """Return an expression that more text of its line may follow: no heredoc."""
    return f"(\n{text.rstrip()}\n)" if "<<" in text else text


def _plain_arguments(block: n.Block, iterators: frozenset[str] = frozenset()) -> Iterator[n.Attribute]:
    """Yield the arguments whose value could stand elsewhere in the module."""
    dynamic = block.type == "dynamic"
    if dynamic:
        named = [item.expr for item in block.attributes if item.name == "iterator"]
        iterators |= {node.name if isinstance(node, n.Variable) else "" for node in named} or {block.labels[0].value}
    for item in block.attributes:
        if item.name in META_ARGUMENTS - {"for_each"} or (item.name == "for_each" and not dynamic):
            continue
        if dynamic and item.name != "for_each":
            continue
        yield item
    for inner in block.blocks:
        if inner.type not in META_BLOCKS:
            yield from _plain_arguments(inner, iterators)


def by_locals(files: Files) -> Variant | None:
    """Give each argument its value by a local."""
    done, changed = dict(files), False
    number = 0
    for name, text in root_files(files).items():
        edits, added = Edits(text), []
        for block in parsed(text).blocks:
            if block.type not in ("resource", "data", "module"):
                continue
            known = OWN_NAMES | {
                label for inner in walk(block) if isinstance(inner, n.Block) for label in labels(inner)
            }
            known |= {
                item.expr.name
                for inner in walk(block)
                if isinstance(inner, n.Block) and inner.type == "dynamic"
                for item in inner.attributes
                if item.name == "iterator" and isinstance(item.expr, n.Variable)
            }
            for item in _plain_arguments(block):
                if any(isinstance(node, n.Variable) and node.name in known for node in walk(item.expr)):
                    continue
                number += 1
                edits.put(
                    item.expr.start,
                    item.expr.end,
                    f"local.{UNIT}_{number}" + ("\n" if text[item.expr.end - 1] == "\n" else ""),
                )
                added.append(f"  {UNIT}_{number} = {text[item.expr.start : item.expr.end]}\n")
        changed |= bool(added)
        done[name] = edits.done() + "\nlocals {\n" + "".join(added) + "}\n"
    return Variant(done) if changed else None


def by_arguments(files: Files) -> Variant | None:
    """Call the whole as a module that gets the constants in its resources as arguments."""
    return _by_variables(files, default=False)


def by_defaults(files: Files) -> Variant | None:
    """Make the constants in resources defaults of variables."""
    return _by_variables(files, default=True)


def _by_variables(files: Files, *, default: bool) -> Variant | None:
    done = dict(files)
    given: dict[str, str] = {}
    for name, text in root_files(files).items():
        edits = Edits(text)
        for block in parsed(text).blocks:
            if block.type not in ("resource", "data", "module"):
                continue
            for item in _plain_arguments(block):
                if any(isinstance(node, n.Variable | n.Call) for node in walk(item.expr)):
                    continue
                variable = f"{UNIT}_{len(given)}"
                given[variable] = text[item.expr.start : item.expr.end]
                edits.put(
                    item.expr.start,
                    item.expr.end,
                    f"var.{variable}" + ("\n" if text[item.expr.end - 1] == "\n" else ""),
                )
        done[name] = edits.done()
    if not given:
        return None
    if default:
        done[f"{UNIT}.tf"] = "".join(f'variable "{name}" {{\n  default = {text}\n}}\n' for name, text in given.items())
        return Variant(done)
    done[f"{UNIT}.tf"] = "".join(f'variable "{name}" {{}}\n' for name in given)
    called = in_a_module(done)
    assert called is not None
    main = called.files["main.tf"]
    for name, text in given.items():
        main = main.replace(f'variable "{name}" {{}}\n', "").replace(f"  {name} = var.{name}\n", f"  {name} = {text}\n")
    return Variant({**called.files, "main.tf": main}, called.renamed)


def for_each_of_one(files: Files) -> Variant | None:
    """Repeat each resource once."""
    own = root_files(files)
    trees = {name: parsed(text) for name, text in own.items()}
    chosen = set()
    for tree in trees.values():
        for block in tree.blocks:
            names = {item.name for item in block.attributes}
            if block.type == "resource" and not names & {"count", "for_each"}:
                chosen.add(tuple(labels(block)))
    if not chosen:
        return None
    done = dict(files)
    for name, tree in trees.items():
        edits = Edits(own[name])
        for block in tree.blocks:
            if block.type == "resource" and tuple(labels(block)) in chosen:
                at = own[name].index("{", block.header_end) + 1
                edits.put(at, at, '\n  for_each = toset(["x"])\n')
                if "\n" not in own[name][block.start : block.end]:
                    edits.put(block.end - 1, block.end - 1, "\n")
            if block.type in ("moved", "removed", "import"):
                return None
        free = {id(node) for attribute in _bare(tree) for node in walk(attribute)}
        for node in walk(tree):
            if (
                id(node) in free
                or not isinstance(node, n.Traversal | n.Splat)
                or not isinstance(node.source, n.Variable)
            ):
                continue
            first = _names_of(node.steps[:1])
            if first and (node.source.name, first[0]) in chosen:
                edits.put(node.steps[0].end, node.steps[0].end, '["x"]')
        done[name] = edits.done()

    def renamed(address: str) -> str:
        return address + '["x"]' if tuple(address.split(".")) in chosen else address

    return Variant(done, renamed)


def _bare(tree: n.Body) -> Iterator[n.Attribute]:
    """Yield the arguments that name resources as a whole."""
    for node in walk(tree):
        if isinstance(node, n.Attribute) and node.name in ("depends_on", "replace_triggered_by"):
            yield node


def by_dynamic_blocks(files: Files) -> Variant | None:
    """Write each nested block as a dynamic one."""
    done, changed = dict(files), False
    for name, text in root_files(files).items():
        new = []
        for block in parsed(text).blocks:
            if block.type not in ("resource", "data", "provider"):
                new.append(text[block.start : block.end])
                continue
            new.append(_dynamic(block, text, True))
            changed |= bool(block.blocks)
        done[name] = "\n".join(new) + "\n"
    return Variant(done) if changed else None


def _dynamic(block: n.Block, text: str, top: bool = False) -> str:
    if block.type in META_BLOCKS:
        return text[block.start : block.end]
    parts = [text[item.start : item.end].rstrip("\n") for item in block.attributes]
    parts += [_dynamic(inner, text) for inner in block.blocks]
    body = "{\n" + "\n".join(parts) + "\n}"
    head = text[block.start : block.header_end]
    if top or block.labels or block.type == "content":
        return f"{head} {body}"
    return f'dynamic "{block.type}" {{\nfor_each = [1]\niterator = {UNIT}_it\ncontent {body}\n}}'


VARIANTS: dict[str, Callable[[Files], Variant | None]] = {
    "renamed": renamed_resources,
    "another": with_another_resource,
    "module": in_a_module,
    "files": in_many_files,
    "order": arguments_in_another_order,
    "json": as_json,
    "objects": as_json_objects,
    "locals": by_locals,
    "arguments": by_arguments,
    "defaults": by_defaults,
    "for_each": for_each_of_one,
    "dynamic": by_dynamic_blocks,
    "element": hoisted(lambda text: f"[{text}][0]"),
    "attribute": hoisted(lambda text: f"{{ a = {text} }}.a"),
    "conditional": hoisted(lambda text: f"true ? {text} : null", lambda node: not isinstance(node, n.NullLit)),
    "try": hoisted(lambda text: f"try({text}, null)"),
    "lookup": hoisted(lambda text: f'lookup({{ a = {text} }}, "a")'),
    "one": hoisted(lambda text: f"one([{text}])"),
    "merge": hoisted(lambda text: f"merge({{ a = {text} }}, {{ b = 1 }}).a"),
    "for": hoisted(lambda text: f"[for x_y in [{text}] : x_y][0]"),
}
"""By name, the ways."""
