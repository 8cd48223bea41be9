variable "name" {
  description = "The name of the table."
  type        = string
}

variable "hash_key" {
  description = "The partition key, a text."
  type        = string
}

variable "range_key" {
  description = "The sort key, a text; null for a table without one."
  type        = string
  default     = null
}

variable "batch_size" {
  description = "How many changes the function gets at most at once."
  type        = number
  default     = 100
}

variable "deletion_protection" {
  description = "Whether DynamoDB refuses to delete the table."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "The key that encrypts the table and its stream."
  type        = string
}

variable "function_arn" {
  description = "The function that takes the stream's records."
  type        = string
}

variable "function_role" {
  description = "The name of the function's role."
  type        = string
}

variable "failure_bucket_arn" {
  description = "The bucket for batches that could not be recorded."
  type        = string
}
