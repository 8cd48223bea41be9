resource "azurerm_app_service" "pass_ftps_state" {
  site_config {
    ftps_state = "Disabled"
  }
}
resource "azurerm_app_service" "pass_ftps_state2" {
  site_config {
    ftps_state = "FtpsOnly"
  }
}
resource "azurerm_app_service" "fail_ftps_state" {
  site_config {
    ftps_state = "AllAllowed"
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_ftps_state" {
  site_config {
    ftps_state = "Disabled"
  }
}
resource "azurerm_linux_web_app" "pass_ftps_state2" {
  site_config {
    ftps_state = "FtpsOnly"
  }
}
resource "azurerm_linux_web_app" "fail_ftps_state" {
  site_config {
    ftps_state = "AllAllowed"
  }
}
resource "azurerm_linux_web_app" "pass_absent" {

}
resource "azurerm_windows_web_app" "pass_ftps_state" {
  site_config {
    ftps_state = "Disabled"
  }
}
resource "azurerm_windows_web_app" "pass_ftps_state2" {
  site_config {
    ftps_state = "FtpsOnly"
  }
}
resource "azurerm_windows_web_app" "fail_ftps_state" {
  site_config {
    ftps_state = "AllAllowed"
  }
}
resource "azurerm_windows_web_app" "pass_absent" {

}
