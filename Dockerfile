# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext libgdal32 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.txt /tmp/requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r /tmp/requirements.txt
COPY . /app
WORKDIR /app
# Static files and texts are made once, here; the keys only let the settings load and stay out of the next stage.
RUN scripts/messages compile \
    && CANVASS_VAR=/tmp/var CANVASS_STATIC_ROOT=/app/staticfiles CANVASS_SECRET_KEY=build-only \
       CANVASS_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q canvass conversations volunteers

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       fontconfig fonts-noto-core libgdal32 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin canvass \
    && install -d -o canvass -g canvass /data /data/files /data/numba /backups
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CANVASS_VAR=/data \
    CANVASS_STATIC_ROOT=/app/staticfiles \
    CANVASS_BIND=0.0.0.0:8000 \
    NUMBA_CACHE_DIR=/data/numba
WORKDIR /app
USER canvass
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["tini", "--"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "canvass.wsgi:application"]
