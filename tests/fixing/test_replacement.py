"""What the table of replaced resources says, for arguments whose effect AWS documents."""

from __future__ import annotations

import pytest

from riveter.fixing.replacement import effect


@pytest.mark.parametrize(
    ("type", "path", "expected"),
    [
        ("aws_ebs_volume", "encrypted", True),
        ("aws_db_instance", "storage_encrypted", True),
        ("aws_db_instance", "deletion_protection", False),
        ("aws_instance", "root_block_device.encrypted", True),
        ("aws_instance", "metadata_options.http_tokens", False),
        ("aws_kms_key", "enable_key_rotation", False),
        ("aws_s3_bucket", "bucket", True),
        ("aws_s3_bucket_public_access_block", "block_public_acls", False),
        ("aws_subnet", "map_public_ip_on_launch", False),
        ("aws_subnet", "vpc_id", True),
        ("aws_kms_key", "tags.Owner", False),
        ("aws_kms_key", "no_such", None),
        ("aws_no_such_type", "encrypted", None),
        ("azurerm_storage_account", "https_traffic_only_enabled", None),
    ],
)
def test_the_effect_of_a_change(type: str, path: str, expected: bool | None) -> None:
    assert effect(type, tuple(path.split("."))) is expected
