resource "aws_apigatewayv2_route" "fail_text" {
  route_key          = "ANY /x"
  authorization_type = null
}
