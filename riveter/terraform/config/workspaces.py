"""The workspace of a root module: what its settings select, and what `terraform workspace select` chose in its folder."""

from __future__ import annotations

import os

from riveter.core.alternatives import Symbol
from riveter.core.causes import ServiceWorkspace
from riveter.core.values import Unknown
from riveter.files.names import DATA_DIRECTORY
from riveter.files.reader import FileReader, ReadError, Refusal
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.values.types import STRING

WORKSPACE: Symbol = (1, "workspace")
"""The symbol of a workspace that is not known: it is the same wherever a root module reads it."""


SELECTION = f"{DATA_DIRECTORY}/environment"
"""Where ``terraform workspace select`` keeps the choice, from the folder of the root module."""
MAX_SELECTION_BYTES = 4096


def chosen_workspace(directory: str, reader: FileReader) -> str | Unknown | None:
    """Return the workspace that was selected in the folder of a root module; None if there is none, unknown if it can't be read."""
    path = os.path.join(os.path.abspath(directory), *SELECTION.split("/"))
    try:
        text = reader.read(path, MAX_SELECTION_BYTES).decode("utf-8", "replace").strip()
    except ReadError as error:
        return (
            None
            if error.reason in (Refusal.MISSING, Refusal.FOLDER)
            else _unknown(f"`{SELECTION}`, which is not read,")
        )
    return text or None


def selected_workspace(config: ModuleConfig, chosen: str | Unknown | None = None) -> str | Unknown:
    """Return the workspace of a run that names none. chosen: what was selected in the folder.

    A `cloud` block may name the only one. One with tags or a project leaves open which of several it is, if none was selected. The
    backend `remote` has other names for its workspaces than the selected one.
    """
    usual = "default" if chosen is None else chosen
    found: str | Unknown = usual
    for declared in config.terraform:  # those of override files come last, and take the place of others
        for block in declared.block.blocks:
            if block.type == "cloud":
                found = _name(block) or (_unknown("a cloud block") if chosen is None else chosen)
            elif block.type == "backend":
                remote = [label.value for label in block.labels] == ["remote"]
                found = _unknown('the backend "remote"') if remote else usual
    return found


def _name(cloud: n.Block) -> str | None:
    for workspaces in cloud.blocks:
        if workspaces.type == "workspaces":
            for attribute in workspaces.attributes:
                if attribute.name == "name" and isinstance(attribute.expr, n.StringLit):
                    return attribute.expr.value
    return None


def _unknown(where: str) -> Unknown:
    return Unknown(ServiceWorkspace(where), type=STRING, not_null=True, symbol=WORKSPACE)
