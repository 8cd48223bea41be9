resource "azurerm_managed_disk" "pass_x" {
  encryption_settings {
    enabled = true
  }
}
resource "azurerm_managed_disk" "pass_x2" {
  disk_encryption_set_id = "koko"
}
resource "azurerm_managed_disk" "pass_x3" {
  create_option = "Empty"
}
resource "azurerm_managed_disk" "pass_x4" {
  encryption_settings {
    disk_encryption_key {
      secret_url      = "https://v/secrets/a"
      source_vault_id = "v"
    }
  }
}
resource "azurerm_managed_disk" "fail_x" {
  encryption_settings {
    enabled = false
  }
}
resource "azurerm_managed_disk" "fail_x2" {
  dynamic "encryption_settings" {
    for_each = [1]
    content {
      enabled = false
    }
  }
}
