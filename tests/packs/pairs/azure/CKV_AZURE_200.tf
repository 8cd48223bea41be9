resource "azurerm_cdn_endpoint_custom_domain" "pass_x" {
  cdn_managed_https {
    certificate_type = "Dedicated"
    protocol_type    = "ServerNameIndication"
    tls_version      = "TLS12"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "pass_x2" {
  user_managed_https {
    key_vault_certificate_id = "c"
    tls_version              = "TLS12"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "pass_x3" {
  cdn_managed_https {
    certificate_type = "Dedicated"
    protocol_type    = "ServerNameIndication"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "pass_x4" {
  user_managed_https {
    key_vault_certificate_id = "c"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "fail_x" {
  cdn_managed_https {
    certificate_type = "Dedicated"
    protocol_type    = "ServerNameIndication"
    tls_version      = "TLS10"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "fail_x2" {
  user_managed_https {
    key_vault_certificate_id = "c"
    tls_version              = "TLS10"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "fail_x3" {
  cdn_managed_https {
    certificate_type = "Dedicated"
    protocol_type    = "ServerNameIndication"
    tls_version      = "None"
  }
}
resource "azurerm_cdn_endpoint_custom_domain" "fail_x_too" {
  name = "a"
}
