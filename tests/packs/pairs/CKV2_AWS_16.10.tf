resource "aws_appautoscaling_target" "other" {
  resource_id        = "table/other"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
}
resource "aws_dynamodb_table" "pass_lit" {
  name         = "lit"
  billing_mode = "PROVISIONED"
}
resource "aws_appautoscaling_target" "lit" {
  resource_id        = "table/lit"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
}
resource "aws_dynamodb_table" "pass_idref" {
  name         = "idr"
  billing_mode = "PROVISIONED"
}
resource "aws_appautoscaling_target" "idr" {
  resource_id        = "table/${aws_dynamodb_table.pass_idref.id}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  service_namespace  = "dynamodb"
}
