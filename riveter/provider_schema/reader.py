"""Find a line in the data files without reading the others.

A data file holds one JSON object a line: a header, then the types, sorted by the bytes of their names, so a type is found by binary
search in the mapped file. A line looks like this (without the line breaks)::

    {"name":"aws_kms_key","a":{"arn":"c string","tags":"o map(string)", …},
     "b":{"timeouts":{"n":"single","a":{"create":"o string"}}}}

``a`` holds attributes: flags and type. The flags are r(equired), o(ptional), c(omputed), w(rite-only), s(ensitive, as declared),
p(resumed sensitive), d(eprecated), x (in an older version of the provider only), b (in its beta variant only). An attribute with
members of its own is an object: ``t`` the same text, ``a`` the members. ``b`` holds blocks: ``n`` nesting, ``i`` and ``m`` the least
and the greatest number, ``f`` flags d, x, b, ``o`` 1 where the members are not known, ``r`` the path of the block whose members
these are again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from riveter.files.package import mapped

FORMAT_VERSION = 1
PROVIDERS = ("aws", "azurerm", "google", "helm", "kubernetes")

_DIRECTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
_PREFIX = b'{"name":"'


def data_directory() -> str:
    """Return the folder of the data files."""
    return _DIRECTORY


class DataFileError(Exception):
    """A data file is missing or of another format version: the installation is broken."""


class DataFileHeader(msgspec.Struct, frozen=True, rename={"format_version": "format"}):
    """The first line of a data file.

    version: of the provider the data describes. older: the older versions whose types and attributes are in it as well, if any
    (``4.81.0 or 3.116.0``).
    """

    format_version: int
    provider: str
    source: str
    version: str
    older: str = ""
    beta: str = ""
    packages: tuple[str, ...] = ()
    counts: dict[str, int] = {}


class DataFile:
    """One mapped data file. Raises `DataFileError` when it can't be read by this version of riveter."""

    def __init__(self, path: str) -> None:
        try:
            self._data = mapped(path)
        except (OSError, ValueError) as error:
            raise DataFileError(f"cannot read {path}: {error}") from None
        self._start = self._data.find(b"\n") + 1
        try:
            self.header = msgspec.json.decode(self._data[: self._start], type=DataFileHeader)
        except msgspec.DecodeError as error:
            raise DataFileError(f"{path} is not a provider schema: {error}") from None
        if self.header.format_version != FORMAT_VERSION:
            raise DataFileError(f"{path} has format {self.header.format_version}, {FORMAT_VERSION} is needed")

    def find(self, name: str) -> bytes | None:
        """Return the line of a type; None if the provider has no such type."""
        data, wanted = self._data, name.encode()
        low, high = self._start, len(data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start)
            found = self._name_at(start)
            if found == wanted:
                return data[start:end]
            if found < wanted:
                low = end + 1
            else:
                high = start
        return None

    def names(self) -> Iterator[str]:
        """Yield the names of all types, in order."""
        at = self._start
        while 0 < at < len(self._data):
            yield self._name_at(at).decode()
            at = self._data.find(b"\n", at) + 1

    def _name_at(self, start: int) -> bytes:
        begin = start + len(_PREFIX)
        return self._data[begin : self._data.find(b'"', begin)]


@cache
def data_file(provider: str) -> DataFile | None:
    """Return the data file of a provider; None for a provider without one. Raises `DataFileError`."""
    if provider not in PROVIDERS:
        return None
    return DataFile(os.path.join(_DIRECTORY, f"{provider}.jsonl"))


def provider_of(resource_type: str) -> str:
    """Return the provider of a type in Terraform: the text before the first underscore (``data.aws_ami`` → ``aws``)."""
    prefix, dot, rest = resource_type.rpartition(".")
    if prefix == "provider":
        return rest
    return (rest if dot else resource_type).partition("_")[0]


def find_raw(resource_type: str) -> dict[str, Any] | None:
    """Return the decoded line of a type; None if the provider or the type is not known."""
    file = data_file(provider_of(resource_type))
    line = file.find(resource_type) if file is not None else None
    if line is None:
        return None
    raw: dict[str, Any] = msgspec.json.decode(line)
    return raw
