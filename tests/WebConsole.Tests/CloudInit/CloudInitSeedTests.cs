using WebConsole.CloudInit;
using WebConsole.CloudInit.Passwords;
using WebConsole.CloudInit.Yaml;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WebConsole.Tests.CloudInit;

/// <summary>The files of a seed, read back by YAML: each text is exactly what was entered.</summary>
public sealed class CloudInitSeedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Hostile =>
    [
        "x\nruncmd: [reboot]", "x\n- y", ": {}", "!!python/object", "&a *a", "\"'\\", "' \"", "😀𝕏", "yes", "no", "on", "0o17", "017", "1e3", "0x1f", "1_000", "12:30:45", "2001-01-01", ".inf", "~", "null", "<<", "=",
        "# x", "x # y", "- x", "? x", "| x", "> x", "{{ x }}", "{% x %}", "[a", "}", "%YAML 1.2", "---", "...", "\n---\n", "@x", "`x`", " lead", "trail ", "\t", "a\r\nb", "\u0085\u2028\u2029\ufeff", "\0\u0007\u001b\u007f\u009b",
        "\u200e\u202e", "\ufffe", new string('w', 300) + " " + new string('w', 300), "${x} $(x)", "#cloud-config",
    ];

    /// <summary>Also what the rules refuse, as if there were none.</summary>
    [Theory, MemberData(nameof(Hostile))]
    [Trait("Attack", "J5")]
    public async Task HostileText_StaysATextInItsPlace(string text)
    {
        var network = new CloudInitNetwork(text, true, [text], text, [text], [text]);
        var seed = await CloudInitSeed.MakeAsync(
            new CloudInitSettings(text, text, null, [text], [new CloudInitUser(text, null, [text], true, text, [text])], [text], [text], text, text, [network]), text, cancellationToken: Cancel);

        Assert.Equal([("instance-id", text), ("local-hostname", text)], Texts(seed.MetaData).Select(one => (one.Key, one.Value)));
        Assert.Equal(["hostname", "timezone", "locale", "users", "package_update", "packages", "runcmd"], Keys(seed.UserData));
        Assert.Equal(14, Texts(seed.UserData).Count(one => one.Value == text));
        Assert.Equal(["version", "config"], Keys(seed.NetworkConfig!));
        Assert.Equal(4, Texts(seed.NetworkConfig!).Count(one => one.Key != "mac_address" && one.Value == text));
    }

    /// <summary>useradd makes no user whose group is there already, unless that is said to be the user's.</summary>
    [Theory]
    [InlineData("admin", null)]
    [InlineData("anna", "anna")]
    [InlineData("bob", "anna")]
    public void GroupOfTheUsersName_IsTheUsers(string name, string? ofAnna)
    {
        var settings = new CloudInitSettings(Users: [new CloudInitUser("anna", Groups: ofAnna is null ? null : ["bob", ofAnna]), new CloudInitUser(name == "anna" ? "eve" : name)]);

        var text = CloudInitSeed.Preview(settings, "id").UserData;

        Assert.Contains($"\"primary_group\": \"{name}\"\n  \"groups\":\n  - \"{(name == "anna" ? "bob" : name)}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"primary_group\": \"eve\"", text, StringComparison.Ordinal);
    }

    /// <summary>PyYAML reads YAML 1.1, where plain <c>no</c> is a truth value and plain <c>017</c> a number.</summary>
    [Fact]
    [Trait("Attack", "J5")]
    public void EveryText_IsInQuotes()
    {
        var seed = CloudInitSeed.Preview(Everything, "id");

        foreach (var file in new[] { seed.MetaData, seed.UserData, seed.NetworkConfig! })
            Assert.All(Scalars(Root(file)), scalar => Assert.True(scalar.Style is ScalarStyle.DoubleQuoted || scalar.Value is "true" or "false" or "1", scalar.Value));
    }

    [Fact]
    public void Everything_IsWrittenAsCloudInitWantsIt()
    {
        var seed = CloudInitSeed.Preview(Everything, "5f0c");

        Assert.Equal("\"instance-id\": \"5f0c\"\n\"local-hostname\": \"web\"\n", seed.MetaData);
        Assert.Equal("""
            #cloud-config
            "hostname": "web"
            "users":
            - "name": "anna"
              "hashed_passwd": "••••"
              "lock_passwd": false
              "sudo": "ALL=(ALL) ALL"
              "ssh_authorized_keys":
              - "ssh-ed25519 AAAAC3NzaC1l••••KEYTAIL1 anna"
            - "name": "bob"
              "lock_passwd": true
              "sudo": "ALL=(ALL) NOPASSWD:ALL"
            - "name": "eve"
              "lock_passwd": true
              "shell": "/bin/sh"
              "groups":
              - "docker"
            - "name": "root"
              "hashed_passwd": "••••"
              "lock_passwd": false
            "disable_root": false
            "package_update": true
            "packages":
            - "vim"
            "runcmd":
            - "echo no"

            """, seed.UserData);
        Assert.Equal("""
            "version": 1
            "config":
            - "type": "physical"
              "name": "eth0"
              "mac_address": "52:54:00:12:34:5a"
              "subnets":
              - "type": "static6"
                "address": "2001:db8::10/64"
                "dns_nameservers":
                - "192.0.2.53"
                "dns_search":
                - "example.org"
              - "type": "static"
                "address": "192.0.2.10/24"
                "gateway": "192.0.2.1"
            - "type": "physical"
              "name": "eth1"
              "mac_address": "52:54:00:12:34:57"
              "subnets":
              - "type": "dhcp4"

            """, seed.NetworkConfig);
    }

    [Fact]
    public void FullName_IsWritten() =>
        Assert.Contains("\"name\": \"grace\"\n  \"gecos\": \"Grace Hopper\"\n", CloudInitSeed.Preview(new CloudInitSettings(Users: [new CloudInitUser("grace", FullName: "Grace Hopper")]), "1").UserData, StringComparison.Ordinal);

    [Fact]
    public void FixedAddressBesideDhcp_HasBoth()
    {
        var file = CloudInitSeed.Preview(new CloudInitSettings(Networks: [new CloudInitNetwork("52:54:00:12:34:56", true, ["2001:db8::7/64"], "fe80::1")]), "1").NetworkConfig!;

        Assert.Equal([("type", "physical"), ("name", "eth0"), ("mac_address", "52:54:00:12:34:56"), ("type", "dhcp4"), ("type", "static6"), ("address", "2001:db8::7/64"), ("gateway", "fe80::1")], Texts(file).Skip(1));
    }

    [Fact]
    public void Gateway_StandsBesideTheAddressOfItsNetwork()
    {
        var file = CloudInitSeed.Preview(new CloudInitSettings(Networks: [new CloudInitNetwork(Addresses: ["10.0.0.5/24", "192.0.2.10/24"], Gateway: "192.0.2.1")]), "1").NetworkConfig!;

        Assert.EndsWith("\"address\": \"192.0.2.10/24\"\n    \"gateway\": \"192.0.2.1\"\n", file, StringComparison.Ordinal);
    }

    /// <summary>Each kind of address has its way out.</summary>
    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData(null)]
    public void GatewayOfIpv6_StandsBesideItsAddress(string? gateway)
    {
        var file = CloudInitSeed.Preview(new CloudInitSettings(Networks: [new CloudInitNetwork(Addresses: ["192.0.2.10/24", "2001:db8::10/64"], Gateway: gateway, Gateway6: "2001:db8::1")]), "1").NetworkConfig!;

        Assert.Contains("\"2001:db8::10/64\"\n    \"gateway\": \"2001:db8::1\"", file, StringComparison.Ordinal);
        Assert.Equal(gateway is not null, file.Contains("\"192.0.2.10/24\"\n    \"gateway\": \"192.0.2.1\"", StringComparison.Ordinal));
    }

    /// <summary>Version 1 has no words for a gateway outside of all networks.</summary>
    [Fact]
    public void GatewayOutsideOfTheNetwork_IsOnTheLink()
    {
        var file = CloudInitSeed.Preview(new CloudInitSettings(Networks: [new CloudInitNetwork("52:54:00:12:34:5A", Addresses: ["203.0.113.7/32", "2001:db8::7/128"], Gateway: "198.51.100.1", Dns: ["192.0.2.53"], Gateway6: "fe80::1"), new CloudInitNetwork("52:54:00:12:34:57")]), "1").NetworkConfig!;

        Assert.Equal("""
            "version": 2
            "ethernets":
              "eth0":
                "match":
                  "macaddress": "52:54:00:12:34:5a"
                "set-name": "eth0"
                "dhcp4": false
                "addresses":
                - "203.0.113.7/32"
                - "2001:db8::7/128"
                "routes":
                - "to": "0.0.0.0/0"
                  "via": "198.51.100.1"
                  "on-link": true
                - "to": "::/0"
                  "via": "fe80::1"
                "nameservers":
                  "addresses":
                  - "192.0.2.53"
              "eth1":
                "match":
                  "macaddress": "52:54:00:12:34:57"
                "set-name": "eth1"
                "dhcp4": true

            """, file);
        Assert.Empty(NetworkConfigCheck.Of(file));
    }

    /// <summary>What images do by default differs, so nothing is said unless it was asked for.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    public void PasswordsForSsh_AreSaidOnlyOnRequest(bool? asked, bool isSaid)
    {
        var file = CloudInitSeed.Preview(new CloudInitSettings(User: "anna", Password: "secret", SshPasswords: asked), "1").UserData;

        Assert.Equal(isSaid, file.Contains("\n\"ssh_pwauth\": true\n", StringComparison.Ordinal));
        Assert.Empty(UserDataCheck.Of(file));
    }

    /// <summary>JSON can say null where an address should be.</summary>
    [Fact]
    public void AddressThatIsNone_IsDhcp() =>
        Assert.Contains(("type", "dhcp4"), Texts(CloudInitSeed.Preview(new CloudInitSettings(Networks: [new CloudInitNetwork(Addresses: [null!])]), "1").NetworkConfig!));

    [Fact]
    public void NoNetwork_LeavesItToCloudInit() => Assert.Null(CloudInitSeed.Preview(new CloudInitSettings(), "1").NetworkConfig);

    [Fact]
    public async Task Passwords_AreInItOnlyAsHashes()
    {
        var settings = new CloudInitSettings(User: "anna", Password: "correct horse", Users: [new CloudInitUser("bob"), new CloudInitUser("eve", "battery staple")]);

        var seed = await CloudInitSeed.MakeAsync(settings, "1", PasswordMethod.Sha512, Cancel);

        Assert.All(settings.Secrets, secret => Assert.DoesNotContain(secret, seed.MetaData + seed.UserData + seed, StringComparison.Ordinal));
        var hashes = Texts(seed.UserData).Where(one => one.Key == "hashed_passwd").Select(one => one.Value).ToList();
        Assert.Equal([hashes[0], hashes[1]], new[] { "correct horse", "battery staple" }.Zip(hashes, PasswordHash.Crypt));
        Assert.Equal(["false", "true", "false"], Texts(seed.UserData).Where(one => one.Key == "lock_passwd").Select(one => one.Value));
    }

    [Fact]
    public async Task OwnTexts_AreKept()
    {
        var settings = new CloudInitSettings("web", UserData: "#!/bin/sh\r\necho 😀\r\n", NetworkConfig: "version: 2\n");

        var seed = await CloudInitSeed.MakeAsync(settings, "1", cancellationToken: Cancel);

        Assert.Equal(("#!/bin/sh\necho 😀\n", "version: 2\n"), (seed.UserData, seed.NetworkConfig));
        Assert.Contains("web", seed.MetaData, StringComparison.Ordinal);
    }

    /// <summary>A preview is made of whatever was typed so far.</summary>
    [Fact]
    public void Preview_TakesTextThatIsNone() => Assert.Contains("\ufffd", CloudInitSeed.Preview(new CloudInitSettings("\ud800", Runcmd: [null!, "\udc00"], Users: [null!]), "1").UserData, StringComparison.Ordinal);

    [Fact]
    public void WhatIsWritten_HasNoProblem()
    {
        var seed = CloudInitSeed.Preview(Everything, "1");

        Assert.Empty(UserDataCheck.Of(seed.UserData));
        Assert.Empty(NetworkConfigCheck.Of(seed.NetworkConfig!));
    }

    private static CloudInitSettings Everything => new(
        "web", "anna", "secret", ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB1111111111111111KEYTAIL1 anna"],
        [new CloudInitUser("bob"), new CloudInitUser("eve", Sudo: false, Shell: "/bin/sh", Groups: ["docker"]), new CloudInitUser("root", "secret")], ["vim"], ["echo no"],
        Networks: [new CloudInitNetwork("52:54:00:12:34:5A", null, ["2001:db8::10/64", "192.0.2.10/24"], "192.0.2.1", ["192.0.2.53"], ["example.org"]), new CloudInitNetwork("52:54:00:12:34:57")]);

    private static YamlNode Root(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file));
        return Assert.Single(stream.Documents).RootNode;
    }

    private static string[] Keys(string file) => [.. ((YamlMappingNode)Root(file)).Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];

    /// <summary>All texts that are no keys, each with the key that it belongs to.</summary>
    private static List<(string Key, string Value)> Texts(string file) => [.. Texts("", Root(file))];

    private static IEnumerable<(string Key, string Value)> Texts(string key, YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(entry => Texts(((YamlScalarNode)entry.Key).Value!, entry.Value)),
        YamlSequenceNode list => list.SelectMany(entry => Texts(key, entry)),
        _ => [(key, ((YamlScalarNode)node).Value!)],
    };

    private static IEnumerable<YamlScalarNode> Scalars(YamlNode node) => node.AllNodes.OfType<YamlScalarNode>();
}
