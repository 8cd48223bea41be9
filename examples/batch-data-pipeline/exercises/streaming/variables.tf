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

variable "raw_data_bucket" {
  description = "Output raw_data_bucket of the pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.raw_data_bucket))
    error_message = "The name of an S3 bucket."
  }
}

variable "alarm_topic" {
  description = "Output alarm_topic of the pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,256}$", var.alarm_topic))
    error_message = "The name of an SNS topic, without the rest of its ARN."
  }
}

variable "log_retention_days" {
  description = "How long CloudWatch keeps the logs."
  type        = number
  default     = 365

  validation {
    condition     = contains([90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "Choose a number of days that CloudWatch knows, at least 90."
  }
}
