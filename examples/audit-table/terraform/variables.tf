variable "name" {
  description = "Prefix of every name except those of the tables. Bucket names begin with it: it has to be unique in the world."
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
    error_message = "Write a region as AWS does: eu-central-1."
  }
}

variable "access_log_bucket" {
  description = "Existing central bucket that receives the S3 server access logs (S3 delivers them to SSE-S3 buckets only)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "The name of an S3 bucket."
  }
}

variable "alarm_email" {
  description = "Who hears of it when the audit falls behind, or when a batch of changes could not be recorded."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+$", var.alarm_email))
    error_message = "Write an address of e-mail: audit@example.com."
  }
}

variable "tables" {
  description = "The tables to audit, by name: the keys of their items (texts), and how many changes the function gets at most at once."
  type = map(object({
    hash_key   = string
    range_key  = optional(string)
    batch_size = optional(number, 100)
  }))
  default = {
    Orders = {
      hash_key = "orderId"
    }
    Payments = {
      hash_key   = "orderId"
      range_key  = "paymentId"
      batch_size = 50
    }
  }

  validation {
    condition     = alltrue([for name in keys(var.tables) : can(regex("^[A-Za-z0-9_.-]{3,255}$", name))])
    error_message = "The name of a table has 3 to 255 letters, digits, hyphens, dots and underscores."
  }

  validation {
    condition     = alltrue([for table in values(var.tables) : table.batch_size >= 1 && table.batch_size <= 500])
    error_message = "A batch has 1 to 500 changes: Firehose takes no more at once."
  }
}

variable "retention_years" {
  description = "How long nobody can delete audit records."
  type        = number
  default     = 7

  validation {
    condition     = var.retention_years >= 1 && floor(var.retention_years) == var.retention_years
    error_message = "Give a whole number of years."
  }
}

variable "deletion_protection" {
  description = "Whether DynamoDB refuses to delete the tables. Set it to false, and apply, before you destroy them."
  type        = bool
  default     = true
}
