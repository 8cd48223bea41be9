resource "azurerm_web_application_firewall_policy" "pass_x" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.1"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x2" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x3" {
  managed_rules {
    managed_rule_set {
      version = "3.1"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x4" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.1"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        disabled_rules  = ["944241"]
      }
    }
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x5" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        rule {
          id      = "944240"
          enabled = true
          action  = "Block"
        }
      }
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.0"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x2" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "2.2.9"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x3" {
  name = "a"
}
resource "azurerm_web_application_firewall_policy" "fail_x4" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.1"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        disabled_rules  = ["944240"]
      }
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x5" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.1"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        disabled_rules  = ["944241", "944240"]
      }
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x6" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        rule {
          id      = "944240"
          enabled = false
          action  = "Block"
        }
      }
    }
  }
}
resource "azurerm_web_application_firewall_policy" "pass_x_too" {
  managed_rules {
    managed_rule_set {
      type    = "Microsoft_DefaultRuleSet"
      version = "2.1"
    }
  }
}
resource "azurerm_web_application_firewall_policy" "fail_x_too" {
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
      rule_group_override {
        rule_group_name = "REQUEST-944-APPLICATION-ATTACK-JAVA"
        rule {
          id      = "944240"
          action  = "Log"
          enabled = true
        }
      }
    }
  }
}
