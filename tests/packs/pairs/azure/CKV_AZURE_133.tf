resource "azurerm_frontdoor_firewall_policy" "pass_x" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
  }
}
resource "azurerm_frontdoor_firewall_policy" "pass_x2" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        enabled = true
        action  = "Block"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "pass_x3" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        enabled = true
        action  = "Redirect"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "pass_x4" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"
    action  = "Block"
  }
}
resource "azurerm_frontdoor_firewall_policy" "fail_x" {
  name = "a"
}
resource "azurerm_frontdoor_firewall_policy" "fail_x2" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        enabled = false
        action  = "Block"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "fail_x3" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        enabled = true
        action  = "Log"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "fail_x4" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        enabled = true
        action  = "Allow"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "fail_x5" {
  managed_rule {
    type    = "Microsoft_BotManagerRuleSet"
    version = "1.0"
  }
}
resource "azurerm_frontdoor_firewall_policy" "pass_x_too" {
  managed_rule {
    type    = "DefaultRuleSet"
    version = "1.0"
  }
}
resource "azurerm_frontdoor_firewall_policy" "fail_x_too" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944240"
        action  = "Block"
      }
    }
  }
}
resource "azurerm_frontdoor_firewall_policy" "pass_x2_too" {
  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "1.1"
    override {
      rule_group_name = "JAVA"
      rule {
        rule_id = "944230"
        action  = "Log"
      }
    }
  }
}
