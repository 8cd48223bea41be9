variable "project_name" {
  description = "Prefix of every name, as in the pipeline."
  type        = string
  default     = "batch-pipeline"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,29}$", var.project_name))
    error_message = "Use 3 to 30 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "aws_region" {
  description = "The region of the pipeline."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "Write a region as AWS does: eu-central-1."
  }
}

variable "aws_account_id" {
  description = "The account of the pipeline. Terraform refuses to apply in another one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.aws_account_id))
    error_message = "An AWS account id has 12 digits."
  }
}

variable "data_key_id" {
  description = "Output data_key_id of the pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(mrk-)?[0-9a-f-]{32,36}$", var.data_key_id))
    error_message = "The id of a KMS key, without the rest of its ARN."
  }
}

variable "processed_data_bucket" {
  description = "Output processed_data_bucket of the pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.processed_data_bucket))
    error_message = "The name of an S3 bucket."
  }
}

variable "catalog_database" {
  description = "Output catalog_database of the pipeline."
  type        = string
  default     = "batch_pipeline_processed"

  validation {
    condition     = can(regex("^[a-z_][a-z0-9_]*$", var.catalog_database))
    error_message = "Use lower-case letters, digits and underscores."
  }
}

variable "table_name" {
  description = "The table that the crawler makes of tables/records/."
  type        = string
  default     = "records"

  validation {
    condition     = can(regex("^[a-z_][a-z0-9_]*$", var.table_name))
    error_message = "Use lower-case letters, digits and underscores."
  }
}

variable "key_column" {
  description = "The column that identifies a record."
  type        = string
  default     = "id"

  validation {
    condition     = can(regex("^[a-z_][a-z0-9_]*$", var.key_column))
    error_message = "The name of a column: lower-case letters, digits and underscores."
  }
}

variable "alarm_emails" {
  description = "Addresses that hear of failed checks."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "Write addresses as team@example.com."
  }
}
