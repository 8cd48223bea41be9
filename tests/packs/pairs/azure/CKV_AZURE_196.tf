resource "azurerm_signalr_service" "pass_x" {
  sku {
    name     = "Standard_S1"
    capacity = 1
  }
}
resource "azurerm_signalr_service" "pass_x2" {
  sku {
    name     = "Premium_P1"
    capacity = 1
  }
}
resource "azurerm_signalr_service" "fail_x" {
  sku {
    name     = "Free_F1"
    capacity = 1
  }
}
