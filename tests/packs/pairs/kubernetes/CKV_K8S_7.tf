resource "kubernetes_pod_security_policy" "pass_all" {
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
    required_drop_capabilities = ["ALL"]
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "pass_all" {
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
    required_drop_capabilities = ["ALL"]
  }
}
resource "kubernetes_pod_security_policy" "pass_raw" {
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
    required_drop_capabilities = ["NET_RAW"]
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "pass_raw" {
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
    required_drop_capabilities = ["NET_RAW"]
  }
}
resource "kubernetes_pod_security_policy" "fail_absent" {
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
resource "kubernetes_pod_security_policy_v1beta1" "fail_absent" {
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
resource "kubernetes_pod_security_policy" "fail_other" {
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
    required_drop_capabilities = ["SYS_TIME"]
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "fail_other" {
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
    required_drop_capabilities = ["SYS_TIME"]
  }
}
