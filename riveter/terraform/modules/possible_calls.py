"""Module calls of which only a part of the source is known."""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.values import Unknown
from riveter.terraform.config.declarations import Declaration


class PossibleCall(msgspec.Struct, frozen=True):
    """A call that may be of any folder whose real path begins and ends like this.

    after: None if it may be of the folder `before` only. caller: the module with the call.
    """

    cause: Unknown
    before: str
    after: str | None
    call: Declaration
    caller: Any

    def may_mean(self, real: str) -> bool:
        """Return True if it may be a call of the module in this folder."""
        if self.after is None:
            return real == self.before
        enough = len(real) >= len(self.before) + len(self.after)
        return enough and real.startswith(self.before) and real.endswith(self.after)
