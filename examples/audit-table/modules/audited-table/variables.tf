variable "name" {
  description = "The name of the table."
  type        = string
}

variable "hash_key" {
  description = "The partition key, a string."
  type        = string
}

variable "range_key" {
  description = "The sort key, a string; null for a table without one."
  type        = string
  default     = null
}

variable "stream_view_type" {
  description = "What the stream records of a change."
  type        = string
  default     = "NEW_IMAGE"

  validation {
    condition     = contains(["NEW_IMAGE", "NEW_AND_OLD_IMAGES"], var.stream_view_type)
    error_message = "An audit needs the new state: NEW_IMAGE or NEW_AND_OLD_IMAGES."
  }
}

variable "kms_key_arn" {
  description = "The key that encrypts the table and its stream."
  type        = string
}

variable "function_arn" {
  description = "The function that takes the stream's records."
  type        = string
}

variable "failure_queue_arn" {
  description = "The queue for batches the function could not take."
  type        = string
}

variable "alarm_topic_arn" {
  description = "The topic that hears of it when the audit falls behind."
  type        = string
}
