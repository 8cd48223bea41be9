resource "aws_lambda_function" "pass_new" {
  runtime = "python3.13"
}
resource "aws_lambda_function" "pass_image" {
  package_type = "Image"
}
resource "aws_lambda_function" "pass_node" {
  runtime = "nodejs22.x"
}
resource "aws_lambda_function" "fail_py27" {
  runtime = "python2.7"
}
resource "aws_lambda_function" "fail_node14" {
  runtime = "nodejs14.x"
}
resource "aws_lambda_function" "fail_go" {
  runtime = "go1.x"
}
resource "aws_lambda_function" "fail_core" {
  runtime = "dotnetcore2.1"
}
resource "aws_lambda_function" "fail_ruby" {
  runtime = "ruby2.5"
}
