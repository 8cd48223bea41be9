resource "azurerm_mssql_server" "pass_s0" {
  name = "s0"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server0" {
  server_id         = azurerm_mssql_server.pass_s0.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 90
}
resource "azurerm_mssql_server" "pass_i0" {
  name = "i0"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 90
  }
}
resource "azurerm_mssql_server" "pass_s1" {
  name = "s1"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server1" {
  server_id         = azurerm_mssql_server.pass_s1.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 91
}
resource "azurerm_mssql_server" "pass_i1" {
  name = "i1"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 91
  }
}
resource "azurerm_mssql_server" "pass_s2" {
  name = "s2"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server2" {
  server_id         = azurerm_mssql_server.pass_s2.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = "120"
}
resource "azurerm_mssql_server" "pass_i2" {
  name = "i2"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = "120"
  }
}
resource "azurerm_mssql_server" "fail_s3" {
  name = "s3"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server3" {
  server_id         = azurerm_mssql_server.fail_s3.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 30
}
resource "azurerm_mssql_server" "fail_i3" {
  name = "i3"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 30
  }
}
resource "azurerm_mssql_server" "fail_s4" {
  name = "s4"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server4" {
  server_id         = azurerm_mssql_server.fail_s4.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 89
}
resource "azurerm_mssql_server" "fail_i4" {
  name = "i4"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 89
  }
}
resource "azurerm_mssql_server" "pass_s5" {
  name = "s5"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_mssql_server5" {
  server_id         = azurerm_mssql_server.pass_s5.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 0
}
resource "azurerm_mssql_server" "pass_i5" {
  name = "i5"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 0
  }
}
resource "azurerm_mssql_server" "fail_none" {
  name = "none"
}
resource "azurerm_sql_server" "pass_s0" {
  name = "s0"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server0" {
  server_id         = azurerm_sql_server.pass_s0.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 90
}
resource "azurerm_sql_server" "pass_i0" {
  name = "i0"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 90
  }
}
resource "azurerm_sql_server" "pass_s1" {
  name = "s1"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server1" {
  server_id         = azurerm_sql_server.pass_s1.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 91
}
resource "azurerm_sql_server" "pass_i1" {
  name = "i1"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 91
  }
}
resource "azurerm_sql_server" "pass_s2" {
  name = "s2"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server2" {
  server_id         = azurerm_sql_server.pass_s2.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = "120"
}
resource "azurerm_sql_server" "pass_i2" {
  name = "i2"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = "120"
  }
}
resource "azurerm_sql_server" "fail_s3" {
  name = "s3"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server3" {
  server_id         = azurerm_sql_server.fail_s3.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 30
}
resource "azurerm_sql_server" "fail_i3" {
  name = "i3"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 30
  }
}
resource "azurerm_sql_server" "fail_s4" {
  name = "s4"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server4" {
  server_id         = azurerm_sql_server.fail_s4.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 89
}
resource "azurerm_sql_server" "fail_i4" {
  name = "i4"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 89
  }
}
resource "azurerm_sql_server" "pass_s5" {
  name = "s5"
}
resource "azurerm_mssql_server_extended_auditing_policy" "aux_azurerm_sql_server5" {
  server_id         = azurerm_sql_server.pass_s5.id
  storage_endpoint  = "https://x.blob.core.windows.net"
  retention_in_days = 0
}
resource "azurerm_sql_server" "pass_i5" {
  name = "i5"
  extended_auditing_policy {
    storage_endpoint  = "https://x.blob.core.windows.net"
    retention_in_days = 0
  }
}
resource "azurerm_sql_server" "fail_none" {
  name = "none"
}
