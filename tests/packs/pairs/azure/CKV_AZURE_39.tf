data "azurerm_subscription" "primary" {}
variable "x" {}
resource "azurerm_role_definition" "pass_read" {
  scope = data.azurerm_subscription.primary.id
  permissions {
    actions     = ["Microsoft.Resources/subscriptions/resourceGroups/read"]
    not_actions = []
  }
  assignable_scopes = [data.azurerm_subscription.primary.id]
}
resource "azurerm_role_definition" "fail_star" {
  scope = data.azurerm_subscription.primary.id
  permissions {
    actions     = ["*"]
    not_actions = []
  }
  assignable_scopes = [data.azurerm_subscription.primary.id]
}
resource "azurerm_role_definition" "fail_literal" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  permissions {
    actions = ["Microsoft.Compute/*/read", "*"]
  }
  assignable_scopes = ["/subscriptions/00000000-0000-0000-0000-000000000000"]
}
resource "azurerm_role_definition" "fail_second" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  permissions {
    actions = ["Microsoft.Compute/*/read"]
  }
  permissions {
    actions = ["*"]
  }
  assignable_scopes = ["/subscriptions/00000000-0000-0000-0000-000000000000"]
}
resource "azurerm_role_definition" "fail_root" {
  scope = "/"
  permissions {
    actions = ["*"]
  }
  assignable_scopes = ["/"]
}
resource "azurerm_role_definition" "fail_default_scope" {
  scope = data.azurerm_subscription.primary.id
  permissions {
    actions = ["*"]
  }
}
resource "azurerm_role_definition" "pass_data" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  permissions {
    actions      = ["Microsoft.Storage/*"]
    data_actions = []
  }
}
resource "azurerm_role_definition" "pass_none" {
  scope = data.azurerm_subscription.primary.id
}
resource "azurerm_role_definition" "unknown_actions" {
  scope = data.azurerm_subscription.primary.id
  permissions {
    actions = var.x
  }
  assignable_scopes = [data.azurerm_subscription.primary.id]
}
