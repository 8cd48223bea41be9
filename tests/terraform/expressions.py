"""Random well-formed expressions, for tests that compare and for tests that only want no crash.

Some are nonsense on purpose (`true + [1]`): Terraform has an error for these, and so must riveter.
"""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("a", "b", "c")
"""Keys of objects, and the names of the variables `local.a`, `local.b`, `local.c` of the tests that use any."""

_TEXTS = st.sampled_from(["", "a", "b", "ab", "a b", "1", "0", "-5", "1.5", "true", "é", "x-y", "A", "${1}", "%"])
_NUMBERS = st.sampled_from(["0", "1", "2", "3", "10", "1.5", "0.1", "0.2", "1e3", "100000000000000000000", "2.50"])


def _quoted(text: str) -> str:
    return '"' + text.replace("${", "$${").replace("%{", "%%{") + '"'


_LITERALS = st.one_of(_NUMBERS, _TEXTS.map(_quoted), st.sampled_from(["true", "false", "null", "[]", "{}"]))
_BINARY = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"])
_KEYS = st.sampled_from(NAMES)
_FUNCTIONS = st.sampled_from(
    ["length", "keys", "values", "tostring", "tonumber", "tobool", "tolist", "toset", "tomap", "upper",
     "jsonencode", "flatten", "distinct", "reverse", "sort", "compact", "sum", "max", "concat", "merge",
     "coalesce", "try", "can", "parseint", "jsondecode", "regex", "cidrhost", "element", "lookup", "contains",
     "join", "split", "abs", "title", "trimspace", "zipmap", "one", "alltrue"]
)  # fmt: skip


def _list(items: list[str]) -> str:
    return "[" + ", ".join(items) + "]"


def _object(items: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key} = {value}" for key, value in items) + "}"


def expressions(variables: bool = False) -> st.SearchStrategy[str]:
    """Texts of expressions; with `variables` they may use `local.a`, `local.b` and `local.c`."""
    leaves = st.one_of(_LITERALS, _KEYS.map("local.{}".format)) if variables else _LITERALS

    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        few = st.lists(inner, max_size=3)
        unique = st.lists(st.tuples(_KEYS, inner), max_size=3, unique_by=lambda item: item[0])
        return st.one_of(
            few.map(_list),
            unique.map(_object),
            st.tuples(inner, _BINARY, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} ? {t[1]} : {t[2]})"),
            inner.map("!({})".format),
            inner.map("-({})".format),
            st.tuples(inner, inner).map(lambda t: f"({t[0]})[{t[1]}]"),
            st.tuples(inner, _KEYS).map(lambda t: f"({t[0]}).{t[1]}"),
            inner.map("({})[*]".format),
            st.tuples(inner, _KEYS).map(lambda t: f"({t[0]})[*].{t[1]}"),
            st.tuples(inner, inner).map(lambda t: f"[for x in {t[0]} : [x, {t[1]}]]"),
            st.tuples(inner, inner).map(lambda t: f"[for x in {t[0]} : x if {t[1]}]"),
            inner.map(lambda t: f"{{for k, v in {t} : k => v}}"),
            inner.map(lambda t: f"{{for v in {t} : v => v...}}"),
            st.tuples(_TEXTS, inner).map(lambda t: f'"{t[0].replace("${", "$${")}${{{t[1]}}}"'),
            st.tuples(inner, inner).map(lambda t: f'"%{{ if {t[0]} }}{{{{ ${{{t[1]}}}%{{ else }}no%{{ endif }}"'),
            st.tuples(inner, inner).map(lambda t: f'"%{{ for x in {t[0]} }}<${{x}}${{{t[1]}}}>%{{ endfor }}"'),
            st.tuples(_FUNCTIONS, few).map(lambda t: f"{t[0]}({', '.join(t[1])})"),
        )

    return st.recursive(leaves, extend, max_leaves=8).filter(lambda text: len(text) < 1000)
