terraform {
  required_version = "~> 1.11"
}

module "receipts" {
  source = "../../modules/store"

  name = "example-corp-dev-receipts"
}

module "ledger" {
  source = "../../modules/store"

  name = "example-corp-dev-ledger"
}
