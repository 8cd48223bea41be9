resource "aws_lambda_function" "fail_java8" {
  runtime = "java8"
}
resource "aws_lambda_function" "fail_py38" {
  runtime = "python3.8"
}
resource "aws_lambda_function" "fail_node16" {
  runtime = "nodejs16.x"
}
resource "aws_lambda_function" "fail_provided" {
  runtime = "provided"
}
resource "aws_lambda_function" "fail_dotnet6" {
  runtime = "dotnet6"
}
resource "aws_lambda_function" "pass_al2023" {
  runtime = "provided.al2023"
}
resource "aws_lambda_function" "pass_java21" {
  runtime = "java21"
}
resource "aws_lambda_function" "pass_absent" {
  image_uri = "x"
}
