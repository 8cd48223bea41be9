resource "azurerm_kusto_cluster" "pass_enable_disk_encryption" {
  enable_disk_encryption = true
}
resource "azurerm_kusto_cluster" "fail_enable_disk_encryption" {
  enable_disk_encryption = false
}
resource "azurerm_kusto_cluster" "pass_enable_disk_encryption_string" {
  enable_disk_encryption = "true"
}
resource "azurerm_kusto_cluster" "fail_enable_disk_encryption_string" {
  enable_disk_encryption = "false"
}
variable "nothing" {
}
resource "azurerm_kusto_cluster" "unknown_enable_disk_encryption" {
  enable_disk_encryption = var.nothing
}
resource "azurerm_kusto_cluster" "fail_enable_disk_encryption_null" {
  enable_disk_encryption = null
}
resource "azurerm_kusto_cluster" "fail_absent" {

}
resource "azurerm_kusto_cluster" "pass_disk_encryption_enabled" {
  disk_encryption_enabled = true
}
resource "azurerm_kusto_cluster" "fail_disk_encryption_enabled" {
  disk_encryption_enabled = false
}
