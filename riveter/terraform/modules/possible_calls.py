"""Module calls of which only a part of the source is known."""

from __future__ import annotations

import msgspec

from riveter.core.values import Unknown


class PossibleCall(msgspec.Struct, frozen=True):
    """A call that may be of any folder whose real path begins and ends like this."""

    cause: Unknown
    before: str
    after: str

    def may_mean(self, real: str) -> bool:
        """Return True if it may be a call of the module in this folder."""
        enough = len(real) >= len(self.before) + len(self.after)
        return enough and real.startswith(self.before) and real.endswith(self.after)
