"""What there is in a module and in those it calls: the resources that rules see, and the problems that evaluating them finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.files.coverage import Coverage, Omission
from riveter.files.reader import FileReader
from riveter.manifests import MANIFEST
from riveter.resource import Resource
from riveter.terraform.config.provider_uses import is_unused
from riveter.terraform.modules import variables
from riveter.terraform.modules.blocks import other_blocks
from riveter.terraform.modules.condition_checks import check_conditions, check_imports
from riveter.terraform.modules.instance import ResourceInstance, evaluate_declaration
from riveter.terraform.modules.loaded import ProjectPart
from riveter.terraform.modules.mark_checks import check_marks
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.removed_blocks import check_removed
from riveter.terraform.modules.resources import resource_of
from riveter.terraform.values.errors import EvaluationError


class Collector:
    """Evaluates modules. coverage: takes what was left out. check: reports what is wrong in a module whatever its values are."""

    def __init__(self, coverage: Coverage, reader: FileReader, check: Callable[[ModuleInstance], None]) -> None:
        self._coverage, self._reader, self._check = coverage, reader, check

    def collect(self, module: ModuleInstance, only: set[str] | None, part: ProjectPart) -> None:
        """Add the resources of a module and of those it calls.

        `only` are the display names of the reported files; declarations of the others are context.
        """
        if id(module.config) not in module.tree.checked:
            module.tree.checked.add(id(module.config))
            self._coverage.evaluated(self._reader.real(module.config.directory))
            self._check(module)
            variables.check_defaults(module)
        for instance in module.all_resources():
            wanted = only is None or instance.declared.source.name in only
            (part.resources if wanted else part.context).append(_resource(instance))
        self._note_empty_blocks(module)
        for resource in other_blocks(module):
            if resource.type in ("provider", "terraform"):
                _ = resource.values  # their secrets are to be known before anything is shown
            wanted = only is None or (resource.span is not None and resource.span.file in only)
            (part.resources if wanted else part.context).append(resource)
        for name in module.config.locals:
            _quietly(module.local, name)
        for name in module.config.variables:
            _quietly(module.variable, name)
        variables.validate(module)
        for name in module.config.outputs:
            _quietly(module.output, name)
        check_marks(module)
        check_conditions(module)
        check_imports(module)
        for declared in module.config.providers:
            if is_unused(declared, module.config):
                continue
            for _, scope_of in module.provider_instances(declared):
                evaluate_declaration(declared, scope_of, module.tree.report)
        for name, call in module.config.calls.items():
            # calls of a reported file are reported as well
            inner = only if only is not None and call.source.name not in only else None
            try:
                children = module.children(name)
            except EvaluationError as error:
                module.tree.report(error)
                continue
            if isinstance(children, dict):
                if not children:
                    address = module.prefixed(f"module.{name}")
                    self._coverage.leave_out(Omission.COUNT_ZERO, address, str(call.header_span))
                for child in children.values():
                    self.collect(child, inner, part)
        check_removed(module)

    def _note_empty_blocks(self, module: ModuleInstance) -> None:
        """Count the blocks without instances: their content was not judged."""
        for kind in ("resource", "data", "ephemeral", "action"):
            for name, declared in module.table(kind).items():
                try:
                    instances = module.resource_instances(kind, name)
                except EvaluationError:
                    continue
                if not instances:
                    address = module.prefixed(name if kind == "resource" else f"{kind}.{name}")
                    self._coverage.leave_out(Omission.COUNT_ZERO, address, str(declared.header_span))


def _resource(instance: ResourceInstance) -> Resource:
    """Return an instance as rules see it."""
    if instance.kept is None:
        found = resource_of(instance)
        if found.type == MANIFEST:  # it is judged in forms that know what it was evaluated with
            return found
        instance.kept = found
    kept: Resource = instance.kept
    return kept


def _quietly(resolve: Any, name: str) -> None:
    """Evaluate a value for its diagnostics; its own errors are reported where it is defined."""
    try:
        resolve(name)
    except EvaluationError:
        return
