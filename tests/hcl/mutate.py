"""Small valid texts with random changes: some stay valid, most do not, and Terraform knows which."""

from __future__ import annotations

import random
import re
from pathlib import Path

from riveter.hcl import parse
from tests.hcl.outline import source

CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.tf"))

_TOKEN = re.compile(r'[A-Za-z_][\w-]*|\d+|\s+|"|\$\{|%\{|~\}|\.\.\.|=>|==|&&|\|\||.', re.DOTALL)

_INSERTED = [
    '"', "{", "}", "[", "]", "(", ")", ",", "\n", "=", ":", ".", "*", "?", "${", "%{", "~}", "${~", "<<EOT\n", "<<-E\n", "\nEOT\n", "\nE\n",
    "#", "//", "/*", "*/", "-", "!", "...", "=>", "==", "1", "0.5", "1e", "x", "for", "in", "if", '"a"', "'", "$", "%", "\\", "\r\n", "\r",
    "é", ".0", ".*", "[*]", "::", "$${", "~", "&&", "||", "%{ if x }", "%{ endif }", "%{ for a in b }", "%{ endfor }", "%{ else }", " ",
    "\t", "\v", "\u00a0", "e5", "null", "true", "_", "1.", "\\u00", "\\n",
]  # fmt: skip


def chunks(limit: int = 400) -> list[str]:
    """Every argument and block of the corpus that is not longer than `limit`, each as a file of its own."""
    found: list[str] = []
    for path in CORPUS:
        text = path.read_text(encoding="utf-8")
        waiting = list(parse(source(text)).body.blocks)
        while waiting:
            block = waiting.pop()
            items = (block, *block.attributes)
            found.extend(text[item.start : item.end] + "\n" for item in items if item.end - item.start <= limit)
            waiting.extend(block.blocks)
    return sorted(set(found))


def mutate(rng: random.Random, text: str) -> str:
    """`text` with up to three tokens removed, added, replaced, repeated or swapped."""
    tokens = _TOKEN.findall(text)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        if not tokens:
            break
        at = rng.randrange(len(tokens))
        kind = rng.random()
        if kind < 0.3:
            del tokens[at]
        elif kind < 0.75:
            tokens.insert(at, rng.choice(_INSERTED))
        elif kind < 0.85:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind < 0.93:
            tokens[at] = rng.choice(_INSERTED)
        else:
            tokens[at:at] = tokens[at : at + rng.randrange(1, 8)]
    return "".join(tokens)


def mutated(rng: random.Random, count: int) -> list[str]:
    """`count` changed texts."""
    whole = chunks()
    return [mutate(rng, rng.choice(whole)) for _ in range(count)]
