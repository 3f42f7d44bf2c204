# The service without stores of its own: it takes DATABASE_URL and REDIS_URL from the environment.
FROM node:24-slim

ENV HOST=0.0.0.0
# Before Node reads anything: code that is found there needs no stripper of types, which is 10 MB.
ENV NODE_COMPILE_CACHE=/tmp/los-sync
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
# No scripts: what they fetch (a Node, a PostgreSQL) is in the image or beside it.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY src ./src
COPY config ./config

USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=50", "src/main.ts"]
CMD ["serve"]
