resource "aws_transfer_server" "pass_2024" { security_policy_name = "TransferSecurityPolicy-2024-01" }
resource "aws_transfer_server" "pass_2025" { security_policy_name = "TransferSecurityPolicy-2025-03" }
resource "aws_transfer_server" "fail_absent" { endpoint_type = "VPC" }
resource "aws_transfer_server" "fail_2018" { security_policy_name = "TransferSecurityPolicy-2018-11" }
resource "aws_transfer_server" "fail_2020" { security_policy_name = "TransferSecurityPolicy-2020-06" }
