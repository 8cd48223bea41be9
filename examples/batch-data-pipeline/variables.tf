variable "project_name" {
  description = "Prefix of every name."
  type        = string
  default     = "batch-pipeline"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,29}$", var.project_name))
    error_message = "Use 3 to 30 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "environment" {
  description = "Stage the pipeline runs in."
  type        = string
  default     = "production"

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "One of development, staging, production."
  }
}

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "eu-central-1"
}

variable "aws_account_id" {
  description = "The account the pipeline belongs to; applying it in another one is refused."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.aws_account_id))
    error_message = "An AWS account id has 12 digits."
  }
}

variable "access_log_bucket" {
  description = "Existing central bucket that receives the S3 server access logs (S3 delivers them to SSE-S3 buckets only)."
  type        = string
  nullable    = false
}

variable "log_level" {
  description = "Level of the Lambda functions' own log lines."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.log_level)
    error_message = "One of DEBUG, INFO, WARN, ERROR."
  }
}

variable "log_retention_days" {
  description = "How long CloudWatch keeps the logs."
  type        = number
  default     = 365
}

variable "data_retention_days" {
  description = "How long raw and processed data are kept (2,557 days are seven years with their leap days)."
  type        = number
  default     = 2557
}

variable "alarm_emails" {
  description = "Addresses that are told about alarms and failed jobs."
  type        = set(string)
  default     = []
}
