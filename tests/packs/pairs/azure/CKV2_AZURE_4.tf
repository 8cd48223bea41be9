resource "azurerm_mssql_server_vulnerability_assessment" "pass_x" {
  recurring_scans {
    enabled                   = true
    email_subscription_admins = true
    emails                    = ["a@b.c"]
  }
}
resource "azurerm_mssql_server_vulnerability_assessment" "fail_x" {
  recurring_scans {
    enabled                   = true
    email_subscription_admins = true
    emails                    = []
  }
}
resource "azurerm_mssql_server_vulnerability_assessment" "fail_x2" {
  recurring_scans {
    enabled                   = true
    email_subscription_admins = true
  }
}
resource "azurerm_mssql_server_vulnerability_assessment" "fail_x3" {
  storage_container_path = "p"
}
