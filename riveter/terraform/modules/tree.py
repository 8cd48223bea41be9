"""What the modules of one tree share: the budget, the diagnostics, the inputs, and what was read on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from riveter.core.causes import EvaluationFailure
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.files.reader import Reader
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.functions import CallContext, FunctionError
from riveter.terraform.functions.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.value_location import ValueLocator
from riveter.terraform.modules.inputs import InputValue, NoNames
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import CycleError, EvaluationError
from riveter.terraform.values.value import TValue

if TYPE_CHECKING:
    from riveter.terraform.modules.module import ModuleInstance
    from riveter.terraform.modules.module_sources import PossibleCall

Trace = list[Any]
"""What was read while a value was evaluated: `Read`s, and the traces (tuples) of the locals and variables it went through."""


class Read(msgspec.Struct, frozen=True):
    """An attribute of a resource was read."""

    address: str
    attribute: str
    value: Any


class DeferredReads:
    """What the values of `each`, or of the iterator of a dynamic block, were made from: only what the result shows counts."""

    __slots__ = ("_addresses", "_texts", "trace")

    def __init__(self, trace: tuple[Any, ...]) -> None:
        self.trace = trace
        self._addresses: dict[str, list[Read]] | None = None
        self._texts: dict[str, list[Read]] = {}

    def shown(self, addresses: Iterable[str], texts: Iterable[str]) -> Iterator[Read]:
        """What was read of these resources, and the reads whose (known) text is part of one of `texts`.

        Every instance asks, so it is indexed: where very much was read, a text must be the whole of what was read.
        """
        index = self._index()
        for address in addresses:
            yield from index.get(address, ())
        for text in texts:
            if len(self._texts) > MANY_TEXTS:
                yield from self._texts.get(text, ())
            else:
                for part, found in self._texts.items():
                    if part in text:
                        yield from found

    def reads(self, limit: int) -> list[Read]:
        """All that was read; nothing when that is more than `limit`."""
        index = self._index()
        return [read for reads in index.values() for read in reads] if len(index) <= limit else []

    def _index(self) -> dict[str, list[Read]]:
        if self._addresses is None:
            self._addresses = {}
            reads, others = flatten_trace(self.trace)
            for other in others:
                reads.extend(flatten_trace(other.trace)[0])
            for read in reads:
                self._addresses.setdefault(read.address, []).append(read)
                if isinstance(read.value, str) and read.value:
                    self._texts.setdefault(read.value, []).append(read)
        return self._addresses


MANY_TEXTS = 200
"""Up to this many texts that were read are looked for within the text of an attribute."""

MAX_READS = 5_000
"""Of what an expression read, directly and through locals, variables and outputs, no more is looked at."""


MAX_SUGGESTIONS = 500


def flatten_trace(trace: Iterable[Any]) -> tuple[list[Read], list[DeferredReads]]:
    """The reads of a trace and of the traces within it, and what the values of iterators in it were made from."""
    reads: list[Read] = []
    others: list[DeferredReads] = []
    seen: set[int] = set()
    stack: list[Any] = [trace]
    while stack and len(reads) < MAX_READS:
        item = stack.pop()
        if isinstance(item, Read):
            reads.append(item)
        elif id(item) not in seen:
            seen.add(id(item))
            if isinstance(item, DeferredReads):
                others.append(item)
            else:
                stack.extend(reversed(item))
    return reads, others


class AttributeFacts(Protocol):
    """What the provider's schema says of an attribute."""

    @property
    def computed(self) -> bool:
        """Whether the provider may set it."""

    @property
    def computed_only(self) -> bool:
        """Whether nobody else may set it."""

    @property
    def optional(self) -> bool:
        """Whether a configuration may set it."""

    @property
    def write_only(self) -> bool:
        """Whether the provider takes it, and plans and states never hold it."""

    @property
    def as_blocks(self) -> bool:
        """Whether a configuration may write it as nested blocks."""

    @property
    def sensitive(self) -> bool:
        """Whether its value is a secret."""

    @property
    def type(self) -> str:
        """Its type as Terraform writes it (``set(string)``), with ``object`` for what has attributes of its own."""


class Schemas(Protocol):
    """Knowledge of resource types (``aws_s3_bucket``, ``data.aws_ami``); answers None for what it does not know."""

    def attribute(self, type: str, name: str) -> AttributeFacts | None:
        """A top-level attribute."""

    def block_names(self, type: str) -> frozenset[str] | None:
        """The names of the nested blocks at the top level."""

    def computed(self, type: str, path: tuple[str, ...]) -> bool | None:
        """Whether the provider may set an attribute by itself. Block names and attribute name without indexes."""

    def attribute_at(self, type: str, path: tuple[str, ...]) -> AttributeFacts | None:
        """An attribute; block names and attribute name without indexes."""

    def is_block(self, type: str, path: tuple[str, ...]) -> bool:
        """Whether a nested block is at a path without indexes."""

    def sensitive_paths(self, type: str) -> frozenset[tuple[str, ...]]:
        """Paths of sensitive attributes, block names and attribute names without indexes."""


class ModuleTree:
    """What the instances of one root module share.

    root_name: what tells this tree from others in reports and fingerprints. load_call: finds the configuration behind a module call,
    or says why there is none (for people, without a full stop). reader: what functions read files with, within `roots`.
    """

    def __init__(
        self,
        *,
        load_call: Callable[[Declaration, ModuleInstance], ModuleConfig | str],
        budget: Budget,
        root_directory: str,
        root_name: str,
        roots: set[str],
        inputs: Mapping[str, InputValue],
        workspace: str,
        assume: Mapping[str, TValue],
        schemas: Schemas | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.load_call = load_call
        self.budget = budget
        self.root_directory = root_directory
        self.root_name = root_name
        self.inputs = inputs
        self.workspace = workspace
        self.assume = assume
        self.schemas = schemas
        self.sandbox = Sandbox(root_directory, roots, reader)
        self.context = ModuleCallContext(self.sandbox, budget, self.render)
        self.trace: Trace = []
        self.diagnostics: list[Diagnostic] = []
        self.checked: set[int] = set()
        """Which module configurations were checked already (by identity)."""
        self.possible_calls: list[PossibleCall] = []
        """Calls of which it is not known what module they mean."""
        self.unset: Unknown | None = None
        """Why the variables of the root module have no known value, where it may be the module of a call like that."""
        self._suggestions_left = MAX_SUGGESTIONS
        self.incomplete = False
        """Whether the root module lacks values that its users give it: then its defaults need not fit together."""
        self._seen: set[tuple[str, str, str]] = set()
        self.narrower = ValueLocator()
        """Finds places in expressions, for all that ask where a value was written."""
        self.cyclic: set[tuple[int, str]] = set()
        """What is known to be part of a cycle: configuration (by identity) and name."""
        self.nesting = 0
        """How many values are being evaluated within each other."""
        self.settled: set[tuple[int, str, str, str]] = set()
        """See `ordering`."""
        self._template_depth = 0

    def note(self, diagnostic: Diagnostic) -> None:
        """Take down a diagnostic, once; what is an error whatever the values are, once for all calls of the module."""
        detail = "" if diagnostic.severity == "error" and diagnostic.span is not None else diagnostic.detail
        key = (diagnostic.summary, detail, str(diagnostic.span))
        if key not in self._seen:
            self._seen.add(key)
            self.diagnostics.append(diagnostic)

    def report(self, error: EvaluationError, *, certain: bool = True) -> Unknown:
        """Take down an evaluation error; the unknown stands for the value.

        What `terraform validate` would refuse is an error. What depends on values is a warning; a note in a module that is
        scanned without the values it needs (`incomplete`): with these it may well be right. certain: False where it is not
        known whether the block at hand exists; then what depends on values is not worth mentioning.
        """
        if isinstance(error, CycleError) and error.subject in self.cyclic:
            pass  # told already, for all of the cycle
        elif error.static:
            self.note(Diagnostic("error", error.summary, error.detail, error.span))
        elif certain:
            if self.incomplete:
                hint = "Some variables have no value, or only a default; the value counts as unknown."
                self.note(Diagnostic("note", error.summary, error.detail, error.span, hint))
            else:
                hint = "The value counts as unknown."
                self.note(Diagnostic("warning", error.summary, error.detail, error.span, hint))
        return Unknown(EvaluationFailure(error.summary, span=error.span))

    def suggestion(self, name: str, names: Iterable[str], prefix: str = "", quote: str = "") -> str:
        """`` Did you mean x?`` when one of `names` is close to `name`, else nothing; the work for all of them is bounded."""
        known = list(names)
        self._suggestions_left -= 1 + len(known) // 100
        if self._suggestions_left < 0 or len(name) > 100:
            return ""
        import difflib

        close = difflib.get_close_matches(name, known, 1)
        return f" Did you mean {quote}{prefix}{close[0]}{quote}?" if close else ""

    def render(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """`templatefile` and `templatestring`: evaluate a template that sees only `variables`."""
        from riveter.hcl import parser

        source = SourceFile(name, text, name)
        expr, diagnostics = parser.parse_template(source)
        if diagnostics:
            first = diagnostics[0]
            raise FunctionError(f"{name}: {first.summary} ({first.span})", 0)
        if self._template_depth > 10:
            raise FunctionError("templates call each other too deeply", 0)
        names = TemplateNames(self.budget, self.context)
        self._template_depth += 1
        try:
            return evaluate(expr, Scope(names, source, dict(variables)))
        except EvaluationError as error:
            raise FunctionError(f"{error.summary}: {error.detail} ({error.span})", 0) from None
        finally:
            self._template_depth -= 1


class TemplateNames(NoNames):
    """The names of a template: only the variables it was given; functions may be called."""

    def __init__(self, budget: Budget, context: CallContext) -> None:
        super().__init__(budget)
        self._context = context

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Refuses what is no variable of the template."""
        raise EvaluationError('Invalid value for "vars" parameter', f'vars map does not contain key "{root}".')

    def supports(self, version: tuple[int, int]) -> bool:
        """See `Names`: the language of the root module."""
        return self._context.supports(version)

    def call_context(self) -> CallContext:
        """The surroundings of function calls."""
        return self._context
