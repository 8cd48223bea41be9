resource "azurerm_app_service" "pass_java_version" {
  site_config {
    java_version = "17"
  }
}
resource "azurerm_app_service" "pass_java_version2" {
  site_config {
    java_version = "11"
  }
}
resource "azurerm_app_service" "fail_java_version" {
  site_config {
    java_version = "1.7"
  }
}
resource "azurerm_app_service" "fail_java_version2" {
  site_config {
    java_version = "1.7.0_80"
  }
}
resource "azurerm_app_service" "pass_other_x" {
  site_config {
  }
}
