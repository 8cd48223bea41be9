"""Random well-formed expressions and templates."""

from __future__ import annotations

import random
from typing import Any

SCOPE: dict[str, Any] = {
    "x": "X",
    "s": " padded ",
    "n": 7,
    "z": 0,
    "t": True,
    "f": False,
    "l": ["p", "q"],
    "e": [],
    "m": {"a": 1, "b": 2},
    "r": [{"id": 1, "tags": ["u", "v"], "sub": [{"k": 1}, {"k": 2}]}, {"id": 2, "tags": ["w"], "sub": [{"k": 3}]}],
}


def expression(rng: random.Random, depth: int = 4) -> str:
    """An expression of operators, whose value depends on how they associate, or of collections, splats and `for`."""
    return rng.choice([_number, _boolean, _collection])(rng, depth)


def _collection(rng: random.Random, depth: int) -> str:
    """A list or an object."""
    splats = [
        "r[*].id",
        "r.*.id",
        "r[*].sub[*].k",
        "r.*.sub.0.k",
        "r.*.sub[0]",
        "r[*].sub[0].k",
        "r[*].sub.*.k",
        "r[*]",
        "l.*",
    ]
    if depth == 0:
        return rng.choice(["l", "e", "m", *splats])
    inner = depth - 1
    kind = rng.randrange(7)
    gap = rng.choice(["", " ", "\n", " # c\n"])
    if kind == 0:
        return rng.choice(splats)
    if kind == 1:
        items = [_any(rng, inner) for _ in range(rng.randrange(4))]
        return f"[{gap}{f'{gap},{gap}'.join(items)}{',' if items and rng.random() < 0.3 else ''}{gap}]"
    if kind == 2:
        return _object(rng, inner)
    if kind == 3:
        condition = rng.choice(["", f" if {_boolean(rng, 1)}"])
        return (
            f"[{gap}for{gap} v in {gap}{rng.choice(['l', 'r[*].id', 'm'])} :{gap} {_any(rng, inner)}{gap}{condition}]"
        )
    if kind == 4:
        return f"{{{gap}for k, v in m : {gap}k => {_any(rng, inner)}{rng.choice(['', '...'])}{gap}}}"
    if kind == 5:
        return f"concat({gap}[{_any(rng, inner)}], [[{_any(rng, inner)}], l]...)"
    return f"{{ a = {_collection(rng, inner)} }}.a"


def _any(rng: random.Random, depth: int) -> str:
    return rng.choice([_number, _boolean, _collection, _text])(rng, depth)


def _text(rng: random.Random, depth: int) -> str:
    return (
        any_template(rng) if depth and rng.random() < 0.5 else rng.choice(['"a"', '"${x}"', '"b ${n}"', '"$${c}"', "x"])
    )


def _object(rng: random.Random, depth: int) -> str:
    keys = ["a", "b-c", '"d e"', '"${x}f"', "(x)", '("g")', "1", "true", "for_"]
    rng.shuffle(keys)
    items = []
    for key in keys[: rng.randrange(4)]:
        value = _any(rng, depth)
        # Outside of brackets a line end would end the value.
        value = f"({value})" if "\n" in value else value
        ends = [",", "\n", " # c\n", " ,\n"]
        items.append(f"{key}{rng.choice([' = ', ' : ', '='])}{value}{rng.choice(ends)}")
    return f"{{{rng.choice(['', ' ', chr(10)])}{''.join(items)}}}"


def _number(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(["0", "1", "2", "10", "n", "z", "m.a", 'm["b"]', "r[1].id", "r.0.id", "length(l)"])
    inner = depth - 1
    kind = rng.randrange(8)
    gap = rng.choice(["", " ", "\n", " /* c */ ", " # c\n"])
    if kind < 4:
        return f"{_number(rng, inner)} {rng.choice('+-*')}{gap} {_number(rng, inner)}"
    if kind == 4:
        return f"-{gap}{_parenthesised(rng, _number(rng, inner), 0.6)}"
    if kind == 5:
        return f"({gap}{_number(rng, inner)}{gap})"
    if kind == 6:
        return f"({_boolean(rng, inner)} ?{gap} {_number(rng, inner)} : {_conditional_tail(rng, inner)})"
    return f"max({gap}{_number(rng, inner)}, {_number(rng, inner)}{rng.choice(['', ','])})"


def _conditional_tail(rng: random.Random, depth: int) -> str:
    if depth and rng.random() < 0.5:
        return f"{_boolean(rng, depth - 1)} ? {_number(rng, depth - 1)} : {_conditional_tail(rng, depth - 1)}"
    return _number(rng, depth)


def _parenthesised(rng: random.Random, text: str, chance: float) -> str:
    return f"({text})" if rng.random() < chance else text


def _boolean(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.1:
        return rng.choice(["true", "false", "t", "f", "!t", "!f", "(t)"])
    inner = depth - 1
    kind = rng.randrange(6)
    gap = rng.choice(["", " ", "\n"])
    if kind < 3:
        return f"{_boolean(rng, inner)} {rng.choice(['&&', '||', '==', '!='])}{gap} {_boolean(rng, inner)}"
    if kind < 5:
        compared = rng.choice(["<", ">", "<=", ">=", "==", "!="])
        return f"({_number(rng, inner)} {compared}{gap} {_number(rng, inner)})"
    return f"!({gap}{_boolean(rng, inner)})"


def template_body(rng: random.Random, *, quoted: bool, pieces: int = 8) -> str:
    """The inside of a template: literal text and line ends around interpolations and directives with trim marks."""
    result: list[str] = []
    _add_pieces(rng, result, pieces, quoted, 2)
    return "".join(result)


def _add_pieces(rng: random.Random, result: list[str], pieces: int, quoted: bool, depth: int) -> None:
    end = r"\n" if quoted else "\n"
    literals = [
        "a",
        " ",
        "  ",
        "    ",
        "\t",
        end,
        end + "  ",
        " " + end,
        "x y",
        "$",
        "%",
        "$${",
        "%%{",
        "}",
        "{",
        "~",
        "$ ",
        "\u00a0",
    ]
    literals += [r"\t", r"\"", r"\\", r"\u00e9"] if quoted else ['"', "\\", "\\n", end + end, end + " " * 6]
    for _ in range(rng.randrange(pieces + 1)):
        kind = rng.random()
        left, right = rng.choice(["", "~"]), rng.choice(["", "~"])
        if kind < 0.65:
            result.append(rng.choice(literals))
            if result[-1] in ("$", "%") or result[-1].endswith("$"):
                result.append(rng.choice([" ", "-"]))
        elif kind < 0.85 or not depth:
            result.append(f"${{{left} {rng.choice(['x', 's', 'n', 't', 'm.a', 'l[0]'])} {right}}}")
        elif kind < 0.93:
            result.append(f"%{{{left} if {rng.choice('tf')} {right}}}")
            _add_pieces(rng, result, pieces // 2, quoted, depth - 1)
            if rng.random() < 0.5:
                result.append(f"%{{{rng.choice(['', '~'])} else {rng.choice(['', '~'])}}}")
                _add_pieces(rng, result, pieces // 2, quoted, depth - 1)
            result.append(f"%{{{rng.choice(['', '~'])} endif {rng.choice(['', '~'])}}}")
        else:
            names = rng.choice(["v in l", "k, v in l", "k, v in m", "v in e"])
            result.append(f"%{{{left} for {names} {right}}}")
            _add_pieces(rng, result, pieces // 2, quoted, depth - 1)
            result.append(f"${{v}}%{{{rng.choice(['', '~'])} endfor {rng.choice(['', '~'])}}}")


def heredoc(rng: random.Random) -> str:
    """A heredoc, flush or not, with lines of different indentation."""
    lines = []
    for _ in range(rng.randrange(6)):
        indentation = rng.choice(["", "  ", "    ", "      ", "\t"])
        lines.append(indentation + template_body(rng, quoted=False, pieces=4))
    body = "\n".join(lines)
    mark = rng.choice(["<<EOT", "<<-EOT"])
    text = f"{mark}\n{body}\n{rng.choice(['', '  ', '      '])}EOT\n"
    return text.replace("\n", "\r\n") if rng.random() < 0.1 else text


def any_template(rng: random.Random) -> str:
    """A quoted template or a heredoc."""
    return heredoc(rng) if rng.random() < 0.6 else f'"{template_body(rng, quoted=True)}"'
