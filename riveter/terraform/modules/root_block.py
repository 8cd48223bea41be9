"""A root module as something that rules can ask: there is one in each root module, plan and state."""

from __future__ import annotations

from riveter.core.source import Span
from riveter.resource import ROOT_MODULE, Resource
from riveter.terraform.modules.file_origin import FileOrigin


def root_block(root: str, file: str) -> Resource:
    """Return the root module of a name, at the first line of a file."""
    span = Span(file, 1, 1, 1, 1)
    values = {"path": root}
    return Resource(
        address=ROOT_MODULE,
        type=ROOT_MODULE,
        name=ROOT_MODULE,
        values=values,
        origin=FileOrigin(span),
        span=span,
        root=root,
    )
