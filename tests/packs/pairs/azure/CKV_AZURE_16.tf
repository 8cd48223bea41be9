resource "azurerm_app_service" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_app_service" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_app_service" "fail_absent" {

}
resource "azurerm_linux_web_app" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_linux_web_app" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_linux_web_app" "fail_absent" {

}
resource "azurerm_windows_web_app" "pass_set" {

  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_windows_web_app" "pass_set2" {

  identity {
    type         = "UserAssigned"
    identity_ids = ["a"]
  }
}
resource "azurerm_windows_web_app" "fail_absent" {

}
