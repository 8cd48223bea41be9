"""Providers of Terraform that are on this machine: in a plug-in cache, or in a file-system mirror. Nothing here downloads anything."""

from __future__ import annotations

import functools
import os
import platform
import re
from pathlib import Path

# How the examples write these three; a block ends with a brace as far left as its start.
_RANDOM_REQUIREMENT = re.compile(
    r"^(?P<indent>[ \t]*)random[ \t]*=[ \t]*\{\n.*?^(?P=indent)\}\n", re.MULTILINE | re.DOTALL
)
_RANDOM_ID = re.compile(r'^resource "random_id" "(?P<name>[\w-]+)" \{\n.*?^\}\n', re.MULTILINE | re.DOTALL)
_RANDOM_ID_USE = re.compile(r"\brandom_id\.(?P<name>[\w-]+)\.(?:id|hex|dec|b64_std|b64_url)\b")


def find_provider_dir(name: str, namespace: str = "hashicorp") -> Path | None:
    """The folder that holds the newest installed plug-in of a provider for this platform, or None.

    Looked for in `TF_PLUGIN_DIR`, `TF_PLUGIN_CACHE_DIR`, the user's and the system's folders for plug-ins; in each of them in the layout
    of a mirror: ``<host>/<namespace>/<name>/<version>/<os>_<arch>/``.
    """
    found: list[Path] = []
    for root in plugin_roots():
        versions = root.glob(f"*/{namespace}/{name}/*/{_platform()}")
        found.extend(folder for folder in versions if any(folder.glob(f"terraform-provider-{name}*")))
    return max(found, key=lambda folder: _version(folder.parent.name), default=None)


def find_aws_provider_dir() -> Path | None:
    """The root of the mirror with the newest AWS provider (what `terraform init -plugin-dir` takes), or None."""
    folder = find_provider_dir("aws")
    return folder.parents[4] if folder else None


def replace_random_id(directory: Path) -> None:
    """Where the `random` provider isn't installed, makes a `random_id` a resource Terraform has built in.

    The `id` of a `terraform_data` is what `hex` of a `random_id` is, a string known after apply: nothing else of the module changes, and
    everything else is checked as it stands.
    """
    if find_provider_dir("random"):
        return
    for path in directory.rglob("*.tf"):
        text = path.read_text(encoding="utf-8")
        text = _RANDOM_REQUIREMENT.sub("", text)
        text = _RANDOM_ID.sub(r'resource "terraform_data" "\g<name>" {}\n', text)
        path.write_text(_RANDOM_ID_USE.sub(r"terraform_data.\g<name>.id", text), encoding="utf-8")


@functools.cache
def plugin_roots() -> tuple[Path, ...]:
    """Return the folders where plug-ins may be."""
    named = [os.environ.get(name) for name in ("TF_PLUGIN_DIR", "TF_PLUGIN_CACHE_DIR")]
    home = Path.home()
    candidates = [Path(name) for name in named if name]
    candidates += [home / ".terraform.d" / folder for folder in ("plugins", "plugin-cache", "providers")]
    candidates += [home / ".local/share/terraform/plugins", home / ".cache/terraform"]
    for system in ("/opt", "/usr/share", "/usr/local/share", "/usr/lib", "/usr/local/lib"):
        candidates += [Path(system), *Path(system).glob("*terraform*"), *Path(system).glob("*terraform*/*")]
        candidates += [*Path(system).glob("tf*"), *Path(system).glob("*plugins*"), *Path(system).glob("*providers*")]
    return tuple(path for path in dict.fromkeys(candidates) if path.is_dir())


def _platform() -> str:
    machine = platform.machine().lower()
    architecture = {"x86_64": "amd64", "aarch64": "arm64", "i686": "386"}.get(machine, machine)
    return f"{platform.system().lower()}_{architecture}"


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
