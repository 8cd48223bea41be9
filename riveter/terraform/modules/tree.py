"""The shared state of the modules of one tree: the budget, the diagnostics, the inputs, and the reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol

from riveter.core.causes import DialectDifference, EvaluationFailure
from riveter.core.diagnostics import Diagnostic
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.core.versions import VersionRange
from riveter.files.reader import FileReader
from riveter.hcl import nodes as n
from riveter.resource import Several
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.features import NESTED_TEMPLATES, Feature
from riveter.terraform.functions import CallContext, FunctionError
from riveter.terraform.functions.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Binding, Scope
from riveter.terraform.lang.value_location import ValueLocator
from riveter.terraform.modules.expansion import Expansion
from riveter.terraform.modules.inputs import InputValue
from riveter.terraform.modules.possible_calls import PossibleCall
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.modules.trace import Trace
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import CycleError, EvaluationError
from riveter.terraform.values.value import TValue


class Instance(Protocol):
    """An instance of a resource, as far as other values need it."""

    def read(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `CycleError`."""


class Module(Protocol):
    """An instance of a module for the evaluation of its parts: names, tables of declarations, and its call."""

    tree: ModuleTree
    budget: Budget
    config: ModuleConfig

    @property
    def parent(self) -> Module | None:
        """The calling module; None for the root."""

    @property
    def call(self) -> Declaration | None:
        """The block that calls it."""

    @property
    def call_scope(self) -> Scope | None:
        """The scope of the arguments of that block."""

    @property
    def address(self) -> str:
        """Its address; empty for the root."""

    @property
    def path(self) -> str:
        """Its folder relative to that of the root, as `path.module` says it."""

    @property
    def existence(self) -> Unknown | None:
        """Why it may not exist."""

    @property
    def several(self) -> tuple[Several, ...]:
        """The modules around it, and itself, that represent several instances."""

    def report(self, error: EvaluationError) -> Unknown:
        """Record an error in this module, and return the unknown that takes the place of the value."""

    def call_context(self) -> CallContext:
        """Return the context of function calls."""

    def prefixed(self, address: str) -> str:
        """Return an address in this module as seen from the root."""

    def scope(
        self,
        source: SourceFile,
        variables: dict[str, TValue] | None = None,
        trace: Any = None,
        origin: Binding | None = None,
    ) -> Scope:
        """Return a scope for expressions in a file of this module."""

    def scope_in(self, scope: Scope, source: SourceFile) -> Scope:
        """Return `scope` for an expression that an override file put into the block."""

    def provider(self, name: str) -> str:
        """Return the provider configuration of the root module behind a name (``aws``, ``aws.west``)."""

    def expansion_values(self, declared: Declaration) -> tuple[dict[str, Any], dict[str, TValue]]:
        """Return the values of ``count`` and ``for_each`` of a block, plain and as they are."""

    def provider_instances(self, declared: Declaration) -> Iterable[tuple[str, Callable[[SourceFile], Scope]]]:
        """Return the instances of a provider configuration: how each ends, and its scopes."""

    def binding(self, declared: Declaration, key: Any) -> Binding | None:
        """Return the meaning of `each` or `count` in an instance of a block."""

    def table(self, kind: str) -> Mapping[str, Any]:
        """Return the declarations of a kind, by name."""

    def local(self, name: str) -> TValue:
        """Return the value of a local. Raises `EvaluationError`."""

    def variable(self, name: str) -> TValue:
        """Return the value of an input variable. Raises `EvaluationError`."""

    def output(self, name: str) -> TValue:
        """Return the value of an output. Raises `EvaluationError`."""

    def expansion(self, kind: str, name: str, declared: Declaration) -> Expansion:
        """Return the instances of a block. Raises `CycleError`."""

    def resource_instances(self, kind: str, name: str) -> Mapping[Any, Instance]:
        """Return the instances of a resource by key."""

    def resource_value(self, kind: str, name: str) -> TValue:
        """Return the value of a reference to a resource."""

    def children(self, name: str) -> Mapping[Any, Module] | Unknown:
        """Return the instances of a module call by key."""

    def module_value(self, name: str) -> TValue:
        """Return the value of a reference to a module. Raises `EvaluationError`."""


Part = tuple[Module, str, str]
"""A part of a root module whose value is kept: its module, its kind (as in `Module.table`), and its name."""


class ModuleTree:
    """The state that the instances of one root module share.

    root_name: identifies this tree in reports and fingerprints. load_call: returns the configuration of a module call, or why there is none
    (in words, without a full stop). reader: reads files for functions, within `roots`.
    """

    def __init__(
        self,
        *,
        load_call: Callable[[Declaration, Module], ModuleConfig | str],
        budget: Budget,
        root_directory: str,
        root_name: str,
        roots: set[str],
        inputs: Mapping[str, InputValue],
        workspace: TValue,
        assume: Mapping[str, TValue],
        schemas: Schemas | None = None,
        reader: FileReader | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        self.load_call = load_call
        self.budget = budget
        self.root_directory = root_directory
        self.root_name = root_name
        self.inputs = inputs
        self.workspace = workspace
        self.assume = assume
        self.schemas = schemas
        self.secrets = secrets = Secrets() if secrets is None else secrets
        self.sandbox = Sandbox(root_directory, roots, reader)
        self.context = ModuleCallContext(self.sandbox, budget, self.render, decode_tfvars, secrets)
        self.trace: Trace = []
        self.stopped: Unknown | None = None
        """Why not all references of the last resource are known, if the budget did not suffice."""
        self.diagnostics: list[Diagnostic] = []
        self.checked: set[int] = set()
        """Which module configurations were checked already (by identity)."""
        self.possible_calls: list[PossibleCall] = []
        """Calls whose module is not known."""
        self.called_perhaps = False
        """Whether the values of variables are the arguments of a call that may mean this module."""
        self.unset: Unknown | None = None
        self.overridden_inputs: dict[str, list[InputValue]] = {}
        self.unread_values: Unknown | None = None
        """Why the variables of the root module have no known value, if a call may use the module."""
        self.suspects: dict[tuple[str, str], EvaluationError] = {}
        """Errors that may depend on values, by summary and place: see `certain_errors`."""
        self.has_ephemeral = False
        """Whether a value is ephemeral."""
        self.ignores_defaults = False
        """Whether a variable of the root module without a given value has none, although it has a default."""
        self.incomplete = False
        """Whether the root module lacks values that its users give it: then its defaults need not fit together."""
        self._seen: set[tuple[str, str, str]] = set()
        self.narrower = ValueLocator()
        """Finds locations in expressions, for all provenances."""
        self.cyclic: set[tuple[int, str]] = set()
        """The known parts of cycles: configuration (by identity) and name."""
        self.nesting = 0
        """How many values are being evaluated within each other."""
        self.evaluated: set[tuple[int, str, str, str]] = set()
        """The values that `evaluation_order` has evaluated: configuration (by identity), kind, type and name."""
        self._template_depth = 0
        self.provider_versions: dict[tuple[int, str, str], VersionRange] = {}
        self.provider_bodies: dict[tuple[int, str, str], Any] = {}
        """The evaluated provider blocks; `provider_configurations` fills it."""
        self.current: Part | None = None
        """What is being evaluated: the innermost of the parts whose values are kept."""
        self.telling: set[Part] = set()
        """The parts whose evaluation told something: a problem or a secret. What is kept of them can't tell it again."""
        self.noting = False
        """Whether every part counts as one of these that is evaluated now."""
        self.locked_providers: dict[str, VersionRange] | None = None
        """The versions that the lock file selects, by provider; `provider_versions` fills it."""

    def become(self, other: ModuleTree) -> None:
        """Be like another tree, which nothing was evaluated in yet."""
        self.__dict__.update(other.__dict__)

    def enter(self, module: Module, kind: str, name: str) -> Part | None:
        """Begin to evaluate a part. Return the one around it, for `leave`."""
        outer, self.current = self.current, (module, kind, name)
        if self.noting:
            self.telling.add(self.current)
        return outer

    def leave(self, outer: Part | None) -> None:
        """Go on with the part around the one that was begun last."""
        self.current = outer

    def told(self) -> None:
        """Take note that what is being evaluated told something."""
        if self.current is not None:
            self.telling.add(self.current)

    def note(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic once; an error that does not depend on values is added once for all calls of the module."""
        self.told()
        detail = "" if diagnostic.severity == "error" and diagnostic.span is not None else diagnostic.detail
        key = (diagnostic.summary, detail, str(diagnostic.span))
        if key not in self._seen:
            self._seen.add(key)
            self.diagnostics.append(diagnostic)

    def report(self, error: EvaluationError, *, certain: bool = True) -> Unknown:
        """Report an evaluation error, and return an unknown instead of the value.

        It is an error if `terraform validate` would report it. If it depends on values, it is a warning, or a note in a module that is
        scanned without the values it needs (`incomplete`), because it may be valid with them. certain: False if the block may not exist;
        then problems that depend on values are not reported.
        """
        if isinstance(error, CycleError) and error.subject in self.cyclic:
            pass  # reported already, for the whole cycle
        elif error.static:
            self.note(Diagnostic("error", error.summary, error.detail, error.span, hides=error.hides))
        elif certain:
            self.suspect(error)
            if self.incomplete:
                hint = "Some variables have no value, or only a default; the value counts as unknown."
                self.note(Diagnostic("note", error.summary, error.detail, error.span, hint))
            else:
                hint = "The value counts as unknown."
                self.note(Diagnostic("warning", error.summary, error.detail, error.span, hint))
        return Unknown(EvaluationFailure(error.summary, span=error.span))

    def suspect(self, error: EvaluationError) -> None:
        """Note an error that is reported only if it does not depend on values."""
        self.told()
        if not error.external and error.span is not None:
            self.suspects.setdefault((error.summary, str(error.span)), error)

    def confirm_all(self, keys: Iterable[tuple[str, str]]) -> None:
        """Turn suspects into errors, and change their diagnostics."""
        confirmed = dict.fromkeys(keys)
        self.diagnostics[:] = [
            item
            for item in self.diagnostics
            if item.severity == "error" or (item.summary, str(item.span)) not in confirmed
        ]
        for key in confirmed:
            error = self.suspects[key]
            self.note(Diagnostic("error", error.summary, error.detail, error.span, hides=error.hides))

    def suggestion(self, name: str, names: Collection[str], prefix: str = "", quote: str = "") -> str:
        """Return `` Did you mean x?`` if one of `names` is close to `name`, otherwise nothing. The total work is bounded."""
        found = self.budget.suggestions.did_you_mean(name, names, quotes=2 * quote, before=prefix)
        return f" {found}".rstrip()

    def render(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """Render `templatefile` or `templatestring`: the template sees only `variables`."""
        from riveter.hcl import parser

        source = SourceFile(name, text, name)
        expr, diagnostics = parser.parse_template(source)
        if diagnostics:
            first = diagnostics[0]
            raise FunctionError(f"{name}: {first.summary} ({first.span})", 0)
        if self._template_depth > 10:
            raise FunctionError("templates call each other too deeply", 0)
        nested = self.context.offers(NESTED_TEMPLATES) if self._template_depth else True
        if nested is None:
            return Unknown(DialectDifference("templatefile"))
        if not nested:
            raise FunctionError("a template must not call for another one", 0)
        names = TemplateNames(self.budget, self.context)
        self._template_depth += 1
        try:
            return evaluate(expr, Scope(names, source, dict(variables)))
        except EvaluationError as error:
            raise FunctionError(f"{error.summary}: {error.detail} ({error.span})", 0) from None
        finally:
            self._template_depth -= 1


def decode_tfvars(text: str) -> dict[str, TValue]:
    """Return the variables in the text of a tfvars file; the parser is imported when it is first needed."""
    from riveter.terraform.lang import tfvars_text

    return tfvars_text.decode_tfvars(text)


class TemplateNames(NoNames):
    """The names of a template: only the variables it was given; functions may be called."""

    def __init__(self, budget: Budget, context: CallContext) -> None:
        super().__init__(budget)
        self._context = context

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Refuse names that are not variables of the template."""
        raise EvaluationError('Invalid value for "vars" parameter', f'vars map does not contain key "{root}".')

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the tool of the root module has a feature; None if this is not known."""
        return self._context.offers(feature)

    def call_context(self) -> CallContext:
        """Return the surroundings of function calls."""
        return self._context
