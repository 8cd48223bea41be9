resource "kubernetes_pod_security_policy" "pass_non" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAsNonRoot"
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "pass_non" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAsNonRoot"
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy" "fail_any" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "RunAsAny"
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "fail_any" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "RunAsAny"
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy" "pass_range" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAs"
      range {
        min = 1
        max = 65535
      }
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "pass_range" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAs"
      range {
        min = 1
        max = 65535
      }
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy" "fail_zero" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAs"
      range {
        min = 0
        max = 65535
      }
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "fail_zero" {
  metadata {
    name = "x"
  }
  spec {
    volumes = ["configMap", "emptyDir"]
    run_as_user {
      rule = "MustRunAs"
      range {
        min = 0
        max = 65535
      }
    }
    se_linux {
      rule = "RunAsAny"
    }
    supplemental_groups {
      rule = "RunAsAny"
    }
    fs_group {
      rule = "RunAsAny"
    }
  }
}
