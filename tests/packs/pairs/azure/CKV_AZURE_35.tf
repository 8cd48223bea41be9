resource "azurerm_storage_account" "pass_default_action" {
  network_rules {
    default_action = "Deny"
  }
}
resource "azurerm_storage_account" "fail_default_action" {
  network_rules {
    default_action = "Allow"
  }
}
resource "azurerm_storage_account" "fail_absent" {

}
resource "azurerm_storage_account" "fail_default_action_each" {

  for_each = toset(["a"])
  network_rules {
    default_action = "Allow"
  }
}
resource "azurerm_storage_account_network_rules" "pass_default_action" {
  default_action = "Deny"
}
resource "azurerm_storage_account_network_rules" "fail_default_action" {
  default_action = "Allow"
}
resource "azurerm_storage_account_network_rules" "fail_default_action_each" {

  for_each       = toset(["a"])
  default_action = "Allow"
}
resource "azurerm_storage_account" "pass_separate" {
  name = "a"
}
resource "azurerm_storage_account_network_rules" "pass_separate" {
  storage_account_id = azurerm_storage_account.pass_separate.id
  default_action     = "Deny"
  ip_rules           = ["127.0.0.1"]
}
resource "azurerm_storage_account" "pass_several" {
  network_rules {
    default_action = "Deny"
    ip_rules       = ["100.0.0.1"]
    bypass         = ["Metrics"]
  }
}
resource "azurerm_storage_account" "pass_closed" {
  public_network_access_enabled = false
}
resource "azurerm_storage_account" "fail_x_too" {
  network_rules {
    ip_rules = ["1.2.3.4"]
  }
}
