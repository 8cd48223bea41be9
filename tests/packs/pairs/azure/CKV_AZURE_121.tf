resource "azurerm_frontdoor" "pass_x" {
  frontend_endpoint {
    name                                    = "f"
    host_name                               = "f.azurefd.net"
    web_application_firewall_policy_link_id = "p"
  }
}
resource "azurerm_frontdoor" "pass_x2" {
  frontend_endpoint {
    name                                    = "f"
    web_application_firewall_policy_link_id = azurerm_frontdoor_firewall_policy.x.id
  }
}
resource "azurerm_frontdoor" "fail_x" {
  frontend_endpoint {
    name      = "f"
    host_name = "f.azurefd.net"
  }
}
resource "azurerm_frontdoor" "fail_x_too" {
  name = "a"
}
resource "azurerm_frontdoor" "fail_x2_too" {
  frontend_endpoint {
    name                                    = "f"
    web_application_firewall_policy_link_id = null
  }
}
resource "azurerm_frontdoor" "fail_x3_too" {
  frontend_endpoint {
    name                                    = "f"
    web_application_firewall_policy_link_id = "w"
  }
  frontend_endpoint {
    name = "g"
  }
}
