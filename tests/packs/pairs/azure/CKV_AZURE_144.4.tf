terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}
resource "azurerm_machine_learning_workspace" "pass_public_network_access_enabled" {
  public_network_access_enabled = false
}
resource "azurerm_machine_learning_workspace" "fail_public_network_access_enabled" {
  public_network_access_enabled = true
}
resource "azurerm_machine_learning_workspace" "fail_absent" {

}
