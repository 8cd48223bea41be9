"""Random well-formed expressions and templates; some of them nonsense on purpose.

They use `UNKNOWNS`, whose values are unknown (`local.maybe` may be null), and `NULLS`, which are nulls of every kind of type.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TEXTS = (
    "",
    "a",
    "b",
    "ab",
    "a b",
    "1",
    "0",
    "-5",
    "1.5",
    "true",
    "false",
    "é",
    "x-y",
    "A,B",
    "$${x}",
    "%%{x}",
    "\\n",
    "\\u00e9",
)
NUMBERS = (
    *("0", "1", "2", "3", "10", "1.5", "0.1", "0.2", "1e3", "1.50", "100000000000000000000", "1e-7", "123456.789"),
    *("0.3", "5.5", "-7.25", "(1 / 3)", "-0.0", "(1 / 0)", "(-1 / 0)", "1e400"),
)
KEYS = ("a", "b", "c")
UNKNOWNS = ("local.u", "local.any", "local.number", "local.list", "local.map", "local.boolean", "local.maybe")
NULLS = tuple(
    f"local.null_{name}" for name in ("string", "number", "bool", "list", "numbers", "set", "map", "object", "tuple")
)
BINARY = ("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||")
FUNCTIONS = {
    1: ("length", "keys", "values", "tostring", "tonumber", "tobool", "tolist", "toset", "tomap", "upper", "jsonencode", "flatten",
        "distinct", "reverse", "sort", "compact", "sum", "abs", "title", "trimspace", "one", "alltrue", "anytrue", "can", "try",
        "ceil", "floor", "transpose", "jsondecode", "signum", "strrev", "chomp", "yamlencode", "sensitive", "nonsensitive",
        "issensitive", "lower", "base64encode", "md5", "urlencode", "coalesce", "coalescelist", "merge"),
    2: ("concat", "merge", "coalesce", "coalescelist", "element", "contains", "join", "split", "zipmap", "max", "min", "try", "index",
        "setunion", "setintersection", "setsubtract", "setproduct", "chunklist", "format", "formatlist", "matchkeys",
        "startswith", "trimprefix", "pow", "parseint", "log", "trim", "trimsuffix", "endswith", "strcontains", "regex", "regexall",
        "indent", "range"),
    3: ("lookup", "slice", "replace", "merge", "substr", "coalesce", "try", "format"),
}  # fmt: skip


SIMPLE = {
    "s": ('"a"', '"b-c"', '"1"', '"é x"', '"true"', "local.u", '""', '"a,b"', "local.null_string", "local.maybe"),
    "n": (
        "0",
        "1",
        "2.5",
        "10",
        "0.1",
        "-3",
        "local.number",
        "0.3",
        "5.5",
        "-1.1",
        "local.null_number",
        "(1 / 0)",
        "-0.0",
        "(2 / 3)",
    ),
    "b": ("true", "false", "local.boolean", "local.null_bool"),
    "l": (
        "[]",
        '["a", "b"]',
        "[1, 2]",
        'toset(["b", "a"])',
        "local.list",
        "[{ a = 1 }, { a = 2 }]",
        "range(3)",
        '[1, "a", null]',
        "local.null_list",
        "local.null_set",
        "local.null_tuple",
        "tolist([null, 1])",
        "[local.null_string, local.null_number]",
    ),
    "m": (
        "{}",
        "{ a = 1, b = 2 }",
        '{ a = "x", b = [1] }',
        'tomap({ a = "1" })',
        "local.map",
        "{ a = null }",
        "{ b = { a = true } }",
        "local.null_map",
        "local.null_object",
        'tomap({ a = null, b = "1" })',
    ),
}
"""Expressions of one level, by kind."""

FORMS = {
    "s": (
        '"${<s>}-${<n>}"',
        '"%{ if <b> }${<s>}%{ else }no%{ endif }"',
        '"%{ for v in <l> ~} ${jsonencode(v)} %{ endfor ~}"',
        "upper(<s>)",
        'join("-", [for v in <l> : jsonencode(v)])',
        "tostring(<n>)",
        "jsonencode(<x>)",
        'replace(<s>, "a", <s>)',
        "try(<s>, <s>)",
        'format("%s=%v", <s>, <x>)',
        'lookup(<m>, "a", <s>)',
        "coalesce(<s>, <s>)",
        "(<<-EOT\n  ${<s>}\n    x\n  EOT\n)",
        "trimspace(<s>)",
        'try(<m>["a"], <s>)',
        "substr(<s>, 0, 2)",
        'element(["x", "y"], abs(<n>))',
        "title(<s>)",
        "nonsensitive(sensitive(<s>))",
        "(<s> == null ? <n> : <s>)",
        "coalesce(<s>, <n>)",
        "try(<s>, null)",
        "tostring(<n> % <n>)",
        "one([<s>])",
        'format("%d %f %e", <n>, <n>, <n>)',
    ),
    "n": (
        "(<n> + <n>)",
        "(<n> - <n>)",
        "(<n> * <n>)",
        "(<n> / 4)",
        "(<n> % 3)",
        "-<n>",
        "length(<l>)",
        "length(<m>)",
        "length(<s>)",
        "max(<n>, <n>)",
        "min(<n>, <n>)",
        "sum([<n>, <n>])",
        "abs(<n>)",
        "floor(<n>)",
        "try(<l>[0] + 0, <n>)",
        'tonumber("1.50")',
        'parseint("ff", 16)',
        "(<n> / <n>)",
        "(<n> % <n>)",
        "ceil(<n> / 3)",
        "(<n> == null ? 0 : <n>)",
        "coalesce(<n>, <n>)",
        "pow(<n>, 2)",
        "signum(<n>)",
        "tonumber(<s>)",
    ),
    "b": (
        "(<n> < <n>)",
        "(<n> >= <n>)",
        "(<x> == <x>)",
        "(<s> == <s>)",
        "(<l> != <l>)",
        "(<m> == <m>)",
        "(<b> && <b>)",
        "(<b> || <b>)",
        "!<b>",
        "can(<x>)",
        "contains(<l>, <s>)",
        "alltrue([<b>, <b>])",
        'startswith(<s>, "a")',
        "(<x> != null)",
        "(<x> == null)",
        "(<n> == <s>)",
        "issensitive(<x>)",
        "(<b> == null ? <b> : <b>)",
        "anytrue([for v in <l> : v == 1])",
    ),
    "l": (
        "[<x>, <x>]",
        "[for v in <l> : <X>]",
        "[for v in <l> : v if <B>]",
        '[for k, v in <m> : "${k}"]',
        "<l>[*]",
        "[<m>, <m>][*].a",
        "concat(<l>, <l>)",
        "reverse([<x>, <x>])",
        "keys(<m>)",
        "values(<m>)",
        "flatten([<l>, <l>])",
        "distinct(<l>)",
        "tolist(<l>)",
        "toset(<l>)",
        "try(<l>, [])",
        "compact([<s>, <s>])",
        'split(",", <s>)',
        "slice([<x>, <x>, <x>], 0, 2)",
        "setunion(<l>, <l>)",
        "sort([<s>, <s>])",
        "one([<l>])",
        "[for v in <l> : [for w in <l> : [v, w]]]",
        "matchkeys(<l>, <l>, <l>)",
        "coalescelist(<l>, <l>)",
        "<m>[*]",
        "chunklist(<l>, 2)",
        "setproduct(<l>, <l>)",
        "(<l> == null ? <l> : <l>)",
        "tolist([<n>, <s>])",
        "tolist([<l>, <l>])",
        "[for v in [<x>, <x>] : v == null ? <x> : v]",
        "coalescelist(<l>, [<x>])",
        "<s>[*]",
        "flatten([<l>, [<l>]])",
        "setintersection(<l>, <l>)",
        "values(tomap({ a = <s>, b = <n> }))",
    ),
    "m": (
        "{ a = <x>, b = <x> }",
        "{ (<s>) = <x> }",
        "{ for k, v in <m> : k => <X> }",
        "{ for v in <l> : jsonencode(v) => <X>... }",
        "merge(<m>, <m>)",
        "{ for k, v in <m> : upper(k) => v if <B> }",
        "zipmap([<s>], [<x>])",
        "tomap(<m>)",
        "try(<m>, {})",
        "{ for i, v in <l> : i => v }",
        "jsondecode(jsonencode(<m>))",
        "[<m>, <m>][0]",
        "transpose({ a = [<s>] })",
        "(<m> == null ? <m> : <m>)",
        "merge(<m>, <m>, <m>)",
        "tomap({ a = <n>, b = <s> })",
        "coalesce(<m>, <m>)",
    ),
}
"""Larger ones: ``<n>`` is a place for an expression of that kind, ``<x>`` of any; in capitals where the name `v` may be used."""


class Generator:
    """Makes expressions; `names` are the variables of the `for` expressions and directives around the place."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._in_heredoc = False
        self._forms: list[tuple[int, Callable[[int, tuple[str, ...]], str]]] = [
            (3, self._tuple), (3, self._object), (4, self._binary), (4, self._conditional), (1, self._unary),
            (3, self._index), (2, self._attribute), (3, self._splat), (4, self._for_tuple), (4, self._for_object),
            (4, self._template), (2, self._heredoc), (7, self._call), (1, self._parenthesis),
        ]  # fmt: skip
        self._weights = [weight for weight, _ in self._forms]

    def sensible(self, kind: str, depth: int, names: tuple[str, ...] = ()) -> str:
        """An expression that mostly has a value, of a kind: ``s``tring, ``n``umber, ``b``ool, ``l``ist, ``m``ap or object."""
        if depth <= 0:
            return self._random.choice(SIMPLE[kind])
        pick = self._random.random()
        if pick < 0.04:
            return self.expression(1, names)
        if names and pick < 0.2:
            return self._random.choice(names)
        if pick < 0.3:
            condition = self.sensible("b", depth - 1, names)
            return f"({condition} ? {self.sensible(kind, depth - 1, names)} : {self.sensible(kind, depth - 1, names)})"
        form = self._random.choice(FORMS[kind])

        def made(place: re.Match[str]) -> str:
            wanted = place[1]
            inner = names if wanted.islower() else (*names, "v")
            return self.sensible(self._random.choice("snblm") if wanted in "xX" else wanted.lower(), depth - 1, inner)

        return re.sub("<([snblmxXB])>", made, form)

    def expression(self, depth: int, names: tuple[str, ...] = ()) -> str:
        """An expression with at most `depth` levels."""
        if depth <= 0 or self._random.random() < 0.12:
            return self._leaf(names)
        ((_, form),) = self._random.choices(self._forms, self._weights)
        return form(depth - 1, names)

    def _leaf(self, names: tuple[str, ...]) -> str:
        pick = self._random.random()
        if names and pick < 0.4:
            return self._random.choice(names)
        if pick < 0.48:
            return self._random.choice(UNKNOWNS)
        if pick < 0.55:
            return self._random.choice(NULLS)
        if pick < 0.7:
            return self._random.choice(NUMBERS)
        if pick < 0.9:
            return f'"{self._random.choice(TEXTS)}"'
        return self._random.choice(("true", "false", "null", "[]", "{}", "range(3)", "tomap({})", 'toset(["a", "b"])'))

    def _several(self, depth: int, names: tuple[str, ...], most: int = 3) -> list[str]:
        return [self.expression(depth, names) for _ in range(self._random.randint(0, most))]

    def _tuple(self, depth: int, names: tuple[str, ...]) -> str:
        return "[" + ", ".join(self._several(depth, names)) + "]"

    def _object(self, depth: int, names: tuple[str, ...]) -> str:
        items = []
        for key in self._random.sample(KEYS, self._random.randint(0, 3)):
            shown = self._random.choice((key, f'"{key}"', f'("{key}")', f'"{key}${{1}}"'))
            if self._random.random() < 0.1:
                shown = f"({self.expression(depth, names)})"
            items.append(f"{shown} {self._random.choice('=:')} {self.expression(depth, names)}")
        return "{" + ", ".join(items) + "}"

    def _binary(self, depth: int, names: tuple[str, ...]) -> str:
        left, right = self.expression(depth, names), self.expression(depth, names)
        return f"({left} {self._random.choice(BINARY)} {right})"

    def _conditional(self, depth: int, names: tuple[str, ...]) -> str:
        condition = self.expression(depth, names)
        if self._random.random() < 0.7:
            condition = self._random.choice(("true", "false", "local.boolean", '"true"', f"({condition} == 1)"))
        return f"({condition} ? {self.expression(depth, names)} : {self.expression(depth, names)})"

    def _unary(self, depth: int, names: tuple[str, ...]) -> str:
        return f"{self._random.choice('-!')}({self.expression(depth, names)})"

    def _parenthesis(self, depth: int, names: tuple[str, ...]) -> str:
        return f"({self.expression(depth, names)})"

    def _index(self, depth: int, names: tuple[str, ...]) -> str:
        key = self._random.choice(("0", "1", '"a"', '"b"', "local.number", "local.u", self.expression(depth, names)))
        return f"({self.expression(depth, names)})[{key}]"

    def _attribute(self, depth: int, names: tuple[str, ...]) -> str:
        return f"({self.expression(depth, names)}).{self._random.choice((*KEYS, '0', '1'))}"

    def _splat(self, depth: int, names: tuple[str, ...]) -> str:
        after = self._random.choice(
            ("[*]", "[*].a", "[*].a[0]", "[*][0]", ".*.a", ".*", '[*]["b"]', "[*].a[*].b", ".*.a[0]")
        )
        return f"({self.expression(depth, names)}){after}"

    def _loop(self, depth: int, names: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
        """The variables of a loop, its collection, and the names within it."""
        new = self._random.choice((("v",), ("k", "v"), ("w",), ("i", "w")))
        return ", ".join(new), self.expression(depth, names), tuple(dict.fromkeys((*names, *new)))

    def _for_tuple(self, depth: int, names: tuple[str, ...]) -> str:
        variables, collection, inner = self._loop(depth, names)
        condition = f" if {self.expression(depth, inner)}" if self._random.random() < 0.3 else ""
        return f"[for {variables} in {collection} : {self.expression(depth, inner)}{condition}]"

    def _for_object(self, depth: int, names: tuple[str, ...]) -> str:
        variables, collection, inner = self._loop(depth, names)
        condition = f" if {self.expression(depth, inner)}" if self._random.random() < 0.3 else ""
        key = self._random.choice((variables.split(", ")[0], self.expression(depth, inner)))
        group = "..." if self._random.random() < 0.3 else ""
        return f"{{for {variables} in {collection} : {key} => {self.expression(depth, inner)}{group}{condition}}}"

    def _call(self, depth: int, names: tuple[str, ...]) -> str:
        count = self._random.choice((1, 1, 1, 2, 2, 3))
        arguments = [self.expression(depth, names) for _ in range(count)]
        expand = "..." if self._random.random() < 0.07 else ""
        return f"{self._random.choice(FUNCTIONS[count])}({', '.join(arguments)}{expand})"

    def _template(self, depth: int, names: tuple[str, ...]) -> str:
        return '"' + "".join(self._parts(depth, names, self._random.randint(1, 3), ("a", " ", "x-", "é", "  "))) + '"'

    def _parts(self, depth: int, names: tuple[str, ...], count: int, texts: tuple[str, ...]) -> list[str]:
        """Text, interpolations and directives."""
        parts: list[str] = []
        for _ in range(count):
            pick = self._random.random()
            left, right = self._random.choice(("", "", "~")), self._random.choice(("", "", "~"))
            if pick < 0.35:
                parts.append(self._random.choice(texts))
            elif pick < 0.75:
                parts.append(f"${{{left} {self.expression(depth, names)} {right}}}")
            elif pick < 0.88:
                then = "".join(self._parts(depth - 1, names, 2, texts))
                other = "".join(self._parts(depth - 1, names, 1, texts))
                middle = f"%{{ else {right}}}{other}" if self._random.random() < 0.6 else ""
                condition = self._random.choice(("true", "false", "local.boolean", self.expression(depth, names)))
                parts.append(f"%{{{left} if {condition} {right}}}{then}{middle}%{{{left} endif }}")
            else:
                variables, collection, inner = self._loop(depth, names)
                body = "".join(self._parts(depth - 1, inner, 2, texts))
                parts.append(f"%{{ for {variables} in {collection} {right}}}{body}%{{{left} endfor {right}}}")
        return parts

    def _heredoc(self, depth: int, names: tuple[str, ...]) -> str:
        """A heredoc, in parentheses as it ends with a line of its own; none within another."""
        if self._in_heredoc:
            return self._template(depth, names)
        self._in_heredoc = True
        flush = self._random.choice(("", "-"))
        lines = []
        for _ in range(self._random.randint(1, 3)):
            indent = " " * self._random.choice((0, 2, 2, 4))
            parts = self._parts(
                min(depth, 1), names, self._random.randint(0, 2), ("a", " b", '"q"', "\\n", "$${", "tab\t")
            )
            lines.append(indent + "".join(parts))
        self._in_heredoc = False
        text = "\n".join(lines)
        return f"(<<{flush}EOT\n{text}\n{'  ' if flush else ''}EOT\n)"


def expressions(count: int, seed: int) -> list[str]:
    """Different expressions, none of them huge."""
    generator = Generator(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        text = generator.expression(3) if len(found) % 3 == 0 else generator.sensible("snblm"[len(found) % 5], 3)
        if len(text) < 600:
            found[text] = None
    return list(found)


LEARNT = (
    {
        "u": '"a"',
        "any": "{ a = 1 }",
        "number": "1",
        "list": 'tolist(["a", "b"])',
        "map": 'tomap({ a = "x" })',
        "boolean": "true",
        "maybe": "tostring(null)",
    },
    {
        "u": '"a"',
        "any": '["b"]',
        "number": "0",
        "list": 'compact([""])',
        "map": 'zipmap(compact([""]), compact([""]))',
        "boolean": "false",
        "maybe": '"a"',
    },
    {
        "u": '"x-1"',
        "any": "null",
        "number": "2.5",
        "list": 'tolist(["1"])',
        "map": 'tomap({ b = "1" })',
        "boolean": "true",
        "maybe": '""',
    },
    {
        "u": '""',
        "any": '"text"',
        "number": "-3",
        "list": 'tolist(["", "b-c", "a"])',
        "map": 'tomap({ a = "", b = "true" })',
        "boolean": "false",
        "maybe": "tostring(null)",
    },
    {
        "u": '"1"',
        "any": "[{ a = [1] }, 2]",
        "number": "12",
        "list": 'tolist(["a"])',
        "map": 'tomap({ a = "1", c = "2" })',
        "boolean": "true",
        "maybe": '"1"',
    },
    {
        "u": '"true"',
        "any": "true",
        "number": "1",
        "list": 'tolist(["true", "false"])',
        "map": 'tomap({ c = "a" })',
        "boolean": "false",
        "maybe": '"b-c"',
    },
)
"""Values the unknown ones may turn out to have: what riveter says without them must hold with each."""
