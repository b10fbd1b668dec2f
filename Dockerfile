# WebConsole in a container, on a host that runs libvirt:
#
#   docker build --tag webconsole .
#   docker run --detach --name webconsole --network host --pid host \
#       --group-add "$(getent group libvirt | cut -d : -f 3)" \
#       --volume /run/libvirt:/run/libvirt --volume webconsole:/var/lib/webconsole webconsole
#   docker logs webconsole                # holds the first sign-in link
#   docker exec webconsole /app/WebConsole --new-link
#
# /run/libvirt holds libvirt's socket, which its group may use; --pid host lets a machine's
# QEMU process be found in /proc; --network host serves on the host's own loopback, 127.0.0.1:8080. For other addresses set
# ASPNETCORE_URLS and a certificate, or the proxy that does TLS: any setting can be given by environment, as
# WebConsole__Tls__Certificate=/certificate.pem, or in a file mounted at /etc/webconsole/appsettings.json.

FROM node:22-slim AS libraries
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY src/WebConsole/Build/client-libraries.mjs src/WebConsole/Build/codemirror.mjs src/WebConsole/Build/
RUN node src/WebConsole/Build/client-libraries.mjs && touch wwwroot/lib/.stamp

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH=amd64
WORKDIR /source
COPY . .
COPY --from=libraries /source/wwwroot/lib wwwroot/lib
# Compiled ahead, so that the first visit after a start need not wait.
RUN dotnet publish src/WebConsole --configuration Release --arch $TARGETARCH --no-self-contained \
    -p:PublishReadyToRun=true --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install --yes --no-install-recommends libvirt0 osinfo-db qemu-utils xorriso && rm -rf /var/lib/apt/lists/*
# The user comes with the image; its state outlives the container in a volume.
RUN install --directory --owner $APP_UID --group $APP_UID --mode 700 /var/lib/webconsole
COPY --from=build /app /app
USER $APP_UID
# The image would have everyone listen on all addresses. With ASPNETCORE_ the command is a default: a settings' file wins.
ENV ASPNETCORE_HTTP_PORTS= WebConsole__StateDirectory=/var/lib/webconsole \
    ASPNETCORE_WebConsole__SignIn__NewLinkCommand="docker exec webconsole /app/WebConsole --new-link"
VOLUME /var/lib/webconsole
EXPOSE 8080
# Without curl, which the image lacks. Keep http://127.0.0.1:8080 among ASPNETCORE_URLS for it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["bash", "-c", \
    "exec 3<> /dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
ENTRYPOINT ["/app/WebConsole"]
