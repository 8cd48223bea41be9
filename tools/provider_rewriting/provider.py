"""A provider plug-in in a process of its own, asked for plans without terraform: it plans texts that it would not validate, too."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import grpc
import msgspec

UNKNOWN = msgspec.msgpack.Ext(0, b"\0")
"""A value that is not known, as plug-ins encode it."""

TIMEOUT = 30
_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
_LEGACY = 5
"""The field that says that terraform does not compare what is planned with what is written."""
_TEXT = 2
"""The wire type of texts and messages."""


class PlanError(Exception):
    """The provider refuses to plan a resource."""


class Provider:
    """A running provider that speaks version 5 of the plug-in protocol."""

    def __init__(self, executable: Path, configuration: dict[str, Any]) -> None:
        self._executable = executable
        self._configuration = configuration
        self._start()

    def _start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
        environment |= {
            "TF_PLUGIN_MAGIC_COOKIE": _COOKIE,
            "PLUGIN_PROTOCOL_VERSIONS": "5",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        self._process = subprocess.Popen(
            [str(self._executable)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        address = self._process.stdout.readline().split("|")[3]
        options = [("grpc.max_receive_message_length", -1), ("grpc.default_authority", "localhost")]
        self._channel = grpc.insecure_channel(f"unix:{address}", options=options)
        self._call("Configure", _message(1, b"1.11.0") + _message(2, _dynamic(self._configuration)))

    def _stop(self) -> None:
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Provider:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def plan(self, type: str, configuration: dict[str, Any], proposed: dict[str, Any]) -> Any:
        """Plan a new resource; return its planned values, None where terraform lets it rewrite nothing. Raises `PlanError`."""
        request = (
            _message(1, type.encode())
            + _message(2, _dynamic(None))
            + _message(3, _dynamic(proposed))
            + _message(4, _dynamic(configuration))
        )
        try:
            response = dict(self._call("PlanResourceChange", request))
        except grpc.RpcError as error:  # it crashes, or waits for an answer of AWS
            self._stop()
            self._start()
            raise PlanError(f"the provider does not answer: {error.code().name}") from None
        if not response.get(_LEGACY):
            return None
        return msgspec.msgpack.decode(dict(_fields(response[1]))[1])

    def change(
        self, type: str, prior: dict[str, Any], configuration: dict[str, Any], proposed: dict[str, Any]
    ) -> tuple[Any, frozenset[bytes]]:
        """Plan a change of an existing resource; return its planned values, and the paths that replace it. Raises `PlanError`."""
        request = (
            _message(1, type.encode())
            + _message(2, _dynamic(prior))
            + _message(3, _dynamic(proposed))
            + _message(4, _dynamic(configuration))
        )
        try:
            response = self._call("PlanResourceChange", request)
        except grpc.RpcError as error:  # it crashes, or waits for an answer of AWS
            self._stop()
            self._start()
            raise PlanError(f"the provider does not answer: {error.code().name}") from None
        planned = next((item for number, item in response if number == 1), b"")
        content = dict(_fields(planned)).get(1)
        paths = frozenset(item for number, item in response if number == 2)
        return (None if content is None else msgspec.msgpack.decode(content)), paths

    def _call(self, method: str, request: bytes) -> list[tuple[int, Any]]:
        call = self._channel.unary_unary(f"/tfplugin5.Provider/{method}")
        response = list(_fields(call(request, timeout=TIMEOUT)))
        number = 4 if method == "PlanResourceChange" else 1
        diagnostics = [dict(_fields(item)) for at, item in response if at == number and isinstance(item, bytes)]
        errors = [str(item.get(2, b""), "utf-8") for item in diagnostics if item.get(1) == 1]
        if errors:
            raise PlanError("; ".join(errors))
        return response


def _dynamic(value: Any) -> bytes:
    """Return a value in the form in which plug-ins take it."""
    return _message(1, msgspec.msgpack.encode(value))


def _message(number: int, content: bytes) -> bytes:
    """Return a field of a message of the protocol."""
    return _number(number << 3 | _TEXT) + _number(len(content)) + content


def _number(value: int) -> bytes:
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*result, value])


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        byte = data[at]
        at += 1
        result |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return result, at


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Return the fields of a message, by their numbers: bytes for texts and messages, else a number."""
    at = 0
    while at < len(data):
        key, at = _read_number(data, at)
        value, at = _read_number(data, at)
        if key & 7 == _TEXT:
            yield key >> 3, data[at : at + value]
            at += value
        else:
            yield key >> 3, value
