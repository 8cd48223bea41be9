"""YAML as editors read it: by YAML 1.2, in which `on` and `off` are words. PyYAML follows 1.1, in which they are bools."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """A loader for which only `true` and `false` are bools."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def as_editors_read(text: str) -> Any:
    """Return the content of a file."""
    return yaml.load(text, Loader=_Loader)  # a safe one
