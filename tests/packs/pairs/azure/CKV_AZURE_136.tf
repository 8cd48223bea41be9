resource "azurerm_postgresql_flexible_server" "pass_geo_redundant_backup_enabled" {
  geo_redundant_backup_enabled = true
}
resource "azurerm_postgresql_flexible_server" "fail_geo_redundant_backup_enabled" {
  geo_redundant_backup_enabled = false
}
resource "azurerm_postgresql_flexible_server" "pass_geo_redundant_backup_enabled_string" {
  geo_redundant_backup_enabled = "true"
}
resource "azurerm_postgresql_flexible_server" "fail_geo_redundant_backup_enabled_string" {
  geo_redundant_backup_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_postgresql_flexible_server" "unknown_geo_redundant_backup_enabled" {
  geo_redundant_backup_enabled = var.nothing
}
resource "azurerm_postgresql_flexible_server" "fail_geo_redundant_backup_enabled_null" {
  geo_redundant_backup_enabled = null
}
resource "azurerm_postgresql_flexible_server" "fail_absent" {

}
resource "azurerm_postgresql_flexible_server" "left_x_too" {
  create_mode      = "Replica"
  source_server_id = "s"
}
