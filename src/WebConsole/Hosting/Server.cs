using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using WebConsole.Security.Sessions;
using IPNetwork = System.Net.IPNetwork;

namespace WebConsole.Hosting;

/// <summary>Sets up the server's addresses, certificate and proxy.</summary>
internal static class Server
{
    public static void Configure(WebApplicationBuilder builder, WebConsoleOptions options)
    {
        var addresses = ListenAddresses.Of(builder.Configuration);
        builder.WebHost.UseUrls([.. addresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = SessionConnections.Most;
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        if (options.Tls.IsConfigured)
            UseCertificate(builder.Services, Load(options.Tls));
        if (options.Proxy.IsConfigured)
            builder.Services.Configure<ForwardedHeadersOptions>(forwarded => Trust(forwarded, options.Proxy));
    }

    private static void Trust(ForwardedHeadersOptions forwarded, ProxyOptions proxy)
    {
        // Not X-Forwarded-Host: the proxy passes the original Host header.
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var address in proxy.Addresses)
            if (IPAddress.TryParse(address, out var ip))
                forwarded.KnownProxies.Add(ip);
            else
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(address));
    }

    private static void UseCertificate(IServiceCollection services, X509Certificate2 certificate) =>
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        }));

    /// <exception cref="SettingsException">The files hold no certificate with its key.</exception>
    private static X509Certificate2 Load(TlsOptions tls)
    {
        try
        {
            var certificate = X509Certificate2.GetCertContentType(tls.Certificate) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(tls.Certificate, tls.Password)
                : LoadPem(tls);
            return certificate.HasPrivateKey ? certificate
                : throw new SettingsException([$"WebConsole:Tls:Certificate: {tls.Certificate} holds no private key"]);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"WebConsole:Tls: {tls.Certificate} can't be used: {exception.Message}"]);
        }
    }

    private static X509Certificate2 LoadPem(TlsOptions tls)
    {
        var key = tls.Key.Length > 0 ? tls.Key : null;
        return tls.Password.Length > 0
            ? X509Certificate2.CreateFromEncryptedPemFile(tls.Certificate, tls.Password, key)
            : X509Certificate2.CreateFromPemFile(tls.Certificate, key);
    }
}
