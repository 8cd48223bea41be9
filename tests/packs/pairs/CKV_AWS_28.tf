resource "aws_dynamodb_table" "pass_on" {
  name     = "t"
  hash_key = "id"
  point_in_time_recovery { enabled = true }
}
resource "aws_dynamodb_table" "pass_string" {
  name = "t"
  point_in_time_recovery { enabled = "true" }
}
resource "aws_dynamodb_table" "fail_absent" {
  name     = "t"
  hash_key = "id"
}
resource "aws_dynamodb_table" "fail_off" {
  name = "t"
  point_in_time_recovery { enabled = false }
}
resource "aws_dynamodb_table" "fail_empty" {
  name = "t"
  point_in_time_recovery {}
}
