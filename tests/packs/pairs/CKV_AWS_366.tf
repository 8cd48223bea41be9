resource "aws_cognito_identity_pool" "pass_absent" { identity_pool_name = "p" }
resource "aws_cognito_identity_pool" "pass_off" {
  identity_pool_name               = "p"
  allow_unauthenticated_identities = false
}
resource "aws_cognito_identity_pool" "fail_on" {
  identity_pool_name               = "p"
  allow_unauthenticated_identities = true
}
resource "aws_cognito_identity_pool" "fail_string" { allow_unauthenticated_identities = "true" }
