"""Blocks of the configuration as rules see them. Some of their fields are computed when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.resource import NO_RUN, Resource, Several


class EvaluatedResource(Resource):
    """A resource of the configuration. The fields in `on_demand` are computed when they are first needed."""

    __slots__ = ("_on_demand",)

    def __init__(self, on_demand: dict[str, Callable[[], Any]], **facts: Any) -> None:
        pending: dict[str, Any] = {"references": (), "values": {}, "origin": None}
        super().__init__(**{name: pending[name] for name in on_demand}, **facts)
        self._on_demand = on_demand
        for name in on_demand:
            delattr(self, name)  # `__getattr__` is only called for missing attributes

    def __getattr__(self, name: str) -> Any:
        make = self._on_demand.get(name) if name != "_on_demand" else None
        if make is None:
            raise AttributeError(name)
        value = make()
        setattr(self, name, value)
        return value


class BlockResource(EvaluatedResource):
    """A block other than a resource. There are many, and rules are about few: it stores only what most of them differ in."""

    __slots__ = ()

    provider = ""
    change_actions = ()
    unread = None
    provided = None
    provided_inside = None
    filled_in = None
    region = None
    provider_versions = None
    unseen = None
    is_hidden = None
    chart_values = None

    def __init__(
        self,
        on_demand: dict[str, Callable[[], Any]],
        address: str,
        type: str,
        name: str,
        span: Span,
        module: str,
        existence: Unknown | None,
        root: str,
        several: tuple[Several, ...],
    ) -> None:
        self._on_demand = on_demand
        self.address = address
        self.type = type
        self.name = name
        self.span = span
        self.module = module
        self.existence = existence
        self.root = root
        self.several = several
        self.run = NO_RUN
