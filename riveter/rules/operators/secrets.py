"""`looks_like_secret`, `is_literal_secret`: known key formats and literals too random to be words. The value found is never shown."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from riveter.core.patterns import late
from riveter.core.shapes import shape_of
from riveter.core.values import CompressedText, Hole, PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import any_element
from riveter.rules.model.truth import Truth, any_of
from riveter.rules.operators.base import NOTHING, Operator
from riveter.rules.operators.made_secrets import is_made_secret
from riveter.rules.operators.written import given_from_outside

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope

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
    r"(?i)(?:^|[\s\"'{,;&?_-])(?:passw(?:or)?d|passwd|pwd|secret(?:[_-]?(?:access)?[_-]?key)?|api[_-]?key|auth[_-]?token|access[_-]?token"
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
_CHECKSUM = late(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")
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


def looks_like_secret(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None = None) -> Truth:
    """Return whether a text, or any text in a list or map, looks like a secret; compressed text is decompressed first.

    A password or a key that a provider makes is one.
    """
    return _looks(value, _judge_in(context, found_in), _unless_harmless, found_in)


def _unless_harmless(value: Unknown) -> Truth:
    """Return whether an unknown value is a secret: False if it has a form that no secret has, such as an account id, a region, an ARN."""
    return any_of(map(_of_hole, _holes(value)))


def _of_hole(hole: Unknown) -> Truth:
    made = is_made_secret(hole)
    return made if made is not False or hole.opaque or shape_of(hole) is not None else hole


def _holes(value: Unknown) -> list[Unknown]:
    """Return the unknown values in a text that is known in part, or the value itself."""
    if not isinstance(value, PartialText):
        return [value]
    return [part.value for part in value.parts if isinstance(part, Hole)]


def is_literal_secret(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None = None) -> Truth:
    """Return whether what the configuration itself contains has the form of a secret."""
    judge = _judge_in(context, formats_in)

    def judge_written(text: str) -> Truth:
        truth = judge(text)
        if truth is False or context is None:
            return truth
        return False if given_from_outside(context, formats_in(text)) else truth

    return _looks(value, judge_written, lambda _: False, formats_in)


def _judge_in(
    context: tuple[ConditionScope, KeyMatch] | None, find: Callable[[str], tuple[str, ...]]
) -> Callable[[str], Truth]:
    """Return what judges a text at a place."""

    def judge(text: str) -> Truth:
        if context is None:
            return bool(find(text))
        scope, match = context
        if text in scope.graph.secrets.digests or not find(text):
            return False
        unseen = scope.resource.unseen
        doubt = unseen(match.path, text) if unseen is not None and _is_like_checksum(text) else None
        return True if doubt is None else doubt

    return judge


def _is_like_checksum(text: str) -> bool:
    """Return True if a text has the form of a checksum from Terraform's functions."""
    return _CHECKSUM.fullmatch(text) is not None


def _looks(
    value: Any,
    judge: Callable[[str], Truth],
    unseen: Callable[[Unknown], Truth],
    find: Callable[[str], tuple[str, ...]],
) -> Truth:
    """Return whether a value looks like a secret.

    judge: for a whole text. unseen: for what is not known and may be any text. find: for the known parts of a text.
    """
    if isinstance(value, CompressedText):
        return _looks(value.content, judge, unseen, find)
    if isinstance(value, PartialText):
        if any(find(part) for part in value.known_parts):
            return True
        packed = [
            part.value for part in value.parts if isinstance(part, Hole) and isinstance(part.value, CompressedText)
        ]
        if any(_looks(each, judge, unseen, find) is True for each in packed):
            return True
        return unseen(value)
    if isinstance(value, Unknown):
        return unseen(value)
    if isinstance(value, str):
        return judge(value)
    if isinstance(value, list):
        return any_element(value, lambda item: _looks(item, judge, unseen, find))
    if isinstance(value, dict):
        found = any_of(_looks(item, judge, unseen, find) for item in value.values() if item is not None)
        return unseen(value.missing) if found is False and isinstance(value, PartialMap) else found
    return False


def secret_in(text: str) -> bool:
    """Return True if a text contains an apparent secret, directly or in base64."""
    return bool(found_in(text))


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


FINDERS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "looks_like_secret": found_in,
    "is_literal_secret": formats_in,
}
"""What finds secrets for each operator."""


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


GROUP = "secrets"
OPERATORS = (
    Operator(
        "looks_like_secret",
        GROUP,
        "Contains a key of a known format, an assigned password, or a word that is too random for a name. Texts in base64 and "
        "compressed texts count too, and so do passwords and keys that a provider makes (`random_password.p.result`). Reports never show "
        "the value.",
        NOTHING,
        looks_like_secret,
        sees_unknown=True,
        contextual=True,
        secret=True,
        phrase="look like a secret",
        example="{key: 'environment.0.variables.*', operator: not_looks_like_secret}",
    ),
    Operator(
        "is_literal_secret",
        GROUP,
        "Contains a key of a known format or an assigned password, in a text that the configuration contains. What is computed or "
        "comes from outside does not count, and random words do not count either.",
        NOTHING,
        is_literal_secret,
        sees_unknown=True,
        contextual=True,
        secret=True,
        phrase="contain a secret",
        example="{key: value, operator: is_not_literal_secret}",
    ),
)
