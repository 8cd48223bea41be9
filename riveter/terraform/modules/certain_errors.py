"""Find errors that no value of a variable can fix.

Terraform validates with unknown variables. A problem that it reports then exists for all values: it is an error, not a warning.
"""

from __future__ import annotations

from collections.abc import Callable

from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.modules import variables
from riveter.terraform.modules.condition_checks import check_conditions, check_imports
from riveter.terraform.modules.instance import evaluate_declaration
from riveter.terraform.modules.mark_checks import check_marks
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.errors import EvaluationError

FIRST = (1, 0)
"""A configuration only for older versions of Terraform may be valid there."""


class LoadedCalls:
    """Load the called modules, and return them again if the same calls are evaluated with other values."""

    def __init__(self, load: Callable[[Declaration, Module], ModuleConfig | str]) -> None:
        self._load = load
        self._found: dict[int, ModuleConfig | str] = {}

    def __call__(self, call: Declaration, caller: Module) -> ModuleConfig | str:
        """Load the module of a call."""
        found = self._found[id(call)] = self._load(call, caller)
        return found

    def close(self) -> None:
        """Load no more modules: everything is evaluated."""
        self._load = lambda call, caller: "it was not loaded"

    def again(self, call: Declaration, caller: Module) -> ModuleConfig | str:
        """Return the loaded module of a call."""
        return self._found.get(id(call), "it was not loaded")


def confirm_errors(module: ModuleInstance, open_again: Callable[[bool], ModuleInstance]) -> None:
    """Turn the suspects of a root module into errors if they also occur without values of its variables.

    open_again: makes the root module anew, its variables unknown; those that were given a value have it if that is asked for.
    """
    tree = module.tree
    if not tree.suspects or tree.budget.exceeded or not versions_of(module.config).allows(FIRST):
        return
    left = _confirm(module, open_again(False))
    if left and tree.inputs:
        given = {key for key in left if key[0].startswith(variables.BROKEN_RULE)}
        if given:
            _confirm(module, open_again(True), given)


def _confirm(
    module: ModuleInstance, again: ModuleInstance, keys: set[tuple[str, str]] | None = None
) -> set[tuple[str, str]]:
    """Confirm the problems that occur in both; return the others."""
    evaluate_all(again)
    wanted = set(module.tree.suspects) if keys is None else keys
    found = wanted & set(again.tree.suspects)
    module.tree.confirm_all(key for key in module.tree.suspects if key in found)
    return wanted - found


def evaluate_all(module: ModuleInstance) -> None:
    """Evaluate everything in a module and in those that it calls, for the errors that are reported on the way."""
    for instance in module.all_resources():
        instance.body()
    for resolve, names in (
        (module.local, module.config.locals),
        (module.variable, module.config.variables),
        (module.output, module.config.outputs),
    ):
        for name in names:
            try:
                resolve(name)
            except EvaluationError as error:
                module.tree.report(error)
    variables.validate(module)
    check_marks(module)
    check_conditions(module)
    check_imports(module)
    for declared in module.config.providers:
        for _, scope_of in module.provider_instances(declared):
            evaluate_declaration(declared, scope_of, module.tree.report)
    for name in module.config.calls:
        try:
            children = module.children(name)
        except EvaluationError as error:
            module.tree.report(error)
            continue
        if isinstance(children, dict):
            for child in children.values():
                evaluate_all(child)
