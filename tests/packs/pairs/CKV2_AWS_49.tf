resource "aws_dms_endpoint" "pass_require" {
  endpoint_id   = "a"
  endpoint_type = "source"
  engine_name   = "mysql"
  ssl_mode      = "require"
}
resource "aws_dms_endpoint" "pass_verify" {
  endpoint_type = "target"
  engine_name   = "aurora-postgresql"
  ssl_mode      = "verify-full"
}
resource "aws_dms_endpoint" "left_s3" {
  endpoint_type = "target"
  engine_name   = "s3"
}
resource "aws_dms_endpoint" "fail_absent" {
  endpoint_type = "source"
  engine_name   = "mysql"
}
resource "aws_dms_endpoint" "fail_none" {
  endpoint_type = "source"
  engine_name   = "sqlserver"
  ssl_mode      = "none"
}
resource "aws_dms_endpoint" "fail_pg" {
  endpoint_type = "target"
  engine_name   = "postgres"
  ssl_mode      = "none"
}
