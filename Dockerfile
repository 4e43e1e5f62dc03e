# The site and the worker as one image. docs/deployment.md says how it is run; compose.yaml runs it.
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements-production.txt requirements-postgres.txt ./
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes -r requirements-production.txt -r requirements-postgres.txt
COPY . .
RUN /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q clinic config intake operations screening

FROM python:${PYTHON}
RUN groupadd --gid 10001 intake \
    && useradd --uid 10001 --gid intake --no-create-home --shell /usr/sbin/nologin intake
COPY --from=build /venv /venv
COPY --from=build /app /app
# Where a SQLite database would lie. Everything else may be read-only.
RUN install --directory --owner=intake --group=intake --mode=700 /app/var
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ENV_FILE="" BIND=0.0.0.0:8000
WORKDIR /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "deploy/healthy.py", "healthz"]
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "config.wsgi"]
