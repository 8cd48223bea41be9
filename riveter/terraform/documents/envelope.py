"""The shared parts of all documents: context, top level, and decoding."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from riveter.core.addresses import ModulePath, module_path
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.clipping import clip
from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.resource import Resource

if TYPE_CHECKING:
    from riveter.terraform.documents.source_map import SourceMap
    from riveter.terraform.modules.schemas import Schemas

ABSENT = msgspec.Raw(b"null")

OpenSource = Callable[[str, "dict[str, Any] | None"], "SourceMap | None"]
"""Returns the configuration in a directory (evaluated with the given values of root variables), None if there is none."""


OpenSaved = Callable[[bytes, "DocumentContext"], "LoadedDocument"]
"""Reads a plan as `terraform plan -out` saves it."""


T = TypeVar("T")
_CLOCK_EVERY = 256
"""After so many items the clock is looked at."""


class DocumentContext(msgspec.Struct, frozen=True):
    """The context in which a document is read. name: its display name. directories: where its configuration may be. allow_incomplete:
    report an incomplete plan as a warning, not as an error. secrets: those of the run. open_saved: reads a plan in Terraform's own format;
    None if that is not possible. deadline: when to stop.
    """

    name: str
    directories: tuple[str, ...]
    open_source: OpenSource
    schemas: Schemas | None = None
    allow_incomplete: bool = False
    secrets: Secrets = msgspec.field(default_factory=Secrets)
    open_saved: OpenSaved | None = None
    deadline: Deadline = NEVER

    def in_time(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items until the time limit. Raise `DocumentError` when it has passed."""
        for number, item in enumerate(items):
            if not number % _CLOCK_EVERY and self.deadline.passed():
                raise OutOfTimeError(self)
            yield item

    @property
    def span(self) -> Span:
        """The document as a place: its first line."""
        return Span(self.name, 1, 1, 1, 1)


class LoadedDocument(msgspec.Struct):
    """The content of a document. name: its display name. source: the configuration it was made from, if it was found.

    characters: its length.
    """

    name: str
    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    source: SourceMap | None = None
    characters: int = 0

    @property
    def root(self) -> str:
        """The root module of its resources; the document itself if its configuration is not available."""
        return self.name if self.source is None else self.source.root.tree.root_name


class DocumentError(Exception):
    """Report that a document cannot be used; the diagnostic gives the reason."""

    def __init__(self, summary: str, span: Span, detail: str = "", hint: str = "") -> None:
        super().__init__(summary)
        self.diagnostic = Diagnostic("error", summary, detail, span, hint)


class OutOfTimeError(DocumentError):
    """There is no time to read a document."""

    def __init__(self, around: DocumentContext) -> None:
        super().__init__("Time limit exceeded", around.span, "The file was not read.", "Raise --time-limit.")


class Envelope(msgspec.Struct, frozen=True):
    """The top level of a document. Nothing below it is decoded: most of a plan is never needed."""

    format_version: msgspec.Raw = ABSENT
    planned_values: msgspec.Raw = ABSENT
    resource_changes: msgspec.Raw = ABSENT
    resource_drift: msgspec.Raw = ABSENT
    prior_state: msgspec.Raw = ABSENT
    configuration: msgspec.Raw = ABSENT
    variables: msgspec.Raw = ABSENT
    errored: msgspec.Raw = ABSENT
    complete: msgspec.Raw = ABSENT
    deferred_changes: msgspec.Raw = ABSENT
    action_invocations: msgspec.Raw = ABSENT
    deferred_action_invocations: msgspec.Raw = ABSENT
    relevant_attributes: msgspec.Raw = ABSENT
    values: msgspec.Raw = ABSENT
    version: msgspec.Raw = ABSENT
    serial: msgspec.Raw = ABSENT
    lineage: msgspec.Raw = ABSENT
    resources: msgspec.Raw = ABSENT
    modules: msgspec.Raw = ABSENT
    encrypted_data: msgspec.Raw = ABSENT
    outputs: msgspec.Raw = ABSENT
    output_changes: msgspec.Raw = ABSENT


def too_deep(around: DocumentContext) -> DocumentError:
    return DocumentError(
        "JSON nested too deeply", around.span, "", "Plans and states are not nested so deeply. Write it again."
    )


def decode(raw: msgspec.Raw) -> Any:
    """Return the plain value of a part; None if it is absent. A number that no float can represent is kept as its text."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.ValidationError:
        try:
            return json.loads(bytes(raw), parse_float=_number, parse_int=_whole)
        except (ValueError, RecursionError):
            return None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


MAX_DIGITS = 2_400
"""Whole numbers of more digits are unknown, as in the source: Python refuses to write them down again."""


def _whole(text: str) -> int | Unknown:
    return int(text) if len(text) <= MAX_DIGITS else Unknown(SpentBudget(WorkLimit.VALUE_SIZE), not_null=True)


def _number(text: str) -> float | str:
    number = float(text)
    return number if isfinite(number) else text


def module_of(address: str, around: DocumentContext) -> ModulePath:
    """Return the calls in the address of a module. Raises `DocumentError` if it is not such an address."""
    path = module_path(address)
    if path is None:
        raise _not_written(around, f'"{clip(address)}" is not the address of a module.')
    return path


def _not_written(around: DocumentContext, detail: str) -> DocumentError:
    hint = "Write it again with terraform show -json."
    return DocumentError("Not what Terraform writes", around.span, detail, hint)


def decode_as(raw: msgspec.Raw, type: Any, default: Any, around: DocumentContext, what: str) -> Any:
    """Return a part as a struct. Raise `DocumentError` if it has another form."""
    if raw is ABSENT or bytes(memoryview(raw)[:4]) == b"null":
        return default
    try:
        return msgspec.json.decode(raw, type=type)
    except (msgspec.MsgspecError, ValueError) as error:
        raise _not_written(around, f"{what}: {error}.") from None
    except RecursionError:
        raise too_deep(around) from None
