resource "azurerm_storage_account" "pass_x" {
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}
resource "azurerm_storage_account" "pass_x2" {
  network_rules {
    default_action = "Deny"
    bypass         = ["Metrics", "AzureServices"]
  }
}
resource "azurerm_storage_account" "pass_x3" {
  network_rules {
    default_action = "Deny"
  }
}
resource "azurerm_storage_account" "pass_x4" {
  network_rules {
    default_action = "Allow"
  }
}
resource "azurerm_storage_account" "pass_x5" {
  name = "a"
}
resource "azurerm_storage_account" "fail_x" {
  network_rules {
    default_action = "Deny"
    bypass         = ["None"]
  }
}
resource "azurerm_storage_account" "fail_x2" {
  network_rules {
    default_action = "Deny"
    bypass         = ["Metrics", "Logging"]
  }
}
resource "azurerm_storage_account_network_rules" "pass_x" {
  default_action = "Deny"
  bypass         = ["AzureServices"]
}
resource "azurerm_storage_account_network_rules" "pass_x2" {
  default_action = "Deny"
  bypass         = ["Metrics", "AzureServices"]
}
resource "azurerm_storage_account_network_rules" "pass_x3" {
  default_action = "Deny"
}
resource "azurerm_storage_account_network_rules" "fail_x" {
  default_action = "Deny"
  bypass         = ["None"]
}
resource "azurerm_storage_account_network_rules" "fail_x2" {
  default_action = "Deny"
  bypass         = ["Metrics"]
}
