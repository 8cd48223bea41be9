# --- Redshift Serverless: the namespace keeps the data, the workgroup computes ------------------------------------------

resource "aws_redshiftserverless_namespace" "logs" {
  namespace_name        = var.name
  db_name               = var.database
  kms_key_id            = aws_kms_key.logs.arn
  iam_roles             = [aws_iam_role.this["redshift"].arn]
  default_iam_role_arn  = aws_iam_role.this["redshift"].arn
  log_exports           = ["connectionlog", "useractivitylog", "userlog"]
  admin_username        = "analytics"
  manage_admin_password = true # Redshift makes and rotates it, in a secret. It is in no state.

  admin_password_secret_kms_key_id = aws_kms_key.logs.arn
}

resource "aws_redshiftserverless_workgroup" "logs" {
  namespace_name       = aws_redshiftserverless_namespace.logs.namespace_name
  workgroup_name       = var.name
  base_capacity        = var.base_capacity
  port                 = 5439
  publicly_accessible  = false
  enhanced_vpc_routing = true
  subnet_ids           = aws_subnet.this[*].id
  security_group_ids   = [aws_security_group.this["redshift"].id]

  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }
}

# The table has to be there before the crawler looks for it.
resource "aws_redshiftdata_statement" "table" {
  workgroup_name = aws_redshiftserverless_workgroup.logs.workgroup_name
  database       = aws_redshiftserverless_namespace.logs.db_name
  secret_arn     = aws_redshiftserverless_namespace.logs.admin_password_secret_arn
  sql            = file("${path.module}/sql/wau_audit_logs.sql")
}
