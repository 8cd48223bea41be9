variable "name" {
  description = "Prefix of every name, bucket names included: it has to be unique in the world."
  type        = string
  default     = "example-corp-lab"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,39}$", var.name))
    error_message = "Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "us-east-1"
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
  description = "Level of the function's own log lines."
  type        = string
  default     = "INFO"
}

variable "sso_instance_arn" {
  description = "The IAM Identity Center instance. With it, a permission set for people who upload data is made."
  type        = string
  default     = null
}
