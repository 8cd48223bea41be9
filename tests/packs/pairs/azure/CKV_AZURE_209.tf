resource "azurerm_search_service" "pass_x" {
  replica_count = 2
}
resource "azurerm_search_service" "pass_x2" {
  replica_count = "3"
}
resource "azurerm_search_service" "fail_x" {
  replica_count = 1
}
resource "azurerm_search_service" "fail_x2" {
  name = "a"
}
