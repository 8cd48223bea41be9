"""Fill the store: with what the lock file names, or with what the sources lead to now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from riveter.files import pack_store
from riveter.files.pack_store import PackFilesError
from riveter.pack_fetching.model import Fetched, FetchError
from riveter.rules.packs.sources import LockedPack, PackSource


def update(sources: Iterable[PackSource], environment: Mapping[str, str]) -> Iterator[LockedPack | FetchError]:
    """Fetch each source and yield what to lock of it, or why it can't be fetched."""
    for source in sources:
        try:
            fetched = _fetch(source, "", environment)
            yield LockedPack(source, fetched.pin, pack_store.keep(fetched.files))
        except (FetchError, PackFilesError) as error:
            yield FetchError(f"{source}: {error}", error.hint)


def install(
    packs: Iterable[LockedPack], environment: Mapping[str, str]
) -> Iterator[tuple[LockedPack, bool] | FetchError]:
    """Fetch each pack that is not in the store. Yield it with whether it was fetched, or why it can't be."""
    for pack in packs:
        if pack_store.is_intact(pack.digest):
            yield pack, False
            continue
        try:
            fetched = _fetch(pack.source, pack.pin, environment)
            digest = pack_store.digest_of(fetched.files)
            if digest != pack.digest:
                hint = (
                    "Somebody has changed it. If that is right, run `riveter packs update` and look at the difference."
                )
                raise FetchError(f"its files have the digest {digest}, the lock file has {pack.digest}", hint)
            pack_store.keep(fetched.files)
            yield pack, True
        except (FetchError, PackFilesError) as error:
            yield FetchError(f"{pack.source}: {error}", error.hint)


def _fetch(source: PackSource, pin: str, environment: Mapping[str, str]) -> Fetched:
    if source.kind == "git":
        from riveter.pack_fetching import git

        return git.fetch(source, pin, environment)
    if source.kind == "oci":
        from riveter.pack_fetching import oci

        return oci.fetch(source, pin)
    from riveter.pack_fetching import python_package

    return python_package.fetch(source, pin)
