"""The forms of secrets in texts: known key formats, assigned passwords, and words too random to be names."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from riveter.core.patterns import late

_GZIP = b"\x1f\x8b"

MAX_TEXT = 256 * 1024
"""How much of a text is looked at."""

_FORMATS = (
    (("AKIA", "ASIA", "ABIA", "ACCA"), r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b"),  # AWS access key id
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b"),
    (("github_pat_",), r"\bgithub_pat_[A-Za-z0-9_]{60,255}\b"),
    (("glpat-",), r"\bglpat-[A-Za-z0-9_-]{20,}"),
    (("xox",), r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    (("hooks.slack.com",), r"https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9+/]{40,}"),
    (("AIza",), r"\bAIza[A-Za-z0-9_-]{35}\b"),
    (("ya29.",), r"\bya29\.[A-Za-z0-9_-]{30,}"),
    (("k_live_",), r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    (("SG.",), r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"),
    (("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
    (("pypi-",), r"\bpypi-[A-Za-z0-9_-]{50,}"),
    (("dop_v1_",), r"\bdop_v1_[a-f0-9]{64}\b"),
    (("hvs.", "hvb.", "hvr."), r"\bhv[sbr]\.[A-Za-z0-9_-]{24,}"),
    ((".atlasv1.",), r"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}"),
    (("dapi",), r"\bdapi[a-f0-9]{32}\b"),
    (("sk-",), r"\bsk-[A-Za-z0-9_-]{32,}"),
    (("AGE-SECRET-KEY-1",), r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
    (("SharedAccessSignature=", "AccountKey="), r"\bSharedAccessSignature=|\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}"),
    (("-----BEGIN ",), r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    (("eyJ",), r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    (("://",), r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:([^\s/:@$\{<*]{3,100})@[A-Za-z0-9.-]+"),
)
"""Literal texts of which every match contains one, and the format. To compile a format takes longer than to search for its texts, which few
values contain.
"""
_ASSIGNED = (
    ("passw", "pwd", "secret", "key", "token"),
    r"(?i)(?:^|[\s\"'{,;&?_.-])(?:passw(?:or)?d|passwd|pwd|secret(?:[_-]?(?:access)?[_-]?key)?|api[_-]?key|auth[_-]?token|access[_-]?token"
    r"|private[_-]?key|client[_-]?secret)[\"']?\s*(?:=>|=|:)\s*[\"']?([^\s\"'$\{<>,;&]{8,200})",
)
# Python's own expressions, where one character at a time decides: each of these takes linear time
_MIN_TOKEN, _MAX_TOKEN = 20, 512
_TOKEN = late(r"[A-Za-z0-9+/_=-]+")
_UUID = late(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_HEX = frozenset("0123456789abcdefABCDEF")
_HARMLESS = late(
    r"(?i)arn:|https?://[^@]*\Z|projects/|/subscriptions/|s3://|gs://|sha[0-9]+[:-]|ami-|vpc-|subnet-|sg-|i-"
)
_NAME = late(r"[a-z0-9]+(?:[-_./:][a-z0-9]+)+")
_HUMP = late(r"(?<=[a-z0-9])(?=[A-Z])")
_PLACEHOLDERS = (
    "example",
    "changeme",
    "placeholder",
    "redacted",
    "xxxx",
    "your-",
    "your_",
    "dummy",
    "todo",
    "****",
    "....",
)


@lru_cache(maxsize=2048)
def found_in(text: str, *, alone: bool = True) -> tuple[str, ...]:
    """Return the parts of a text that look like secrets, in the open or in base64 (then as they are behind it).

    alone: whether a single word may be one because of its randomness.
    """
    text = text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")
    data = _decoded(text)
    if data is not None and data.startswith(_GZIP):
        return tuple(_plain_secrets(_unpacked(data), alone=alone))
    decoded = None if data is None else _readable(data)
    if decoded is not None and len(decoded.split()) > 1:
        # a text in base64 is no random word
        return (*_plain_secrets(text, alone=False), *_plain_secrets(decoded, alone=alone))
    behind = _plain_secrets(decoded, alone=alone) if decoded is not None else ()
    return (*_plain_secrets(text, alone=alone), *behind)


def formats_in(text: str) -> tuple[str, ...]:
    """Return the parts of a text that have the form of a secret: keys of known formats, and assigned passwords."""
    return found_in(text, alone=False)


def assigned_to(name: str, text: str) -> tuple[str, ...]:
    """Return the text, if it is the password or the key that the name of a variable or of an argument promises (`DB_PASSWORD`).

    References to secrets, and names of secrets in lower case, are none.
    """
    word = text.strip()
    if not 8 <= len(word) <= 200 or not any(needle in name.casefold() for needle in _ASSIGNED[0]):
        return ()
    if word.startswith("@") or _HARMLESS.match(word) or _NAME.fullmatch(word):
        return ()
    name = _HUMP.sub("_", name)
    found = _compiled(_ASSIGNED[1]).search(f"{name}={word}")
    if found is None or found.start(1) < len(name) or _is_placeholder(word) or not _is_password(found.group(1)):
        return ()
    return (word,)


def _plain_secrets(text: str, *, alone: bool = True) -> Iterator[str]:
    """Yield the secrets that a text contains directly; `alone`: a single word may be one because of its randomness."""
    for needles, pattern in _FORMATS:
        if any(needle in text for needle in needles):
            yield from _of_format(pattern, text)
    needles, pattern = _ASSIGNED
    folded = text.casefold()
    if any(needle in folded for needle in needles):
        for found in _compiled(pattern).finditer(text):
            word = found.group(1)
            if not _is_placeholder(word) and _is_password(word):
                yield word
    words = text.split() if alone else []
    if len(words) == 1 and is_random(words[0]) and not _HARMLESS.match(words[0]):
        yield words[0]


def _of_format(pattern: str, text: str) -> Iterator[str]:
    """Yield the parts with a known format: a private key as a whole, and the password of a URL also separately."""
    for found in _compiled(pattern).finditer(text):
        whole = found.group(0)
        yield _key_block(text, found.start()) if whole.startswith("-----") else whole
        yield from found.groups()


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> Any:
    """Compile an expression of ours with google-re2, which takes linear time."""
    import re2

    return re2.compile(pattern)


def _key_block(text: str, start: int) -> str:
    """Return a private key from its first line to its last."""
    end = text.find("-----END", start)
    after = text.find("-----", end + 8) if end >= 0 else -1
    return text[start : after + 5] if after >= 0 else text[start:]


def _is_placeholder(word: str) -> bool:
    lowered = word.lower()
    return any(mark in lowered for mark in _PLACEHOLDERS)


def _is_password(word: str) -> bool:
    """Return True if the value assigned to a password is a literal: mixed characters rather than a word, path or name."""
    kinds = sum((any(c.islower() for c in word), any(c.isupper() for c in word), any(c.isdigit() for c in word)))
    return kinds >= 2 and not word.startswith(("arn:", "/", "var.", "local.", "data.", "module.", "(", "["))


def is_random(word: str) -> bool:
    """Return True if a word alone is too random for a name: long, and of high entropy for its alphabet."""
    if not _MIN_TOKEN <= len(word) <= _MAX_TOKEN or not _TOKEN.fullmatch(word) or _is_placeholder(word):
        return False
    body = word.rstrip("=")
    if set(body) <= _HEX:
        return len(body) >= 32 and entropy(body) > 3.0
    digits = sum(c.isdigit() for c in body)
    if not digits or not any(c.isupper() for c in body) or not any(c.islower() for c in body):
        return False
    if body.count("-") + body.count("/") + body.count("_") > len(body) / 8:
        return False  # words joined by dashes or slashes
    if _UUID.fullmatch(word):
        return False
    return entropy(body) > 4.2 if len(body) >= 24 else entropy(body) > 3.9 and digits >= 3


def entropy(text: str) -> float:
    """Return Shannon's entropy in bits per character."""
    size = len(text)
    return -sum(n / size * math.log2(n / size) for n in Counter(text).values()) if size else 0.0


def _decoded(text: str) -> bytes | None:
    """Return the decoded bytes of base64; None if it is not base64."""
    import base64
    import binascii

    packed = "".join(text.split())
    if len(packed) < 16 or len(packed) % 4:
        return None
    try:
        return base64.b64decode(packed.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeError):
        return None


def _readable(data: bytes) -> str | None:
    """Return the text that bytes are, if they are one."""
    try:
        decoded = data.decode("utf-8")
    except UnicodeError:
        return None
    return decoded if decoded.isprintable() or "\n" in decoded else None


def _unpacked(data: bytes) -> str:
    """Return the text that gzip compressed, up to the limit."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return unpack.decompress(data, MAX_TEXT).decode("utf-8", "replace")
    except zlib.error:
        return ""
