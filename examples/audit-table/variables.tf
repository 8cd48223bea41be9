variable "name" {
  description = "Prefix of every name, bucket names included: it has to be unique in the world."
  type        = string
  default     = "example-corp-audit"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,39}$", var.name))
    error_message = "Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "ap-south-1"
}

variable "aws_account_id" {
  description = "The account the tables belong to; applying it in another one is refused."
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

variable "tables" {
  description = "The tables to audit, by name. NEW_IMAGE records the state after a change, NEW_AND_OLD_IMAGES the one before it, too."
  type = map(object({
    hash_key         = string
    range_key        = optional(string)
    stream_view_type = optional(string, "NEW_IMAGE")
  }))
  default = {
    orders = {
      hash_key = "orderId"
    }
    payments = {
      hash_key         = "orderId"
      range_key        = "paymentId"
      stream_view_type = "NEW_AND_OLD_IMAGES"
    }
  }
}

variable "retention_years" {
  description = "How long audit records can't be deleted by anybody."
  type        = number
  default     = 7
}
