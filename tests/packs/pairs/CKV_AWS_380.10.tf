resource "aws_transfer_server" "pass_fips" { security_policy_name = "TransferSecurityPolicy-FIPS-2024-01" }
resource "aws_transfer_server" "pass_fips25" { security_policy_name = "TransferSecurityPolicy-FIPS-2025-03" }
resource "aws_transfer_server" "pass_fips_0105" { security_policy_name = "TransferSecurityPolicy-FIPS-2024-05" }
resource "aws_transfer_server" "fail_2022" { security_policy_name = "TransferSecurityPolicy-2022-03" }
resource "aws_transfer_server" "fail_fips_2020" { security_policy_name = "TransferSecurityPolicy-FIPS-2020-06" }
resource "aws_transfer_server" "pass_restricted" { security_policy_name = "TransferSecurityPolicy-Restricted-2024-06" }
resource "aws_transfer_server" "pass_as2" { security_policy_name = "TransferSecurityPolicy-AS2Restricted-2025-07" }
