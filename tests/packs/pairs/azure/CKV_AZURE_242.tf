resource "azurerm_synapse_spark_pool" "pass_compute_isolation_enabled" {
  compute_isolation_enabled = true
}
resource "azurerm_synapse_spark_pool" "fail_compute_isolation_enabled" {
  compute_isolation_enabled = false
}
resource "azurerm_synapse_spark_pool" "pass_compute_isolation_enabled_string" {
  compute_isolation_enabled = "true"
}
resource "azurerm_synapse_spark_pool" "fail_compute_isolation_enabled_string" {
  compute_isolation_enabled = "false"
}
variable "nothing" {
}
resource "azurerm_synapse_spark_pool" "unknown_compute_isolation_enabled" {
  compute_isolation_enabled = var.nothing
}
resource "azurerm_synapse_spark_pool" "fail_compute_isolation_enabled_null" {
  compute_isolation_enabled = null
}
resource "azurerm_synapse_spark_pool" "fail_absent" {

}
resource "azurerm_synapse_spark_pool" "pass_x_too" {
  node_size                 = "XXXLarge"
  compute_isolation_enabled = true
}
