resource "azurerm_storage_account" "pass_name" {
  name = "examplestorage"
}
resource "azurerm_storage_account" "pass_name2" {
  name = "abc"
}
resource "azurerm_storage_account" "pass_name3" {
  name = "a23456789012345678901234"
}
resource "azurerm_storage_account" "pass_name4" {
  name = "1234"
}
resource "azurerm_storage_account" "fail_name" {
  name = "This-Is-Wrong"
}
resource "azurerm_storage_account" "fail_name2" {
  name = "ab"
}
resource "azurerm_storage_account" "fail_name3" {
  name = "toolongtoolongtoolongtoolong"
}
resource "azurerm_storage_account" "fail_name4" {
  name = "with_underscore"
}
resource "azurerm_storage_account" "fail_name5" {
  name = "UPPER"
}
resource "azurerm_storage_account" "fail_name6" {
  name = "has.dot"
}
resource "azurerm_storage_account" "pass_x" {
  name = var.n
}
resource "azurerm_storage_account" "unknown_x" {
  name = var.x
}
variable "n" {
  default = "goodname"
}
variable "x" {
}
