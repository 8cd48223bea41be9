resource "azurerm_virtual_machine" "fail_pub_diag" {
  network_interface_ids = [azurerm_network_interface.nic_0fail_pub_diag.id]
  boot_diagnostics {
    enabled     = true
    storage_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_0fail_pub_diag" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_virtual_machine" "pass_priv_diag" {
  network_interface_ids = [azurerm_network_interface.nic_0pass_priv_diag.id]
  boot_diagnostics {
    enabled     = true
    storage_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_0pass_priv_diag" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_virtual_machine" "pass_pub" {
  network_interface_ids = [azurerm_network_interface.nic_0pass_pub.id]

}
resource "azurerm_network_interface" "nic_0pass_pub" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_virtual_machine" "pass_priv" {
  network_interface_ids = [azurerm_network_interface.nic_0pass_priv.id]

}
resource "azurerm_network_interface" "nic_0pass_priv" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_linux_virtual_machine" "fail_pub_diag" {
  network_interface_ids = [azurerm_network_interface.nic_1fail_pub_diag.id]
  boot_diagnostics {
    storage_account_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_1fail_pub_diag" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_linux_virtual_machine" "pass_priv_diag" {
  network_interface_ids = [azurerm_network_interface.nic_1pass_priv_diag.id]
  boot_diagnostics {
    storage_account_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_1pass_priv_diag" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_linux_virtual_machine" "pass_pub" {
  network_interface_ids = [azurerm_network_interface.nic_1pass_pub.id]

}
resource "azurerm_network_interface" "nic_1pass_pub" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_linux_virtual_machine" "pass_priv" {
  network_interface_ids = [azurerm_network_interface.nic_1pass_priv.id]

}
resource "azurerm_network_interface" "nic_1pass_priv" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_windows_virtual_machine" "fail_pub_diag" {
  network_interface_ids = [azurerm_network_interface.nic_2fail_pub_diag.id]
  boot_diagnostics {
    storage_account_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_2fail_pub_diag" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_windows_virtual_machine" "pass_priv_diag" {
  network_interface_ids = [azurerm_network_interface.nic_2pass_priv_diag.id]
  boot_diagnostics {
    storage_account_uri = "https://x.blob.core.windows.net"
  }
}
resource "azurerm_network_interface" "nic_2pass_priv_diag" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_windows_virtual_machine" "pass_pub" {
  network_interface_ids = [azurerm_network_interface.nic_2pass_pub.id]

}
resource "azurerm_network_interface" "nic_2pass_pub" {
  ip_configuration {
    name                 = "i"
    subnet_id            = "s"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_windows_virtual_machine" "pass_priv" {
  network_interface_ids = [azurerm_network_interface.nic_2pass_priv.id]

}
resource "azurerm_network_interface" "nic_2pass_priv" {
  ip_configuration {
    name      = "i"
    subnet_id = "s"

  }
}
resource "azurerm_public_ip" "p" {
  name = "p"
}
