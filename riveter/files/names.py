"""Classify files by name: the files that Terraform loads, their order, and files of related languages."""

from __future__ import annotations

from collections.abc import Iterable

from riveter.files.coverage import Omission

CONFIG_SUFFIXES = (".tf", ".tofu", ".tf.json", ".tofu.json")
VALUE_SUFFIXES = (".tfvars", ".tfvars.json")
DATA_DIRECTORY = ".terraform"
"""The folder into which ``terraform init`` installs."""

_OTHERS = {
    Omission.TERRAGRUNT: ("terragrunt.hcl", "terragrunt.hcl.json", "root.hcl", "terragrunt.stack.hcl"),
    Omission.STACK: (
        ".tfcomponent.hcl",
        ".tfcomponent.json",
        ".tfstack.hcl",
        ".tfstack.json",
        ".tfdeploy.hcl",
        ".tfdeploy.json",
    ),
    Omission.QUERY: (".tfquery.hcl", ".tfquery.json"),
}


def is_tfvars(path: str) -> bool:
    """Return True if a path names a file of values for variables."""
    return path.endswith(VALUE_SUFFIXES)


def other_language(name: str) -> Omission | None:
    """Return the related language of a file; None if it belongs to Terraform, or to no related language."""
    if not name.endswith((".hcl", ".json")):
        return None
    for kind, endings in _OTHERS.items():
        if name in endings if kind is Omission.TERRAGRUNT else name.endswith(endings):
            return kind
    return None


def is_config_file(name: str) -> bool:
    """Return True if Terraform would load a file of that name (editor and hidden files are skipped)."""
    if not name.endswith(CONFIG_SUFFIXES) or name.startswith((".", "#")) or name.endswith("~"):
        return False
    return not name.endswith((".tftest.json", ".tofutest.json"))


def is_override(name: str) -> bool:
    """Return True if a configuration file's content overrides that of the others."""
    stem = name
    for suffix in (".tofu.json", ".tf.json", ".tofu", ".tf"):
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            break
    return stem == "override" or stem.endswith("_override")


def config_file_names(names: Iterable[str]) -> list[str]:
    """Return the configuration files among the names of a directory, in loading order: sorted, override files last.

    If there is ``x.tofu`` and ``x.tf``, OpenTofu reads only the former.
    """
    chosen = sorted(name for name in names if is_config_file(name))
    present = set(chosen)
    kept = [
        name
        for name in chosen
        if not (name.endswith(".tf") and name[:-3] + ".tofu" in present)
        and not (name.endswith(".tf.json") and name[:-8] + ".tofu.json" in present)
    ]
    return [name for name in kept if not is_override(name)] + [name for name in kept if is_override(name)]
