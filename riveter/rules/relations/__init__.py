"""How resources are connected."""
