"""Text that an editor holds and has not saved: it counts as the content of its file, wherever files are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence

from riveter.core import journal
from riveter.files.opening import Listed, OpenFolders

_PLAIN = os.stat_result((stat.S_IFREG | 0o600, 0, 0, 1, 0, 0, 0, 0, 0, 0))


class HeldEntry:
    """The entry of a file that an editor holds, in the folder that it is in or will be in."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_symlink(self) -> bool:
        """Return False: the text is that of the link's target."""
        return False

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Return False."""
        return False

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Return True."""
        return True


class OverlaidFolders(OpenFolders):
    """Folders in which some files have another content, or are there although the disk does not have them.

    contents: by real path; it may change at any time. Bounds, limits and encodings apply to them as to files.
    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        super().__init__()
        self._contents = contents

    def held(self, folder: str, name: str) -> bytes | None:
        """Return what counts as the content of a file, whatever is on the disk; None for the file itself."""
        return self._contents.get(os.path.join(folder, name)) if self._contents else None

    def state(self, root: str, folder: str, name: str) -> os.stat_result:
        """Return the state of a name in a folder, without following links."""
        if self.held(folder, name) is None:
            return super().state(root, folder, name)
        journal.note(journal.STATE, root, folder, name, result=str(stat.S_IFREG))
        return _PLAIN

    def _listed(self, root: str, folder: str) -> Sequence[Listed]:
        listed = super()._listed(root, folder)
        held = [os.path.basename(path) for path in self._contents if os.path.dirname(path) == folder]
        return [*(entry for entry in listed if entry.name not in held), *map(HeldEntry, held)]
