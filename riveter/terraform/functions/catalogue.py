"""Which functions there are, and the module that declares each."""

from __future__ import annotations

from riveter.terraform.functions.registry import Function, declared

_THEMES: dict[str, str] = {}
"""Function name to theme module; filled from the tables below."""


def _theme(module: str, names: str) -> None:
    for name in names.split():
        _THEMES[name] = module


_theme("numeric", "abs ceil floor log max min parseint pow signum sum")
_theme(
    "strings",
    "chomp endswith indent join lower split startswith strcontains strrev substr templatestring title trim trimprefix "
    "trimspace trimsuffix upper",
)
_theme("formatting", "format formatlist")
_theme("patterns", "regex regexall replace")
_theme(
    "collections",
    "chunklist compact concat distinct element flatten keys list lookup map matchkeys merge range reverse slice sort "
    "transpose values zipmap",
)
_theme("questions", "alltrue anytrue coalesce coalescelist contains index length one")
_theme("sets", "setintersection setproduct setsubtract setunion")
_theme(
    "encoding",
    "base64decode base64encode base64gunzip base64gzip csvdecode jsondecode jsonencode textdecodebase64 "
    "textencodebase64 urldecode urlencode yamldecode yamlencode",
)
_theme(
    "filesystem",
    "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 "
    "filesha256 filesha512 pathexpand templatefile",
)
_theme("dates", "formatdate plantimestamp timeadd timecmp timestamp")
_theme("crypto", "base64sha256 base64sha512 bcrypt md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5")
_theme(
    "assumptions",
    "assumeequal assumelistlength assumelistlengthmax assumelistlengthmin assumemaplength assumemaplengthmax "
    "assumemaplengthmin assumenotnull assumesetlength assumesetlengthmax assumesetlengthmin assumestringprefix",
)
_theme("network", "cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets")
_theme(
    "conversions",
    "ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring type",
)
_theme(
    "provider_functions",
    "provider::aws::arn_build provider::aws::arn_parse provider::aws::trim_iam_role_path "
    "provider::terraform::decode_tfvars provider::terraform::encode_expr provider::terraform::encode_tfvars",
)

SPECIAL_FORMS = ("can", "convert", "try")
"""Functions whose arguments are not simply evaluated first (`convert` takes a type expression): the evaluator's business."""

_MAKING = frozenset({"crypto", "encoding", "formatting", "network", "patterns", "provider_functions", "strings"})
"""Themes of functions whose results are texts that were not there before."""

_REMOVED = ("list", "map")


def lookup(name: str) -> Function | None:
    """Return the function with that name (``core::`` is accepted in front); None if there is none.

    The `SPECIAL_FORMS` are not here.
    """
    name = name.removeprefix("core::")
    module = _THEMES.get(name)
    if module is None:
        return None
    found = declared(name)
    if found is None:
        _load(module)
        found = declared(name)
    return found


def _load(theme: str) -> None:
    """Import the module of a theme, which declares its functions. Written out, so that the layers can be checked."""
    if theme == "assumptions":
        import riveter.terraform.functions.assumptions
    elif theme == "numeric":
        import riveter.terraform.functions.numeric
    elif theme == "strings":
        import riveter.terraform.functions.strings
    elif theme == "formatting":
        import riveter.terraform.functions.formatting
    elif theme == "patterns":
        import riveter.terraform.functions.patterns
    elif theme == "collections":
        import riveter.terraform.functions.collections
    elif theme == "questions":
        import riveter.terraform.functions.questions
    elif theme == "sets":
        import riveter.terraform.functions.sets
    elif theme == "encoding":
        import riveter.terraform.functions.encoding
    elif theme == "filesystem":
        import riveter.terraform.functions.filesystem
    elif theme == "dates":
        import riveter.terraform.functions.dates
    elif theme == "crypto":
        import riveter.terraform.functions.crypto
    elif theme == "network":
        import riveter.terraform.functions.network
    elif theme == "conversions":
        import riveter.terraform.functions.conversions
    elif theme == "provider_functions":
        import riveter.terraform.functions.provider_functions


def makes_texts(name: str) -> bool:
    """Return whether a function makes texts of its arguments, rather than to choose among them or to count them."""
    return _THEMES.get(name.removeprefix("core::")) in _MAKING


def function_names() -> list[str]:
    """Return the names of all functions of the language, sorted, `SPECIAL_FORMS` included; without removed functions that only give an
    error, and without those of providers.
    """
    return sorted([*(name for name in _THEMES if name not in _REMOVED and "::" not in name), *SPECIAL_FORMS])
