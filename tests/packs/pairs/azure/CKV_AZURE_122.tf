resource "azurerm_web_application_firewall_policy" "pass_x" {
  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x2" {
  policy_settings {
    enabled = true
    mode    = "Detection"
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x3" {
  policy_settings {
    mode = "Prevention"
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x4" {
  policy_settings {
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x5" {
  policy_settings {
    enabled = true
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x" {
  policy_settings {
    enabled = false
    mode    = "Detection"
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x2" {
  policy_settings {
    enabled = "false"
    mode    = "Prevention"
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x_too" {
  name = "a"
}
