resource "azurerm_application_gateway" "pass_x" {
  http_listener {
    name               = "l"
    protocol           = "Https"
    frontend_port_name = "p"
  }
}
resource "azurerm_application_gateway" "pass_x2" {
  http_listener {
    name               = "l"
    protocol           = "Https"
    frontend_port_name = "p"
  }
  http_listener {
    name               = "l"
    protocol           = "Https"
    frontend_port_name = "p"
  }
}
resource "azurerm_application_gateway" "fail_x" {
  http_listener {
    name               = "l"
    protocol           = "Http"
    frontend_port_name = "p"
  }
}
resource "azurerm_application_gateway" "fail_x2" {
  http_listener {
    name               = "l"
    protocol           = "Https"
    frontend_port_name = "p"
  }
  http_listener {
    name               = "l"
    protocol           = "Http"
    frontend_port_name = "p"
  }
}
