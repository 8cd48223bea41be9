"""What a change of files can have changed in a root module: declarations, and all that refer to them, directly or not.

The answer errs on the side of change. Whatever is not an ordinary reference (files that functions read, JSON syntax, overrides, providers,
variables of the root module) makes a declaration, or everything, different.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from riveter.core import journal
from riveter.core.alternatives import same_value
from riveter.core.source import SourceFile
from riveter.files.bounds import real_path
from riveter.files.names import is_config_file, is_override
from riveter.resource import Resource
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.modules.loaded import all_modules
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.tree import ModuleTree
from riveter.terraform.modules.written_references import Node, References, closure, tables, uses

_BLOCKS = {"module": "module", "variable": "variable", "output": "output"}
_ALWAYS_SAME = frozenset({"provider", "terraform", "root_module"})
"""Where one of these is different, so is everything. Of a root module itself only its name and its first file are known."""


class Difference:
    """What is the same in a root module after a change."""

    def __init__(self) -> None:
        self._changed: dict[str, set[Node] | None] = {}

    def of_module(self, address: str, changed: set[Node] | None) -> None:
        """Note what is different in a module. None: everything."""
        self._changed[address] = changed

    def is_same(self, resource: Resource) -> bool:
        """Return True if a resource is the same as before the change, and so is everything that its values are made of."""
        changed = self._changed.get(resource.module)
        if changed is None:
            return False
        type, name = resource.type, resource.name
        if type in _ALWAYS_SAME:
            return True
        if type == "locals":
            return not any(kind == "local" for kind, _ in changed)
        if type in _BLOCKS:
            return (_BLOCKS[type], name) not in changed
        if type.startswith(("ephemeral.", "action.")):
            return False
        if type.startswith("data."):
            return ("data", f"{type[5:]}.{name}") not in changed
        return ("resource", f"{type}.{name}") not in changed


def difference(
    old: ModuleInstance,
    new: ModuleInstance,
    old_lookups: Mapping[journal.Lookup, str],
    new_lookups: Mapping[journal.Lookup, str],
) -> Difference | None:
    """Return what is the same in a root module that was evaluated again. None: everything may be different.

    The lookups are those of either evaluation. Those that only the old one made have the same results now. Those that only the new one made
    are about what is different.
    """
    if not alike(old.tree, new.tree):
        return None
    folders = {real_path(module.config.directory) for module in all_modules(new)}
    if not same_but_for(folders, old_lookups, new_lookups):
        return None
    found = Difference()
    return found if _compare(old, new, found, {}) else None


def alike(old: ModuleTree, new: ModuleTree) -> bool:
    """Return True if the root module was evaluated completely, and is evaluated in the same way."""
    trees = old, new
    if any(
        tree.unset is not None or tree.called_perhaps or tree.unread_values is not None or tree.cyclic for tree in trees
    ):
        return False
    if any(tree.budget.exceeded or tree.budget.too_long for tree in trees):
        return False
    return old.context.dialect == new.context.dialect and same_value(old.workspace, new.workspace)


def same_but_for(
    folders: Collection[str], old_lookups: Mapping[journal.Lookup, str], new_lookups: Mapping[journal.Lookup, str]
) -> bool:
    """Return True if what both have looked up is the same, except for the configuration in some folders."""
    for lookup in old_lookups.keys() & new_lookups.keys():
        if old_lookups[lookup] != new_lookups[lookup]:
            kind, _, folder, name = lookup
            if kind != journal.READ or folder not in folders or not is_config_file(name):
                return False
    return True


_Known = dict[tuple[int, int], "set[Node] | None"]
"""What is different in a directory, by the identity of its two configurations."""


def _compare(old: ModuleInstance, new: ModuleInstance, found: Difference, known: _Known) -> bool:
    """Compare a module and those that it calls. Return False if anything in the root module may be different."""
    key = id(old.config), id(new.config)
    if key not in known:
        known[key] = changed_in(old.config, new.config)
    direct = known[key]
    if direct is None:
        return False
    children: list[tuple[str, ModuleInstance, ModuleInstance | None]] = []
    changed = set(direct)
    for name in new.config.calls:
        before, after = old.children(name) if name in old.config.calls else {}, new.children(name)
        if not isinstance(before, dict) or not isinstance(after, dict):
            changed.add(("module", name))
            continue
        for instance, child in after.items():
            earlier = before.get(instance)
            children.append((name, child, earlier))
            if earlier is None or not _same_below(earlier, child, known):
                changed.add(("module", name))
    referring = References().to_each(new.config)
    reached = closure(changed, referring)
    if any(uses(declared, reached) for declared in (*new.config.providers, *new.config.terraform)):
        return False
    if new.parent is None and any(kind == "variable" for kind, _ in reached):
        return False  # rules may ask for the variables of the root module from any resource
    found.of_module(new.address, reached)
    for name, child, earlier in children:
        if earlier is not None and ("module", name) not in direct and not uses(new.config.calls[name], reached):
            if not _compare(earlier, child, found, known):
                return False
            continue
        for each in all_modules(child):
            found.of_module(each.address, None)
            if each.config.providers:
                return False
    return True


def _same_below(old: ModuleInstance, new: ModuleInstance, known: _Known) -> bool:
    """Return True if a module and those that it calls have the same files."""
    key = id(old.config), id(new.config)
    if key not in known:
        known[key] = changed_in(old.config, new.config)
    if known[key] is None or known[key]:
        return False
    for name in new.config.calls:
        before, after = old.children(name), new.children(name)
        if not isinstance(before, dict) or not isinstance(after, dict) or before.keys() != after.keys():
            return False
        if not all(_same_below(before[instance], child, known) for instance, child in after.items()):
            return False
    return True


# --- one directory -------------------------------------------------------------------------------


def changed_in(old: ModuleConfig, new: ModuleConfig) -> set[Node] | None:
    """Return the declarations of a directory that are different. None: everything may be."""
    if old.directory != new.directory:
        return None
    if all(one is other for one, other in zip(old.sources, new.sources, strict=False)) and len(old.sources) == len(
        new.sources
    ):
        return set()
    for config in (old, new):
        if config.unread is not None or config.incomplete or config.diagnostics or config.unknown_blocks:
            return None
        if any(is_override(os.path.basename(source.path)) for source in config.sources):
            return None
    settings = [
        (*config.providers, *config.terraform, *config.refactorings, *config.checks.values()) for config in (old, new)
    ]
    if len(settings[0]) != len(settings[1]) or not all(map(_same, *settings)):
        return None
    changed: set[Node] = set()
    before, after = _declarations(old), _declarations(new)
    for node in before.keys() | after.keys():
        one, other = before.get(node), after.get(node)
        if one is None or other is None or not _same_part(*one, *other):
            changed.add(node)
    return changed


_Part = tuple[SourceFile, int, int]


def _declarations(config: ModuleConfig) -> dict[Node, _Part]:
    found: dict[Node, _Part] = {}
    for kind, table in tables(config):
        for name, declared in table.items():
            found[kind, name] = declared.source, declared.block.start, declared.block.end
    for name, local in config.locals.items():
        found["local", name] = local.source, local.attribute.start, local.attribute.end
    return found


def _same(old: Declaration, new: Declaration) -> bool:
    parts = [(each.source, each.block.start, each.block.end) for each in (old, new)]
    return _same_part(*parts[0], *parts[1])


def _same_part(old: SourceFile, old_start: int, old_end: int, new: SourceFile, new_start: int, new_end: int) -> bool:
    """Return True if a part of a file has the same text, which begins in the same line and column."""
    if old is new:
        return (old_start, old_end) == (new_start, new_end)
    return (
        old.name == new.name
        and old_end - old_start == new_end - new_start
        and old.text[old_start:old_end] == new.text[new_start:new_end]
        and old.position(old_start) == new.position(new_start)
    )
