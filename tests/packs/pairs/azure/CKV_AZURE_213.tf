resource "azurerm_app_service" "pass_set" {

  site_config {
    health_check_path = "/health"
  }
}
resource "azurerm_app_service" "fail_set" {

  site_config {
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_set" {

  site_config {
    health_check_path = "/health"
  }
}
resource "azurerm_linux_web_app" "fail_set" {

  site_config {
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_set" {

  site_config {
    health_check_path = "/health"
  }
}
resource "azurerm_windows_web_app" "fail_set" {

  site_config {
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
