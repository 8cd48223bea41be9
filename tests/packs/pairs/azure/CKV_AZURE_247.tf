resource "azurerm_cognitive_account" "pass_x" {
  kind                               = "OpenAI"
  outbound_network_access_restricted = true
  fqdns                              = ["example.com"]
}
resource "azurerm_cognitive_account" "fail_x" {
  kind = "OpenAI"
}
resource "azurerm_cognitive_account" "fail_x2" {
  kind                               = "OpenAI"
  outbound_network_access_restricted = false
}
resource "azurerm_cognitive_account" "fail_x3" {
  kind                               = "OpenAI"
  outbound_network_access_restricted = "false"
  fqdns                              = []
}
resource "azurerm_cognitive_account" "left_x" {
  kind = "SpeechServices"
}
resource "azurerm_cognitive_account" "left_x2" {
  kind                               = "FormRecognizer"
  outbound_network_access_restricted = false
}
