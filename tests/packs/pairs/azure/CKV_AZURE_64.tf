resource "azurerm_storage_sync" "pass_incoming_traffic_policy" {
  incoming_traffic_policy = "AllowVirtualNetworksOnly"
}
resource "azurerm_storage_sync" "fail_incoming_traffic_policy" {
  incoming_traffic_policy = "AllowAllTraffic"
}
resource "azurerm_storage_sync" "fail_absent" {

}
