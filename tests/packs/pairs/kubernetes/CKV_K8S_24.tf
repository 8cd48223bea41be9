resource "kubernetes_pod_security_policy" "pass_absent" {
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
resource "kubernetes_pod_security_policy_v1beta1" "pass_absent" {
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
resource "kubernetes_pod_security_policy" "pass_empty" {
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
    allowed_capabilities = []
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "pass_empty" {
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
    allowed_capabilities = []
  }
}
resource "kubernetes_pod_security_policy" "fail_add" {
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
    allowed_capabilities = ["NET_BIND_SERVICE"]
  }
}
resource "kubernetes_pod_security_policy_v1beta1" "fail_add" {
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
    allowed_capabilities = ["NET_BIND_SERVICE"]
  }
}
