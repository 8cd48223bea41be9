resource "azuread_application_federated_identity_credential" "pass_x" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:my-org/my-repo:ref:refs/heads/main"
}
resource "azuread_application_federated_identity_credential" "pass_x2" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:my-org/my-repo:environment:prod"
}
resource "azuread_application_federated_identity_credential" "fail_x" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "*"
}
resource "azuread_application_federated_identity_credential" "fail_x2" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:*"
}
resource "azuread_application_federated_identity_credential" "pass_owner" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:my-org/*"
}
resource "azuread_application_federated_identity_credential" "left_x" {
  issuer  = "https://oidc.eks.eu-west-1.amazonaws.com/id/X"
  subject = "system:serviceaccount:a:b"
}
resource "azuread_application_federated_identity_credential" "pass_x_too" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:my-org/my-repo:pull_request"
}
resource "azuread_application_federated_identity_credential" "fail_x2_too" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "my-org/my-repo"
}
resource "azuread_application_federated_identity_credential" "fail_x3_too" {
  display_name = "d"
  audiences    = ["api://AzureADTokenExchange"]
  issuer       = "https://token.actions.githubusercontent.com"
  subject      = "repo:my-org*"
}
resource "azuread_application_federated_identity_credential" "fail_x4_too" {
  issuer = "https://token.actions.githubusercontent.com"
}
