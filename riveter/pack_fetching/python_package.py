"""Read a pack from an installed Python package, as data: the package is not imported."""

from __future__ import annotations

import os
from importlib import metadata

from riveter.files.bounds import Bounds, real_path
from riveter.files.pack_store import MAX_FILE_BYTES, check_size
from riveter.files.reader import FileReader, ReadError
from riveter.pack_fetching.model import Fetched, FetchError, kept
from riveter.rules.packs.sources import PackSource


def fetch(source: PackSource, pin: str) -> Fetched:
    """Return the pack in the installed package; the version must be `pin` unless that is empty. Raises `FetchError`."""
    try:
        found = metadata.distribution(source.location)
    except metadata.PackageNotFoundError:
        wanted = f"{source.location}=={pin}" if pin else source.location
        raise FetchError("no such package is installed beside riveter", f"pip install {wanted}") from None
    version = found.version
    if pin and version != pin:
        hint = f"pip install {source.location}=={pin}, or run `riveter packs update`."
        raise FetchError(f"version {version} is installed, the lock file has {pin}", hint)
    listed = {str(path).replace(os.sep, "/"): str(found.locate_file(path)) for path in found.files or ()}
    reader = FileReader(Bounds((real_path(str(found.locate_file(""))),)))
    files: dict[str, bytes] = {}
    try:
        for path, inner in kept(source, listed).items():
            files[inner] = reader.read(listed[path], MAX_FILE_BYTES)
            check_size({name: len(data) for name, data in files.items()})
    except ReadError as error:
        raise FetchError(f"the files of the package can't be read: {error.summary}") from None
    return Fetched(version, files)
