resource "azurerm_kusto_cluster" "pass_x" {
  sku {
    name     = "Standard_D13_v2"
    capacity = 2
  }
}
resource "azurerm_kusto_cluster" "pass_x2" {
  sku {
    name = "Standard_E8ads_v5"
  }
}
resource "azurerm_kusto_cluster" "fail_x" {
  sku {
    name     = "Dev(No SLA)_Standard_D11_v2"
    capacity = 1
  }
}
resource "azurerm_kusto_cluster" "fail_x2" {
  sku {
    name = "Dev(No SLA)_Standard_E2a_v4"
  }
}
