"""String functions, except those of patterns and of formats. Characters are grapheme clusters."""

from __future__ import annotations

from riveter.core.causes import DialectDifference
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.config.features import TEXTS_OF_TEMPLATES
from riveter.terraform.functions.common import (
    HOLED_STR,
    STR,
    graphemes,
    map_text,
    nfc,
    number_parameter,
    string_parameter,
    whole_number,
)
from riveter.terraform.functions.filesystem import BYTE_ORDER_MARK, template_variables
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.types import BOOL, STRING, ListType
from riveter.terraform.values.value import ListValue, TValue, is_null, mark, text_with_holes, type_of, unmark

_STRINGS = ListType(STRING)

_WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""The characters that Go's `unicode.IsSpace` accepts; Python's `str.strip` removes more."""


@function(STR, result=STRING, opaque=True)
def chomp(text: str) -> TValue:
    """Remove line ends at the end."""
    return text.rstrip("\r\n")


@function(number_parameter("spaces"), HOLED_STR, result=STRING, context=True)
def indent(context: CallContext, spaces: Number, text: TValue) -> TValue:
    """Add spaces after every line end."""
    count = whole_number(spaces)
    if count < 0:
        raise FunctionError("the number of spaces must not be negative")
    known = text.known_parts if isinstance(text, PartialText) else (text,) if isinstance(text, str) else ()
    context.charge(sum(part.count("\n") for part in known) * count // 100)
    pad = "\n" + " " * count
    return map_text(text, lambda part: part.replace("\n", pad))


@function(
    string_parameter("separator"),
    variadic=FunctionParameter("lists", _STRINGS, unknown="element"),
    result=STRING,
    context=True,
)
def join(context: CallContext, separator: str, *lists: ListValue) -> TValue:
    """Return the elements of all lists with the separator between them."""
    if not lists:
        raise FunctionError("at least one list is required")
    parts: list[str | Unknown] = []
    length = 0
    for position, items in enumerate(lists):
        for index, item in enumerate(items):
            if is_null(item):
                where = f"element {index}" if len(lists) == 1 else f"element {index} of list {position + 1}"
                raise FunctionError(f"{where} is null; cannot concatenate null values", position + 1)
            length += len(separator) + (len(item) if isinstance(item, str) else 1)
            parts.append(item)
    context.charge(len(parts) + length // 100)
    if all(isinstance(part, str) for part in parts):
        return nfc(separator.join([part for part in parts if isinstance(part, str)]))
    separated: list[str | Unknown] = []
    for part in parts:
        if separated:
            separated.append(separator)
        separated.append(part)
    return text_with_holes(separated)


def _simple_case(text: str, upper: bool) -> str:
    """Change letters one by one, as Go does it: by the simple mappings of Unicode."""
    if text.isascii():
        return text.upper() if upper else text.lower()
    return "".join([_upper_letter(letter) if upper else _lower_letter(letter) for letter in text])


def _upper_letter(letter: str) -> str:
    changed = letter.upper()
    return changed if len(changed) == 1 else _title_letter(letter)


def _title_letter(letter: str) -> str:
    changed = letter.title()
    return changed if len(changed) == 1 else letter


def _lower_letter(letter: str) -> str:
    changed = letter.lower()
    return changed if len(changed) == 1 else "i" if letter == "İ" else letter


@function(HOLED_STR, result=STRING)
def lower(text: TValue) -> TValue:
    """Return all letters in lower case."""
    return map_text(text, lambda part: _simple_case(part, False))


@function(HOLED_STR, result=STRING)
def upper(text: TValue) -> TValue:
    """Return all letters in upper case."""
    return map_text(text, lambda part: _simple_case(part, True))


@function(STR, result=STRING, opaque=True)
def title(text: str) -> TValue:
    """Return the first letter of every word in title case."""
    result: list[str] = []
    at_start = True
    for letter in text:
        result.append(_title_letter(letter) if at_start else letter)
        at_start = _separates_words(letter)
    return nfc("".join(result))


def _separates_words(letter: str) -> bool:
    if letter.isascii():
        return not (letter.isalnum() or letter == "_")
    return letter in _WHITE_SPACE


@function(string_parameter("separator"), STR, result=_STRINGS, context=True, opaque=True)
def split(context: CallContext, separator: str, text: str) -> TValue:
    """Return the parts of the text between the separators; its characters when the separator is empty."""
    context.charge(text.count(separator) if separator else len(text))
    parts = text.split(separator) if separator else list(text)
    return ListValue([nfc(part) for part in parts], STRING)


@function(STR, result=STRING)
def strrev(text: str) -> TValue:
    """Return the characters in reverse order."""
    return nfc("".join(reversed(graphemes(text))))


@function(STR, number_parameter("offset"), number_parameter("length"), result=STRING, opaque=True)
def substr(text: str, offset: Number, length: Number) -> TValue:
    """Return `length` characters from `offset` on. A negative offset counts from the end; a negative length means up to the end."""
    start, count = whole_number(offset), whole_number(length)
    characters = graphemes(text)
    if start < 0:
        start = max(0, start + len(characters))
        if count == 0:  # so does cty
            count = -1
    return nfc("".join(characters[start:] if count < 0 else characters[start : start + count]))


# --- trimming ------------------------------------------------------------------------------------


@function(STR, string_parameter("cutset"), result=STRING, opaque=True)
def trim(text: str, cutset: str) -> TValue:
    """Remove the characters of `cutset` at either end."""
    return nfc(text.strip(cutset)) if cutset else text


@function(HOLED_STR, string_parameter("prefix"), result=STRING)
def trimprefix(text: TValue, prefix: str) -> TValue:
    """Remove the prefix, if it is there."""
    if isinstance(text, str):
        return nfc(text.removeprefix(prefix))
    if isinstance(text, PartialText):
        found = _has_prefix(text.prefix, prefix)
        if found is False or not prefix:
            return text
        if found:
            return _same_holes(text.prefix[len(prefix) :], *text.parts[1:])
    return derive(text, type=STRING, keeps="opaque")


@function(HOLED_STR, string_parameter("suffix"), result=STRING)
def trimsuffix(text: TValue, suffix: str) -> TValue:
    """Remove the suffix, if it is there."""
    if isinstance(text, str):
        return nfc(text.removesuffix(suffix))
    if isinstance(text, PartialText):
        found = _has_prefix(text.suffix[::-1], suffix[::-1])
        if found is False or not suffix:
            return text
        if found:
            return _same_holes(*text.parts[:-1], text.suffix[: -len(suffix)])
    # what ends an ARN that stands for all below it is no part of the ARN itself
    return derive(text, type=STRING, keeps="identity" if suffix in (":*", "*") else "opaque")


def _same_holes(*parts: str | Hole) -> TValue:
    return text_with_holes([PartialText(parts, type=STRING)])


def _has_prefix(known: str, prefix: str) -> bool | None:
    """Return whether a text with the beginning `known` begins with `prefix`; None if that depends on the rest."""
    if len(known) >= len(prefix):
        return known.startswith(prefix)
    return None if prefix.startswith(known) else False


@function(HOLED_STR, result=STRING)
def trimspace(text: TValue) -> TValue:
    """Remove white space at either end."""
    if isinstance(text, str):
        return nfc(text.strip(_WHITE_SPACE))
    if isinstance(text, PartialText) and text.prefix.strip(_WHITE_SPACE) and text.suffix.strip(_WHITE_SPACE):
        first, *inner, last = text.parts
        assert isinstance(first, str)
        assert isinstance(last, str)
        return _same_holes(first.lstrip(_WHITE_SPACE), *inner, last.rstrip(_WHITE_SPACE))
    return derive(text, type=STRING, keeps="identity")


# --- questions -----------------------------------------------------------------------------------


@function(HOLED_STR, string_parameter("prefix"), result=BOOL)
def startswith(text: TValue, prefix: str) -> TValue:
    """Return whether the text begins with the prefix."""
    found = _has_prefix(text.prefix if isinstance(text, PartialText) else "", prefix)
    if isinstance(text, str):
        return text.startswith(prefix)
    return derive(text, type=BOOL) if found is None else found


@function(HOLED_STR, string_parameter("suffix"), result=BOOL)
def endswith(text: TValue, suffix: str) -> TValue:
    """Return whether the text ends with the suffix."""
    if isinstance(text, str):
        return text.endswith(suffix)
    found = _has_prefix(text.suffix[::-1] if isinstance(text, PartialText) else "", suffix[::-1])
    return derive(text, type=BOOL) if found is None else found


@function(HOLED_STR, string_parameter("substr"), result=BOOL)
def strcontains(text: TValue, substr: str) -> TValue:
    """Return whether the text contains the other."""
    if isinstance(text, str):
        return substr in text
    known = text.known_parts if isinstance(text, PartialText) else ()
    return True if not substr or any(substr in part for part in known) else derive(text, type=BOOL)


# --- templates -----------------------------------------------------------------------------------


@function(
    string_parameter("template"),
    FunctionParameter("vars", unknown="element"),
    context=True,
)
def templatestring(context: CallContext, template: str, variables: TValue) -> TValue:
    """Return the result of a template, given as a string. In OpenTofu, a template of one interpolation keeps the type of its value."""
    result = context.render_template(
        template.removeprefix(BYTE_ORDER_MARK), template_variables(variables), "<templatestring argument>"
    )
    if is_null(result):
        raise FunctionError(
            "<templatestring argument>: Template result is null; the result of a template must not be null"
        )
    converts, (plain, marks) = context.offers(TEXTS_OF_TEMPLATES), unmark(result)
    if converts is False or (converts is None and isinstance(plain, Unknown)):
        return result
    if converts is None and type_of(plain) != STRING:
        return mark(Unknown(DialectDifference("templatestring"), not_null=True), marks)
    try:
        return convert(result, STRING)
    except ConversionError as error:
        raise FunctionError(f"invalid template result: {error.message}") from None
