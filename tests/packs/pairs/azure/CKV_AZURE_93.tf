resource "azurerm_managed_disk" "pass_set" {

  disk_encryption_set_id = "des"
}
resource "azurerm_managed_disk" "pass_set2" {

  disk_encryption_set_id = azurerm_disk_encryption_set.x.id
}
resource "azurerm_managed_disk" "fail_set" {

  encryption_settings {
    enabled = true
  }
}
resource "azurerm_managed_disk" "fail_set2" {

  disk_encryption_set_id = null
}
resource "azurerm_managed_disk" "fail_absent" {

}
