"""Whether a document of which parts are unknown can become one that is known."""

from __future__ import annotations

import re
from typing import Any

from riveter.core.values import OpenList, PartialText, Unknown


def may_become(partial: Any, whole: Any) -> bool:
    """Whether learning the unknown parts can give the other value.

    Lists count as sets, and a text as a list of one, as IAM reads them: where an unknown element will stand, and whether it equals
    another, is not known.
    """
    if isinstance(partial, PartialText):
        pattern = "".join(re.escape(part) if isinstance(part, str) else ".*" for part in partial.parts)
        return isinstance(whole, str) and re.fullmatch(pattern, whole, re.DOTALL) is not None
    if isinstance(partial, Unknown):
        return True
    if isinstance(partial, dict):
        return (
            isinstance(whole, dict)
            and all(
                may_become(partial[key], whole[key]) if key in whole else _may_be_absent(partial[key])
                for key in partial
            )
            and set(whole) <= set(partial)
        )
    if isinstance(partial, list):
        return _list_may_become(partial, whole)
    return bool(partial == whole)


def _may_be_absent(value: Any) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, OpenList) and len(value.open) == len(value))


def _list_may_become(partial: list[Any], whole: Any) -> bool:
    opened = partial.open if isinstance(partial, OpenList) else {}
    if not isinstance(whole, list):
        if not opened and not any(isinstance(item, Unknown) for item in partial):
            return False
        whole = [whole]
    sure = [item for index, item in enumerate(partial) if index not in opened]
    return all(any(may_become(item, other) for other in whole) for item in sure) and all(
        any(may_become(item, other) for item in partial) for other in whole
    )
