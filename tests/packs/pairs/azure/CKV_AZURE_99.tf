resource "azurerm_cosmosdb_account" "pass_x" {
  public_network_access_enabled = false
}
resource "azurerm_cosmosdb_account" "pass_x2" {
  is_virtual_network_filter_enabled = true
  virtual_network_rule {
    id = "s"
  }
}
resource "azurerm_cosmosdb_account" "pass_x3" {
  is_virtual_network_filter_enabled = true
  ip_range_filter                   = "10.0.0.0/24"
}
resource "azurerm_cosmosdb_account" "pass_x4" {
  public_network_access_enabled     = false
  is_virtual_network_filter_enabled = false
}
resource "azurerm_cosmosdb_account" "pass_x5" {
  public_network_access_enabled     = true
  is_virtual_network_filter_enabled = true
  virtual_network_rule {
    id = "s"
  }
}
resource "azurerm_cosmosdb_account" "pass_x6" {
  is_virtual_network_filter_enabled = true
  ip_range_filter                   = ["10.0.0.0/24"]
}
resource "azurerm_cosmosdb_account" "fail_x" {
  name = "a"
}
resource "azurerm_cosmosdb_account" "fail_x2" {
  public_network_access_enabled = true
}
resource "azurerm_cosmosdb_account" "fail_x3" {
  public_network_access_enabled     = true
  is_virtual_network_filter_enabled = false
}
resource "azurerm_cosmosdb_account" "fail_x_too" {
  is_virtual_network_filter_enabled = true
}
resource "azurerm_cosmosdb_account" "pass_x_too" {
  public_network_access_enabled = true
  ip_range_filter               = "104.42.195.92"
}
