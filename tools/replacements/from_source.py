"""``python -m tools.replacements.from_source --source FOLDER --commit SHA PROVIDER``: read which arguments replace a resource.

The source of the providers for Azure, Google Cloud and Kubernetes says so in each schema, with `ForceNew`. Needs the packages
tree-sitter and tree-sitter-go. FOLDER is a checkout of the provider's repository at the commit; nothing in it is run.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tree_sitter import Node

from tools.replacements.go_packages import Package, Source, text, text_of, walk
from tools.replacements.go_values import UNKNOWN, Evaluator, Frame

DATA = Path(__file__).resolve().parents[2] / "riveter" / "fixing" / "data"
RULES = Path(__file__).resolve().parents[2] / "rule_packs"
PROVIDERS = {
    "azurerm": "github.com/hashicorp/terraform-provider-azurerm",
    "google": "github.com/hashicorp/terraform-provider-google",
    "kubernetes": "github.com/hashicorp/terraform-provider-kubernetes",
}
FLAGS = {"features.SixPointOh": False}
"""The source of azurerm has that of its next major version too, behind a flag."""

_FORCES = re.compile(r"(?:\.|^)ForceNew(?:If|IfChange)?$")
_LITERAL = re.compile(r'(?:fmt\.Sprintf\()?"([^"]+)"(?:,.*\))?$')
_CYCLED = re.compile(r"cycle\w*Properties$")
MOST_LEVELS = 12


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.replacements.from_source", description=__doc__)
    parser.add_argument("provider", choices=PROVIDERS)
    parser.add_argument("--source", type=Path, required=True, help="a checkout of the provider's repository")
    parser.add_argument("--commit", required=True, help="the commit of the checkout")
    options = parser.parse_args()
    wanted = types_of_rules(options.provider)
    reader = Schemas(Source(options.source.resolve(), PROVIDERS[options.provider]))
    types = dict(reader.resources(options.provider, wanted))
    repository = "https://" + PROVIDERS[options.provider]
    table = {"provider": options.provider, "version": options.commit, "source": repository, "types": types}
    target = DATA / f"{options.provider}.json"
    target.write_text(json.dumps(table, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    counts = {kind: sum(len(each.get(kind, ())) for each in types.values()) for kind in ("replaces", "in_place")}
    print(f"{target}: {len(types)} of {len(wanted)} types, {counts}")
    print("not read:", *sorted(wanted - types.keys()))
    return 0


def types_of_rules(provider: str) -> set[str]:
    """Return the types of a provider that the bundled rules name."""
    files = [path for path in RULES.rglob("*.yml") if not path.name.endswith(".cases.yml")]
    return {name for path in files for name in re.findall(rf"\b{provider}_[a-z0-9_]+", path.read_text("utf-8"))}


class Schemas:
    """Finds the schemas of resources in the source of a provider."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._evaluator = Evaluator(source, FLAGS)

    def resources(self, provider: str, wanted: set[str]) -> Iterator[tuple[str, dict[str, list[str]]]]:
        """Yield the arguments of the wanted types: those that replace the resource, and those that do not."""
        for package in self._source.packages():
            for type, resource, differences in self._declared(package, provider):
                if type in wanted:
                    found = arguments(resource.get("Schema"), conditional(differences, self._evaluator))
                    if found:
                        yield type, found

    def _declared(self, package: Package, provider: str) -> Iterator[tuple[str, dict[str, Any], list[Frame]]]:
        for (receiver, name), method in package.methods.items():
            if name == "ResourceType":
                type = self._evaluator.result(method, package, [])
                given = package.methods.get((receiver, "Arguments"))
                if isinstance(type, str) and given is not None:
                    schema = self._evaluator.result(given, package, [])
                    customize = package.methods.get((receiver, "CustomizeDiff"))
                    yield type, {"Schema": schema}, _frames(package, customize)
        for node in [*package.methods.values(), *(each for group in package.functions.values() for each in group)]:
            for type, call in registered(node, provider):
                frame = Frame(package, package.imports[node.id], {})
                resource = self._evaluator.value(call, frame)
                function = self._evaluator.called(call.child_by_field_name("function") or call, frame)
                if isinstance(resource, dict):
                    yield type, resource, [] if function is None else _frames(function[1], function[0])


def _frames(package: Package, node: Node | None) -> list[Frame]:
    return [] if node is None else [Frame(package, package.imports[node.id], {"": node})]


def registered(function: Node, provider: str) -> Iterator[tuple[str, Node]]:
    """Yield the types that a function registers, and the calls that make their resources."""
    for node in walk(function):
        pair: tuple[Node, Node] | None = None
        if node.type == "composite_literal" and text_of(node, "type") == "registry.Schema":
            fields = dict(
                re.findall(r"(?m)^\s*(\w+):\s*(.+?),?$", text(node))
            )  # a struct of plain fields, one on each line
            if "Resource" in fields.get("Type", ""):
                call = next((each for each in walk(node) if each.type == "call_expression"), None)
                if call is not None:
                    yield fields["Name"].strip('"'), call
        elif node.type == "keyed_element":
            parts = [each for each in node.named_children if each.type != "comment"]
            pair = (parts[0], parts[1]) if len(parts) == 2 else None
        elif node.type == "assignment_statement":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            index = next((each for each in walk(left) if each.type == "index_expression"), None) if left else None
            key = index.child_by_field_name("index") if index is not None else None
            pair = (key, right) if key is not None and right is not None else None
        if pair is not None:
            name = text(pair[0]).strip('"')
            call = next((each for each in walk(pair[1]) if each.type == "call_expression"), None)
            if name.startswith(f"{provider}_") and call is not None and "datasource" not in text(call).lower():
                yield name, call


def conditional(frames: list[Frame], evaluator: Evaluator) -> set[str] | None:
    """Return the arguments that replace the resource under conditions; None if they are not known.

    These are the arguments of `ForceNew` in functions that compare plans, which the function of each frame leads to.
    """
    found: set[str] = set()
    seen: set[int] = set()
    stack = [(frame, frame.names[""]) for frame in frames]
    while stack:
        frame, node = stack.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        for each in walk(node):
            if each.type in ("identifier", "selector_expression"):
                other = evaluator.called(each, frame)
                follows = other is not None and (_compares(other[0]) or _updates(each))
                if other is not None and follows and not _FORCES.search(text(each)):
                    function, package = other
                    stack.append((Frame(package, package.imports.get(function.id, {}), {}), function))
            found |= _cycled(each, node)
            if each.type != "call_expression" or not _FORCES.search(text_of(each, "function")):
                continue
            arguments = each.child_by_field_name("arguments")
            first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
            parts = ("" if first is None else _literal(text(first), text(node))).split(".")
            if not all(parts) or any("%" in part and part != "%d" for part in parts):
                return None
            found.add(".".join(part for part in parts if not part.isdigit() and part != "%d"))
    return found


def _literal(expression: str, function: str) -> str:
    """Return the text that an expression of a function makes, with `%d` for numbers; empty if it is not known."""
    made = []
    for part in expression.split(" + "):
        literal = _LITERAL.match(part)
        if literal is None and part.isidentifier():
            assigned = [*re.finditer(rf"\b{re.escape(part)}\s*:?=\s*(.*)", function)]
            inner = _literal(assigned[0][1], function) if len(assigned) == 1 and assigned[0][1] != part else ""
        else:
            inner = "" if literal is None else literal[1]
        if not inner:
            return ""
        made.append(inner)
    return "".join(made)


def _updates(name: Node) -> bool:
    return name.type == "identifier" and text(name).endswith("Update")


def _cycled(node: Node, function: Node) -> set[str]:
    """Return the arguments in a list of those for which an update replaces a part of the resource, as node pools of AKS."""
    if node.type != "short_var_declaration" or not _CYCLED.match(text_of(node, "left")):
        return set()
    names = (_literal(text(each), text(function)) for each in walk(node) if each.type == "literal_element")
    return {".".join(part for part in name.split(".") if not part.isdigit()) for name in names}


def _compares(function: Node) -> bool:
    """Return True if a function gets the difference of a plan, or makes one that does."""
    return "ResourceDiff" in text(function) or "CustomizeDiff" in text(function)


def arguments(schema: Any, conditional: set[str] | None) -> dict[str, list[str]]:
    """Return the arguments of a schema that replace the resource, those that do not, and those for which it depends or is not known."""
    made: dict[str, list[str]] = {}
    if conditional is None:
        return made
    for name, replaces in places(schema, (), False):
        parts = name.split(".")
        depends = any(".".join(parts[:size]) in conditional for size in range(1, len(parts) + 1))
        kind = "depends" if depends or replaces is UNKNOWN else "replaces" if replaces else "in_place"
        made.setdefault(kind, []).append(name)
    return {kind: sorted(names) for kind, names in made.items()}


def places(schema: Any, path: tuple[str, ...], above: Any) -> Iterator[tuple[str, Any]]:
    """Yield the arguments of a schema, and whether a change of them replaces the resource."""
    if not isinstance(schema, dict) or len(path) > MOST_LEVELS:
        if path:
            yield ".".join(path), UNKNOWN
        return
    for name, item in schema.items():
        here = (*path, name)
        if not isinstance(item, dict):
            yield ".".join(here), UNKNOWN
            continue
        if not (item.get("Optional", False) or item.get("Required", False)):
            continue
        forces = item.get("ForceNew", False)
        # `ForceNew` of a block is about the number of its blocks. For what is in them, not all of the SDK's paths agree.
        replaces = True if forces is True else forces if above is False else UNKNOWN
        elem = item.get("Elem")
        inner = elem.get("Schema") if isinstance(elem, dict) else elem
        if isinstance(inner, dict):
            yield from places(inner, here, replaces)
        else:
            yield ".".join(here), replaces if inner is None else UNKNOWN


if __name__ == "__main__":
    sys.exit(main())
