resource "aws_transfer_server" "pass_vpc" {
  endpoint_type = "VPC"
  endpoint_details {
    vpc_id     = "vpc-1"
    subnet_ids = ["subnet-1"]
  }
}
resource "aws_transfer_server" "pass_vpce" {
  endpoint_type = "VPC_ENDPOINT"
  endpoint_details { vpc_endpoint_id = "vpce-1" }
}
resource "aws_transfer_server" "fail_absent" { identity_provider_type = "SERVICE_MANAGED" }
resource "aws_transfer_server" "fail_public" { endpoint_type = "PUBLIC" }
