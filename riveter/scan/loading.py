"""How the targets of a scan are read and evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from riveter import provider_schema
from riveter.core.deadline import Deadline
from riveter.core.secrets import Secrets
from riveter.files.reader import FileReader
from riveter.scan.options import EnvironmentRun, Targets, excluded_paths
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
    run: EnvironmentRun | None = None,
    deadline: Deadline | None = None,
) -> LoadOptions:
    """Return how to evaluate the targets."""
    return targets.into(
        LoadOptions,
        schemas=provider_schema,
        excluded=excluded_paths(targets),
        reader=reader,
        secrets=secrets,
        searched=run.searched if run is not None else (),
        users=run.users if run is not None else (),
        values_of_config=run.values if run is not None else (),
        whole_roots=targets.whole_roots,
        deadline=deadline,
    )
