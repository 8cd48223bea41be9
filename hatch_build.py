"""A step of the build: the bundled rules are written as data, so that riveter need not read their YAML at each start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]  # generic in newer versions of Hatchling only
    """Fill `riveter/compiled/`, of a wheel and of a checkout that is installed in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files. Without them riveter works as well, only slower."""
        sys.path.insert(0, self.root)
        try:
            from riveter.rules.packs.compiler import compiled_files

            files = dict(compiled_files())
        except ImportError as error:
            self.app.display_warning(
                f"The bundled rules are not compiled, because this cannot be imported: {error.name}"
            )
            return
        finally:
            sys.path.remove(self.root)
        folder = Path(self.root, "riveter", "compiled")
        folder.mkdir(exist_ok=True)
        for name in {path.name for path in folder.iterdir()} - files.keys():
            (folder / name).unlink()
        for name, data in files.items():
            (folder / name).write_bytes(data)
