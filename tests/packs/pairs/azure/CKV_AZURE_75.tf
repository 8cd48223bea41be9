resource "azurerm_kusto_cluster" "pass_enable_double_encryption" {
  enable_double_encryption = true
}
resource "azurerm_kusto_cluster" "fail_enable_double_encryption" {
  enable_double_encryption = false
}
resource "azurerm_kusto_cluster" "pass_enable_double_encryption_string" {
  enable_double_encryption = "true"
}
resource "azurerm_kusto_cluster" "fail_enable_double_encryption_string" {
  enable_double_encryption = "false"
}
variable "nothing" {
}
resource "azurerm_kusto_cluster" "unknown_enable_double_encryption" {
  enable_double_encryption = var.nothing
}
resource "azurerm_kusto_cluster" "fail_enable_double_encryption_null" {
  enable_double_encryption = null
}
resource "azurerm_kusto_cluster" "fail_absent" {

}
resource "azurerm_kusto_cluster" "pass_double_encryption_enabled" {
  double_encryption_enabled = true
}
resource "azurerm_kusto_cluster" "fail_double_encryption_enabled" {
  double_encryption_enabled = false
}
