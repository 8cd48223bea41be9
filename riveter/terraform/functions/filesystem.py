"""Functions that read files, all through the call context: nothing outside of the scanned directory is read."""

from __future__ import annotations

import base64
import posixpath
import re

from riveter.core.causes import ImpureFunction
from riveter.core.digests import checksum
from riveter.core.values import Unknown
from riveter.terraform.functions import globbing
from riveter.terraform.functions.common import go_quote, nfc, string_parameter
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, function
from riveter.terraform.values.types import BOOL, STRING, SetType
from riveter.terraform.values.value import TValue, is_null, make_set

_PATH = string_parameter("path")


def _text(context: CallContext, path: str) -> str:
    data = context.read_file(path)
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise FunctionError(
            f"contents of {go_quote(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents "
            "or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead"
        ) from None


@function(_PATH, result=STRING, context=True)
def file(context: CallContext, path: str) -> TValue:
    """Return the text of a file."""
    return _text(context, path)


@function(_PATH, result=STRING, context=True)
def filebase64(context: CallContext, path: str) -> TValue:
    """Return the bytes of a file in Base64."""
    return base64.b64encode(context.read_file(path)).decode()


def _hashed(name: str, algorithm: str, in_base64: bool) -> None:
    @function(_PATH, result=STRING, context=True, name=name)
    def hashed(context: CallContext, path: str) -> TValue:
        digest = checksum(algorithm, context.read_file(path))
        return base64.b64encode(digest).decode() if in_base64 else digest.hex()


for _name, _algorithm, _in_base64 in (
    ("filemd5", "md5", False),
    ("filesha1", "sha1", False),
    ("filesha256", "sha256", False),
    ("filesha512", "sha512", False),
    ("filebase64sha256", "sha256", True),
    ("filebase64sha512", "sha512", True),
):
    _hashed(_name, _algorithm, _in_base64)


@function(_PATH, result=BOOL, context=True)
def fileexists(context: CallContext, path: str) -> TValue:
    """Return whether a file exists."""
    return context.file_exists(path)


@function(_PATH, string_parameter("pattern"), result=SetType(STRING), context=True)
def fileset(context: CallContext, path: str, pattern: str) -> TValue:
    """Return the files below a directory of which the relative paths match a pattern (see `globbing`)."""
    joined = posixpath.normpath(posixpath.join(path, pattern.lstrip("/") or "."))
    folder, components = globbing.split(joined)
    try:
        if components:
            listed, doubtful = context.list_files(folder or ".", globbing.depth(components))
            matching = globbing.matching(listed, components)
            if doubtful and not doubtful.isdisjoint(matching):
                raise FunctionError("a link that the pattern matches leads out of the scanned directory", 0)
            found = [posixpath.join(folder, name) for name in matching]
        else:
            found = [joined] if _is_file(context, joined) else []
    except globbing.PatternError:
        raise FunctionError(f"failed to glob pattern {go_quote(joined)}: syntax error in pattern") from None
    return make_set([nfc(posixpath.relpath(name, path or ".")) for name in found], STRING)


def _is_file(context: CallContext, path: str) -> bool:
    try:
        return context.file_exists(path)
    except FunctionError:  # a directory
        return False


BYTE_ORDER_MARK = "\ufeff"
"""The character at the beginning of files of some editors; templates drop it."""


def template_variables(variables: TValue) -> dict[str, TValue]:
    """Return the variables for a template. Raise `FunctionError` if the value cannot be variables."""
    if not isinstance(variables, dict):
        raise FunctionError("invalid vars value: must be a map", 1)
    for name in variables:
        if not re.fullmatch(r"[^\W\d_][\w-]*", name):
            raise FunctionError(
                f"invalid template variable name {go_quote(name)}: must start with a letter, followed by zero or more "
                "letters, digits, and underscores",
                1,
            )
    return variables


@function(_PATH, FunctionParameter("vars", unknown="element"), context=True)
def templatefile(context: CallContext, path: str, variables: TValue) -> TValue:
    """Return a file rendered as a template that sees only the given variables."""
    result = context.render_template(
        _text(context, path).removeprefix(BYTE_ORDER_MARK), template_variables(variables), path
    )
    if is_null(result):
        raise FunctionError(f"{path}: Template result is null; the result of a template must not be null")
    return result


@function(_PATH, result=STRING)
def basename(path: str) -> TValue:
    """Return the last part of a path."""
    if not path:
        return "."
    return posixpath.basename(path.rstrip("/")) or "/"


@function(_PATH, result=STRING)
def dirname(path: str) -> TValue:
    """Return a path without its last part."""
    folder = posixpath.dirname(path)
    if not folder:
        return "."
    cleaned = posixpath.normpath(folder)
    return "/" + cleaned.lstrip("/") if cleaned.startswith("/") else cleaned


@function(_PATH, result=STRING, context=True)
def abspath(context: CallContext, path: str) -> TValue:
    """Return the absolute form of a path."""
    return context.absolute_path(path)


@function(_PATH, result=STRING)
def pathexpand(path: str) -> TValue:
    """Return a path with ``~`` replaced by the home directory, which riveter does not look up."""
    if path == "~" or path.startswith("~/"):
        return Unknown(ImpureFunction("pathexpand"), type=STRING, not_null=True)
    if path.startswith("~"):
        raise FunctionError("cannot expand user-specific home dir")
    return path
