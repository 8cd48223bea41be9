"""The settings for suppressions, and the waivers, of a repository."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from riveter.core.source import Span


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The settings for suppressions.

    require_reason: a suppression needs a reason. comments: whether comments in Terraform count. other_tools: whether comments for other
    tools count. unused: how to report suppressions that suppress nothing.
    """

    require_reason: bool = False
    comments: bool = True
    other_tools: bool = True
    unused: Literal["warn", "error", "hide"] = "warn"


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A suppression in the config. For each kind of glob that is set, one must match; an empty waiver matches every finding.

    resources: globs of addresses. modules: globs of module addresses. paths: globs of files, relative to the config. expires: the last day
    of the waiver.
    """

    rules: tuple[str, ...]
    span: Span
    resources: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    reason: str = ""
    owner: str = ""
    ticket: str = ""
    expires: date | None = None
