resource "azurerm_application_gateway" "pass_x" {
  waf_configuration {
    enabled          = true
    firewall_mode    = "Prevention"
    rule_set_version = "3.1"
  }
}
resource "azurerm_application_gateway" "pass_x2" {
  waf_configuration {
    enabled          = true
    firewall_mode    = "Detection"
    rule_set_type    = "OWASP"
    rule_set_version = "3.1"
  }
}
resource "azurerm_application_gateway" "pass_x3" {
  firewall_policy_id = "p"
}
resource "azurerm_application_gateway" "fail_x" {
  name = "a"
}
resource "azurerm_application_gateway" "fail_x2" {
  waf_configuration {
    enabled          = false
    firewall_mode    = "Prevention"
    rule_set_version = "3.1"
  }
}
resource "azurerm_application_gateway" "fail_x3" {
  sku {
    name = "Standard_v2"
    tier = "Standard_v2"
  }
}
resource "azurerm_web_application_firewall_policy" "on" {
  name = "p"
  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
}
resource "azurerm_application_gateway" "pass_policy" {
  firewall_policy_id = azurerm_web_application_firewall_policy.on.id
  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }
}
resource "azurerm_web_application_firewall_policy" "default" {
  name = "d"
}
resource "azurerm_application_gateway" "pass_default_policy" {
  firewall_policy_id = azurerm_web_application_firewall_policy.default.id
}
resource "azurerm_web_application_firewall_policy" "fail_off" {
  name = "o"
  policy_settings {
    enabled = false
  }
}
resource "azurerm_application_gateway" "looser_policy_off" {
  firewall_policy_id = azurerm_web_application_firewall_policy.fail_off.id
}
resource "azurerm_application_gateway" "fail_x_too" {
  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }
}
