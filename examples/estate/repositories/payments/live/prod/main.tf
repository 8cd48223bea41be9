terraform {
  required_version = "~> 1.11"
}

module "receipts" {
  source = "../../modules/store"

  name       = "example-corp-receipts"
  versioning = "Enabled"
}

module "ledger" {
  source = "../../modules/store"

  name = "example-corp-ledger"
}
