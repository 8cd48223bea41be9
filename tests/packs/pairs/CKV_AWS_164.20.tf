resource "aws_transfer_server" "stricter_eip" {
  endpoint_type = "VPC"
  endpoint_details {
    vpc_id                 = "v"
    subnet_ids             = ["s"]
    address_allocation_ids = ["eipalloc-1"]
  }
}
resource "aws_transfer_server" "fail_null" { endpoint_type = null }
