variable "bucket_name" {
  description = "Name of the bucket for the exports and the query results; it has to be unique in the world."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends."
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

variable "aws_region" {
  description = "Region of every resource."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "Write a region as AWS does: eu-central-1."
  }
}

variable "api_path" {
  description = "Path of the metadata API below the URL of Data X-Ray. It depends on your version: see its API documentation."
  type        = string
  default     = "/api/v1/metadata"

  validation {
    condition     = can(regex("^/[A-Za-z0-9/._~-]*$", var.api_path))
    error_message = "Write a path that begins with a slash, without a query."
  }
}

variable "page_size" {
  description = "How many records are asked for at once."
  type        = number
  default     = 500

  validation {
    condition     = var.page_size >= 1 && var.page_size <= 5000 && floor(var.page_size) == var.page_size
    error_message = "Give a whole number from 1 to 5000."
  }
}

variable "retention_days" {
  description = "How long exports are kept."
  type        = number
  default     = 400

  validation {
    condition     = var.retention_days >= 91
    error_message = "Exports move to infrequent access after 30 days and have to stay there for 60 more at least."
  }
}
