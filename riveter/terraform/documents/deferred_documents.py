"""Policy documents that Terraform reads on apply only: their statements stand in the plan, so they are rendered from these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import as_presumed
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.terraform.data_sources.iam_policy_document import COMPUTED, attribute
from riveter.terraform.documents.envelope import decode
from riveter.terraform.documents.masks import has_true
from riveter.terraform.lang.arguments import Arguments
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.value import TValue

if TYPE_CHECKING:
    from riveter.terraform.documents.planned_resource import PlannedResource

TYPE = "data.aws_iam_policy_document"
MAX_COST = 1_000_000


class _TooMuchError(Exception):
    """The documents of a plan cost too much to render."""


class DeferredDocuments:
    """The policy documents of a plan."""

    def __init__(self, resources: Mapping[str, PlannedResource]) -> None:
        self._resources = resources
        self._texts: dict[tuple[str, str], Any] = {}
        self._left = MAX_COST

    def of(self, address: str, name: str) -> Any:
        """Return the text of a document, or its known part; None if there is no document that can be rendered."""
        key = (address, name)
        if key not in self._texts:
            self._texts[key] = None  # a document that refers to itself is none
            self._texts[key] = self._render(address, name)
        return self._texts[key]

    def _render(self, address: str, name: str) -> Any:
        resource = self._resources.get(address)
        if resource is None or resource.type != TYPE or name not in COMPUTED:
            return None
        if has_true(decode(resource.entry.sensitive)):
            return None
        given: dict[str, Any] = {}
        for key, value in resource.values.items():
            if key in ("depends_on", "lifecycle", "provider", "count", "for_each", *COMPUTED):
                continue
            if isinstance(value, (OpenList, PartialMap)) or (key == "statement" and _has_unknown_blocks(value)):
                return None
            given[key] = (_terraform(as_presumed(value)), resource.origin.locate((key,)))
        span = resource.origin.locate(())
        try:
            return attribute(Arguments(given, None, span), name, self._charge)
        except (EvaluationError, RecursionError, _TooMuchError):
            return None

    def _charge(self, cost: int) -> None:
        self._left -= cost
        if self._left < 0:
            raise _TooMuchError


_BLOCKS = ("condition", "not_principals", "principals")


def _has_unknown_blocks(statements: Any) -> bool:
    """Return True if it is not known how many statements there are, or how many blocks in one."""
    if not isinstance(statements, list):
        return True
    return any(
        not isinstance(item, dict) or any(isinstance(item.get(name), Unknown) for name in _BLOCKS)
        for item in statements
    )


def _terraform(value: Any) -> TValue:
    """Return a value as rules see it, as Terraform's again."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, list):
        return tuple([_terraform(item) for item in value])
    if isinstance(value, dict):
        return {key: _terraform(item) for key, item in value.items()}
    return from_python(value)
