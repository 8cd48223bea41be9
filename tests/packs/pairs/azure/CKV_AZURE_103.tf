resource "azurerm_data_factory" "pass_set" {

  github_configuration {
    account_name    = "bar"
    branch_name     = "main"
    git_url         = "https://github.com"
    repository_name = "r"
    root_folder     = "/"
  }
}
resource "azurerm_data_factory" "pass_set2" {

  vsts_configuration {
    account_name    = "bar"
    branch_name     = "main"
    project_name    = "p"
    repository_name = "r"
    root_folder     = "/"
    tenant_id       = "t"
  }
}
resource "azurerm_data_factory" "fail_absent" {

}
