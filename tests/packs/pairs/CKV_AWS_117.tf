resource "aws_lambda_function" "pass_vpc" {
  vpc_config {
    security_group_ids = ["sg-1"]
    subnet_ids         = ["subnet-1"]
  }
}
resource "aws_lambda_function" "pass_refs" {
  vpc_config {
    security_group_ids = [aws_security_group.x.id]
    subnet_ids         = aws_subnet.x[*].id
  }
}
resource "aws_lambda_function" "pass_dyn" {
  dynamic "vpc_config" {
    for_each = ["x"]
    content {
      security_group_ids = ["sg-1"]
      subnet_ids         = ["subnet-1"]
    }
  }
}
resource "aws_lambda_function" "fail_absent" {
  function_name = "x"
}
resource "aws_lambda_function" "fail_none" {
  dynamic "vpc_config" {
    for_each = []
    content {
      security_group_ids = ["sg-1"]
      subnet_ids         = ["subnet-1"]
    }
  }
}
resource "aws_subnet" "x" {
  count      = 2
  vpc_id     = "vpc-1"
  cidr_block = "10.0.${count.index}.0/24"
}
