resource "azurerm_kubernetes_cluster" "pass_secret_rotation_enabled" {
  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
}
resource "azurerm_kubernetes_cluster" "fail_secret_rotation_enabled" {
  key_vault_secrets_provider {
    secret_rotation_enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "pass_secret_rotation_enabled_string" {
  key_vault_secrets_provider {
    secret_rotation_enabled = "true"
  }
}
resource "azurerm_kubernetes_cluster" "fail_secret_rotation_enabled_string" {
  key_vault_secrets_provider {
    secret_rotation_enabled = "false"
  }
}
variable "nothing" {
}
resource "azurerm_kubernetes_cluster" "unknown_secret_rotation_enabled" {
  key_vault_secrets_provider {
    secret_rotation_enabled = var.nothing
  }
}
resource "azurerm_kubernetes_cluster" "fail_x" {
  key_vault_secrets_provider {
    secret_rotation_enabled  = false
    secret_rotation_interval = "2m"
  }
}
resource "azurerm_kubernetes_cluster" "looser_absent" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "looser_absent2_too" {
  name = "a"
}
resource "azurerm_kubernetes_cluster" "fail_x2_too" {
  key_vault_secrets_provider {
    secret_rotation_interval = "2m"
  }
}
