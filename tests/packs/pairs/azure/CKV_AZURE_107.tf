resource "azurerm_api_management" "stricter_no_type" {

  virtual_network_configuration {
    subnet_id = "s"
  }
}
resource "azurerm_api_management" "pass_set2" {

  virtual_network_type = "Internal"
  virtual_network_configuration {
    subnet_id = azurerm_subnet.x.id
  }
}
resource "azurerm_api_management" "pass_set3" {

  virtual_network_type = "External"
  virtual_network_configuration {
    subnet_id = "s"
  }
}
resource "azurerm_api_management" "fail_absent" {

}
