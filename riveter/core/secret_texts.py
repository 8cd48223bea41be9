"""Find secret texts in other texts, in time that is linear in the text, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

LEAST = 8
"""Secrets with fewer characters are not looked for in other texts."""

MAX_HEAD = 1024
"""The number of characters of a longer secret that are searched for. The rest is compared at each match."""

_GO = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""The characters that Go escapes in JSON, and therefore `jsonencode` and plans."""

_MAX_ENCODED = 64 * 1024
_FEW = 64
_CUT = 4
"""So many characters of a secret are recognised before or after an ellipsis."""


class SecretFinder:
    """Finds the keys of `texts`, all of at least `LEAST` characters."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        lengths: dict[str, set[int]] = {}
        self._longer: dict[str, list[str]] = {}
        for text in texts:
            lengths.setdefault(text[:LEAST], set()).add(min(len(text), MAX_HEAD))
            if len(text) > MAX_HEAD:
                self._longer.setdefault(text[:MAX_HEAD], []).append(text)
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def may_be_in(self, text: str) -> bool:
        """Return False if none of the texts is in another one."""
        if len(text) < LEAST:
            return False
        if len(self._lengths) > _FEW:
            return True
        for first in self._lengths:  # noqa: SIM110 - `any` takes twice the time
            if first in text:
                return True
        return False

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the positions of the texts, in order. Overlapping spans are one span."""
        begin = end = -1
        for low, high in self._found(text):
            if low < end:
                end = max(end, high)
                continue
            if end > 0:
                yield begin, end
            begin, end = low, high
        if end > 0:
            yield begin, end

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        for at in self._starts(text):
            for length in self._lengths[text[at : at + LEAST]]:
                part = text[at : at + length]
                longer = self._longer.get(part) if length == MAX_HEAD else None
                found = [len(one) for one in longer or () if text.startswith(one, at)]
                if found or part in self._texts:
                    yield at, at + max(found, default=length)
                    break

    def _starts(self, text: str) -> Iterable[int]:
        """Return the possible starts of a text, in order."""
        if len(self._lengths) > _FEW:
            return [at for at in range(len(text) - LEAST + 1) if text[at : at + LEAST] in self._lengths]
        starts: list[int] = []
        for first in self._lengths:
            at = text.find(first)
            while at >= 0:
                starts.append(at)
                at = text.find(first, at + 1)
        return sorted(starts)

    def end_of_cut(self, text: str) -> int:
        """Return how much of the end of a text is the beginning of one of the texts."""
        best = 0
        for secret in self._texts:
            start = text.rfind(secret[:_CUT], max(0, len(text) - len(secret)))
            while start >= 0:
                if secret.startswith(text[start:]):
                    best = max(best, len(text) - start)
                start = text.rfind(secret[:_CUT], max(0, len(text) - len(secret)), start + _CUT - 1)
        return best

    def beginning_of_cut(self, text: str) -> int:
        """Return how much of the beginning of a text is the end of one of the texts."""
        best = 0
        for secret in self._texts:
            at = text.find(secret[-_CUT:], 0, len(secret))
            while at >= 0:
                if secret.endswith(text[: at + _CUT]):
                    best = max(best, at + _CUT)
                at = text.find(secret[-_CUT:], at + 1, len(secret))
        return best


def forms(text: str) -> Iterator[str]:
    """Yield a secret text as it is, and as source code, documents and messages write it: in lines, quoted, escaped or encoded."""
    yield text
    yield text.strip()
    if "\n" in text:
        yield from (line.strip() for line in text.split("\n"))
    if len(text) > _MAX_ENCODED:
        return
    yield " ".join(text.split())
    inner = json.dumps(text, ensure_ascii=False)[1:-1]
    go = inner.translate(_GO)
    for escaped in (
        json.dumps(text)[1:-1],
        inner,
        go,
        json.dumps(inner)[1:-1],
        json.dumps(go, ensure_ascii=False)[1:-1],
    ):
        yield escaped
        yield escaped.replace("${", "$${").replace("%{", "%%{")
    yield text.replace("'", "'\\''")
    yield text.replace("'", "''")
    yield "".join(f"\\{one}" if one in '"\\$`' else one for one in text)
    from urllib.parse import quote

    raw = text.encode("utf-8", "surrogatepass")
    yield quote(raw)
    yield quote(raw, safe="")
    yield from _in_base64(raw)


def _in_base64(raw: bytes) -> Iterator[str]:
    """Yield the base64 forms of a text, for every position in another text."""
    import base64

    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode("ascii")
        after = (before + len(raw)) % 3
        inner = encoded[(0, 2, 3)[before] : len(encoded) - (0, 3, 2)[after]]
        yield inner
        yield inner.replace("+", "-").replace("/", "_")
