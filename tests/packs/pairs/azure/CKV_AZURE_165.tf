resource "azurerm_container_registry" "pass_set" {
  sku = "Premium"
  georeplications {
    location                = "East US"
    zone_redundancy_enabled = true
  }
}
resource "azurerm_container_registry" "pass_set2" {
  sku = "Premium"
  georeplications {
    location = "a"
  }
  georeplications {
    location = "b"
  }
}
resource "azurerm_container_registry" "pass_set3" {
  sku = "Premium"
  dynamic "georeplications" {
    for_each = ["a"]
    content {
      location = georeplications.value
    }
  }
}
resource "azurerm_container_registry" "fail_absent" {
  sku = "Premium"
}
