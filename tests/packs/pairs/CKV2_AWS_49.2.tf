resource "aws_dms_endpoint" "fail_null" {
  engine_name = "oracle"
  ssl_mode    = null
}
resource "aws_dms_endpoint" "left_dynamo" {
  engine_name = "dynamodb"
}
resource "aws_dms_endpoint" "pass_ca" {
  engine_name = "mariadb"
  ssl_mode    = "verify-ca"
}
