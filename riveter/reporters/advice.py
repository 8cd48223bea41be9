"""The advice of a rule, once for all its findings: why it matters, how to fix it, and the command that explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from riveter.core.patterns import late
from riveter.findings import Finding, RuleSummary
from riveter.reporters import sanitize
from riveter.reporters.describe import has_own_words
from riveter.reporters.interface import RenderOptions, deciding
from riveter.reporters.style import Style

REASONS_SHOWN = 5
"""The number of different reasons of one rule that are shown; ``-v`` shows all."""

_LEAD = "   "
_REST = "        "
_CODE = "          "
_FENCE = late(r"\s*(```|~~~)")
_ITEM = late(r"(\s*(?:[-*+]|\d{1,3}[.)])\s+)(.*)")


class Reasons:
    """The reasons of a rule's findings, in the rule's own words. Messages that differ only in the resource are counted."""

    def __init__(self) -> None:
        self._general: dict[str, str] = {}  # of every message
        self._words: dict[str, str] = {}  # the first message of each general one

    def add(self, finding: Finding) -> None:
        """Add the rule's message for a finding: one for all of it, or for some of its assertions."""
        own = [result.message for result in deciding(finding) if result.message and not has_own_words(result)]
        for message in (finding.own_message, *own):
            if message and message != finding.rule_name and message not in self._general:
                general = self._general[message] = _impersonal(message, finding)
                self._words.setdefault(general, message)

    def lines(self, description: str, options: RenderOptions, style: Style) -> Iterator[str]:
        """Yield the lines. Without messages, the first paragraph of the description of the rule is the reason."""
        shown = list(self._words.items())[: None if options.verbose else REASONS_SHOWN]
        numbers = Counter(self._general.values())
        lead = f"{_LEAD}{style.bold('Why:')} "
        first = next((text for is_code, text in _blocks(description) if not is_code), "")
        if first and not shown:
            yield style.prose(first, lead, _REST)
        item = "- " if len(self._words) > 1 else ""
        for general, message in shown:
            alike = numbers[general] - 1
            more = style.faint(f" (and the same for {alike:,} more)") if alike else ""
            yield style.prose(" ".join(sanitize.lines(message).split()) + more, lead + item, _REST + " " * len(item))
            lead = _REST
        if len(shown) < len(self._words):
            yield f"{_REST}and {len(self._words) - len(shown):,} more (-v shows all)\n"


def _impersonal(message: str, finding: Finding) -> str:
    """Return a message without the name of its resource. The result is the same for others if the message was made for each of them."""
    resource = finding.resource
    text = message.replace(resource.address, "\0")
    return text.replace(resource.name, "\1") if resource.name else text


def fix(remediation: str, style: Style) -> Iterator[str]:
    """Yield the lines of a remediation in Markdown: prose in lines that fit, code as it is written."""
    blocks = list(_blocks(remediation))
    if not blocks:
        return
    label = f"{_LEAD}{style.bold('Fix:')}"
    if blocks[0][0]:
        yield f"{label}\n"
        label = ""
    for is_code, text in blocks:
        if is_code:
            yield _code(text, style)
            continue
        item = _ITEM.match(text)
        marker, words = (item[1], item[2]) if item else ("", text)
        lead = f"{label} " if label else _REST
        yield style.prose(words, lead + marker, _REST + " " * len(marker))
        label = ""


def _code(line: str, style: Style) -> str:
    """Return a line of code. On a terminal that is too narrow, it goes on below with more indentation."""
    stripped = line.lstrip()
    if not stripped:
        return "\n"
    lead = _CODE + line[: len(line) - len(stripped)]
    return style.prose(stripped, lead, f"{lead}    ")


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Yield lines of code, and paragraphs and items of lists, each in one line. True for code."""
    words: list[str] = []
    fenced = False
    for line in [*sanitize.lines(text).expandtabs(2).splitlines(), ""]:
        fence = _FENCE.match(line) is not None
        begins = not fenced and (fence or not line.strip() or _ITEM.match(line) is not None)
        if begins and words:
            yield False, _joined(words)
            words = []
        if fence:
            fenced = not fenced
        elif fenced:
            yield True, line.rstrip()
        elif line.strip():
            words.append(line)


def _joined(words: Iterable[str]) -> str:
    first, *rest = words
    return " ".join([first.strip(), *(line.strip() for line in rest)])


def more(rule: RuleSummary, options: RenderOptions, style: Style) -> str:
    """Return the command that explains the rule."""
    return style.prose(sanitize.line(options.explain(rule)), f"{_LEAD}{style.bold('More:')} ", _REST)
