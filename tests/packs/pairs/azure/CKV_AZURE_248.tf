resource "azurerm_batch_account" "pass_x" {
  public_network_access_enabled = false
}
resource "azurerm_batch_account" "pass_x2" {
  public_network_access_enabled = true
  network_profile {
    account_access {
      default_action = "Deny"
    }
  }
}
resource "azurerm_batch_account" "pass_x3" {
  network_profile {
    account_access {
      default_action = "Deny"
    }
  }
}
resource "azurerm_batch_account" "fail_x" {
  public_network_access_enabled = true
  network_profile {
    account_access {
      default_action = "Allow"
    }
  }
}
resource "azurerm_batch_account" "fail_x2" {
  network_profile {
    account_access {
      default_action = "Allow"
    }
  }
}
resource "azurerm_batch_account" "fail_x3" {
  public_network_access_enabled = true
}
resource "azurerm_batch_account" "fail_x4" {
  name = "a"
}
resource "azurerm_batch_account" "pass_x_too" {
  public_network_access_enabled = true
  network_profile {
    account_access {
    }
  }
}
