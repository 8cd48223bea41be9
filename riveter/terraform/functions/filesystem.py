"""Functions that read files, all through the call context: nothing outside of the scanned directory is read."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from typing import Any

from riveter.terraform.functions.common import nfc, string_parameter
from riveter.terraform.functions.registry import CallContext, FunctionError, Parameter, function
from riveter.terraform.types import BOOL, DYNAMIC, STRING, SetType
from riveter.terraform.values import LazyObject, TValue, make_set
from riveter.values import Unknown

_PATH = string_parameter("path")


def _text(context: CallContext, path: str) -> str:
    data = context.read_file(path)
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise FunctionError(
            f"contents of {path} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents "
            "or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead",
            0,
        ) from None


@function(_PATH, result=STRING, context=True)
def file(context: CallContext, path: str) -> TValue:
    """The text of a file."""
    return _text(context, path)


@function(_PATH, result=STRING, context=True)
def filebase64(context: CallContext, path: str) -> TValue:
    """The bytes of a file in Base64."""
    return base64.b64encode(context.read_file(path)).decode()


def _hashed(name: str, algorithm: str, in_base64: bool) -> None:
    @function(_PATH, result=STRING, context=True, name=name)
    def hashed(context: CallContext, path: str) -> TValue:
        digest = hashlib.new(algorithm, context.read_file(path), usedforsecurity=False)
        return base64.b64encode(digest.digest()).decode() if in_base64 else digest.hexdigest()


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
    """Whether a file exists."""
    return context.file_exists(path)


@function(_PATH, string_parameter("pattern"), result=SetType(STRING), context=True)
def fileset(context: CallContext, path: str, pattern: str) -> TValue:
    """The files below a directory whose relative paths match a pattern (``*``, ``**``, ``?``, ``{a,b}``, ``[a-z]``)."""
    matcher = glob_pattern(posixpath.normpath(pattern) if pattern else "")
    return make_set([nfc(name) for name in context.list_files(path) if matcher.fullmatch(name)], STRING)


def glob_pattern(pattern: str) -> Any:
    """A file pattern as a regular expression of linear time. Raises `FunctionError` for a malformed one."""
    import re2

    if len(pattern) > 1000:
        raise FunctionError("the pattern is too complex", 1)
    out: list[str] = []
    position, depth, length = 0, 0, len(pattern)
    while position < length:
        char = pattern[position]
        position += 1
        if char == "*":
            if pattern.startswith("*", position):
                position += 1
                if pattern.startswith("/", position):
                    position += 1
                    out.append("(?:[^/]+/)*")
                else:
                    out.append(".*")
            else:
                out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "[":
            end = pattern.find("]", position + 1)
            if end < 0:
                raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern", 1)
            inner = pattern[position:end].replace("\\", "\\\\").replace("[", "\\[")
            negated = inner[:1] in ("!", "^")
            out.append(f"[{'^/' if negated else ''}{inner[1:] if negated else inner}]")
            position = end + 1
        elif char == "{":
            depth += 1
            out.append("(?:")
        elif char == "}" and depth:
            depth -= 1
            out.append(")")
        elif char == "," and depth:
            out.append("|")
        elif char == "\\" and position < length:
            out.append(re.escape(pattern[position]))
            position += 1
        else:
            out.append(re.escape(char))
    if depth:
        raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern", 1)
    try:
        return re2.compile("(?s)" + "".join(out))
    except re2.error:
        raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern", 1) from None


@function(_PATH, Parameter("vars", DYNAMIC, unknown="pass"), context=True)
def templatefile(context: CallContext, path: str, variables: TValue) -> TValue:
    """A file rendered as a template that sees only the given variables."""
    if isinstance(variables, Unknown) and not isinstance(variables, LazyObject):
        return Unknown(variables.reason, variables.references, kind=variables.kind, span=variables.span)
    if not isinstance(variables, dict):
        raise FunctionError("invalid vars value: must be a map", 1)
    for name in variables:
        if not re.fullmatch(r"[^\W\d][\w-]*", name):
            raise FunctionError(
                f'invalid template variable name "{name}": must start with a letter, followed by zero or more letters, '
                "digits, and underscores",
                1,
            )
    return context.render_template(_text(context, path), variables, path)


@function(_PATH, result=STRING)
def basename(path: str) -> TValue:
    """The last part of a path."""
    if not path:
        return "."
    return posixpath.basename(path.rstrip("/")) or "/"


@function(_PATH, result=STRING)
def dirname(path: str) -> TValue:
    """A path without its last part."""
    folder = posixpath.dirname(path)
    if not folder:
        return "."
    cleaned = posixpath.normpath(folder)
    return "/" + cleaned.lstrip("/") if cleaned.startswith("/") else cleaned


@function(_PATH, result=STRING, context=True)
def abspath(context: CallContext, path: str) -> TValue:
    """The absolute form of a path."""
    return context.absolute_path(path)


@function(_PATH, result=STRING)
def pathexpand(path: str) -> TValue:
    """A path with ``~`` replaced by the home directory, which riveter does not look up."""
    if path == "~" or path.startswith("~/"):
        return Unknown("the home directory depends on the machine", kind="function", type=STRING, not_null=True)
    return path
