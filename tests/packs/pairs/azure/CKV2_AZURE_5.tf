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
    email_subscription_admins = false
    emails                    = ["a@b.c"]
  }
}
