resource "aws_appsync_graphql_api" "fail_alone" {
  name = "z"
}
