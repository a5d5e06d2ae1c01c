# One image for every process: the command says which (docker-compose.yml).
FROM python:3.13-slim
WORKDIR /qadam
COPY requirements/runtime.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/runtime.txt
COPY pyproject.toml config.py ./
COPY domain domain
COPY words words
COPY disclosure disclosure
COPY figures figures
COPY store store
COPY projections projections
COPY exports exports
COPY releases releases
COPY inquiries inquiries
COPY consumers consumers
COPY api api
COPY cli cli
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --no-index .
WORKDIR /
USER nobody
ENTRYPOINT ["qadam"]
