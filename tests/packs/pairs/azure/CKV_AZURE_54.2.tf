terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.40"
    }
  }
}
resource "azurerm_mysql_server" "pass_ssl_minimal_tls_version_enforced" {
  ssl_minimal_tls_version_enforced = "TLS1_2"
}
resource "azurerm_mysql_server" "fail_ssl_minimal_tls_version_enforced" {
  ssl_minimal_tls_version_enforced = "TLS1_1"
}
