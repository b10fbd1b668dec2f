using System.Text.Json;
using WebConsole.CloudInit;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>What each field may be; its name is that of the API.</summary>
public sealed class CloudInitRulesTests
{
    private static readonly CloudInitNetwork Fixed = new("52:54:00:12:34:56", Addresses: ["192.0.2.10/24"]);

    [Fact]
    public void EverythingGiven_HasNoMistake()
    {
        var settings = new CloudInitSettings(
            "web-01.example.org", "anna", "correct horse", [Keys.Ed25519 + " anna"], [new CloudInitUser("bob", null, [Keys.Rsa], false, "/bin/bash", ["docker"])],
            ["nginx", "libc6:i386", "vim=2:9.0*"], ["echo \"a: b\" > /tmp/x\n\tset -e"], "America/Argentina/Buenos_Aires", "de_DE.UTF-8",
            [new CloudInitNetwork("52:54:00:12:34:56", false, ["192.0.2.10/24", "2001:db8::10/64"], "192.0.2.1", ["192.0.2.53"], ["example.org"]), new CloudInitNetwork("52:54:00:12:34:57")]);

        Assert.Empty(CloudInitRules.Mistakes(settings));
        Assert.Empty(CloudInitRules.Mistakes(new CloudInitSettings()));
        Assert.Empty(CloudInitRules.Warnings(settings));
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("WEB-01", true)]
    [InlineData("1a", true)]
    [InlineData("a.b.example.org", true)]
    [InlineData("-web", false)]
    [InlineData("web-", false)]
    [InlineData("web_1", false)]
    [InlineData("web..org", false)]
    [InlineData("web.", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("wéb", false)]
    [InlineData("wEb\u212a", false)]
    [InlineData("web\n", false)]
    [InlineData("x\nruncmd: [reboot]", false)]
    public void HostName_IsOfRfc1123(string name, bool isTaken) => Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(name), "hostname") is null);

    [Fact]
    public void HostName_HasALength()
    {
        Assert.Null(MistakeOf(new CloudInitSettings(new string('a', 63)), "hostname"));
        Assert.NotNull(MistakeOf(new CloudInitSettings(new string('a', 64)), "hostname"));
        Assert.NotNull(MistakeOf(new CloudInitSettings(string.Join('.', Enumerable.Repeat(new string('a', 50), 6))), "hostname"));
    }

    [Theory]
    [InlineData("192.0.2.1", "2001:db8::1", true)]
    [InlineData(null, "2001:db8::1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::2", "2001:db8::1", false)]
    [InlineData("192.0.2.1", "2001:db8:1::1", true)]
    [InlineData("192.0.2.1", "2001:db8::10", false)]
    public void SecondGateway_IsOfIpv6(string? gateway, string gateway6, bool isTaken) => Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(
        Networks: [new CloudInitNetwork("52:54:00:12:34:56", Addresses: ["192.0.2.10/24", "2001:db8::10/64"], Gateway: gateway, Gateway6: gateway6)]), "networks[0].gateway6") is null);

    [Theory]
    [InlineData("packages", "--option")]
    [InlineData("packages", "a b")]
    [InlineData("packages", "")]
    [InlineData("runcmd", "")]
    [InlineData("runcmd", "echo \0")]
    [InlineData("runcmd", "echo \u001b[201~")]
    [InlineData("timezone", "../etc/passwd")]
    [InlineData("timezone", "Europe/Ber lin")]
    [InlineData("timezone", "Berlin")]
    [InlineData("timezone", "europe/berlin")]
    [InlineData("locale", "german")]
    [InlineData("locale", "de")]
    [InlineData("locale", "de_DE.UTF-8\n")]
    [InlineData("locale", "$(reboot)")]
    [InlineData("networks[0].mac", "52:54:00:12:34")]
    [InlineData("networks[0].mac", "01:00:5e:00:00:01")]
    [InlineData("networks[0].addresses", "192.0.2.10")]
    [InlineData("networks[0].addresses", "192.0.2.10/33")]
    [InlineData("networks[0].addresses", "192.0.2.10/0")]
    [InlineData("networks[0].addresses", "192.0.2.10/+8")]
    [InlineData("networks[0].addresses", "192.0.2.010/24")]
    [InlineData("networks[0].addresses", "10.1/8")]
    [InlineData("networks[0].addresses", "192.0.2.0/24")]
    [InlineData("networks[0].addresses", "192.0.2.255/24")]
    [InlineData("networks[0].addresses", "fe80::1%eth0/64")]
    [InlineData("networks[0].addresses", "[::1]/128")]
    [InlineData("networks[0].addresses", "2001:db8::1/129")]
    [InlineData("networks[0].dns", "dns.example.org")]
    [InlineData("networks[0].search", "example org")]
    [InlineData("networks[0].gateway", "gateway")]
    [InlineData("networks[0].gateway", "2001:db8::1")]
    [InlineData("networks[0].gateway", "192.0.2.10")]
    [InlineData("networks[0].gateway", "192.0.3.1")]
    [InlineData("networks[0].gateway", "fe80::1")]
    public void WrongValue_IsRefusedAtItsField(string field, string value) => Assert.NotNull(MistakeOf(With(field, value), field));

    [Theory]
    [InlineData("203.0.113.7/32", "198.51.100.1", true)]
    [InlineData("203.0.113.7/24", "198.51.100.1", false)]
    [InlineData("2001:db8::7/128", "2001:db8:1::1", true)]
    [InlineData("2001:db8::7/64", "2001:db8:1::1", true)]
    [InlineData("203.0.113.7/32", "2001:db8::1", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7", false)]
    public void GatewayOfAnAddressAlone_MayBeAny(string address, string gateway, bool isTaken) =>
        Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(Networks: [new CloudInitNetwork("52:54:00:12:34:56", Addresses: [address], Gateway: gateway)]), "networks[0].gateway") is null);

    /// <summary>Some providers have it so. Of a router's own address on the link nobody needs to be warned.</summary>
    [Theory]
    [InlineData("2001:db8:1::1", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fe80::1", false)]
    public void GatewayOfIpv6OutsideOfTheNetwork_IsAWarning(string gateway, bool isWarned)
    {
        var settings = new CloudInitSettings(Networks: [new CloudInitNetwork("52:54:00:12:34:56", Addresses: ["192.0.2.10/24", "2001:db8::7/64"], Gateway: "192.0.2.1", Gateway6: gateway)]);

        Assert.Empty(CloudInitRules.Mistakes(settings));
        Assert.Equal(isWarned ? ["networks[0].gateway6"] : [], CloudInitRules.Warnings(settings).Keys);
        Assert.Equal(isWarned, NetworkConfigWriter.Write(settings.Networks)!.Contains("on-link", StringComparison.Ordinal));
    }

    /// <summary>Of one with its domain, most systems take the first part alone.</summary>
    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void HostNameThatLinuxDoesNotKeep_IsAWarning(int length, bool isWarned)
    {
        var settings = new CloudInitSettings($"web.{new string('a', 40)}.{new string('b', length - 45)}");

        Assert.Empty(CloudInitRules.Mistakes(settings));
        Assert.Equal(isWarned, CloudInitRules.Warnings(settings).ContainsKey("hostname"));
    }

    [Theory]
    [InlineData("networks[0].addresses", "192.0.2.10/31")]
    [InlineData("networks[0].addresses", "192.0.2.10/32")]
    [InlineData("networks[0].addresses", "2001:DB8::/64")]
    [InlineData("networks[0].gateway", "192.0.2.1")]
    [InlineData("networks[0].dns", "2001:db8::53")]
    [InlineData("networks[0].search", "example.org")]
    [InlineData("timezone", "UTC")]
    [InlineData("timezone", "Europe/Berlin")]
    [InlineData("locale", "de_DE")]
    [InlineData("locale", "POSIX")]
    [InlineData("locale", "eo.UTF-8")]
    [InlineData("timezone", "Etc/GMT+1")]
    [InlineData("locale", "C.UTF-8")]
    [InlineData("locale", "sr_RS.UTF-8@latin")]
    [InlineData("runcmd", "printf 'a\tb\n' >> /etc/motd # ключ 😀")]
    public void RightValue_IsTaken(string field, string value) => Assert.Empty(CloudInitRules.Mistakes(With(field, value)));

    [Fact]
    public void Network_NeedsTheMacAddressOfItsInterface()
    {
        var settings = new CloudInitSettings(Networks: [new CloudInitNetwork(), Fixed]);

        Assert.NotNull(MistakeOf(settings, "networks[0].mac"));
        Assert.Empty(CloudInitRules.Mistakes(settings.WithMacs(["52:54:00:12:34:57", "52:54:00:00:00:00"])));
        Assert.Equal("Each interface once.", MistakeOf(new CloudInitSettings(Networks: [Fixed with { Mac = "52:54:00:12:34:5A" }, Fixed with { Mac = "52:54:00:12:34:5a" }]), "networks[1].mac"));
    }

    [Fact]
    public void RouterByItsLinkLocalAddress_IsTaken() =>
        Assert.Empty(CloudInitRules.Mistakes(new CloudInitSettings(Networks: [Fixed with { Addresses = ["2001:db8::7/64"], Gateway = "fe80::1" }])));

    [Fact]
    public void NameServersBesideDhcpAlone_AreRefused()
    {
        var settings = new CloudInitSettings(Networks: [Fixed with { Addresses = [], Dns = ["192.0.2.53"], Search = ["example.org"] }]);

        Assert.NotNull(MistakeOf(settings, "networks[0].dns"));
        Assert.NotNull(MistakeOf(settings, "networks[0].search"));
    }

    [Fact]
    public void NeitherDhcpNorAddresses_IsRefused() => Assert.NotNull(MistakeOf(new CloudInitSettings(Networks: [new CloudInitNetwork(Dhcp: false)]), "networks[0].dhcp"));

    [Fact]
    public void LongLists_AreRefused()
    {
        var entries = Enumerable.Repeat("a", 101).ToArray();

        Assert.Equal("At most 100 entries.", MistakeOf(new CloudInitSettings(Packages: entries), "packages"));
        Assert.Equal("At most 100 entries.", MistakeOf(new CloudInitSettings(Users: [.. entries.Select(_ => new CloudInitUser("a"))]), "users"));
        Assert.Equal("At most 100 entries.", MistakeOf(new CloudInitSettings(Networks: [.. entries.Select(_ => Fixed)]), "networks"));
    }

    [Fact]
    public void OwnUserDataBesideFieldsThatItReplaces_IsRefused()
    {
        Assert.Equal("Only without user, packages: your own text replaces them.", MistakeOf(new CloudInitSettings(User: "anna", Packages: ["vim"], UserData: "#cloud-config\n"), "userData"));
        Assert.Empty(CloudInitRules.Mistakes(new CloudInitSettings("web", UserData: "#cloud-config\n", Networks: [Fixed])));
        Assert.Equal("Only without networks: your own text replaces them.", MistakeOf(new CloudInitSettings(Networks: [Fixed], NetworkConfig: "version: 2\n"), "networkConfig"));
    }

    [Fact]
    public void OwnText_SaysTheLineOfItsMistakeAndHasASize()
    {
        Assert.StartsWith("Line 3, column 1: ", MistakeOf(new CloudInitSettings(UserData: "#cloud-config\n- a\nb: c\n"), "userData"), StringComparison.Ordinal);
        Assert.StartsWith("Line 1, column 10: ", MistakeOf(new CloudInitSettings(NetworkConfig: "version: 3"), "networkConfig"), StringComparison.Ordinal);
        Assert.Equal("At most 256 KiB.", MistakeOf(new CloudInitSettings(UserData: "#!/bin/sh\n" + new string('#', 256 * 1024)), "userData"));
    }

    [Fact]
    public void UnknownKey_IsAWarning()
    {
        var settings = new CloudInitSettings(UserData: "#cloud-config\nruncmds: [reboot]\n");

        Assert.Empty(CloudInitRules.Mistakes(settings));
        Assert.StartsWith("Line 2, column 1: ", CloudInitRules.Warnings(settings)["userData"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOfTheApi_HaveItsNamesAndDefaults()
    {
        var settings = JsonSerializer.Deserialize<CloudInitSettings>(
            """{"hostname":"web","users":[{"name":"anna","sshKeys":[null]},null],"networks":[null,{"mac":"52:54:00:12:34:56"}],"packages":[null]}""", JsonSerializerOptions.Web)!;

        Assert.True(settings.Users![0].Sudo);
        Assert.Empty(CloudInitRules.Mistakes(settings));
        Assert.NotEmpty(CloudInitSeed.Preview(settings.WithMacs([]), "1").UserData);
        Assert.DoesNotContain("secrets", JsonSerializer.Serialize(settings, JsonSerializerOptions.Web), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Secrets_AreListedAndNeverWritten()
    {
        var settings = new CloudInitSettings(User: "anna", Password: "one", Users: [new CloudInitUser("bob", "two"), new CloudInitUser("eve", "two")], Runcmd: ["reboot", "join --token three"], UserData: "#cloud-config\ntoken: four", NetworkConfig: "password: five");

        Assert.Equal(["one", "two", "join --token three", "#cloud-config\ntoken: four", "#cloud-config", "password: five"], settings.Secrets.Where(secret => secret is not "token: four"));
        Assert.All(settings.Secrets, secret => Assert.DoesNotContain(secret, $"{settings} {settings.Users![0]}", StringComparison.Ordinal));
        Assert.Equal(["x"], new CloudInitSettings(Password: "x").Secrets);
    }

    private static string? MistakeOf(CloudInitSettings settings, string field) => CloudInitRules.Mistakes(settings).GetValueOrDefault(field)?.First();

    private static CloudInitSettings With(string field, string value) => field switch
    {
        "packages" => new CloudInitSettings(Packages: [value]),
        "runcmd" => new CloudInitSettings(Runcmd: [value]),
        "timezone" => new CloudInitSettings(Timezone: value),
        "locale" => new CloudInitSettings(Locale: value),
        _ => new CloudInitSettings(Networks: [field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
        {
            "mac" => new CloudInitNetwork(value),
            "addresses" => Fixed with { Addresses = [value] },
            "gateway" => Fixed with { Gateway = value },
            "dns" => Fixed with { Dns = [value] },
            _ => Fixed with { Search = [value] },
        }]),
    };
}
