# The command alone: docker run --rm -v "$PWD:/work" hwc-iam check .
FROM rust:1 AS build
WORKDIR /source
COPY . .
# One file that needs nothing: the target is named so that macros are not built this way, which they cannot be.
RUN host=$(rustc -vV | sed -n 's/^host: //p') \
    && RUSTFLAGS='-C target-feature=+crt-static -C relocation-model=static' \
       cargo build --locked --profile dist --features cli --bin hwc-iam --target "$host" \
    && mv "target/$host/dist/hwc-iam" /hwc-iam

FROM scratch
COPY --from=build /hwc-iam /hwc-iam
WORKDIR /work
ENTRYPOINT ["/hwc-iam"]
CMD ["check", "."]
