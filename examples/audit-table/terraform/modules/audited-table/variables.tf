variable "name" {
  description = "The name of the table."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.name))
    error_message = "The name of a table has 3 to 255 letters, digits, hyphens, dots and underscores."
  }
}

variable "hash_key" {
  description = "The partition key, a text."
  type        = string

  validation {
    condition     = length(var.hash_key) >= 1 && length(var.hash_key) <= 255
    error_message = "The name of a key has 1 to 255 characters."
  }
}

variable "range_key" {
  description = "The sort key, a text; null for a table without one."
  type        = string
  default     = null

  validation {
    condition     = var.range_key == null || try(length(var.range_key) >= 1 && length(var.range_key) <= 255, false)
    error_message = "The name of a key has 1 to 255 characters."
  }
}

variable "batch_size" {
  description = "How many changes the function gets at most at once."
  type        = number
  default     = 100

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 500 && floor(var.batch_size) == var.batch_size
    error_message = "A batch has 1 to 500 changes: Firehose takes no more at once."
  }
}

variable "deletion_protection" {
  description = "Whether DynamoDB refuses to delete the table."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "The key that encrypts the table and its stream."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:", var.kms_key_arn))
    error_message = "The ARN of a key."
  }
}

variable "function_arn" {
  description = "The function that takes the stream's records."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:lambda:", var.function_arn))
    error_message = "The ARN of a function."
  }
}

variable "function_role" {
  description = "The name of the function's role."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.function_role))
    error_message = "The name of a role has 1 to 64 letters, digits and characters of +=,.@_-."
  }
}

variable "failure_bucket_arn" {
  description = "The bucket for batches that could not be recorded."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:", var.failure_bucket_arn))
    error_message = "The ARN of a bucket."
  }
}
