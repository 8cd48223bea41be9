"""Go packages of a provider's source: their functions, methods and variables by name. Read with tree-sitter; nothing is run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tree_sitter_go
from tree_sitter import Language, Node, Parser

_GO = Language(tree_sitter_go.language())


class Package:
    """The declarations of one folder. imports: the path of each package that a file names, by the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.functions: dict[str, list[Node]] = {}
        self.methods: dict[tuple[str, str], Node] = {}
        self.values: dict[str, Node] = {}
        self.imports: dict[int, dict[str, str]] = {}
        """By the number of a declaration: the imports of its file."""
        for path in sorted(folder.glob("*.go")):
            if not path.name.endswith("_test.go"):
                self._read(path)

    def _read(self, path: Path) -> None:
        root = Parser(_GO).parse(path.read_bytes()).root_node
        imports = dict(_imports(root))
        for node in root.named_children:
            if node.type == "function_declaration":
                self.functions.setdefault(text_of(node, "name"), []).append(node)
            elif node.type == "method_declaration":
                self.methods[_receiver(node), text_of(node, "name")] = node
            elif node.type in ("var_declaration", "const_declaration"):
                for each in walk(node):
                    names = each.children_by_field_name("name")
                    value = each.child_by_field_name("value")
                    if each.type in ("var_spec", "const_spec") and len(names) == 1 and value is not None:
                        found = value.named_children[0] if value.type == "expression_list" else value
                        self.values[text(names[0])] = found
                        self.imports[found.id] = imports
            self.imports[node.id] = imports


class Source:
    """The packages of a checkout, read when they are needed. module: the path that its own packages are imported by."""

    def __init__(self, folder: Path, module: str) -> None:
        self._folder = folder
        self._module = module

    @cache  # noqa: B019 - there is one for each run
    def package(self, folder: Path) -> Package:
        """Return the package in a folder."""
        return Package(folder)

    def imported(self, path: str) -> Package | None:
        """Return the package of an import, if its source is there."""
        own = path.removeprefix(f"{self._module}/")
        folder = self._folder / own if own != path else self._folder / "vendor" / path
        return self.package(folder) if folder.is_dir() else None

    def packages(self) -> Iterator[Package]:
        """Yield all packages of the provider itself."""
        for folder in sorted({path.parent for path in self._folder.rglob("*.go") if "vendor" not in path.parts}):
            yield self.package(folder)


def _imports(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.named_children:
        if node.type == "import_declaration":
            for each in walk(node):
                if each.type == "import_spec":
                    path = text_of(each, "path").strip('"')
                    yield text_of(each, "name") or path.rsplit("/", 1)[-1], path


def _receiver(method: Node) -> str:
    receiver = method.child_by_field_name("receiver")
    names = [text(each) for each in walk(receiver) if each.type == "type_identifier"] if receiver is not None else []
    return names[0] if names else ""


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    stack = [node]
    while stack:
        each = stack.pop()
        yield each
        stack.extend(reversed(each.named_children))


def text(node: Node) -> str:
    """Return the text of a node."""
    return (node.text or b"").decode()


def text_of(node: Node, field: str) -> str:
    """Return the text of a field of a node; empty if it has none."""
    found = node.child_by_field_name(field)
    return "" if found is None else text(found)
