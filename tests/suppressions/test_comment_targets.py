"""Which part of a file a comment stands beside."""

from __future__ import annotations

import pytest

from riveter.core.source import SourceFile
from riveter.hcl import parser
from riveter.suppressions.comment_targets import CommentTarget, CommentTargets


def targets(text: str) -> CommentTargets:
    source = SourceFile("main.tf", text)
    result = parser.parse(source)
    return CommentTargets(source, result.body)


def beside(text: str, comment: int = 0) -> tuple[str, str, bool] | None:
    """What a comment of a text stands beside, the first word of the block around it, and whether it is the block."""
    found = targets(text)
    return described(text, found.target_at(*found.comments[comment]))


def described(text: str, target: CommentTarget | None) -> tuple[str, str, bool] | None:
    if target is None:
        return None
    top = target.block
    return (
        text[target.start : target.end],
        text[top.start : top.end].split()[0] if top is not None else "",
        target.whole,
    )


A = "a {\n  x = 1\n}"
B = "b {\n  y = [\n    1,\n    2,\n  ]\n  c {\n    z = 3\n  }\n}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # above
        (f"#\n{A}\n", (A, "a", True)),
        (f"#\n{A}", (A, "a", True)),
        (f"  #\n\n{A}\n", None),
        (f"  #\n \t\n{A}\n", None),
        (f"#\n# more\n/* and\n more */\n//\n{A}\n", (A, "a", True)),
        (f"/*\n*/\n{A}\n", (A, "a", True)),
        (f"/*\n\n*/\n{A}\n", (A, "a", True)),
        (f"/* */ {A}\n", (A, "a", True)),
        (f"/*\n*/ {A}\n", (A, "a", True)),
        (f"/*\n*/ /* */ {A}\n", (A, "a", True)),
        (f"#\n/* */ {A}\n", (A, "a", True)),
        (f"#\n/* \n */ {A}\n", (A, "a", True)),
        (f"{A}\n#\n{B}\n", (B, "b", True)),
        (f"{A}\n#\n\n{B}\n", None),
        # at the end of the file
        (f"{A}\n#", None),
        (f"{A}\n#\n", None),
        ("#", None),
        ("#\n", None),
        # on the line
        (A.replace("{", "{ #"), (A.replace("{", "{ #"), "a", True)),
        (A.replace("}", "} #"), (A, "a", True)),
        (f"{A} #\n{B}\n", (A, "a", True)),
        (f"{A} # \n", (A, "a", True)),
        ("a { x = 1 } #\n", ("a { x = 1 }", "a", True)),
        (A.replace("1", "1 #"), ("x = 1", "a", False)),
        (A.replace("1", "/* */ 1"), ("x = /* */ 1", "a", False)),
        (A.replace("x", "/* */ x"), ("x = 1", "a", False)),
        (A.replace("  x", "  #\n  x"), ("x = 1", "a", False)),
        (A.replace("\n}", "\n  #\n}"), None),
        # inside
        (B.replace("[", "[ #"), (B[B.index("y") : B.index("]") + 1].replace("[", "[ #"), "b", False)),
        (B.replace("1,", "1, #"), ("1", "b", False)),
        (B.replace("    2", "    #\n    2"), ("2", "b", False)),
        (B.replace("2,", "2, 3, #"), ("2, 3", "b", False)),
        (B.replace("]", "] #"), (B[B.index("y") : B.index("]") + 1], "b", False)),
        (B.replace("c {", "c { #"), ("c { #\n    z = 3\n  }", "b", False)),
        (B.replace("  c", "  #\n  c"), ("c {\n    z = 3\n  }", "b", False)),
        (B.replace("  }\n", "  } #\n"), ("c {\n    z = 3\n  }", "b", False)),
        (B.replace("3", "3 #"), ("z = 3", "b", False)),
        (B.replace("\n}", "\n} #"), (B, "b", True)),
        (f"{A}\n\n{B}\n".replace("z", "/* */ z"), ("z = 3", "b", False)),
        # attributes of the file
        ("x = 1 #\n", None),
        ("#\nx = 1\n", None),
    ],
)
def test_beside_a_comment(text: str, expected: tuple[str, str, bool] | None) -> None:
    assert beside(text) == expected


def test_several_comments_above_are_all_about_what_follows() -> None:
    text = f"#\n#\n/*\n*/ //\n{A}\n"
    for index in (3, 2, 1, 0, 2):
        assert beside(text, index) == (A, "a", True)
    found = targets(text)
    assert [described(text, found.target_at(*comment)) for comment in found.comments] == [(A, "a", True)] * 4


def test_comments_on_one_line_are_about_the_same() -> None:
    text = A.replace("x = 1", "/* */ x = /* */ 1 /* */ #")
    for index in range(4):
        assert beside(text, index) == ("x = /* */ 1", "a", False)


@pytest.mark.parametrize(
    ("at", "expected"), [("x", "a"), ("z", "b"), ("# between", None), ("a", None), ("# end", None)]
)
def test_the_block_around_a_comment_below_its_first_line(at: str, expected: str | None) -> None:
    text = f"# start\n{A}\n# between\n{B}\n# end\n"
    offset = text.index(f"{at} {{") if at == "a" else text.index(at)
    block = {"a": A, "b": B}
    found = described(text, targets(text).enclosing(offset))
    assert found == (None if expected is None else (block[expected], expected, True))
    assert targets("").enclosing(0) is None
