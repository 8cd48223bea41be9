"""Text to syntax nodes: the functions the rest of riveter calls. None of them raises on any text."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl.expressions import ExpressionParser
from riveter.hcl.lexical import MAX_DEPTH, HclSyntaxError
from riveter.hcl.nodes import Body, Expr, Invalid
from riveter.hcl.structure import BodyParser


class ParseResult(msgspec.Struct, frozen=True):
    """The part of a file that could be read, and the errors in the rest.

    lost: the parts of the text that no node stands for, but for white space and comments.
    """

    body: Body
    diagnostics: tuple[Diagnostic, ...] = ()
    lost: tuple[tuple[int, int], ...] = ()


def parse(source: SourceFile, stop: Callable[[], bool] | None = None) -> ParseResult:
    """Read a configuration file: JSON syntax when its name ends with `.json`, else native syntax.

    After an error reading goes on with the next item: an attribute with a broken value is kept with `Invalid` as its value.
    stop: says that there is no time to read on.
    """
    if source.name.endswith(".json"):
        return parse_json(source, stop)
    parser = BodyParser(source.text)
    parser.stop = stop
    try:
        parser.read()
    except RecursionError:  # only when the caller itself is deep in the stack
        parser.incomplete = True
        parser.faults.append(_stack_fault(parser.pos))
        parser.lost.append((0, parser.length))
    body = Body(
        0, parser.length, tuple(parser.attributes), tuple(parser.blocks), tuple(parser.comments), parser.incomplete
    )
    return ParseResult(body, tuple(diagnostic(source, fault) for fault in parser.faults), tuple(parser.lost))


def parse_json(source: SourceFile, stop: Callable[[], bool] | None = None) -> ParseResult:
    """Read a file in JSON syntax. After an error, everything read before it is kept, and the text counts as lost."""
    from riveter.hcl.json_syntax import JsonConfiguration

    configuration = JsonConfiguration(source.text, stop)
    try:
        body = configuration.read()
    except RecursionError:
        body = Body(0, len(source.text), (), (), (), True)
        configuration.faults.append(_stack_fault(0))
        configuration.lost = [(0, len(source.text))]
    faults = tuple(diagnostic(source, fault) for fault in configuration.faults)
    return ParseResult(body, faults, tuple(configuration.lost))


def parse_expression(source: SourceFile | str) -> tuple[Expr, tuple[Diagnostic, ...]]:
    """Read a text that is one expression; line ends in it do not matter. The node is `Invalid` after an error."""
    if isinstance(source, str):
        source = SourceFile("<expression>", source, "<expression>")
    parser = ExpressionParser(source.text)
    try:
        node = parser.expression(0, False)
        if parser.pos < parser.length:
            raise parser.unexpected(parser.pos)
        if parser.unclosed_comment >= 0:
            raise parser.unexpected(parser.unclosed_comment)
    except HclSyntaxError as fault:
        return Invalid(0, parser.length), (diagnostic(source, parser.comment_error() or fault),)
    except RecursionError:
        return Invalid(0, parser.length), (diagnostic(source, _stack_fault(parser.pos)),)
    return node, ()


def parse_template(source: SourceFile) -> tuple[Expr, tuple[Diagnostic, ...]]:
    """Read a whole text as a template, as `templatefile` and `templatestring` do.

    The node is a `StringLit`, a `Template` or a `TemplateWrap`; `Invalid` after an error.
    """
    parser = ExpressionParser(source.text)
    try:
        return parser.whole(), ()
    except HclSyntaxError as fault:
        return Invalid(0, parser.length), (diagnostic(source, parser.comment_error() or fault),)
    except RecursionError:
        return Invalid(0, parser.length), (diagnostic(source, _stack_fault(parser.pos)),)


def diagnostic(source: SourceFile, fault: HclSyntaxError) -> Diagnostic:
    """Return the message of a syntax error."""
    return Diagnostic("error", fault.summary, fault.detail, source.span(fault.start, fault.end), fault.hint)


def _stack_fault(pos: int) -> HclSyntaxError:
    return HclSyntaxError("Nesting is too deep", pos, pos, f"At most {MAX_DEPTH} levels can be read, and fewer here.")
