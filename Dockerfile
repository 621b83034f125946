# The command alone, to check policies with: docker run --rm -v "$PWD:/work" hwc-iam check .
# All of it, with `generate --sdk`, `site` and what makes the catalogue: docker build --build-arg FEATURES=cli .
FROM rust:1 AS build
ARG FEATURES=command
WORKDIR /source
COPY . .
# One file that needs nothing: the target is named so that macros are not built this way, which they cannot be.
RUN host=$(rustc -vV | sed -n 's/^host: //p') \
    && RUSTFLAGS='-C target-feature=+crt-static -C relocation-model=static -C force-unwind-tables=no' \
       cargo build --locked --profile dist --features "${FEATURES:-command}" --bin hwc-iam --target "$host" \
    && mv "target/$host/dist/hwc-iam" /hwc-iam

FROM scratch
COPY --from=build /hwc-iam /hwc-iam
WORKDIR /work
ENTRYPOINT ["/hwc-iam"]
CMD ["check", "."]
