"""Base64, URLs, CSV, JSON, YAML and character encodings."""

from __future__ import annotations

import base64
import re
import zlib

from riveter.core.causes import DialectDifference, UncomputedFunction
from riveter.core.patterns import late
from riveter.core.values import CompressedText, PartialText, Unknown
from riveter.terraform.config.features import MERGED_SEQUENCES
from riveter.terraform.functions import json_reading, json_text, text_encodings
from riveter.terraform.functions.common import HOLED_STR, STR, go_quote, nfc, string_parameter
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.types import DYNAMIC, STRING, ListType, ObjectType
from riveter.terraform.values.value import ListValue, TValue

_BASE64 = late(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\Z")
_MAX_UNPACKED = 16 * 1024 * 1024


# --- Base64 --------------------------------------------------------------------------------------


@function(STR, result=STRING)
def base64encode(text: str) -> TValue:
    """Return the UTF-8 bytes of a text in Base64."""
    return base64.b64encode(text.encode()).decode()


@function(STR, result=STRING)
def base64decode(text: str) -> TValue:
    """Return the text of which the UTF-8 bytes are given in Base64."""
    try:
        return nfc(_decoded(text).decode())
    except UnicodeDecodeError:
        raise FunctionError("the result of decoding the provided string is not valid UTF-8") from None


def _decoded(text: str) -> bytes:
    data = decoded_base64(text)
    if data is None:
        raise FunctionError(f"failed to decode base64 data {go_quote(text)}")
    return data


def decoded_base64(text: str) -> bytes | None:
    """Return the bytes of a text in Base64; None if it is not Base64. Line ends are ignored."""
    compact = text.replace("\r", "").replace("\n", "")
    return base64.b64decode(compact) if _BASE64.match(compact) else None


def _bad_offset(text: str) -> int:
    """Return the position at which Go's decoder reports invalid Base64."""
    position = quantum = 0
    while position < len(text):
        letter = text[position]
        position += 1
        if letter in "\r\n":
            continue
        if not (letter.isascii() and (letter.isalnum() or letter in "+/")):
            if letter != "=" or quantum < 2:
                return position - 1
            rest = text[position:].lstrip("\r\n")
            if quantum == 2:
                if not rest:
                    return len(text)
                if rest[0] != "=":
                    return len(text) - len(rest) - 1
                rest = rest[1:].lstrip("\r\n")
            return len(text) - len(rest)
        quantum = (quantum + 1) % 4
    return len(text) - quantum


@function(HOLED_STR, result=STRING)
def base64gzip(text: TValue) -> TValue:
    """Return the text, compressed with gzip, in Base64: bytes that depend on the version of Go which Terraform was built with."""
    if isinstance(text, (str, PartialText)):
        return CompressedText(text, UncomputedFunction("base64gzip"), type=STRING)
    return derive(text, type=STRING)


@function(HOLED_STR, result=STRING, context=True)
def base64gunzip(context: CallContext, text: TValue) -> TValue:
    """Return the text that `base64gzip` compressed (OpenTofu only)."""
    if isinstance(text, CompressedText):
        return text.content
    if isinstance(text, Unknown):
        return derive(text, type=STRING)
    return nfc(_unpacked(context, _decoded(text)).decode(errors="replace"))


def _unpacked(context: CallContext, data: bytes) -> bytes:
    unpacked = bytearray()
    try:
        while data or not unpacked:
            unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
            unpacked += unpack.decompress(data, _MAX_UNPACKED - len(unpacked) + 1)
            if len(unpacked) > _MAX_UNPACKED:
                raise FunctionError("the unpacked text is too large")
            if not unpack.eof:
                raise FunctionError("failed to read gunzip raw data: unexpected EOF")
            data = unpack.unused_data
            context.charge(1 + len(unpacked) // 100)
            if not data:
                break
    except zlib.error:
        raise FunctionError("failed to gunzip bytes: gzip: invalid header") from None
    return bytes(unpacked)


_ENCODING = string_parameter("encoding")


def _encoding(name: str) -> tuple[str, str]:
    found = text_encodings.find(name)
    if found is None:
        raise FunctionError(
            f"{go_quote(name)} is not a supported IANA encoding name or alias in this Terraform version", 1
        )
    return found


@function(string_parameter("string"), _ENCODING, result=STRING)
def textencodebase64(text: str, encoding: str) -> TValue:
    """Return a text in a character encoding, in Base64."""
    name, codec = _encoding(encoding)
    try:
        return base64.b64encode(text_encodings.encode(text, codec)).decode()
    except UnicodeError:
        raise FunctionError(f"the given string contains characters that cannot be represented in {name}", 0) from None


@function(string_parameter("source"), _ENCODING, result=STRING)
def textdecodebase64(source: str, encoding: str) -> TValue:
    """Return the text of which the bytes in a character encoding are given in Base64."""
    name, codec = _encoding(encoding)
    data = decoded_base64(source)
    if data is None:
        raise FunctionError(f"the given value is has an invalid base64 symbol at offset {_bad_offset(source)}", 0)
    try:
        text = text_encodings.decode(data, codec)
    except UnicodeError:
        text = "\ufffd"
    if "\ufffd" in text:
        raise FunctionError(f"the given string contains symbols that are not defined for {name}", 0)
    return nfc(text)


# --- URLs ----------------------------------------------------------------------------------------


@function(STR, result=STRING)
def urlencode(text: str) -> TValue:
    """Return the text for use in a query string."""
    from urllib.parse import quote_plus

    return quote_plus(text)


_BAD_ESCAPE = late(r"%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)


@function(STR, result=STRING)
def urldecode(text: str) -> TValue:
    """Return the decoded text of a query string (OpenTofu only)."""
    from urllib.parse import unquote_to_bytes

    bad = _BAD_ESCAPE.search(text)
    if bad is not None:
        raise FunctionError(f"failed to decode URL {go_quote(text)}: invalid URL escape {go_quote(bad[0])}")
    return nfc(unquote_to_bytes(text.replace("+", " ")).decode(errors="replace"))


# --- CSV, JSON and YAML --------------------------------------------------------------------------------


@function(STR, result=ListType(DYNAMIC), context=True)
def csvdecode(context: CallContext, text: str) -> TValue:
    """Return the rows of a CSV table with a header line, as objects of strings."""
    from riveter.terraform.functions.csv_text import CSVError, records

    try:
        rows = records(text)
        header = [nfc(name) for name in next(rows, [])]
        if not header:
            raise FunctionError("missing header line")
        seen: set[str] = set()
        for name in header:
            if name in seen:
                raise FunctionError(f"duplicate column name {go_quote(name)}")
            seen.add(name)
        table: list[TValue] = []
        for row in rows:
            context.charge(1 + len(row))
            table.append(dict(zip(header, map(nfc, row))))  # noqa: B905 - equal length
    except CSVError as error:
        raise FunctionError(str(error)) from None
    return ListValue(table, ObjectType(tuple([(name, STRING) for name in sorted(header)])))


@function(FunctionParameter("val", null=True, unknown="pass"), result=STRING, context=True)
def jsonencode(context: CallContext, value: TValue) -> TValue:
    """Return the JSON text of a value; unknown parts are holes in it."""
    return json_text.encode(value, context.charge)


@function(HOLED_STR, null=True, context=True)
def jsondecode(context: CallContext, text: TValue) -> TValue:
    """Return the value a JSON text holds."""
    try:
        if isinstance(text, PartialText):
            context.charge(1 + text.minimum_length // 20)
            try:
                return json_reading.decode_holed(text)
            except ValueError:
                return derive(text, not_null=False)
        if isinstance(text, Unknown):
            return derive(text, not_null=False)
        context.charge(1 + len(text) // 20)
        return json_reading.decode(text)
    except ValueError as error:
        raise FunctionError(str(error)) from None
    except RecursionError:
        raise FunctionError("exceeded max depth") from None


@function(string_parameter("src"), null=True, context=True)
def yamldecode(context: CallContext, text: str) -> TValue:
    """Return the value a YAML document holds."""
    from riveter.terraform.functions.yaml_reading import decode

    context.charge(1 + len(text) // 20)
    try:
        merges = context.offers(MERGED_SEQUENCES)
        value, merged = decode(text, context.charge, merge_sequences=merges is not False)
    except ValueError as error:
        raise FunctionError(str(error)) from None
    return Unknown(DialectDifference("yamldecode")) if merged and merges is None else value


@function(FunctionParameter("value", null=True), result=STRING, context=True)
def yamlencode(context: CallContext, value: TValue) -> TValue:
    """Return the YAML text of a value."""
    from riveter.terraform.functions.yaml_writing import encode

    return encode(value, context.charge)
