variable "project_id" {
  description = "The project. Everything is made in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "A project id has 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "project_number" {
  description = "The number of the project. The accounts of Google's services have it in their names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.project_number))
    error_message = "A project number has 12 digits."
  }
}

variable "environment" {
  description = "Stage of the platform."
  type        = string
  default     = "production"

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "One of development, staging, production."
  }
}

variable "region" {
  description = "Region of every resource. Data does not leave it."
  type        = string
  default     = "europe-west4"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "Write a region as Google does: europe-west4."
  }
}

variable "nodes_cidr" {
  description = "The network of the nodes. Pods, services and the control plane have networks of their own."
  type        = string
  default     = "10.60.0.0/20"

  validation {
    condition     = can(cidrhost(var.nodes_cidr, 0))
    error_message = "Write an IPv4 network as 10.60.0.0/20."
  }
}

variable "admin_cidr" {
  description = "The network from which the cluster is administered. It is connected to this one."
  type        = string
  default     = "10.70.0.0/24"

  validation {
    condition     = can(cidrhost(var.admin_cidr, 0)) && can(regex("^(10|172|192)\\.", var.admin_cidr))
    error_message = "Write a private IPv4 network as 10.70.0.0/24."
  }
}

variable "group_domain" {
  description = "The domain of the groups of Google Workspace. Roles of Kubernetes are given to groups below gke-security-groups@DOMAIN."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.group_domain))
    error_message = "Write a domain as example.com."
  }
}

variable "analysts" {
  description = "The group that reads curated data, without its domain."
  type        = string
  default     = "analysts"

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]*$", var.analysts))
    error_message = "Write the name of a group without its domain."
  }
}

variable "machine_type" {
  description = "Size of the nodes."
  type        = string
  default     = "n2d-standard-8"

  validation {
    condition     = can(regex("^n2d-(standard|highmem)-(4|8|16|32)$", var.machine_type))
    error_message = "Choose a machine of the series N2D, which can encrypt its memory: n2d-standard-8."
  }
}

variable "max_nodes" {
  description = "How many nodes there may be in each zone at most."
  type        = number
  default     = 4

  validation {
    condition     = var.max_nodes >= 1 && var.max_nodes <= 50 && floor(var.max_nodes) == var.max_nodes
    error_message = "Give a whole number from 1 to 50."
  }
}

variable "worker_image" {
  description = "The image of the worker in the registry, by its digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.worker_image))
    error_message = "Name the image by its digest: a tag can lead elsewhere tomorrow."
  }
}

variable "retention_days" {
  description = "How long objects of the lake can't be deleted."
  type        = number
  default     = 365

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "Give a whole number from 30 to 3650."
  }
}
