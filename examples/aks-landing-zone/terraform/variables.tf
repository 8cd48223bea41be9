variable "name" {
  description = "Prefix of every name. Names of registries, vaults and storage accounts are unique in the world."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{2,11}$", var.name))
    error_message = "Use 3 to 12 lower-case letters and digits, starting with a letter."
  }
}

variable "environment" {
  description = "Stage of the landing zone."
  type        = string
  default     = "production"

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "One of development, staging, production."
  }
}

variable "location" {
  description = "Region of every resource. It needs three availability zones."
  type        = string
  default     = "westeurope"

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "Write a region as Azure does: westeurope."
  }
}

variable "backup_location" {
  description = "Region of the second copy of images."
  type        = string
  default     = "northeurope"

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.backup_location))
    error_message = "Write a region as Azure does: northeurope."
  }
}

variable "tenant_id" {
  description = "The tenant of Microsoft Entra ID whose people and workloads log in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.tenant_id))
    error_message = "A tenant id is a UUID."
  }
}

variable "admin_group_ids" {
  description = "Groups of Entra ID that administer the cluster."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.admin_group_ids) > 0 && alltrue([for id in var.admin_group_ids : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "Name at least one group, each by its object id, a UUID."
  }
}

variable "hub_cidr" {
  description = "The network of the hub."
  type        = string
  default     = "10.40.0.0/22"

  validation {
    condition     = can(cidrsubnet(var.hub_cidr, 4, 1))
    error_message = "Write an IPv4 network as 10.40.0.0/22."
  }
}

variable "spoke_cidr" {
  description = "The network of the cluster."
  type        = string
  default     = "10.41.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.spoke_cidr, 8, 255))
    error_message = "Write an IPv4 network as 10.41.0.0/16."
  }
}

variable "node_size" {
  description = "Size of the virtual machines. It needs a local disk that holds the system."
  type        = string
  default     = "Standard_D8ds_v5"

  validation {
    condition     = can(regex("^Standard_[A-Z][0-9]+[a-z]*d[a-z]*_v[0-9]$", var.node_size))
    error_message = "Choose a size with a local disk, as Standard_D8ds_v5."
  }
}

variable "max_nodes" {
  description = "How many nodes the pool for workloads may have at most."
  type        = number
  default     = 9

  validation {
    condition     = var.max_nodes >= 3 && var.max_nodes <= 100 && floor(var.max_nodes) == var.max_nodes
    error_message = "Give a whole number from 3 to 100: one node in each zone at least."
  }
}

variable "workloads" {
  description = "Workloads that read secrets: the namespace and service account of each."
  type = map(object({
    namespace       = string
    service_account = string
  }))
  default = {
    orders = { namespace = "orders", service_account = "api" }
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [for name in values(workload) : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", name))]
    ]))
    error_message = "Names of Kubernetes have lower-case letters, digits and hyphens. A wildcard would let every workload in."
  }
}

variable "allowed_fqdns" {
  description = "Where workloads may go on the internet, besides what AKS needs."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.allowed_fqdns : can(regex("^(\\*\\.)?([a-z0-9-]+\\.)+[a-z]{2,}$", name))])
    error_message = "Write host names as api.example.com. A wildcard may stand for the first part."
  }
}

variable "retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 365

  validation {
    condition     = var.retention_days >= 90 && var.retention_days <= 730 && floor(var.retention_days) == var.retention_days
    error_message = "Give a whole number from 90 to 730."
  }
}

variable "backup_days" {
  description = "How long backups of the cluster are kept."
  type        = number
  default     = 30

  validation {
    condition     = var.backup_days >= 14 && var.backup_days <= 360 && floor(var.backup_days) == var.backup_days
    error_message = "Give a whole number from 14 to 360."
  }
}
