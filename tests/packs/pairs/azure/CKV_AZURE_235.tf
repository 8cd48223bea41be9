resource "azurerm_container_group" "pass_x" {
  container {
    name = "c"
    secure_environment_variables = {
      SECRET = "x"
    }
  }
}
resource "azurerm_container_group" "pass_x2" {
  container {
    name  = "c"
    image = "i"
  }
}
resource "azurerm_container_group" "fail_x" {
  container {
    name = "c"
    environment_variables = {
      SECRET = "x"
    }
  }
}
resource "azurerm_container_group" "fail_x2" {
  container {
    name  = "a"
    image = "i"
  }
  container {
    name = "c"
    environment_variables = {
      A = "x"
    }
    secure_environment_variables = {
      B = "y"
    }
  }
}
resource "azurerm_container_group" "pass_x_too" {
  container {
    name = "c"
    environment_variables = {
    }
  }
}
