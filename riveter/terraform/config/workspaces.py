"""The workspace that the settings of a root module select."""

from __future__ import annotations

from riveter.core.alternatives import Symbol
from riveter.core.causes import ServiceWorkspace
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.values.types import STRING

WORKSPACE: Symbol = (1, "workspace")
"""The symbol of a workspace that is not known: it is the same wherever a root module reads it."""


def selected_workspace(config: ModuleConfig) -> str | Unknown:
    """Return the workspace of a run that selects none: `default`, but not in HCP Terraform, whose workspaces have names of their own.

    A `cloud` block may name the only one. One with tags or a project leaves open which of several it is, and so do the workspaces
    of the backend `remote`.
    """
    found: str | Unknown = "default"
    for declared in config.terraform:  # those of override files come last, and take the place of others
        for block in declared.block.blocks:
            if block.type == "cloud":
                found = _name(block) or _unknown("a cloud block")
            elif block.type == "backend":
                remote = [label.value for label in block.labels] == ["remote"]
                found = _unknown('the backend "remote"') if remote else "default"
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
