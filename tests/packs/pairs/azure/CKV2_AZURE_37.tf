resource "azurerm_mariadb_server" "pass_ssl_minimal_tls_version_enforced" {
  ssl_enforcement_enabled          = true
  ssl_minimal_tls_version_enforced = "TLS1_2"
}
resource "azurerm_mariadb_server" "fail_ssl_minimal_tls_version_enforced" {
  ssl_enforcement_enabled          = true
  ssl_minimal_tls_version_enforced = "TLS1_0"
}
resource "azurerm_mariadb_server" "fail_ssl_minimal_tls_version_enforced2" {
  ssl_enforcement_enabled          = true
  ssl_minimal_tls_version_enforced = "TLS1_1"
}
resource "azurerm_mariadb_server" "fail_ssl_minimal_tls_version_enforced3" {
  ssl_enforcement_enabled          = true
  ssl_minimal_tls_version_enforced = "TLSEnforcementDisabled"
}
resource "azurerm_mariadb_server" "pass_absent" {
  ssl_enforcement_enabled = true

}
