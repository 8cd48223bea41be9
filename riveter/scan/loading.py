"""How the targets of a scan are read and evaluated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from riveter import provider_schema
from riveter.config.globs import FileGlobs
from riveter.core.deadline import Deadline
from riveter.core.secrets import Secrets
from riveter.files.reader import FileReader
from riveter.scan.named_files import NamedFiles
from riveter.scan.options import Targets
from riveter.terraform.project import LoadOptions
from riveter.terraform.project import load as load_project

if TYPE_CHECKING:
    from riveter.terraform.project import Project


def load(
    targets: Targets, reader: FileReader | None = None, secrets: Secrets | None = None, *, root_modules: bool = False
) -> Project:
    """Read and evaluate Terraform. The diagnostics of the result contain its problems.

    secrets: where those that are found are added. root_modules: whether each root module is among the resources.
    """
    return load_project(targets.paths, replace(load_options(targets, reader, secrets), root_modules=root_modules))


def load_options(
    targets: Targets,
    reader: FileReader | None = None,
    secrets: Secrets | None = None,
    influence: NamedFiles | None = None,
    deadline: Deadline | None = None,
) -> LoadOptions:
    """Return how to evaluate the targets."""
    return targets.into(
        LoadOptions,
        schemas=provider_schema,
        excluded=_excluded(targets),
        reader=reader,
        secrets=secrets,
        searched=influence.searched if influence is not None else (),
        values_of_config=influence.values if influence is not None else (),
        whole_roots=targets.whole_roots,
        deadline=deadline,
    )


def _excluded(targets: Targets) -> Callable[[str], bool] | None:
    """Return whether the user excluded a path."""
    if not targets.exclude_paths:
        return None

    globs = {item.base: FileGlobs(item.base) for item in targets.exclude_paths}
    # `legacy/**` is about what is in a folder: nothing of it is read, so that the folder need not be either
    wanted = [(globs[item.base], item.glob.removesuffix("/**")) for item in targets.exclude_paths]
    return lambda path: any(known.names(glob, path) for known, glob in wanted)
