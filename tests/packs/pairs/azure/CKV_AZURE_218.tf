resource "azurerm_application_gateway" "pass_x" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101"
  }
}
resource "azurerm_application_gateway" "pass_x2" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101S"
  }
}
resource "azurerm_application_gateway" "pass_x3" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20170401S"
  }
}
resource "azurerm_application_gateway" "pass_x4" {
  ssl_policy {
    policy_type          = "Custom"
    min_protocol_version = "TLSv1_2"
    cipher_suites        = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
  }
}
resource "azurerm_application_gateway" "pass_x5" {
  ssl_policy {
    policy_type          = "CustomV2"
    min_protocol_version = "TLSv1_3"
  }
}
resource "azurerm_application_gateway" "fail_x" {
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20150501"
  }
}
resource "azurerm_application_gateway" "fail_x2" {
  ssl_policy {
    policy_type          = "Custom"
    min_protocol_version = "TLSv1_0"
  }
}
resource "azurerm_application_gateway" "fail_x3" {
  ssl_policy {
    policy_type          = "Custom"
    min_protocol_version = "TLSv1_1"
  }
}
resource "azurerm_application_gateway" "fail_x_too" {
  name = "a"
}
resource "azurerm_application_gateway" "pass_x_too" {
  ssl_policy {
    disabled_protocols = ["TLSv1_0", "TLSv1_1"]
  }
}
