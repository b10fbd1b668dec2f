using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Proxies;

/// <summary>A real proxy in front of the application, set up by the recipe that docs/operations.md has for it.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    /// <summary>The address of its clients, which differs from the proxy's.</summary>
    public const string Client = "127.0.0.9";

    private readonly string _files = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
    private readonly int _port = FreePort();
    private ProductProcess? _process;

    public Uri Address => new($"https://localhost:{_port}");

    /// <param name="program">The language of its recipe's code block.</param>
    /// <param name="server">The address of the application.</param>
    /// <param name="edit">Changes the recipe, for a proxy that behaves otherwise.</param>
    public static async Task<ReverseProxy> StartAsync(string program, Uri server, Func<string, string>? edit = null)
    {
        var proxy = new ReverseProxy();
        await proxy.MakeCertificateAsync();
        var recipe = proxy.Localize((edit ?? (text => text))(Recipe(program)), server);
        await File.WriteAllTextAsync(proxy.In("recipe"), recipe, TestContext.Current.CancellationToken);
        await proxy.RunAsync(program);
        return proxy;
    }

    /// <summary>Connections to it, from <see cref="Client"/>, that trust its certificate.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
        ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true),
    };

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    private static string Recipe(string program) =>
        Regex.Match(File.ReadAllText(Path.Combine(Repository(), "docs", "operations.md")), $"^```{program}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline) is { Success: true } fence
            ? fence.Groups[1].Value
            : throw new InvalidOperationException($"docs/operations.md has no recipe for {program}");

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return directory.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Replaces names, ports and files of the recipe by those of this test; nothing else changes.</summary>
    private string Localize(string recipe, Uri server)
    {
        foreach (var (theirs, ours) in new[]
        {
            ("/etc/ssl/kvm.example.org.pem", In("certificate.pem")), ("/etc/ssl/private/kvm.example.org.key", In("key.pem")),
            ("listen 443", $"listen 127.0.0.1:{_port}"), ("*:443", $"127.0.0.1:{_port}"), ("kvm.example.org {", $"https://localhost:{_port} {{\n    tls {In("certificate.pem")} {In("key.pem")}"),
            ("kvm.example.org", "localhost"), ("127.0.0.1:8080", server.Authority),
        })
            recipe = recipe.Replace(theirs, ours, StringComparison.Ordinal);
        Assert.Contains(server.Authority, recipe, StringComparison.Ordinal);
        return recipe;
    }

    private async Task RunAsync(string program)
    {
        var (main, command) = program switch
        {
            "nginx" => (Nginx(), new[] { "nginx", "-e", "stderr", "-c", In("main") }),
            "apache" => (Apache(), ["apache2", "-D", "FOREGROUND", "-f", In("main")]),
            _ => (Caddy(), ["env", $"HOME={_files}", $"XDG_CONFIG_HOME={_files}", $"XDG_DATA_HOME={_files}", "caddy", "run", "--adapter", "caddyfile", "--config", In("main")]),
        };
        await File.WriteAllTextAsync(In("main"), main, TestContext.Current.CancellationToken);
        // Debian installs servers in /usr/sbin, which may be missing in PATH.
        _process = ProductProcess.StartBy("env", ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", .. command]);
        await Eventually.TrueAsync(() => _process.HasExited ? throw new InvalidOperationException(_process.Output) : Listens(), TestContext.Current.CancellationToken);
    }

    private bool Listens()
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Nginx() => $$"""
        daemon off;
        master_process off;
        pid {{In("pid")}};
        events {}
        http {
            access_log off;
            client_body_temp_path {{In("body")}};
            proxy_temp_path {{In("proxy")}};
            fastcgi_temp_path {{In("fastcgi")}};
            uwsgi_temp_path {{In("uwsgi")}};
            scgi_temp_path {{In("scgi")}};
            include {{In("recipe")}};
        }
        """;

    private string Apache() => string.Join('\n',
    [
        $"ServerRoot {_files}", $"DefaultRuntimeDir {_files}", $"PidFile {In("pid")}", "ErrorLog /dev/stderr", "ServerName localhost",
        .. new[] { "mpm_event", "authz_core", "headers", "proxy", "proxy_http", "ssl" }.Select(module => $"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so"),
        "User www-data", "Group www-data", $"Listen 127.0.0.1:{_port}", $"Include {In("recipe")}", "",
    ]);

    private string Caddy() => $$"""
        {
            admin off
            auto_https disable_redirects
        }
        import {{In("recipe")}}
        """;

    private string In(string name) => Path.Combine(_files, name);

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Client), 0));
        await socket.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
        return socket;
    }

    private async Task MakeCertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(In("certificate.pem"), certificate.ExportCertificatePem() + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("key.pem"), key.ExportPkcs8PrivateKeyPem() + "\n", TestContext.Current.CancellationToken);
    }
}
