resource "azurerm_key_vault" "pass_x" {
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}
resource "azurerm_key_vault" "pass_x2" {
  network_acls {
    default_action = "Deny"
    bypass         = "None"
    ip_rules       = ["10.0.0.0/24"]
  }
}
resource "azurerm_key_vault" "fail_x" {
  name = "a"
}
resource "azurerm_key_vault" "fail_x2" {
  network_acls {
    default_action = "Allow"
    bypass         = "AzureServices"
  }
}
resource "azurerm_key_vault" "fail_x_too" {
  network_acls {
    bypass = "AzureServices"
  }
}
