using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>Parsing of settings, and the errors of invalid ones.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void NothingSet_IsTheLocalHostOnLoopback()
    {
        var options = Read();

        Assert.Equal(("local", "qemu:///system"), options.Hosts.Select(host => (host.Key, host.Value.Uri)).Single());
        Assert.Equal(TimeSpan.FromMinutes(15), options.SignIn.LinkLifetime);
        Assert.Equal(Role.Administrator, options.Roles["wheel"]);
        Assert.Equal(Role.Operator, options.Roles["libvirt"]);
        Assert.Equal(["http://127.0.0.1:8080"], ListenAddresses.Of(Configuration()));
    }

    [Fact]
    public void HostArguments_ReplaceTheWholeMap()
    {
        var options = SettingsReader.Read(Configuration(("WebConsole:Hosts:configured:Uri", "xen:///system")), CommandLine.Parse(["--host", "b=test:///default", "--host", "a=lxc:///system"]));

        Assert.Equal([("b", "test:///default"), ("a", "lxc:///system")], options.Hosts.Select(host => (host.Key, host.Value.Uri)));
    }

    [Fact]
    public void ConfiguredRoles_ReplaceTheWholeMap()
    {
        var options = Read(("WebConsole:Roles:vm-admins", "administrator"), ("WebConsole:Roles:everyone", "Viewer"));

        Assert.Equal(["everyone", "vm-admins"], options.Roles.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("node-1.rack.example")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void HostNames_OfTheContract_AreTaken(string name) => Assert.Contains(name, Read(($"WebConsole:Hosts:{name}:Uri", "test:///default")).Hosts);

    [Theory]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void OtherHostNames_AreNot(string name) =>
        Assert.Contains(Errors(($"WebConsole:Hosts:{name}:Uri", "test:///default")), error => error.StartsWith($"WebConsole:Hosts:{name}:", StringComparison.Ordinal));

    [Fact]
    public void EveryMistake_IsNamedAtOnce()
    {
        (string, string)[] mistakes =
        [
            ("WebConsole:Hosts:local:Uri", "no uri"),
            ("WebConsole:Hosts:local:Url", "qemu:///system"),
            ("WebConsole:StateDirectory", "relative"),
            ("WebConsole:Tls:Key", "/no/such/key.pem"),
            ("WebConsole:Tls:Hsts", "perhaps"),
            ("WebConsole:Proxy:Addresses:0", "proxy.example"),
            ("WebConsole:Proxy:Addresses", "192.0.2.7"),
            ("WebConsole:Roles", "staff"),
            ("WebConsole:Roles:staff", "Owner"),
            ("WebConsole:Roles:guests", "7"),
            ("WebConsole:SignIn:LinkLifetime", "soon"),
            ("WebConsole:SignIn:NewLinkCommand", "one\ntwo"),
            ("WebConsole:SignIn:IdleLifetime", "30.00:00:00"),
            ("WebConsole:SignIn:HostAccounts", "perhaps"),
            ("WebConsole:SignIn:PamService", "../su"),
            ("WebConsole:Log:AuditDays", "0"),
            ("urls", "http://127.0.0.1:8080;gopher://0.0.0.0:70"),
            ("Kestrel:Endpoints:Everywhere:Url", "http://*:80"),
        ];

        var errors = Errors(mistakes);

        foreach (var field in mistakes.Select(mistake => mistake.Item1).Select(field => field.StartsWith("Kestrel", StringComparison.Ordinal) ? "Kestrel:Endpoints" : field.Replace(":0", "", StringComparison.Ordinal)))
            Assert.Contains(errors, error => error.StartsWith(field + ":", StringComparison.Ordinal) || (field.EndsWith(":Key", StringComparison.Ordinal) && error.StartsWith("WebConsole:Tls:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SettingThatNobodyReads_IsWarnedOfAtTheStart()
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log),
            args: ["--WebConsole:Consols:Total=3", "--WebConsole:Consoles:PerUsr=3", "--WebConsole:Consoles:Total=3", "--WebConsole:operations:kept=50", "--WebConsole:Storage:FetchFrom=192.0.2.7"]);

        var warnings = log.Lines.Where(line => line.Contains("is not known and does nothing", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, warnings.Length);
        Assert.Contains(warnings, line => line.Contains("WebConsole:Storage:FetchFrom", StringComparison.Ordinal) && line.Contains("FetchFrom:0", StringComparison.Ordinal));
        Assert.Contains("WebConsole:Consols\"", string.Concat(warnings), StringComparison.Ordinal);
        Assert.Contains(warnings, line => line.Contains("WebConsole:Consoles:PerUsr", StringComparison.Ordinal) && line.Contains("PerUser, Total", StringComparison.Ordinal));
    }

    /// <summary>
    /// run.sh, the service's unit and the image each have their own command for a new link, which must work.
    /// </summary>
    [Fact]
    public void DefaultOfAWayOfRunning_GivesWayToSettings()
    {
        const string variable = "ASPNETCORE_WebConsole__SignIn__NewLinkCommand";
        Environment.SetEnvironmentVariable(variable, "./run.sh --new-link");
        try
        {
            Assert.Equal("./run.sh --new-link", WebConsoleHost.ReadOptions([]).SignIn.NewLinkCommand);
            Assert.Equal("ask anna", WebConsoleHost.ReadOptions(["--WebConsole:SignIn:NewLinkCommand=ask anna"]).SignIn.NewLinkCommand);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    /// <summary>Otherwise each setting of a new area would cause a warning about an unknown setting.</summary>
    [Fact]
    public void EveryAreasSection_IsKnown()
    {
        var sections = typeof(WebConsoleHost).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type != typeof(WebConsoleOptions))
            .Select(type => (Section: type.GetField("Section")?.GetRawConstantValue() as string, Type: type))
            .Where(area => area.Section is not null);

        Assert.Equal(sections.OrderBy(area => area.Section, StringComparer.Ordinal),
            WebConsoleHost.Areas.Select(area => ((string?)area.Key, area.Value)).OrderBy(area => area.Item1, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://127.1.2.3:1;http://unix:/run/webconsole/socket")]
    public void Loopback_NeedsNothingMore(string urls) => Assert.Empty(Errors(("urls", urls)));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://localhost.evil.example:8080")]
    public void TheNetworkInTheClear_IsRefused_AndToldHow(string urls)
    {
        var error = Assert.Single(Errors(("urls", urls)));
        Assert.Contains("WebConsole:Tls:Certificate", error, StringComparison.Ordinal);
        Assert.Contains("WebConsole:Proxy:Addresses", error, StringComparison.Ordinal);
        Assert.Empty(Errors(("urls", urls), ("WebConsole:Proxy:Addresses:0", "10.0.0.0/8")));
    }

    [Fact]
    public void HttpsWithoutCertificate_IsRefused() =>
        Assert.Contains("WebConsole:Tls:Certificate", Assert.Single(Errors(("urls", "https://0.0.0.0:8443"))), StringComparison.Ordinal);

    private static WebConsoleOptions Read(params (string, string)[] settings) => SettingsReader.Read(Configuration(settings), CommandLine.Parse([]));

    private static IReadOnlyList<string> Errors(params (string, string)[] settings)
    {
        try
        {
            Read(settings);
            return [];
        }
        catch (SettingsException exception)
        {
            return exception.Errors;
        }
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
