# docker build -t summitry . && docker run --read-only --tmpfs /tmp -v summitry:/data -p 127.0.0.1:8000:8000 summitry
# The database lives in the volume /data; everything else may be read-only. No shell and no root is needed at run time.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
# For dependencies that have no wheel for this platform; stays in this stage.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends build-essential \
 && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/venv
COPY requirements/run.lock requirements/extras.lock /srv/summitry/requirements/
RUN /opt/venv/bin/pip install --require-hashes -r /srv/summitry/requirements/run.lock
# PDF, Parquet, web archives, clusters, tools for language models, traces: docker build --build-arg EXTRAS=true
ARG EXTRAS=
RUN [ -z "$EXTRAS" ] || /opt/venv/bin/pip install --require-hashes -r /srv/summitry/requirements/extras.lock
WORKDIR /srv/summitry
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY data data
RUN /opt/venv/bin/pip install --no-deps --no-build-isolation -e . \
 && /opt/venv/bin/python -m compileall -q /srv/summitry/app /srv/summitry/migrations

FROM python:3.13-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin summitry \
 && install --directory --owner=10001 --group=10001 --mode=0750 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/summitry /srv/summitry
WORKDIR /srv/summitry
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SUMMITRY_DATABASE_URL=sqlite:////data/summitry.db \
    SUMMITRY_HOST=0.0.0.0 \
    SUMMITRY_PORT=8000 \
    SUMMITRY_LOG_JSON=true
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import http.client as h, os; c = h.HTTPConnection('127.0.0.1', int(os.environ['SUMMITRY_PORT']), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["summitry"]
CMD ["serve", "--migrate"]
