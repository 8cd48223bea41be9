"""Write changed texts into their files, each as a whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class WriteError(Exception):
    """Report that a file was not written."""


def write(path: str, before: str, after: str) -> None:
    """Replace the text of a file. path: a real path. before: the text that was judged; any other is not replaced.

    Raises `WriteError`. The file keeps its permissions and its byte order mark.
    """
    try:
        with open(path, "rb") as handle:
            data = handle.read()
            mode = stat.S_IMODE(os.fstat(handle.fileno()).st_mode)
    except OSError as error:
        raise WriteError(error.strerror or str(error)) from None
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    if data[len(mark) :] != before.encode("utf-8", "surrogatepass"):
        raise WriteError("it was changed in the meantime")
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".riveter-", dir=os.path.dirname(path))
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(mark + after.encode("utf-8", "surrogatepass"))
            handle.flush()
            os.fsync(handle.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise WriteError(error.strerror or str(error)) from None
