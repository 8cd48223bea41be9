"""Read suppression comments: `riveter:ignore`, and comments of other tools. Text in, `SuppressionDirective`s and diagnostics out.

``riveter:ignore rule-id[, rule-id…] reason="…" until=2027-03-31 owner=… ticket=…``; ``riveter:ignore-file`` is for the whole file. A faulty
comment suppresses nothing and gives a diagnostic: the finding stays in the report, so the exit code is that of the findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceFile, Span
from riveter.core.suggestions import closest, meant, nearest

KEYWORDS = ("ignore", "ignore-file")
OPTIONS = ("reason", "until", "owner", "ticket")
RIVETER = "riveter"


class RuleName(msgspec.Struct, frozen=True):
    """A rule id, or a glob of ids, with its location. In a comment for another tool: an id of that tool."""

    text: str
    span: Span


class SuppressionDirective(msgspec.Struct, frozen=True):
    """One suppression that a comment asks for.

    tool: whose comment it is. start, end: offsets of the whole comment. span: the directive in it. until: the last day on which it
    holds. workspace: the only workspace for which it holds (empty: any). expires: the day on which it ends, as it is written.
    conditions: keys with the text that they must have in a resource or module call, all of them; the comment is for these only.
    """

    tool: str
    rules: tuple[RuleName, ...]
    start: int
    end: int
    span: Span
    whole_file: bool = False
    reason: str = ""
    until: date | None = None
    owner: str = ""
    ticket: str = ""
    workspace: str = ""
    expires: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


def mentions(text: str) -> bool:
    """Return True if a file may contain directives. This is cheaper than reading its comments."""
    return "iveter" in text or "IVETER" in text or ":skip=" in text or ":ignore:" in text


def read_comment(
    source: SourceFile, start: int, end: int, diagnostics: list[Diagnostic], is_rule: Callable[[str], bool]
) -> Iterator[SuppressionDirective]:
    """Yield the directives in the comment between two offsets, and add their problems to `diagnostics`.

    is_rule: whether a word is the id of a rule, or a glob that matches one. It distinguishes a misspelt directive from prose.
    """
    text = source.text
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        last = text.rfind("*/", at, stop) if text.startswith("/*", start) and stop == end else -1
        line = _CommentLine(source, at, stop if last < 0 else last, (start, end), diagnostics, is_rule)
        yield from line.read()
        at = stop + 1


_OPENING = late(r"[ \t]*(?:#+|//+|/?\*+)?[ \t]*")
_OURS = late(  # never matches beyond the end of a comment
    r"riveter([ \t]*[:=_-]?[ \t]*)([A-Za-z]+(?:[-_][A-Za-z]+)*)[ \t]*[:=]?[ \t]*", re.IGNORECASE
)
_RULE = late(r"[A-Za-z0-9_.*?-]+")
_COMMA = late(r"[ \t]*,[ \t]*")
_OPTION = late(r"([A-Za-z_-]+)[ \t]*=[ \t]*")
_BARE = late(r"[^\s\"']+")
_SPACE = late(r"[ \t\r]*")
_DATE = late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SYNONYMS = frozenset(
    {"skip", "disable", "suppress", "allow", "nolint", "noqa", "ignore-next-line", "ignore-rule", "waive"}
)
_CHECKOV = late(r"(?:checkov|bridgecrew|cortex):skip= *([\w*][\w*-]*(?:,[\w*-]+)*)(?::([^\n]*))?")
_SPACED_IDS = late(r"[ \t]*,[ \t]*[\w*-]*")
_TFSEC = late(r"(?:(?<=[\s#/*])|^)(tfsec|trivy):ignore:([^\s:\[]+)(\[[^\]\n]*\]?)?((?::(?i:exp|ws):[^\s:]*)*)")
_CONDITION = late(r"([A-Za-z_][\w-]*(?:\.[\w-]+)*)=([^\s,=\"']+)\Z")
_NO_DATE = "Write it as YEAR-MONTH-DAY, such as until=2027-03-31."


class _CommentLine:
    """One line of a comment."""

    def __init__(
        self,
        source: SourceFile,
        start: int,
        end: int,
        comment: tuple[int, int],
        diagnostics: list[Diagnostic],
        is_rule: Callable[[str], bool],
    ) -> None:
        self.source = source
        self.text = source.text
        self.end = end
        self.comment = comment
        self.diagnostics = diagnostics
        self.is_rule = is_rule
        opening = _OPENING.match(self.text, start, end)
        self.start = opening.end() if opening is not None else start

    def read(self) -> Iterator[SuppressionDirective]:
        """Yield the directives of the line."""
        found = _OURS.match(self.text, self.start)
        if found is not None:
            directive = self.ours(found)
            if directive is not None:
                yield directive
            return
        text = self.text[self.start : self.end]
        if ":skip=" in text:
            yield from self.checkov()
        if ":ignore:" in text:
            yield from self.tfsec()
        if "riveter:ignore" in text:
            self.late()

    def warn(self, start: int, end: int, summary: str, hint: str = "") -> None:
        """Report a problem between two offsets."""
        self.diagnostics.append(Diagnostic("warning", summary, "", self.source.span(start, end), hint))

    # -- riveter's own ----------------------------------------------------------------------------

    def ours(self, found: re.Match[str]) -> SuppressionDirective | None:
        """Return a directive of riveter; None if the comment is something else, or faulty (which was reported)."""
        word = found[2]
        if found[1].strip() != ":" or word not in KEYWORDS or not found[0].startswith(RIVETER):
            self.keyword(found, word)
            return None
        before = len(self.diagnostics)
        rules, at = self.rule_names(found.end())
        if not rules:
            if len(self.diagnostics) == before:
                hint = f'Name the rules: `riveter:{word} rule-id reason="…"`; `*` is every rule.'
                self.warn(found.start(), found.end(2), "No rule is named, so nothing is suppressed", hint)
            return None
        options, spans = self.options(at)
        until = self.last_day(options.get("until"), spans.get("until"))
        if len(self.diagnostics) > before:
            return None
        end = max([spans[name][1] for name in spans] or [at])
        return SuppressionDirective(
            tool=RIVETER,
            rules=tuple(rules),
            start=self.comment[0],
            end=self.comment[1],
            span=self.source.span(found.start(), end),
            whole_file=word == "ignore-file",
            reason=options.get("reason", ""),
            until=until,
            owner=options.get("owner", ""),
            ticket=options.get("ticket", ""),
        )

    def keyword(self, found: re.Match[str], word: str) -> None:
        """Distinguish a misspelt keyword from prose that begins with riveter's name."""
        known = "ignore" if word.lower() in _SYNONYMS else closest(word[:40], KEYWORDS, 0.75)
        if known is None:
            return
        if found[1].strip() != ":":
            following = _RULE.match(self.text, found.end(), self.end)
            if following is None or not self.is_rule(following[0]):
                return
        wrong = self.text[found.start() : found.end(2)]
        self.warn(found.start(), found.end(2), f"Nothing is suppressed by `{wrong}`", meant(f"riveter:{known}"))

    def late(self) -> None:
        """Report a directive in the middle of a comment, which is not read, unless the comment only mentions it."""
        at = self.text.find("riveter:ignore", self.start, self.end)
        found = _OURS.match(self.text, at)
        following = _RULE.match(self.text, found.end(), self.end) if found is not None else None
        if found is not None and following is not None and self.is_rule(following[0]):
            summary = "`riveter:ignore` is read only at the beginning of a comment"
            self.warn(
                at, found.end(2), summary, 'Give it a comment of its own, and put the explanation into reason="…".'
            )

    def rule_names(self, at: int) -> tuple[list[RuleName], int]:
        """Return the ids and globs from an offset on, and their end."""
        rules: list[RuleName] = []
        while True:
            found = _RULE.match(self.text, at, self.end)
            if found is None or _OPTION.match(self.text, at, self.end):
                if rules:
                    self.warn(at, min(at + 1, self.end), "A rule id is missing after the comma")
                return [], at
            rules.append(RuleName(found[0], self.source.span(found.start(), found.end())))
            at = found.end()
            comma = _COMMA.match(self.text, at, self.end)
            if comma is None:
                return rules, at
            at = comma.end()

    def options(self, at: int) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
        """Return the options from an offset, with where their values are."""
        values: dict[str, str] = {}
        spans: dict[str, tuple[int, int]] = {}
        while True:
            at = self.skip(at)
            if at >= self.end:
                return values, spans
            found = _OPTION.match(self.text, at, self.end)
            if found is None:
                stop = self.word_end(at)
                hint = 'Separate rule ids with commas, and write explanations as reason="…".'
                self.warn(at, stop, f"`{self.text[at:stop]}` is not expected in a suppression", hint)
                return values, spans
            name = found[1].lower()
            if name not in OPTIONS:
                hint = nearest(name[:40], OPTIONS, {"expires": ("until",), "expiry": ("until",)})
                self.warn(found.start(1), found.end(1), f"A suppression has no `{name}`", hint)
                return values, spans
            if name in values:
                self.warn(found.start(1), found.end(1), f"`{name}` is given twice", "Remove one of them.")
                return values, spans
            value, at = self.value(found.end(), name)
            if value is None:
                return values, spans
            values[name] = value
            spans[name] = (found.end(), at)

    def value(self, at: int, name: str) -> tuple[str | None, int]:
        """Return the value of an option, in quotes or a single word, and its end."""
        quote = self.text[at : at + 1]
        if quote not in ('"', "'"):
            found = _BARE.match(self.text, at, self.end)
            if found is None:
                self.warn(at - 1, at, f"`{name}` has no value", f'Write {name}="…".')
                return None, at
            return found[0], found.end()
        parts: list[str] = []
        position = at + 1
        while position < self.end:
            char = self.text[position]
            if char == quote:
                return "".join(parts).strip(), position + 1
            if char == "\\" and position + 1 < self.end and self.text[position + 1] in (quote, "\\"):
                position += 1
                char = self.text[position]
            parts.append(char)
            position += 1
        self.warn(at, self.end, f"The quotes of `{name}` are not closed", "A suppression is written on one line.")
        return None, self.end

    def last_day(self, text: str | None, span: tuple[int, int] | None) -> date | None:
        """Return the date of `until`."""
        if text is None or span is None:
            return None
        found = read_date(text)
        if found is None:
            self.warn(*span, f"`{text[:40]}` is not a date, so nothing is suppressed", _NO_DATE)
        return found

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at, self.end)
        return found.end() if found is not None else at

    def word_end(self, at: int) -> int:
        while at < self.end and not self.text[at].isspace():
            at += 1
        return at

    # -- other tools ------------------------------------------------------------------------------

    def checkov(self) -> Iterator[SuppressionDirective]:
        """Read ``checkov:skip=ID[,ID]:reason``. As Checkov does, take the first on a line, and its ids up to a space."""
        found = _CHECKOV.search(self.text, self.start, self.end)
        if found is None:
            return
        at = found.start(1)
        rules: list[RuleName] = []
        for name in found[1].split(","):
            rules.append(RuleName(name, self.source.span(at, at + len(name))))
            at += len(name) + 1
        spaced = _SPACED_IDS.match(self.text, found.end(), self.end)
        if spaced is not None:
            summary = "Checkov reads ids only up to a space, so nothing is suppressed for those after it"
            self.warn(spaced.start(), spaced.end(), summary, "Write the ids without spaces, with commas between them.")
        yield self.other("checkov", tuple(rules), found, (found[2] or "").strip())

    def tfsec(self) -> Iterator[SuppressionDirective]:
        """Read ``tfsec:ignore:id`` and ``trivy:ignore:id``. Text after the last is the reason.

        Behind the id may be ``[key=value,…]``, ``:exp:DATE`` and ``:ws:WORKSPACE``.
        """
        all_found = list(_TFSEC.finditer(self.text, self.start, self.end))
        reason = self.text[all_found[-1].end() : self.end].strip(" \t-–—:") if all_found else ""
        for found in all_found:
            tail = found[4].split(":")
            keys = [key.lower() for key in tail[1::2]]
            values = dict(zip(keys, tail[2::2], strict=True))
            rule = RuleName(found[2], self.source.span(found.start(2), found.end(2)))
            expiry = read_date(values["exp"]) if "exp" in values else None
            # these tools stop to ignore when the day begins; ours is the last day on which a comment holds
            until = expiry - timedelta(days=1) if expiry is not None and expiry > date.min else expiry
            if "exp" in values and until is None:
                self.warn(
                    found.start(4), found.end(4), f"`{values['exp'][:40]}` is not a date, so nothing is suppressed"
                )
                continue
            if len(values) < len(keys) or not all(values.values()):
                self.warn(
                    found.start(4), found.end(4), "One date and one workspace are expected, so nothing is suppressed"
                )
                continue
            conditions = _conditions(found[3])
            if conditions is None:
                hint = "Write `[key=value]` without quotes and spaces, several conditions with commas between them."
                self.warn(
                    found.start(3), found.end(3), "riveter can't read this condition, so nothing is suppressed", hint
                )
                continue
            directive = self.other(found[1], (rule,), found, reason, until, values)
            yield msgspec.structs.replace(directive, conditions=conditions)

    def other(
        self,
        tool: str,
        rules: tuple[RuleName, ...],
        found: re.Match[str],
        reason: str,
        until: date | None = None,
        values: Mapping[str, str] | None = None,
    ) -> SuppressionDirective:
        """Return a directive of another tool."""
        span = self.source.span(found.start(), found.end())
        start, end = self.comment
        given = values or {}
        return SuppressionDirective(
            tool, rules, start, end, span,
            reason=reason, until=until, workspace=given.get("ws", ""), expires=given.get("exp", ""),
        )  # fmt: skip


def _conditions(text: str | None) -> tuple[tuple[str, str], ...] | None:
    """Return the conditions in ``[key=value,key=value]``; None if they can't be read."""
    if not text:
        return ()
    if not text.endswith("]"):
        return None
    matches = [_CONDITION.match(part) for part in text[1:-1].split(",")]
    return tuple([(match[1], match[2]) for match in matches if match]) if all(matches) else None


def is_adjacent_ignore(text: str) -> bool:
    """Return True if a line is a comment for tfsec or Trivy: several such lines belong to what is below the last."""
    return _TFSEC.search(text) is not None


def read_date(text: str) -> date | None:
    """Return a date in the form ``2027-03-31``; None for anything else."""
    try:
        return date.fromisoformat(text) if _DATE.match(text) else None
    except ValueError:
        return None
