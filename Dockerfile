# riveter in a container: docker build -t riveter . && docker run --rm -v "$PWD:/src:ro" riveter scan -p aws-security
# Nothing is downloaded but what pip brings. There is no git in it: `--diff` needs an image that has one.
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY riveter/ riveter/
COPY rule_packs/ rule_packs/
RUN python -m pip wheel --no-cache-dir --disable-pip-version-check --quiet --wheel-dir /wheels . \
    && python -m venv --without-pip /opt/riveter \
    && python -m pip --python /opt/riveter/bin/python install --no-cache-dir --disable-pip-version-check --quiet \
       --no-index --find-links /wheels riveter \
    && /opt/riveter/bin/riveter --version

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="riveter" \
      org.opencontainers.image.description="Policy-as-code validation for Terraform" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/riveter /opt/riveter
# What is scanned may be mounted read-only: the cache is elsewhere, and nothing of it is imported.
ENV PATH="/opt/riveter/bin:$PATH" \
    XDG_CACHE_HOME=/tmp/cache \
    PYTHONSAFEPATH=1 \
    PYTHONUTF8=1
# A number, so that a cluster can see that it is not root.
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["riveter"]
CMD ["--help"]
