"""`scan()` joins the stages, a `Session` does so again after each change. Nothing here prints or exits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riveter.core.diagnostics import Diagnostic
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.scan.options import ScanOptions, ScanResult, Targets, in_environment

if TYPE_CHECKING:
    from riveter.rules.packs.definition import Pack
    from riveter.scan.configured import configured
    from riveter.session.session import Cancelled, OutOfBoundsError, Session
    from riveter.terraform.project import Project

__all__ = [
    "OTHER_BLOCKS",
    "Cancelled",
    "OutOfBoundsError",
    "ScanOptions",
    "ScanResult",
    "Session",
    "Targets",
    "configured",
    "in_environment",
    "load",
    "pack",
    "packs",
    "scan",
]


def __getattr__(name: str) -> Any:
    """Return a name whose module a single scan does not need, and is not to wait for."""
    if name == "configured":
        from riveter.scan.configured import configured

        return configured
    if name in ("Cancelled", "OutOfBoundsError", "Session"):
        from riveter.session import session

        return getattr(session, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load(targets: Targets, *, root_modules: bool = False) -> Project:
    """Read and evaluate Terraform. What is wrong with it is in the diagnostics of the result.

    root_modules: whether each root module itself is among the resources (`root_module`), as rules see it.
    """
    from riveter.scan.loading import load as load_project

    return load_project(targets, root_modules=root_modules)


def scan(options: ScanOptions, *, progress: Callable[[str], None] | None = None) -> ScanResult:
    """Validate Terraform against rules. The diagnostics contain all problems of either; everything else is validated.

    progress: called with the name of each stage as it begins.
    """
    from riveter.scan.pipeline import Scan

    return Scan(options, progress).run()


def packs() -> tuple[list[Pack], list[Diagnostic]]:
    """Return every rule pack there is, and what is wrong with any."""
    from riveter.rules.packs.packs import list_packs

    found, diagnostics = list_packs()
    return sorted(found, key=lambda pack: pack.name), diagnostics


def pack(name: str) -> tuple[Pack | None, list[Diagnostic]]:
    """Return the rule pack with a name or alias, and its problems (for example, that there is none)."""
    from riveter.rules.packs.packs import load_pack

    found = load_pack(name)
    return found.pack, list(found.diagnostics)
