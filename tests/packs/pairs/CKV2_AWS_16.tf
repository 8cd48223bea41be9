resource "aws_dynamodb_table" "pass_auto" {
  name           = "t"
  billing_mode   = "PROVISIONED"
  hash_key       = "k"
  read_capacity  = 10
  write_capacity = 10
}
resource "aws_appautoscaling_target" "aux" {
  resource_id        = "table/${aws_dynamodb_table.pass_auto.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
  min_capacity       = 1
  max_capacity       = 9
}
resource "aws_appautoscaling_policy" "aux" {
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.aux.resource_id
  scalable_dimension = aws_appautoscaling_target.aux.scalable_dimension
  service_namespace  = aws_appautoscaling_target.aux.service_namespace
}
resource "aws_dynamodb_table" "left_ondemand" {
  name         = "t2"
  billing_mode = "PAY_PER_REQUEST"
}
resource "aws_dynamodb_table" "fail_provisioned" {
  name           = "t3"
  billing_mode   = "PROVISIONED"
  read_capacity  = 10
  write_capacity = 10
}
resource "aws_dynamodb_table" "fail_absent" {
  name           = "t4"
  read_capacity  = 10
  write_capacity = 10
}
