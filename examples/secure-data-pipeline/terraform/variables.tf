variable "name" {
  description = "Prefix of every name, bucket names included: it has to be unique in the world."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,39}$", var.name))
    error_message = "Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "Give the name of a region, like eu-central-1."
  }
}

variable "access_log_bucket" {
  description = "Existing central bucket that receives the S3 server access logs (S3 delivers them to SSE-S3 buckets only)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "Give the name of a bucket, not its ARN."
  }
}

variable "first_day" {
  description = "The first day that Athena looks for events, as yyyy/MM/dd: the day of the first apply."
  type        = string
  default     = "2025/11/01"

  validation {
    condition     = can(formatdate("YYYY", "${replace(var.first_day, "/", "-")}T00:00:00Z")) && can(regex("^[0-9]{4}/[0-9]{2}/[0-9]{2}$", var.first_day))
    error_message = "Write a day as yyyy/MM/dd, like 2025/11/01."
  }
}

variable "log_level" {
  description = "Level of the function's own log lines. Libraries log warnings only: on DEBUG they would log request headers, session token included."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING", "ERROR"], var.log_level)
    error_message = "One of DEBUG, INFO, WARNING, ERROR."
  }
}

variable "identity_center" {
  description = "The instance of IAM Identity Center, and the group (by its id) that may upload from the command line. null: nobody gets access here."
  type = object({
    instance_arn = string
    group_id     = string
  })
  default = null

  validation {
    condition     = var.identity_center == null || can(regex("^arn:[a-z-]+:sso:::instance/(sso)?ins-[0-9a-zA-Z]+$", var.identity_center.instance_arn))
    error_message = "instance_arn has the form arn:aws:sso:::instance/ssoins-…"
  }

  validation {
    condition     = var.identity_center == null || can(regex("^[0-9a-fA-F-]{36,47}$", var.identity_center.group_id))
    error_message = "group_id is the id of a group in the identity store: aws identitystore list-groups."
  }
}
