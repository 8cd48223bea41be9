resource "azurerm_app_service" "stricter_3" {
  site_config {
    python_version = "3.4"
  }
}
resource "azurerm_app_service" "fail_python_version" {
  site_config {
    python_version = "2.7"
  }
}
resource "azurerm_app_service" "pass_other_x" {
  site_config {
  }
}
