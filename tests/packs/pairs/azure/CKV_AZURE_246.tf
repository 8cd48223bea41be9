resource "azurerm_kubernetes_cluster" "pass_http_application_routing_enabled" {
  http_application_routing_enabled = false
}
resource "azurerm_kubernetes_cluster" "fail_http_application_routing_enabled" {
  http_application_routing_enabled = true
}
resource "azurerm_kubernetes_cluster" "pass_http_application_routing_enabled_string" {
  http_application_routing_enabled = "false"
}
resource "azurerm_kubernetes_cluster" "fail_http_application_routing_enabled_string" {
  http_application_routing_enabled = "true"
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_http_application_routing_enabled" {
  http_application_routing_enabled = var.nothing
}
resource "azurerm_kubernetes_cluster" "pass_http_application_routing_enabled_null" {
  http_application_routing_enabled = null
}
resource "azurerm_kubernetes_cluster" "pass_absent" {

}
resource "azurerm_kubernetes_cluster" "pass_x" {
  addon_profile {
    http_application_routing {
      enabled = false
    }
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  addon_profile {
    http_application_routing {
      enabled = true
    }
  }
}
