resource "azurerm_app_service" "stricter_7" {
  site_config {
    php_version = "7.4"
  }
}
resource "azurerm_app_service" "fail_php_version" {
  site_config {
    php_version = "5.6"
  }
}
resource "azurerm_app_service" "fail_php_version2" {
  site_config {
    php_version = "7.0"
  }
}
resource "azurerm_app_service" "pass_other_x" {
  site_config {
  }
}
