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
resource "kubernetes_pod_security_policy" "fail_empty" {
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
    required_drop_capabilities = []
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "fail_empty" {
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
    required_drop_capabilities = []
  }
}
