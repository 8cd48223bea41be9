"""The modules of a workspace by their folders: what they declare, and which calls lead to them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from riveter import provider_schema
from riveter.core.source import SourceFile, Span
from riveter.files.bounds import real_path
from riveter.files.names import is_tfvars
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse
from riveter.lsp.syntax import OF_PROVIDERS, Name, names
from riveter.resource import Resource
from riveter.session.session import Session, UsedModule
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.modules.json_blocks import with_blocks

Occurrence = tuple[SourceFile, Name]


class ModuleIndex:
    """The modules of a session as they are in its last result."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.files = {real_path(source.path): source for source in session.sources()}
        """The files that were read, by real path."""
        self.configs: dict[str, ModuleConfig] = {}
        self.uses: dict[str, list[UsedModule]] = {}
        """The instances of each module, by its folder."""
        self.called: dict[tuple[str, str], str] = {}
        """The folder of a module by the folder and the name of a call."""
        self.callers: dict[str, set[tuple[str, str]]] = {}
        self._real: dict[str, str] = {}
        self._resources: dict[tuple[str, str], dict[Span, list[Resource]]] = {}
        self._names: dict[str, list[Name]] = {}
        self._bodies: dict[str, n.Body | None] = {}
        for used in session.modules():
            module = used.module
            folder = self.real(module.config.directory)
            self.configs.setdefault(folder, module.config)
            self.uses.setdefault(folder, []).append(used)
            if module.parent is not None and module.call is not None:
                call = (self.real(module.parent.config.directory), module.call.label(0))
                self.called[call] = folder
                self.callers.setdefault(folder, set()).add(call)

    def real(self, path: str) -> str:
        """Return a path with its links resolved, once."""
        found = self._real.get(path)
        if found is None:
            found = self._real[path] = real_path(path)
        return found

    def names(self, source: SourceFile) -> list[Name]:
        """Return every name in a file."""
        found = self._names.get(source.name)
        if found is None:
            body = self.body(source)
            values = is_tfvars(source.name)
            found = self._names[source.name] = [] if body is None else [*names(body, values=values)]
        return found

    def body(self, source: SourceFile) -> n.Body | None:
        """Return the syntax tree of a file of Terraform. In JSON syntax, nested blocks of resources are blocks as in native syntax."""
        if source.name not in self._bodies:
            self._bodies[source.name] = self._body(source)
        return self._bodies[source.name]

    def _body(self, source: SourceFile) -> n.Body | None:
        if is_tfvars(source.name):
            return parse(source).body
        body = self.session.body(source.name)
        if body is None or not source.name.endswith(".json"):
            return body
        return msgspec.structs.replace(body, blocks=tuple(map(_with_blocks, body.blocks)))

    def home(self, path: str, source: SourceFile) -> str:
        """Return the folder of the module that a file is of: for values, the one that takes them."""
        if is_tfvars(source.name):
            for folder, uses in self.uses.items():
                for used in uses:
                    given = used.module.tree.inputs.values() if used.module.parent is None else ()
                    if any(each.source is not None and each.source.name == source.name for each in given):
                        return folder
        return os.path.dirname(path)

    def resources(self, root: str, environment: str, span: Span) -> list[Resource]:
        """Return the instances of a block in a root module."""
        found = self._resources.get((root, environment))
        if found is None:
            found = self._resources[root, environment] = {}
            for resource in self.session.resources(root, environment):
                if resource.span is not None:
                    found.setdefault(resource.span, []).append(resource)
        return found.get(span, [])

    # -- declarations -----------------------------------------------------------------------------

    def declaration(self, folder: str, name: Name) -> Span | None:
        """Return where a name in a file of a module is declared."""
        config = self.configs.get(folder)
        if name.kind in ("output", "argument") and name.call:
            inner = self.configs.get(self.called.get((folder, name.call), ""))
            if inner is None:
                return None
            table = inner.outputs if name.kind == "output" else inner.variables
            return _header(table.get(name.name))
        if config is None:
            return None
        if name.kind == "local":
            local = config.locals.get(name.name)
            return None if local is None else local.source.span(local.attribute.start, local.attribute.name_end)
        tables: dict[str, dict[str, Declaration]] = {
            "variable": config.variables, "value": config.variables, "output": config.outputs, "module": config.calls,
            "resource": config.resources, "data": config.data, "ephemeral": config.ephemeral,
        }  # fmt: skip
        return _header(tables.get(name.kind, {}).get(name.name))

    def values(self, folder: str, variable: str) -> Iterator[Span]:
        """Yield where a variable of a module gets values: arguments of calls, and files of values."""
        for caller, call in sorted(self.callers.get(folder, ())):
            config = self.configs.get(caller)
            declared = None if config is None else config.calls.get(call)
            argument = None if declared is None else declared.attributes.get(variable)
            if declared is not None and argument is not None:
                yield declared.source_of(variable).span(argument.start, argument.end)
        for used in self.uses.get(folder, ()):
            given = used.module.tree.inputs.get(variable) if used.module.parent is None else None
            if given is not None and given.span is not None:
                yield given.span

    # -- occurrences ------------------------------------------------------------------------------

    def occurrences(self, folder: str, name: Name) -> Iterator[Occurrence]:
        """Yield every occurrence of what a name in a file of a module means, its declaration as well."""
        home, kind = folder, name.kind
        if kind in ("output", "argument") and name.call:
            home = self.called.get((folder, name.call), "")
        kind = {"argument": "variable", "value": "variable"}.get(kind, kind)
        config = self.configs.get(home)
        if config is None:
            return
        for source in config.sources:
            for each in self.names(source):
                if not each.call and each.kind == kind and each.name == name.name:
                    yield source, each
        if kind not in ("variable", "output"):
            return
        outside = "argument" if kind == "variable" else "output"
        for caller, call in sorted(self.callers.get(home, ())):
            for source in self.configs[caller].sources:
                for each in self.names(source):
                    if each.key == (outside, name.name, call):
                        yield source, each
        if kind == "variable":
            yield from self._values(home, name.name)

    def _values(self, folder: str, variable: str) -> Iterator[Occurrence]:
        seen: set[str] = set()
        for used in self.uses.get(folder, ()):
            given = used.module.tree.inputs.get(variable) if used.module.parent is None else None
            if given is None or given.source is None or given.source.name in seen:
                continue
            seen.add(given.source.name)
            for each in self.names(given.source):
                if each.kind == "value" and each.name == variable:
                    yield given.source, each


def _with_blocks(block: n.Block) -> n.Block:
    if block.type not in OF_PROVIDERS or len(block.labels) != 2:
        return block
    kind = "" if block.type == "resource" else f"{block.type}."
    return with_blocks(block, kind + block.labels[0].value, provider_schema, named=True)


def _header(declared: Declaration | None) -> Span | None:
    return None if declared is None else declared.header_span
