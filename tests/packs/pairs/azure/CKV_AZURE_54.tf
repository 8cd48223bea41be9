resource "azurerm_mysql_server" "pass_ssl_minimal_tls_version_enforced" {
  ssl_minimal_tls_version_enforced = "TLS1_2"
}
resource "azurerm_mysql_server" "fail_ssl_minimal_tls_version_enforced" {
  ssl_minimal_tls_version_enforced = "TLS1_0"
}
resource "azurerm_mysql_server" "fail_ssl_minimal_tls_version_enforced2" {
  ssl_minimal_tls_version_enforced = "TLS1_1"
}
resource "azurerm_mysql_server" "fail_ssl_minimal_tls_version_enforced3" {
  ssl_minimal_tls_version_enforced = "TLSEnforcementDisabled"
}
resource "azurerm_mysql_server" "pass_absent" {

}
