resource "aws_apigatewayv2_route" "pass_jwt" {
  api_id             = "x"
  route_key          = "$default"
  authorization_type = "JWT"
}
resource "aws_apigatewayv2_route" "pass_iam" {
  api_id             = aws_apigatewayv2_api.x.id
  route_key          = "GET /x"
  authorization_type = "AWS_IAM"
}
resource "aws_apigatewayv2_route" "pass_custom" {
  route_key          = "GET /y"
  authorization_type = "CUSTOM"
}
resource "aws_apigatewayv2_route" "fail_absent" {
  api_id    = "x"
  route_key = "$default"
}
resource "aws_apigatewayv2_route" "fail_none" {
  route_key          = "GET /"
  authorization_type = "NONE"
}
