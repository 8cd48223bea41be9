resource "kubernetes_pod_security_policy" "pass_docker" {
  metadata {
    name        = "x"
    annotations = { "seccomp.security.alpha.kubernetes.io/defaultProfileName" = "docker/default" }
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
resource "kubernetes_pod_security_policy" "pass_runtime" {
  metadata {
    name        = "x"
    annotations = { "seccomp.security.alpha.kubernetes.io/defaultProfileName" = "runtime/default" }
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
resource "kubernetes_pod_security_policy" "fail_other" {
  metadata {
    name        = "x"
    annotations = { "foo" = "bar" }
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
resource "kubernetes_pod_security_policy_v1beta1" "pass_docker" {
  metadata {
    name        = "x"
    annotations = { "seccomp.security.alpha.kubernetes.io/defaultProfileName" = "docker/default" }
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
resource "kubernetes_pod_security_policy_v1beta1" "pass_runtime" {
  metadata {
    name        = "x"
    annotations = { "seccomp.security.alpha.kubernetes.io/defaultProfileName" = "runtime/default" }
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
resource "kubernetes_pod_security_policy_v1beta1" "fail_other" {
  metadata {
    name        = "x"
    annotations = { "foo" = "bar" }
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
