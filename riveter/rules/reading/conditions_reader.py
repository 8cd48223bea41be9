"""Reading conditions: YAML nodes → leaves, groups, `each`, `related`."""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import DERIVED_KEYS, PathError, compile_path
from riveter.core.patterns import late
from riveter.core.source import Span
from riveter.core.suggestions import meant, perhaps_meant
from riveter.core.yaml_fields import YamlFields, nearest, report_unclear
from riveter.core.yaml_nodes import YamlNode
from riveter.resource import SPECIAL_KEYS
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.model.messages import check_template
from riveter.rules.model.parameters import (
    PLACEHOLDER,
    check_places,
    defaults,
    misspelt_placeholder,
    substitute,
    unknown_parameters,
)
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.rules.model.rule import (
    ALL,
    ANY,
    DIRECTIONS,
    CelExpression,
    Condition,
    Dimension,
    Each,
    Group,
    Leaf,
    Parameter,
    PythonCheck,
    Quantifier,
    Related,
    outward,
)
from riveter.rules.model.unusable import UnusableValueError, as_unusable
from riveter.rules.operators import OPERATORS, Operator
from riveter.rules.reading.relations_reader import read_covers, read_on, read_sum

LEAF_KEYS = ("key", "operator", "value", "value_from", "transform", "quantifier", "message")
GROUP_KINDS = ("any", "all", "not")
EACH_KEYS = ("each", "where", "quantifier", "assertions", "covers", "message")
RELATED_KEYS = ("related", "where", "quantifier", "assertions", "sum", "covers", "message")
RELATION_KEYS = ("resource_type", "via", "direction", "on", "in")
PLACES = ("module", "root", "installed")
FORMS = ("key", *GROUP_KINDS, "each", "related", "expression", "check")
MAX_DEPTH = 20
MAX_SUGGESTED = 500
"""After so many problems in a file, no parameters are suggested for misspelt ones."""
KEY_HINT = 'A key is names and indexes with dots between them: `rule.0.status`, `rule.*.status`, `tags["a.b"]`.'


def read_conditions(fields: YamlFields, key: str, parameters: tuple[Parameter, ...]) -> tuple[Condition, ...]:
    """Return the list of conditions in a field."""
    node = fields.get(key)
    if node is None:
        return ()
    if node.kind == "scalar" and node.value is None and key != "assertions":
        return ()
    reader = ConditionReader(parameters, fields.diagnostics)
    conditions = reader.conditions(node, key)
    fields.failed = fields.failed or reader.failed
    return conditions


class ConditionReader:
    """Reads the conditions of one rule."""

    def __init__(self, parameters: tuple[Parameter, ...], diagnostics: list[Diagnostic]) -> None:
        self.parameters = parameters
        self.diagnostics = diagnostics
        self.failed = False
        self.default = ALL
        self.around: list[str] = []
        """The forms around a condition: `each` and `related`, outermost first."""

    def error(self, span: Span, summary: str, detail: str = "", hint: str = "") -> None:
        self.failed = True
        self.diagnostics.append(Diagnostic("error", summary, detail, span, hint))

    def conditions(self, node: YamlNode, what: str, depth: int = 0) -> tuple[Condition, ...]:
        """Return a list of conditions (a single one may stand without the list)."""
        if node.kind == "map":
            items = [node]
        elif node.kind == "list":
            items = node.items
        else:
            self.error(node.span, f"`{what}` must be a list of conditions, not {node.what()}", "", "Write `- key: …`.")
            return ()
        outer = self.default
        self.default = ANY if what in ("filters", "where") else ALL if what == "assertions" else outer
        conditions = [self.condition(item, depth) for item in items]
        self.default = outer
        return tuple(condition for condition in conditions if condition is not None)

    def condition(self, node: YamlNode, depth: int) -> Condition | None:
        """Return one condition; None if it is broken (which was reported)."""
        if node.broken:
            self.failed = True
            return None
        if node.kind != "map":
            self.error(
                node.span,
                f"A condition must be a map, not {node.what()}",
                "",
                "Write `- {key: …, operator: …, value: …}`.",
            )
            return None
        if depth > MAX_DEPTH:
            self.error(node.span, "Conditions are nested too deeply", "", "Split the rule.")
            return None
        forms = [form for form in FORMS if form in node.fields]
        if len(forms) > 1:
            self.error(
                node.key_spans[forms[1]], f"A condition can't be both `{forms[0]}` and `{forms[1]}`", "",
                "Write them as two conditions of the list.",
            )  # fmt: skip
            return None
        if not forms:
            self.formless(node)
            return None
        before = self.failed
        self.failed = False
        condition = self.form(forms[0], node, depth)
        broken, self.failed = self.failed, self.failed or before
        return None if broken else condition

    def form(self, form: str, node: YamlNode, depth: int) -> Condition | None:
        if form == "key":
            return self.leaf(node)
        if form in GROUP_KINDS:
            return self.group(form, node, depth)
        if form == "each":
            return self.each(node, depth)
        if form == "related":
            return self.related(node, depth)
        fields = self.fields(node, f"an `{form}` condition")
        text = fields.text(form, required=True)
        if form == "expression":
            fields.check_known(("expression", "message"))
            self.failed = self.failed or fields.failed
            if text:
                self.check_expression(node.fields["expression"], text)
            return CelExpression(node.span, text, self.message(fields))
        fields.check_known(("check", "options", "message"))
        options = fields.mapping("options")
        given = node.fields.get("options")
        self.failed = self.failed or fields.failed or (given is not None and self.unclear(given, "options"))
        if text and not self.failed and self.check_parameters(options, node.fields.get("options", node).span):
            self.check_plugin(node.fields["check"], text, options)
        return PythonCheck(node.span, text, options, self.message(fields))

    def check_expression(self, node: YamlNode, text: str) -> None:
        from riveter.rules.conditions.cel import check_expression
        from riveter.rules.conditions.expression_error import ExpressionError

        try:
            check_expression(text, [parameter.name for parameter in self.parameters])
        except ExpressionError as problem:
            single = node.span.start_line == node.span.end_line and problem.line == 1
            span, where = node.span, ""
            if single:
                span = shift(node.span, problem.column, node.quoted)
            elif node.literal is not None:
                line, column = node.literal[0] + problem.line - 1, node.literal[1] + problem.column
                span = Span(node.span.file, line, column, line, column)
            else:
                where = f" (line {problem.line}, column {problem.column} of it)"
            self.error(
                span,
                f"The expression {problem}{where}",
                "",
                "docs/rule-language.md lists the names that expressions can use.",
            )

    def check_plugin(self, node: YamlNode, name: str, options: dict[str, Any]) -> None:
        from riveter.rules.conditions.checks import CheckError, load_check

        known = defaults(self.parameters)
        try:
            check_places(options, self.parameters)
            if not unknown_parameters(options, known):
                load_check(name, substitute(options, known))
        except CheckError as problem:
            text = str(problem)
            self.error(node.span, text[0].upper() + text[1:])
        except UnusableValueError as problem:
            self.error(node.span, f"An option of `{clip(name)}` {problem}", "", problem.hint)

    def formless(self, node: YamlNode) -> None:
        for key, span in node.key_spans.items():
            if key not in LEAF_KEYS:
                hint = nearest(key, dict.fromkeys((*FORMS, *LEAF_KEYS)))
                self.error(span, f"Unknown key `{clip(key)}` in a condition", "", hint)
                return
        self.error(node.span, "`key` is missing in a condition", "", "Add `key: …`, the attribute to check.")

    def fields(self, node: YamlNode, what: str) -> YamlFields:
        return YamlFields(node, what, self.diagnostics)

    def message(self, fields: YamlFields) -> str:
        message = fields.text("message")
        node = fields.get("message")
        if node is not None and message:
            for problem, hint in check_template(message, self.parameters):
                self.error(node.span, problem, "", hint)
        self.failed = self.failed or fields.failed
        return message

    # --- groups, each, related ---

    def group(self, form: str, node: YamlNode, depth: int) -> Condition | None:
        fields = self.fields(node, f"an `{form}` condition")
        fields.check_known((form, "message"))
        conditions = self.conditions(node.fields[form], form, depth + 1)
        if not conditions and not self.failed:
            self.error(node.fields[form].span, f"`{form}` is empty", "", "Put conditions in it, or remove it.")
        return Group(node.span, form, conditions, self.message(fields))  # type: ignore[arg-type]

    def each(self, node: YamlNode, depth: int) -> Condition | None:
        fields = self.fields(node, "an `each` condition")
        fields.check_known(EACH_KEYS)
        key_node = node.fields["each"]
        key = self.key(key_node, "each")
        where = self.nested(node, "where", depth)
        assertions = self.nested(node, "assertions", depth)
        quantifier = self.quantifier(node)
        covers = self.covers(node, assertions, quantifier)
        if not covers:
            self.says_something("each", fields, assertions, quantifier or self.default)
        return Each(node.span, key, assertions, where, quantifier, self.message(fields), key_node.span, covers)

    def covers(
        self, node: YamlNode, assertions: tuple[Condition, ...], quantifier: Quantifier | None
    ) -> tuple[Dimension, ...]:
        """Return what elements or resources must cover together."""
        part = node.fields.get("covers")
        if part is None:
            return ()
        if assertions or quantifier or "sum" in node.fields:
            hint = "Use `where` to select, and a condition of its own for others."
            span = node.key_spans["covers"]
            self.error(span, "`covers` can't be used with `assertions`, `quantifier` or `sum`", "", hint)
        return read_covers(self, part)

    def says_something(
        self, form: str, fields: YamlFields, assertions: tuple[Condition, ...], quantifier: Quantifier
    ) -> None:
        """Report a condition that holds for everything: all of … without anything to fulfil."""
        if assertions or quantifier.kind != "all" or self.failed or "assertions" in fields.suggested:
            return
        hint = "Add `assertions:` and a list, or a `quantifier`."
        self.error(fields.node.span, f"`{form}` without assertions always holds", "", hint)

    def nested(self, node: YamlNode, key: str, depth: int) -> tuple[Condition, ...]:
        part = node.fields.get(key)
        if part is None:
            return ()
        self.around.append("related" if "related" in node.fields else "each")
        found = self.conditions(part, key, depth + 1)
        self.around.pop()
        return found

    def related(self, node: YamlNode, depth: int) -> Condition | None:
        fields = self.fields(node, "a `related` condition")
        fields.check_known(RELATED_KEYS)
        inner_node = node.fields["related"]
        where = self.nested(node, "where", depth)
        assertions = self.nested(node, "assertions", depth)
        quantifier = self.quantifier(node)
        message = self.message(fields)
        sum_node = node.fields.get("sum")
        total = None if sum_node is None else read_sum(self, sum_node)
        if sum_node is not None and (assertions or quantifier):
            hint = "Use `where` to select resources, and a `related` of its own for other conditions."
            self.error(node.key_spans["sum"], "`sum` can't be used with `assertions` or `quantifier`", "", hint)
        covers = self.covers(node, assertions, quantifier)
        self.says_something("related", fields, assertions, quantifier or ANY)
        if inner_node.kind == "scalar" and inner_node.text:
            types = resource_types(fields, "related")
            self.failed = self.failed or fields.failed
            return Related(
                node.span, types, (), "any", assertions, where, quantifier, message, sum=total, covers=covers
            )
        if inner_node.kind != "map":
            self.error(
                inner_node.span,
                f"`related` must be a map, not {inner_node.what()}",
                "",
                "Write `related: {resource_type: …}`.",
            )
            return None
        inner = self.fields(inner_node, "`related`")
        inner.check_known(RELATION_KEYS)
        types = resource_types(inner)
        if not types and not inner.failed:
            inner.error(
                inner_node.span, "`resource_type` is missing in `related`", "", "Name the type of the related resource."
            )
        via = []
        for text, span in inner.texts("via") if "via" in inner_node.fields else []:
            try:
                if compile_path(text).first == "$":
                    self.error(span, f"`via: {clip(text)}` would select nothing", "", "Leave out `$.`.")
                via.append(text)
            except PathError as problem:
                self.error(shift(span, problem.column), f"`via` can't be read: {problem}", "", KEY_HINT)
        direction = inner.choice("direction", DIRECTIONS, "any")
        on = read_on(self, inner_node.fields["on"]) if "on" in inner_node.fields else ()
        within = inner.choice("in", PLACES, "") if "in" in inner_node.fields else ""
        ways: list[str] = [name for name in ("on", "in") if name in inner_node.fields]
        if within == "installed":  # says where others can be, also of those that `on` finds
            ways = ways[:1]
        ways += [name for name in ("via", "direction") if name in inner_node.fields][:1]
        if len(ways) > 1:
            hint = "`via` follows references, `on` compares attributes, `in` takes all resources of the type."
            inner.error(
                inner_node.key_spans[ways[0]], f"`related` can't have both `{ways[0]}` and `{ways[1]}`", "", hint
            )
        self.failed = self.failed or inner.failed
        # `direction` and `within` are texts to mypy: `choice` takes nothing but what `Related` does
        return Related(
            node.span, types, tuple(via), direction, assertions, where, quantifier, message, on, within, total, covers,  # type: ignore[arg-type]
        )  # fmt: skip

    def quantifier(self, node: YamlNode) -> Quantifier | None:
        part = node.fields.get("quantifier")
        if part is None:
            return None
        if part.kind == "scalar" and part.text in ("all", "any", "none"):
            return {"all": ALL, "any": ANY}.get(part.text, Quantifier("none"))
        if part.kind != "map":
            hint = nearest(part.text, ("all", "any", "none")) if part.kind == "scalar" else ""
            self.error(
                part.span,
                f"`quantifier` can't be {YamlFields.shown(part)}",
                "It is all, any, none or {at_least: n, at_most: m}.",
                hint,
            )
            return None
        fields = self.fields(part, "a quantifier")
        fields.check_known(("at_least", "at_most"))
        counts: dict[str, int | str | None] = {"at_least": None, "at_most": None}
        for key in counts:
            value = part.fields.get(key)
            if value is None:
                continue
            if value.kind == "scalar" and PLACEHOLDER.fullmatch(value.text):
                if self.check_text(value.text, value.span):
                    counts[key] = value.text
                else:
                    fields.failed = True
            elif isinstance(value.value, bool) or not isinstance(value.value, int) or value.value < 0:
                summary = f"`{key}` must be a whole number from 0 on, not {YamlFields.shown(value)}"
                fields.error(value.span, summary, "", f"Write `{key}: 1`.")
            else:
                counts[key] = value.value
        least, most = counts["at_least"], counts["at_most"]
        if least is None and most is None and not fields.failed:
            hint = "Write `quantifier: {at_least: 1}`, or all, any or none."
            fields.error(part.span, "A quantifier needs `at_least` or `at_most`", "", hint)
        if least == 0 and most is None and not fields.failed:
            hint = "Write `quantifier: {at_least: 1}`, or `none`."
            fields.error(part.span, "`at_least: 0` always holds", "", hint)
        if isinstance(least, int) and isinstance(most, int) and least > most:
            hint = f"Write `{{at_least: {most}, at_most: {least}}}`, or leave one out."
            fields.error(part.span, f"No number is at least {least} and at most {most}", "", hint)
        self.failed = self.failed or fields.failed
        return Quantifier("count", least, most)

    # --- leaves ---

    def key(self, node: YamlNode, field: str) -> str:
        if node.kind != "scalar" or not node.text.strip():
            what = "is empty" if node.kind == "scalar" else f"must be the key of an attribute, not {node.what()}"
            self.error(node.span, f"`{field}` {what}", "", f"Write `{field}: tags.Owner`.")
            return "."
        if PLACEHOLDER.search(node.text):
            self.error(
                node.span,
                "A key can't contain a parameter",
                "",
                "Parameters can be used in values, messages and options.",
            )
            return "."
        try:
            path = compile_path(node.text)
        except PathError as problem:
            self.error(
                shift(node.span, problem.column, node.quoted),
                f"The key `{clip(node.text)}` can't be read: {problem}",
                "",
                KEY_HINT,
            )
            return "."
        first = path.first
        elements = field == "each" and bool(self.around) and "related" not in self.around
        if first == "$" and field != "value_from" and not elements:
            self.error(
                node.span,
                f"The key `{clip(node.text)}` would select nothing",
                "`$.` means the whole resource in `value_from`, `on`, messages, and an `each` inside `each` only.",
                "Write the condition outside of `each`, or compare with it by `value_from`.",
            )
        if first == "^" and (field != "value_from" or not self.around):
            self.error(
                node.span,
                f"The key `{clip(node.text)}` would select nothing",
                "`^.` means what is around an `each` or `related`, in `value_from` only.",
                "Compare with it by `value_from`, inside of `each` or `related`.",
            )
        elif first == "^" and outward(node.text)[0] > len(self.around):
            self.error(
                node.span,
                f"The key `{clip(node.text)}` leads out of the rule",
                "Each `^.` means what is around one `each` or `related`.",
                f"The condition is inside {len(self.around)} of them.",
            )
        if (
            first is not None
            and first.startswith("__")
            and first.endswith("__")
            and first not in (*SPECIAL_KEYS, *DERIVED_KEYS)
        ):
            self.error(
                node.span,
                f"Unknown key `{clip(first)}`",
                "riveter defines the keys that begin with `__`.",
                nearest(first, (*SPECIAL_KEYS, *DERIVED_KEYS)),
            )
        return node.text

    def leaf(self, node: YamlNode) -> Condition | None:
        fields = self.fields(node, "a condition")
        fields.check_known(LEAF_KEYS)
        key_node = node.fields["key"]
        key = self.key(key_node, "key")
        operator_node = node.fields.get("operator")
        operator = self.operator(fields, operator_node)
        message = self.message(fields)
        transform = self.transforms(fields)
        quantifier = self.quantifier(node)
        self.failed = self.failed or fields.failed
        if operator is None or operator_node is None:
            return None
        value_node, from_node = node.fields.get("value"), node.fields.get("value_from")
        value_from = self.key(from_node, "value_from") if from_node is not None else None
        self.check_value(operator, operator_node, fields, value_node, from_node)
        return Leaf(
            span=node.span,
            key=key,
            operator=operator_node.text,
            value=None if value_node is None else value_node.plain(),
            has_value=value_node is not None,
            value_from=value_from,
            transform=transform,
            quantifier=quantifier,
            message=message,
            key_span=key_node.span,
            operator_span=operator_node.span,
            value_span=None if value_node is None else value_node.span,
        )

    def operator(self, fields: YamlFields, node: YamlNode | None) -> Operator | None:
        if node is None:
            fields.missing("operator", "", "Add `operator: equals`, or another.")
            return None
        if node.kind != "scalar":
            hint = "Write a condition for each, and `any:` around them if one is enough."
            self.error(node.span, f"`operator` must be the name of one operator, not {node.what()}", "", hint)
            return None
        operator = OPERATORS.get(node.text)
        if operator is None:
            hint = nearest(node.text, OPERATORS) or "docs/operators.md lists all operators."
            self.error(node.span, f"Unknown operator {YamlFields.shown(node)}", "", hint)
        return operator

    def transforms(self, fields: YamlFields) -> tuple[str, ...]:
        names = []
        for name, span in fields.texts("transform") if fields.get("transform") is not None else []:
            if name in TRANSFORMS:
                names.append(name)
            else:
                self.error(span, f"Unknown transform `{clip(name)}`", "", nearest(name, TRANSFORMS))
        return tuple(names)

    def check_value(
        self,
        operator: Operator,
        operator_node: YamlNode,
        fields: YamlFields,
        value_node: YamlNode | None,
        from_node: YamlNode | None,
    ) -> None:
        name, spans = operator_node.text, fields.node.key_spans
        if value_node is not None and from_node is not None:
            self.error(
                spans["value_from"], "A condition can't have both `value` and `value_from`", "", "Remove one of them."
            )
            return
        if not operator.takes_value:
            extra = "value" if value_node is not None else "value_from" if from_node is not None else ""
            if extra:
                self.error(spans[extra], f"`{name}` takes no `{extra}`", "", self.valueless_hint(name, value_node))
            return
        if value_node is None:
            if from_node is None and "value" not in fields.suggested:
                self.error(
                    operator_node.span,
                    f"`{name}` needs a `value`",
                    "",
                    f"It takes {operator.value.summary}, as in `{operator.example}`.",
                )
            return
        if value_node.broken or self.unclear(value_node, "value"):
            self.failed = True
            return
        value = value_node.plain()
        if not self.check_parameters(value, value_node.span):
            return
        known = defaults(self.parameters)
        try:
            check_places(value, self.parameters, regex=operator.value.regex)
            if unknown_parameters(value, known):
                return  # one without a default: the rest is checked when the run gives it
            operator.value.prepare(substitute(value, known, regex=operator.value.regex))
        except ValueError as error:
            problem = as_unusable(error)
            hint = problem.hint or _value_hint(operator, value) or f"For example: `{operator.example}`."
            sentence = problem.sentence(name)
            self.error(value_node.span, sentence[:1].upper() + sentence[1:], "", hint)

    def valueless_hint(self, name: str, value_node: YamlNode | None) -> str:
        if value_node is not None and value_node.value is False:
            return f"Write `operator: not_{name}`." if not name.startswith("not_") else f"Write `operator: {name[4:]}`."
        return "Remove it."

    def check_text(self, text: str, span: Span) -> bool:
        """Report unknown parameters in a text, and lists in it; returns False if there are any."""
        if not self.check_parameters(text, span):
            return False
        try:
            check_places(f"{text}.", self.parameters)  # also a parameter alone is a text
        except UnusableValueError as problem:
            self.error(span, f"The text {problem}", "", problem.hint)
            return False
        return True

    def unclear(self, node: YamlNode, what: str) -> bool:
        """Report ambiguous values. See `report_unclear`."""
        found = report_unclear(node, what, self.diagnostics)
        self.failed = self.failed or found
        return found

    def check_parameters(self, value: Any, span: Span) -> bool:
        names = [parameter.name for parameter in self.parameters]
        misspelt = misspelt_placeholder(value)
        if misspelt is not None:
            hint = f"Write `{{param.{misspelt[1]}}}`."
            self.error(span, f"`{clip(misspelt[0])}` is not how a parameter is written", "", hint)
            return False
        unknown = unknown_parameters(value, names)
        for name in unknown:
            hint = f"Declare it: `parameters: {{{name}: {{type: number, default: …}}}}`."
            if names:
                hint = nearest(name, names) if len(self.diagnostics) < MAX_SUGGESTED else ""
            self.error(span, f"Unknown parameter `{clip(name)}`", "", hint)
        return not unknown


_TYPE = late(r"(data\.)?[A-Za-z0-9_*?-]+\Z")


def resource_types(fields: YamlFields, key: str = "resource_type") -> tuple[str, ...]:
    """Return the resource types in a field, without those that are written like none (which is reported)."""
    types = []
    for text, span in fields.texts(key):
        if not _TYPE.match(text):
            hint = "Write a type (`aws_s3_bucket`), a glob (`aws_s3_*`), or `data.` and a type."
            fields.error(span, f"`{clip(text)}` can't be a resource type", "", hint)
            continue
        if "_" not in text and not set("*?.") & set(text) and text not in OTHER_BLOCKS:
            block = perhaps_meant(text, sorted(OTHER_BLOCKS))
            if block is not None:
                fields.error(span, f"`{clip(text)}` can't be a resource type", "", meant(block))
                continue
        types.append(text)
    return tuple(types)


def _value_hint(operator: Operator, value: Any) -> str:
    if operator.group == "IAM" and isinstance(value, dict) and isinstance(value.get("resources"), dict):
        return "For example: `resources: {resource_type: aws_kms_key, via: kms_key_arn}`."
    if operator.value.schema.get("type") == ["array", "string"] and not isinstance(value, (list, dict)):
        return f"Write `value: [{clip(str(value))}]`."
    if operator.name == "contains_all" and isinstance(value, dict):
        return "Use `superset_of` for the pairs of a map."
    return ""


def shift(span: Span, column: int, quoted: bool = False) -> Span:
    """Return the place of a mistake within a scalar on one line."""
    if span.start_line != span.end_line:
        return span
    start = span.start_col + column - 1 + (1 if quoted else 0)
    return msgspec.structs.replace(span, start_col=start, end_col=max(start + 1, span.end_col))
