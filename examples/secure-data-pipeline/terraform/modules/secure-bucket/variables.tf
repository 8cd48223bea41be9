variable "bucket" {
  description = "The name of the bucket."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "Use 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends."
  }
}

variable "classification" {
  description = "What kind of data it holds."
  type        = string

  validation {
    condition     = contains(["Public", "Internal", "Confidential", "Sensitive"], var.classification)
    error_message = "One of Public, Internal, Confidential, Sensitive."
  }
}

variable "kms_key_arn" {
  description = "The key new objects are encrypted with."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:", var.kms_key_arn))
    error_message = "The ARN of a key."
  }
}

variable "access_log_bucket" {
  description = "The bucket that receives the access logs."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "The name of an S3 bucket."
  }
}

variable "expiration_days" {
  description = "Objects are deleted after so many days; null keeps them."
  type        = number
  default     = null

  validation {
    condition     = var.expiration_days == null || try(var.expiration_days >= 1 && floor(var.expiration_days) == var.expiration_days, false)
    error_message = "Give a whole number of days."
  }
}

variable "transitions" {
  description = "Storage classes and the age at which objects move there, by a name of your choice."
  type = map(object({
    prefix = optional(string, "")
    days   = map(number)
  }))
  default = {}

  validation {
    condition     = alltrue(flatten([for rule in values(var.transitions) : [for age in values(rule.days) : age >= 0 && floor(age) == age]]))
    error_message = "Ages are whole numbers of days."
  }
}

variable "policy" {
  description = "More statements for the bucket policy, as JSON."
  type        = string
  default     = null

  validation {
    condition     = var.policy == null || can(jsondecode(var.policy))
    error_message = "Statements are JSON, as of an aws_iam_policy_document."
  }
}
