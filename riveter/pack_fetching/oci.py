"""Fetch a pack from an OCI registry: its manifest by tag or digest, and the layers that the manifest names by their digests."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zlib
from typing import Any

from riveter.core.digests import sha256
from riveter.files.pack_store import MAX_BYTES, MAX_FILE_BYTES, MAX_FILES, check_size
from riveter.pack_fetching.model import Fetched, FetchError, kept
from riveter.rules.packs.sources import PackSource

MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_LAYERS = 1_000
_MAX_UNPACKED = 4 * MAX_BYTES
"""The size of everything in an archive, other files included."""

_TITLE = "org.opencontainers.image.title"
_UNPACK = "io.deis.oras.content.unpack"
_INDEXES = ("application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json")
_ACCEPTED = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"
_CHUNK = 1 << 16
_LOGIN = "docker login may be needed."


def fetch(source: PackSource, pin: str) -> Fetched:
    """Return the pack in a registry, of the manifest with the digest `pin` unless that is empty. Raises `FetchError`."""
    try:
        import oras.auth
        import oras.provider
        import requests
    except ImportError:
        hint = "pip install 'riveter[oci]'"
        raise FetchError("packs from OCI registries need the package oras, which is not installed", hint) from None
    registry = _Registry(oras.provider.Registry(), _named(source.location, pin))
    try:
        text = registry.manifest()
        digest = f"sha256:{sha256(text).hexdigest()}"
        if pin and digest != pin:
            raise FetchError(f"the registry answers with another manifest than {pin}")
        files: dict[str, bytes] = {}
        for layer in _layers(text):
            files.update(_files_of(layer, registry))
    except (
        oras.auth.AuthenticationException,
        requests.RequestException,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        EOFError,
        tarfile.TarError,
        zlib.error,
    ) as error:
        raise FetchError(f"the registry can't be read: {type(error).__name__}") from None
    found = kept(source, files)
    check_size({path: len(files[path]) for path in found})
    return Fetched(digest, {inner: files[path] for path, inner in found.items()})


def _named(location: str, pin: str) -> str:
    """Return the name of an artifact, with the digest of its manifest in place of the tag if there is one."""
    if not pin:
        return location
    host, _, rest = location.partition("/")
    return f"{host}/{rest.partition(':')[0]}@{pin}"


class _Registry:
    """Reads from a registry over https, no more than was announced. Credentials are those that docker has for it."""

    def __init__(self, registry: Any, name: str) -> None:
        import requests.adapters

        class Refusing(requests.adapters.BaseAdapter):
            def send(self, request: Any, *arguments: Any, **more: Any) -> Any:
                raise requests.exceptions.InvalidSchema("only https is used")

            def close(self) -> None: ...

        self._registry = registry
        self._registry.session.mount("http://", Refusing())  # also where https leads to it
        self._container = registry.get_container(name)
        self._registry.auth.load_configs(self._container)
        self._by_token = self._registry.auth.authenticate_request
        self._registry.auth.authenticate_request = self._authenticate

    def _authenticate(self, answer: Any, headers: dict[str, str] | None, refresh: bool = False) -> tuple[Any, bool]:
        """Return the headers that answer a challenge. The library alone takes the realm of `Basic` for an address."""
        scheme = answer.headers.get("Www-Authenticate", "").partition(" ")[0].lower()
        credentials = getattr(self._registry.auth, "_basic_auth", None)
        if scheme == "basic" and credentials:
            return {**(headers or {}), "Authorization": f"Basic {credentials}"}, True
        found, changed = (headers, False) if scheme == "basic" else self._by_token(answer, headers, refresh)
        if not changed:
            raise FetchError(f"the registry answers with status {answer.status_code}", _LOGIN)
        return found, changed

    def manifest(self) -> bytes:
        """Return the manifest as it was stored: its digest is that of these bytes."""
        return self._read(self._get(self._container.manifest_url(), {"Accept": _ACCEPTED}), MAX_MANIFEST_BYTES)

    def blob(self, digest: str, size: int) -> bytes:
        """Return a blob; its content is that of its digest."""
        data = self._read(self._get(self._container.get_blob_url(digest), {}), size)
        if f"sha256:{sha256(data).hexdigest()}" != digest:
            raise FetchError("a layer is not what its digest says")
        return data

    def _get(self, address: str, headers: dict[str, str]) -> Any:
        request = type(self._registry).do_request
        once = getattr(request, "__wrapped__", request)  # otherwise it tries again for two minutes
        return once(self._registry, f"https://{address}", "GET", headers=headers, stream=True)

    @staticmethod
    def _read(response: Any, limit: int) -> bytes:
        with response:
            if response.status_code != 200:
                hint = _LOGIN if response.status_code in (401, 403) else ""
                raise FetchError(f"the registry answers with status {response.status_code}", hint)
            parts: list[bytes] = []
            size = 0
            for part in response.iter_content(_CHUNK):
                size += len(part)
                if size > limit:
                    raise FetchError("the registry sends more than it announced")
                parts.append(part)
        return b"".join(parts)


def _layers(manifest: bytes) -> list[dict[str, Any]]:
    """Return the layers of a manifest."""
    content = json.loads(manifest)
    if content.get("mediaType") in _INDEXES or "layers" not in content:
        raise FetchError("it is an image for several platforms, or no artifact with files")
    layers: list[dict[str, Any]] = content["layers"]
    if len(layers) > MAX_LAYERS or sum(int(layer["size"]) for layer in layers) > MAX_BYTES:
        raise FetchError(f"it has more than {MAX_LAYERS:,} layers, or more than {MAX_BYTES >> 20} MiB")
    return layers


def _files_of(layer: dict[str, Any], registry: _Registry) -> dict[str, bytes]:
    """Return the files of a layer: one file with its name, or those of an archive."""
    notes = layer.get("annotations") or {}
    title = str(notes.get(_TITLE, ""))
    unpacked = notes.get(_UNPACK) == "true"
    if (
        title.endswith((".yml", ".yaml")) and not unpacked
    ):  # `oras push` gives single files the media type of an archive
        return {title: registry.blob(str(layer["digest"]), int(layer["size"]))}
    if unpacked or ".tar" in str(layer.get("mediaType", "")):
        return _unpacked(registry.blob(str(layer["digest"]), int(layer["size"])))
    return {}


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the plain files of an archive in memory: links, devices and everything else in it are left out."""
    stream: Any = gzip.GzipFile(fileobj=io.BytesIO(data)) if data[:2] == b"\x1f\x8b" else io.BytesIO(data)
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=_Limited(stream, _MAX_UNPACKED), mode="r|") as archive:  # type: ignore[call-overload]  # a stream needs no more than `read`
        for number, member in enumerate(archive):
            if number > 10 * MAX_FILES:
                raise FetchError("an archive in it has too many entries")
            if member.isfile() and member.size <= MAX_FILE_BYTES:
                content = archive.extractfile(member)
                if content is not None:
                    found[member.name.removeprefix("./")] = content.read()
    return found


class _Limited:
    """A stream of which no more than a number of bytes is read."""

    def __init__(self, stream: Any, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise FetchError("an archive in it is too large")
        return data
