# The binary alone; it has no git: name the commit with --commit.
FROM scratch
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/signoff /usr/bin/signoff
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/signoff"]
